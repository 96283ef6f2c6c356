# A full disk, a limit of file size, a folder that cannot be written: status 4, one line in plain words, nothing half written.
. "$(dirname "$0")/../cli/helpers.sh"
run=(run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 2 --posterior prior --quiet)

# one_line FILE TEXT: the error is one line that ends with TEXT.
one_line() {
    [ "$(grep -c . err.txt)" = 1 ] || complain "not one line: $(cat err.txt)"
    grep -q "^error: .*$1: cannot be written: $2\$" err.txt || complain "the message: $(cat err.txt)"
}
limited() { # BLOCKS STATUS ARGUMENTS: with files of at most so many blocks of 1024 bytes
    local status=0
    (ulimit -f "$1" && exec "$program" "${@:3}") >out.txt 2>err.txt </dev/null || status=$?
    [ "$status" = "$2" ] || complain "status $status, not $2: ${*:3}: $(cat err.txt)"
}

limited 200 4 "${run[@]}" -o r
one_line r/results.h5 "File too large"
limited 60 4 synthesize --scale 0.0005 --quiet -o p
one_line p/population.h5 "File too large"
limited 200 4 "${run[@]}" --checkpoint-every 0.1 -o c
says err.txt "c/results.h5: cannot be written: File too large"
limited 1 4 forecast --draft --scale 0.0002 --members 2 --posterior prior --quiet -o f.json
one_line f.json "File too large"
limited 12 4 diagnose -o d # what was found is shown all the same
one_line 'd/[a-z]*.csv' "File too large"
says out.txt "Parameters: "
[ -z "$(ls -A | grep -v -e '^out.txt$' -e '^err.txt$' -e '^c.checkpoint.h5$')" ] || complain "left over: $(ls -A)"

TMPDIR=/nonexistent expect 0 "${run[@]}" -o unwritable_tmpdir

mkdir small
if unshare -m true 2>/dev/null; then
    unshare -m bash -c 'mount -t tmpfs -o size=600k tmpfs small && shift && "$@" >out.txt 2>err.txt
        echo "$? $(ls -A small)" >after.txt' mounted "" "$program" "${run[@]}" -o small/r || true
    if [ -s after.txt ]; then
        says after.txt "4 "
        one_line small/r/results.h5 "No space left on device"
        [ "$(cat after.txt)" = "4 " ] || complain "left over: $(cat after.txt)"
    fi
    # a whole volume as the folder of results
    unshare -m bash -c 'mount -t tmpfs -o size=160m tmpfs small && mkdir small/lost+found && shift &&
        "$@" >out.txt 2>err.txt && "$@" --force --seed 2 >out.txt 2>err.txt; echo "$? $(ls small | tr "\n" " ")" >after.txt' \
        mounted "" "$program" "${run[@]}" -o small/ || true
    [ ! -s after.txt ] || says after.txt "0 README.txt SHA256SUMS"
    # a medium that is read-only
    unshare -m bash -c 'mount -t tmpfs -o ro tmpfs small && shift && "$@" >out.txt 2>err.txt; echo $? >after.txt' \
        mounted "" "$program" "${run[@]}" -o small/r || true
    [ "$(cat after.txt)" != 4 ] || one_line small/r "Read-only file system"
fi
finish
