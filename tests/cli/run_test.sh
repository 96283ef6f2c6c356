# A small run: files, pairing, reproducibility, refusals.
. "$(dirname "$0")/helpers.sh"
library="$source_tree/scenarios/library"
small=(--scale 0.0002 --members 2 --posterior prior)

expect 0 run "$library/visa_free.toml" "${small[@]}" --dry-run -o dry
says out.txt "visa_free.withdrawn"
says out.txt "visa_free.toml:"
says out.txt "command line"
says out.txt "Would write to dry"
absent dry
absent runs
expect 0 run "$library/visa_free.toml" "${small[@]}" --dry-run --json
/usr/bin/python3 -c 'import json; r = json.load(open("out.txt")); assert r["estimate"]["agents"] > 2000' ||
    complain "dry run as JSON"

expect 0 run "$library/baseline.toml" "$source_tree/tests/scenarios/fixtures/no_change.toml" \
    "$library/visa_free.toml" "${small[@]}" -o first
says err.txt "simulating: "
says err.txt "Written to first"
says out.txt "Visas required again from 2027: views of China"
says out.txt "Through"
for word in composite posterior methodology paired baseline; do
    ! head -20 out.txt | grep -qi "$word" || complain "jargon: $word"
done
grep -q "SCENARIO MINUS BASELINE" first/summary.txt || complain "the whole summary is not in its file"
for file in story.csv summary.txt summary.json results.h5 index.csv differences.csv hub.csv waves.csv shares.csv claims.csv tables.csv region_clusters.csv manifest.json README.txt; do
    present "first/$file"
done
absent first.unfinished
/usr/bin/python3 - <<'PYTHON' || complain "a scenario without changes must differ from the baseline by exactly 0"
import csv
rows = [r for r in csv.DictReader(open("first/differences.csv"))]
none = [float(r["value"]) for r in rows if r["scenario"] == "no_change"]
some = [float(r["value"]) for r in rows if r["scenario"] == "visa_free.withdrawn"]
assert none and all(v == 0 for v in none), "no_change"
assert some and any(v != 0 for v in some), "withdrawn"
PYTHON

expect 4 run "$library/visa_free.toml" "${small[@]}" -o first
says err.txt "--force"
one="$library/border_closed.toml" # a single scenario without parts
expect 0 run "$one" "${small[@]}" -o second --quiet --threads 1
silent err.txt
expect 0 run "$one" "${small[@]}" -o third --quiet --threads 2 --json
/usr/bin/python3 -c 'import json; json.load(open("out.txt"))' || complain "run --json"
same second/index.csv third/index.csv
same second/differences.csv third/differences.csv
expect 0 run "$one" "${small[@]}" -o second --quiet --seed 2 --force
different second/index.csv third/index.csv
expect 0 run "$one" "${small[@]}" -o fourth --quiet --no-social
different fourth/index.csv third/index.csv

mkdir precious && echo text >precious/thesis.txt
expect 4 run "$library/visa_free.toml" "${small[@]}" -o precious --force
present precious/thesis.txt
expect 4 run "$library/visa_free.toml" --posterior nowhere -o fifth
expect 4 run "$library/visa_free.toml" "${small[@]}" -o /proc/nowhere/run --quiet

# ---- further quantiles
expect 0 run "$one" "${small[@]}" --quantiles 0.975,0.025,0.5 -o further
/usr/bin/python3 - further first <<'CHECK' || complain "quantiles of one's own"
import csv, sys
def levels(name, folder):
    return [row["quantile"] for row in csv.DictReader(open(f"{folder}/{name}")) if row["quantile"]]
five, seven = ["0.05", "0.25", "0.5", "0.75", "0.95"], ["0.025", "0.05", "0.25", "0.5", "0.75", "0.95", "0.975"]
for name in ("index.csv", "differences.csv", "shares.csv"):
    assert levels(name, sys.argv[1])[:7] == seven and set(levels(name, sys.argv[1])) == set(seven), name
    assert set(levels(name, sys.argv[2])) == set(five), name
values = {row["quantile"]: float(row["value"]) for row in csv.DictReader(open(f"{sys.argv[1]}/index.csv"))
          if row["date"] > "2027" and row["group"] == "all" and row["indicator"] == "composite" and row["scenario"] == "baseline"}
assert values["0.025"] < values["0.05"] < values["0.95"] < values["0.975"], values
CHECK
expect 0 brief further --quiet -o further.html
for bad in 1.5 -0.1 nan half 0.1,x; do
    expect 2 run "$library/visa_free.toml" "${small[@]}" --quantiles "$bad" -o refused
    says err.txt "must be a number from 0 to 1"
done
absent refused
finish
