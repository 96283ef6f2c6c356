#!/usr/bin/python3
"""data_names_test.py TREE: nothing that data/ names is named in C++ outside tests and comments: no place, language, group,
news source, driver, question, wave, methodology or pollster. They are rows (docs/formats). Examples in texts of --help may
show them. Not yet data, and so left out: the texts of the registry of levers (scenarios/levers_*.cpp: labels, evidence,
limits), words of levers, and classes of events."""
import csv
import re
import sys
from pathlib import Path

FOLDERS = ("app", "calibration", "forecast", "inference", "model", "observations", "output", "scenarios", "support", "workbench")
TREE = Path(sys.argv[1])


def column(table, name):
    with open(TREE / "data" / table, encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)} - {""}


def everyday(names):
    """Without numbers and words that stand for something else, too."""
    return {name for name in names if not name.isdigit() and name not in ("other", "mixed")}


classes = column("country/classes.csv", "class") | column("country/classes.csv", "reported_as")
# looked for anywhere in a line of code
DISTINCT = (column("survey/questions.csv", "question_id") | column("survey/indices.csv", "methodology")
            | column("survey/waves.csv", "pollster") | column("geography/regions.csv", "iso")
            | {name.removesuffix(" Region") for name in column("geography/regions.csv", "name_en")}
            | column("country/country.csv", "name") | column("events/drivers.csv", "driver")
            | {name for name in classes if "_" in name or re.search("kazakh|russian", name)})
# looked for as a whole text in quotation marks; attitudes of the model are called general and economic, too
WHOLE = (column("survey/waves.csv", "wave") | column("country/country.csv", "code")
         | column("geography/regions.csv", "macro_region") | column("media/sources.csv", "source_id")
         | everyday(classes | column("media/sources.csv", "language"))
         | column("survey/indices.csv", "indicator") - {"general", "economic"})
NAMES = re.compile("|".join([*map(re.escape, sorted(DISTINCT)), *(f'"{re.escape(name)}"' for name in sorted(WHOLE))]))
TEXT_OR_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|//.*')


def name_in(line):
    """A name of data/ in a line of code; pieces of texts of --help begin with two blanks and kozqaras."""
    code = TEXT_OR_COMMENT.sub(lambda match: match[1] or "", line)
    help_text = '"  kozqaras ' in code or "How does Kazakhstan see China" in code
    found = None if help_text else NAMES.search(code)
    return found and found[0]


def main():
    assert len(DISTINCT) > 70 and len(WHOLE) > 40, "no names to look for"
    found = []
    for folder in FOLDERS:
        for path in sorted((TREE / folder).rglob("*.[ch]pp")):
            if path.name.startswith("levers_"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if name := name_in(line):
                    found.append(f"{path.relative_to(TREE)}:{number}: {name}: {line.strip()}")
    # a checker that finds nothing anywhere would pass, too
    for name in (min(column("survey/questions.csv", "question_id")), "KZ-71", "Astana", "kazakh_and_russian"):
        assert name_in(f'if (code == "the {name}")'), f"blind to {name}"
    for name in ("North", "2023", "rural", "cultural", "social_networks"):
        assert name_in(f'const auto text = "{name}"; // a comment'), f"blind to {name}"
    assert not name_in('int x = 0; ///< "KZ-71"')
    print("\n".join(["names of data/ in C++:", *found] if found else ["passed"]))
    return 1 if found else 0


sys.exit(main())
