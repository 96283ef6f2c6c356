# A folder named with the slash that tab completion adds, with dots, by a link, or the current one: always the folder itself.
. "$(dirname "$0")/../cli/helpers.sh"
small=(--scale 0.0002 --members 2 --posterior prior --quiet)
scenario="$source_tree/scenarios/library/baseline.toml"

# whole FOLDER: as sha256sum sees it, and nothing of the program's lies beside it.
whole() {
    (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS) || complain "$1 is not whole"
    [ -z "$(find "$(dirname "$(realpath "$1")")" -maxdepth 1 \( -name '.*.lock' -o -name '.*unfinished*' -o -name '*.finished-*' \))" ] ||
        complain "something stays beside $1: $(ls -A "$(dirname "$1")")"
}

expect 0 run "$scenario" "${small[@]}" -o new/
whole new
expect 0 run "$scenario" "${small[@]}" --seed 2 --force -o new//
whole new
says new/manifest.json '"seed": 2'
expect 0 run "$scenario" "${small[@]}" -o deep/./er/x/../run/
whole deep/er/run
mkdir here
(cd here && "$program" run "$scenario" "${small[@]}" -o . >/dev/null) || complain "run -o . in an empty folder"
whole here
mkdir big && ln -s big link
expect 0 run "$scenario" "${small[@]}" -o link
[ -L link ] || complain "the link was replaced"
whole big
expect 0 synthesize --scale 0.0002 --quiet -o adults/
whole adults
expect 0 forecast "${small[@]}" -o forecasts/first.json
expect 4 forecast "${small[@]}" -o forecasts/
says err.txt "needs the name of a file"
cp -r "$source_tree/calibration/library/posterior_2020_2023" fit
expect 0 run "$scenario" --scale 0.0002 --members 2 --quiet --posterior fit/ -o p
says p/manifest.json '"parameters": "fit"'
finish
