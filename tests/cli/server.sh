# Sourced behind helpers.sh by the tests of `serve`.

# start_server: a small one in the background; $server is its process, $address where it listens.
start_server() {
    env --default-signal=INT "$program" serve --port 0 --no-open --scale 0.0002 --members 6 >address.txt 2>serve.txt </dev/null &
    server=$!
    trap 'kill "$server" 2>/dev/null || true; at_end' EXIT
    for _ in $(seq 1 1200); do
        [ -s address.txt ] && break
        kill -0 "$server" 2>/dev/null || { cat serve.txt >&2; complain "the server did not start"; finish; }
        sleep 0.1
    done
    address=$(cat address.txt)
}

# end_server: it still runs, and Ctrl-C ends it well.
end_server() {
    local status=0
    kill -0 "$server" 2>/dev/null || complain "the server has died"
    kill -INT "$server"
    wait "$server" || status=$?
    [ "$status" -eq 0 ] || complain "the server ended with status $status"
}
