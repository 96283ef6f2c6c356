# Empty values of options are refused, and so are options that do nothing.
. "$(dirname "$0")/../cli/helpers.sh"
library="$source_tree/scenarios/library"
small=(--scale 0.0002 --members 2)

for option in -o --output --data --posterior --set --seed --influence; do
    expect 2 run "$library/baseline.toml" --dry-run $option ""
    says err.txt "error: --"
    silent out.txt
done
expect 2 run "" --dry-run
expect 2 calibrate "$source_tree/calibration/library/waves_2020_2023.toml" --wave "" --dry-run
expect 2 forecast --draft --later-events --dry-run "${small[@]}"
says err.txt "--later-events"
expect 2 forecast --draft --later-events --last-wave 2023 --dry-run "${small[@]}"
expect 0 forecast --draft --later-events --last-wave 2021 --posterior prior --dry-run "${small[@]}"

expect 0 run "$library/visa_free.toml" "${small[@]}" --quiet -o r
for options in "--members 7" "--seed 9" "--scale 0.5" "--dry-run" "--posterior prior" "--set border.closure=1"; do
    expect 2 compare r $options
    says err.txt "${options%% *}"
done
expect 0 compare r
for date in 2040-01-01 2031-01-01 2019-12-31; do
    expect 3 recover "$source_tree/docs/examples/before_2026.toml" --forecast $date --dry-run
    says err.txt "2030"
done
for command in levers schema "validate x.toml" completion "score a b"; do
    expect 2 $command --members 5
    says err.txt "--members does nothing"
done

# A table whose entries contradict each other, or smuggle other syntax in.
table() { printf '[[vary]]\nname = "travel.trips_per_week"\n%b' "$1" >v.toml; expect 3 sweep --table v.toml --dry-run "${small[@]}"; says err.txt "v.toml:"; }
table 'values = ["1..5:3@2029-01-01"]\nlow = 0\nhigh = 9\nsteps = 7\n'
table 'values = ["1..5:3@2029-01-01"]\n'
table 'values = [1, 2]\nsteps = 7\n'
table 'values = []\n'
table 'values = 3\n'
table 'low = 0\nhigh = "9"\nsteps = 3\n'
table 'low = 0\nhigh = 9\nsteps = 4\nmean = 3\n'
expect 3 sweep --vary travel.trips_per_week=0..9000:4 --design sobol --points 4 --dry-run "${small[@]}"
says err.txt "steps are for a grid or a list"

# Names that begin with a dash.
printf 'title = "x"\n' >-x.toml
expect 0 validate -- -x.toml
says out.txt "-x.toml: valid"
expect 0 run --dry-run -- -x.toml
expect 2 levers -- -x.toml

# --quiet hides remarks, never warnings.
expect 0 run "$library/baseline.toml" --set travel.trips_per_week=90000 --dry-run --quiet
says err.txt "warning:"
finish
