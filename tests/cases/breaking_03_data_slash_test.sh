# However the folder of the inputs is named, the same parameters are drawn.
. "$(dirname "$0")/../cli/helpers.sh"

result() { grep -o '"result_fnv1a64": "[^"]*"' "$1/manifest.json"; }
baseline="$source_tree/scenarios/library/baseline.toml"
small=(--scale 0.0002 --members 2 --quiet)
expect 0 run "$baseline" "${small[@]}" -o first
for folder in "$source_tree/data" "$source_tree/data/" "$source_tree/data/." "$source_tree//data//"; do
    rm -rf run
    expect 0 run "$baseline" "${small[@]}" --data "$folder" -o run
    [ "$(result run)" = "$(result first)" ] || complain "--data $folder: other numbers"
    says run/manifest.json '"value": "posterior_2020_2023"'
done
status=0
(cd "$source_tree/data" && "$program" run "$baseline" "${small[@]}" --data . -o "$work/dot" >"$work/out.txt" 2>"$work/err.txt") || status=$?
[ "$status" -eq 0 ] || complain "--data .: status $status"
[ "$(result dot)" = "$(result first)" ] || complain "--data .: other numbers"
export KOZQARAS_DATA="$source_tree/data/"
expect 0 run "$baseline" "${small[@]}" -o named
[ "$(result named)" = "$(result first)" ] || complain "KOZQARAS_DATA with a slash: other numbers"
finish
