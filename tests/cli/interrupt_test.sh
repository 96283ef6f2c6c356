# Ctrl-C and SIGTERM: status 130, nothing half written.
. "$(dirname "$0")/helpers.sh"

for signal in INT TERM; do
    : >err.txt
    # a script starts background jobs with SIGINT ignored; a terminal does not
    env --default-signal=INT "$program" run "$source_tree/scenarios/library/visa_free.toml" --scale 0.002 --members 64 --posterior prior \
        -o "run_$signal" >out.txt 2>err.txt &
    child=$!
    for _ in $(seq 1 600); do
        grep -q '^simulating' err.txt && break
        kill -0 "$child" 2>/dev/null || break
        sleep 0.1
    done
    kill -s "$signal" "$child"
    status=0
    wait "$child" || status=$?
    [ "$status" -eq 130 ] || { complain "SIG$signal: status $status"; cat err.txt >&2; }
    says err.txt "interrupted"
    silent out.txt
    absent "run_$signal"
    absent "run_$signal.unfinished"
done
finish
