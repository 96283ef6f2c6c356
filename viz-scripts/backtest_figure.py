#!/usr/bin/python3
"""Draws a backtest: backtest_figure.py BACKTEST.csv [-o FOLDER] [--formats png,svg]

Reads the table that 'kozqaras backtest -o' wrote; writes backtest.png and .svg beside it, or into -o: CRPS of the law against
its rivals by panel and horizon, coverage of its intervals, PIT. Needs Debian's python3-matplotlib.
"""
import argparse
import csv
import sys
from pathlib import Path

try:
    import matplotlib.pyplot as plt

    from figures import formats_of
    from messages import in_words
    from style import BLUE, GREY, LIGHT_GREY, ORANGE, add_footer, add_title, save, use_style
except ImportError as error:
    sys.exit(f"backtest_figure.py: {error}; use /usr/bin/python3 with python3-matplotlib and python3-xarray")

RIVALS = {"persistence_crps": ("persistence", ORANGE, "o"), "damped_trend_crps": ("damped trend", GREY, "s"),
          "linear_trend_crps": ("linear trend", LIGHT_GREY, "^")}
LEVELS = {"50": ("low50", "high50"), "80": ("low80", "high80"), "90": ("low90", "high90")}
COLUMNS = {"panel", "horizon_years", "observed", "pit", "crps", *RIVALS, *(name for pair in LEVELS.values() for name in pair)}


class BadTable(Exception):
    """The file is no table of 'kozqaras backtest'."""


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not COLUMNS.issubset(reader.fieldnames or []):
            raise BadTable(f"{path}: not a table of 'kozqaras backtest' (columns missing)")
        rows = list(reader)
    if not rows:
        raise BadTable(f"{path}: no rows")
    return rows


def mean(rows, column):
    return sum(float(row[column]) for row in rows) / len(rows)


def groups_of(rows):
    """Rows by panel and horizon, in the order of the table."""
    groups = {}
    for row in rows:
        groups.setdefault((row["panel"], int(row["horizon_years"])), []).append(row)
    return dict(sorted(groups.items()))


def each_once(rows):
    """Parts of a pollster ("Pew: West") hold the polls of the pollster again."""
    panels = {row["panel"] for row in rows}
    return [row for row in rows if row["panel"].split(":")[0] == row["panel"] or row["panel"].split(":")[0] not in panels]


def inside(rows, level):
    low, high = LEVELS[level]
    return sum(float(row[low]) <= float(row["observed"]) <= float(row[high]) for row in rows) / len(rows)


def draw_crps(axes, groups):
    names = list(groups)[::-1]
    for column, (label, colour, marker) in RIVALS.items():
        axes.plot([mean(groups[name], column) for name in names], range(len(names)), marker, color=colour, markersize=5, label=label)
    axes.plot([mean(groups[name], "crps") for name in names], range(len(names)), "D", color=BLUE, markersize=5, label="the law")
    axes.set_yticks(range(len(names)), [f"{panel}, {years} y ({len(groups[panel, years])})" for panel, years in names], fontsize=7)
    axes.set_xlabel("CRPS of the poll's net, points; lower is better")
    axes.set_title("Distance of the forecast from the poll")
    axes.legend(loc="lower right", fontsize=8)


def draw_coverage(axes, groups, rows):
    for level, height in (("50", 0), ("80", 1), ("90", 2)):
        shares = [100 * inside(members, level) for members in groups.values() if len(members) >= 50]
        axes.plot(shares, [height] * len(shares), "o", color=LIGHT_GREY, markersize=5)
        axes.plot(100 * inside(rows, level), height, "D", color=BLUE, markersize=7)
        axes.plot([float(level)] * 2, [height - 0.35, height + 0.35], color=ORANGE)
        axes.axvspan(float(level) - 4, float(level) + 4, ymin=height / 3, ymax=(height + 1) / 3, color=ORANGE, alpha=0.12, linewidth=0)
    axes.set_yticks([0, 1, 2], ["50 %", "80 %", "90 %"])
    axes.set_ylim(-0.5, 2.5)
    axes.set_xlim(35, 100)
    axes.set_xlabel("% inside; blue: all, grey: panels, band: 4 points")
    axes.set_title("Intervals hold what they say")


def draw_pit(axes, rows):
    axes.hist([float(row["pit"]) for row in rows], bins=[step / 10 for step in range(11)], color=BLUE, alpha=0.7)
    axes.axhline(len(rows) / 10, color=ORANGE)
    axes.set_xlabel("where the poll lay in its forecast (PIT)")
    axes.set_ylabel("polls")
    axes.set_title("Where polls fell")


def draw(rows):
    groups, once = groups_of(rows), each_once(rows)
    better = sum(mean(members, "crps") < mean(members, "persistence_crps") for members in groups.values())
    figure = plt.figure(figsize=(11, 7.2))
    title = (f"The law of change beats persistence in {better} of {len(groups)} panels and horizons; "
             f"{100 * inside(once, '80'):.0f} % of {len(once):,} polls lie inside its 80 % intervals")
    top = add_title(figure, title, "Each country's next polls of China, forecast from its own past; parameters from the other countries only")
    grid = figure.add_gridspec(2, 2, left=0.24, right=0.98, top=top - 0.04, bottom=0.13, wspace=0.2, hspace=0.42, width_ratios=(1.2, 1))
    draw_crps(figure.add_subplot(grid[:, 0]), groups)
    draw_coverage(figure.add_subplot(grid[0, 1]), groups, once)
    pit = figure.add_subplot(grid[1, 1])
    draw_pit(pit, once)
    low = sum(float(row["pit"]) < 0.5 for row in once) / len(once)
    pit.set_title(f"{100 * low:.0f} % of polls fell below the median")
    add_footer(figure, "Polls: data/panel/china_opinion_panel.csv. Panels by pollster and part, years ahead, polls in brackets; coverage of panels with 50 polls and more.")
    return figure


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Draws a backtest.")
    parser.add_argument("table", type=Path, help="table written by kozqaras backtest -o")
    parser.add_argument("-o", "--output", type=Path, help="folder of the figure (default: that of the table)")
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    options = parser.parse_args(arguments)
    use_style()
    try:
        for path in save(draw(read(options.table)), options.output or options.table.parent, "backtest", options.formats):
            print(path)
    except BadTable as error:
        print(f"backtest_figure.py: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"backtest_figure.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
