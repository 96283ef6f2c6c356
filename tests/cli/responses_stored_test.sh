# The responses in data/parameters/lever_responses.csv are those that the command measures.
. "$(dirname "$0")/helpers.sh"

expect 0 effects "$source_tree"/scenarios/library/*.toml --response --csv --scale 0.001 --members 100 --quiet
/usr/bin/python3 - "$source_tree/data/parameters/lever_responses.csv" <<'PYTHON' || complain "the stored responses are not those measured: kozqaras effects scenarios/library/*.toml --response --csv --scale 0.001 --members 100 > data/parameters/lever_responses.csv"
import csv, sys
def read(path):
    return {(row["scenario"], row["value"]): row for row in csv.DictReader(open(path))}
stored, measured = read(sys.argv[1]), read("out.txt")
assert stored.keys() == measured.keys(), stored.keys() ^ measured.keys()
assert len(stored) >= 10
for line, row in measured.items():
    was, now = float(stored[line]["response"]), float(row["response"])
    print(line, was, now)
    assert abs(now - was) <= 0.05 * abs(was), line
PYTHON
finish
