# A result that would take the place of what it is made from, or of a forecast on record, even with --force.
. "$(dirname "$0")/../cli/helpers.sh"
example="$source_tree/docs/examples/invented_wave_2026.csv"
small=(--scale 0.0003 --members 4 --quiet)

expect 0 forecast --draft "${small[@]}" -o forecast.json
cp forecast.json kept.json
cp "$example" wave.csv
expect 4 score forecast.json wave.csv --force -o forecast.json
says err.txt "forecast.json: is an input of this command"
expect 4 score forecast.json wave.csv --force -o ./wave.csv
says err.txt "wave.csv: is an input of this command"
ln wave.csv same_file.csv
expect 4 score forecast.json wave.csv --force -o same_file.csv
same wave.csv "$example"
cp "$source_tree/scenarios/library/visa_free.toml" scenario.toml
expect 4 tornado scenario.toml "${small[@]}" --force -o scenario.toml
same scenario.toml "$source_tree/scenarios/library/visa_free.toml"

# A forecast is written without leave to write it: no other command replaces it.
expect 4 tornado "${small[@]}" --force -o forecast.json
says err.txt "forecast.json: is write-protected"
expect 4 explain "${small[@]}" --force -o forecast.json
same forecast.json kept.json

# A table that is not protected is replaced as before; "-" is no way to write to the terminal, and makes no file.
echo old >scores.csv
expect 0 score forecast.json wave.csv --quiet --force -o scores.csv
says scores.csv "crps"
for command in "score forecast.json wave.csv" "forecast --draft" "run $source_tree/scenarios/library/baseline.toml"; do
    [ "${command%% *}" = score ] && options=(--quiet) || options=("${small[@]}")
    expect 4 $command "${options[@]}" -o -
    says err.txt "leave out -o"
done
absent ./-
finish
