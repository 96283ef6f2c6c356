# A forecast knows which waves its posterior was fitted to: it is not taken for a hindcast of one of them, nor scored with it.
. "$(dirname "$0")/../cli/helpers.sh"

small=(--scale 0.0002 --members 4 --draft --quiet)
expect 3 forecast --last-wave 2021 "${small[@]}" -o h.json
says err.txt "--last-wave: posterior_2020_2023 was fitted to the wave of 2023, so it cannot foresee it"
absent h.json
expect 0 forecast --last-wave 2021 --posterior prior "${small[@]}" -o prior.json
says prior.json '"kind": "hindcast"'
expect 0 score prior.json "$source_tree/docs/examples/wave_2023.csv" -o prior.csv

# A calibration with a further wave: its numbers are known, it is the last wave, and it is no test.
cat >waves.toml <<'TOML'
title = "2020 and a further wave"
[targets]
waves = ["2020"]
breakdowns = []
[search]
scale = 0.0002
most_iterations = 1
members = 8
TOML
printf '%s\n' 'target,group,net,positive_percent,negative_percent,respondents,date,source' \
    'composite,all,0.41,,,1500,2024-06-15,INVENTED' 'econ_trade,all,0.5,,,1500,2024-06-15,INVENTED' \
    'composite,age:18_34,0.44,,,500,2024-06-15,INVENTED' >national.csv
status=0
"$program" calibrate waves.toml --wave national.csv --quiet -o with_wave >out.txt 2>err.txt </dev/null || status=$?
case "$status" in 0 | 5) ;; *) complain "calibrate: status $status"; cat err.txt >&2 ;; esac
says with_wave/waves.csv "2023,2023-12-05,2023-12-27,1616,no,"
says with_wave/waves.csv "national,2024-06-15,2024-06-15,1500,yes,all age"
says with_wave/further_waves.csv "national,econ_trade,all,0.5,1500,2024-06-15,INVENTED"
present with_wave/inputs.csv
expect 0 forecast --posterior with_wave "${small[@]}" -o f.json
/usr/bin/python3 - <<'PYTHON' || complain "what the forecast knows of the further wave"
import json
record = json.load(open("f.json"))
assert [wave["wave"] for wave in record["fitted_waves"]] == ["2020", "national"], record["fitted_waves"]
assert record["last_wave"] == "national" and record["known_until"] == "2024-06-15"
known = {(t["id"], t["group"]): t["known"] for t in record["targets"] if t["population"] == "sample"}
last = known["composite", "all"][-1]
assert (last["wave"], last["value"], last["fitted"]) == ("national", 0.41, True), last
assert known["composite", "age:18_34"][-1]["wave"] == "national"
assert not any(value["fitted"] for value in known["econ_trade", "all"] if value["wave"] == "2023")
PYTHON
expect 3 score f.json national.csv -o refused.csv
says err.txt "national.csv: the posterior of this forecast (with_wave) was fitted to this wave"
absent refused.csv
# Part of it was fitted: that part is marked and does not count.
sed -e '/econ_trade/d' -e '$a\econ_invest,all,0.3,,,1500,2024-06-15,INVENTED' national.csv >more.csv
question=$(sed -n 's/^\(econ_[a-z_]*\),.*/\1/p' "$source_tree/data/survey/questions.csv" | grep -v '^econ_trade$' | head -1)
sed -i "s/econ_invest/$question/" more.csv
expect 0 score f.json more.csv --quiet -o part.csv
says err.txt "the posterior was fitted to 2 of the 3 numbers"
/usr/bin/python3 - "$question" <<'PYTHON' || complain "marks of fitted numbers"
import csv, sys
fitted = {(row["target"], row["group"]): row["fitted"] for row in csv.DictReader(open("part.csv"))}
assert fitted == {("composite", "all"): "yes", ("composite", "age:18_34"): "yes", (sys.argv[1], "all"): "no"}, fitted
PYTHON
expect 3 forecast --posterior with_wave --last-wave 2023 "${small[@]}" -o again.json
says err.txt "with_wave was fitted to the wave of national"
expect 3 forecast --posterior with_wave --last-wave 2022 "${small[@]}" -o again.json
says err.txt "Allowed: 2020, 2021, 2023, national"
finish
