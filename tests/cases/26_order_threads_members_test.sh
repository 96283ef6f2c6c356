# Order of the scenarios, more threads than cores, more members: what was there before must not change.
. "$(dirname "$0")/../cli/helpers.sh"
library="$source_tree/scenarios/library"
small=(--scale 0.0003 --quiet)
expect 0 run "$library/visa_free.toml" "$library/land_scandal.toml" --members 4 "${small[@]}" -o one
expect 0 run "$library/land_scandal.toml" "$library/visa_free.toml" --members 4 --threads 64 "${small[@]}" -o turned
expect 0 run "$library/visa_free.toml" --members 7 "${small[@]}" -o more
sort one/differences.csv >one.txt
sort turned/differences.csv >turned.txt
same one.txt turned.txt
/usr/bin/python3 - <<'PYTHON' || complain "the first 4 of 7 members are others"
import h5py
one, more = h5py.File("one/results.h5"), h5py.File("more/results.h5")
for name in ("baseline", "visa_free.withdrawn", "visa_free.extended"):
    place = [[s.decode() for s in file["scenario"]].index(name) for file in (one, more)]
    assert (one["index_adults"][place[0]] == more["index_adults"][place[1], :4]).all(), name
PYTHON
finish
