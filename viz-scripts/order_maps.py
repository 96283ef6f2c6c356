"""Maps of macro-regions with the printed order beside: the indicators, and single statements."""
import matplotlib.pyplot as plt
import numpy as np

from breakdown_plots import question_words
from maps import colours_for, draw_map
from run_folder import number
from style import INDICATOR_TITLES, add_footer, add_title, plain


def macro_rows(run):
    """Of the last wave: {item: {statistic: {macro-region: row}}} of tables.csv."""
    rows = [row for row in run.table("tables.csv") if row["table"] == "macro_regions"]
    last = rows[-1]["wave"] if rows else ""
    found = {}
    for row in rows:
        if row["wave"] == last:
            found.setdefault(row["item"], {}).setdefault(row["statistic"], {})[row["group"]] = row
    return last, found


def adults_of(run, geography):
    """{macro-region: [(iso, adults), ...]}."""
    members = {}
    for iso, row in geography.regions.items():
        members.setdefault(row["macro_region"], []).append((iso, float(run.data.group_adults.sel(group=f"region:{iso}"))))
    return members


def index_spreads(run, geography, indicator, wave):
    """90 % and median of the adults' index at the wave, by macro-region: the mean of its regions."""
    date = next(np.datetime64(row["middle"]) for row in run.waves if row["wave"] == wave)
    place = int(np.argmin(np.abs(run.times - date)))
    spreads = {}
    for macro, isos in adults_of(run, geography).items():
        draws = [run.data.index_adults.sel(scenario=run.scenarios[0], indicator=indicator, group=f"region:{iso}").values[:, place]
                 for iso, _ in isos]
        spreads[macro] = np.quantile(np.average(draws, axis=0, weights=[adults for _, adults in isos]), [0.05, 0.5, 0.95])
    return spreads


def net_spreads(rows):
    return {macro: np.array([float(row[key]) for key in ("model_q05", "model_median", "model_q95")])
            for macro, row in rows.items()}


def place_words(rows, macro):
    """Place in the simulated order, and in the printed one: "3 | 1"."""
    row = rows.get(macro, {})
    printed = number(row.get("printed", ""))
    model = number(row.get("model_median", ""))
    return f"{model:.0f} | {printed:.0f}" if printed is not None and model is not None else (
        f"{model:.0f} | \u2013" if model is not None else "")


def draw_panel(figure, box, geography, spreads, ranks, title):
    axes = figure.add_axes(box)
    macros = list(spreads)
    labels = geography.labels_of("macro_region", {macro: macro for macro in macros})
    labels = {macro: (point, (names[0], place_words(ranks, macro)), line) for macro, (point, names, line) in labels.items()}
    colours, norm = colours_for([spread[1] for spread in spreads.values()])
    draw_map(axes, geography.macro_shapes, spreads, labels, norm, colours, lambda spread: plain(spread[1]))
    axes.set_title(title, fontsize=11, y=0.96, x=0.03)


def panels_figure(run, geography, panels, title, subtitle):
    """`panels`: (title, spreads, rows of places), two in a row."""
    lines = (len(panels) + 1) // 2
    figure = plt.figure(figsize=(14.5, 4.6 * lines + 1.4))
    top = add_title(figure, title, run.caveat + subtitle + " Under each name: place in the simulated order | in the printed one "
                    "(\u2013: not printed; equal places are printed as one level); net share below.")
    bottom = add_footer(figure, run.footer() + " The survey represents no single region; printed orders were words, and most were "
                        "given to the calibration.\n" + geography.attribution)
    height = (top - bottom) / lines
    for k, (name, spreads, ranks) in enumerate(panels):
        draw_panel(figure, [0.01 + 0.495 * (k % 2), top - (k // 2 + 1) * height, 0.485, height - 0.012], geography, spreads, ranks, name)
    return figure


def indicator_maps(run, geography):
    wave, items = macro_rows(run)
    indicators = [str(code) for code in run.data.indicator.values if str(code) in items and str(code) != "composite"]
    panels = [(INDICATOR_TITLES.get(code, code.capitalize()), index_spreads(run, geography, code, wave), items[code].get("rank", {}))
              for code in indicators]
    return panels_figure(run, geography, panels, f"The indicators by macro-region, {wave}",
                         "Adults at the time of the wave, baseline, median of members.")


def statement_maps(run, geography):
    """Statements whose order by macro-region is printed."""
    wave, items = macro_rows(run)
    indicators = {str(code) for code in run.data.indicator.values}
    panels = []
    for item, rows in items.items():
        ranks = rows.get("rank", {})
        if item not in indicators and "net" in rows and any(row["printed"] for row in ranks.values()):
            panels.append((question_words(item), net_spreads(rows["net"]), ranks))
    return panels_figure(run, geography, panels, f"Statements by macro-region, {wave}",
                         "Share positive minus share negative, sample as fielded, baseline, median of members.")
