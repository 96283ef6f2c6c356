#!/usr/bin/python3
"""The weekly step beside the limit of the machine: benchmark_figure.py FOLDER

FOLDER: what kozqaras-bench --report FOLDER wrote. Writes FOLDER/weekly_step.png and .svg.
"""
import argparse
import json
import re
import sys
from pathlib import Path

import matplotlib.pyplot as plt

from messages import in_words
from style import BLUE, GREY, LIGHT_GREY, ORANGE, add_footer, add_title, label_powers, save, use_style


def read(path):
    """{(benchmark, members, threads): [(agents, ns per tie visit, ns per agent, member)]}, and the machine."""
    data = json.loads(path.read_text(encoding="utf-8"))
    series = {}
    for run in data["benchmarks"]:
        name = run["run_name"]
        if run.get("aggregate_name") != "median" or not name.startswith(("weekly_step/", "gather_floor/")):
            continue
        number = {key: int(value) for key, value in re.findall(r"(\w+):(\d+)", name)}
        series.setdefault((name.split("/")[0], number["members"], number["threads"]), []).append(
            (run["agents"], run["s/tie_visit"] * 1e9, run.get("s/agent_member_week", 0) * 1e9))
    if not series:
        sys.exit(f"benchmark_figure.py: no weekly_step in {path}")
    context = data["context"]
    return {key: sorted(points) for key, points in series.items()}, f"{context['processor']}, {context['num_cpus']} cores"


def draw(series, machine):
    figure = plt.figure(figsize=(11, 5.2))
    top = add_title(figure, "The weekly step beside the limit of the machine",
                    "Left: one tie of a batch of 16 members, the whole step against only reading the same opinions along the "
                    "same ties. Right: cost of a week for one agent of one member.")
    bottom = add_footer(figure, f"Source: kozqaras-bench --report, medians of repetitions on {machine}.")
    grid = figure.add_gridspec(1, 2, left=0.075, right=0.98, top=top - 0.05, bottom=bottom + 0.11, wspace=0.22)
    left, right = figure.add_subplot(grid[0]), figure.add_subplot(grid[1])
    for (name, members, threads), points in sorted(series.items()):
        agents = [point[0] for point in points]
        line = {"marker": "o", "markersize": 4, "linewidth": 1.5, "linestyle": "-" if threads == 2 else ":"}
        words = f"{threads} thread{'s' if threads > 1 else ''}"
        if members == 12:
            left.plot(agents, [point[1] for point in points], color=BLUE if name == "weekly_step" else GREY,
                      label=f"{'weekly step' if name == 'weekly_step' else 'gather floor'}, {words}", **line)
        if name == "weekly_step" and members in (1, 12):
            right.plot(agents, [point[2] for point in points], color=BLUE if members == 12 else ORANGE,
                       label=f"{members} member{'s' if members > 1 else ''}, {words}", **line)
    for axes, title, label in ((left, "Per tie visit", "ns per tie visit (all attitudes, 12 members)"),
                               (right, "Per agent and member", "ns per agent, member and week")):
        axes.set_xscale("log")
        label_powers(axes.xaxis)
        axes.set_ylim(0, 1.35 * axes.get_ylim()[1])
        axes.set_xlabel("agents")
        axes.set_ylabel(label)
        axes.set_title(title)
        axes.legend(loc="upper left", ncols=2)
        axes.spines["left"].set_color(LIGHT_GREY)
    return figure


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Draws the weekly step beside the limit of the machine.")
    parser.add_argument("folder", type=Path, help="folder of kozqaras-bench --report")
    folder = parser.parse_args(arguments).folder
    use_style()
    try:
        save(draw(*read(folder / "benchmarks.json")), folder, "weekly_step", ["png", "svg"])
    except (OSError, KeyError, json.JSONDecodeError) as error:
        print(f"benchmark_figure.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
