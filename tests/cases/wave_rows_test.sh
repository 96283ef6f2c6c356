# Rows of a wave that once were taken for what they do not say, or that one command took and another refused.
. "$(dirname "$0")/../cli/helpers.sh"
header=target,group,net,positive_percent,negative_percent,respondents,date,source
setup="$source_tree/docs/examples/before_2026.toml"
expect 0 forecast --draft --scale 0.0003 --members 4 --quiet -o forecast.json

refused() { # TEXT ROWS...: score and calibrate refuse the wave with TEXT
    local text="$1"
    shift
    printf '%s\n' $header "$@" >wave.csv
    expect 3 score forecast.json wave.csv --quiet -o none.csv
    says err.txt "$text"
    expect 3 calibrate "$setup" --wave wave.csv --dry-run
    says err.txt "$text"
    absent none.csv
}
# one row in shares among others in per cent; no opinion at all, as where a missing value was filled with 0
refused "wave.csv:2:23: positive and negative are together 0.95 %: are these shares" \
    general_attitude,all,,0.80,0.15,1600,2026-12-15,INVENTED econ_trade,all,,80,15,1600,2026-12-15,INVENTED
refused "wave.csv:3:17: positive and negative are together 0 %" \
    general_attitude,all,,80,15,1600,2026-12-15,INVENTED econ_trade,all,,0,0,1600,2026-12-15,INVENTED
sed -i "1i# wave of our own" wave.csv
expect 3 score forecast.json wave.csv --quiet -o none.csv
says err.txt "wave.csv:1:1: the first line must name the columns; lines that begin with # are no remarks"

# a region by its name, in both
for region in KZ-75 Almaty almaty Алматы; do
    printf '%s\n' $header "composite,region:$region,0.3,,,160,2026-12-15,INVENTED" >wave.csv
    expect 0 score forecast.json wave.csv --quiet --force -o scores.csv
    says scores.csv "region:KZ-75"
    expect 0 calibrate "$setup" --wave wave.csv --dry-run
    says out.txt "Further wave wave of 2026-12-15: 1 targets"
done

# a forecast whose lines a mail program ended anew is whole: it is not called cut off
sed 's/$/\r/' forecast.json >crlf.json
expect 3 score crlf.json wave.csv --quiet -o none.csv
says err.txt "crlf.json: the ends of its lines were changed (CRLF"
finish
