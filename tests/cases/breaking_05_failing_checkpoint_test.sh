# A checkpoint that the disk refuses is a warning; the run goes on and ends whole. Whatever write fails, the program does not crash.
. "$(dirname "$0")/../cli/helpers.sh"
run=(run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 2 --posterior prior --quiet --checkpoint-every 0.1)
strace -f -qq -o /dev/null true 2>/dev/null || { echo "no strace"; exit 77; }

# the close of the first checkpoint
strace -f -qq -o calls.txt -e trace=close,openat "$program" "${run[@]}" -o q >/dev/null 2>err.txt || complain "$(cat err.txt)"
number=$(awk '/close\(/ {count++} /checkpoint.h5.tmp/ {found = 1} found && /close\(/ {print count; exit}' calls.txt)
if [ -n "$number" ]; then
    rm -rf q
    status=0
    strace -f -qq -o /dev/null -e inject=close:error=EIO:when="$number" "$program" "${run[@]}" -o q >/dev/null 2>err.txt || status=$?
    [ "$status" = 0 ] || complain "status $status: $(cat err.txt)"
    says err.txt "warning: q.checkpoint.h5: cannot be written: Input/output error; the run goes on"
    (cd q && sha256sum --quiet --strict -c SHA256SUMS) || complain "the folder is not whole"
fi
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
