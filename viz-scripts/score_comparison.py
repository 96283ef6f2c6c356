#!/usr/bin/python3
"""Several scored forecasts in one Markdown table: score_comparison.py SCORE.json... [--names NAME...]

SCORE.json: standard output of 'kozqaras score FORECAST.json WAVE.csv --json'. Needs Python alone.
"""
import argparse
import json
import sys
from pathlib import Path

from messages import in_words

KINDS = {"composite": "composite", "indicator": "indicators", "question": "questions"}
BASELINES = {"skill_persistence": "persistence", "skill_linear_trend": "linear trend",
             "skill_damped_trend": "damped trend"}


class BadScore(Exception):
    """The file is no score of kozqaras."""


def read_summary(path):
    try:
        summary = json.loads(path.read_text(encoding="utf-8"))["summary"]
        return {row["kind"]: row for row in summary if row["kind"] in KINDS}
    except (ValueError, KeyError, TypeError) as error:
        raise BadScore(f"{path}: not the output of 'kozqaras score --json' ({error})") from error


def signed(skill):
    """+0.22 (28), or nothing where the baseline does not exist."""
    if skill["compared"] == 0:
        return ""
    return f"{skill['value']:+.2f} ({skill['compared']})"


def table(names, summaries):
    lines = ["| model | target | CRPS | inside 50, 80, 90 % | " + " | ".join(BASELINES.values()) + " |",
             "|---|---|---|---|" + "---|" * len(BASELINES)]
    for name, summary in zip(names, summaries):
        for kind, row in summary.items():
            target = f"{row['count']} {KINDS[kind]}" if row["count"] > 1 else KINDS[kind]
            inside = ", ".join(f"{100 * row[f'coverage{level}']:.0f}" for level in (50, 80, 90)) + " %"
            skills = " | ".join(signed(row[baseline]) for baseline in BASELINES)
            lines.append(f"| {name} | {target} | {row['crps']:.3f} | {inside} | {skills} |")
            name = ""
    return "\n".join(lines)


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a score, 4 a file is missing."""
    parser = argparse.ArgumentParser(description="Several scored forecasts in one Markdown table.")
    parser.add_argument("scores", type=Path, nargs="+", help="output of kozqaras score --json")
    parser.add_argument("--names", nargs="+", help="one for each (default: names of the files)")
    options = parser.parse_args(arguments)
    names = options.names or [path.name.split(".")[0] for path in options.scores]
    if len(names) != len(options.scores):
        parser.error(f"{len(names)} names for {len(options.scores)} scores")
    try:
        print(table(names, [read_summary(path) for path in options.scores]))
    except BadScore as error:
        print(f"score_comparison.py: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"score_comparison.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
