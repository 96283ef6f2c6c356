# What stays behind: nothing of a run that failed; unfinished work is never replaced without leave; files of the user stay.
. "$(dirname "$0")/../cli/helpers.sh"
run=(run "$source_tree/scenarios/library/baseline.toml" --scale 0.0005 --members 8 --posterior prior --quiet)
"$program" "${run[@]}" --checkpoint-every 0.1 -o r >/dev/null 2>&1 & one=$!
for _ in $(seq 1 300); do [ -e r.checkpoint.h5 ] && break; sleep 0.02; done
kill -KILL "$one"
wait "$one" 2>/dev/null || true
present r.checkpoint.h5
before=$(sha256sum <r.checkpoint.h5)
expect 4 "${run[@]}" -o r
grep -q 'is the checkpoint of an unfinished run, [0-9]* % done; go on with --resume, or start anew with --force' err.txt ||
    complain "$(cat err.txt)"
[ "$(sha256sum <r.checkpoint.h5)" = "$before" ] || complain "the checkpoint was replaced"
mv r.checkpoint.h5 r.checkpoint.2of3.h5
for more in "" --resume; do
    expect 4 "${run[@]}" -o r $more
    says err.txt "mpirun -n 3"
done
expect 0 "${run[@]}" -o r --force
absent r.checkpoint.2of3.h5
mkdir q.unfinished && echo mine >q.unfinished/notes.txt
echo "weights of another program" >m.checkpoint.h5
expect 0 "${run[@]}" -o q
expect 4 "${run[@]}" -o m --force
says m.checkpoint.h5 "weights of another program"
says q.unfinished/notes.txt mine
echo mine >k.record
expect 4 calibrate "$source_tree/docs/examples/before_2026.toml" --quiet -o k --force
says k.record mine
if strace -f -qq -o /dev/null true 2>/dev/null; then
    strace -f -qq -o /dev/null -e inject=link,linkat:error=EPERM -e inject=renameat2:error=EINVAL \
        "$program" forecast --scale 0.0002 --members 2 --posterior prior --quiet -o f.json >/dev/null 2>err.txt || complain "forecast: $(cat err.txt)"
    present f.json
    strace -f -qq -o /dev/null -e inject=renameat2:error=EINVAL "$program" "${run[@]}" -o r --seed 2 --force >/dev/null 2>err.txt ||
        complain "run: $(cat err.txt)"
    (cd r && sha256sum --quiet --strict -c SHA256SUMS) || complain "the folder is not whole"
    says r/manifest.json '"seed": 2'
    status=0
    strace -f -qq -o /dev/null -e inject=renameat2:error=EIO "$program" "${run[@]}" -o r --seed 3 --force >/dev/null 2>err.txt || status=$?
    [ "$status" = 4 ] || complain "status $status"
    says err.txt "they lie whole in"
    says r/manifest.json '"seed": 2'
    kept=$(ls -d r.finished-*)
    (cd "$kept" && sha256sum --quiet --strict -c SHA256SUMS) || complain "what is kept is not whole"
fi
finish
