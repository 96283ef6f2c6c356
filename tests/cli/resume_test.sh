# A run that was killed goes on with --resume to the same bytes. KOZQARAS_KILL_POINTS sets how many points are tried.
. "$(dirname "$0")/helpers.sh"
points="${KOZQARAS_KILL_POINTS:-4}"
command=(run "$source_tree/scenarios/library/border_closed.toml" --scale 0.0005 --members 18 --posterior prior --checkpoint-every 0.3)

expect 4 "${command[@]}" -o whole --resume
says err.txt "nothing to resume"
begin=$(date +%s%N)
expect 0 "${command[@]}" -o whole
took=$((($(date +%s%N) - begin) / 1000000))
absent whole.checkpoint.h5

# goes_on FOLDER SIGNAL MILLISECONDS: kills a run, resumes it, compares.
goes_on() {
    local folder="$1" status=0 last=()
    env --default-signal=INT "$program" "${command[@]}" -o "$folder" >out.txt 2>err.txt </dev/null &
    local child=$!
    sleep "$(printf '%d.%03d' $(($3 / 1000)) $(($3 % 1000)))"
    kill -s "$2" "$child" 2>/dev/null || true
    wait "$child" || status=$?
    # Nothing half written: no folder, or a whole one whose run was killed on its last line.
    [ "$status" -eq 0 ] || [ ! -e "$folder" ] || (cd "$folder" && sha256sum --quiet --strict -c SHA256SUMS) ||
        complain "$folder is not whole"
    if [ "$status" -eq 130 ] && [ -e "$folder.checkpoint.h5" ]; then
        says err.txt "To go on: kozqaras run"
    fi
    [ -e "$folder" ] && rm -f "$folder.checkpoint.h5" # whole: only removing the checkpoint was left
    [ ! -e "$folder.checkpoint.h5" ] || last=(--resume)
    [ -e "$folder" ] || expect 0 "${command[@]}" -o "$folder" "${last[@]}" --threads 1
    for file in index.csv differences.csv hub.csv waves.csv breakdowns.csv; do
        same "whole/$file" "$folder/$file"
    done
    # every array of results.h5 (the file itself also says when and how it was made)
    [ "$(grep result_fnv1a64 "whole/manifest.json")" = "$(grep result_fnv1a64 "$folder/manifest.json")" ] ||
        complain "$folder: another fingerprint of the arrays"
    absent "$folder.checkpoint.h5"
    resumed=$((resumed + ${#last[@]}))
}

resumed=0
# A folder that is not there yet is no reason to lose the checkpoint.
"$program" "${command[@]}" -o not/there/yet >out.txt 2>err.txt </dev/null &
child=$!
for _ in $(seq 1 300); do
    [ -e not/there/yet.checkpoint.h5 ] && break
    sleep 0.05
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
present not/there/yet.checkpoint.h5
! grep -q warning err.txt || complain "a warning: $(cat err.txt)"
RANDOM=7
for point in $(seq 1 "$points"); do
    goes_on "killed_$point" KILL $((took * (RANDOM % 1000) / 1000))
done
goes_on interrupted INT $((took * 6 / 10))
goes_on terminated TERM $((took * 8 / 10))
[ "$resumed" -gt 0 ] || complain "no run was resumed"

# A checkpoint of other settings is not taken, and a damaged one neither.
"$program" "${command[@]}" -o other >out.txt 2>err.txt </dev/null &
child=$!
for _ in $(seq 1 300); do
    [ -e other.checkpoint.h5 ] && break
    sleep 0.05
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
if [ -e other.checkpoint.h5 ]; then
    expect 3 "${command[@]}" --seed 2 -o other --resume
    says err.txt "--seed was 1 and is 2"
    head -c 3000 other.checkpoint.h5 >cut && mv cut other.checkpoint.h5
    expect 3 "${command[@]}" -o other --resume
    says err.txt "damaged checkpoint"
fi
finish
