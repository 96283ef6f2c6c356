# serve under load: 50 clients for 5 minutes (or SOAK_CLIENTS, SOAK_SECONDS). One of the long tests.
. "$(dirname "$0")/helpers.sh"
. "$source_tree/tests/cli/server.sh"

start_server
/usr/bin/python3 "$source_tree/tests/cli/soak_serve.py" "$address" "$server" "${SOAK_SECONDS:-300}" "${SOAK_CLIENTS:-50}" || complain "soak_serve.py"
end_server
finish
