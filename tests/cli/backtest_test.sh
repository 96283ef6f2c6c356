# backtest: the track record on the shipped panel, what is refused, the law's numbers as they are stored.
. "$(dirname "$0")/helpers.sh"

expect 0 backtest -o backtest.csv
says out.txt "CRPS of the next poll's net, in points"
says out.txt "Polls inside the law's intervals"
says err.txt "Central Asia Barometer: too few countries"
says err.txt "Written to backtest.csv"
cp out.txt all.txt
cp backtest.csv first.csv
expect 4 backtest -o backtest.csv
says err.txt "backtest.csv"
expect 0 backtest --json --threads 1 --force -o backtest.csv
same first.csv backtest.csv
cp out.txt all.json
/usr/bin/python3 - <<'PYTHON' || complain "the track record"
import csv, json
rows = json.load(open("all.json"))["scores"]
score = {(row["panel"], row["horizon_years"]): row for row in rows}
everything = score["all", "all"]
assert everything["forecasts"] >= 900, everything["forecasts"]
for level, share in everything["covered"].items():
    assert abs(share - int(level) / 100) <= 0.04, (level, share)
assert sum(everything["pit"]) == everything["forecasts"]
for panel in ("Pew", "Pew: elsewhere", "Gallup", "Latinobarometro", "all"):
    for years in (1, 2, 3):
        row = score[panel, years]
        for rival in row["rivals"].values():
            assert row["crps"] <= rival["crps"], row
            assert abs(rival["skill"] - (1 - row["crps"] / rival["crps"])) < 0.001, row
# The two parts of pollsters where the law is not shown to be better: not clearly worse either.
for panel in ("Pew: West", "Gallup: former USSR and Mongolia"):
    for years in (1, 2, 3):
        gain = score[panel, years]["rivals"]["persistence"]
        assert gain["gain"] > -2 * gain["gain_standard_error"], (panel, years, gain)
# The table of forecasts holds what the scores are made of.
table = list(csv.DictReader(open("first.csv")))
pew = [row for row in table if row["panel"] == "Pew" and row["horizon_years"] == "1"]
assert len(pew) == score["Pew", 1]["forecasts"]
inside = sum(float(row["low80"]) <= float(row["observed"]) <= float(row["high80"]) for row in pew) / len(pew)
assert abs(inside - score["Pew", 1]["covered"]["80"]) < 0.005, inside
mean = sum(float(row["crps"]) for row in pew) / len(pew)
assert abs(mean - score["Pew", 1]["crps"]) < 0.002, mean
PYTHON

/usr/bin/python3 "$source_tree/viz-scripts/backtest_figure.py" first.csv -o drawn --formats png >out.txt || complain "figure of a backtest"
present drawn/backtest.png

# One panel, one horizon.
expect 0 backtest --panel Latinobarometro --horizon 2
says out.txt "Latinobarometro  2"
! grep -q "Gallup" out.txt || complain "a panel that was not asked for"
expect 3 backtest --panel Latinobarometer
says err.txt "Did you mean 'Latinobarometro'?"
expect 2 backtest --horizon 0
says err.txt "from 1 to 20"
expect 3 backtest --panel "Central Asia Barometer"
says err.txt "at least 8 countries"
expect 0 backtest --dry-run -o other.csv
absent other.csv
says out.txt "Pew: elsewhere: 39 countries"

# The stored law is what the panel gives.
expect 0 backtest --law -o law.csv
says out.txt "FOR A FURTHER COUNTRY"
/usr/bin/python3 - "$source_tree/data/parameters/national_law.csv" <<'PYTHON' || complain "the stored law"
import csv, sys
stored = {row["name"]: row for row in csv.DictReader(open(sys.argv[1]))}
made = {row["name"]: row for row in csv.DictReader(open("law.csv"))}
judged = {"national_law." + name
          for name in ("common_share", "transient_half_life", "attitude.transient_deviation", "answer_deviation")}
assert set(stored) - set(made) == judged and len(made) == 8
for name, row in made.items():
    for column in ("unit", "transform", "fitted", "grade", "meaning", "source"):
        assert row[column] == stored[name][column], (name, column)
    # Logarithms, searched to 1e-4, printed with three decimals; another compiler may differ a little.
    for column in ("mean", "standard_deviation"):
        assert abs(float(row[column]) - float(stored[name][column])) < 0.02, (name, column, row)
PYTHON
expect 2 backtest --law --horizon 2
says err.txt "--horizon does nothing with --law"

# A table of one's own: a fault has file, line and column.
cp -r "$source_tree/data" data
sed -i '2s/55.92/95.92/' data/panel/china_opinion_panel.csv
expect 3 backtest --data data
says err.txt "china_opinion_panel.csv:2:73: favourable and unfavourable together are 126.4 %"
expect 0 backtest --help
says out.txt "Examples:"
finish
