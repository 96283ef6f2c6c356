#!/bin/bash
# The hindcast of 2023 from 2020 and 2021, whole and without each part of the model, scored: one table.
#   calibration/ablations.sh PROGRAM FOLDER [SCALE [MEMBERS [unknown|known]]]
# The last says whether the events and travel after 2021 are known (default: unknown).
# Work that is done is not done again: remove FOLDER to start anew, or run the same line to go on.
set -euo pipefail
program=$(realpath "${1:?PROGRAM is missing: build/release/app/kozqaras}")
folder=$(realpath -m "${2:?FOLDER is missing: runs/ablations}")
scale="${3:-0.0005}" members="${4:-104}" events="${5:-unknown}"
later=$([ "$events" = known ] && echo --later-events || true)
cd "$(dirname "$0")/.."
mkdir -p "$folder"

switch_of() { [ "$1" = whole ] || echo "--no-$([ "$1" = ties ] && echo social || echo "$1")"; }

# forecast_and_score NAME OPTIONS...: a stored hindcast, and its score.
forecast_and_score() {
    local name="$1"
    shift
    [ -e "$folder/$name.json" ] ||
        "$program" forecast --last-wave 2021 --scale "$scale" --members "$members" "$@" -o "$folder/$name.json" >"$folder/$name.txt"
    "$program" score "$folder/$name.json" docs/examples/wave_2023.csv --json --force -o "$folder/$name.csv" >"$folder/$name.score.json"
}

for part in whole ties media events experience; do
    posterior="$folder/posterior_$part"
    setup=calibration/library/waves_2020_2021$([ "$part" = whole ] || echo "_without_$part").toml
    if [ ! -e "$posterior" ]; then
        resume=$([ -e "$posterior.record" ] && echo --resume || true)
        status=0
        # shellcheck disable=SC2086 # no option, or one
        "$program" calibrate "$setup" --scale "$scale" -o "$posterior" $resume >"$folder/calibrate_$part.txt" || status=$?
        [ "$status" -eq 5 ] && echo "the search without $part did not converge: see $folder/calibrate_$part.txt" >&2
        [ "$status" -eq 0 ] || [ "$status" -eq 5 ] || exit "$status"
    fi
    # shellcheck disable=SC2046,SC2086 # no option, or one
    forecast_and_score "${part}_$events" --posterior "$posterior" $(switch_of "$part") $later
done
echo "Events after 2021 $events, scale $scale, $members members:"
echo
cd "$folder"
/usr/bin/python3 "$OLDPWD/viz-scripts/score_comparison.py" {whole,ties,media,events,experience}_"$events".score.json \
    --names "whole model" "without ties" "without outlets" "without events" "without experience"
