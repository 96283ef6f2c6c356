# A place that cannot be written is refused before the work, in one line, by every command with -o.
. "$(dirname "$0")/../cli/helpers.sh"
small=(--scale 0.0002 --members 2 --quiet)
scenario="$source_tree/scenarios/library/visa_free.toml"
setup="$source_tree/docs/examples/before_2026.toml"
echo x >file
ln -s nothing dangling
# refused ARGUMENTS...: whatever the place, no simulation is begun.
refused() {
    for place in file/r /proc/x dangling "$(printf 'n%.0s' $(seq 250))" "$(printf 'n%.0s' $(seq 300))"; do
        expect 4 "$@" -o "$place"
        silent out.txt
        [ "$(grep -c '^error: ' err.txt)" = 1 ] || complain "not one line for $place: $(cat err.txt)"
        ! grep -qe 'filesystem error' -e simulating -e 'synthetic adults' err.txt || complain "$*: $(cat err.txt)"
    done
}
refused run "$scenario" --scale 0.0002 --members 2 --posterior prior
refused synthesize --scale 0.0005
refused sweep --vary border.closure=0,1 "${small[@]}" --posterior prior
refused tornado "${small[@]}" --posterior prior
refused forecast "${small[@]}"
refused calibrate "$setup"
[ "$(ls -A)" = "$(printf '%s\n' dangling err.txt file out.txt)" ] || complain "left over: $(ls -A)"
expect 4 run "$scenario" "${small[@]}" -o file
says err.txt "is a file; -o needs the name of a folder"
finish
