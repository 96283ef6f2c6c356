#!/usr/bin/env bash
# survey_names_test.sh TREE: no question, wave, methodology or pollster of data/survey is named in C++ outside tests and
# comments: they are rows (docs/formats/survey.md). Examples in texts of --help may show them.
set -euo pipefail
tree="$1"
cd "$tree"
list=$(mktemp)
trap 'rm -f "$list"' EXIT
names() { tail -n +2 "data/survey/$1" | cut -d, -f"$2" | sort -u; }
{
    names questions.csv 1
    names indices.csv 1
    names waves.csv 2
    names waves.csv 1 | sed 's/.*/"&"/'
} >"$list"
[ "$(wc -l <"$list")" -gt 30 ] || { echo "no names to look for" >&2; exit 1; }
# code without comments; string pieces of usage texts begin with two blanks and kozqaras
found=$(find app calibration forecast inference model observations output scenarios support workbench -name '*.[ch]pp' |
    while read -r file; do
        sed -E 's://.*$::; /"  kozqaras /d' "$file" | grep -nF -f "$list" | sed "s:^:$file\::" || true
    done)
[ -z "$found" ] || { printf 'names of the survey in C++:\n%s\n' "$found" >&2; exit 1; }
# a checker that finds nothing anywhere would pass, too
printf 'if (question.id == "%s")\n' "$(names questions.csv 1 | head -1)" | grep -qF -f "$list" ||
    { echo "the checker is blind" >&2; exit 1; }
echo "passed"
