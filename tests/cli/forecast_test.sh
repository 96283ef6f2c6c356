# forecast and score: the commands of docs/forecasting.md, and what is refused.
. "$(dirname "$0")/helpers.sh"

ln -s "$source_tree/docs" "$source_tree/calibration" "$source_tree/data" .
count=0
while IFS= read -r line; do
    # shellcheck disable=SC2086 # the line is meant to be split into words
    expect 0 ${line#*kozqaras }
    [ -s out.txt ] || complain "says nothing: $line"
    count=$((count + 1))
    cp out.txt "out$count.txt"
done < <(sed '/^## What is forecast/,$d' docs/forecasting.md | grep '^    kozqaras')
[ "$count" -eq 4 ] || complain "$count commands in docs/forecasting.md, not 4"
file=forecasts/next_wave.json
present "$file"
present scores/next_wave__invented_wave_2026.csv
says out1.txt "Would write forecasts/"
says out2.txt "error of the survey included"
says out2.txt "revised_2023"
says out3.txt "INVENTED"
says out3.txt "VS PERSISTENCE"
/usr/bin/python3 - <<'PYTHON' || complain "the figures of the score"
import csv, json
score = json.load(open("out4.txt"))
kinds = {row["kind"]: row for row in score["summary"]}
assert set(kinds) == {"composite", "indicator", "question", "group"}, kinds
assert kinds["indicator"]["count"] == 4 and kinds["question"]["count"] == 6
rows = list(csv.DictReader(open("scores/next_wave__invented_wave_2026.csv")))
assert len(rows) == 15 and all("INVENTED" in row["source"] for row in rows)
assert all(0 <= float(row["pit"]) <= 1 for row in rows)
record = json.load(open("forecasts/next_wave.json"))
assert record["number_of_members"] == 12 and len(record["dates"]) == 29, len(record["dates"])
assert len(record["targets"]) == 5 + 50 + 5 + 39 * 5, len(record["targets"])
for target in record["targets"]:
    assert all(len(values) == record["number_of_draws"] == 216 for values in target["members"])
    if target["population"] == "sample" and None not in target["members"][0]:
        assert target["wave_quantiles"] == sorted(target["wave_quantiles"])
PYTHON

# The hash, by other means.
zeros=$(printf '0%.0s' {1..64})
stated=$(grep -o '"sha256": "[0-9a-f]*"' "$file" | grep -o '[0-9a-f]\{64\}')
found=$(sed "s/\"sha256\": \"[0-9a-f]*\"/\"sha256\": \"$zeros\"/" "$file" | sha256sum | cut -d' ' -f1)
[ "$stated" = "$found" ] || complain "hash $stated, sha256sum says $found"

# Never rewritten, nor a dry run taken for a forecast.
cp "$file" before.json
expect 4 forecast -o "$file" --scale 0.001 --members 2
says err.txt "never rewritten"
same "$file" before.json
expect 0 forecast -o other.json --scale 0.001 --members 2 --dry-run --json
absent other.json

# Changed, cut off, no forecast.
wave=docs/examples/invented_wave_2026.csv
sed 's/"seed": 1,/"seed": 2,/' "$file" >changed.json
expect 3 score changed.json "$wave"
says err.txt "changed.json:4: the file was changed after it was issued"
head -c 5000 "$file" >short.json
expect 3 score short.json "$wave"
says err.txt "cut off"
expect 3 score "$wave" "$wave"
says err.txt "is no forecast"
expect 4 score nowhere.json "$wave"
expect 4 score "$file" "$wave"
says err.txt "exists already"

# Bad waves.
header=$(head -1 "$wave")
printf '%s\n' "$header" 'econ_trad,all,0.4,,,1600,2026-12-15,INVENTED' 'econ_trade,all,,-3,20,1600,2026-12-15,INVENTED' \
    'composite,all,high,,,1600,2026-12-15,INVENTED' >bad.csv
expect 3 score "$file" bad.csv
says err.txt "bad.csv:2:1: unknown target 'econ_trad'. Did you mean 'econ_trade'?"
says err.txt "bad.csv:3:17: 'positive_percent' is -3"
says err.txt "bad.csv:4:15: 'net' is not a number: 'high'"
absent scores/next_wave__bad.csv
printf '%s\n' "$header" 'composite,all,0.4,,,1600,2031-12-15,INVENTED' >late.csv
expect 3 score "$file" late.csv
says err.txt "late.csv:2:1: 2031-12-15 lies outside the forecast"

# Usage.
expect 2 forecast --wave 2026-12-15
says err.txt "--wave and --respondents belong together"
expect 3 forecast --wave 2020-12-15 --respondents 1000
expect 3 forecast --last-wave 2022
says err.txt "Allowed: 2020, 2021, 2023"
expect 2 forecast --members 1
expect 2 forecast --posterior mean
says err.txt "whole posterior"
expect 2 score "$file"
expect 0 forecast --help
says out.txt "Examples:"
expect 0 score --help
says out.txt "Examples:"
finish
