#!/usr/bin/env bash
# Runs every command line of README.md that calls the program, in a copy of the repository's library, as a reader would.
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
    # shellcheck disable=SC2086 # the line is meant to be split into words
    "$program" $arguments >out.txt 2>err.txt || { cat out.txt err.txt; echo "failed: $line"; exit 1; }
    [ -s out.txt ] || { echo "says nothing: $line"; exit 1; }
    count=$((count + 1))
done < <(grep '^    build/release/app/kozqaras' "$source_folder/README.md")
[ "$count" -ge 5 ] || { echo "only $count commands found in README.md"; exit 1; }
[ -s runs/first/manifest.json ] || { echo "the run left no manifest"; exit 1; }
