# Sourced by the tests: $1 is the program, $2 the source tree. Works in a fresh folder that is removed at the end.
set -euo pipefail
program="$1"
source_tree="$2"
work=$(mktemp -d)
failures=0 finished=no
at_end() { # a script that ends without `finish` would pass whatever it complained of
    local status=$?
    rm -rf "$work"
    [ "$status" -ne 0 ] || [ "$finished" = yes ] || { echo "the script did not call finish" >&2; exit 1; }
}
trap at_end EXIT
cd "$work"
unset KOZQARAS_DATA

complain() {
    printf 'FAILED: %s\n' "$*" >&2
    failures=$((failures + 1))
}

# expect STATUS ARGUMENTS...: runs the program; its output is in out.txt, its messages in err.txt.
expect() {
    local wanted="$1" status=0
    shift
    "$program" "$@" >out.txt 2>err.txt </dev/null || status=$?
    if [ "$status" -ne "$wanted" ]; then
        complain "kozqaras $*: status $status, not $wanted"
        head -20 out.txt err.txt >&2
    fi
}

# says FILE TEXT: FILE holds TEXT.
says() { grep -qF -- "$2" "$1" || { complain "$1 lacks '$2':"; head -20 "$1" >&2; }; }
silent() { [ ! -s "$1" ] || { complain "$1 should be empty:"; head -20 "$1" >&2; }; }
absent() { [ ! -e "$1" ] || complain "$1 should not exist"; }
present() { [ -s "$1" ] || complain "$1 should exist"; }
same() { cmp -s "$1" "$2" || complain "$1 and $2 differ"; }
different() { ! cmp -s "$1" "$2" || complain "$1 and $2 are the same"; }


# seal FOLDER: writes its SHA256SUMS anew, as if the program had written what the folder holds now.
seal() {
    local sums="$work/sums.txt"
    (cd "$1" && head -1 SHA256SUMS && find . -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum) >"$sums"
    mv "$sums" "$1/SHA256SUMS"
}

finish() {
    finished=yes
    [ "$failures" -eq 0 ] || { echo "$failures failures" >&2; exit 1; }
    echo "passed"
}
