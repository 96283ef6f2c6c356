# A path with blanks, quotes and dollars: the run is interrupted, and the line it prints is pasted into a shell.
. "$(dirname "$0")/../cli/helpers.sh"
mkdir "my runs"
folder="my runs/it's \$HOME; visa"
ln -s "$source_tree/scenarios/library/border_closed.toml" "visa free.toml"

# pasted NAME: what follows "kozqaras NAME" in err.txt, run by a shell.
pasted() {
    local line
    line=$(grep -o "kozqaras $1 .*" err.txt | tail -1)
    [ -n "$line" ] || { complain "no line to paste"; cat err.txt >&2; }
    sh -c "kozqaras() { '$program' \"\$@\"; }; $line" >out.txt 2>err.txt || complain "pasted '$line': status $?"
}

env --default-signal=INT "$program" run "visa free.toml" --scale 0.0005 --members 8 --checkpoint-every 0.2 -o "$folder" >/dev/null 2>err.txt &
child=$!
for _ in $(seq 1 1500); do [ -s "$folder.checkpoint.h5" ] && break; sleep 0.02; done
kill -INT "$child"
status=0
wait "$child" || status=$?
[ "$status" -eq 130 ] || complain "interrupted run: status $status"
pasted run
present "$folder/manifest.json"
says err.txt "viz-scripts/figures.py 'my runs/it'\\''s \$HOME; visa'"
# The manifest's command line is one to paste, too.
/usr/bin/python3 - "$folder/manifest.json" "$folder" <<'P' || complain "the command line of the manifest"
import json, shlex, sys
words = shlex.split(json.load(open(sys.argv[1]))["command_line"])
assert words[words.index("-o") + 1] == sys.argv[2], words
P

expect 0 forecast --scale 0.0002 --members 2 -o "my runs/-f.json"
printf 'target,group,date,respondents,net,source\n' >WAVE.csv
line=$(grep -o "kozqaras score .*" err.txt)
[ "$line" = "kozqaras score 'my runs/-f.json' WAVE.csv" ] || complain "printed: $line"
finish
