# validate, and how run refuses bad scenarios.
. "$(dirname "$0")/helpers.sh"

expect 0 validate "$source_tree"/scenarios/library/*.toml
says out.txt "visa_free.toml: valid"
cat >bad.toml <<'TOML'
titel = "x"
[[lever]]
name = "travel.trips_per_week"
value = nan
date = 2040-01-01
TOML
expect 3 validate bad.toml "$source_tree/scenarios/library/baseline.toml"
says err.txt "bad.toml:1:1: unknown key in the scenario 'titel'. Did you mean 'title'?"
says err.txt "bad.toml:4:9:"
says err.txt "bad.toml:5:8:"
says out.txt "baseline.toml: valid"
expect 3 validate bad.toml --json
/usr/bin/python3 -c 'import json; r = json.load(open("out.txt")); assert r[0]["valid"] is False and r[0]["messages"]' ||
    complain "validate --json"
expect 4 validate nowhere.toml
says err.txt "nowhere.toml: cannot be opened"
expect 3 run bad.toml
absent runs
: >empty.toml
expect 3 validate empty.toml
says err.txt "the file is empty"
head -c 2000000 /dev/zero | tr '\0' '#' >large.toml
expect 3 validate large.toml
says err.txt "larger than"
expect 3 run "$source_tree/scenarios/library/baseline.toml" --set travel.trip_per_week=3
says err.txt "Did you mean 'travel.trips_per_week'?"
expect 3 run "$source_tree/scenarios/library/baseline.toml" --set goods.chinese_car_share=40
absent runs
finish
