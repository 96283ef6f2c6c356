# Help, version, typos, exit statuses of wrong usage.
. "$(dirname "$0")/helpers.sh"

expect 0 --help
says out.txt "Examples:"
says out.txt "Exit status: 0 done"
silent err.txt
expect 0 --version
says out.txt "kozqaras 0."
expect 0 --help
commands=$(awk '/^Subcommands:/ {list = 1; next} list && /^  [a-z]/ {print $1; next} list && /^[^ ]/ {exit}' out.txt)
[ "$(wc -w <<<"$commands")" -ge 29 ] || complain "--help lists only: $commands"
for command in $commands; do
    expect 0 $command --help
    says out.txt "kozqaras $command"
    silent err.txt
done

expect 2
says err.txt "a command is needed"
silent out.txt
expect 2 rnu x.toml
says err.txt "Did you mean 'run'?"
silent out.txt
expect 2 run x.toml --mebers 3
says err.txt "Did you mean '--members'?"
# Dashes do not make a name similar.
expect 2 run --regoin KZ-10
! grep -q "Did you mean" err.txt || complain "--regoin got a hint"
# A misspelt file: the nearest of its folder.
expect 4 run "$source_tree/scenarios/library/visa_fre.toml"
says err.txt "visa_free.toml'?"
expect 2 run
says err.txt "run needs a scenario file"
expect 2 run x.toml --members 0
says err.txt "error: --members"
expect 2 levers more
expect 2 calibrate

expect 0 levers
says out.txt "visa.regime"
says out.txt "measured elsewhere"
expect 0 levers --json
/usr/bin/python3 -c 'import json; assert len(json.load(open("out.txt"))) >= 20' || complain "levers --json"
expect 0 schema
same out.txt "$source_tree/scenarios/schema/scenario.schema.json"
expect 0 describe --loop
says out.txt "One week, in order:"
says out.txt "  1. "
expect 0 describe --population --scale 0.001
says out.txt "agents, each for"
expect 0 completion
bash -n out.txt || complain "completion is not a script"

expect 0 diagnose
says out.txt "Worst ten numbers"
says out.txt "Directions the data inform"
expect 0 diagnose --screening 2 --scale 0.0001 -o screened
says out.txt "Screening over the prior"
head -1 screened/screening.csv | grep -q '^output,parameter,mu,mu_star,sigma' || complain "screening.csv"
expect 2 diagnose --screening 1
/usr/bin/python3 "$source_tree/viz-scripts/diagnosis_figure.py" screened --formats png >out.txt || complain "figure of a diagnosis"
present screened/diagnosis.png
status=0
mkdir wrong && echo "a,b" >wrong/directions.csv
/usr/bin/python3 "$source_tree/viz-scripts/diagnosis_figure.py" wrong 2>err.txt || status=$?
[ "$status" -eq 3 ] || complain "a figure of a wrong table: status $status"
expect 0 diagnose -o diagnosis
present diagnosis/families.csv
present diagnosis/directions.csv
present diagnosis/starts.csv
present diagnosis/sampling.csv
says diagnosis/diagnosis.txt "Optima: 1, from 2 searches"
head -1 diagnosis/diagnosis.txt | grep -q "^Sampling: \(NOT SOUND\|sound\) by the usual thresholds" || complain "diagnose does not say first whether the draws are sound"
same out.txt diagnosis/diagnosis.txt
expect 4 diagnose -o diagnosis
says err.txt "--force"
mkdir precious && touch precious/file
expect 4 diagnose -o precious --force
present diagnosis/correlations.csv
expect 4 diagnose nowhere

expect 4 levers --data "$work"
says err.txt "geography/regions.csv"
KOZQARAS_DATA="$work" expect 4 levers
says err.txt "KOZQARAS_DATA"
KOZQARAS_DATA="$source_tree/data" expect 0 levers
status=0
"$program" levers >/dev/full 2>err.txt || status=$?
[ "$status" -eq 4 ] || complain "full disk: status $status"
says err.txt "standard output"
expect 2 run "$source_tree/scenarios/library/baseline.toml" --influence degrot
says err.txt "Did you mean 'degroot'?"
finish
