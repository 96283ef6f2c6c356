# What does not fit into the memory of the machine, or into the limit of the process, is refused before it begins, by every command.
. "$(dirname "$0")/../cli/helpers.sh"
visa="$source_tree/scenarios/library/visa_free.toml"
setup="$source_tree/docs/examples/before_2026.toml"
calibration="$source_tree/calibration/library/posterior_2020_2023"

kibibytes=4000000

# refused ARGUMENTS...: with so much address space.
refused() {
    local status=0
    (ulimit -v "$kibibytes"; exec timeout 60 "$program" "$@") >out.txt 2>err.txt </dev/null || status=$?
    [ "$status" -eq 2 ] || { complain "kozqaras $1: status $status"; head -3 err.txt >&2; }
    says err.txt "this needs about"
    says err.txt "times smaller"
    silent out.txt
}

many=(--scale 0.0002 --members 100000 --posterior prior --quiet)
refused run "$visa" "${many[@]}" -o r
absent r
refused compare "$visa" "${many[@]}"
refused effects "$visa" "${many[@]}"
refused forecast "${many[@]}" -o f.json
refused sweep "${many[@]}" --vary travel.trips_per_week=0,9000 -o s
refused tornado "${many[@]}"
refused search "$source_tree/docs/examples/goal.toml" "${many[@]}"
refused recover "$setup" --scale 0.0002 --members 100000 -o v
refused diagnose --predictive --scale 0.0002 --members 100000
refused diagnose --screening 1000 --scale 0.0002
refused diagnose --cross-check "$setup" --scale 0.0002 --members 100000
large=(--scale 1 --quiet)
kibibytes=1500000
refused synthesize "${large[@]}" -o p
refused calibrate "$setup" "${large[@]}" -o c
absent c
expect 0 effects "$visa" --scale 0.0002 --members 2 --dry-run
says out.txt "Memory about"
finish
