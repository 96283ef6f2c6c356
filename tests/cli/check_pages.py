#!/usr/bin/python3
"""check_pages.py TREE RUN BRIEF REPORT: numbers of the English brief are those of the run's CSV; every shipped scenario is
called by the texts as its file calls it."""
import csv
import json
import re
import sys
import tomllib
from pathlib import Path

tree, run, brief, report = map(Path, sys.argv[1:])
text = brief.read_text(encoding="utf-8")
sign = lambda value: f"{value:+.1f}".replace("-", "\u2212").replace("+0.0", "0.0").replace("\u22120.0", "0.0")  # noqa: E731

# the story
rows = [row for row in csv.DictReader(open(run / "story.csv", encoding="utf-8")) if row["kind"] == "whole"]
first = json.load(open(run / "summary.json", encoding="utf-8"))["scenarios"][0]["id"]
peaks = {row["scenario"]: row for row in rows if row["statistic"] == "peak"}
for name, row in peaks.items():
    if abs(float(row["median"])) >= 0.05:
        for column in ("median", "q05", "q95"):
            assert sign(float(row[column])) in text, (name, column, row[column])
if abs(float(peaks[first]["median"])) >= 0.05:
    assert f'{abs(float(peaks[first]["median"])):.1f} points' in text

# the stored tests
polls = [row for row in json.load(open(tree / "data/record/backtest.json"))["scores"] if row["panel"] == row["horizon_years"] == "all"]
assert f'{polls[0]["forecasts"]:,} polls' in text
tests = [row for row in csv.DictReader(open(tree / "data/record/tests.csv")) if row["knows"] == "nothing"]
for test in tests:
    rows = list(csv.DictReader(open(tree / "data/record" / test["file"])))
    whole = next(row for row in rows if row["kind"] == "composite")
    assert f'missed by {abs(float(whole["observed"]) - float(whole["median"])) * 100:.0f} points' in text, test
    questions = [row for row in rows if row["kind"] == "question"]
    assert f'{sum(row["inside90"] == "yes" for row in questions)} of its {len(questions)} questions' in text

# the curve: as many points as there are reported weeks since shortly before the change
assert len(re.findall(r"<svg", text)) == 1 and "NaN" not in text

# the report shows each published composite and each region
page = report.read_text(encoding="utf-8")
waves = [row for row in csv.DictReader(open(run / "waves.csv", encoding="utf-8")) if row["id"] == "composite" and row["published"] and row["kind"] == "indicator"]
assert waves
for row in waves:
    assert sign(float(row["published"]) * 100).replace(".", ",") in page, row
for row in csv.DictReader(open(tree / "data/geography/regions.csv", encoding="utf-8")):
    assert row["name_ru"] in page, row["name_ru"]

# and speaks Russian of questions
texts = {row["key"]: row for row in csv.DictReader(open(tree / "data/texts/texts.csv", encoding="utf-8"))}
for row in csv.DictReader(open(tree / "data/survey/questions.csv", encoding="utf-8")):
    assert row["wording"] not in page, f"an English question: {row['wording']}"
assert texts["question.general_attitude"]["ru"] in page

# names of the library
for file in sorted((tree / "scenarios/library").glob("*.toml")):
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    called = {file.stem: document["title"]} | {f"{file.stem}.{one['id']}": one["title"] for one in document.get("variant", [])}
    for name, title in called.items():
        known = {texts[key]["en"] for key in (f"title.{name}", f"scenario.{name}") if key in texts}
        assert title in known, f"{name}: the texts lack '{title}'"
fields = (tree / "model/dynamics/environment.hpp").read_text()
for words in re.findall(r'environment_field\(&Environment::\w+, "([^"]+)"', fields):
    assert words == "exposures" or f"channel.{words}" in texts, words
print("passed")
