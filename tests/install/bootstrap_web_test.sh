#!/usr/bin/env bash
# bootstrap_web_test.sh SOURCE_TREE: what `./bootstrap test` does where chromium, or the packages of npm, cannot be installed: it
# says so and goes on. Nothing is installed or built: the programs that it calls are stand-ins that note how they were called.
set -euo pipefail
source_tree=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
complain() { printf 'FAILED: %s\n' "$*" >&2; failures=$((failures + 1)); }

mkdir -p "$work/bin" "$work/tree/tests/web"
cp "$source_tree/bootstrap" "$work/tree/"
cp "$source_tree/tests/web/package-lock.json" "$work/tree/tests/web/"
stand_in() { printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$work" "$2" >"$work/bin/$1"; chmod +x "$work/bin/$1"; }
for program in cmake ctest clang-format git sudo; do stand_in "$program" 'exit 0'; done
stand_in node 'exit 0'
stand_in id 'echo 0' # root: no password is asked for

# run WHAT_IS_MISSING: ./bootstrap test where only the packages that match are not installed
run() {
    : >"$work/calls"
    stand_in dpkg-query "case \"\$*\" in $1) exit 1 ;; *) echo 'install ok installed' ;; esac"
    status=0
    # the preset is said here: whoever runs this test may have set another
    (cd "$work/tree" && KOZQARAS_PRESET=release PATH="$work/bin:$PATH" ./bootstrap test >"$work/out.txt" 2>&1) || status=$?
    [ "$status" -eq 0 ] || { complain "$2: status $status"; cat "$work/out.txt" >&2; }
    grep -q '^ctest --preset release' "$work/calls" || complain "$2: the tests were not run"
}

stand_in npm 'mkdir -p node_modules; touch node_modules/.package-lock.json'
stand_in apt-get 'exit 0'
run '*chromium*' "all can be installed"
grep -q '^apt-get install .*chromium' "$work/calls" || complain "chromium was not installed"
grep -q '^npm ci' "$work/calls" || complain "the packages of npm were not installed"
grep -q 'NOT TESTED' "$work/out.txt" && complain "all was there, and yet: $(cat "$work/out.txt")"

run 'nothing' "all is there"
grep -q '^apt-get\|^npm' "$work/calls" && complain "what is there was installed again: $(cat "$work/calls")"

stand_in apt-get 'exit 100'
run '*chromium*' "chromium cannot be installed"
grep -q 'NOT TESTED IN A BROWSER.*chromium' "$work/out.txt" || complain "that chromium is missing is not said"

rm -r "$work/tree/tests/web/node_modules"
stand_in npm 'exit 1'
run 'nothing' "npm cannot install"
grep -q 'NOT TESTED IN A BROWSER.*npm' "$work/out.txt" || complain "that npm failed is not said"
[ "$failures" -eq 0 ] && echo passed
exit "$((failures > 0))"
