#!/usr/bin/python3
"""Draws why the index moved, cause by cause, as waterfalls: explanation.py WHY.csv [--formats png,svg]

Reads only the CSV that 'kozqaras explain -o' wrote; writes beside it. Needs Debian's python3-matplotlib.
"""
import argparse
import sys
from pathlib import Path

try:
    import matplotlib.pyplot as plt

    from figures import formats_of
    from messages import in_words
    from style import BLUE, GREY, ORANGE, add_title, save, use_style, wrap
    from table_folder import BadTable, read_table
except ImportError as error:
    sys.exit(f"explanation.py: {error}; use /usr/bin/python3 with python3-matplotlib and python3-xarray")

COLUMNS = {"cause", "title", "date", "mean", "q05", "q95"}
SMALL = 0.05  # points: a cause that never does more than this is not drawn


def read_causes(rows):
    """Dates in their order; {title: {date: (mean, q05, q95)}} of the causes and of the level."""
    dates = list(dict.fromkeys(row["date"] for row in rows))
    causes, level = {}, {}
    for row in rows:
        values = tuple(float(row[column]) if row[column] else float("nan") for column in ("mean", "q05", "q95"))
        if row["cause"] == "level":
            level[row["date"]] = values
        else:
            causes.setdefault(row["title"], {})[row["date"]] = values
    if len(dates) < 2 or set(level) != set(dates) or any(set(one) != set(dates) for one in causes.values()):
        raise BadTable("an explanation needs every cause and the level at two dates or more")
    return dates, causes, level


def draw_waterfall(axes, causes, level, first, last):
    """From the level at one date to that at another, one bar a cause."""
    at = level[first][0]
    titles = [title for title, one in causes.items()
              if max(abs(values[0]) for values in one.values()) > SMALL]
    axes.barh(0, at, color=GREY, height=0.6)
    for place, title in enumerate(titles, start=1):
        change = causes[title][last][0] - causes[title][first][0]
        axes.barh(place, change, left=at, color=BLUE if change >= 0 else ORANGE, height=0.6)
        at += change
        axes.annotate(f"{change:+.1f}", (at, place), xytext=(4 if change >= 0 else -4, 0), textcoords="offset points",
                      va="center", ha="left" if change >= 0 else "right", fontsize=7)
    axes.barh(len(titles) + 1, level[last][0], color=GREY, height=0.6)
    axes.set_yticks(range(len(titles) + 2))
    axes.set_yticklabels([f"index on {first}", *titles, f"index on {last}"], fontsize=8)
    axes.invert_yaxis()
    axes.margins(x=0.08)
    axes.set_xlabel("index x 100 (points of net)")


def explanation_figure(rows):
    dates, causes, level = read_causes(rows)
    middle = dates[min(2, len(dates) - 2)] if len(dates) > 2 else None
    panels = [(dates[0], middle), (middle, dates[-1])] if middle else [(dates[0], dates[-1])]
    figure, axes = plt.subplots(1, len(panels), figsize=(11 if middle else 7, 5.6), squeeze=False)
    biggest = max(causes, key=lambda title: abs(causes[title][panels[0][1]][0]))
    change = level[panels[0][1]][0] - level[dates[0]][0]
    below = add_title(figure, f"From {dates[0]} to {panels[0][1]} the index moved by {change:+.0f} points; "
                      f"most of it: {biggest}",
                      "Each cause counted with those above it, mean of the members. The survey cannot tell events from the "
                      "country's own change between two waves: priors do.")
    for one, (first, last) in zip(axes[0], panels):
        draw_waterfall(one, causes, level, first, last)
    figure.text(0.025, 0.012, wrap("Adults of all regions; kozqaras explain. Causes below "
                                   f"{SMALL} points at every date are left out.", figure, 7.5), fontsize=7.5, color=GREY)
    figure.tight_layout(rect=(0, 0.03, 1, below))
    return figure


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not such a table, 4 a file is missing or cannot be written."""
    parser = argparse.ArgumentParser(description="Draws why the index moved, cause by cause.")
    parser.add_argument("table", type=Path, help="CSV written by kozqaras explain -o")
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    options = parser.parse_args(arguments)
    use_style()
    try:
        figure = explanation_figure(read_table(options.table.parent, options.table.name, COLUMNS, "explain"))
        for path in save(figure, options.table.resolve().parent, options.table.stem, options.formats):
            print(path)
    except BadTable as error:
        print(f"explanation.py: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"explanation.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
