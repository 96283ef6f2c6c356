# tornado -o: an existing file stays without --force, found out before the runs; missing folders are made.
. "$(dirname "$0")/../cli/helpers.sh"
small=(--scale 0.0002 --members 2 --posterior prior --quiet)
echo precious >f.csv
expect 4 tornado "${small[@]}" -o f.csv
says err.txt "f.csv: exists already; give another -o, or --force to replace it"
silent out.txt
says f.csv precious
expect 4 tornado "${small[@]}" -o f.csv/x.csv
says err.txt "cannot be made: f.csv is not a folder"
silent out.txt
mkdir d
expect 4 tornado "${small[@]}" -o d
says err.txt "needs the name of a file"
expect 0 tornado "${small[@]}" -o no/x.csv
says no/x.csv "kind,name"
expect 0 tornado "${small[@]}" -o f.csv --force
same f.csv no/x.csv
[ -z "$(find . -name '.*lock' -o -name '*unfinished*' -o -name '*.tmp')" ] || complain "left over: $(find .)"
finish
