"""The report's own figures with published and simulated side by side, from tables.csv: rows of dots."""
import matplotlib.pyplot as plt

from style import BLUE, GREY, ORANGE, add_footer, add_title, whole_numbers

INCHES = 0.27  # of a row


class Row:
    """A published number beside the model's: middle, 5 and 95 % of the draws; `seen`: whether the fit saw it."""

    def __init__(self, section, label, table_row, scale):
        self.section, self.label = section, label
        self.printed = scale * float(table_row["printed"])
        self.low, self.middle, self.high = (scale * float(table_row[key]) for key in ("model_q05", "model_median", "model_q95"))
        self.seen = table_row["fitted"] != "no"

    @property
    def inside(self):
        return self.low <= self.printed <= self.high


def printed_rows(run, table, statistic, **where):
    return [row for row in run.tables if row["table"] == table and row["statistic"] == statistic and row["printed"]
            and row["model_median"] and all(row[key] == value for key, value in where.items())]


def last_wave(rows):
    return rows[-1]["wave"] if rows else ""


def group_words(run, row):
    code = f"{row['factor']}:{row['group']}"
    label = str(run.data.group_label.sel(group=code).values) if code in run.groups else row["group"]
    words = run.words.group(row["factor"], row["group"], label)
    return words[:1].upper() + words[1:]


def index_rows(run):
    rows = printed_rows(run, "indicators", "index", factor="all")
    order = run.indicators[-1:] + run.indicators[:-1]
    return [Row(run.words.value(row["item"]), row["wave"], row, 100) for item in order for row in rows if row["item"] == item]


def answer_rows(run):
    rows = printed_rows(run, "answers", "positive")
    rows = [row for row in rows if row["wave"] == last_wave(rows)]
    sections = {str(code): str(its) for code, its in zip(run.data.question.values, run.data.question_indicator.values)}
    inside = [(sections.get(row["item"], ""), row) for row in rows if sections.get(row["item"]) in run.indicators]
    order = {name: place for place, name in enumerate(run.indicators)}
    inside.sort(key=lambda pair: (order[pair[0]], -float(pair[1]["printed"])))
    return [Row(run.words.value(section), run.words.question(row["item"]), row, 100) for section, row in inside], last_wave(rows)


def attitude_rows(run):
    rows = [row for row in printed_rows(run, "attitude", "positive") if row["factor"] != "all"]
    return [Row(run.words.factor(row["factor"]), group_words(run, row), row, 100) for row in rows if row["wave"] == last_wave(rows)], last_wave(rows)


def group_rows(run):
    rows = [row for row in printed_rows(run, "indicators", "index", item="composite") if row["factor"] not in ("all", "region")]
    return [Row(run.words.factor(row["factor"]), group_words(run, row), row, 100) for row in rows if row["wave"] == last_wave(rows)], last_wave(rows)


def draw_rows(axes, rows):
    """One line per number from the top, a gap and its name before each section; the range is a bar, both middles are dots.
    Returns the height of the last line."""
    y, places, labels, before = 0.0, [], [], None
    for row in rows:
        if row.section != before:
            y -= 1.5 if before is not None else 0.9
            axes.annotate(row.section[:1].upper() + row.section[1:], (0, y + 0.05), xycoords=axes.get_yaxis_transform(), xytext=(-6, 0),
                          textcoords="offset points", ha="right", va="center", fontsize=8.5, fontweight="bold", color=GREY)
            before = row.section
        y -= 1.0
        places.append(y)
        labels.append(row.label)
        axes.plot([row.low, row.high], [y, y], color=BLUE, linewidth=5, alpha=0.35, solid_capstyle="butt")
        axes.plot(row.middle, y, marker="D", markersize=4, color=BLUE, linestyle="none")
        axes.plot(row.printed, y, marker="o", markersize=5.5, color=ORANGE, markerfacecolor=ORANGE if row.seen else "white",
                  markeredgewidth=1.3, linestyle="none", zorder=5)
    axes.set_yticks(places, labels, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.grid(False, axis="y")
    return y


def height_of(rows):
    return INCHES * (len(rows) + 1.5 * len({row.section for row in rows}) + 1)


def spread_over(rows, columns):
    """Whole sections in their order, so that the longest column is as short as can be (two columns or one)."""
    sections = list(dict.fromkeys(row.section for row in rows))
    if columns == 1 or len(sections) < 2:
        return [rows]
    splits = [([row for row in rows if row.section in sections[:cut]], [row for row in rows if row.section in sections[cut:]])
              for cut in range(1, len(sections))]
    return list(min(splits, key=lambda pair: max(height_of(pair[0]), height_of(pair[1]))))


def side_by_side(run, what, rows, unit, halves=1):
    """`halves`: columns over which the sections are spread."""
    words = run.words
    columns = spread_over(rows, halves)
    figure = plt.figure(figsize=(4.8 * len(columns) + (3.2 if len(columns) == 1 else 1.6), 1.9 + max(height_of(one) for one in columns)))
    top = add_title(figure, words("figure.report.title", what=what, n=sum(row.inside for row in rows), all=len(rows)),
                    run.caveat + words("figure.report.sub"))
    bottom = add_footer(figure, run.footer())
    inch = 1 / figure.get_figheight()
    panels = figure.subplots(1, len(columns), squeeze=False, sharex=True,
                             gridspec_kw={"left": 0.33 if len(columns) == 1 else 0.235, "right": 0.975, "top": top - 0.3 * inch,
                                          "bottom": bottom + 0.48 * inch, "wspace": 0.78})[0]
    lowest = min(draw_rows(axes, part) for axes, part in zip(panels, columns))
    for axes in panels:
        axes.set_ylim(lowest - 0.7, -0.2)
        axes.set_xlabel(unit)
        axes.xaxis.set_major_formatter(whole_numbers(words))
    figure.legend(handles=[plt.Line2D([], [], color=ORANGE, marker="o", markersize=5.5, linestyle="none", label=words("figure.legend.printed")),
                           plt.Line2D([], [], color=BLUE, marker="D", markersize=4, linewidth=5, alpha=0.6, label=words("figure.legend.model"))],
                  loc="upper left", bbox_to_anchor=(0.02, top + 0.02 * inch), ncols=2, fontsize=8)
    return figure


def report_plans(run):
    """Names and makers of those of which the run folder holds published numbers. Ranks of macro-regions are left out: the
    report gives several of them the same rank, the model does not."""
    words = run.words
    (answers, answer_wave), (attitude, attitude_wave) = answer_rows(run), attitude_rows(run)
    groups, group_wave = group_rows(run)
    points, favourable = words("figure.points"), words("figure.favourable")
    wanted = [("report_index", words("figure.what.index"), index_rows(run), points, 1),
              ("report_answers", words("figure.what.answers", wave=answer_wave), answers, favourable, 2),
              ("report_general_attitude", words("figure.what.attitude", wave=attitude_wave), attitude, favourable, 1),
              ("report_groups", words("figure.what.groups", wave=group_wave), groups, points, 1)]
    return [(name, lambda what=what, rows=rows, unit=unit, halves=halves: side_by_side(run, what, rows, unit, halves))
            for name, what, rows, unit, halves in wanted if rows]
