# mpirun -n 3: the bytes of one process; errors once; a member that fails is left out; a killed run goes on.
. "$(dirname "$0")/helpers.sh"
if ! command -v mpirun >/dev/null; then
    echo "mpirun is not installed: skipped"
    exit 77
fi
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none
kozqaras="$program"
library="$source_tree/scenarios/library"
posterior="$source_tree/calibration/library/posterior_2020_2023"
small=(--scale 0.0003 --threads 1)

# in_three STATUS ARGUMENTS...
in_three() {
    local status="$1"
    shift
    program=mpirun expect "$status" -n 3 "$kozqaras" "$@"
}

run=(run "$library/visa_free.toml" --members 19 "${small[@]}")
expect 0 "${run[@]}" -o one --quiet
in_three 0 "${run[@]}" -o three
[ "$(grep -c '^Written to' err.txt)" -eq 1 ] || complain "progress of more than one process"
for file in index.csv differences.csv hub.csv waves.csv breakdowns.csv; do
    same "one/$file" "three/$file"
done

# The same for a calibration, a sweep and a forecast.
sed 's/^scale *=.*/scale = 0.0002/; s/^most_iterations *=.*/most_iterations = 1/' \
    "$source_tree/calibration/library/waves_2020_2023.toml" >setup.toml
calibrate=(calibrate setup.toml --scale 0.0002 --threads 1 --quiet)
expect 5 "${calibrate[@]}" -o fit_one # one iteration does not converge
in_three 5 "${calibrate[@]}" -o fit_three
same fit_one/posterior.csv fit_three/posterior.csv
same fit_one/factor.csv fit_three/factor.csv
sweep=(sweep --vary travel.trips_per_week=4000,8000 --members 4 "${small[@]}" --quiet --date 2024-12-31)
expect 0 "${sweep[@]}" -o sweep_one
in_three 0 "${sweep[@]}" -o sweep_three
same <(grep -v '^#' sweep_one/sweep.csv) <(grep -v '^#' sweep_three/sweep.csv)
forecast=(forecast --members 4 "${small[@]}" --quiet --json)
expect 0 "${forecast[@]}" -o one.json
grep -v sha256 out.txt >forecast_one.txt # of a file that holds the command
in_three 0 "${forecast[@]}" -o three.json
same forecast_one.txt <(grep -v sha256 out.txt)

# An error is said once, with its status; what is not shared is done once.
in_three 4 run no_such_scenario.toml -o none
[ "$(grep -c 'no_such_scenario' err.txt)" -eq 1 ] || complain "the error is not said exactly once"
expect 0 levers >/dev/null && cp out.txt levers_one.txt
in_three 0 levers
same levers_one.txt out.txt

# Members whose confidence width is infinite (a quarter of the stored draws): reported, the others are simulated.
mkdir broken && cp "$posterior"/* broken/
awk -F, '/^social.confidence_width,/ {n = split($2, draws, " "); row = ""
    for (i = 1; i <= n; ++i) row = row (i > 1 ? " " : "") (i % 4 == 2 ? 800 : draws[i]); print $1 "," row; next} {print}' \
    "$posterior/members.csv" >broken/members.csv
different broken/members.csv "$posterior/members.csv"
seal broken
in_three 0 "${run[@]}" -o fails --posterior broken
says err.txt "could not be simulated and is left out"
failed=$(grep -c "could not be simulated" err.txt)
says fails/summary.txt "$((19 - failed)) members"

# Killed, and gone on with: every process has a checkpoint of its own.
mpirun -n 3 "$program" "${run[@]}" -o killed --checkpoint-every 0.05 >/dev/null 2>&1 </dev/null &
child=$!
for _ in $(seq 1 300); do
    [ "$(ls killed.checkpoint.?of3.h5 2>/dev/null | wc -l)" -eq 3 ] && break
    sleep 0.05
done
kill -KILL "$child" 2>/dev/null || true
wait "$child" || true
if [ ! -e killed ]; then
    sleep 2 # what mpirun leaves behind ends when it notices
    in_three 0 "${run[@]}" -o killed --resume
    says err.txt "Written to killed"
else
    complain "the run ended before it was killed"
fi
for file in index.csv differences.csv hub.csv; do
    same "one/$file" "killed/$file"
done
[ -z "$(ls killed.checkpoint* 2>/dev/null)" ] || complain "checkpoints are left"
finish
