"""Maps of macro-regions with the published order beside: the indicators, and single statements."""
import itertools

import matplotlib.pyplot as plt

from maps import ColourSteps, add_steps, attribution, draw_map, interval_text
from run_folder import number
from style import add_footer, add_title


def macro_rows(run):
    """The last wave, and of it {item: {statistic: {macro-region: row}}} of tables.csv."""
    rows = [row for row in run.tables if row["factor"] == "macro_region" and row["table"] in ("macro_regions", "indicators")]
    last = rows[-1]["wave"] if rows else ""
    found = {}
    for row in rows:
        if row["wave"] == last:
            found.setdefault(row["item"], {}).setdefault(row["statistic"], {})[row["group"]] = row
    return last, found


def spreads_of(rows):
    """{macro-region: (low, median, high)}, points."""
    return {macro: tuple(100 * float(row[key]) for key in ("model_q05", "model_median", "model_q95")) for macro, row in rows.items()}


def place_words(words, row):
    """Place in the simulated order, middle of the runs, and the published level: "3.5 | 1"."""
    printed, model = number(row.get("printed", "")), number(row.get("model_median", ""))
    return "" if model is None else f"{words.number(model, 0 if model.is_integer() else 1)} | {words.number(printed, 0)}"


def pairs_as_published(ranks):
    """Of the pairs of different published levels: how many the model orders so, and how many there are."""
    places = [(float(row["printed"]), float(row["model_median"])) for row in ranks.values() if row["printed"]]
    pairs = [(one, other) for one, other in itertools.combinations(places, 2) if one[0] != other[0]]
    return sum((one[0] < other[0]) == (one[1] < other[1]) and one[1] != other[1] for one, other in pairs), len(pairs)


def draw_panel(figure, box, geography, words, title, spreads, ranks):
    axes = figure.add_axes(box)
    labels = geography.labels_of("macro_region", {macro: words.or_else(f"class.macro_region.{macro}", macro) for macro in spreads})
    labels = {macro: (point, (names[0], place_words(words, ranks.get(macro, {}))), line) for macro, (point, names, line) in labels.items()}
    steps = ColourSteps(list(spreads.values()))
    draw_map(axes, geography.macro_shapes, spreads, labels, lambda spread: steps.colour(spread[1]), interval_text(words))
    axes.set_title(title, fontsize=11, x=0.03)
    add_steps(figure, words, steps, box[1] - 0.5 / figure.get_figheight(), False, box[0] + box[2] / 2)


def panels_figure(run, geography, kind, wave, panels):
    """`panels`: (title, spreads, rows of places), two in a row; one message: how many pairs stand as published."""
    words, lines = run.words, (len(panels) + 1) // 2
    counts = [pairs_as_published(ranks) for _, _, ranks in panels]
    figure = plt.figure(figsize=(14.5, 5.1 * lines + 1.5))
    top = add_title(figure, words(f"figure.orders.{kind}", wave=wave, n=sum(met for met, _ in counts), all=sum(pairs for _, pairs in counts)),
                    run.caveat + words("figure.orders.sub"))
    bottom = add_footer(figure, words("figure.orders.note") + "\n" + run.footer() + "\n" + attribution(words, geography))
    height, inch = (top - bottom) / lines, 1 / figure.get_figheight()
    for place, panel in enumerate(panels):
        box = [0.01 + 0.495 * (place % 2), top - (place // 2 + 1) * height + 0.55 * inch, 0.485, height - 0.85 * inch]
        draw_panel(figure, box, geography, words, *panel)
    return figure


def indicator_maps(run, geography):
    """The composite stands in a map of its own."""
    wave, items = macro_rows(run)
    panels = [(run.words.value(code), spreads_of(items[code]["index"]), items[code].get("rank", {}))
              for code in run.indicators if code != "composite" and "index" in items.get(code, {})]
    return panels_figure(run, geography, "indicators", wave, panels)


def statement_maps(run, geography):
    """Statements whose order by macro-region is published."""
    wave, items = macro_rows(run)
    panels = [(run.words.question(item), spreads_of(rows["net"]), rows["rank"]) for item, rows in items.items()
              if item not in run.indicators and "net" in rows and any(row["printed"] for row in rows.get("rank", {}).values())]
    return panels_figure(run, geography, "statements", wave, panels)
