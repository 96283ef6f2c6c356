"""population_figures.py on a folder of kozqaras synthesize: every figure, no label on another, clear errors."""
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
    written = sorted(path.name for path in (folder / "figures").iterdir())
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


main(Path(sys.argv[1]))
