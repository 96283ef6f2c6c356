# BOM, CRLF, a quoted comma, quotes and a line end inside a cell: the source comes out as it went in.
. "$(dirname "$0")/../cli/helpers.sh"

printf '\xEF\xBB\xBFtarget,group,net,positive_percent,negative_percent,respondents,date,source\r\n' >wave.csv
printf 'composite,all,0.41,,,1600,2026-12-15,"INVENTED, ""two""\r\nlines"\r\n' >>wave.csv
expect 0 forecast --wave 2026-12-15 --respondents 1600 --scale 0.0003 --members 4 --quiet -o forecast.json
expect 0 score forecast.json wave.csv --quiet -o scores.csv
sed -i "/forecast is a draft/d" err.txt
silent err.txt
/usr/bin/python3 - <<'PYTHON' || complain "the source was changed"
import csv
[row] = csv.DictReader(open("scores.csv", newline=""))
assert row["source"] == 'INVENTED, "two"\r\nlines', row["source"]
PYTHON
finish
