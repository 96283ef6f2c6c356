# A file or folder of another kind than the command needs: the message says what it is, and which is needed.
. "$(dirname "$0")/../cli/helpers.sh"
library="$source_tree/scenarios/library"
small=(--scale 0.0002 --members 2 --quiet)
expect 0 run "$library/visa_free.toml" "${small[@]}" -o r
expect 0 synthesize --scale 0.0002 --quiet -o people

# a run, where a calibration is needed
for command in "run $library/baseline.toml ${small[*]} --posterior r -o x" "diagnose r" "forecast --draft ${small[*]} --posterior r -o x.json"; do
    expect 3 $command
    says err.txt "r/SHA256SUMS:1: is of a run, but a calibration is needed"
done
# a file of a run, where the run is needed
for file in results.h5 manifest.json index.csv; do
    expect 3 compare r/$file
    says err.txt "r/$file: is a file of a run; give its folder, r"
    expect 3 brief r/$file -o brief.html
    says err.txt "r/$file: is a file; give the folder of a run, here r"
done
expect 3 report people/manifest.json -o report.html
says err.txt "people/manifest.json: is a file; give the folder of a run"
lacks() { ! grep -qF -- "$2" "$1" || complain "$1 holds '$2'"; }
lacks err.txt here
# what is not there
expect 4 compare r nowhere
says err.txt "nowhere: cannot be opened: No such file or directory"
expect 4 compare "$library/visa_fre.toml"
says err.txt "Did you mean '$library/visa_free.toml'?"
ln -s gone link.toml
expect 4 run link.toml "${small[@]}"
says err.txt "link.toml: cannot be opened"
lacks err.txt "Did you mean"
# manifests that are none; nothing of the library that reads JSON
for text in '' '{' '[]' '{}' '{"file_type": 3}' '{"file_type": "kozqaras_population_manifest"}'; do
    printf '%s' "$text" >manifest.json
    expect 3 reproduce manifest.json
    lacks err.txt "json.exception"
done
expect 3 reproduce people
says err.txt "only what 'kozqaras run' wrote can be reproduced"
expect 3 reproduce r/results.h5
says err.txt "is no manifest of a run"
sed '/"git_revision"/d; s/"version": "0.1.0",/"version": "0.1.0"/' r/manifest.json >manifest.json
expect 3 reproduce manifest.json
says err.txt "git_revision"
lacks err.txt "json.exception"
TMPDIR=/nowhere expect 4 reproduce r
says err.txt "/nowhere: is no folder for temporary files; name another one with TMPDIR"
# a folder that may not be read is not called unfinished
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    chmod 755 "$work" && chmod 0 r
    setpriv --reuid 65534 --regid 65534 --clear-groups "$program" compare r >out.txt 2>err.txt && complain "read without leave"
    chmod 755 r
    says err.txt "r: cannot be read: Permission denied"
fi
finish
