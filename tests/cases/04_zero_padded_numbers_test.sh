# Numbers padded with zeros, as job arrays make them, and other ways of writing numbers.
. "$(dirname "$0")/../cli/helpers.sh"
baseline="$source_tree/scenarios/library/baseline.toml"

# shown NAME VALUE: the dry run names VALUE in the line NAME.
shown() { grep -qE "^$1 +$2( |$)" out.txt || { complain "$1 is not $2"; head -5 out.txt >&2; }; }

expect 0 run "$baseline" --members 010 --seed 0020 --scale 00.0005 --threads 08 --dry-run
shown seed 20
shown members 10
shown scale 0.0005
expect 0 run "$baseline" --members 1e1 --seed 18446744073709551615 --dry-run
shown seed 18446744073709551615
shown members 10
expect 0 forecast --wave 2026-12-15 --respondents 01600 --dry-run
says out.txt "1600 respondents"
for wrong in "--members 1.5" "--members 1e-1" "--members 0x10" "--members 0b1" "--members 1_000" "--members 1,000" "--members +5" \
    "--members ''" "--seed 18446744073709551616" "--seed 1e20" "--seed -1" "--seed 1.5" "--threads 0x2" "--scale 0,001" \
    "--scale 1e-3x" "--scale +0.001" "--checkpoint-every 0x1p3"; do
    eval "set -- $wrong"
    expect 2 run "$baseline" --dry-run "$@"
    says err.txt "$1"
    silent out.txt
done
expect 2 run "$baseline" --members 1.5 --dry-run
says err.txt "must be a whole number from 1 to 100000"
expect 0 run --help
says out.txt "0 to 18446744073709551615"
! grep -q 'e+' out.txt || complain "the help rounds a number"

# --set, --vary, and files.
expect 0 run "$baseline" --set travel.trips_per_week=012000 --dry-run
says out.txt "12000"
for wrong in 0x2EE0 1_000 +5 8500.5 12,000; do
    expect 3 run "$baseline" --set "travel.trips_per_week=$wrong" --dry-run
    says err.txt "travel.trips_per_week"
done
sweep() { expect "$1" sweep --scale 0.0002 --members 2 --dry-run "${@:2}"; }
sweep 0 --vary travel.trips_per_week=04000..010000:04
sweep 3 --vary travel.trips_per_week=4000..5000:4
says err.txt "4333.33"
says err.txt "whole"
sweep 3 --vary travel.trips_per_week=4000.5,5000
sweep 3 --vary travel.trips_per_week=0x10,5000
sweep 3 --vary travel.trips_per_week=4000..5000:2.5
sweep 3 --vary travel.trips_per_week=4000..5000:0x3
sweep 3 "$source_tree/scenarios/library/investment_abai.toml" --vary plant.jobs=100..200:4
says err.txt "whole"
sweep 0 --design latin --points 3 --vary travel.trips_per_week=4000..5000
printf '[[vary]]\nname = "travel.trips_per_week"\nlow = 4000\nhigh = 5000\nsteps = 2.5\n' >half.toml
sweep 3 --table half.toml
says err.txt "half.toml:"
printf '[[vary]]\nname = "travel.trips_per_week"\nlow = 04000\nhigh = 5000\nsteps = 3\n' >zero.toml
sweep 3 --table zero.toml
says err.txt "zero.toml:3"
says err.txt "must not begin with 0"
finish
