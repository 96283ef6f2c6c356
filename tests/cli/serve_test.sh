# serve: documents, runs as the command line has them, hostile requests, how it ends.
. "$(dirname "$0")/helpers.sh"

expect 0 serve --dry-run --scale 0.0005 --members 3
says out.txt "Would serve the what-if page on 127.0.0.1:8317"
expect 2 serve --port 70000

env --default-signal=INT "$program" serve --port 0 --no-open --scale 0.0002 --members 6 >address.txt 2>serve.txt </dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; at_end' EXIT
for _ in $(seq 1 1200); do
    [ -s address.txt ] && break
    kill -0 "$server" 2>/dev/null || { cat serve.txt >&2; complain "the server did not start"; finish; }
    sleep 0.1
done
address=$(cat address.txt)
port=${address##*:}
expect 4 serve --scale 0.0002 --members 1 --no-open --port "${port%/}"
says err.txt "another program may have it"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/tests/cli/check_serve.py" "$address" "$program" "$source_tree" || complain "check_serve.py"
kill -0 "$server" 2>/dev/null || complain "the server has died"
kill -INT "$server"
status=0
wait "$server" || status=$?
[ "$status" -eq 0 ] || complain "the server ended with status $status"
finish
