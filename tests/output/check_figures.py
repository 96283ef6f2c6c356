"""figures.py on the sample run: every figure in every format, no label on another, clear errors."""
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

FOLDER = Path(sys.argv.pop(1))
SCRIPTS = Path(__file__).resolve().parents[2] / "viz-scripts"
sys.path.insert(0, str(SCRIPTS))

import figures  # noqa: E402
from maps import Geography  # noqa: E402
from run_folder import RunFolder  # noqa: E402
from style import overlapping_texts, use_style  # noqa: E402

NAMES = ["projection", "difference_plant_kyzylorda", "difference_land_scandal", "difference_no_change", "breakdown_age",
         "breakdown_wealth", "breakdown_ethnicity", "breakdown_language", "breakdown_settlement", "map_regions",
         "map_macro_regions", "region_clusters", "map_region_clusters"]


class Figures(unittest.TestCase):
    def test_program_writes_all_formats(self):
        shutil.rmtree(FOLDER / "figures", ignore_errors=True)
        done = subprocess.run([str(SCRIPTS / "figures.py"), FOLDER], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        written = sorted(path.name for path in (FOLDER / "figures").iterdir() if path.suffix)
        self.assertEqual(written, sorted(f"{name}.{end}" for name in NAMES for end in ("png", "svg")))
        self.assertEqual(len(done.stdout.split()), len(written))
        for path in (FOLDER / "figures").glob("*.*"):
            self.assertGreater(path.stat().st_size, 20_000, path)

    def test_no_label_lies_on_another(self):
        use_style()
        run = RunFolder(FOLDER)
        for name, make in figures.plans_of(run, Geography(figures.DEFAULT_GEOGRAPHY)):
            figure = make()
            self.assertEqual(overlapping_texts(figure), [], name)
            titles = " ".join(text.get_text() for text in figure.texts)
            for part in ("revised_2023", "30 members", "seed 7", "not a forecast"):
                self.assertIn(part, " ".join(titles.split()), name)

    def test_errors(self):
        with tempfile.TemporaryDirectory() as empty, contextlib.redirect_stderr(io.StringIO()) as messages:
            self.assertEqual(figures.main([empty]), 3)
            self.assertIn("manifest.json", messages.getvalue())
        with contextlib.redirect_stderr(io.StringIO()) as messages, self.assertRaises(SystemExit) as stop:
            figures.main([os.fspath(FOLDER), "--formats", "gif"])
        self.assertEqual(stop.exception.code, 2)
        self.assertIn("allowed: png", messages.getvalue())


if __name__ == "__main__":
    unittest.main()
