"""Friendly countries as the report's map draws them: circles as large as the share that names them, lines by its rule of
links, in the baseline and under a scenario."""
import math

import matplotlib.pyplot as plt

from style import BLUE, GREY, ORANGE, add_footer, add_title, signed

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


def draw_mentions(axes, mentions, title, changes):
    countries = list(mentions.named)
    places = {country: (1.25 * math.cos(math.pi / 2 - 2 * math.pi * k / len(countries)),
                        1.25 * math.sin(math.pi / 2 - 2 * math.pi * k / len(countries))) for k, country in enumerate(countries)}
    draw_links(axes, mentions, places)
    for country, (x, y) in places.items():
        share = mentions.share(country)
        axes.add_patch(plt.Circle((x, y), radius(share), facecolor="#dbe9f6", edgecolor=BLUE, linewidth=1.2, zorder=3))
        name = country.replace("_", "\n").title() if len(country) > 3 else country.upper()
        axes.annotate(name, (x, y), xytext=(0, 6 + 6 * name.count("\n")),
                      textcoords="offset points", ha="center", va="center", fontsize=9, fontweight="bold", zorder=5)
        change = changes.get(country)
        axes.annotate(f"{100 * share:.0f} %" + (f"  {signed(100 * change, 1)}" if change is not None else ""), (x, y), xytext=(0, -7),
                      textcoords="offset points", ha="center", va="center", fontsize=8.5, zorder=5,
                      color=ORANGE if change is not None and abs(change) >= 0.005 else "black")
    axes.set_xlim(-1.85, 1.85)
    axes.set_ylim(-1.75, 1.75)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title(title, fontsize=10.5, loc="center")


def friends_figure(run, scenario):
    """The survey's week in the baseline, then the end of the run in the baseline and in the scenario."""
    rows = run.table("friends.csv")
    baseline = run.scenarios[0]
    dates = sorted({row["date"] for row in rows})
    survey = next((row["date"] for row in rows if row["printed"]), dates[0])
    panels = [(baseline, survey, f"{survey}, baseline"), (baseline, dates[-1], f"{dates[-1]}, baseline")]
    if scenario != baseline:
        panels.append((scenario, dates[-1], f"{dates[-1]}, {run.title_of(scenario)}"))
    figure = plt.figure(figsize=(4.9 * len(panels), 6.6))
    top = add_title(figure, "Friendly countries" + (f": {run.title_of(scenario)}" if scenario != baseline else ""),
                    run.caveat + "Circles: share of the sample that names the country; in colour: points against the baseline. Links by the "
                    "report's rule: a country points to the three that its namers name most; thick: both ways. Only relations are printed: "
                    "how many name a country at all follows from the form of the model (docs/formats/partners.md).")
    bottom = add_footer(figure, run.footer())
    for k, (name, date, title) in enumerate(panels):
        axes = figure.add_axes([k / len(panels), bottom, 1 / len(panels), top - bottom - 0.06])
        mentions = mentions_at(run, name, date)
        changes = {country: float(row["difference"]) for country, row in mentions.named.items() if row["difference"]}
        draw_mentions(axes, mentions, title, changes)
    return figure
