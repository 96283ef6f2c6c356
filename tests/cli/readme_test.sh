#!/usr/bin/env bash
# Runs every command line of README.md that calls the program, in a copy of the repository's library, as a reader would; one
# of more than 8 members as it stands with --dry-run, and then with 8.
set -euo pipefail
program="$1"
source_folder="$2"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$source_folder/scenarios" "$source_folder/calibration" "$source_folder/data" "$work/"
cd "$work"
count=0
while IFS= read -r line; do
    arguments=${line#*build/release/app/kozqaras }
    echo "kozqaras $arguments"
    fewer=$(sed -E 's/--members (9|[1-9][0-9]+)/--members 8/' <<<"$arguments")
    # shellcheck disable=SC2086 # the lines are meant to be split into words
    [ "$fewer" = "$arguments" ] || "$program" $arguments --dry-run >out.txt 2>err.txt || { cat out.txt err.txt; echo "failed: $line"; exit 1; }
    # shellcheck disable=SC2086
    "$program" $fewer >out.txt 2>err.txt || { cat out.txt err.txt; echo "failed: $line"; exit 1; }
    [ -s out.txt ] || { echo "says nothing: $line"; exit 1; }
    count=$((count + 1))
done < <(grep '^    build/release/app/kozqaras' "$source_folder/README.md")
[ "$count" -ge 5 ] || { echo "only $count commands found in README.md"; exit 1; }
[ -s runs/first/manifest.json ] || { echo "the run left no manifest"; exit 1; }
