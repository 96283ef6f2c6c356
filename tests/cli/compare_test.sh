# Comparing scenarios: text, JSON, CSV, run folders, --set, refusals, the pairing and the historical check.
. "$(dirname "$0")/helpers.sh"
library="$source_tree/scenarios/library"
small=(--scale 0.0002 --members 4 --quiet)

expect 0 compare "$library/visa_free.toml" "$library/no_drivers_2022_2023.toml" "${small[@]}" --json \
    --by everything --date 2023-12-18,2028-12-31 --since 2021-12-01 --respondents 3000
/usr/bin/python3 - <<'PYTHON' || complain "compare --json"
import json
d = json.load(open("out.txt"))
rows = d["rows"]
def find(**wanted):
    found = [r for r in rows if all(r[k] == v for k, v in wanted.items())]
    assert found, wanted
    return found
dates = sorted({r["date"] for r in rows})
assert len(dates) == 2
# before it differs, a scenario is the baseline to the last bit; afterwards it is not
for r in find(scenario="visa_free.withdrawn", reference="baseline", date=dates[0]):
    assert r["difference"] == {"median": 0, "mean": 0, "q05": 0, "q95": 0}, r
national = dict(factor="all", value="composite", date=dates[1])
a = find(scenario="visa_free.withdrawn", reference="baseline", **national)[0]["difference"]["mean"]
b = find(scenario="visa_free.extended", reference="baseline", **national)[0]["difference"]["mean"]
c = find(scenario="visa_free.extended", reference="visa_free.withdrawn", **national)[0]["difference"]["mean"]
assert a != 0 and abs(b - a - c) < 1e-9, (a, b, c)
counts = {f: len({r["group"] for r in rows if r["factor"] == f}) for f in {r["factor"] for r in rows}}
assert counts == {"all": 1, "region": 20, "macro_region": 8, "age": 3, "wealth": 5, "ethnicity": 3, "language": 3,
                  "settlement": 2, "education": 3, "question": 50}, counts
# a macro-region of one city is that city; the East lies between its regions
east = find(scenario="visa_free.withdrawn", reference="baseline", factor="macro_region", group="East", value="composite", date=dates[1])[0]
parts = [find(scenario="visa_free.withdrawn", reference="baseline", factor="region", group=g, value="composite", date=dates[1])[0]
         for g in ("KZ-10", "KZ-63")]
assert min(p["scenario_mean"] for p in parts) <= east["scenario_mean"] <= max(p["scenario_mean"] for p in parts)
assert {r["value"] for r in rows if r["table"] == "polarisation"} >= {"s.d. of general", "gap by language"}
course = [k for k in d["courses"] if k["scenario"] == "visa_free.withdrawn"][0]
assert course["half_effect_weeks"] <= course["peak_weeks"] and course["peak"]["mean"] != 0
visible = {v["value"]: v for v in d["survey"]["smallest_visible_change"]}
assert d["survey"]["respondents"] == 3000 and 0 < visible["composite"]["independent_questions"] < visible["composite"]["correlated_questions"]
# pairing saves members wherever the effect itself is not the uncertain thing (docs/workbench.md has the measured table)
gain = {p["scenario"]: p for p in d["pairing"]}
assert gain["visa_free.extended"]["times_fewer_members"] >= 20, gain
assert all(p["unpaired_error"] > 0 for p in gain.values())
# the story: the sum of the parts and the rest is the whole, by member; a withdrawal without debate is travel alone
story = {s["scenario"]: s for s in d["stories"]}["visa_free.withdrawn"]
assert story["peak"]["median"] != 0 and "Visa regime" in story["rests_on"], story
names = {p["name"] for p in story["parts"] if p["kind"] == "channel"}
assert names == {"trips to China", "visitors from China"}, names
# the historical check: a change of each line with its share of the baseline's
share = [r for r in d["changes"] if r["scenario"] == "no_drivers_2022_2023" and r["value"] == "economic"][0]
assert share["share_of_baseline"]["q05"] <= share["share_of_baseline"]["mean"] <= share["share_of_baseline"]["q95"]
PYTHON

# with the parameters at one place, what is left is noise, and pairing removes nearly all of it
expect 0 compare "$library/visa_free.toml" "$library/border_closed.toml" "$library/land_law_reform.toml" \
    "$library/water_and_accident.toml" "$library/no_war_2022.toml" "$library/russia_recovers.toml" --scale 0.0002 --quiet \
    --posterior mean --members 8 --date 2028-12-31 --json
/usr/bin/python3 - <<'PYTHON' || complain "compare --posterior mean"
import json
d = json.load(open("out.txt"))
gain = {p["scenario"]: p for p in d["pairing"]}
assert len(gain) == 8 and d["parameters"] == "mean", gain
# Without a spread of parameters the members are the same: the country's own change is common to all lines.
assert all(p["paired_error"] == 0 and p["unpaired_error"] == 0 for p in gain.values()), gain
PYTHON

# the same numbers from run folders, as text and as CSV
expect 0 run "$library/visa_free.toml" "${small[@]}" -o first
expect 0 run "$library/leaders_visit.toml" "${small[@]}" -o second
expect 0 compare first second --date 2028-12-31 --csv
cp out.txt folders.csv
expect 0 compare "$library/visa_free.toml" "$library/leaders_visit.toml" "${small[@]}" --date 2028-12-31 --csv
grep -v '^part,' out.txt >lines.csv # parts are known only where the scenarios are run
same lines.csv folders.csv
expect 0 compare first second
[ "$(wc -l <out.txt)" -le 10 ] || complain "compare says more than ten lines: $(wc -l <out.txt)"
says out.txt "of 4"
expect 0 compare first second --by region
says out.txt "BY region"
expect 0 compare first second --by region --all
for text in "AGAINST EACH OTHER" "BY region" "TIME TO EFFECT" "POLARISATION" "WHAT A NEXT SURVEY" "WHAT PAIRING IS WORTH"; do
    says out.txt "$text"
done
expect 0 run "$library/leaders_visit.toml" "${small[@]}" --seed 2 -o other_seed
expect 3 compare first other_seed
says err.txt "--seed 2 against 1"
expect 3 compare first first
says err.txt "two of the runs hold a scenario called"

expect 0 compare "$library/baseline.toml" "${small[@]}" --set travel.trips_per_week=90000@2027-06-01
says out.txt "OUTSIDE WHAT WAS EVER OBSERVED"
says out.txt "travel.trips_per_week = 90000"
expect 2 compare "$library/baseline.toml" "${small[@]}"
says err.txt "only the baseline"
expect 2 compare first "$library/visa_free.toml"
expect 2 compare first --set travel.trips_per_week=3
expect 2 compare first --by regoin
says err.txt "Did you mean 'region'?"
expect 2 compare first --date 2031-05-05
mkdir empty
expect 3 compare empty
says err.txt "SHA256SUMS"
expect 4 compare nowhere.toml
finish
