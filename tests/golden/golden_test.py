#!/usr/bin/python3
"""Golden runs: small runs of the shipped scenarios, compared line by line with what is stored.

    golden_test.py PROGRAM SOURCE_TREE            compares; prints the lines that differ
    golden_test.py PROGRAM SOURCE_TREE --update   stores what the program says now

A change of the model changes these numbers: look at the difference, then update, and say "results
change" in CHANGELOG.md.
"""
import csv
import difflib
import pathlib
import subprocess
import sys
import tempfile

RUNS = {
    "posterior": ["--scale", "0.0005", "--members", "3", "--seed", "1"],
    "prior": ["--scale", "0.0003", "--members", "2", "--seed", "7", "--posterior", "prior"],
}
SHOWN = 60  # lines of a difference


def lines_of(run_folder):
    """What is compared: the index of all adults, one region and the language groups in December,
    and the waves."""
    lines = []
    with open(run_folder / "index.csv", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            shown = row["factor"] in ("all", "language") and row["region"] in ("", "KZ-10")
            if shown and row["quantile"] == "0.5" and row["date"][5:7] == "12":
                lines.append(",".join(row.values()))
    lines.append("waves.csv")
    lines += (run_folder / "waves.csv").read_text().splitlines()
    return lines


def run(program, source_tree, options):
    library = source_tree / "scenarios" / "library"
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "run"
        subprocess.run([program, "run", library / "visa_free.toml", library / "new_investment.toml",
                        *options, "-o", target, "--quiet"],
                       check=True, cwd=folder, stdout=subprocess.DEVNULL)
        return lines_of(target)


def main():
    program, source_tree = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    update = "--update" in sys.argv[3:]
    failed = False
    for name, options in RUNS.items():
        stored = source_tree / "tests" / "golden" / "expected" / f"{name}.csv"
        now = run(program, source_tree, options)
        if update:
            stored.write_text("\n".join(now) + "\n")
            print(f"{name}: {len(now)} lines stored")
            continue
        before = stored.read_text().splitlines() if stored.exists() else []
        difference = list(difflib.unified_diff(before, now, f"{name} (stored)", f"{name} (now)",
                                               lineterm="", n=0))
        if difference:
            failed = True
            print("\n".join(difference[:SHOWN]))
            changed = sum(line.startswith("+") for line in difference) - 1
            print(f"{name}: {changed} of {len(now)} lines differ. If that is meant: "
                  "tests/golden/golden_test.py PROGRAM SOURCE_TREE --update")
        else:
            print(f"{name}: {len(now)} lines, all the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
