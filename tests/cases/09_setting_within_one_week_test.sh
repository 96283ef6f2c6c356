# A setting that begins and ends between two steps of the model (weeks from Wednesday) counts in proportion, whatever its day.
. "$(dirname "$0")/../cli/helpers.sh"

small=(--scale 0.002 --members 4 --quiet)

# trips NAME DATE UNTIL: a scenario of five days of many trips.
trips() {
    printf 'title = "Many trips from %s"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 60000\ndate = %s\nuntil = %s\n' \
        "$2" "$2" "$3" >"$1.toml"
}
trips wednesday 2027-03-03 2027-03-08
trips saturday 2027-03-06 2027-03-11
trips monday 2027-03-08 2027-03-13
expect 0 run wednesday.toml saturday.toml monday.toml "${small[@]}" -o run
/usr/bin/python3 - <<'PYTHON' || complain "five days of trips differ by the day they begin on"
import csv
effects = {}
for row in csv.DictReader(open("run/differences.csv")):
    if row["statistic"] == "quantile" and row["quantile"] == "0.5" and row["group"] == "all" and \
            row["indicator"] == "composite" and row["date"] > "2027-03-17":
        effects.setdefault(row["scenario"], []).append(float(row["value"]))
sums = {scenario: sum(values) for scenario, values in effects.items()}
assert set(sums) == {"wednesday", "saturday", "monday"}, sums
assert all(abs(value) > 0.001 for value in sums.values()), sums
for value in sums.values():
    assert abs(value - sums["wednesday"]) < 0.5 * abs(sums["wednesday"]), sums
PYTHON

# A happening and a state, too: nothing that lasts days is lost, and a plan says whom it concerns in words.
cat >closed.toml <<'TOML'
title = "The border closed for four days"
[[lever]]
name = "border.closure"
value = 1
date = 2027-03-06
until = 2027-03-10
[[plant]]
name = "P"
region = "Abai"
opening = 2027-06-01
amount_musd = 5
jobs = 20
[[event]]
title = "Two towns"
class = "goods"
salience = 1
start = 2027-05-01
regions = ["Almaty", "KZ-19"]
TOML
expect 0 run closed.toml "${small[@]}" -o closed --dry-run
says out.txt "region Abai"
says out.txt "regions [Almaty Region, Almaty]"
if grep -qE '\[[0-9]+( [0-9]+)*\]' out.txt; then complain "the plan shows indices of regions"; fi

# --date: the first reported week that holds it or comes after it, and the output says which.
expect 0 compare wednesday.toml "${small[@]}" --date 2027-03-20
/usr/bin/python3 - <<'PYTHON' || complain "compare --date: $(grep Dates: out.txt)"
import datetime, re
asked, used = re.search(r"Dates: (\S+) \(week of (\S+)\)", open("out.txt").read()).groups()
assert asked == "2027-03-20", asked
first = datetime.date.fromisoformat(used)
assert first + datetime.timedelta(6) >= datetime.date(2027, 3, 20) and first < datetime.date(2027, 4, 20), used
assert re.search(rf"^{used} ", open("out.txt").read(), re.M), "the table shows another date"
PYTHON
expect 2 compare wednesday.toml "${small[@]}" --date 2031-03-20
expect 2 compare wednesday.toml "${small[@]}" --date 2027-03-20 --since 2028-01-01
says err.txt "--since 2028-01-01 must come before the first --date, 2027-03-20"
finish
