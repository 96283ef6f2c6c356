"""figures.py on the sample run: every figure in every format and language, no label cut or on another, clear errors."""
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

FOLDER = Path(sys.argv.pop(1))
SCRIPTS = Path(__file__).resolve().parents[2] / "viz-scripts"
sys.path.insert(0, str(SCRIPTS))

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

import figures  # noqa: E402
import spreading_figure  # noqa: E402
from maps import ColourSteps, Geography, regions_never_printed  # noqa: E402
from report_figures import report_plans  # noqa: E402
from run_folder import RunFolder  # noqa: E402
from style import cut_texts, overlapping_texts, use_style, wrap  # noqa: E402
from words import BadTexts, Words  # noqa: E402

SCENARIOS = ["plant_kyzylorda", "land_scandal", "no_change"]
MAIN = ["projection", *(f"difference_{name}" for name in SCENARIOS), "map_regions", "map_macro_regions"]
APPENDIX = ["indicators", *(f"indicators_{name}" for name in SCENARIOS),
            *(f"breakdown_{factor}" for factor in ("age", "wealth", "ethnicity", "language", "settlement")),
            "region_clusters", "map_region_clusters"]


def report_names(run):
    return [name for name, _ in report_plans(run)]


def words_of(figure):
    return " ".join(" ".join(text.get_text() for text in figure.texts).split())


