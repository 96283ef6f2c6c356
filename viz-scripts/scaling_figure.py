#!/usr/bin/python3
"""Time and memory of population and ties against scale: scaling_figure.py BENCHMARK.json... -o FOLDER

BENCHMARK.json: kozqaras-bench --benchmark_filter='people|ties|tie_report' --benchmark_format=json
Writes FOLDER/population_scaling.png and .svg, and prints the table in Markdown.
"""
import argparse
import json
import sys
from pathlib import Path

import matplotlib.pyplot as plt

from messages import in_words
from style import BLUE, ORANGE, add_footer, add_title, label_powers, save, use_style

TITLES = {"people": "Adults", "ties": "Ties", "tie_report": "Report on ties"}
COLOURS = {"people": BLUE, "ties": ORANGE, "tie_report": "#4d9a57"}


def read(paths):
    """{(benchmark, threads): [(agents, seconds, gigabytes)]} by rising scale, and the machine."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    series = {}
    for run in (run for data in files for run in data["benchmarks"]):
        name = run["name"].split("/")[0]
        if name in TITLES and run.get("run_type") == "iteration":
            threads = int(run["name"].split("threads:")[1].split("/")[0])
            seconds = run["real_time"] * {"ms": 1e-3, "s": 1, "us": 1e-6, "ns": 1e-9}[run["time_unit"]]
            series.setdefault((name, threads), []).append((run["agents"], seconds, run["peak_bytes"] / 1e9))
    if not series:
        sys.exit(f"scaling_figure.py: no benchmark of {', '.join(TITLES)} in {', '.join(map(str, paths))}")
    context = files[0]["context"]
    return {key: sorted(points) for key, points in series.items()}, f"{context['processor']}, {context['num_cpus']} cores"


def scaling_figure(series, machine):
    figure = plt.figure(figsize=(11, 5.4))
    top = add_title(figure, "Time and memory grow with the number of agents",
                    "Solid: two threads, dotted: one. The grey line is proportional to agents, through the largest run.")
    bottom = add_footer(figure, f"Source: kozqaras-bench on {machine}.")
    grid = figure.add_gridspec(1, 2, left=0.075, right=0.98, top=top - 0.05, bottom=bottom + 0.11, wspace=0.22)
    for place, (value, label) in enumerate(((1, "seconds"), (2, "largest resident memory, GB"))):
        axes = figure.add_subplot(grid[place])
        for (name, threads), points in series.items():
            if place == 1 and threads == 1:
                continue
            axes.plot([point[0] for point in points], [point[value] for point in points], marker="o", markersize=4,
                      color=COLOURS[name], linestyle="-" if threads == 2 else ":", linewidth=1.5,
                      label=TITLES[name] if threads == 2 else None)
        largest = max(points[-1] for points in series.values())
        smallest = min(points[0][0] for points in series.values())
        axes.plot([smallest, largest[0]], [largest[value] * smallest / largest[0], largest[value]], color="#aaaaaa",
                  linewidth=0.9, zorder=1)
        axes.set_xscale("log")
        label_powers(axes.xaxis)
        axes.set_yscale("log")
        label_powers(axes.yaxis)
        axes.set_xlabel("agents")
        axes.set_ylabel(label)
        axes.set_title("Time" if place == 0 else "Memory")
        if place == 0:
            axes.legend(loc="upper left")
    return figure


def table(series):
    lines = ["| agents | " + " | ".join(f"{TITLES[name]}, {threads} thread{'s' if threads > 1 else ''}"
                                        for name, threads in series) + " | memory |",
             "|---|" + "---|" * (len(series) + 1)]
    sizes = sorted({point[0] for points in series.values() for point in points})
    for size in sizes:
        cells, memory = [], 0.0
        for points in series.values():
            found = [point for point in points if point[0] == size]
            cells.append(f"{found[0][1]:.3g} s" if found else "")
            memory = max([memory] + [point[2] for point in found])
        lines.append(f"| {size:,.0f} | " + " | ".join(cells) + f" | {memory:.2g} GB |")
    return "\n".join(lines)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Draws time and memory against scale.")
    parser.add_argument("benchmarks", type=Path, nargs="+", help="JSON of kozqaras-bench")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the figure")
    options = parser.parse_args(arguments)
    use_style()
    try:
        series, machine = read(options.benchmarks)
        save(scaling_figure(series, machine), options.output, "population_scaling", ["png", "svg"])
    except (OSError, KeyError, json.JSONDecodeError) as error:
        print(f"scaling_figure.py: {in_words(error)}", file=sys.stderr)
        return 4
    print(f"Measured on {machine}.\n\n{table(series)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
