# Estimates against the agents with a hundred members: as many met as docs/scenarios.md says, and none by a model without effects.
. "$(dirname "$0")/helpers.sh"

expect 0 effects "$source_tree"/scenarios/library/*.toml --scale 0.0005 --members 100 --json
/usr/bin/python3 - <<'PYTHON' || complain "estimates are not met"
import json
lines = [line for line in json.load(open("out.txt"))["expected"] if line["estimate"]]
missed = [f'{line["scenario"]} {line["value"]}' for line in lines if not line["estimate"]["met"]]
zero = [line for line in lines if abs(line["estimate"]["mean"]) <= line["estimate"]["standard_deviation"]]
print(f"{len(lines) - len(missed)} of {len(lines)} estimates met; a mean of 0 passes {len(zero)}, without a spread none; missed: {', '.join(missed)}")
assert len(lines) >= 40, "estimates are lost"
far = [line["scenario"] for line in lines
       if abs(line["effect"]["mean"] - line["estimate"]["mean"]) > line["estimate"]["standard_deviation"]]
assert len(far) <= 3, far
assert len(lines) - len(missed) >= 36, missed
PYTHON
finish
