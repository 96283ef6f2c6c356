"""odd_test.py SOURCE_TREE: docs/odd.md has the seven elements of the ODD protocol (Grimm et al. 2020), in order and none empty."""
import re
import sys
from pathlib import Path

ELEMENTS = ("Purpose and patterns", "Entities, state variables, and scales", "Process overview and scheduling", "Design concepts", "Initialization",
            "Input data", "Submodels")
WORDS = 30  # fewer say nothing

text = (Path(sys.argv[1]) / "docs" / "odd.md").read_text(encoding="utf-8")
parts = re.split(r"^## (\d)\. (.*)$", text, flags=re.MULTILINE)[1:]
found = list(zip(parts[0::3], parts[1::3], parts[2::3]))
assert [(int(number), name) for number, name, _ in found] == list(enumerate(ELEMENTS, 1)), [name for _, name, _ in found]
for _, name, body in found:
    assert len(body.split()) >= WORDS, f"{name} says nothing"
