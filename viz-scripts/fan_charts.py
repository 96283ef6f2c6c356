"""Fan charts, in points: the index over time with the survey's waves, and the difference a scenario makes."""
import matplotlib.dates
import matplotlib.pyplot as plt
import numpy as np

from run_folder import bands, number
from style import BLUE, GREY, LIGHT_GREY, ORANGE, add_footer, add_title, whole_numbers


def panels_of(run):
    """The composite, then the indicators."""
    return run.indicators[-1:] + run.indicators[:-1]


def one_panel(run, title, subtitle, footer):
    figure = plt.figure(figsize=(9, 5.2))
    top, bottom = add_title(figure, title, subtitle), add_footer(figure, footer)
    return figure, figure.add_axes([0.075, bottom + 0.055, 0.9, top - bottom - 0.185])


def four_panels(run, title, subtitle, footer):
    """One panel for each indicator, two in a row."""
    panels = run.indicators[:-1]
    rows = (len(panels) + 1) // 2
    figure = plt.figure(figsize=(10, 2.1 + 2.9 * rows))
    top, bottom = add_title(figure, title, subtitle), add_footer(figure, footer)
    grid = figure.add_gridspec(rows, 2, left=0.07, right=0.975, top=top - 0.13, bottom=bottom + 0.04, hspace=0.34, wspace=0.16)
    return figure, {name: figure.add_subplot(grid[place // 2, place % 2]) for place, name in enumerate(panels)}


def draw_fan(axes, times, values, colour, label=None):
    low90, low50, median, high50, high90 = bands(values)
    axes.fill_between(times, low90, high90, color=colour, alpha=0.18, linewidth=0)
    axes.fill_between(times, low50, high50, color=colour, alpha=0.32, linewidth=0, label=label)
    axes.plot(times, median, color=colour, linewidth=1.8)


def date_axis(run, axes, first, last):
    axes.set_xlim(first, last)
    years = (last - first) / np.timedelta64(365, "D")
    axes.xaxis.set_major_locator(matplotlib.dates.YearLocator(base=1 if years < 16 else 2))
    axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y"))
    axes.yaxis.set_major_formatter(whole_numbers(run.words))


def draw_waves(axes, run, indicator, labels):
    """Published values with 2 standard errors; the period of fieldwork if only that is known."""
    for row in run.waves:
        if row["kind"] != "indicator" or row["id"] != indicator:
            continue
        middle = np.datetime64(row["middle"])
        if row["model_median"]:
            axes.plot(middle, 100 * float(row["model_median"]), marker="D", markersize=6, markerfacecolor="white",
                      markeredgecolor=BLUE, linestyle="none", zorder=4, label=labels.pop("model", None))
        published = number(row["published"])
        if published is None:
            continue
        error = number(row["standard_error_correlated"])
        if row["field_dates_printed"] != "yes":
            axes.plot([np.datetime64(row["field_start"]), np.datetime64(row["field_end"])], [100 * published] * 2,
                      color=ORANGE, linewidth=1.2, zorder=5)
        axes.errorbar(middle, 100 * published, yerr=None if error is None else 200 * error, marker="o", markersize=6,
                      color=ORANGE, markerfacecolor=ORANGE if error is not None else "white", capsize=3, linestyle="none",
                      zorder=6, label=labels.pop("survey" if error is not None else "survey_no_size", None))


def draw_divider(axes, run, with_words):
    start = run.projection_start
    axes.axvline(start, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    if with_words:
        for text, offset, side in ((run.words("data.until"), -5, "right"),
                                   (run.words("figure.forecast" if run.is_forecast else "projection"), 5, "left")):
            axes.annotate(text, (start, 1.012), xycoords=("data", "axes fraction"), xytext=(offset, 0),
                          textcoords="offset points", ha=side, va="bottom", fontsize=8, color=GREY)


def add_legend(axes, columns=2, height=1.08):
    axes.legend(loc="lower left", bbox_to_anchor=(0, height), ncol=columns, fontsize=8, borderaxespad=0, columnspacing=1.4,
                handlelength=1.8)


def wave_labels(run):
    return {"model": run.words("figure.model.wave"), "survey": run.words("legend.wave"),
            "survey_no_size": run.words("legend.wave.unknown")}


def projection_figure(run):
    """One message: where the index goes if nothing changes."""
    words, adults = run.words, run.adults(run.scenarios[0], "composite")
    start, final = int(np.argmin(np.abs(run.times - run.projection_start))), bands(adults)[:, -1]
    title = words("figure.projection.title", **{"from": words.signed(np.median(adults[:, start]), 0)},
                  to=words.signed(final[2], 0), year=str(run.times[-1])[:4])
    subtitle = run.caveat + words("figure.projection.sub", low=words.signed(final[0], 0), high=words.signed(final[4], 0))
    figure, axes = one_panel(run, title, subtitle, run.footer() + " " + words("figure.waves.note"))
    draw_fan(axes, run.times, adults, BLUE, words("legend.base"))
    labels = wave_labels(run)
    del labels["model"]
    draw_waves(axes, run, "composite", labels)
    for line in [one for one in axes.lines if one.get_marker() == "D"]:
        line.remove()  # the model's answers to the questions of a wave are in the appendix
    draw_divider(axes, run, True)
    date_axis(run, axes, run.times[0], run.times[-1])
    axes.axhline(0, color="black", linewidth=0.6)
    axes.set_ylabel(words("figure.points"))
    add_legend(axes)
    return figure


def indicators_figure(run):
    """Appendix: the composite and its indicators, sample and adults, model and survey in the waves."""
    words, base = run.words, run.scenarios[0]
    ends = {name: float(np.median(run.adults(base, name, times=[-1]))) for name in run.indicators[:-1]}
    title = words("figure.indicators.title", year=str(run.times[-1])[:4], high=words.value(max(ends, key=ends.get)),
                  low=words.value(min(ends, key=ends.get)))
    figure, panels = four_panels(run, title, run.caveat + words("figure.indicators.sub"),
                                 run.footer() + " " + words("figure.waves.note"))
    for place, (name, axes) in enumerate(panels.items()):
        labels = wave_labels(run) if place == 0 else {}
        draw_fan(axes, run.times, run.sample(base, name), BLUE, words("legend.base") if place == 0 else None)
        axes.plot(run.times, np.median(run.adults(base, name), axis=0), color="black", linewidth=1.1,
                  linestyle=(0, (5, 2)), label=words("all.adults") if place == 0 else None)
        draw_waves(axes, run, name, labels)
        draw_divider(axes, run, False)
        date_axis(run, axes, run.times[0], run.times[-1])
        axes.axhline(0, color="black", linewidth=0.6)
        axes.set_title(words.value(name))
    add_legend(next(iter(panels.values())), columns=2, height=1.14)
    return figure


def difference_limits(values, bound):
    reach = max(float(np.abs(np.quantile(values, [0.01, 0.99], axis=0)).max()), 0.3)
    reach = max(reach, bound) if bound < 2.5 * reach else reach
    return -1.12 * reach, 1.12 * reach


def finding_of(run, scenario):
    """The sentence of the brief: how much, when, whether the direction is clear."""
    words, story = run.words, run.story_of(scenario)
    if not story or not story.get("peak"):
        return words("brief.nothing.ever")
    peak, members = story["peak"], run.summary["members"]
    if abs(peak["median"]) < 0.05:
        return words("brief.nothing", points=words.number(0.05, 2))
    values = {"points": words.number(abs(peak["median"])), "month": words.month(peak["date"])}
    if members > 1 and peak["members_agreeing"] < 0.75 * members:
        return words("brief.unclear", points=words.signed(peak["median"]), month=values["month"])
    return words(f"brief.{'growing' if story['still_growing'] else 'peak'}.{'better' if peak['median'] > 0 else 'worse'}", **values)


def shade_undetectable(axes, run):
    """What two surveys of the size of the last wave would not show; the reach of the shade."""
    change = run.summary["detectable_change"]
    if not change:
        return 0.0
    words, low, high = run.words, 100 * change["independent"], 100 * change["correlated"]
    axes.axhspan(-low, low, color=LIGHT_GREY, alpha=0.7, linewidth=0, zorder=0,
                 label=words("legend.invisible", n=words.number(change["respondents"], 0), points=words.number(low),
                             all=words.number(high)))
    for sign in (-1, 1):
        axes.axhline(sign * high, color=GREY, linewidth=0.9, linestyle=":", label=words("figure.visible") if sign > 0 else None)
    return high


def shown_weeks(run, scenario):
    """From a year before the scenario leaves the status quo on; all if it never does."""
    diverges = run.data.scenario_diverges.sel(scenario=scenario).values
    if not diverges <= run.times[-1]:
        return run.times >= run.times[0], None
    return run.times >= max(run.times[0], diverges - np.timedelta64(365, "D")), diverges


def draw_difference(axes, run, scenario, indicator, label):
    shown, diverges = shown_weeks(run, scenario)
    values = run.difference(scenario, indicator)[:, shown]
    draw_fan(axes, run.times[shown], values, ORANGE, label)
    axes.axhline(0, color="black", linewidth=0.8)
    if diverges is not None:
        axes.axvline(diverges, color=GREY, linewidth=1, linestyle=(0, (4, 3)), label=run.words("figure.starts") if label else None)
    date_axis(run, axes, run.times[shown][0], run.times[-1])
    return values


def difference_figure(run, scenario):
    """One message: what the scenario changes of the index of all adults."""
    words, story = run.words, run.story_of(scenario)
    subtitle = run.caveat
    if story and story.get("peak"):
        low, high = story["peak"]["interval90"]
        subtitle += words("figure.difference.sub", low=words.signed(low), high=words.signed(high),
                          n=story["peak"]["members_agreeing"], members=run.summary["members"])
    title = words("figure.finding", title=run.title_of(scenario), finding=finding_of(run, scenario))
    figure, axes = one_panel(run, title, subtitle, run.footer() + " " + words("brief.chart.note"))
    bound = shade_undetectable(axes, run)
    values = draw_difference(axes, run, scenario, "composite", words("legend.difference"))
    axes.set_ylim(difference_limits(values, bound))
    axes.set_ylabel(words("figure.points"))
    add_legend(axes, columns=1, height=1.02)
    return figure


def difference_indicators_figure(run, scenario):
    """Appendix: what the scenario changes of each indicator."""
    words = run.words
    shown, _ = shown_weeks(run, scenario)
    reached = {name: np.median(run.difference(scenario, name)[:, shown], axis=0) for name in run.indicators[:-1]}
    most = max(reached, key=lambda name: float(np.abs(reached[name]).max()))
    largest = float(reached[most][np.argmax(np.abs(reached[most]))])
    title = words("figure.difference.most", title=run.title_of(scenario), what=words.value(most), points=words.signed(largest))
    figure, panels = four_panels(run, title, run.caveat + words("figure.difference.indicators.sub"), run.footer())
    values = {name: draw_difference(axes, run, scenario, name, words("legend.difference") if place == 0 else None)
              for place, (name, axes) in enumerate(panels.items())}
    limits = difference_limits(np.concatenate([one for one in values.values()]), 0)
    for name, axes in panels.items():
        axes.set_ylim(limits)
        axes.set_title(words.value(name))
    add_legend(next(iter(panels.values())), columns=2, height=1.14)
    return figure
