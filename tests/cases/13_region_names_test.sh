# Regions as other files write them: former ISO codes, former names, Kazakh and Russian, other transliterations; in scenarios,
# waves, tables and options alike.
. "$(dirname "$0")/../cli/helpers.sh"

plant() { printf 'title = "t"\n[[plant]]\nname = "P"\nregion = "%s"\nopening = 2027-06-01\namount_musd = 5\njobs = 20\n' "$1" >plant.toml; }
while IFS='|' read -r name right; do
    plant "$name"
    expect 0 run plant.toml --scale 0.0002 --members 2 --quiet --dry-run
    says out.txt "region $right "
done <<'NAMES'
KZ-ALA|Almaty
KZ-AST|Astana
AST|Astana
KZ-YUZ|Turkistan
KZ-75|Almaty
Nur-Sultan|Astana
Нур-Султан|Astana
South Kazakhstan|Turkistan
Almaty City|Almaty
Turkestan Region|Turkistan
Ulytau Region|Ulytau
Жетісу|Zhetysu
Алматинская область|Almaty Region
Алматы облысы|Almaty Region
Алматы|Almaty
Абай|Abai
Abay|Abai
Jetisu|Zhetysu
Chimkent|Shymkent
Qaraghandy|Karaganda
qostanai oblysy|Kostanay
ВКО|East Kazakhstan
almaty|Almaty
NAMES

# A unit that was split is refused with its parts, unless several are welcome; a code that looks alike is no suggestion.
plant KZ-VOS
expect 3 validate plant.toml
says err.txt "plant.toml:4:10: 'KZ-VOS' is a unit of the division before June 2022, today Abai and East Kazakhstan"
printf 'title = "t"\n[[event]]\ntitle = "e"\nclass = "goods"\nsalience = 1\nstart = 2027-03-03\nregions = ["KZ-VOS", "West"]\n' >event.toml
expect 0 run event.toml --scale 0.0002 --members 2 --quiet --dry-run
says out.txt "regions [Abai, Aktobe, Atyrau, West Kazakhstan, Mangystau, East Kazakhstan]"
for name in KZ-76 KZ-XYZ Nowhere "Тараз" "Wast Kazakhstan"; do
    plant "$name"
    expect 3 validate plant.toml
    says err.txt "unknown region '$name'. Allowed: Abai,"
done
plant "Zhetyssu"
expect 3 validate plant.toml
says err.txt "Did you mean 'Zhetysu'?"

# Options.
for name in almaty Abay "Жетісу" KZ-VOS North "West Kazakhstan"; do
    expect 0 tornado --region "$name" --scale 0.0002 --members 2 --dry-run
done
expect 3 tornado --region "Nowhere" --scale 0.0002 --members 2 --dry-run
says err.txt "--region: unknown region 'Nowhere'"

# Waves and tables.
expect 0 forecast --draft --wave 2028-06-15 --respondents 1600 --scale 0.0005 --members 4 --quiet -o f.json
printf '%s\n' 'target,group,net,positive_percent,negative_percent,respondents,date,source' \
    'composite,region:KZ-ALA,0.41,,,160,2028-06-15,INVENTED' 'composite,region:Нур-Султан,0.41,,,160,2028-06-15,INVENTED' >wave.csv
expect 0 score f.json wave.csv -o score.csv
says score.csv "composite,region:KZ-75,"
says score.csv "composite,region:KZ-71,"
sed -i 's/region:KZ-ALA/region:KZ-VOS/; s/Нур-Султан/Nowhere/' wave.csv
expect 3 score f.json wave.csv -o other.csv
says err.txt "wave.csv:2:11: 'KZ-VOS' is a unit of the division before June 2022, today Abai and East Kazakhstan"
says err.txt "wave.csv:3:11: unknown region 'Nowhere'"
/usr/bin/python3 - "$source_tree" <<'PYTHON'
import csv, sys
regions = {row["iso"]: row["name_ru"] for row in csv.DictReader(open(sys.argv[1] + "/data/geography/regions.csv"))}
adults = dict.fromkeys(regions, 0)
for row in csv.DictReader(open(sys.argv[1] + "/data/population/region_settlement_sex_age.csv")):
    adults[row["region"]] += float(row["adults"])
with open("margin.csv", "w") as file:
    print("region,adults", *(f"{regions[iso]},{count}" for iso, count in adults.items()), sep="\n", file=file)
PYTHON
expect 0 synthesize --scale 0.0002 --check margin.csv --quiet -o people
present people/check.csv
finish
