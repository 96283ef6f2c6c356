# A forecast for a day that is over is called a hindcast when it is issued.
. "$(dirname "$0")/../cli/helpers.sh"

small=(--scale 0.0005 --members 4)
expect 0 forecast --wave 2024-11-15 --respondents 1600 "${small[@]}" --draft -o f.json
says f.json '"kind": "hindcast"'
says out.txt "Hindcast: 2024-11-15 was over when this was issued"
expect 0 forecast --wave 2024-11-15 --respondents 1600 "${small[@]}" --draft --dry-run
says out.txt "hindcast, a draft"
expect 0 forecast --wave 2029-11-15 --respondents 1600 "${small[@]}" --draft --dry-run
says out.txt "forecast, a draft"

# A record needs 100 members: the default; fewer only as a draft, never silently.
expect 2 forecast --scale 0.0005 --members 12
says err.txt "a forecast for the record needs 100 members, not 12"
absent forecasts
expect 0 forecast --scale 0.0005 --members 4 --quiet -o few.json
says err.txt "this is a draft"
says few.json '"draft": true'
says out.txt "DRAFT"
expect 0 forecast --scale 0.0005 --dry-run
says out.txt "100"
if grep -q draft out.txt; then complain "100 members are no draft"; fi
sed 's/2026-12-15/2028-11-15/' "$source_tree/docs/examples/invented_wave_2026.csv" >wave.csv
expect 0 score few.json wave.csv --quiet -o few.csv
says err.txt "the forecast is a draft of 4 members"
says out.txt "DRAFT"

# The respondents of a group are its share of the wave; a table for hubs lies beside.
/usr/bin/python3 - <<'PYTHON' || complain "groups and hub of a foreseen wave"
import csv, json
record = json.load(open("f.json"))
targets = {(t["id"], t["group"], t["population"]): t for t in record["targets"]}
composite = lambda group: targets["composite", group, "sample"]
assert composite("all")["wave_respondents"] == 1600
ages = [composite(f"age:{age}")["wave_respondents"] for age in ("18_34", "35_54", "55+")
        if ("composite", f"age:{age}", "sample") in targets]
regions = [t["wave_respondents"] for (name, group, _), t in targets.items() if name == "composite" and group.startswith("region:")]
assert len(regions) == 20 and abs(sum(regions) - 1600) < 20, sum(regions)
assert all(0 <= n < 500 for n in regions), regions
def width(group):
    quantiles = composite(group)["wave_quantiles"]
    return quantiles[-1] - quantiles[0]
rows = list(csv.DictReader(open("f.hub.csv")))
columns = "model_id,origin_date,target,horizon,location,target_end_date,scenario_id,output_type,output_type_id,value"
assert list(rows[0]) == columns.split(","), rows[0]
survey = [row for row in rows if row["target"] == "composite_survey" and row["location"] == "KZ"]
assert len(survey) == 24 and {row["target_end_date"] for row in survey} == {"2024-11-15"}
stored = dict(zip(record["wave_quantile_levels"], composite("all")["wave_quantiles"]))
for row in survey:
    if row["output_type"] == "quantile" and float(row["output_type_id"]) in stored:
        assert abs(float(row["value"]) - stored[float(row["output_type_id"])]) < 1e-4, row
assert any(row["target"] == "composite_adults" and row["target_end_date"] == "2030-12-31" for row in rows)
PYTHON
finish
