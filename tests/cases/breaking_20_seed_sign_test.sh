# Seeds above 2^63 - 1 stay what they are: in results.h5, in the manifest, in the summary and in messages.
. "$(dirname "$0")/../cli/helpers.sh"
small=(--scale 0.0002 --members 2 --quiet)
large=17999999999999999999
expect 0 run "$source_tree/scenarios/library/visa_free.toml" "${small[@]}" --seed "$large" -o one
expect 0 run "$source_tree/scenarios/library/baseline.toml" "${small[@]}" --seed 18446744073709551615 -o other
/usr/bin/python3 - <<'PYTHON' || complain "the seed changed on its way"
import json, h5py
seed = 17999999999999999999
stored = h5py.File("one/results.h5").attrs["seed"]
assert int(stored) == seed and stored.dtype.kind == "u", (stored, stored.dtype)
manifest = json.load(open("one/manifest.json"))
assert manifest["settings"]["seed"] == manifest["settings"]["resolved"]["seed"] == seed
assert json.load(open("one/summary.json"))["seed"] == seed
PYTHON
expect 0 compare one --all
says out.txt "$large"
expect 0 compare one --json
says out.txt "\"seed\": $large"
expect 3 compare one other
says err.txt "--seed 18446744073709551615 against $large"
expect 0 synthesize "${small[@]:0:2}" --seed "$large" --quiet -o people
/usr/bin/python3 -c "
import h5py
assert int(h5py.File('people/population.h5').attrs['seed']) == $large" || complain "population.h5"
expect 0 sweep --vary travel.trips_per_week=0,4000 "${small[@]}" --seed "$large" --date 2027-06-01 -o swept
says swept/sweep.csv ",$large,"
! grep -rlE -- "-[0-9]{15}" one/manifest.json one/summary.txt one/README.txt one/index.csv swept/sweep.csv || complain "a negative seed"
finish
