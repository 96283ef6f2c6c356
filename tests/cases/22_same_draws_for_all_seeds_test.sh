# Runs of two seeds may be pooled: their members differ in all parameters, and more members extend the same ensemble.
. "$(dirname "$0")/../cli/helpers.sh"
for run in "1 6" "2 6" "1 9"; do
    set -- $run
    expect 0 run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --seed "$1" --members "$2" --quiet -o "s$1_m$2"
done
/usr/bin/python3 - <<'P' || complain "members of two seeds"
import xarray as xr
one, two, more = (xr.open_dataset(f"{name}/results.h5").parameter_value.values for name in ("s1_m6", "s2_m6", "s1_m9"))
same = (one == two).all(axis=0)
assert same.sum() == 0, f"{same.sum()} of {same.size} parameters have the same values for both seeds"
assert (more[:6] == one).all(), "more members are other members"
P
expect 0 run --help
tr -s ' \n' ' ' <out.txt >help.txt
says help.txt "pooled"
finish
