# A closed terminal, used-up processor time, the warning of a cluster: stopped with a checkpoint. What is ignored stays ignored.
. "$(dirname "$0")/../cli/helpers.sh"
visa="$source_tree/scenarios/library/visa_free.toml"

# begin FOLDER ENV...: starts a run and waits until it simulates; its number is in $child.
begin() {
    local folder="$1"
    shift
    : >err.txt
    env "$@" "$program" run "$visa" --scale 0.002 --members 32 -o "$folder" >out.txt 2>err.txt &
    child=$!
    for _ in $(seq 1 300); do grep -q '^simulating' err.txt && break; sleep 0.1; done
}

for signal in HUP XCPU USR1 USR2; do
    begin "run_$signal" --default-signal
    kill -s "$signal" "$child"
    [ "$signal" = USR1 ] || kill -s "$signal" "$child" # comes several times
    status=0
    wait "$child" || status=$?
    [ "$status" -eq 130 ] || { complain "SIG$signal: status $status"; cat err.txt >&2; }
    present "run_$signal.checkpoint.h5"
    says err.txt "To go on: kozqaras run"
    absent "run_$signal"
done

begin ignored --ignore-signal=INT --ignore-signal=HUP
kill -INT "$child"
kill -HUP "$child"
sleep 0.5
! grep -q stopping err.txt || complain "an ignored signal was taken"
kill -TERM "$child"
status=0
wait "$child" || status=$?
[ "$status" -eq 130 ] || complain "SIGTERM: status $status"
finish
