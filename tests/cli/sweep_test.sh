# Sweeps: designs, resumption after a kill, Ctrl-C; tornado; search.
. "$(dirname "$0")/helpers.sh"
tiny=(--scale 0.0002 --members 2 --date 2027-06-01)
six=(sweep "${tiny[@]}" --vary travel.trips_per_week=0..12000:3 --vary visa.regime=visa_free,required)

expect 0 "${six[@]}" --dry-run -o dry
says out.txt "6 points of 2 levers, 2 members each: 6 to run, about"
absent dry
expect 0 "${six[@]}" -o whole
says err.txt "6 to run, about"
says out.txt "whole/sweep.csv"
says whole/sweep.csv "# Sweep of kozqaras"
grep -v '^#' whole/sweep.csv >table.csv
/usr/bin/python3 - <<'PYTHON' || complain "sweep.csv"
import csv
rows = list(csv.DictReader(open("table.csv")))
assert len(rows) == 6 * 5, len(rows)
assert {(r["travel.trips_per_week"], r["visa.regime"]) for r in rows} == {(t, v) for t in ("0", "6000", "12000") for v in ("visa_free", "required")}
assert all(r["members"] == "2" and r["seed"] == "1" and r["scale"] == "0.0002" for r in rows)
assert len({r["mean_difference"] for r in rows if r["value"] == "composite"}) > 3
PYTHON

# a kill: some points are there, one is half written; --resume runs only the others, and ends with the same bytes
expect 4 "${six[@]}" -o whole
says err.txt "--resume"
mkdir killed && cp -r whole/plan.txt whole/points killed/
rm killed/points/000002.csv killed/points/000005.csv && echo half >killed/points/000005.csv.tmp
touch -d 2001-01-01 killed/points/000001.csv
expect 0 "${six[@]}" -o killed --resume
says err.txt "2 to run"
for point in 1 2 3 4 5 6; do same "killed/points/00000$point.csv" "whole/points/00000$point.csv"; done
[ "$(date -r killed/points/000001.csv +%Y)" = 2001 ] || complain "a finished point was run again"
same <(grep -v '^#' killed/sweep.csv) table.csv
expect 3 "${six[@]}" -o killed --resume --seed 2
says err.txt "--seed was 1 and is 2"

# Ctrl-C keeps what is finished
env --default-signal=INT "$program" sweep --scale 0.001 --members 8 --vary travel.trips_per_week=0..12000:41 \
    --date 2027-06-01 -o stopped >out.txt 2>err.txt &
child=$!
for _ in $(seq 1 600); do
    [ -n "$(ls stopped/points 2>/dev/null)" ] && break
    kill -0 "$child" 2>/dev/null || break
    sleep 0.1
done
kill -s INT "$child"
status=0
wait "$child" || status=$?
[ "$status" -eq 130 ] || { complain "SIGINT: status $status"; cat err.txt >&2; }
says err.txt "are finished and kept"
[ "$(ls stopped/points | wc -l)" -ge 4 ] || complain "finished points were lost"
absent stopped/sweep.csv

cat >levers.toml <<'TOML'
[[vary]]
name = "plant.jobs"
low = 100
high = 5000
[[vary]]
name = "border.closure"
values = [0, 1]
date = 2027-02-01
TOML
expect 0 sweep "$source_tree/docs/examples/visa_ends_two_plants.toml" --table levers.toml --design sobol --points 3 "${tiny[@]}" \
    --by macro_region --dry-run
says out.txt "3 points of 2 levers"
sed -i 's/high = 5000/hihg = 5000/' levers.toml
expect 3 sweep --table levers.toml --design sobol --points 3
says err.txt "levers.toml:4:1: unknown key in [[vary]] 'hihg'. Did you mean 'high'?"
expect 3 sweep --vary travel.trip_per_week=0..1:2
says err.txt "Did you mean 'travel.trips_per_week'?"
expect 2 sweep --vary border.closure=0,1 --design latin
expect 2 sweep

expect 0 tornado --scale 0.0002 --members 2 --date 2027-06-01 -o tornado.csv
says out.txt "LEVERS, one at a time"
says out.txt "the country's own change"
says out.txt "what trips, meetings, plants and jobs do"
bare=$(awk '/^PARAMETERS/ {families = 1; next} families && /^[a-z_]+  / {print $1}' out.txt)
[ -z "$bare" ] || complain "families of parameters named by code: $bare"
/usr/bin/python3 - <<'PYTHON' || complain "tornado.csv"
import csv
rows = list(csv.DictReader(open("tornado.csv")))
names = {r["name"]: r for r in rows}
swings = [max(float(r["low_median"]), float(r["high_median"])) - min(float(r["low_median"]), float(r["high_median"])) for r in rows if r["kind"] == "lever"]
assert swings == sorted(swings, reverse=True) and swings[0] > 0
# parameters of scenarios alone cannot move the status quo
assert float(names["exposure"]["low_mean"]) == float(names["exposure"]["high_mean"]) == 0
assert float(names["threshold"]["high_mean"]) > float(names["threshold"]["low_mean"])
PYTHON
MPLBACKEND=Agg PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/viz-scripts/tornado.py" tornado.csv --formats png >/dev/null || complain "figure"
present tornado.png

