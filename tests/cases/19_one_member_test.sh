# One member has no interval: the value is printed alone, and JSON and CSV have null and empty cells.
. "$(dirname "$0")/../cli/helpers.sh"
one=(--scale 0.0002 --members 1 --quiet)
visa="$source_tree/scenarios/library/visa_free.toml"

# no_interval FILE
no_interval() {
    ! grep -qE '([+-][0-9.]+) to \1' "$1" || complain "$1 has an interval of no width"
    ! grep -qE '\[([+-][0-9.]+), \1\]' "$1" || complain "$1 has brackets of no width"
    ! grep -qiE '(^|[^0-9])(0|100) of 100|1 members|nan' "$1" || complain "$1 counts in hundred: $(grep -iE '100 of 100|1 members|nan' "$1" | head -2)"
}

expect 0 run "$visa" "${one[@]}" -o r
no_interval out.txt
cp r/summary.txt out.txt
no_interval out.txt
says out.txt "member: no interval"
grep -qE '^  composite +0\.39 +[+-]0\.[0-9]{3} +[+-]0\.[0-9]{3}$' out.txt || complain "the wave's line: $(grep '^  composite' out.txt | tail -1)"
expect 0 compare r --all
no_interval out.txt
says out.txt "member: no interval"
expect 0 compare r --by region --since 2024-01-01
no_interval out.txt
expect 0 compare r --csv
cp out.txt compare.csv
expect 0 compare r --json
cp out.txt compare.json
/usr/bin/python3 - <<'P' || complain "JSON and CSV of one member"
import csv, json
for text in ("r/summary.json", "compare.json"):
    json.load(open(text), parse_constant=lambda name: 1 / 0)  # no NaN: that is no JSON
summary = json.load(open("r/summary.json"))
assert all(row["adults"]["interval90"] is None and row["adults"]["median"] is not None for row in summary["projection"])
assert all(d["share_of_members_higher"] is None for s in summary["scenarios"] for d in s["minus_baseline"])
rows = json.load(open("compare.json"))["rows"]
assert rows and all(r["difference"]["q05"] is None and r["share_above_zero"] is None and r["difference"]["mean"] is not None for r in rows)
table = list(csv.DictReader(open("compare.csv")))
assert table and all(r["q05"] == "" and r["q95"] == "" and r["share_above_zero"] == "" for r in table)
assert all(r["mean"] != "" for r in table)
index = list(csv.DictReader(open("r/index.csv")))
assert all((r["value"] != "") == (r["quantile"] == "0.5") for r in index)
hub = list(csv.DictReader(open("r/hub.csv")))
assert hub and all(r["output_type"] == "median" and r["value"] for r in hub)
P
expect 0 sweep "${one[@]}" --vary travel.trips_per_week=4000,12000 -o s
grep -v '^#' s/sweep.csv | /usr/bin/python3 -c '
import csv, sys
rows = list(csv.DictReader(sys.stdin))
assert rows and all(r["q05"] == r["q95"] == r["share_improved"] == "" and r["mean_difference"] for r in rows)' || complain "sweep.csv"
expect 0 tornado "${one[@]}" --date 2027-06-01
no_interval out.txt
! grep -q ASSUMPTIONS out.txt || complain "one member has no spread of assumptions"
expect 0 effects "$visa" "${one[@]}" --json
/usr/bin/python3 -c '
import json
assert all(r["effect"]["q05"] is None for r in json.load(open("out.txt"))["expected"])' || complain "effects --json"
expect 2 forecast "${one[@]}" -o f.json
says err.txt "at least 2 members"
# Two members have an interval.
expect 0 run "$visa" --scale 0.0002 --members 2 --quiet -o two
grep -qE '[+-][0-9.]+ to [+-][0-9.]+' out.txt || complain "two members without interval"
finish
