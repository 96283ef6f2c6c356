# Every shipped scenario against the interval that its file cites: within it, or explained in the file.
. "$(dirname "$0")/helpers.sh"

expect 0 effects "$source_tree"/scenarios/library/*.toml --scale 0.0005 --members 8
says out.txt "EXPECTED"
lines=$(grep -c "within\|outside" out.txt)
[ "$lines" -ge 30 ] || complain "only $lines expectations are checked"
finish
