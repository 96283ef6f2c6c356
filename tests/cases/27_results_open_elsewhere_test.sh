# results.h5 is open in a notebook while it is compared: for reading nothing is in the way, for writing one plain sentence
# says so; closed again without a change it is compared as before.
. "$(dirname "$0")/../cli/helpers.sh"
expect 0 run "$source_tree/scenarios/library/visa_free.toml" --scale 0.0002 --members 2 --quiet -o ran
expect 0 compare ran --csv
cp out.txt before.csv

hold() { # MODE [LINE OF PYTHON]: keeps the file open until close_file
    mkfifo opened ended
    /usr/bin/python3 -c "
import h5py
file = h5py.File('ran/results.h5', '$1')
${2:-pass}
open('opened', 'w').write('x')
open('ended').read()
" &
    holder=$!
    read -r -n 1 _ <opened
}
close_file() {
    echo >ended
    wait "$holder"
    rm opened ended
}
hold r
expect 0 compare ran --csv
same out.txt before.csv
close_file
hold r+
expect 4 compare ran --csv
says err.txt "ran/results.h5: is open for writing in another program; close it there first"
close_file
expect 0 compare ran --csv
same out.txt before.csv

# what a notebook has changed is no result of the run any more
hold r+ "file['index_adults'][0, 0, 0, 0, 4] = 0.5; file.flush()"
expect 4 compare ran
close_file
expect 3 compare ran
says err.txt "was changed after it was written"
! grep -qiE "hdf5|errno|lock" err.txt || complain "words of a library: $(cat err.txt)"
finish
