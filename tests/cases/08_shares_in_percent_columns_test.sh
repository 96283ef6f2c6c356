# A wave whose percentages are written as shares (0.86 for 86 %), as statistics packages print them: refused with the
# reason by score and by calibrate, and the same wave in percent is taken by both.
. "$(dirname "$0")/../cli/helpers.sh"

header=target,group,net,positive_percent,negative_percent,respondents,date,source
printf '%s\n' $header econ_trade,all,,86,6,1600,2026-12-15,INVENTED cult_visit,all,,68,25,1600,2026-12-15,INVENTED >percent.csv
printf '%s\n' $header econ_trade,all,,0.86,0.06,1600,2026-12-15,INVENTED \
    cult_visit,all,,0.68,0.25,1600,2026-12-15,INVENTED >shares.csv
sed 's/,,86,6,/,,86 %,6%,/; s/,,68,25,/,,68%,25 %,/' percent.csv >signs.csv
expect 0 forecast --wave 2026-12-15 --respondents 1600 --scale 0.0003 --members 4 --quiet -o forecast.json

expect 3 score forecast.json shares.csv --quiet -o s.csv
says err.txt "shares.csv:2:17: no percentage of this table is above 1.5, so these are shares; write 86 for 86 %, not 0.86"
absent s.csv
expect 3 calibrate "$source_tree/docs/examples/before_2026.toml" --wave shares.csv --dry-run
says err.txt "so these are shares"

for file in percent signs; do
    expect 0 score forecast.json $file.csv --quiet -o $file.scores.csv
    says $file.scores.csv "question,econ_trade,all,2026-12-15,1600,0.80000,"
    expect 0 calibrate "$source_tree/docs/examples/before_2026.toml" --wave $file.csv --dry-run
    says out.txt "Further wave $file of 2026-12-15: 2 targets"
done
finish