class Figures(unittest.TestCase):
    def test_program_writes_all_formats(self):
        shutil.rmtree(FOLDER / "figures", ignore_errors=True)
        done = subprocess.run([str(SCRIPTS / "figures.py"), FOLDER, "--jobs", "2", "--formats", "png,svg,pdf"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        written = sorted(path.relative_to(FOLDER / "figures").as_posix() for path in (FOLDER / "figures").rglob("*.*"))
        names = [*MAIN, *report_names(RunFolder(FOLDER)), *(f"appendix/{name}" for name in APPENDIX)]
        self.assertEqual(written, sorted(f"{name}.{end}" for name in names for end in ("png", "svg", "pdf")))
        self.assertEqual(len(done.stdout.split()), len(written))
        for path in (FOLDER / "figures").rglob("*.*"):
            self.assertGreater(path.stat().st_size, 12_000, path)
        listed = {line[66:] for line in (FOLDER / "figures" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()[1:]}
        self.assertEqual(listed, set(written), "run --force knows all of them")

    def test_one_process_writes_the_same(self):
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / "run"
            shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("figures"))
            pictures = []
            for jobs in ("1", "2"):
                with contextlib.redirect_stdout(io.StringIO()):
                    self.assertEqual(figures.main([os.fspath(copy), "--jobs", jobs, "--formats", "svg", "--lang", "ru"]), 0)
                pictures.append({path.name: path.read_bytes() for path in (copy / "figures" / "ru").rglob("*.svg")})
            self.assertEqual(pictures[0], pictures[1])
            self.assertGreater(len(pictures[0]), len(MAIN) + len(APPENDIX))

    def test_no_label_is_cut_or_lies_on_another(self):
        use_style()
        for language in ("en", "ru", "kk"):
            run = RunFolder(FOLDER, Words(language))
            for name, make in figures.plans_of(run, Geography(figures.DEFAULT_GEOGRAPHY)):
                with self.subTest(language=language, figure=name):
                    figure = make()
                    self.assertEqual(overlapping_texts(figure), [])
                    self.assertEqual(cut_texts(figure), [])
                    for part in ("revised_2023", "30", "7", run.words("badge.short")):
                        self.assertIn(part, words_of(figure))
                    plt.close(figure)

    def test_titles_tell_the_finding(self):
        use_style()
        run, geography = RunFolder(FOLDER), Geography(figures.DEFAULT_GEOGRAPHY)
        titles = {name: make().texts[0].get_text().replace("\n", " ") for name, make in figures.plans_of(run, geography)}
        end = np.quantile(run.adults("baseline", "composite")[:, -1], 0.5)
        self.assertIn(f"to {run.words.signed(end, 0)} points by the end of", titles["projection"])
        self.assertRegex(titles["difference_no_change"], "It changes nothing|stay as they are")
        self.assertRegex(titles["difference_land_scandal"], "worsen by|not clear")
        self.assertRegex(titles["map_regions"], r"In \d+ of 20 regions")
        self.assertRegex(titles["appendix/breakdown_age"], r"\d+ of \d+ printed shares")

    def test_maps_speak_one_language(self):
        use_style()
        for language, name in (("ru", "Карагандинская"), ("kk", "Қарағанды")):
            run, geography = RunFolder(FOLDER, Words(language)), Geography(figures.DEFAULT_GEOGRAPHY)
            plans = dict(figures.plans_of(run, geography))
            for which in ("map_regions", "map_macro_regions"):
                figure = plans[which]()
                places = " ".join(text.get_text() for text in figure.axes[0].texts)
                self.assertEqual(re.findall("[A-Za-z]{2,}", places), [], f"{which} in {language}")
                self.assertEqual(name in places, which == "map_regions")
                self.assertNotIn("Boundaries", words_of(figure))
                self.assertIn("OCHA COD-AB", words_of(figure), "whose outlines they are is told in every language")
                plt.close(figure)

    def test_numbers_are_not_torn_between_lines(self):
        figure = plt.figure(figsize=(4, 2))
        for length in range(20, 90):
            lines = wrap("x" * length + " 6\u00a0544", figure, 9).split("\n")
            self.assertIn("6\u00a0544", lines[-1])
        plt.close(figure)

    def test_steps_of_maps_are_no_finer_than_what_is_known(self):
        narrow = ColourSteps([(10.0, 11.0, 12.0), (30.0, 31.0, 32.0)])
        wide = ColourSteps([(-10.0, 11.0, 32.0), (10.0, 31.0, 52.0), (0.0, 21.0, 42.0)])
        self.assertGreaterEqual(wide.step, 21.0, "half of the interval of 42")
        self.assertEqual(wide.colour(11.0), wide.colour(21.0), "within a step")
        self.assertNotEqual(narrow.colour(11.0), narrow.colour(31.0))

    def test_regions_without_published_figures(self):
        geography = Geography(figures.DEFAULT_GEOGRAPHY)
        self.assertIn("KZ-75", regions_never_printed(geography))
        self.assertNotIn("KZ-15", regions_never_printed(geography), "Aktobe was printed in 2022")

    def test_spreading_over_weeks(self):
        with tempfile.TemporaryDirectory() as place:
            runs = []
            for switch in ("", "social", "media"):
                copy = Path(place) / f"run_{switch}"
                shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("figures"))
                manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
                manifest["settings"]["switches"] = {name: name != switch for name in ("social", "media", "events")}
                (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
                runs.append(os.fspath(copy))
            draw = [*runs, "--scenario", "land_scandal", "--formats", "png"]
            with contextlib.redirect_stdout(io.StringIO()) as said:
                self.assertEqual(spreading_figure.main(draw), 0)
            self.assertTrue(Path(said.getvalue().strip()).is_file())
            use_style()
            opened = [RunFolder(run, Words("kk")) for run in runs]
            figure = spreading_figure.spreading_figure(opened, "land_scandal", Geography(figures.DEFAULT_GEOGRAPHY))
            self.assertEqual(len(figure.axes) % 3, 0, "a row for each run")
            self.assertEqual((overlapping_texts(figure), cut_texts(figure)), ([], []))
            for wrong, words in (([runs[1], runs[0]], "first run must have nothing switched off"), ([runs[0], runs[0]], "same switches"),
                                 ([*runs, "--scenario", "no_such"], "no scenario 'no_such'")):
                with contextlib.redirect_stderr(io.StringIO()) as said:
                    self.assertEqual(spreading_figure.main([*wrong, *(() if "--scenario" in wrong else ("--scenario", "land_scandal"))]), 3)
                self.assertIn(words, said.getvalue())

    def test_words(self):
        russian = Words("ru")
        self.assertEqual((russian.number(-1234.56, 1), russian.signed(-0.04), russian.signed(2)), ("\u22121\u00a0234,6", "0,0", "+2,0"))
        self.assertEqual(Words("kk").month("2027-04-14").split()[0][:4].isdigit() or "2027" in Words("kk").month("2027-04-14"), True)
        self.assertEqual(Words().scenario("land_scandal", "Another title"), "Another title")
        self.assertEqual(Words("ru").scenario("astana_lrt", "Astana light rail: opening or a new delay"), "LRT в Астане")
        with self.assertRaises(BadTexts):
            Words("de")

    def test_errors(self):
        with tempfile.TemporaryDirectory() as empty, contextlib.redirect_stderr(io.StringIO()) as messages:
            self.assertEqual(figures.main([empty]), 3)
            self.assertIn("manifest.json", messages.getvalue())
        with contextlib.redirect_stderr(io.StringIO()) as messages, self.assertRaises(SystemExit) as stop:
            figures.main([os.fspath(FOLDER), "--formats", "gif"])
        self.assertEqual(stop.exception.code, 2)
        self.assertIn("allowed: png", messages.getvalue())
        with contextlib.redirect_stderr(io.StringIO()) as messages:
            self.assertEqual(figures.main([os.fspath(FOLDER), "--lang", "de"]), 2)
        self.assertIn("there are en, ru, kk", messages.getvalue())


if __name__ == "__main__":
    unittest.main()
