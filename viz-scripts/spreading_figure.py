#!/usr/bin/python3
"""One event spreading over weeks, as small multiples of maps: spreading_figure.py RUN [RUN ...] [--scenario ID] [--lang en|ru|kk]

The first folder is a run of the event as it is, the others are the same with something switched off, by the same seed:
    kozqaras run scenarios/library/land_scandal.toml -o runs/whole
    kozqaras run scenarios/library/land_scandal.toml --no-social -o runs/no_ties
    kozqaras run scenarios/library/land_scandal.toml --no-media -o runs/no_outlets
A row of maps for each; what a row lacks beside the first went through ties or through outlets. Reads only the run folders,
the outlines and the table of texts; writes RUN/figures/spreading.png and .svg. Needs Debian's python3-xarray,
python3-h5netcdf and python3-matplotlib.
"""
import argparse
import sys
from pathlib import Path

try:
    import matplotlib.pyplot as plt
    import numpy as np

    from figures import DEFAULT_GEOGRAPHY, formats_of, note_figures
    from maps import ColourSteps, Geography, add_steps, attribution, draw_map, region_labels
    from messages import in_words
    from run_folder import BadRunFolder, RunFolder
    from style import add_footer, add_title, save, use_style
    from words import DEFAULT_TEXTS, BadTexts, Words
except ImportError as error:
    sys.exit(f"spreading_figure.py: {error}; use /usr/bin/python3 with python3-xarray, python3-h5netcdf and python3-matplotlib")

WEEKS = (0, 4, 12, 26, 52)  # after the scenario leaves the status quo
SWITCHES = ("social", "media", "events")  # those that have a name of their own in a row


def row_of(run):
    """What is switched off in the run: "whole", "social", "media" or "events"."""
    off = [name for name in SWITCHES if not run.manifest["settings"].get("switches", {}).get(name, True)]
    if len(off) > 1:
        raise BadRunFolder(f"{run.path}: {' and '.join(off)} are off at once; give runs with one of them off")
    return off[0] if off else "whole"


def check(runs, scenario):
    """The same event, members and weeks in every run, the whole first."""
    first = runs[0]
    if row_of(first) != "whole":
        raise BadRunFolder(f"{first.path}: the first run must have nothing switched off")
    if scenario not in first.scenarios[1:]:
        raise BadRunFolder(f"{first.path}: no scenario '{scenario}'; there are {', '.join(first.scenarios[1:]) or 'none'}")
    for run in runs[1:]:
        settings = [one.manifest["settings"] for one in (first, run)]
        if scenario not in run.scenarios or any(settings[0].get(name) != settings[1].get(name) for name in ("seed", "scale", "members")):
            raise BadRunFolder(f"{run.path}: other scenarios, seed, scale or members than {first.path}: not the same event")
    if len({row_of(run) for run in runs}) < len(runs):
        raise BadRunFolder("two runs have the same switches: each row of maps needs its own")


def places_of(run, scenario):
    """The reported weeks nearest to WEEKS after the first that differs."""
    start = int(np.searchsorted(run.times, run.data.scenario_diverges.sel(scenario=scenario).values))
    if start >= len(run.times):
        raise BadRunFolder(f"{run.path}: the scenario never leaves the status quo")
    wanted = run.times[start] + np.array(WEEKS) * np.timedelta64(7, "D")
    return [int(np.argmin(np.abs(run.times - day))) for day in wanted if day <= run.times[-1]]


def changes_of(run, scenario, geography, places):
    """{region: [place][5 %, median, 95 %]}"""
    return {iso: np.quantile(run.difference(scenario, "composite", f"region:{iso}", places), [0.05, 0.5, 0.95], axis=0).T
            for iso in geography.region_shapes}


def largest_change(run, scenario):
    course = np.median(run.difference(scenario, "composite"), axis=0)
    return float(course[np.argmax(np.abs(course))])


def title_of(runs, scenario):
    words, found = runs[0].words, {row_of(run): largest_change(run, scenario) for run in runs}
    told = [words.signed(found[name]) if name in found else "\u2013" for name in ("whole", "social", "media")]
    return words("figure.spreading.title", title=runs[0].title_of(scenario), whole=told[0], ties=told[1], outlets=told[2])


def spreading_figure(runs, scenario, geography):
    check(runs, scenario)
    run, words = runs[0], runs[0].words
    places = places_of(run, scenario)
    changes = [changes_of(one, scenario, geography, places) for one in runs]
    steps = ColourSteps([spread for one in changes for spreads in one.values() for spread in spreads], around_zero=True)
    figure = plt.figure(figsize=(2.45 * len(places) + 1.2, 1.75 * len(runs) + 2.5))
    top, bottom = add_title(figure, title_of(runs, scenario), run.caveat + words("figure.spreading.sub")), add_footer(figure, run.footer() + "\n" + attribution(words, geography))
    grid = figure.add_gridspec(len(runs), len(places), left=0.1, right=0.995, top=top - 0.05, bottom=bottom + 0.09, wspace=0.02, hspace=0.04)
    labels, start = region_labels(words, geography), run.times[places[0]]
    for row, one in enumerate(runs):
        for column, place in enumerate(places):
            axes = figure.add_subplot(grid[row, column])
            spreads = {iso: values[column] for iso, values in changes[row].items()}
            draw_map(axes, geography.region_shapes, spreads, labels, lambda spread: steps.colour(spread[1]), None)
            if row == 0:
                axes.set_title(words("figure.week", n=int((run.times[place] - start) / np.timedelta64(7, "D"))), loc="center", fontsize=9.5)
            if column == 0:
                told = words(f"figure.row.{row_of(one)}")
                axes.annotate(told if len(told) < 10 else told.replace(" ", "\n", 1), (-0.04, 0.5),
                              xycoords="axes fraction", ha="right", va="center", fontsize=9.5, fontweight="bold")
    add_steps(figure, words, steps, bottom, False)
    return figure


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not runs of the same event, 4 a file is missing or cannot be written."""
    parser = argparse.ArgumentParser(description="Draws one event spreading over weeks.")
    parser.add_argument("folders", type=Path, nargs="+", help="folders written by kozqaras run, the whole first")
    parser.add_argument("--scenario", help="its id (default: the first of the run)")
    parser.add_argument("--lang", default="en", help="language of the texts: en, ru, kk (default: en)")
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    parser.add_argument("--geography", type=Path, default=DEFAULT_GEOGRAPHY, help="folder with regions.csv and outlines")
    options = parser.parse_args(arguments)
    use_style()
    try:
        words = Words(options.lang, DEFAULT_TEXTS)
        runs = [RunFolder(folder, words) for folder in options.folders]
        scenario = options.scenario or (runs[0].scenarios[1:] or [""])[0]
        figures = options.folders[0] / "figures"
        target = figures if words.language == words.languages[0] else figures / words.language
        paths = save(spreading_figure(runs, scenario, Geography(options.geography)), target, "spreading", options.formats)
        note_figures(figures, paths)
        print("\n".join(map(str, paths)))
    except (BadRunFolder, BadTexts) as error:
        print(f"spreading_figure.py: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"spreading_figure.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
