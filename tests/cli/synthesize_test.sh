# Adults and ties without a run: files, reproducibility, tables to check, refusals.
. "$(dirname "$0")/helpers.sh"
small=(--scale 0.001 --seed 3)

expect 0 synthesize --help
says out.txt "Examples:"
expect 0 synthesize "${small[@]}" --dry-run -o dry
says out.txt "Would write to dry: summary.txt"
absent dry
expect 0 synthesize "${small[@]}" --dry-run --json
/usr/bin/python3 -c 'import json; assert json.load(open("out.txt"))["estimate"]["agents"] > 10000' ||
    complain "dry run as JSON"

expect 0 synthesize "${small[@]}" -o first
says out.txt "region x settlement x sex x age"
says out.txt "maximum-entropy guesses"
says out.txt "Each table left out of the fit"
says err.txt "synthetic adults"
says err.txt "Written to first"
for file in summary.txt summary.json population.h5 population_fit.csv network.csv degrees.csv mixing.csv cores.csv \
    tie_targets.csv left_out.csv manifest.json; do
    present "first/$file"
done
says out.txt "Ties against their targets"
says out.txt "POSTSTRATIFIED"
present first/two_populations.csv
absent first.unfinished
absent first/check.csv
absent first/projection.csv
expect 4 synthesize "${small[@]}" -o first
says err.txt "--force"
expect 0 synthesize --scale 0.002 -o first --force --quiet
expect 0 synthesize "${small[@]}" -o first --force --quiet
expect 0 synthesize "${small[@]}" -o second --threads 1 --quiet --json
silent err.txt
/usr/bin/python3 -c 'import json; assert json.load(open("out.txt"))["fit"]["hard_margin_met"]' || complain "JSON"
for file in population_fit.csv network.csv degrees.csv mixing.csv cores.csv left_out.csv; do same "first/$file" "second/$file"; done

/usr/bin/python3 - "$source_tree" <<'PYTHON' || complain "population.h5"
import csv, sys
import numpy, xarray
one, two = (xarray.open_dataset(f"{name}/population.h5") for name in ("first", "second"))
for name in one.variables:
    assert (one[name].values == two[name].values).all(), name
rows = csv.DictReader(open(f"{sys.argv[1]}/data/population/region_settlement_sex_age.csv"))
target = numpy.array([float(row["adults"]) for row in rows])
cell = ((one.region.values.astype(int) * 2 + one.settlement) * 2 + one.sex) * 6 + one.age
counts = numpy.bincount(cell, minlength=480)
assert abs(counts - target * one.attrs["scale"]).max() < 1 + 1e-6
assert (numpy.diff(one.household.values.astype(int)) >= 0).all()
start, end = one.tie_start.values.astype(int), one.neighbour.values.astype(int)
agent = numpy.repeat(numpy.arange(one.sizes["agent"]), numpy.diff(start))
assert start[-1] == len(end) and len(agent) == len(end)
pairs = set(zip(agent, end))
assert len(pairs) == len(end) and all((b, a) in pairs for a, b in pairs) and (agent != end).all()
assert str(one.region_class.values[0]) == "KZ-10" and one.region.dtype == numpy.uint8
assert all("long_name" in one[name].attrs for name in one.data_vars)
assert one.language_mixing.sum("other_language_class").values.round(9).tolist() == [1, 1, 1]
PYTHON

# A table of the user that is fitted: met, the others raked to it and said so; one that asks for too much is refused.
/usr/bin/python3 - "$source_tree" <<'PYTHON'
import csv, sys
regions = {row["iso"]: row["macro_region"] for row in csv.DictReader(open(f"{sys.argv[1]}/data/geography/regions.csv"))}
adults = {}
for row in csv.DictReader(open(f"{sys.argv[1]}/data/population/region_ethnicity.csv")):
    key = regions[row["region"]], row["ethnicity"]
    adults[key] = adults.get(key, 0) + int(row["adults"])
for name, factor in ("mine.csv", 0.97), ("too_much.csv", 0.3):
    with open(name, "w") as file:
        print("macro_region,ethnicity,adults", file=file)
        for macro in dict.fromkeys(regions.values()):
            moved = (1 - factor) * adults[macro, "kazakh"]
            for ethnicity, share in ("kazakh", -1.0), ("russian", 0.5), ("other", 0.5):
                print(f"{macro},{ethnicity},{adults[macro, ethnicity] + share * moved:.0f}", file=file)
