# doxygen_test.sh SOURCE_TREE: the reference of the headers is made without a warning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v doxygen >/dev/null; then
    echo "skipped: doxygen was not found. On Debian: apt-get install doxygen"
    exit 77
fi
cd "$1"
(cat docs/Doxyfile && echo "OUTPUT_DIRECTORY = $work") | doxygen - >"$work/out.txt" 2>&1 || { cat "$work/out.txt" >&2; exit 1; }
[ ! -s "$work/out.txt" ] || { cat "$work/out.txt" >&2; exit 1; }
[ -s "$work/html/run_8hpp.html" ] || { echo "no page of model/engine/run.hpp" >&2; exit 1; }
