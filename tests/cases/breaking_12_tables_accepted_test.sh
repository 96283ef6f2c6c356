# Input tables that once changed or hung results without a word: each is refused with file, line and column.
. "$(dirname "$0")/../cli/helpers.sh"

ln -s "$source_tree/calibration" calibration
# refused FILE WHERE-AND-WHY COMMAND...: COMMAND changes FILE of a copy of the data; a run refuses it.
refused() {
    local file="$1" why="$2"
    shift 2
    rm -rf data
    cp -r "$source_tree/data" data
    (cd data && "$@" "$file")
    if cmp -s "data/$file" "$source_tree/data/$file"; then complain "$file was not changed by $*"; fi
    expect 3 run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 2 --quiet --data data -o run
    says err.txt "data/$file:$why"
    absent run
}
header_alone() { sed -i '2,$d' "$1"; }
column() { # NAME VALUE FILE: every cell of the column becomes VALUE
    /usr/bin/python3 - "$@" <<'PYTHON'
import csv, sys
name, value, path = sys.argv[1:]
rows = list(csv.reader(open(path, newline="")))
for row in rows[1:]:
    row[rows[0].index(name)] = value
csv.writer(open(path, "w", newline=""), lineterminator="\n").writerows(rows)
PYTHON
}

refused events/drivers.csv "2:1: unknown driver 'kazakh_visitor_to_china'. Did you mean 'kazakh_visitors_to_china'?" \
    sed -i s/kazakh_visitors_to_china/kazakh_visitor_to_china/
refused events/drivers.csv "2:1: there is no row below the header line" header_alone
refused events/events.csv "2:1: there is no row below the header line" header_alone
refused parameters/priors.csv "177:1: the row for parameter 'experience.trip.general' is missing" \
    sed -i '/^experience.trip.general,/d'
refused parameters/priors.csv "3:1: a second row for name nothing; the first is on line 2" column name nothing
refused parameters/priors.csv "2:" column standard_deviation 1e308
refused parameters/priors.csv "2:" column standard_deviation 0
refused parameters/priors.csv "2:" column mean 1000000
refused survey/waves.csv "2:38: 'respondents' is 0, but must be between 10 and 100000 persons" column respondents 0
refused survey/waves.csv "2:38: 'respondents' is 2000000000, but must be" column respondents 2000000000
refused survey/waves.csv "2:13: 'field_start' is 2035-01-01, but must be between 2020-01-01 and 2030-12-3" \
    column field_start 2035-01-01
refused survey/waves.csv "2:13: 'field_start' is 2019-01-01, but must be" column field_start 2019-01-01
refused population/projection/migration.csv "2:12: -5000000 net migrants in a year, but 616913 people" \
    column net_migrants -5000000
refused population/projection/migration.csv "2:12: 'net_migrants' is 1e308, but must be" column net_migrants 1e308
refused population/projection/mortality.csv "2:8: 'probability' is 0, but must be" column probability 0
refused population/projection/teenagers.csv "2:20: KZ-10 has no persons at all" column persons 0
refused population/projection/age_profile.csv "2:14: 'persons' is 0, but must be" column persons 0
refused media/internet_use.csv "2:16: 90.0 % use social networks, but only 60.0 % the internet" \
    sed -i -E '2s/urban,[0-9]+,[0-9]+/urban,60,90/'
for table in waves questions samples indices observations; do
    refused survey/$table.csv "2:1: there is no row below the header line" header_alone
done

# what cannot be read is no reason to hang: 15 seconds and TERM are enough
rm -rf data && cp -r "$source_tree/data" data
column respondents 2000000000 data/survey/waves.csv
timeout -k 5 15 "$program" run "$source_tree/scenarios/library/baseline.toml" --data data -o run >out.txt 2>err.txt && complain "accepted"
[ $? -ne 124 ] || complain "2e9 respondents hang"
finish
