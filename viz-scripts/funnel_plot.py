"""The information funnel: printed, and at the end of the run in the baseline and under a scenario."""
import matplotlib.pyplot as plt

from run_folder import number
from style import BLUE, GREY, ORANGE, add_footer, add_title



def rungs_of(run):
    """[(rung, label)] in the order of the table."""
    return list(dict.fromkeys((row["rung"], row["label"]) for row in run.table("funnel.csv")))


def draw_bars(axes, rows, offset, colour):
    """`rows` from the top."""
    for place, row in enumerate(rows):
        low, median, high = (number(row[key]) for key in ("model_q05", "model_median", "model_q95"))
        axes.barh(place + offset, 100 * median, height=0.26, color=colour, zorder=2)
        if low is not None and high - low > 0.001:
            axes.plot([100 * low, 100 * high], [place + offset] * 2, color="black", linewidth=1, zorder=3)
        axes.annotate(f"{100 * median:.0f}", (100 * max(median, high or 0), place + offset), xytext=(4, 0), textcoords="offset points",
                      va="center", fontsize=8)


def funnel_figure(run, scenario):
    table = run.table("funnel.csv")
    baseline = run.scenarios[0]
    first, last = table[0]["date"], table[-1]["date"]
    at = lambda name, date: [row for row in table if row["scenario"] == name and row["date"] == date]  # noqa: E731
    printed = [100 * float(row["printed"]) for row in at(baseline, first)]
    figure = plt.figure(figsize=(9.5, 6))
    top = add_title(figure, "The information funnel" + (f": {run.title_of(scenario)}" if scenario != baseline else ""),
                    run.caveat + f"Share of adults on or above each rung. Printed: survey of {first[:4]}, where the model starts. Hearing and "
                    "seeking stay as found; curiosity follows openness; talking and visiting grow with trips and studies: upper "
                    "bounds, since nobody leaves or dies; meetings are not counted as talks.")
    bottom = add_footer(figure, run.footer())
    axes = figure.add_axes([0.34, bottom + 0.07, 0.63, top - bottom - 0.15])
    for place, value in enumerate(printed):
        axes.plot(value, place - 0.33, marker="o", color=ORANGE, markersize=5, zorder=4)
    handles = [plt.Line2D([], [], color=ORANGE, marker="o", linestyle="none", label=f"printed, {first[:4]}"),
               plt.Rectangle((0, 0), 1, 1, color=GREY, label=f"baseline, {last[:4]}")]
    draw_bars(axes, at(baseline, last), -0.08, GREY)
    if scenario != baseline:
        draw_bars(axes, at(scenario, last), 0.22, BLUE)
        handles.append(plt.Rectangle((0, 0), 1, 1, color=BLUE, label=f"{run.title_of(scenario)}, {last[:4]}"))
    labels = [label[:1].upper() + label[1:] for _, label in rungs_of(run)]
    axes.set_yticks(range(len(labels)), [label if len(label) < 40 else label[:label.rfind(" ", 0, 40)] + "\n" + label[label.rfind(" ", 0, 40) + 1:]
                                         for label in labels], fontsize=8.5)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(0, 105)
    axes.set_xlabel("% of adults")
    axes.tick_params(axis="y", length=0)
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.02, top + 0.015), ncol=3, fontsize=8)
    return figure
