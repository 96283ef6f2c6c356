"""Fan charts: the index over time with the survey's waves, and the difference a scenario makes."""
import matplotlib.dates
import matplotlib.pyplot as plt
import numpy as np

from run_folder import bands, number
from style import BLUE, GREY, INDICATOR_TITLES, LIGHT_GREY, ORANGE, add_footer, add_title, signed



def panels_of(run):
    """The composite, then the indicators."""
    codes = [str(code) for code in run.data.indicator.values]
    return codes[-1:] + codes[:-1]


def title_of(indicator):
    return INDICATOR_TITLES.get(indicator, indicator.replace("_", " ").capitalize())


def make_panels(run, title, subtitle, footer):
    """One wide panel for the composite above those of the indicators, two in a row."""
    panels = panels_of(run)
    rows = len(panels) // 2
    figure = plt.figure(figsize=(10, 5.2 + 3.1 * rows))
    top = add_title(figure, title, subtitle)
    bottom = add_footer(figure, footer)
    grid = figure.add_gridspec(1 + rows, 2, height_ratios=[1.35] + [1] * rows, left=0.085, right=0.975, top=top - 0.055,
                               bottom=bottom + 0.03, hspace=0.34, wspace=0.2)
    spots = [grid[0, :]] + [grid[1 + place // 2, place % 2] for place in range(len(panels) - 1)]
    return figure, {name: figure.add_subplot(spot) for name, spot in zip(panels, spots)}


def draw_fan(axes, times, values, colour, label=None):
    low90, low50, median, high50, high90 = bands(values)
    axes.fill_between(times, low90, high90, color=colour, alpha=0.18, linewidth=0,
                      label=label and f"{label}, 90 % of draws")
    axes.fill_between(times, low50, high50, color=colour, alpha=0.32, linewidth=0,
                      label=label and f"{label}, 50 % of draws")
    axes.plot(times, median, color=colour, linewidth=1.8, label=label and f"{label}, median")


def date_axis(axes, first, last):
    axes.set_xlim(first, last)
    years = (last - first) / np.timedelta64(365, "D")
    axes.xaxis.set_major_locator(matplotlib.dates.YearLocator(base=1 if years < 16 else 2))
    axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y"))


def draw_waves(axes, run, indicator, labels):
    """Published values with 2 standard errors; the period of fieldwork if only that is known."""
    for row in run.waves:
        if row["kind"] != "indicator" or row["id"] != indicator:
            continue
        middle = np.datetime64(row["middle"])
        if row["model_median"]:
            axes.plot(middle, float(row["model_median"]), marker="D", markersize=6, markerfacecolor="white",
                      markeredgecolor=BLUE, linestyle="none", zorder=4,
                      label=labels.pop("model", None))
        published = number(row["published"])
        if published is None:
            continue
        error = number(row["standard_error_correlated"])
        if row["field_dates_printed"] != "yes":
            axes.plot([np.datetime64(row["field_start"]), np.datetime64(row["field_end"])], [published] * 2,
                      color=ORANGE, linewidth=1.2, zorder=5)
        axes.errorbar(middle, published, yerr=None if error is None else 2 * error, marker="o", markersize=6,
                      color=ORANGE, markerfacecolor=ORANGE if error is not None else "white", capsize=3, linestyle="none",
                      zorder=6, label=labels.pop("survey" if error is not None else "survey_no_size", None))


def draw_divider(axes, run, with_words):
    start = run.projection_start
    axes.axvline(start, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    if with_words:
        words = "forecast" if run.manifest["kind"] == "forecast" else "projection"
        for text, offset, side in (("survey data up to here", -5, "right"), (words, 5, "left")):
            axes.annotate(text, (start, 1.012), xycoords=("data", "axes fraction"), xytext=(offset, 0),
                          textcoords="offset points", ha=side, va="bottom", fontsize=8, color=GREY)


def projection_figure(run):
    last = run.times[-1]
    final = bands(run.adults(run.scenarios[0], "composite"))[:, -1]
    title = (f"How {run.country} sees China: index of the baseline to {str(last)[:4]}")
    subtitle = (f"{run.caveat}China Perception Index, share positive minus share negative. At the end: {signed(final[2])} of all adults "
                f"(9 in 10 draws between {signed(final[0])} and {signed(final[4])}).")
    footer = (run.footer() + " Bars: 2 standard errors, questions fully correlated (upper bound, simple random sampling); "
              "horizontal lines: fieldwork dates not printed, whole period. Points: questions of their wave; curves: "
              "question set of the last wave, sample composition as in the last wave.")
    figure, panels = make_panels(run, title, subtitle, footer)
    for name, axes in panels.items():
        first_panel = name == "composite"
        labels = {"model": "model, questions of the wave", "survey": "survey, published",
                  "survey_no_size": "survey, sample size not printed"} if first_panel else {}
        draw_fan(axes, run.times, run.sample(run.scenarios[0], name), BLUE, "sample" if first_panel else None)
        axes.plot(run.times, np.median(run.adults(run.scenarios[0], name), axis=0), color="black", linewidth=1.1,
                  linestyle=(0, (5, 2)), label="all adults, median" if first_panel else None)
        draw_waves(axes, run, name, labels)
        draw_divider(axes, run, first_panel)
        date_axis(axes, run.times[0], last)
        axes.axhline(0, color="black", linewidth=0.6)
        axes.set_title(title_of(name))
        axes.set_ylabel("net share (\u22121 to +1)")
    handles, labels = panels["composite"].get_legend_handles_labels()
    panels["composite"].legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1.07), ncol=4, fontsize=8,
                               borderaxespad=0, columnspacing=1.4, handlelength=1.8)
    return figure


def difference_limits(values, bound):
    reach = max(float(np.abs(values).max()), 0.03)
    reach = max(reach, bound) if bound < 2.5 * reach else reach
    return -1.12 * reach, 1.12 * reach


def difference_words(values):
    final = values[:, -1]
    if not np.any(values):
        return "No member differs from the baseline."
    low, median, high = np.quantile(final, [0.05, 0.5, 0.95])
    higher = round(100 * float(np.mean(final > 0)))
    return (f"At the end the composite is {signed(median, 3)} (9 in 10 draws between {signed(low, 3)} and "
            f"{signed(high, 3)}); it is higher than the baseline in {higher} of 100 members.")


def shade_undetectable(axes, run):
    """What two surveys of the size of the last wave would not show."""
    change = run.summary["detectable_change"]
    if not change:
        return 0.0
    n = f"{change['respondents']:,}"
    axes.axhspan(-change["independent"], change["independent"], color=LIGHT_GREY, alpha=0.7, linewidth=0, zorder=0,
                 label=f"invisible to two surveys of {n}")
    for sign in (-1, 1):
        axes.axhline(sign * change["correlated"], color=GREY, linewidth=0.9, linestyle=":",
                     label="beyond: visible in any case" if sign > 0 else None)
    return change["correlated"]


def difference_figure(run, scenario):
    composite = run.difference(scenario, "composite")
    subtitle = (run.caveat + "Scenario minus baseline, member by member (paired), all adults. "
                + difference_words(composite))
    footer = run.footer() + (" Visible: a change that two surveys of that size would show in 8 of 10 cases; between the two bounds it "
                             "depends on how far answers to different questions go together.")
    figure, panels = make_panels(run, f"What changes: {run.title_of(scenario)}", subtitle, footer)
    diverges = run.data.scenario_diverges.sel(scenario=scenario).values
    first = max(run.times[0], min(diverges, run.times[-1]) - np.timedelta64(365, "D"))
    if diverges > run.times[-1]:
        first = run.times[0]
    shown = run.times >= first
    indicator_limits = difference_limits(np.stack([run.difference(scenario, name)[:, shown] for name in panels_of(run)[1:]]), 0)
    for name, axes in panels.items():
        first_panel = name == "composite"
        values = run.difference(scenario, name)[:, shown]
        bound = shade_undetectable(axes, run) if first_panel else 0.0
        draw_fan(axes, run.times[shown], values, ORANGE, "difference" if first_panel else None)
        axes.axhline(0, color="black", linewidth=0.8)
        axes.set_ylim(difference_limits(values, bound) if first_panel else indicator_limits)
        if diverges <= run.times[-1]:
            axes.axvline(diverges, color=GREY, linewidth=1, linestyle=(0, (4, 3)),
                         label="scenario starts" if first_panel else None)
        date_axis(axes, first, run.times[-1])
        axes.set_title(title_of(name))
        axes.set_ylabel("difference in net share")
    panels["composite"].legend(loc="lower left", bbox_to_anchor=(0, 1.07), ncol=3, fontsize=8, borderaxespad=0,
                               columnspacing=1.4, handlelength=1.8)
    return figure
