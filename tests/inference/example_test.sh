# calibrate-simulator as its user runs it: every method by name, data from a file, resuming, errors.
. "$(dirname "$0")/../cli/helpers.sh"

for method in laplace multistart importance emulator mcmc esmda abc-smc; do
    expect 0 --method "$method" --draws 300 --particles 600 --members 300 --acceptance 0.05
    [ "$(head -1 out.txt)" = "rate,capacity" ] || complain "$method: no header"
    [ "$(wc -l <out.txt)" -eq 301 ] || complain "$method: another number of draws"
    says err.txt "Method $method:"
done

# the data decide: twice the population, twice the capacity (within a tenth)
expect 0 --method importance
small=$(awk -F, 'NR > 1 {s += $2; n++} END {print s / n}' out.txt)
echo "3.4, 6.8 10.2 14.6, 17.4 17.8 18.2 18.0" >double.txt
expect 0 --method importance --observed double.txt
large=$(awk -F, 'NR > 1 {s += $2; n++} END {print s / n}' out.txt)
awk -v a="$small" -v b="$large" 'BEGIN {exit !(b / a > 1.6 && b / a < 1.9)}' ||
    complain "capacity went from $small to $large"

# the same bytes on any number of threads, and after a kill
expect 0 --method emulator --threads 1 --draws 500
cp out.txt one.csv
expect 0 --method emulator --draws 500 --checkpoint work.txt
same one.csv out.txt
head -c 20000 work.txt >cut.txt
expect 0 --method emulator --draws 500 --checkpoint cut.txt
says err.txt "resuming:"
same one.csv out.txt

expect 0 --method laplace -o posterior.csv
[ "$(wc -l <posterior.csv)" -eq 4001 ] || complain "posterior.csv is not whole"
expect 4 --method laplace -o posterior.csv
says err.txt "--force"
expect 0 --method laplace -o posterior.csv --force
expect 5 --method laplace --starts 1
says err.txt "one start"
expect 5 --method mcmc --check-with esmda --smoothings 1
says err.txt "esmda against mcmc"
expect 0 --dry-run
says out.txt "2 parameters: rate capacity"

expect 2 --method abcsmc
says err.txt "abc-smc"
expect 2 --mthod laplace
expect 2 --draws 0
expect 4 --observed missing.txt
printf '1 2\n3 four\n' >bad.txt
expect 3 --observed bad.txt
says err.txt "bad.txt:2:3: 'four'"
echo "1 2 3" >short.txt
expect 3 --observed short.txt
echo "something else" >other.txt
expect 3 --checkpoint other.txt
expect 0 --help
says out.txt "Examples:"
finish
