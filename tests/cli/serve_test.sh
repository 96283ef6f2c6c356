# serve: documents, runs as the command line has them, hostile requests, how it ends.
. "$(dirname "$0")/helpers.sh"
. "$source_tree/tests/cli/server.sh"

expect 0 serve --dry-run --scale 0.0005 --members 3
says out.txt "Would serve the what-if page on 127.0.0.1:8317"
expect 2 serve --port 70000

start_server
port=${address##*:}
expect 4 serve --scale 0.0002 --members 1 --no-open --port "${port%/}"
says err.txt "another program may have it"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/tests/cli/check_serve.py" "$address" "$program" "$source_tree" || complain "check_serve.py"
end_server
finish
