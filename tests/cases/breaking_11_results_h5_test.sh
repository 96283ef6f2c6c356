# compare on a damaged or foreign results.h5: exit 3 with the file's name; never a crash, exit 1, "nan" or other numbers.
. "$(dirname "$0")/../cli/helpers.sh"
expect 0 run "$source_tree/scenarios/library/visa_free.toml" --scale 0.0002 --members 2 --quiet -o ran
expect 0 compare ran --csv
cp out.txt right.csv

cat >spoil.py <<'PYTHON'
import sys
import h5py, numpy as np
h = h5py.File(sys.argv[1], "r+")
st = h5py.string_dtype()
def repl(name, data, **more):
    del h[name]
    h.create_dataset(name, data=data, **more)
exec(sys.argv[2])
PYTHON
spoilt() {
    rm -rf crafted
    cp -r ran crafted
    /usr/bin/python3 spoil.py crafted/results.h5 "$1" || complain "not spoilt: $1"
    # as somebody else's program leaves it, and with a list that vouches for it
    for vouched in no yes; do
        [ "$vouched" = no ] || seal crafted
        expect 3 compare crafted --csv
        says err.txt "crafted/results.h5"
        silent out.txt
        ! grep -qE "HDF5|H5[A-Z]|0x|[Uu]nable to" err.txt || complain "words of a library: $(cat err.txt)"
    done
}
while IFS= read -r line; do spoilt "$line"; done <<'LINES'
h.attrs['seed'] = np.arange(1000)
h.attrs['seed'] = -1
h.attrs['agents'] = np.arange(7000)
h.attrs['scale'] = float('nan')
h.attrs['file_type'] = 'other_program'
h.attrs['format_version'] = '9.9'
h.attrs['file_type'] = np.arange(3)
del h.attrs['seed']
repl('scenario_diverges', np.zeros(0))
repl('scenario_diverges', np.zeros((3, 3)))
repl('scenario_title', np.array([b'one', b'two', b'three']))
repl('scenario', ['same', 'same', 'same'], dtype=st)
repl('scenario_title', [b'\xff\xfe', b'b', b'c'], dtype=st)
del h['scenario_title']; h.create_dataset('scenario_title', shape=(3,), dtype=st)
del h['index_adults']; h.create_dataset('index_adults', shape=(1 << 31, 1 << 31), dtype='f4', chunks=(64, 64))
shape = h['index_adults'].shape; del h['index_adults']; h.create_dataset('index_adults', shape=shape, dtype='f4')
repl('index_adults', h['index_adults'][...].astype('f8'))
repl('index_adults', h['index_adults'][...].reshape(-1))
repl('index_adults', h['index_adults'][...].transpose(1, 0, 2, 3, 4))
h['index_adults'][...] = 5
h['index_adults'][...] = np.nan
h['index_adults'][1, 0, -1, 0, 4] = np.inf
h['question_net'][0, 0, 0, 0] = -1.5
h['attitude_spread'][0, 0, 0, 0] = -1
h['time'][...] = np.nan
h['time'][...] = h['time'][...][::-1]
h['time'][3] += 0.5
h['member'][...] = 7
h['group_adults'][...] = -1
repl('group', h['group'][...][::-1], dtype=st)
del h['question_net']
LINES

# what the file vouches for, but is no HDF5
for content in "" "text" "$(printf '\x89HDF\r\n\x1a\n')"; do
    rm -rf crafted
    cp -r ran crafted
    printf '%s' "$content" >crafted/results.h5
    seal crafted
    expect 3 compare crafted
    says err.txt "crafted/results.h5"
done
# one number of an untouched shape: only the hash can tell
rm -rf crafted
cp -r ran crafted
/usr/bin/python3 spoil.py crafted/results.h5 "h['index_adults'][1, 0, -1, 0, 4] = 0.9"
expect 3 compare crafted
says err.txt "crafted/results.h5"
rm crafted/results.h5
expect 3 compare crafted
says err.txt "crafted/results.h5"
rm ran/SHA256SUMS
expect 3 compare ran
says err.txt "SHA256SUMS"
finish
