# calibrate with a further wave, diagnose --against, holdout, and --resume: the commands of docs/calibration.md.
. "$(dirname "$0")/helpers.sh"

ln -s "$source_tree/docs" "$source_tree/calibration" "$source_tree/data" .
count=0
while IFS= read -r line; do
    case "$line" in *"calibrate"*"-o"*) status=5 ;; *) status=0 ;; esac # two iterations do not converge
    # shellcheck disable=SC2086 # the line is meant to be split into words
    expect "$status" ${line#*kozqaras }
    cp out.txt "out$((count += 1)).txt"
done < <(sed -n '/^## A worked example/,/^## /p' docs/calibration.md | grep '^    kozqaras')
[ "$count" -eq 5 ] || complain "$count commands in the worked example, not 5"
says out1.txt "Further wave invented_wave_2026 of 2026-12-15"
says out3.txt "Not fitted, since finer numbers of the same group are: composite, all, invented_wave_2026"
says out4.txt "Moved most"
says out4.txt "invented_wave_2026 all"
says out4.txt "Narrowed most"
head -1 runs/changes/changes.csv | grep -q '^parameter,old_mean,mean,moved_prior_sd' || complain "changes.csv"
/usr/bin/python3 - <<'PYTHON' || complain "the further wave changed nothing, or widened"
import csv
# Not counted: steps of the country, which are other numbers with a further wave (whitened together).
rows = [row for row in csv.DictReader(open("runs/changes/changes.csv"))
        if not row["parameter"].startswith("national.step.")]
moves = [abs(float(row["moved_prior_sd"])) for row in rows]
ratios = [float(row["sd_over_old_sd"]) for row in rows]
assert len(rows) > 150 and moves == sorted(moves, reverse=True)
assert moves[0] > 0.02, moves[0]
assert min(ratios) < 0.99 and sum(ratio > 1.1 for ratio in ratios) < len(ratios) / 10, (min(ratios), max(ratios))
PYTHON
absent runs/with_2026.record

# A kill, and what goes on after it, to the last byte.
cat >quick.toml <<'TOML'
based_on = "docs/examples/before_2026.toml"
title = "one iteration"
[search]
most_iterations = 1
TOML
quick="quick.toml --seed 7"
# shellcheck disable=SC2086
expect 5 calibrate $quick -o unbroken # one iteration does not converge
batches() { grep -c '^whole' broken.record 2>/dev/null || true; }
interrupt() { # SIGNAL: ends a calibration when one more batch is on record; its status in $status
    local signal="$1" pieces=$(($(batches) + 1))
    shift
    env --default-signal=INT "$program" calibrate "$@" >out.txt 2>err.txt &
    local child=$!
    for _ in $(seq 1 3000); do
        [ "$(batches)" -ge "$pieces" ] 2>/dev/null && break
        kill -0 "$child" 2>/dev/null || break
        sleep 0.02
    done
    kill -s "$signal" "$child"
    status=0
    wait "$child" || status=$?
}
# shellcheck disable=SC2086
interrupt KILL $quick -o broken
absent broken
present broken.record
# shellcheck disable=SC2086
expect 4 calibrate $quick -o broken
says err.txt "$(batches) of its pieces done"
says err.txt "--resume"
expect 3 calibrate quick.toml --seed 8 -o broken --resume
says err.txt "the seed was 7 and is 8"
printf '\npiece batch\n3 2 3f' >>broken.record # as if the kill had come while a batch was written
for signal in INT TERM; do
    # shellcheck disable=SC2086
    interrupt "$signal" $quick -o broken --resume
    [ "$status" -eq 130 ] || { complain "SIG$signal: status $status"; cat err.txt >&2; }
    says err.txt "To go on: kozqaras calibrate"
    absent broken
done
# a batch that makes the record as large as that of a whole calibration, and one that was cut short by the kill
{
    printf '\npiece padding\n1 35000000'
    head -c 35000000 /dev/zero | sed 's/\x00/ 0/g'
    printf '\n1 1 0\n'
} >padding
{
    cat padding
    printf 'whole %s\n' "$(sha256sum <padding | cut -d' ' -f1)"
} >>broken.record
printf '\npiece batch\n3 2 3f' >>broken.record
# shellcheck disable=SC2086
expect 5 calibrate $quick -o broken --resume
for file in posterior.csv factor.csv members.csv targets.csv; do same "broken/$file" "unbroken/$file"; done
absent broken.record
expect 4 calibrate quick.toml -o nothing --resume
says err.txt "nothing to resume"

# Without a number to be fitted there is nothing that could converge.
printf 'based_on = "quick.toml"\ntitle = "no wave"\n[targets]\nwaves = []\n' >no_wave.toml
for command in "calibrate no_wave.toml" "calibrate no_wave.toml --dry-run" "recover no_wave.toml --members 12" \
    "diagnose --cross-check no_wave.toml"; do
    # shellcheck disable=SC2086
    expect 3 $command
    says err.txt "no_wave.toml:4:9: 'waves' in [targets] is an empty list"
done
absent runs/no_wave.record

# A breakdown held out.
expect 3 holdout unbroken
says err.txt "every breakdown was fitted"
expect 2 holdout
expect 0 holdout --help
says out.txt "Examples:"
finish
