"""The profile by year, home language by wave, and the factor table beside the print; all in points."""
import matplotlib.pyplot as plt

from breakdown_plots import words_of
from maps import text_colour
from run_folder import number
from style import BLUE, GREY, ORANGE, SEQUENTIAL, add_footer, add_title, whole_numbers

SHADES = ["#9ecae1", "#4a90c8", "#14477f", "#08264a"]


def indicator_rows(run, factor, group):
    """{wave: {indicator: row}} of the indicators of a group in tables.csv."""
    found = {}
    for row in run.tables:
        if (row["table"], row["factor"], row["group"], row["statistic"]) == ("indicators", factor, group, "index"):
            found.setdefault(row["wave"], {})[row["item"]] = row
    return found


def middle(row):
    return 100 * float(row["model_median"])


def shade(place):
    return SHADES[min(place, len(SHADES) - 1)]


def draw_dots(axes, position, row, colour):
    low, median, high = (100 * float(row[key]) for key in ("model_q05", "model_median", "model_q95"))
    axes.errorbar(position, median, yerr=[[median - low], [high - median]], marker="D", markersize=4.5, markerfacecolor="white",
                  color=colour, capsize=0, elinewidth=1.2, linestyle="none", zorder=3)
    printed = number(row["printed"])
    if printed is not None:
        axes.plot(position - 0.07, 100 * printed, marker="o", markersize=4.5, color=ORANGE, zorder=4)


def add_legend(figure, words, top, more=()):
    points = [plt.Line2D([], [], color=ORANGE, marker="o", markersize=4, linestyle="none", label=words("figure.legend.printed")),
              plt.Line2D([], [], color=BLUE, marker="D", markersize=4, markerfacecolor="white", label=words("figure.legend.model")), *more]
    figure.legend(handles=points, loc="upper left", bbox_to_anchor=(0.02, top + 0.012), ncols=len(points), fontsize=8)


def profile_figure(run):
    """The indicators side by side, one line per wave."""
    words, waves = run.words, indicator_rows(run, "all", "all")
    last = list(waves)[-1]
    by_height = sorted((code for code in waves[last] if code != "composite"), key=lambda code: middle(waves[last][code]))
    figure = plt.figure(figsize=(9.5, 5.6))
    top = add_title(figure, words("figure.profile.title", wave=last, high=words.value(by_height[-1]), low=words.value(by_height[0])),
                    run.caveat + words("figure.profile.sub"))
    bottom = add_footer(figure, run.footer())
    axes = figure.add_axes([0.08, bottom + 0.07, 0.89, top - bottom - 0.14])
    lines = []
    for k, (wave, rows) in enumerate(waves.items()):
        places = {place + 0.16 * (k - (len(waves) - 1) / 2): rows[code] for place, code in enumerate(run.indicators) if code in rows}
        joined = {place: middle(row) for place, row in places.items() if row["item"] != "composite"}
        axes.plot(list(joined), list(joined.values()), color=shade(k), linewidth=1.4)
        for place, row in places.items():
            draw_dots(axes, place, row, shade(k))
        lines.append(plt.Line2D([], [], color=shade(k), linewidth=1.4, label=wave))
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xticks(range(len(run.indicators)), [words.value(code).replace(" ", "\n", 1) for code in run.indicators])
    axes.set_ylabel(words("figure.points"))
    axes.yaxis.set_major_formatter(whole_numbers(words))
    add_legend(figure, words, top, lines)
    return figure


def draw_languages(panels, run, groups, rows):
    """One panel per indicator; returns what the lines mean."""
    lines = []
    for k, code in enumerate(groups):
        label = words_of(run, *code.split(":")).replace("\n", " ")
        lines.append(plt.Line2D([], [], color=shade(k), linewidth=1.4, label=label))
        for axes, indicator in zip(panels, run.indicators):
            waves = [wave for wave in rows[code] if indicator in rows[code][wave]]
            places = [place + 0.1 * (k - 1) for place in range(len(waves))]
            axes.plot(places, [middle(rows[code][wave][indicator]) for wave in waves], color=shade(k), linewidth=1.4)
            for place, wave in zip(places, waves):
                draw_dots(axes, place, rows[code][wave][indicator], shade(k))
            axes.set_xticks(range(len(waves)), waves)
            axes.set_title(run.words.value(indicator), fontsize=8.5)
    return lines


