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

# Forty malformed files, one a line (\n: a new line): validate and run each say where, and leave with 3.
number=0
while IFS= read -r text; do
    number=$((number + 1))
    printf "$text" >"malformed$number.toml"
    expect 3 validate "malformed$number.toml"
    says err.txt "malformed$number.toml"
    expect 3 run "malformed$number.toml" --quiet
    absent runs
done <<'TEXTS'
 
# only a comment
title =
title = "x
title = "x"\ntitle = "y"
titel = "x"
title = 3
title = ""
title = "\312\350\362\340\351"
title = "x"\nstart = "2027-01-01"
title = "x"\nstart = 2027-02-30
title = "x"\nstart = 2019-01-01
title = "x"\nstart = 2031-01-01
title = "x"\nlever = 3
title = "x"\n[[lever]]\nvalue = 1\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "trips"\nvalue = 1\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = nan\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = inf\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 1e300\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = -1\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = "8500 a week"\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 1
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 1\ndate = 2027-01-01\nuntil = 2026-01-01
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 1\ndate = 2027-01-01\nramp_weeks = 9999
title = "x"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 1\ndate = 2027-01-01\nregions = ["Abai"]
title = "x"\n[[lever]]\nname = "goods.chinese_car_share"\nvalue = 39\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "visa.regime"\nvalue = "requird"\ndate = 2027-01-01
title = "x"\n[[lever]]\nname = "visa.regime"\nvalue = "required"\ndate = 2020-01-01
title = "x"\nstart = 2027-01-01\n[[lever]]\nname = "goods.quality"\nvalue = 1\nramp_weeks = 9\n[[lever]]\nname = "goods.quality"\nvalue = 2\ndate = 2027-02-01
title = "x"\nstart = 2027-01-01\n[[lever]]\nname = "goods.quality"\nvalue = { distribution = "cauchy" }
title = "x"\nstart = 2027-01-01\n[[lever]]\nname = "education.new_confucius_institutes"\nvalue = 1
title = "x"\n[[plant]]\nname = "p"\nregion = "Zhetissuu"\nopening = 2027-01-01\namount_musd = 1\njobs = 1
title = "x"\n[[plant]]\nname = "p"\nregion = "Abai"\nopening = 2027-01-01\namount_musd = 1\njobs = 1\nlocal_hiring = 90
title = "x"\n[[event]]\ntitle = "e"\nclass = "godos"\nsalience = 1\nstart = 2027-01-01
title = "x"\n[[event]]\ntitle = "e"\nclass = "goods"\nsalience = 1\nstart = 2027-01-01\nend = 2026-01-01
title = "x"\n[[campaign]]\nname = "c"\nstart = 2027-01-01\nweeks = 4\ntone = 3\nreach = 0.5
title = "x"\n[[campaign]]\nname = "c"\nstart = 2027-01-01\nweeks = 4\ntone = 1\nreach = 0.5\noutlets = ["tv"]
title = "x"\n[[misinformation]]\nname = "m"\nstart = 2027-01-01\nweeks = 4\nreach = 0.5\ncorrection = 2026-01-01
title = "x"\n[[incident]]\ntitle = "i"\nkind = "war"\nstart = 2027-01-01
title = "x"\nbased_on = "nowhere.toml"
title = "x"\n[[expected]]\nvalue = "composite"
TEXTS
[ "$number" -ge 40 ] || complain "only $number malformed files"
head -c 50000000 /dev/zero | tr '\0' '[' >brackets.toml
expect 3 validate brackets.toml
says err.txt "larger than"

# The effects of a scenario against its citations, and how its changes interact.
expect 0 effects "$source_tree/scenarios/library/leaders_visit.toml" --scale 0.0003 --members 16
says out.txt "leaders_visit.reported"
expect 0 effects "$source_tree/scenarios/library/reform_package.toml" --interaction --scale 0.0003 --members 2
says out.txt "INTERACTION"
cat >both.toml <<'TOML'
title = "More trips, but the border closes"
start = 2027-01-04
[[lever]]
name = "travel.trips_per_week"
value = 90000
[[lever]]
name = "border.closure"
value = 1
TOML
expect 0 effects both.toml --interaction --scale 0.0003 --members 2 --json
/usr/bin/python3 -c 'import json; i = json.load(open("out.txt"))["interactions"][0]
assert abs(i["interaction"]["mean"]) > 0.1, i
assert abs(i["together"]["mean"] - i["sum_alone"]["mean"] - i["interaction"]["mean"]) < 1e-9, i' ||
    complain "interaction of trips and a closed border"
cat >bold.toml <<'TOML'
title = "A claim that the model does not bear out"
[[visit]]
title = "v"
kind = "ministers"
start = 2027-02-01
[[expected]]
value = "composite"
date = 2027-03-01
low = 50
high = 60
source = "none"
TOML
expect 5 effects bold.toml --scale 0.0003 --members 2
says err.txt "lies outside +50 to +60"

# An estimate: mean and spread beside what the agents make of them; the prior that follows; both kinds at once are refused.
sed -e 's/^low = 50/mean = 3/' -e 's/^high = 60/standard_deviation = 2\nparameter = "event.diplomacy"/' bold.toml >estimate.toml
expect 0 effects estimate.toml --scale 0.0003 --members 4
says out.txt "A model without effects would meet none"
expect 0 effects estimate.toml --response --scale 0.0003 --members 4
says out.txt "PRIOR FOLLOWING"
sed 's/^parameter.*/parameter = "event.diplomatic"/' estimate.toml >misspelt.toml
expect 3 effects misspelt.toml --response --scale 0.0003 --members 4
says err.txt "event.diplomatic"
sed 's/^mean = 3/mean = 3\nlow = 1/' estimate.toml >twofold.toml
expect 3 effects twofold.toml --scale 0.0003 --members 4
says err.txt "not both"

# A posterior from before a parameter that the survey cannot inform is good, and the summary says so; one that lacks a
# fitted parameter is not.
library="$source_tree/scenarios/library"
expect 0 run "$library/friendly_media.toml" --scale 0.0003 --members 2 -o campaign
tr -s "\n " " " <campaign/summary.txt | grep -q "Prior alone: .*exposure (95)" || complain "the summary hides that exposures are prior only"
cp -r "$source_tree/calibration/library/posterior_2020_2023" lame
sed -i '/^social.susceptibility,/d' lame/posterior.csv
seal lame
expect 3 run "$library/baseline.toml" --scale 0.0003 --members 2 --posterior lame -o lame_run
says err.txt "parameter 'social.susceptibility' is missing"
finish
