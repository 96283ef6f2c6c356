#!/usr/bin/python3
"""Draws a tornado: tornado.py TORNADO.csv [--formats png,svg]

Reads only the CSV that 'kozqaras tornado -o' wrote; writes beside it. Needs Debian's python3-matplotlib.
"""
import argparse
import sys
from pathlib import Path

try:
    import matplotlib.pyplot as plt

    from figures import formats_of
    from messages import in_words
    from style import save, use_style
    from table_folder import BadTable, read_table
except ImportError as error:
    sys.exit(f"tornado.py: {error}; use /usr/bin/python3 with python3-matplotlib and python3-xarray")

TITLES = {"lever": "Levers, one at a time: difference to the status quo",
          "scenario": "Scenarios as their files say: difference to the status quo",
          "parameters": "Assumptions, one family of parameters at a time: 90 % of the members"}
COLUMNS = {"kind", "name", "low_setting", "high_setting", "low_median", "low_q05", "low_q95", "high_median", "high_q05",
           "high_q95", "observed", "outcome", "parameters", "label"}
GOOD, BAD = "#1f6f8b", "#b5651d"  # blue: views improve; brown: they worsen; told apart by those who see no red and green


def label_of(row):
    ends = f" ({row['low_setting']} to {row['high_setting']})" if row["kind"] == "lever" else ""
    return row["label"] + ends + ("" if row["observed"] == "yes" else " *")


def draw_bars(axes, rows):
    """One bar per row, greatest swing on top; whiskers hold 90 % of the members (levers)."""
    for place, row in enumerate(reversed(rows)):
        for end in ("low", "high"):
            centre = float(row[f"{end}_median"])
            axes.barh(place, centre, color=GOOD if centre > 0 else BAD, height=0.7, label=None)
            low, high = float(row[f"{end}_q05"]), float(row[f"{end}_q95"])
            if high > low:
                axes.plot([low, high], [place, place], color="black", linewidth=0.8)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_yticks(range(len(rows)))
    axes.set_yticklabels([label_of(row) for row in reversed(rows)], fontsize=7)
    axes.set_xlabel("points of net (index x 100)")


def tornado_figure(rows):
    kinds = [kind for kind in TITLES if any(row["kind"] == kind for row in rows)]
    counts = [sum(row["kind"] == kind for row in rows) for kind in kinds]
    figure, panels = plt.subplots(len(kinds), 1, figsize=(9, 1.6 + 0.26 * sum(counts)), squeeze=False,
                                  gridspec_kw={"height_ratios": counts})
    for axes, kind in zip(panels[:, 0], kinds):
        draw_bars(axes, [row for row in rows if row["kind"] == kind])
        axes.set_title(TITLES[kind], fontsize=9, loc="left")
    figure.suptitle(f"What moves the index: {rows[0]['outcome']}. Scenario projection, not a forecast", fontsize=10)
    figure.text(0.01, 0.005, f"Parameters: {rows[0]['parameters']}. Blue: views improve, brown: they worsen. "
                "* nothing but the status quo was ever observed.", fontsize=7)
    figure.tight_layout(rect=(0, 0.02, 1, 0.97))
    return figure


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a tornado table, 4 a file is missing or cannot be written."""
    parser = argparse.ArgumentParser(description="Draws a tornado.")
    parser.add_argument("table", type=Path, help="CSV written by kozqaras tornado -o")
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    options = parser.parse_args(arguments)
    use_style()
    try:
        figure = tornado_figure(read_table(options.table.parent, options.table.name, COLUMNS, "tornado"))
        for path in save(figure, options.table.resolve().parent, options.table.stem, options.formats):
            print(path)
    except BadTable as error:
        print(f"tornado.py: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"tornado.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
