# Names with bytes that are no UTF-8, or with a line break: results are written, tables and JSON stay readable.
. "$(dirname "$0")/../cli/helpers.sh"
small=(--scale 0.0002 --members 2 --posterior prior --quiet)
expect 0 forecast "${small[@]}" -o $'f\xe9_.json'
python3 -c 'import json,sys; json.load(open(b"f\xe9_.json", encoding="utf-8"))' || complain "the forecast is no JSON"
cp "$source_tree/scenarios/library/visa_free.toml" $'sc\xe9.toml'
expect 0 run $'sc\xe9.toml' "${small[@]}" -o $'r\xe9'
python3 -c 'import json,sys; json.load(open(b"r\xe9/manifest.json", encoding="utf-8"))' || complain "the manifest is no JSON"
says $'r\xe9/index.csv' 'sc\xE9'
expect 0 compare $'sc\xe9.toml' "${small[@]}" --json
python3 -c 'import json; json.load(open("out.txt", encoding="utf-8"))' || complain "compare --json is no JSON"
expect 0 sweep --vary border.closure=0,1 "${small[@]}" -o $'s\nw'
[ "$(grep -v '^#' $'s\nw/sweep.csv' | head -1 | cut -d, -f1)" = point ] || complain "a comment is broken: $(head -4 $'s\nw/sweep.csv')"
expect 4 run $'sc\xe9.toml' "${small[@]}" -o $'r\xe9'
[ "$(grep -c . err.txt)" = 1 ] || complain "not one line"
finish