def language_figure(run):
    """Indicators by home language over the waves; the print has them for the last wave only."""
    words, groups = run.words, [code for code in run.groups if code.startswith("language:")]
    rows = {code: indicator_rows(run, *code.split(":")) for code in groups}
    last = list(rows[groups[0]])[-1]
    by_height = sorted(groups, key=lambda code: middle(rows[code][last]["composite"]))
    low, high = (middle(rows[code][last]["composite"]) for code in (by_height[0], by_height[-1]))
    lowest, highest = (words_of(run, *code.split(":")).replace("\n", " ") for code in (by_height[0], by_height[-1]))
    figure = plt.figure(figsize=(13.5, 5.2))
    top = add_title(figure, words("figure.languages.title", wave=last, low=words.number(low, 0), lowest=lowest, high=words.number(high, 0),
                                  highest=highest), run.caveat + words("figure.languages.sub"))
    bottom = add_footer(figure, run.footer())
    panels = figure.subplots(1, len(run.indicators), sharey=True, squeeze=False,
                             gridspec_kw={"left": 0.05, "right": 0.985, "top": top - 0.12, "bottom": bottom + 0.06, "wspace": 0.1})[0]
    lines = draw_languages(panels, run, groups, rows)
    panels[0].set_ylabel(words("figure.points"))
    panels[0].yaxis.set_major_formatter(whole_numbers(words))
    add_legend(figure, words, top, lines)
    return figure


def draw_cell(axes, words, place, row, mark, colour):
    """Simulated and printed, below the interval; bold where the report marks the factor."""
    x, y = place
    axes.add_patch(plt.Rectangle((x - 0.49, y - 0.47), 0.98, 0.94, color=colour, linewidth=0))
    marked = mark is not None and bool(number(mark["printed"]))
    low, value, high = (100 * float(row[key]) for key in ("model_q05", "model_median", "model_q95"))
    printed = number(row["printed"])
    text = f"{words.signed(value, 0)} | {words.signed(None if printed is None else 100 * printed, 0)}{'  +' if marked else ''}"
    axes.annotate(text, place, xytext=(0, 6), textcoords="offset points", ha="center", va="center", fontsize=9.5,
                  color=text_colour(colour), fontweight="bold" if marked else "normal")
    axes.annotate(f"({words.interval(low, high, 0)})", place, xytext=(0, -8), textcoords="offset points", ha="center", va="center",
                  fontsize=7.5, color=text_colour(colour))


def draw_factors(axes, words, found, factors, indicators):
    size = max(abs(middle(row)) for (_, _, kind), row in found.items() if kind == "difference")
    for (factor, item, kind), row in found.items():
        if kind == "difference":
            draw_cell(axes, words, (indicators.index(item), factors.index(factor)), row, found.get((factor, item, "mark")),
                      SEQUENTIAL(0.8 * abs(middle(row)) / size))
    axes.set_xlim(-0.5, len(indicators) - 0.5)
    axes.set_ylim(len(factors) - 0.5, -0.5)
    axes.set_xticks(range(len(indicators)), [words.value(code) for code in indicators], fontsize=8.5)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(factors)), [words.factor(factor)[:1].upper() + words.factor(factor)[1:] for factor in factors])
    axes.tick_params(length=0)
    axes.grid(False)
    axes.spines[:].set_visible(False)


def factor_figure(run):
    """Difference between the ends of each factor: simulated with its interval, printed, and the report's mark."""
    words, rows = run.words, [row for row in run.tables if row["table"] == "factors"]
    wave = rows[-1]["wave"]
    found = {(row["factor"], row["item"], row["statistic"]): row for row in rows if row["wave"] == wave}
    factors = list(dict.fromkeys(factor for factor, _, _ in found))
    indicators = list(dict.fromkeys(item for _, item, _ in found))
    most = max((key for key in found if key[2] == "difference"), key=lambda key: abs(middle(found[key])))
    printed = 100 * float(found[most]["printed"]) if found[most]["printed"] else None
    figure = plt.figure(figsize=(10.5, 0.62 * len(factors) + 2.4))
    top = add_title(figure, words("figure.factors.title", wave=wave, factor=words.factor(most[0]), what=words.value(most[1]),
                                  points=words.signed(middle(found[most]), 0), printed=words.signed(printed, 0)),
                    run.caveat + words("figure.factors.sub"))
    bottom = add_footer(figure, run.footer())
    axes = figure.add_axes([0.155, bottom + 0.02, 0.83, top - bottom - 0.09])
    draw_factors(axes, words, found, factors, indicators)
    return figure
