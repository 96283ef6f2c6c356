# claims, questions, tables and respondents as a researcher uses them; the pages of docs that they make.
. "$(dirname "$0")/helpers.sh"

expect 0 questions
says out.txt "50 QUESTIONS"
says out.txt "econ_trade"
says out.txt "WHAT CANNOT BE ASKED"
expect 0 questions --json
/usr/bin/python3 -c 'import json; r = json.load(open("out.txt")); assert len(r["questions"]) >= 29 and r["statements_not_asked"]' ||
    complain "questions --json"
expect 0 questions --markdown
same out.txt "$source_tree/docs/questions.md"

# The page says by which command it was made.
expect 0 claims --scale 0.001 --members 16 --quiet --markdown
same out.txt "$source_tree/docs/claims.md"
expect 0 claims --scale 0.0002 --members 3 --quiet
says out.txt "WHAT THE REPORTS SAY: "
says out.txt "d01 "
says out.txt "the run holds no scenario 'no_war_2022'"
expect 0 claims "$source_tree/scenarios/library/no_war_2022.toml" --scale 0.0002 --members 3 --quiet --json
/usr/bin/python3 - <<'PY' || complain "claims --json with a scenario"
import json
answers = json.load(open("out.txt"))
claims = {one["claim"]: one for one in answers["claims"]}
assert claims["d07"]["verdict"] != "not asked" and claims["d16"]["verdict"] == "not asked"
assert sum(answers["verdicts"].values()) == len(claims)
PY
expect 0 claims --posterior prior --scale 0.0002 --members 3 --quiet
says out.txt "NOT CALIBRATED"
! grep -q "of 100; fitted" out.txt || complain "a run that is not calibrated has fitted claims"
expect 0 claims --scale 0.0002 --members 3 --dry-run
says out.txt "Would ask"
cp -r "$source_tree/data" altered
sed -i 's/econ_trade 2023/econ_trad 2023/' altered/survey/claims.csv
expect 3 claims --data altered --posterior prior --scale 0.0002 --members 3
says err.txt "claims.csv:"
says err.txt "econ_trade"

expect 0 run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 4 --quiet -o base
says base/summary.txt "statements of the reports:"
says base/summary.txt "437 printed, 11 derived"
expect 0 tables base
for title in "ANSWERS OF ALL, 2023" "INDICATORS BY GROUP" "GENERAL ATTITUDE BY GROUP" MACRO-REGIONS "INFLUENCE OF FACTORS"; do
    says out.txt "$title"
done
awk '{ if (length($0) > 110) exit 1 }' out.txt || complain "a table is too wide"
expect 0 tables base --table indicators --wave 2021
says out.txt "INDICATORS BY GROUP, 2021"
! grep -q ANSWERS out.txt || complain "a table that was not asked for"
expect 2 tables base --table indicator
says err.txt "Did you mean 'indicators'?"
expect 2 tables base --wave 2022
says err.txt "2020, 2021, 2023"
expect 4 tables nowhere
says err.txt "nowhere"

# Friendly countries: beside the print, and the fit, which any number of threads makes the same.
expect 0 friends base
says out.txt "FRIENDLY COUNTRIES"
says out.txt "Printed cells: 30"
expect 2 friends
says err.txt "run folder, or --fit"
expect 2 friends base -o utilities.csv
expect 4 friends nowhere
expect 0 friends --fit --members 3 --scale 0.0003 --threads 1 --quiet -o one.csv
says out.txt "chi-square"
says out.txt "Not determined by the cells"
expect 0 friends --fit --members 3 --scale 0.0003 --threads 2 --quiet -o two.csv
same one.csv two.csv
cp one.csv altered/partners/utilities.csv
cp "$source_tree/data/survey/claims.csv" altered/survey/
expect 0 run "$source_tree/scenarios/library/baseline.toml" --data altered --scale 0.0002 --members 2 --quiet -o refitted
expect 4 friends --fit --members 3 --scale 0.0003 --quiet -o one.csv
rm -r altered/partners
expect 0 run "$source_tree/scenarios/library/baseline.toml" --data altered --scale 0.0002 --members 2 --quiet -o friendless
[ "$(wc -l <friendless/friends.csv)" -eq 1 ] || complain "friends without friendly countries"
expect 3 friends friendless
says err.txt "nobody was asked"
expect 0 run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 2 --quiet -o asked
for file in index waves tables shares claims breakdowns; do
    same "friendless/$file.csv" "asked/$file.csv"
done
present base/projects.csv
[ "$(grep -c "^baseline,2021.*curious" base/funnel.csv)" -ge 1 ] || complain "no curious rung"

# A survey of persons: the same bytes for any number of threads, marginals as in the survey table of the run.
expect 0 respondents --scale 0.002 --data-sets 2 --threads 1 --quiet -o one
expect 0 respondents --scale 0.002 --data-sets 2 --threads 2 --quiet -o two
same one/respondents.csv two/respondents.csv
present one/codebook.csv
expect 0 run "$source_tree/scenarios/library/baseline.toml" --scale 0.002 --members 2 --quiet -o small
/usr/bin/python3 - <<'PY' || complain "respondents do not agree with the run"
import csv
import numpy as np
import xarray
rows = list(csv.DictReader(open("one/respondents.csv", encoding="utf-8")))
assert len(rows) == 2 * 1616, len(rows)
book = {row["column"]: row for row in csv.DictReader(open("one/codebook.csv", encoding="utf-8"))}
assert list(book) == list(rows[0])
people = xarray.open_dataset("one/respondents.h5", engine="h5netcdf")
run = xarray.open_dataset("small/results.h5", engine="h5netcdf")
assert people.answer.shape == (len(rows), 50)
assert abs(people.weight.values.mean() - 1) < 1e-6
squares = []
for member in (0, 1):
    mine = people.member.values == member
    for question in people.question.values:
        share = float(run.wave_shares.sel(member=member, wave="2023", group="all", question=question, answer="positive"))
        answers = people.answer.sel(question=question).values[mine]
        table = [row[str(question)] for row in rows if row["member"] == str(member)]
        assert [str(int(answer)) for answer in answers] == table
        z = ((answers == 1).mean() - share) / (share * (1 - share) / mine.sum()) ** 0.5
        drawn = float(run.wave_drawn.sel(member=member, wave="2023", question=question, answer="positive"))
        assert abs((answers == 1).mean() - drawn) < 1e-6, question
        squares.append(z * z)
assert max(squares) < 16 and np.mean(squares) < 2.5, (max(squares), np.mean(squares))
frame = people.drop_dims("question").to_dataframe()
assert len(frame) == len(rows) and set(frame.settlement) == {"urban", "rural"}
PY
expect 0 respondents "$source_tree/scenarios/library/visa_free.toml" --scale 0.0005 -n 200 --date 2028-12-31 --quiet -o future
[ "$(wc -l <future/respondents.csv)" -gt 400 ] || complain "a scenario has no rows of its own"
expect 2 respondents -n 100000 --scale 0.0002
says err.txt "Raise --scale"
expect 2 respondents --date 2035-01-01
expect 4 respondents --scale 0.0005 --quiet -o one
says err.txt "--force"
expect 0 respondents --scale 0.0005 --quiet -o one --force
expect 0 respondents --dry-run --scale 0.0005 -o three
absent three
finish
