# serve under load: 50 clients for 5 minutes (or SOAK_CLIENTS, SOAK_SECONDS). One of the long tests.
. "$(dirname "$0")/helpers.sh"

env --default-signal=INT "$program" serve --port 0 --no-open --scale 0.0002 --members 6 >address.txt 2>serve.txt </dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
until [ -s address.txt ]; do
    kill -0 "$server" 2>/dev/null || { cat serve.txt >&2; complain "the server did not start"; finish; }
    sleep 0.1
done
/usr/bin/python3 "$source_tree/tests/cli/soak_serve.py" "$(cat address.txt)" "$server" "${SOAK_SECONDS:-300}" "${SOAK_CLIENTS:-50}" || complain "soak_serve.py"
kill -0 "$server" 2>/dev/null || complain "the server has died"
kill -INT "$server"
status=0
wait "$server" || status=$?
[ "$status" -eq 0 ] || complain "the server ended with status $status"
finish
