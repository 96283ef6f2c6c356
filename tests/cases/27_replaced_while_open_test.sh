# results.h5 is open in a notebook while the folder is replaced: the notebook keeps the old file, the folder holds the new one.
. "$(dirname "$0")/../cli/helpers.sh"
command=(run "$source_tree/scenarios/library/visa_free.toml" --scale 0.0002 --members 2 --posterior prior --quiet -o r)
expect 0 "${command[@]}"
old=$(sha256sum <r/results.h5)
exec 3<>r/results.h5
flock 3 # as HDF5 locks a file that is open for writing
expect 0 "${command[@]}" --seed 2 --force
[ "$(sha256sum <&3)" = "$old" ] || complain "the file that was open has changed"
exec 3>&-
(cd r && sha256sum --quiet --strict -c SHA256SUMS) || complain "the folder is not whole"
says r/manifest.json '"seed": 2'
finish
