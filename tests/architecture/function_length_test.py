#!/usr/bin/python3
"""function_length_test.py TREE: no function outside tests and benchmarks has more than 40 lines, from the line of its name to
its closing brace (a house rule; docs/developing.md). Only functions at the outermost level of a file are seen: what
clang-format leaves at column 0. Methods in classes are shorter than their classes, whose files have at most 400 lines."""
import sys
from pathlib import Path

MOST = 40
TREE = Path(sys.argv[1])
OTHER = ("namespace", "class", "struct", "enum", "constexpr", "inline constexpr", "template <std")


def sources():
    for folder in ("app", "calibration", "forecast", "inference", "model", "observations", "output", "python", "scenarios",
                   "support", "workbench"):
        yield from sorted(TREE.glob(f"{folder}/**/*.[ch]pp"))


def functions(lines):
    """First and last line of each, from 0."""
    for last, line in enumerate(lines):
        if line != "}":
            continue
        first = last - 1
        while first > 0 and (lines[first] == "" or lines[first][0] in " #"):
            first -= 1
        if not lines[first].startswith(OTHER) or "(" in lines[first]:
            yield first, last


found = seen = 0
for path in sources():
    lines = path.read_text(encoding="utf-8").split("\n")
    for first, last in functions(lines):
        seen += 1
        if last - first + 1 > MOST:
            found += 1
            print(f"{path.relative_to(TREE)}:{first + 1}: {last - first + 1} lines: {lines[first]}")
if seen < 1000:
    sys.exit(f"only {seen} functions seen: the test looks past the code")
if found:
    sys.exit(f"{found} functions have more than {MOST} lines")
