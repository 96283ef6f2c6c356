# A checkpoint that the disk refuses is a warning; the run goes on and ends whole. Whatever write fails, the program does not crash.
. "$(dirname "$0")/../cli/helpers.sh"
run=(run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 2 --posterior prior --quiet --checkpoint-every 0.1)
# the limit of file size lies between checkpoint and results
(ulimit -f 8500 && exec "$program" run "$source_tree/scenarios/library/baseline.toml" --scale 0.03 --members 2 --posterior prior --quiet \
    --checkpoint-every 0.1 -o q) >/dev/null 2>err.txt || complain "$(cat err.txt)"
says err.txt "warning: q.checkpoint.h5: cannot be written: File too large; the run goes on"
(cd q && sha256sum --quiet --strict -c SHA256SUMS) || complain "the folder is not whole"

strace -f -qq -o /dev/null true 2>/dev/null || { finish; exit 0; }
# every fifth write of results.h5 and the other files
for number in 1 6 11 16 21 26; do
    rm -rf q
    status=0
    strace -f -qq -o /dev/null -e inject=write,pwrite64:error=ENOSPC:when="$number+" "$program" "${run[@]:0:8}" --checkpoint-every 0 --quiet -o q \
        >/dev/null 2>err.txt || status=$?
    case "$status" in
    0 | 4) ;;
    *) complain "write $number: status $status" ;;
    esac
    [ "$status" = 0 ] || absent q
done
finish
