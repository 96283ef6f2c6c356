"""survey_figures.py on the sample run: every figure in every language, no label cut or on another; friends and funnel on
rows made here."""
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

import matplotlib.pyplot as plt  # noqa: E402

import figures  # noqa: E402
import survey_figures  # noqa: E402
from friends_plot import Mentions, friends_figure  # noqa: E402
from maps import Geography  # noqa: E402
from order_maps import pairs_as_published  # noqa: E402
from run_folder import RunFolder  # noqa: E402
from style import cut_texts, overlapping_texts, use_style  # noqa: E402
from words import Words  # noqa: E402

NAMES = ["profile", "factors", "map_indicators", "map_statements", "appendix/language_by_wave"]  # of a run without adults' contacts
COUNTRIES = ("ares", "boreas", "ceto", "doris", "eos")


def friend_rows(scenario, date, change, printed):
    """Each country is named by fewer than the one before; nobody names the last beside another."""
    rows = []
    for k, base in enumerate(COUNTRIES):
        row = {"scenario": scenario, "date": date, "statistic": "named", "base": base, "also": "", "printed": "",
               "model_median": str(0.6 - 0.1 * k), "difference": str(change) if change is not None else ""}
        rows.append(row)
        rows += [{**row, "statistic": "also_named", "also": also, "model_median": str(0.7 - 0.1 * j), "printed": "0.5" if printed else ""}
                 for j, also in enumerate(COUNTRIES) if also != base]
    return rows


def funnel_rows(scenario, date, growth, printed):
    shares = {"any_news": ("meets news on China at all", 0.88), "seeks": ("has read or watched something on China on purpose", 0.52),
              "has_visited": ("has been in China", 0.1 + growth)}
    return [{"scenario": scenario, "date": date, "rung": rung, "label": label, "model_median": str(share), "model_q05": str(share),
             "model_q95": str(share + growth / 2), "difference": str(growth - 0.1) if growth else "", "printed": str(share) if printed else ""} for rung, (label, share) in shares.items()]


class RunWithFriends(RunFolder):
    def table(self, name):
        base, others = self.scenarios[0], self.scenarios[1:]
        if name == "funnel.csv":
            return [*funnel_rows(base, "2021-11-15", 0, True), *funnel_rows(base, "2030-12-30", 0.1, False),
                    *(row for one in others for row in funnel_rows(one, "2030-12-30", 0.2, False))]
        if name != "friends.csv":
            return super().table(name)
        return [*friend_rows(base, "2023-02-13", None, True), *friend_rows(base, "2030-12-30", None, False),
                *(row for one in others for row in friend_rows(one, "2030-12-30", -0.031, False))]


class SurveyFigures(unittest.TestCase):
    def test_program_writes_all(self):
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / "run"
            shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("figures"))
            for language, folder in (("en", copy / "figures"), ("kk", copy / "figures" / "kk")):
                done = subprocess.run([str(SCRIPTS / "survey_figures.py"), copy, "--formats", "png", "--lang", language, "--jobs", "2"],
                                      capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                written = sorted(Path(line).relative_to(folder).as_posix() for line in done.stdout.splitlines())
                self.assertEqual(written, sorted(f"{name}.png" for name in NAMES))
            listed = (copy / "figures" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()[1:]
            self.assertEqual(len(listed), 2 * len(NAMES), "run --force knows all of them")

    def test_unknown_language(self):
        with contextlib.redirect_stderr(io.StringIO()) as messages:
            self.assertEqual(survey_figures.main([os.fspath(FOLDER), "--lang", "de"]), 2)
        self.assertIn("survey_figures.py: ", messages.getvalue())
        self.assertIn("there are en, ru, kk", messages.getvalue())

    def test_no_label_is_cut_or_lies_on_another(self):
        use_style()
        for language in ("en", "ru", "kk"):
            run = RunWithFriends(FOLDER, Words(language))
            plans = survey_figures.plans_of(run, Geography(figures.DEFAULT_GEOGRAPHY))
            self.assertGreater(len(plans), len(NAMES))
            for name, make in plans:
                with self.subTest(language=language, figure=name):
                    figure = make()
                    self.assertEqual(overlapping_texts(figure), [])
                    self.assertEqual(cut_texts(figure), [])
                    titles = " ".join(" ".join(text.get_text() for text in figure.texts).split())
                    self.assertIn(run.words("badge.short"), titles)
                    self.assertNotRegex(titles, r"[{}]", "every place is filled")
                    plt.close(figure)

    def test_pairs_of_macro_regions(self):
        """By hand: a and b share a level; c stands below both as published, but not below b as simulated; d is not published."""
        ranks = {name: {"printed": printed, "model_median": model}
                 for name, printed, model in (("a", "1", "1"), ("b", "1", "3"), ("c", "2", "2"), ("d", "", "4"))}
        self.assertEqual(pairs_as_published(ranks), (1, 2))

    def test_links_are_those_of_the_rule(self):
        """By hand: each points to the three first others; ares is pointed to by all, and points to boreas, ceto, doris."""
        links = Mentions(friend_rows("baseline", "2023-02-13", None, True)).links()
        self.assertTrue(links["ares", "boreas"])
        self.assertFalse(links["eos", "ares"])
        self.assertNotIn(("ares", "eos"), links)
        self.assertEqual(len(links), 9)

    def test_changes_are_shown(self):
        run = RunWithFriends(FOLDER)
        texts = [text.get_text() for axes in friends_figure(run, run.scenarios[1]).axes for text in axes.texts]
        self.assertTrue(any("\u22123.1" in text for text in texts), texts)


if __name__ == "__main__":
    unittest.main()
