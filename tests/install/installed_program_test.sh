# installed_program_test.sh CMAKE BUILD_TREE PYTHON_TARGET SOURCE_TREE: installs the program (and the Python module, if it is
# built), moves what was installed, and works with it in an empty folder.
set -euo pipefail
cmake=$1 build=$2 python_target=$3 source_tree=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
complain() { echo "$*" >&2; exit 1; }
unset KOZQARAS_DATA

"$cmake" --install "$build" --prefix "$work/first" --component program >"$work/install.txt"
if [ -n "$python_target" ]; then
    "$cmake" --install "$build" --prefix "$work/first" --component python >>"$work/install.txt"
fi
mv "$work/first" "$work/installed"
! grep -rIlF "$work/first" "$work/installed" || complain "the files above name where they were first"
! grep -rIlF "$source_tree" "$work/installed" || complain "the files above name $source_tree"
mkdir "$work/empty"
cd "$work/empty"
export PATH="$work/installed/bin:$PATH"

# A scenario, the inputs and the posterior are those that were installed.
kozqaras run scenarios/library/visa_free.toml --scale 0.0003 --members 2 -o ran >out.txt 2>err.txt || { cat err.txt >&2; complain "the installed program failed"; }
grep -qF "the one that ships, $work/installed/share/kozqaras/scenarios/library/visa_free.toml" err.txt || complain "another scenario was run"
grep -q '"posterior_2020_2023"' ran/manifest.json || complain "another posterior was used"
grep -q 'pictures: kozqaras-figures ran' err.txt || complain "the remark does not name the installed figures"
kozqaras calibrate calibration/library/waves_2020_2023.toml --dry-run >out.txt 2>err.txt || complain "the set-up that ships was not found"
cp "$work/installed/share/kozqaras/scenarios/library/baseline.toml" .
kozqaras run baseline.toml --dry-run --quiet >out.txt 2>err.txt || complain "a scenario of one's own was not run"
[ ! -s err.txt ] || complain "a scenario of one's own was taken for one that ships"
# The inputs are those above the program: a broken table of theirs is found.
table="$work/installed/share/kozqaras/data/survey/waves.csv"
mv "$table" kept.csv
! kozqaras run baseline.toml --dry-run >out.txt 2>err.txt || complain "other inputs than the installed ones were read"
grep -q "data/survey/waves.csv: cannot be opened" err.txt || { cat err.txt >&2; complain "the fault of the installed inputs is not named"; }
mv kept.csv "$table"

if /usr/bin/python3 -c 'import xarray, h5netcdf, matplotlib' 2>/dev/null; then
    kozqaras-figures ran --formats svg >out.txt 2>err.txt || { cat err.txt >&2; complain "no figures"; }
    [ -s ran/figures/projection.svg ] || complain "no figure of the projection"
fi
bash -c 'source "$0"; complete -p kozqaras' "$work/installed/share/bash-completion/completions/kozqaras" >/dev/null || complain "no completion"
if command -v help2man >/dev/null; then
    for page in kozqaras kozqaras-run kozqaras-compare; do
        [ -s "$work/installed/share/man/man1/$page.1" ] || complain "no man page of $page"
    done
    ! command -v man >/dev/null || man --warnings -l "$work/installed/share/man/man1/kozqaras-run.1" >out.txt 2>err.txt
    grep -q '^\.B kozqaras run' "$work/installed/share/man/man1/kozqaras-run.1" || complain "the man page does not say how to call run"
    grep -q 'Agents per adult' "$work/installed/share/man/man1/kozqaras-run.1" || complain "the man page lacks an option"
fi

if [ -n "$python_target" ]; then
    PYTHONPATH="$work/installed/lib/python3/dist-packages" /usr/bin/python3 - "$work/installed" <<'PYTHON' || complain "the installed Python module failed"
import sys, xarray, kozqaras
assert kozqaras.__file__.startswith(sys.argv[1]), kozqaras.__file__
run = kozqaras.run("scenarios/library/visa_free.toml", scale=0.0003, members=2)
file = xarray.open_dataset("ran/results.h5", engine="h5netcdf")
assert (run.index_adults.values == file.index_adults.values).all()
PYTHON
fi
