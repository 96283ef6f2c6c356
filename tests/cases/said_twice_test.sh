# What is said twice, or in a way that has no sense, is refused and not half taken; scenarios come out of pipes.
. "$(dirname "$0")/../cli/helpers.sh"
library="$source_tree/scenarios/library"
small=(--scale 0.0002 --members 2 --quiet)

expect 3 run "$library/baseline.toml" --set travel.trips_per_week=5000 --set travel.trips_per_week=8000 --dry-run
says err.txt "--set travel.trips_per_week=8000: travel.trips_per_week is set for 2027-01-01 already by '--set travel.trips_per_week=5000'"
expect 0 run "$library/baseline.toml" --set travel.trips_per_week=5000 --set travel.trips_per_week=8000@2028-01-01 --dry-run
expect 2 run "$library/visa_free.toml" --no-parts=false --dry-run
says err.txt "a switch takes no value"

sweep() { expect "$1" sweep --vary "travel.trips_per_week=$2" --scale 0.0002 --members 2 --dry-run "${@:3}"; }
sweep 3 1,2,1
says err.txt "travel.trips_per_week: a value stands twice"
sweep 0 1,2,1 --vary border.closure=0,0,1 --design list
sweep 0 1,2

# what is missing is named, with the way to help
for command in tables report validate score; do
    expect 2 $command
    says err.txt "is missing. See 'kozqaras $command --help'"
done

# blanks behind the commas of a list
expect 0 run "$library/visa_free.toml" "${small[@]}" -o r
expect 0 compare r --date "2028-12-31, 2029-12-31" --by "region, age"
cp out.txt with_blanks.txt
says out.txt "measured elsewhere" # what it rests on, as where scenario files are compared
expect 0 compare r --date 2028-12-31,2029-12-31 --by region,age
same out.txt with_blanks.txt
expect 2 compare r --date "2028-12-31, "

# titles with line ends or codes that colour a terminal
scenario() { printf 'title = "%s"\nstart = 2027-01-01\n[[lever]]\nname = "border.closure"\nvalue = 0.5\n' "$1" >s.toml; }
for title in 'a\nb' 'a\tb' 'a\u001b[31mb' 'a\u007fb'; do
    scenario "$title"
    expect 3 validate s.toml
    says err.txt "s.toml:1:9: 'title' in the scenario holds a line end or another control character"
done
printf 'title = "x"\ndescription = """\nTwo\n\tlines"""\n' >lines.toml
expect 0 validate lines.toml

# a scenario out of a pipe
scenario "Half closed"
"$program" validate <(cat s.toml) >out.txt 2>err.txt || { complain "a pipe is refused"; cat err.txt >&2; }
says out.txt "valid"
finish
