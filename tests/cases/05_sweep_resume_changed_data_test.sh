# Long work is broken off, an input is corrected, the work goes on with --resume: it must not mix results of both. The
# refusal names what has changed.
. "$(dirname "$0")/../cli/helpers.sh"
cp -r "$source_tree/data" data
library="$source_tree/scenarios/library"
cp -r "$source_tree/calibration/library/posterior_2020_2023" posterior
cp "$library/visa_free.toml" "$library/land_scandal.toml" "$library/baseline.toml" .
small=(--scale 0.0002 --members 2 --data data --posterior posterior --quiet)

# sweep: two of four points are there
sweep=(sweep --vary travel.trips_per_week=0,4000,8000,12000 "${small[@]}" --date 2027-06-01 -o swept)
expect 0 "${sweep[@]}"
cp -r swept whole
rm swept/sweep.csv swept/points/000003.csv swept/points/000004.csv

# refused NAME ARGUMENTS...: exit 3 that names what has changed; nothing is written.
refused() {
    local name="$1"
    shift
    ls -R swept >before.txt
    expect 3 "$@"
    says err.txt "$name"
    ls -R swept >after.txt
    same before.txt after.txt
}

change() { # FILE EXPRESSION ARGUMENTS...: with the file changed; restored afterwards
    local file="$1" expression="$2" name="$3"
    shift 3
    cp "$file" kept
    sed -i "$expression" "$file"
    different "$file" kept
    refused "$name" "$@"
    mv kept "$file"
}
resume=("${sweep[@]}" --resume)
change data/events/drivers.csv 's/2023-11-10,2024-03-31,173000,/2023-11-10,2024-03-31,17300,/' "data/events/drivers.csv has changed" "${resume[@]}"
change data/network/targets.csv '$s/$/ /' "data/network/targets.csv has changed" "${resume[@]}"
refused "--seed was 1 and is 2" "${resume[@]}" --seed 2
# other OPTION VALUE: the same sweep with another value of an option that it has.
other() {
    local place
    altered=("${resume[@]}")
    for place in "${!altered[@]}"; do [ "${altered[$place]}" != "$1" ] || altered[place + 1]="$2"; done
}
other --scale 0.0003
refused "--scale was 0.0002 and is 0.0003" "${altered[@]}"
other --members 3
refused "--members was 2 and is 3" "${altered[@]}"
other --posterior prior
refused "--posterior was posterior and is prior" "${altered[@]}"
refused "--by region is new" "${resume[@]}" --by region
refused "--date 2027-06-01 is gone" sweep --vary travel.trips_per_week=0,4000,8000,12000 "${small[@]}" --date 2028-06-01 -o swept --resume
refused "the design's points has changed" sweep --vary travel.trips_per_week=0,4000,8000,12001 "${small[@]}" --date 2027-06-01 -o swept --resume
refused "land_scandal.toml is new" sweep land_scandal.toml --vary travel.trips_per_week=0,4000,8000,12000 "${small[@]}" --date 2027-06-01 -o swept --resume
cp data/events/events.csv data/events/more.csv
refused "data/events/more.csv is new" "${resume[@]}"
rm data/events/more.csv

# a point that is of another sweep, of another place, or not whole
expect 0 sweep --vary travel.trips_per_week=0,4000 "${small[@]}" --seed 2 --date 2027-06-01 -o other
cp swept/points/000001.csv kept
for wrong in other/points/000001.csv whole/points/000002.csv /dev/null; do
    cp "$wrong" swept/points/000001.csv
    refused "points/000001.csv: is not what was written" "${resume[@]}"
done
mv kept swept/points/000001.csv

expect 0 "${resume[@]}"
for point in 1 2 3 4; do same "swept/points/00000$point.csv" "whole/points/00000$point.csv"; done

# the same of a scenario of a sweep
expect 0 sweep land_scandal.toml --vary travel.trips_per_week=0,4000 "${small[@]}" --date 2027-06-01 -o on_visa
rm on_visa/points/000002.csv
change land_scandal.toml '1s/^/# a word more\n/' "land_scandal.toml has changed" sweep land_scandal.toml \
    --vary travel.trips_per_week=0,4000 "${small[@]}" --date 2027-06-01 -o on_visa --resume

# run: the checkpoint of one that was killed
run=(run visa_free.toml --scale 0.0005 --members 16 --data data --posterior posterior --checkpoint-every 0.05 -o ran)
"$program" "${run[@]}" >out.txt 2>err.txt </dev/null &
child=$!
for _ in $(seq 1 600); do
    [ -e ran.checkpoint.h5 ] && break
    sleep 0.05
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
present ran.checkpoint.h5
change data/events/drivers.csv 's/2023-11-10,2024-03-31,173000,/2023-11-10,2024-03-31,17300,/' "data/events/drivers.csv has changed" "${run[@]}" --resume
change visa_free.toml '1s/^/# a word more\n/' "visa_free.toml has changed" "${run[@]}" --resume
refused "--set was" "${run[@]}" --set travel.trips_per_week=5000 --resume
refused "media was on and is off" "${run[@]}" --no-media --resume
refused "baseline.toml is new" run visa_free.toml baseline.toml "${run[@]:2}" --resume
finish
