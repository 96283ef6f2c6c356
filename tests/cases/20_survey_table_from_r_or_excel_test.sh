# One wave as R, pandas, a Russian Excel and others leave it: read where the meaning is plain, the same numbers whatever
# the form; else refused with the one sentence that helps.
. "$(dirname "$0")/../cli/helpers.sh"

header=target,group,net,positive_percent,negative_percent,respondents,date,source
row='composite,all,0.41,,,1600,2026-12-15,INVENTED'
expect 0 forecast --wave 2026-12-15 --respondents 1600 --scale 0.0003 --members 4 --quiet -o forecast.json
printf '%s\n' $header "$row" >plain.csv
expect 0 score forecast.json plain.csv --quiet -o plain.scores.csv

printf '"","target","group","net","positive_percent","negative_percent","respondents","date","source"\n' >r.csv
printf '"1","composite","all",0.41,NA,NA,1600,"2026-12-15","INVENTED"\n' >>r.csv
cut -d, -f2- r.csv >r_without_row_names.csv
printf ',%s\n0,%s\n' $header "$row" >pandas.csv
printf '%s\r\n' "${header//,/;}" 'composite;all;0,41;;;1600;15.12.2026;INVENTED' >excel_ru.csv
printf 'sep=,\n%s\n%s\n' $header "$row" >excel_sep.csv
printf 'sep=;\r\n%s\r\n%s\r\n' "${header//,/;}" 'composite;all;0,41;;;1 600;2026-12-15;INVENTED' >excel_sep_semicolon.csv
printf '%s,,\n%s,,\n,,,,,,,,,\n' $header "$row" >empty_columns.csv
printf '%s\n%s\n' $header "${row/0.41/+0.41}" >plus.csv
printf '%s\n' "${header//,/$'\t'}" "$(echo "$row" | sed 's/0.41/0,41/' | tr , '\t' | sed 's/0\t41/0,41/')" >tabs.csv
printf '\xEF\xBB\xBF%s\n%s\n' $header "${row/1600/1600.0}" >bom_and_whole_number.csv
printf '%s\n%s\n' $header "${row/0.41/0.41}" | sed 's/,,,/,NA,NaN,/' >missing_words.csv
for form in r r_without_row_names pandas excel_ru excel_sep excel_sep_semicolon empty_columns plus tabs bom_and_whole_number \
    missing_words; do
    expect 0 score forecast.json $form.csv --quiet -o $form.scores.csv
    sed -i "/forecast is a draft/d" err.txt
    silent err.txt
    same plain.scores.csv $form.scores.csv
done

printf '%s\n%s\n' $header 'cult_study,all,−0.17,,,1600,2026-12-15,INVENTED' >minus.csv
expect 0 score forecast.json minus.csv --quiet -o minus.scores.csv
says minus.scores.csv ",-0.17000,"
printf '%s\n%s\n' $header 'composite,all,0.41,,,1042.7,2026-12-15,INVENTED' >effective.csv
expect 0 score forecast.json effective.csv --quiet -o effective.scores.csv
says err.txt "effective.csv:2:22: 1042.7 respondents are taken as 1042"

# calibrate takes the same file; its name keeps its letters
cp excel_ru.csv волна_2026.csv
expect 0 calibrate "$source_tree/docs/examples/before_2026.toml" --wave волна_2026.csv --dry-run
says out.txt "Further wave волна_2026 of 2026-12-15: 1 targets"
expect 0 score forecast.json волна_2026.csv --quiet

# A question of a group is listed, the rest is scored.
printf '%s\n' $header "$row" econ_trade,age:18_34,0.4,,,600,2026-12-15,INVENTED \
    econ_trade,age:35_54,0.4,,,600,2026-12-15,INVENTED >groups.csv
expect 0 score forecast.json groups.csv --quiet -o groups.scores.csv
says err.txt "2 of 3 numbers are not forecast and not scored: econ_trade of age:18_34; econ_trade of age:35_54"
[ "$(wc -l <groups.scores.csv)" -eq 2 ] || complain "groups.scores.csv should have one row"
expect 0 calibrate "$source_tree/docs/examples/before_2026.toml" --wave groups.csv --dry-run
printf '%s\n' $header "$row" economic,all,0.5,,,1600,2026-12-15,INVENTED >finer.csv
expect 0 calibrate "$source_tree/docs/examples/before_2026.toml" --wave finer.csv --dry-run
says err.txt "1 numbers follow from finer ones and are not fitted: composite, all, finer"

refused() { # FILE TEXT: both commands refuse FILE with TEXT
    expect 3 score forecast.json "$1" --quiet -o none.csv
    says err.txt "$2"
    expect 3 calibrate "$source_tree/docs/examples/before_2026.toml" --wave "$1" --dry-run
    says err.txt "$2"
    absent none.csv
}
printf '%s\n%s\n' $header "${row/INVENTED/$'\xEE\xEF\xF0\xEE\xF1'}" >cp1251.csv
refused cp1251.csv "cp1251.csv:2:38: this is not UTF-8 text, perhaps Windows-1251; save it as 'CSV UTF-8' and give that file"
printf 'PK\003\004\024\000\006\000' >wave.xlsx
refused wave.xlsx "this is a workbook (Excel or the like), not a text table; save it as 'CSV UTF-8'"
printf '%s,weight\n%s,1.2\n' $header "$row" >weight.csv
refused weight.csv "weight.csv:1:76: unknown column 'weight'. Allowed: target, group, net,"
printf '%s\n%s\n' $header 'composite,all,0.41,75,18,1600,2026-12-15,INVENTED' >both.csv
refused both.csv "both.csv:2:15: 'net' is 0.41, but the percentages 75 and 18 make 0.57"
{ echo $header; for _ in $(seq 30); do echo "${row/0.41/1.41}"; done; } >repeated.csv
refused repeated.csv "(… and 27 further rows)"
[ "$(wc -l <err.txt)" -le 4 ] || complain "30 equal faults should be folded"
finish