# What needs a place or a table is a bar through a scenario; the levers stay as they were.
expect 0 tornado --scale 0.0002 --members 2 --date 2027-06-01 --with "$source_tree/scenarios/library/investment_abai.toml" \
    "$source_tree/scenarios/library/baseline.toml" -o with.csv
/usr/bin/python3 - <<'PYTHON' || complain "tornado --with"
import csv
alone, beside = (list(csv.DictReader(open(name))) for name in ("tornado.csv", "with.csv"))
bars = [r for r in beside if r["kind"] == "scenario"]
assert bars and all(float(r["low_mean"]) == 0 for r in bars), bars
assert any(float(r["high_mean"]) != 0 for r in bars), bars
assert "baseline" not in {r["name"] for r in bars}
assert [r for r in beside if r["kind"] != "scenario"] == alone
PYTHON
echo "a,b" >other.csv
status=0
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/viz-scripts/tornado.py" other.csv 2>/dev/null || status=$?
[ "$status" -eq 3 ] || complain "tornado.py of another table: $status"

cat >goal.toml <<'TOML'
cost_unit = "invented"
[goal]
region = "Almaty"
at_least = AIM
date = 2027-06-01
[[lever]]
name = "travel.trips_per_week"
to = 60000
steps = 2
cost = 0.001
[[lever]]
name = "visa.regime"
value = "extended"
cost = 5
TOML
sed 's/AIM/-99/' goal.toml >easy.toml
sed 's/AIM/99/' goal.toml >hopeless.toml
search=(search --scale 0.0002 --members 3 --search-members 2 --json)
expect 0 "${search[@]}" easy.toml
/usr/bin/python3 -c 'import json; d = json.load(open("out.txt")); assert d["reached"] and d["cost"] == 0 and d["package"] == []' || complain "easy goal"
expect 5 "${search[@]}" hopeless.toml
/usr/bin/python3 - <<'PYTHON' || complain "hopeless goal"
import json
d = json.load(open("out.txt"))
assert not d["reached"] and d["gain"]["median"] > 0
half = (d["status_quo"]["median"] + d["level"]["median"]) / 2
open("half.toml", "w").write(open("goal.toml").read().replace("AIM", f"{half:.4f}"))
PYTHON
expect 0 "${search[@]}" half.toml
/usr/bin/python3 -c 'import json; d = json.load(open("out.txt")); assert d["reached"] and d["package"] and d["cost"] > 0, d' || complain "half the way"
# The package does not depend on the seed; budgets; what is missing and what would close it.
cat >gain.toml <<'TOML'
cost_unit = "invented"
budgets = [0, 6, 1000]
[goal]
gain_at_least = 90
date = 2027-06-01
[[lever]]
name = "travel.trips_per_week"
to = 60000
steps = 2
cost = 0.001
[[lever]]
name = "visa.regime"
value = "extended"
cost = 5
TOML
expect 5 "${search[@]}" gain.toml
cp out.txt seed_1.json
expect 5 "${search[@]}" gain.toml --seed 2
/usr/bin/python3 - <<'PYTHON' || complain "gain, budgets, seeds"
import json
one, two = (json.load(open(name)) for name in ("seed_1.json", "out.txt"))
assert one["package"] == two["package"] and [b["package"] for b in one["budgets"]] == [b["package"] for b in two["budgets"]]
assert one["status_quo"]["median"] == 0 and not one["reached"] and one["missing"] > 0 and one["closing"]["times_its_strongest_step"] > 1, one
assert [b["cost"] <= b["budget"] for b in one["budgets"]] == [True] * 3 and one["budgets"][0]["package"] == [], one["budgets"]
gains = [b["gain"]["median"] for b in one["budgets"]]
assert gains == sorted(gains) and gains[2] > 0, gains
PYTHON
sed 's/visa.regime/travel.trips_per_week/; s/value = "extended"/to = 9000/' gain.toml >twice.toml
expect 3 "${search[@]}" twice.toml
says err.txt "is given twice"
sed '/gain_at_least/d; /budgets/d' gain.toml >no_aim.toml
expect 3 "${search[@]}" no_aim.toml
says err.txt "gain_at_least"
sed 's/AIM/5/; s/cost = 5//' goal.toml >no_cost.toml
expect 3 search no_cost.toml
says err.txt "lacks the key 'cost'"
sed 's/AIM/5/; s/Almaty/Astanaa/' goal.toml >no_region.toml
expect 3 search no_region.toml --scale 0.0002
says err.txt "Did you mean 'Astana'?"
finish
