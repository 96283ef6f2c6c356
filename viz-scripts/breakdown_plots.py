"""Dot plots: the printed shares by group beside the model's."""
import matplotlib.pyplot as plt
import numpy as np

from style import BLUE, GREY, ORANGE, add_footer, add_title

def words_of(run, factor, group):
    """The name of the group in the language of the figure."""
    label = str(run.data.group_label.sel(group=f"{factor}:{group}").values)
    words = run.words.group(factor, group, label)
    return (words[:1].upper() + words[1:]).replace(" (", "\n(")


def questions_in_order(run, rows, all_rows):
    """Those of `rows` by indicator, within it in the order of the whole table: the same in all figures."""
    order = list(dict.fromkeys(row["question"] for row in all_rows))
    found = dict.fromkeys((row["question"], row["indicator"]) for row in rows)
    indicators = run.indicators
    return sorted(found, key=lambda pair: (indicators.index(pair[1]), order.index(pair[0])))


def row_positions(questions):
    """One line per question from the top, a gap between indicators."""
    positions, y, before = {}, 0.0, None
    for question, indicator in questions:
        y -= 1.0 if indicator == before or before is None else 1.8
        before = indicator
        positions[question] = y
    return positions


def draw_group(axes, words, rows, positions):
    for row in rows:
        y = positions[row["question"]]
        published, error = 100 * float(row["published"]), 100 * float(row["standard_error"])
        axes.errorbar(published, y + 0.16, xerr=2 * error, marker="o", markersize=3.8, color=ORANGE, linestyle="none",
                      capsize=0, elinewidth=1.2)
        low, median, high = (100 * float(row[key]) for key in ("model_q05", "model_median", "model_q95"))
        axes.errorbar(median, y - 0.16, xerr=[[median - low], [high - median]], marker="D", markersize=3.6, color=BLUE,
                      markerfacecolor="white", linestyle="none", capsize=0, elinewidth=1.2)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 25, 50, 75, 100] if len(axes.figure.axes) <= 3 else [0, 50, 100])
    axes.set_xlabel(words("figure.favourable"), fontsize=8)
    axes.tick_params(axis="x", labelsize=8)
    axes.tick_params(axis="y", length=0)


def add_legend(figure, words, top):
    points = [plt.Line2D([], [], color=ORANGE, marker="o", markersize=4, label=words("figure.legend.printed.error")),
              plt.Line2D([], [], color=BLUE, marker="D", markersize=4, markerfacecolor="white",
                         label=words("figure.legend.model"))]
    figure.legend(handles=points, loc="upper left", bbox_to_anchor=(0.02, top + 0.012), ncol=2, fontsize=8)


def breakdown_figure(run, factor):
    """Of the last wave that printed the factor's groups."""
    words = run.words
    wave = [row["wave"] for row in run.breakdowns if row["factor"] == factor][-1]
    rows = [row for row in run.breakdowns
            if row["factor"] == factor and row["wave"] == wave and row["indicator"] in run.indicators]
    groups = list(dict.fromkeys(row["group"] for row in rows))
    questions = questions_in_order(run, rows, [row for row in run.breakdowns if row["wave"] == wave])
    positions = row_positions(questions)
    z = np.array([float(row["z"]) for row in rows])
    figure = plt.figure(figsize=(10, 10.4))
    top = add_title(figure, words("figure.breakdown.title", wave=wave, factor=words.factor(factor), n=int(np.sum(np.abs(z) <= 2)), all=len(rows)),
                    run.caveat + words("figure.breakdown.sub", far=int(np.sum(np.abs(z) > 2.7))))
    bottom = add_footer(figure, run.footer() + " " + words("figure.breakdown.note"))
    add_legend(figure, words, top)
    panels = figure.subplots(1, len(groups), sharey=True, squeeze=False,
                             gridspec_kw={"left": 0.235, "right": 0.975, "top": top - 0.07, "bottom": bottom + 0.045,
                                          "wspace": 0.2})[0]
    for axes, group in zip(panels, groups):
        of_group = [row for row in rows if row["group"] == group]
        draw_group(axes, words, of_group, positions)
        axes.set_title(f"{words_of(run, factor, group)}\n(n = {of_group[0]['respondents']})", fontsize=8.5 if len(groups) < 4 else 7)
    panels[0].set_yticks(list(positions.values()), [words.question(question) for question in positions], fontsize=8)
    panels[0].set_ylim(min(positions.values()) - 0.8, -0.1)
    mark_indicators(words, panels[0], questions, positions)
    return figure


def mark_indicators(words, axes, questions, positions):
    """Names of the indicators beside their questions."""
    for indicator in dict.fromkeys(indicator for _, indicator in questions):
        of_it = [positions[question] for question, its in questions if its == indicator]
        axes.annotate(words.value(indicator), (0, np.mean(of_it)), xycoords=axes.get_yaxis_transform(),
                      xytext=(-152, 0), textcoords="offset points", rotation=90, ha="center", va="center", fontsize=8.5,
                      color=GREY, fontweight="bold")
