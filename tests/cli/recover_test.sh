# recover: wrong usage, a short recovery, the same after a kill, its figure.
. "$(dirname "$0")/helpers.sh"

setup="$source_tree/calibration/library/waves_2020_2023.toml"
cat >quick.toml <<TOML
based_on = "$setup"
title = "two iterations"
[search]
most_iterations = 2
TOML
expect 2 recover
expect 2 recover quick.toml --members 5
says err.txt "--members 10"
expect 2 recover quick.toml --prior-width 2
expect 3 recover quick.toml --forecast 2024-13-01
says err.txt "is not a date"
expect 3 recover quick.toml --forecast 2023-06-01 --scale 0.0002 --noise-countries 0
says err.txt "must lie after"
rm -f runs/*.record
expect 0 recover quick.toml --dry-run --data-sets 7
says out.txt "7 data sets"
says out.txt "recovery.csv"
absent runs/recovery_quick

quick="quick.toml --scale 0.0002 --members 12 --seed 3 --noise-countries 20"
# shellcheck disable=SC2086
expect 0 recover $quick --data-sets 2 -o unbroken
says out.txt "2 data sets from the prior"
says out.txt "No verdict"
for file in summary.txt recovery.csv quantities.csv fits.csv bands.csv; do present "unbroken/$file"; done
absent unbroken.record
# shellcheck disable=SC2086
expect 4 recover $quick --data-sets 2 -o unbroken
# shellcheck disable=SC2086
"$program" recover $quick --data-sets 2 -o broken >out.txt 2>err.txt &
child=$!
for _ in $(seq 1 3000); do
    [ "$(grep -c '^whole' broken.record 2>/dev/null || true)" -ge 1 ] 2>/dev/null && break
    kill -0 "$child" 2>/dev/null || break
    sleep 0.02
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
if [ ! -e broken ]; then # the kill may come late
    # shellcheck disable=SC2086
    expect 3 recover $quick --prior-width 0.7 --data-sets 2 -o broken --resume
    says err.txt "--prior-width was 1 and is 0.7"
    # shellcheck disable=SC2086
    expect 0 recover $quick --data-sets 2 -o broken --resume --json
    /usr/bin/python3 -c 'import json; r = json.load(open("out.txt")); assert r["data_sets"] == 2 and r["informed"]["quantities"] > 50' \
        || complain "recover --json"
fi
for file in recovery.csv quantities.csv fits.csv; do same "broken/$file" "unbroken/$file"; done

# Another method on the same targets.
expect 2 diagnose --cross-check "$setup" --members 5
expect 0 diagnose --cross-check "$source_tree/calibration/library/waves_2020_2023_regions.toml" --scale 0.0001 --members 20 -o methods
says out.txt "Cross-check of methods: ensemble smoother (ES-MDA, 20 members, 4 steps"
says out.txt "Fewer members than parameters"
says err.txt "do not agree" # so few members cannot
head -1 methods/methods.csv | grep -q '^parameter,mean_shift,sd_ratio,warning' || complain "methods.csv"
[ "$(wc -l <methods/methods.csv)" -eq 574 ] || complain "methods.csv has $(wc -l <methods/methods.csv) lines"

# The figure.
/usr/bin/python3 "$source_tree/viz-scripts/recovery_figure.py" unbroken --formats png >out.txt || complain "figure"
present unbroken/recovery.png
mkdir empty && echo "a,b" >empty/quantities.csv
status=0
/usr/bin/python3 "$source_tree/viz-scripts/recovery_figure.py" empty 2>err.txt || status=$?
[ "$status" -eq 3 ] || complain "a figure of a wrong table: status $status"
finish
