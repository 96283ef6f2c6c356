"""survey_figures.py on the sample run: every figure, no label on another; the map of friends on rows made here."""
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

FOLDER = Path(sys.argv.pop(1))
SCRIPTS = Path(__file__).resolve().parents[2] / "viz-scripts"
sys.path.insert(0, str(SCRIPTS))

import figures  # noqa: E402
import survey_figures  # noqa: E402
from friends_plot import Mentions, friends_figure  # noqa: E402
from maps import Geography  # noqa: E402
from run_folder import RunFolder  # noqa: E402
from style import overlapping_texts, use_style  # noqa: E402

NAMES = ["profile", "language_by_wave", "factors", "map_indicators", "map_statements"]  # of a run without adults' contacts
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
             "model_q95": str(share + growth / 2), "printed": str(share) if printed else ""} for rung, (label, share) in shares.items()]


class RunWithFriends(RunFolder):
    def table(self, name):
        if name == "funnel.csv":
            return (funnel_rows(self.scenarios[0], "2021-11-15", 0, True) + funnel_rows(self.scenarios[0], "2030-12-30", 0.1, False)
                    + funnel_rows(self.scenarios[1], "2030-12-30", 0.2, False))
        if name != "friends.csv":
            return super().table(name)
        return (friend_rows(self.scenarios[0], "2023-02-13", None, True) + friend_rows(self.scenarios[0], "2030-12-30", None, False)
                + friend_rows(self.scenarios[1], "2030-12-30", -0.031, False))


class SurveyFigures(unittest.TestCase):
    def test_program_writes_all(self):
        shutil.rmtree(FOLDER / "figures", ignore_errors=True)
        done = subprocess.run([str(SCRIPTS / "survey_figures.py"), FOLDER, "--formats", "png"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        written = sorted(path.name for path in (FOLDER / "figures").iterdir() if path.suffix)
        self.assertEqual(written, sorted(f"{name}.png" for name in NAMES))

    def test_no_label_lies_on_another(self):
        use_style()
        run = RunWithFriends(FOLDER)
        for name, make in survey_figures.plans_of(run, Geography(figures.DEFAULT_GEOGRAPHY)):
            figure = make()
            self.assertEqual(overlapping_texts(figure), [], name)
            titles = " ".join(text.get_text() for text in figure.texts)
            self.assertIn("not a forecast", " ".join(titles.split()), name)

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
