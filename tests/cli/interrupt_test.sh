# Ctrl-C and SIGTERM: status 130, nothing half written.
. "$(dirname "$0")/helpers.sh"

# interrupted SIGNAL STAGE ARGUMENTS...: sends the signal when the progress names STAGE.
interrupted() {
    local signal="$1" stage="$2" status=0
    shift 2
    : >err.txt
    # a script starts background jobs with SIGINT ignored; a terminal does not
    env --default-signal=INT "$program" "$@" >out.txt 2>err.txt &
    local child=$!
    for _ in $(seq 1 600); do
        grep -q "^$stage" err.txt && break
        kill -0 "$child" 2>/dev/null || break
        sleep 0.1
    done
    kill -s "$signal" "$child" || true
    wait "$child" || status=$?
    [ "$status" -eq 130 ] || { complain "SIG$signal: status $status of $*"; cat err.txt >&2; }
    says err.txt "interrupted"
    silent out.txt
}

for signal in INT TERM; do
    interrupted "$signal" simulating run "$source_tree/scenarios/library/visa_free.toml" --scale 0.002 --members 64 \
        --posterior prior -o "run_$signal"
    absent "run_$signal"
    absent "run_$signal.unfinished"
done
interrupted INT simulating search "$source_tree/docs/examples/goal.toml" --scale 0.002 --members 32
finish
