"""commands_of_pages_test.py PROGRAM SOURCE_TREE: every command that a page shows on a line of its own names a command of the program,
options that this command has, and files that are there. (README, walk, forecasting and others are run by tests of their own.)"""
import re
import shlex
import subprocess
import sys
from pathlib import Path

PROGRAM, ROOT = sys.argv[1], Path(sys.argv[2])
SHIPPED = ("scenarios/", "calibration/library/", "docs/examples/", "viz-scripts/", "data/")
HELP = {}


def help_of(*words):
    if words not in HELP:
        HELP[words] = subprocess.run([PROGRAM, *words, "--help"], capture_output=True, text=True).stdout
    return HELP[words]


def commands_of(text):
    """Lines of code that call the program or a script of it, with what follows a backslash at their end."""
    text = re.sub(r"\\\n\s*", " ", text)
    for line in text.split("\n"):
        found = re.match(r"    (?:\$ )?((?:mpirun -n \d+ )?(?:\S*/)?kozqaras |viz-scripts/)(.*)", line)
        if found:
            yield (found.group(1) + found.group(2)).split(" && ")[0]


def words_of(command):
    words = []
    for word in shlex.split(command, comments=True):
        if word in ("|", ">", "&&", "||", ";", "<"):
            break
        words.append(word)
    while not words[0].endswith("kozqaras") and not words[0].startswith("viz-scripts/"):
        words.pop(0)
    return words


def faults_of(command):
    try:
        words = words_of(re.sub(r"   +\S.*$", "", command))  # an explanation in a column of its own
    except ValueError as error:
        yield f"cannot be split: {error}"
        return
    if words[0].endswith("kozqaras") and len(words) > 1 and words[1] not in ("COMMAND", "--version", "--help", "..."):
        text = help_of(words[1])
        if not text.count("Usage: "):
            yield f"no command '{words[1]}'"
            return
        for word in words[2:]:
            option = re.match(r"--?[a-z][a-z-]*", word)
            if option and not re.search(rf"(?<![\w-]){re.escape(option.group())}(?![\w-])", text):
                yield f"'{words[1]}' has no option {option.group()}"
    for word in words:
        if word.startswith(SHIPPED) and "*" not in word and not (ROOT / word).exists():
            yield f"there is no {word}"


pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/formats").glob("*.md")), ROOT / "data/README.md"]
faults, seen = [], 0
for page in pages:
    for command in commands_of(page.read_text(encoding="utf-8")):
        seen += 1
        faults += [f"{page.relative_to(ROOT)}: {command}\n    {fault}" for fault in faults_of(command)]
print("\n".join(faults))
print(f"{seen} commands on {len(pages)} pages")
assert seen > 70, seen
sys.exit(bool(faults))
