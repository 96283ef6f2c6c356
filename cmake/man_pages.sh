#!/usr/bin/env bash
# man_pages.sh PROGRAM FOLDER: writes the man pages of the program and of each of its commands, from their --help, and its
# completion script for bash. Without help2man there are no man pages, and a message says so.
set -euo pipefail
program=$1 folder=$2
mkdir -p "$folder/man" "$folder/completions"
"$program" completion >"$folder/completions/kozqaras"
if ! command -v help2man >/dev/null; then
    echo "help2man was not found: no man pages. On Debian: apt-get install help2man" >&2
    exit 0
fi

version=$("$program" --version | cut -d ' ' -f 2)
page() { # page NAME COMMAND...: the page of a command, whose first line of help says what it is for
    local name=$1 words=$2
    local purpose
    purpose=$(sh -c "$words --help" | head -n 1)
    help2man --no-info --section 1 --manual "kozqaras" --source "kozqaras $version" --version-string "$version" \
        --name "$purpose" "$words" |
        sed -e "s/^\\.TH [^ ]*/.TH ${name^^}/" -e "1,/^\\.SH SYNOPSIS/s/^kozqaras [a-z]* \\\\-/$name \\\\-/" \
            -e "/^\\.SH SYNOPSIS/,/^\\.SH DESCRIPTION/s/^\\.B ${name#kozqaras-}\$/.B ${name/-/ }/" >"$folder/man/$name.1"
}

quoted="'$program'"
page kozqaras "$quoted"
"$program" --help | awk '/^Subcommands:/ {on = 1; next} /^$/ {on = 0} on {print $1}' | while read -r command; do
    page "kozqaras-$command" "$quoted $command"
done