PYTHON
expect 0 synthesize "${small[@]}" --margin mine.csv -o raked
says out.txt "ethnicity x macro_region"
says out.txt "Reconciled: region x ethnicity"
/usr/bin/python3 - <<'PYTHON' || complain "the table of the user is met"
import csv
rows = [row for row in csv.DictReader(open("raked/population_fit.csv")) if row["margin"] == "ethnicity x macro_region"]
assert len(rows) == 24, len(rows)
assert all(abs(float(row["achieved_fit"]) / float(row["target"]) - 1) < 1e-6 for row in rows)
PYTHON
expect 3 synthesize "${small[@]}" --margin too_much.csv -o never
says err.txt "is accepted"
absent never

# Another year: the accounts add up, the old division holds the same adults, figures say what is estimated.
expect 0 synthesize "${small[@]}" --year 2020 --division 17 -o waves --quiet
says out.txt "1 January 2020"
says out.txt "mortality.csv: derived, Censuses 2009 and 2021"
says out.txt "mortality.csv: estimate, those of 2009-2021 between the censuses times"
/usr/bin/python3 - <<'PYTHON' || complain "year 2020"
import csv, json, numpy, xarray
accounts = list(csv.DictReader(open("waves/projection.csv")))
assert [row["year"] for row in accounts] == ["2020", "2021", "2022"]
for row in accounts:
    assert abs(float(row["adults_start"]) + float(row["came_of_age"]) - float(row["deaths"])
               + float(row["from_abroad_net"]) - float(row["adults_end"])) <= 3
data = xarray.open_dataset("waves/population.h5")
assert data.attrs["year"] == 2020
fit = [row for row in csv.DictReader(open("waves/population_fit.csv")) if row["margin"].startswith("region x settlement")]
assert abs(sum(float(row["target"]) for row in fit) - float(accounts[0]["adults_start"])) < 480
assert data.earlier_unit_class.size == 17
units = list(csv.DictReader(open("waves/earlier_units.csv")))
counts = numpy.bincount(data.earlier_unit.values, minlength=17) * data.attrs["adults_per_agent"]
assert [float(row["adults"]) for row in units] == counts.tolist()
abai, east = (list(data.region_class.values).index(code) for code in ("KZ-10", "KZ-63"))
old = data.earlier_unit_class.values[data.earlier_unit.values[numpy.isin(data.region.values, (abai, east))]]
assert set(old) == {"KZ-63"}
assert json.load(open("waves/summary.json"))["year"] == 2020
PYTHON
expect 0 synthesize "${small[@]}" --year 2030 -o later --quiet
says out.txt "Projected from 2023"
absent later/two_populations.csv
for folder in first later; do
    PYTHONDONTWRITEBYTECODE=1 MPLBACKEND=Agg /usr/bin/python3 "$source_tree/tests/cli/check_population_figures.py" "$folder" ||
        complain "figures of $folder"
done
expect 2 synthesize --year 2031
says err.txt "2020"
expect 2 synthesize --year 2030 --division 17
says err.txt "ended in June 2022"
expect 2 synthesize --division 18

cat >other_margins.csv <<'TABLE'
margin,settlement,ethnicity,sex,adults
towns,urban,,men,3800000
towns,urban,,women,4400000
towns,rural,,men,2400000
towns,rural,,women,2480000
peoples,,kazakh,,8640000
peoples,,russian,,2360000
peoples,,other,,2090000
TABLE
expect 0 synthesize "${small[@]}" -o checked --check other_margins.csv
says out.txt "never fitted"
says out.txt "peoples"
says checked/check.csv "towns,settlement x sex,urban men,seen,"

# refused TEXT MESSAGE: the table with this row 3 is refused.
refused() {
    sed "3s/.*/$1/" other_margins.csv >bad.csv
    expect 3 synthesize "${small[@]}" -o bad --check bad.csv
    says err.txt "$2"
    silent out.txt
    absent bad
}
refused "towns,urban,,women,-1" "bad.csv:3:20: 'adults' is -1, but must be between 0 and"
refused "towns,urban,,women,many" "bad.csv:3:20: 'adults' is not a number: 'many'"
refused "towns,urbn,,women,4400000" "bad.csv:3:7: unknown settlement 'urbn'. Did you mean 'urban'?"
refused "towns,urban,,women" "bad.csv:3:14: this row has 4 cells"
refused "towns,urban,,women,5060000" "bad.csv:2:18: the table 'towns' adds up to"
head -n 7 other_margins.csv >bad.csv
expect 3 synthesize "${small[@]}" -o bad --check bad.csv
says err.txt "bad.csv:8:1: the row for ethnicity other is missing"
printf 'region,adults\nKZ-1O,5\n' >bad.csv
expect 3 synthesize "${small[@]}" --check bad.csv --dry-run
says err.txt "bad.csv:2:1: unknown region 'KZ-1O'. Allowed: Abai"
expect 4 synthesize "${small[@]}" -o bad --check nowhere.csv
expect 2 synthesize --chek other_margins.csv
says err.txt "Did you mean '--check'?"
finish
