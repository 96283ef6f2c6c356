# The five commands of docs/walk.md, in order, as a newcomer types them.
. "$(dirname "$0")/helpers.sh"
ln -s "$source_tree/docs" "$source_tree/scenarios" .
count=0
while IFS= read -r line; do
    # shellcheck disable=SC2086 # the line is meant to be split into words
    expect 0 $line
    [ -s out.txt ] || complain "says nothing: $line"
    count=$((count + 1))
done < <(sed -n 's/^    kozqaras //p' "$source_tree/docs/walk.md")
[ "$count" -eq 5 ] || complain "$count commands in docs/walk.md, not 5"
says out.txt "visa_ends_two_plants"
says out.txt "BY region, 2028-01"
says out.txt "Abai"
says out.txt "WHAT A NEXT SURVEY OF 3000"
says out.txt "HALF GONE"
finish
