# One bit is flipped, as a bad disk or a bad copy does, in each kind of file that is read back: exit 3, or the same
# results. Many more flips: KOZQARAS_FLIPS=500.
. "$(dirname "$0")/../cli/helpers.sh"
flips="${KOZQARAS_FLIPS:-12}"
library="$source_tree/scenarios/library"
cp -r "$source_tree/calibration/library/posterior_2020_2023" posterior

# flipped FILE SEED: a copy of FILE in flipped.bin with one bit turned.
flipped() {
    /usr/bin/python3 - "$1" "$2" <<'PYTHON'
import random, sys
data = bytearray(open(sys.argv[1], "rb").read())
place = random.Random(int(sys.argv[2])).randrange(8 * len(data))
data[place // 8] ^= 1 << place % 8
open("flipped.bin", "wb").write(data)
PYTHON
}

# try_flips KIND FILE CHECK ARGUMENTS...: CHECK is run if the program took the damaged file.
try_flips() {
    local kind="$1" file="$2" check="$3" seed status
    shift 3
    cp "$file" whole.bin
    for seed in $(seq "$flips"); do
        flipped whole.bin "$seed"
        cp flipped.bin "$file"
        status=0
        "$program" "$@" >out.txt 2>err.txt </dev/null || status=$?
        if [ "$status" -eq 3 ]; then
            says err.txt "$(basename "$file")"
        elif [ "$status" -ne 0 ] && [ "$status" -ne 5 ]; then
            complain "$kind, flip $seed: status $status: $(head -3 err.txt)"
        elif ! "$check"; then
            complain "$kind, flip $seed: other results without a word"
        fi
        cp whole.bin "$file"
    done
}

# a finished run
run=(run "$library/border_closed.toml" --scale 0.0002 --members 2 --quiet --posterior posterior)
expect 0 "${run[@]}" -o ran
expect 0 compare ran --csv
cp out.txt right.csv
same_comparison() { cmp -s out.txt right.csv; }
try_flips results.h5 ran/results.h5 same_comparison compare ran --csv
try_flips "hashes of a run" ran/SHA256SUMS same_comparison compare ran --csv

# a posterior
same_run() { cmp -s ran/index.csv again/index.csv && rm -rf again; }
for file in posterior.csv factor.csv members.csv SHA256SUMS; do
    flips=$((${KOZQARAS_FLIPS:-12} / 4)) try_flips "posterior" "posterior/$file" same_run "${run[@]}" -o again
done

# a sweep point
sweep=(sweep --vary travel.trips_per_week=0,4000 --scale 0.0002 --members 2 --date 2027-06-01 --posterior posterior --quiet -o swept)
expect 0 "${sweep[@]}"
cp swept/sweep.csv right_sweep.csv
rm swept/sweep.csv
same_sweep() { cmp -s <(grep -v '^#' swept/sweep.csv) <(grep -v '^#' right_sweep.csv); }
try_flips "sweep point" swept/points/000001.csv same_sweep "${sweep[@]}" --resume
try_flips "sweep plan" swept/plan.txt same_sweep "${sweep[@]}" --resume

# a checkpoint
long=(run "$library/visa_free.toml" --scale 0.0003 --members 24 --checkpoint-every 0.05 --posterior posterior)
"$program" "${long[@]}" -o broken >out.txt 2>err.txt </dev/null &
child=$!
for _ in $(seq 1 600); do
    [ -e broken.checkpoint.h5 ] && break
    sleep 0.05
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
present broken.checkpoint.h5
never() { false; } # every bit of a checkpoint counts
try_flips checkpoint broken.checkpoint.h5 never "${long[@]}" -o broken --resume

# the record of a calibration
cat >quick.toml <<TOML
based_on = "$source_tree/docs/examples/before_2026.toml"
title = "one iteration"
[search]
most_iterations = 1
members = 0
scale = 0.0002
TOML
"$program" calibrate quick.toml -o fitted >out.txt 2>err.txt </dev/null &
child=$!
for _ in $(seq 1 1200); do
    [ "$(grep -c '^whole' fitted.record 2>/dev/null)" -ge 1 ] 2>/dev/null && break
    sleep 0.05
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
present fitted.record
cp fitted.record kept.record
expect 5 calibrate quick.toml -o right # one iteration does not converge
same_fit() { # what was left out was run again
    cmp -s right/posterior.csv fitted/posterior.csv && cmp -s right/targets.csv fitted/targets.csv
    local status=$?
    rm -rf fitted
    return "$status"
}
try_flips "record of a calibration" fitted.record same_fit calibrate quick.toml -o fitted --resume
finish
