# 62.6 and 37.5 % are printed as 63 and 38: rounding, which is taken and noted. 63 and 39 are a slip.
. "$(dirname "$0")/../cli/helpers.sh"

wave() {
    printf '%s\n' target,group,net,positive_percent,negative_percent,respondents,date,source \
        "general_attitude,all,,$1,1600,2026-12-15,INVENTED" >wave.csv
}
expect 0 forecast --wave 2026-12-15 --respondents 1600 --scale 0.0003 --members 4 --quiet -o forecast.json

wave 63,38
expect 0 score forecast.json wave.csv --quiet -o rounded.csv
says err.txt "wave.csv:2:26: positive and negative are together 101 %, taken as rounding"
says rounded.csv ",0.25000,"
wave 62.6,37.5
expect 0 score forecast.json wave.csv --quiet -o tenths.csv
for too_much in 63,39 62.6,37.6 63.0,38; do
    wave $too_much
    expect 3 score forecast.json wave.csv --quiet -o none.csv
    says err.txt "more than rounding explains"
done
absent none.csv
finish
