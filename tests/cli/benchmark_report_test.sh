# kozqaras-bench --report: a table and a picture of the smallest benchmarks. $1 is kozqaras-bench.
. "$(dirname "$0")/helpers.sh"
expect 0 --report report --benchmark_repetitions=3 --benchmark_min_time=0.01 \
    '--benchmark_filter=(weekly_step|gather_floor).*agents_per_1e5:76/.*threads:1|stream_triad/threads:1'
says report/benchmarks.md "gather floor"
[ "$(grep -c '^| 99[0-9][0-9] |' report/benchmarks.md)" -eq 2 ] || complain "not one row for each batch: $(cat report/benchmarks.md)"
! grep -q '| - |' report/benchmarks.md || complain "a step without its floor: $(cat report/benchmarks.md)"
"$source_tree/viz-scripts/benchmark_figure.py" report || complain "no picture"
present report/weekly_step.png
present report/weekly_step.svg
finish
