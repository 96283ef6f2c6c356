# explain: parts of the change that add up, as text, as CSV and as a picture; what is refused.
. "$(dirname "$0")/helpers.sh"
tiny=(explain --scale 0.0002 --members 2)

expect 0 "${tiny[@]}" --dry-run
says out.txt "Would explain composite from 2020-"
expect 0 "${tiny[@]}" -o why.csv
says out.txt "Why composite of all adults moved: points of net since 2020-"
says out.txt "the country's own change"
says out.txt "events: travel"
says out.txt "With every cause off the index moves by at most"
/usr/bin/python3 - <<'PYTHON' || complain "the parts do not add up"
import csv
rows = list(csv.DictReader(open("why.csv")))
dates = list(dict.fromkeys(row["date"] for row in rows))
level = {row["date"]: float(row["mean"]) for row in rows if row["cause"] == "level"}
for date in dates:
    parts = sum(float(row["mean"]) for row in rows if row["cause"] != "level" and row["date"] == date)
    assert abs(parts - (level[date] - level[dates[0]])) < 1e-3, (date, parts)
assert len(dates) == 6, dates
PYTHON
expect 4 "${tiny[@]}" -o why.csv
expect 0 "${tiny[@]}" --csv --value economic --date 2023-12-01
says out.txt "own_change,the country's own change,2020-"
expect 2 "${tiny[@]}" --value econmic
expect 2 "${tiny[@]}" --date 2020-01-15
says err.txt "must come after the first wave"
MPLBACKEND=Agg PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/viz-scripts/explanation.py" why.csv --formats png >/dev/null || complain "figure"
present why.png
status=0
echo a,b >other.csv
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/viz-scripts/explanation.py" other.csv 2>/dev/null || status=$?
[ "$status" -eq 3 ] || complain "explanation.py of another table: $status"
finish
