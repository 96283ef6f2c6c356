# results_in_r_test.sh PROGRAM SOURCE_TREE: R reads results.h5 and finds the numbers that Python finds.
set -euo pipefail
program=$1 source_tree=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
complain() { echo "$*" >&2; exit 1; }
if ! command -v Rscript >/dev/null || ! Rscript -e 'library(rhdf5)' >/dev/null 2>&1; then
    echo "skipped: R or its rhdf5 was not found. On Debian: apt-get install r-bioc-rhdf5"
    exit 77
fi
cd "$work"
"$program" run "$source_tree/scenarios/library/visa_free.toml" --scale 0.0003 --members 3 --quiet -o ran >/dev/null
/usr/bin/python3 - >python.txt <<'PYTHON'
import xarray
run = xarray.open_dataset("ran/results.h5", engine="h5netcdf")
index = run.index_adults.sel(indicator="composite", group="all").isel(scenario=1)
print(*index.sizes.values())
print(*[f"{value:.6f}" for value in index.median("member").values])
print(*run.scenario.values)
PYTHON
Rscript - >r.txt <<'R'
suppressMessages(library(rhdf5))
index <- h5read("ran/results.h5", "index_adults")
composite <- dim(index)[1]
chosen <- index[composite, 1, , , 2]
cat(rev(dim(chosen)), "\n", sep = " ")
cat(sprintf("%.6f", apply(chosen, 1, median)), "\n")
cat(h5read("ran/results.h5", "scenario"), "\n")
R
diff <(sed 's/ *$//' python.txt) <(sed 's/ *$//' r.txt) || complain "R reads other numbers than Python"
