# Two processes with one target: the second is refused at the start and told who writes there; the first ends whole.
. "$(dirname "$0")/../cli/helpers.sh"
command=(run "$source_tree/scenarios/library/baseline.toml" --scale 0.0003 --members 4 --posterior prior --quiet)
for attempt in 1 2 3; do
    rm -rf runs
    first=0 second=0
    "$program" "${command[@]}" --seed 1 >/dev/null 2>first.txt & one=$!
    for _ in $(seq 1 200); do [ -e runs/.baseline.lock ] && break; sleep 0.01; done
    "$program" "${command[@]}" --seed 2 >/dev/null 2>second.txt || second=$?
    wait "$one" || first=$?
    [ "$first $second" = "0 4" ] || complain "attempt $attempt: statuses $first and $second"
    says second.txt "is writing there"
    says second.txt "process $one "
    (cd runs/baseline && sha256sum --quiet --strict -c SHA256SUMS) || complain "the folder is not whole"
    says runs/baseline/manifest.json '"seed": 1'
    [ "$(ls -A runs)" = baseline ] || complain "left over: $(ls -A runs)"
done
# A lock of a process that was killed holds nobody up.
rm -rf runs
"$program" "${command[@]}" >/dev/null 2>&1 & one=$!
for _ in $(seq 1 200); do [ -e runs/.baseline.lock ] && break; sleep 0.01; done
kill -KILL "$one"
wait "$one" 2>/dev/null || true
expect 0 "${command[@]}" --force
[ "$(ls -A runs)" = baseline ] || complain "left over: $(ls -A runs)"
finish
