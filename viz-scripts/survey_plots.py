"""The profile by year, home language by wave, and the factor table beside the print."""
import matplotlib.pyplot as plt
import numpy as np

from breakdown_plots import words_of
from run_folder import number
from style import BLUE, GREY, INDICATOR_TITLES, ORANGE, add_footer, add_title, signed

SHADES = ["#9ecae1", "#4a90c8", "#14477f", "#08264a"]


def indicator_rows(run, factor, group):
    """{wave: {indicator: row}} of the indicators of a group in tables.csv."""
    found = {}
    for row in run.table("tables.csv"):
        if (row["table"], row["factor"], row["group"], row["statistic"]) == ("indicators", factor, group, "index"):
            found.setdefault(row["wave"], {})[row["item"]] = row
    return found


def draw_dots(axes, position, row, colour, printed_colour=ORANGE):
    low, median, high = (float(row[key]) for key in ("model_q05", "model_median", "model_q95"))
    axes.errorbar(position, median, yerr=[[median - low], [high - median]], marker="D", markersize=4.5, markerfacecolor="white",
                  color=colour, capsize=0, elinewidth=1.2, linestyle="none", zorder=3)
    printed = number(row["printed"])
    if printed is not None:
        axes.plot(position - 0.08, printed, marker="o", markersize=4.5, color=printed_colour, zorder=4)


def legend(figure, top, more=()):
    points = [plt.Line2D([], [], color=ORANGE, marker="o", markersize=4, linestyle="none", label="printed"),
              plt.Line2D([], [], color=BLUE, marker="D", markersize=4, markerfacecolor="white", label="model, median and 90 % of members"),
              *more]
    figure.legend(handles=points, loc="upper left", bbox_to_anchor=(0.02, top + 0.02), ncol=4, fontsize=8)


def profile_figure(run):
    """The four indicators side by side, one line per wave."""
    waves = indicator_rows(run, "all", "all")
    indicators = [str(code) for code in run.data.indicator.values]
    figure = plt.figure(figsize=(9, 5.6))
    top = add_title(figure, f"The profile of the index, {', '.join(waves)}",
                    run.caveat + "Sample as fielded, baseline; one line per wave through the medians. Figure 18 of the report.")
    bottom = add_footer(figure, run.footer())
    axes = figure.add_axes([0.09, bottom + 0.07, 0.88, top - bottom - 0.16])
    lines = []
    for k, (wave, rows) in enumerate(waves.items()):
        colour = SHADES[min(k, len(SHADES) - 1)]
        places = [place for place, code in enumerate(indicators) if code in rows]
        shift = 0.16 * (k - (len(waves) - 1) / 2)
        axes.plot([place + shift for place in places], [float(rows[indicators[place]]["model_median"]) for place in places],
                  color=colour, linewidth=1.4)
        for place in places:
            draw_dots(axes, place + shift, rows[indicators[place]], colour)
        lines.append(plt.Line2D([], [], color=colour, linewidth=1.4, label=wave))
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xticks(range(len(indicators)), [INDICATOR_TITLES.get(code, code.capitalize()) for code in indicators])
    axes.set_ylabel("index, \u22121 to +1")
    legend(figure, top, lines)
    return figure


def language_figure(run):
    """Indicators by home language over the waves; the print has them for the last wave only."""
    groups = [str(code) for code in run.data.group.values if str(code).startswith("language:")]
    indicators = [str(code) for code in run.data.indicator.values]
    rows = {code: indicator_rows(run, *code.split(":")) for code in groups}
    figure = plt.figure(figsize=(11.5, 4.9))
    top = add_title(figure, "Home language by wave",
                    run.caveat + "Sample as fielded, baseline. Figure 10 of the report, whose values of 2020 and 2021 are lost.")
    bottom = add_footer(figure, run.footer())
    panels = figure.subplots(1, len(indicators), sharey=True, squeeze=False,
                             gridspec_kw={"left": 0.06, "right": 0.98, "top": top - 0.13, "bottom": bottom + 0.06, "wspace": 0.1})[0]
    lines = []
    for k, code in enumerate(groups):
        colour = SHADES[min(k, len(SHADES) - 1)]
        lines.append(plt.Line2D([], [], color=colour, linewidth=1.4, label=words_of(run, *code.split(":"))))
        for axes, indicator in zip(panels, indicators):
            waves = [wave for wave in rows[code] if indicator in rows[code][wave]]
            axes.plot([place + 0.1 * (k - 1) for place in range(len(waves))],
                      [float(rows[code][wave][indicator]["model_median"]) for wave in waves], color=colour, linewidth=1.4)
            for place, wave in enumerate(waves):
                draw_dots(axes, place + 0.1 * (k - 1), rows[code][wave][indicator], colour)
            axes.set_xticks(range(len(waves)), waves)
            axes.set_title(INDICATOR_TITLES.get(indicator, indicator.capitalize()), fontsize=9)
    panels[0].set_ylabel("index, \u22121 to +1")
    legend(figure, top, lines)
    return figure


def factor_figure(run):
    """Difference between the ends of each factor: simulated with 90 %, printed, and the report's mark."""
    rows = [row for row in run.table("tables.csv") if row["table"] == "factors"]
    wave = rows[-1]["wave"]
    found = {(row["factor"], row["item"], row["statistic"]): row for row in rows if row["wave"] == wave}
    factors = list(dict.fromkeys(factor for factor, _, _ in found))
    indicators = list(dict.fromkeys(item for _, item, _ in found))
    figure = plt.figure(figsize=(10, 0.62 * len(factors) + 2.4))
    top = add_title(figure, f"Which factors matter, {wave}",
                    run.caveat + "Difference of the indicator between the two ends of a factor: simulated median (90 % of members) | "
                    "printed; + where the report calls the factor influential (Table 36). The marks follow no threshold.")
    bottom = add_footer(figure, run.footer())
    axes = figure.add_axes([0.12, bottom + 0.02, 0.86, top - bottom - 0.09])
    size = max(abs(float(row["model_median"])) for (_, _, kind), row in found.items() if kind == "difference")
    for y, factor in enumerate(factors):
        for x, indicator in enumerate(indicators):
            row, mark = found.get((factor, indicator, "difference")), found.get((factor, indicator, "mark"))
            if row is None:
                continue
            value = float(row["model_median"])
            axes.add_patch(plt.Rectangle((x - 0.49, y - 0.47), 0.98, 0.94, color=plt.cm.Blues(0.55 * abs(value) / size), linewidth=0))
            interval = f"({signed(float(row['model_q05']))} to {signed(float(row['model_q95']))})"
            marked = mark is not None and number(mark["printed"])
            axes.annotate(f"{signed(value)} | {signed(float(row['printed']))}{'  +' if marked else ''}", (x, y), xytext=(0, 5),
                          textcoords="offset points", ha="center", va="center", fontsize=9.5, fontweight="bold" if marked else "normal")
            axes.annotate(interval, (x, y), xytext=(0, -8), textcoords="offset points", ha="center", va="center", fontsize=7.5, color=GREY)
    axes.set_xlim(-0.5, len(indicators) - 0.5)
    axes.set_ylim(len(factors) - 0.5, -0.5)
    axes.set_xticks(range(len(indicators)), [INDICATOR_TITLES.get(code, code.capitalize()) for code in indicators])
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(factors)), [factor.capitalize() for factor in factors])
    axes.tick_params(length=0)
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure
