# brief, report, reproduce: from a run folder to a page, in three languages; what is refused.
. "$(dirname "$0")/helpers.sh"

expect 0 run "$source_tree/scenarios/library/visa_free.toml" --scale 0.0002 --members 6 -o runs/visa
expect 0 run "$source_tree/scenarios/library/baseline.toml" --scale 0.0002 --members 6 -o runs/quo

# ---- brief
for language in en ru kk; do
    expect 0 brief runs/visa --lang $language -o brief_$language.html
    says err.txt "Written to brief_$language.html"
    says brief_$language.html "<html lang=\"$language\">"
    ! grep -qE 'https?:|<script|src=' brief_$language.html || complain "brief_$language.html asks for something"
done
says brief_ru.html "Визы снова нужны с 2027 года"
says brief_kk.html "2027 жылдан виза қайта қажет"
different brief_en.html brief_ru.html
expect 0 brief runs/visa --scenario visa_free.extended -o extended.html --quiet
silent err.txt
says extended.html "Visa-free travel extended from 2027"
expect 0 brief runs/quo -o quo.html
says quo.html "if nothing changes"
expect 0 brief runs/visa --dry-run -o dry.html
absent dry.html

# what is refused
expect 4 brief runs/visa -o brief_en.html
expect 0 brief runs/visa -o brief_en.html --force
expect 2 brief runs/visa -o brief.txt
says err.txt "must end in .html or .pdf"
expect 2 brief runs/visa --lang de
says err.txt "Allowed: en, ru, kk"
expect 3 brief runs/visa --scenario visa_free.extendd -o x.html
says err.txt "visa_free.extended"
expect 4 brief nothing_here -o x.html
absent x.html
cp -r runs/visa altered
sed -i 's/"members": 6/"members": 600/' altered/summary.json
expect 3 brief altered -o x.html
says err.txt "summary.json"
printf '{\n"file_type": "kozqaras_run_summary",\n' >altered/summary.json
seal altered
expect 3 report altered -o x.html
says err.txt "altered/summary.json:3"
absent x.html

# ---- report
expect 0 report runs/visa runs/quo --lang ru -o report.html
! grep -qE 'https?:|<script|src=' report.html || complain "report.html asks for something"
[ "$(stat -c %s report.html)" -lt 1500000 ] || complain "report.html has $(stat -c %s report.html) bytes"
hash=$(sed -n 's/.*"result_fnv1a64": "\(.*\)".*/\1/p' runs/visa/manifest.json)
says report.html "$hash"

# ---- numbers of the page are those of the folder; the shipped scenarios are called by texts
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$source_tree/tests/cli/check_pages.py" "$source_tree" runs/visa brief_en.html report.html || complain "check_pages.py"

# ---- PDF
if command -v chromium >/dev/null; then
    expect 0 brief runs/visa -o brief.pdf
    head -c 5 brief.pdf | grep -q '%PDF-' || complain "brief.pdf is no PDF"
    for language in en ru kk; do # the longest names
        expect 0 brief runs/visa --scenario visa_free.debated --lang $language -o page_$language.pdf
        pages=$(grep -ac '/Type */Page\b' page_$language.pdf)
        [ "$pages" -eq 1 ] || complain "page_$language.pdf has $pages pages"
    done
fi
status=0
PATH=/nowhere "$program" brief runs/visa -o none.pdf 2>err.txt || status=$?
[ "$status" -eq 4 ] || complain "without a browser: status $status"
says err.txt "apt-get install chromium"
absent none.pdf

# ---- reproduce
expect 0 reproduce runs/visa/manifest.json --threads 1
says out.txt "Reproduced: the same results."
says out.txt "$hash"
expect 0 reproduce runs/visa --dry-run
says out.txt "Would run: kozqaras run"
cp runs/visa/manifest.json other.json
sed -i "s/$hash/0123456789abcdef/" other.json
expect 5 reproduce other.json
says out.txt "The results differ."
says out.txt "now $hash"
printf '{' >none.json
expect 3 reproduce none.json
expect 4 reproduce not_there.json
finish
