# Standard error closed, on a full disk, or a pipe whose reader has gone: words are lost, nothing else.
. "$(dirname "$0")/../cli/helpers.sh"
baseline="$source_tree/scenarios/library/baseline.toml"
small="--scale 0.0002 --members 2"

# ends WHAT WANTED STATUS
ends() { [ "$3" -eq "$2" ] || complain "$1: status $3, not $2"; }

status=0; "$program" run "$baseline" $small -o closed >/dev/null 2>&- || status=$?
ends "standard error closed" 0 $status
present closed/manifest.json
status=0; "$program" run "$baseline" $small -o full >/dev/null 2>/dev/full || status=$?
ends "standard error full" 0 $status
status=0; "$program" run "$baseline" $small -o all_closed <&- >/dev/null 2>&- || status=$?
ends "standard input and error closed" 0 $status
cmp -s closed/index.csv all_closed/index.csv || complain "a result changed"
# No file may get descriptor 2: messages would be written into it.
! grep -rlq "agents; members" closed all_closed || complain "messages in a file of results"
status=0; "$program" rum 2>/dev/full || status=$?
ends "usage error, standard error full" 2 $status
status=0; "$program" rum 2>&- || status=$?
ends "usage error, standard error closed" 2 $status
status=0; "$program" validate nowhere.toml 2>&- || status=$?
[ "$status" -eq 3 ] || [ "$status" -eq 4 ] || complain "missing file, standard error closed: status $status"
# The reader goes away in mid-run.
mkfifo pipe
(exec <pipe; read -r _) &
status=0; "$program" run "$baseline" --scale 0.0005 --members 8 -o gone >/dev/null 2>pipe || status=$?
ends "standard error without a reader" 0 $status
present gone/manifest.json
# Data that cannot be delivered are an error, told once; results are there all the same.
status=0; "$program" run "$baseline" $small --quiet -o unread >&- 2>err.txt || status=$?
ends "standard output closed" 4 $status
says err.txt "standard output"
present unread/manifest.json
set +o pipefail
"$program" schema 2>err.txt | true
set -o pipefail
! grep -q terminate err.txt || complain "a closed pipe ends badly"
finish
