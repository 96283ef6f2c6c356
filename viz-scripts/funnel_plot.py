"""The information funnel: published, and at the end of the run in the baseline and under a scenario."""
import textwrap

import matplotlib.pyplot as plt

from run_folder import number
from style import BLUE, GREY, ORANGE, add_footer, add_title


def rows_at(run, scenario, date):
    return [row for row in run.table("funnel.csv") if row["scenario"] == scenario and row["date"] == date]


def name_of(words, row):
    return words.or_else(f"figure.rung.{row['rung']}", row["label"][:1].upper() + row["label"][1:])


def draw_bars(axes, rows, offset, colour):
    """`rows` from the top."""
    for place, row in enumerate(rows):
        low, median, high = (number(row[key]) for key in ("model_q05", "model_median", "model_q95"))
        axes.barh(place + offset, 100 * median, height=0.26, color=colour, zorder=2)
        if low is not None and high - low > 0.001:
            axes.plot([100 * low, 100 * high], [place + offset] * 2, color="black", linewidth=1, zorder=3)
        axes.annotate(f"{100 * median:.0f}", (100 * max(median, high or 0), place + offset), xytext=(4, 0), textcoords="offset points",
                      va="center", fontsize=8)


def title_of(run, scenario, date):
    """One message: on which rung the scenario does most; without a scenario, the last rung."""
    words, rows = run.words, rows_at(run, scenario, date)
    if scenario == run.scenarios[0]:
        return words("figure.funnel.alone", rung=name_of(words, rows[-1]), share=f"{100 * number(rows[-1]['model_median']):.0f}", year=date[:4])
    most = max(rows, key=lambda row: abs(number(row["difference"]) or 0))
    points = 100 * (number(most["difference"]) or 0)
    return words("figure.funnel.title" if abs(points) >= 0.1 else "figure.funnel.unmoved", title=run.title_of(scenario),
                 rung=name_of(words, most), points=words.signed(points), year=date[:4])


def draw_funnel(axes, run, scenario, first, last):
    """Published dots, a bar for the baseline and one for the scenario; returns what they mean."""
    words, baseline = run.words, run.scenarios[0]
    for place, row in enumerate(rows_at(run, baseline, first)):
        if row["printed"]:
            axes.plot(100 * float(row["printed"]), place - 0.33, marker="o", color=ORANGE, markersize=5, zorder=4)
    handles = [plt.Line2D([], [], color=ORANGE, marker="o", linestyle="none", label=f"{words('figure.legend.printed')}, {first[:4]}")]
    for name, offset, colour in ((baseline, -0.08, GREY), (scenario, 0.22, BLUE))[:2 if scenario != baseline else 1]:
        draw_bars(axes, rows_at(run, name, last), offset, colour)
        handles.append(plt.Rectangle((0, 0), 1, 1, color=colour, label=f"{run.title_of(name)}, {last[:4]}"))
    return handles


def funnel_figure(run, scenario):
    table, words = run.table("funnel.csv"), run.words
    first, last = table[0]["date"], table[-1]["date"]
    figure = plt.figure(figsize=(10, 6.2))
    top = add_title(figure, title_of(run, scenario, last), run.caveat + words("figure.funnel.sub"))
    bottom = add_footer(figure, run.footer())
    axes = figure.add_axes([0.33, bottom + 0.07, 0.64, top - bottom - 0.14])
    handles = draw_funnel(axes, run, scenario, first, last)
    rungs = [textwrap.fill(name_of(words, row), 36) for row in rows_at(run, run.scenarios[0], last)]
    axes.set_yticks(range(len(rungs)), rungs, fontsize=8.5)
    axes.set_ylim(len(rungs) - 0.4, -0.6)
    axes.set_xlim(0, 105)
    axes.set_xlabel(words("figure.funnel.axis"))
    axes.tick_params(axis="y", length=0)
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.02, top + 0.012), ncols=3, fontsize=8)
    return figure
