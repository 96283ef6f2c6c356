# A fourth wave with three new questions and one dropped, by rows alone in a copy of data/: it calibrates, appears in
# summary and pictures, and is scored (docs/formats/survey.md).
. "$(dirname "$0")/helpers.sh"

cp -r "$source_tree/data" data
/usr/bin/python3 "$source_tree/tests/cli/add_wave.py" data || complain "the rows could not be added"
small='[search]
scale = 0.0002
most_iterations = 2
members = 20'
{ echo "based_on = \"$source_tree/calibration/library/waves_2020_2023.toml\""; echo 'title = "four waves"'; echo "$small"; } >four.toml
{ echo "based_on = \"$source_tree/calibration/library/waves_2020_2023.toml\""; echo 'title = "three waves"'
  echo '[targets]'; echo 'waves = ["2020", "2021", "2023"]'; echo "$small"; } >three.toml
expect 5 calibrate four.toml --data data -o four # two iterations do not converge
says four/targets.csv 'nets 2024,"econ_invented, net, 2024"'
grep -q 'econ_security, net, 2024' four/targets.csv && complain "a dropped question was fitted"
says four/summary.txt "2024"
says four/posterior.csv "threshold.geo_invented.centre"
says four/waves.csv "2024,2024-11-04,2024-11-24,1500,no,all"
expect 0 run "$source_tree/scenarios/library/baseline.toml" --data data --posterior four --members 4 --scale 0.0005 -o run
says run/summary.txt "2024"
says run/waves.csv "question,geo_invented,yes,0.45"
says run/index.csv "as_fielded_2023"
# the index of any week has the question set of the last wave: the dropped question is not in it, the new one is
/usr/bin/python3 - <<'PYTHON' || complain "the index does not follow the last wave's questions"
import csv, numpy, xarray
run = xarray.open_dataset("run/results.h5", engine="h5netcdf")
asked = [row["question_id"] for row in csv.DictReader(open("data/survey/questions.csv"))
         if row["indicator"] == "economic" and row["asked_2024"] == "yes"]
assert "econ_invented" in asked and "econ_security" not in asked
mean = run.question_net.sel(question=asked).mean("question")
assert float(abs(mean - run.index_sample.sel(indicator="economic")).max()) < 1e-6
PYTHON
/usr/bin/python3 "$source_tree/viz-scripts/figures.py" run >out.txt 2>err.txt || complain "no pictures: $(tail -3 err.txt)"
present run/figures/projection.png
# what has not seen the wave foresees it, and is scored
expect 5 calibrate three.toml --data data -o three
expect 0 forecast --data data --posterior three --last-wave 2023 --members 20 --scale 0.0005 --draft -o hindcast.json
says out.txt "Hindcast"
expect 0 score hindcast.json 2024 --data data -o score.csv
grep -q '^composite,composite,all,' score.csv || complain "the composite was not scored: $(head -3 score.csv)"
grep -q '^question,geo_invented,all,' score.csv || complain "a new question was not scored"
expect 3 score hindcast.json 2025 --data data
says err.txt "2024"
# a posterior that has seen it is no test of it
expect 3 forecast --data data --posterior four --last-wave 2023 --members 20 --draft -o no.json
# a name that is wrong
sed 's/"2023"\]/"2024", "2025"]/' three.toml >wrong.toml
expect 3 calibrate wrong.toml --data data -o wrong
says err.txt "unknown wave '2025'"
finish
