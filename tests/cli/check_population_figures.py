"""population_figures.py on a folder of kozqaras synthesize: every figure, no label on another, clear errors; and
scaling_figure.py on a benchmark made by hand."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "viz-scripts"
sys.path.insert(0, str(SCRIPTS))

import figures  # noqa: E402
import population_figures  # noqa: E402
from maps import Geography  # noqa: E402
from population_folder import PopulationFolder  # noqa: E402
from style import overlapping_texts, use_style  # noqa: E402

NAMES = ["pyramid", "fit", "ties", "mixing", "map_adults"]


def main(folder):
    done = subprocess.run([str(SCRIPTS / "population_figures.py"), folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = sorted(path.name for path in (folder / "figures").iterdir() if path.suffix)
    assert written == sorted(f"{name}.{end}" for name in NAMES for end in ("png", "svg")), written
    use_style()
    opened = PopulationFolder(folder)
    for name, make in population_figures.plans_of(opened, Geography(figures.DEFAULT_GEOGRAPHY)):
        figure = make()
        assert overlapping_texts(figure) == [], (name, overlapping_texts(figure))
        words = " ".join(" ".join(text.get_text() for text in figure.texts).split())
        for part in (opened.date(), "No agent is a real person", f"seed {opened.summary['seed']}"):
            assert part in words, (name, part)
        assert ("mostly estimates" in words) == (opened.year != 2023), name
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run([str(SCRIPTS / "population_figures.py"), empty], capture_output=True, text=True, check=False)
        assert done.returncode == 3 and "manifest.json" in done.stderr, done.stderr


def check_scaling():
    runs = [{"name": f"{name}/agents_per_1e5:{agents}/threads:{threads}/real_time", "run_type": "iteration",
             "real_time": agents / threads, "time_unit": "ms", "agents": 131.0 * agents, "peak_bytes": 2e5 * agents}
            for name in ("people", "ties", "tie_report") for agents in (100, 1000, 10000) for threads in (1, 2)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.json"
        file.write_text(json.dumps({"context": {"processor": "a processor", "num_cpus": 2}, "benchmarks": runs}))
        command = [str(SCRIPTS / "scaling_figure.py"), str(file), "-o", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "| 131,000 | 1 s | 0.5 s |" in done.stdout, done.stdout
        assert "a processor, 2 cores" in done.stdout
        assert (Path(folder) / "population_scaling.svg").stat().st_size > 10_000
        file.write_text(json.dumps({"context": {}, "benchmarks": []}))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode != 0 and "no benchmark of people" in done.stderr, done.stderr


main(Path(sys.argv[1]))
check_scaling()
