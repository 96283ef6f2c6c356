"""Friendly countries as the report's map draws them: circles as large as the share that names them, lines by its rule of
links, in the baseline and under a scenario."""
import math
import textwrap

import matplotlib.pyplot as plt

from run_folder import number
from style import BLUE, GREY, ORANGE, add_footer, add_title

FIRST = 3  # a country points to the three that its namers name most


class Mentions:
    """The rows of friends.csv of one scenario and date."""

    def __init__(self, rows):
        self.named = {row["base"]: row for row in rows if row["statistic"] == "named"}
        self.also = {(row["base"], row["also"]): float(row["model_median"]) for row in rows if row["statistic"] == "also_named"}

    def share(self, country):
        return float(self.named[country]["model_median"])

    def pointed_to(self, country):
        others = [other for other in self.named if other != country]
        return sorted(others, key=lambda other: -self.also[country, other])[:FIRST]

    def links(self):
        """{(one, other): both ways}, each pair once; one-way from the first to the second."""
        points = {country: self.pointed_to(country) for country in self.named}
        found = {}
        for country in points:
            for other in points[country]:
                both = country in points[other]
                if not both or (other, country) not in found:
                    found[country, other] = both
        return found


def mentions_at(run, scenario, date):
    return Mentions([row for row in run.table("friends.csv") if row["scenario"] == scenario and row["date"] == date])


def radius(share):
    return 0.42 * math.sqrt(share)


def draw_links(axes, mentions, places):
    for (one, other), both in mentions.links().items():
        (x0, y0), (x1, y1) = places[one], places[other]
        length = math.hypot(x1 - x0, y1 - y0)
        a, b = (radius(mentions.share(country)) + 0.015 for country in (one, other))
        start = (x0 + (x1 - x0) * a / length, y0 + (y1 - y0) * a / length)
        end = (x1 - (x1 - x0) * b / length, y1 - (y1 - y0) * b / length)
        axes.annotate("", end, start, arrowprops={"arrowstyle": "<|-|>" if both else "-|>", "shrinkA": 0, "shrinkB": 0,
                                                  "linewidth": 2.0 if both else 1.0, "color": BLUE if both else GREY})


def name_of(words, country):
    return words.or_else(f"figure.country.{country}", country.replace("_", " ").title())


def draw_mentions(axes, words, mentions, title):
    countries = list(mentions.named)
    places = {country: (1.25 * math.cos(math.pi / 2 - 2 * math.pi * k / len(countries)),
                        1.25 * math.sin(math.pi / 2 - 2 * math.pi * k / len(countries))) for k, country in enumerate(countries)}
    draw_links(axes, mentions, places)
    for country, (x, y) in places.items():
        share, change = mentions.share(country), number(mentions.named[country]["difference"])
        axes.add_patch(plt.Circle((x, y), radius(share), facecolor="#dbe9f6", edgecolor=BLUE, linewidth=1.2, zorder=3))
        name = name_of(words, country).replace(" ", "\n")
        axes.annotate(name, (x, y), xytext=(0, 6),
                      textcoords="offset points", ha="center", va="center", fontsize=8.5, fontweight="bold", linespacing=1.0, zorder=5)
        moved = change is not None and abs(change) >= 0.0005
        axes.annotate(f"{100 * share:.0f} %" + (f"  {words.signed(100 * change)}" if moved else ""), (x, y), xytext=(0, -7 - 6 * name.count("\n")),
                      textcoords="offset points", ha="center", va="center", fontsize=8.5, zorder=5, color=ORANGE if moved else "black")
    axes.set_xlim(-1.85, 1.85)
    axes.set_ylim(-1.75, 1.75)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title(title, fontsize=9.5, loc="center")


def title_of(run, scenario, mentions, date):
    """One message: who names China, or the first of the countries."""
    country = "china" if "china" in mentions.named else next(iter(mentions.named))
    change = number(mentions.named[country]["difference"])
    return run.words("figure.friends.alone" if scenario == run.scenarios[0] else "figure.friends.title", title=run.title_of(scenario),
                     country=name_of(run.words, country), share=f"{100 * mentions.share(country):.0f}", year=date[:4],
                     change=run.words.signed(None if change is None else 100 * change))


def friends_figure(run, scenario):
    """The survey's week in the baseline, then the end of the run in the baseline and in the scenario."""
    rows, words, baseline = run.table("friends.csv"), run.words, run.scenarios[0]
    dates = sorted({row["date"] for row in rows})
    survey = next((row["date"] for row in rows if row["printed"]), dates[0])
    panels = [(baseline, survey), (baseline, dates[-1])] + ([(scenario, dates[-1])] if scenario != baseline else [])
    figure = plt.figure(figsize=(4.9 * len(panels), 6.8))
    top = add_title(figure, title_of(run, scenario, mentions_at(run, scenario, dates[-1]), dates[-1]),
                    run.caveat + words("figure.friends.sub"))
    bottom = add_footer(figure, run.footer())
    for k, (name, date) in enumerate(panels):
        axes = figure.add_axes([k / len(panels), bottom, 1 / len(panels), top - bottom - 0.1])
        title = "\n".join(textwrap.wrap(run.title_of(name), 40))
        draw_mentions(axes, words, mentions_at(run, name, date), f"{words.day(date)}\n{title}")
    return figure
