# A list takes the k-th value of every lever: lengths that differ are refused, whichever lever is longer.
. "$(dirname "$0")/../cli/helpers.sh"
sweep() { expect "$1" sweep --scale 0.0002 --members 2 --design list --dry-run "${@:2}"; }
sweep 3 --vary border.closure=0,1 --vary travel.trips_per_week=1,2,3
says err.txt "--vary travel.trips_per_week=1,2,3"
says err.txt "3 against 2"
sweep 3 --vary travel.trips_per_week=1,2,3 --vary border.closure=0,1
says err.txt "2 against 3"
sweep 3 --vary border.closure=0,1 --vary travel.trips_per_week=0..9000:4
sweep 3 --vary border.closure=0,1 --vary travel.trips_per_week=1,2 --vary travel.visitors_per_week=5
sweep 0 --vary border.closure=0,1 --vary travel.trips_per_week=0..9000:2
finish
