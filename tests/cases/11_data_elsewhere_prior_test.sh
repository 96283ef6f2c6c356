# data/ copied elsewhere and named with --data: the shipped posterior is found beside the program; nothing runs from the prior
# unless the user says so, and then everything says it.
. "$(dirname "$0")/../cli/helpers.sh"

small=(--scale 0.0003 --members 2 --quiet)
baseline="$source_tree/scenarios/library/baseline.toml"
parameters() { grep -A1 '"name": "parameters"' "$1/manifest.json" | grep -o '"value": "[^"]*"' | cut -d'"' -f4; }

cp -r "$source_tree/data" mydata
ln -s mydata link
for folder in mydata mydata/ ./mydata/. link link/ "$PWD/mydata"; do
    rm -rf run
    expect 0 run "$baseline" "${small[@]}" --data "$folder" -o run
    [ "$(parameters run)" = posterior_2020_2023 ] || complain "--data $folder: parameters '$(parameters run)'"
    silent err.txt
done
says run/summary.json '"calibrated": true'
! grep -qi 'not calibrated' run/summary.txt || complain "a calibrated run says that it is not"

# Other tables than the posterior was fitted with: a warning, even with --quiet.
sed -i '$s/centralasia.media/elsewhere/' mydata/events/drivers.csv
expect 0 run "$baseline" "${small[@]}" --data mydata -o other
says err.txt "posterior_2020_2023 was calibrated with other input tables than these (events/drivers.csv differs)"

# The prior by name: the heads of summary and JSON, the manifest, the forecast and its score say it.
expect 0 run "$baseline" "${small[@]}" --posterior prior -o prior
head -8 prior/summary.txt | grep -q '^NOT CALIBRATED' || complain "the head of the summary hides that nothing was fitted"
says prior/summary.json '"calibrated": false'
says prior/manifest.json '"calibrated": false'
expect 0 forecast "${small[@]}" --posterior prior --draft -o f.json
says out.txt "NOT CALIBRATED"
says f.json '"calibrated":false'
expect 0 compare "$source_tree/scenarios/library/visa_free.toml" "${small[@]}" --posterior prior
says out.txt "prior (not calibrated)"

# A folder of a posterior keeps its name, however it is written.
cp -r "$source_tree/calibration/library/posterior_2020_2023" mine
expect 0 run "$baseline" "${small[@]}" --posterior mine/ -o named
[ "$(parameters named)" = mine ] || complain "--posterior mine/: parameters '$(parameters named)'"
expect 4 run "$baseline" "${small[@]}" --posterior nowhere -o none
absent none
finish
