"""Figures of the synthetic adults: pyramid, fit, map."""
import matplotlib.pyplot as plt
from matplotlib.colors import Normalize
import numpy as np
from matplotlib.ticker import FuncFormatter

from maps import draw_map, region_labels
from population_folder import HARD_MARGIN
from style import BLUE, GREY, ORANGE, SEQUENTIAL, add_footer, add_title, label_powers
from words import Words

STATUS_COLOURS = {"seen": BLUE, "derived": "#4d9a57", "estimate": ORANGE}
STATUS_MARKERS = {"seen": "o", "derived": "s", "estimate": "^"}


def pyramid_counts(folder):
    """{(settlement, sex): {age: [target, agents]}}, adults."""
    counts = {}
    for row in folder.margin(HARD_MARGIN):
        _, settlement, sex, age = row["cell"].split()
        cell = counts.setdefault((settlement, sex), {}).setdefault(age, [0.0, 0.0])
        cell[0] += float(row["target"])
        cell[1] += float(row["achieved_agents"])
    return counts


def draw_pyramid(axes, counts, settlement):
    ages = list(counts[settlement, "men"])
    for sex, side, colour in (("men", -1, BLUE), ("women", 1, ORANGE)):
        values = np.array([counts[settlement, sex][age] for age in ages]) / 1000
        axes.barh(range(len(ages)), side * values[:, 1], color=colour, alpha=0.75, height=0.8,
                  label=f"{sex.capitalize()}, agents")
        for place, target in enumerate(values[:, 0]):
            axes.plot([side * target] * 2, [place - 0.46, place + 0.46], color="black", linewidth=1.6,
                      label="Target" if sex == "women" and place == 0 else None)
    axes.set_yticks(range(len(ages)), ages)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
    axes.axvline(0, color="white", linewidth=1)
    axes.set_xlabel("thousand adults")
    axes.grid(axis="y", visible=False)


def pyramid_figure(folder):
    counts = pyramid_counts(folder)
    figure = plt.figure(figsize=(10, 5.6))
    top = add_title(figure, f"Adults by age and sex, {folder.date()}",
                    "Bars: agents, counted as adults. Black lines: targets, which hold exactly but for whole agents. Classes "
                    "span ten years, the youngest seven, the oldest all from 65.")
    bottom = add_footer(figure, folder.footer())
    grid = figure.add_gridspec(1, 2, left=0.07, right=0.97, top=top - 0.12, bottom=bottom + 0.1, wspace=0.16)
    for place, settlement in enumerate(("urban", "rural")):
        axes = figure.add_subplot(grid[place])
        draw_pyramid(axes, counts, settlement)
        reach = max(abs(limit) for limit in axes.get_xlim())
        axes.set_xlim(-reach, reach)
        axes.set_title({"urban": "Towns", "rural": "Villages"}[settlement])
        if place == 0:
            handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.06, top - 0.005), ncols=3)
    return figure


def fit_points(folder):
    """Rows of the fit with a positive target and agents: (margin, status, target, agents)."""
    return [(row["margin"], row["status"], float(row["target"]), float(row["achieved_agents"])) for row in folder.fit
            if float(row["target"]) > 0]


def draw_scatter(axes, points):
    for status, colour in STATUS_COLOURS.items():
        chosen = [(target, agents) for _, kind, target, agents in points if kind == status and agents > 0]
        if chosen:
            axes.plot(*zip(*chosen), linestyle="none", marker=STATUS_MARKERS[status], markersize=4, alpha=0.6, color=colour,
                      markeredgewidth=0, label=f"{status}: {len(chosen)} cells")
    ends = [min(point[2] for point in points), max(point[2] for point in points)]
    axes.plot(ends, ends, color=GREY, linewidth=0.8, zorder=1)
    axes.set_xscale("log")
    label_powers(axes.xaxis)
    axes.set_yscale("log")
    label_powers(axes.yaxis)
    axes.set_xlabel("target, adults")
    axes.set_ylabel("agents, as adults")
    axes.legend(loc="upper left", title="Status of the target", alignment="left")


def draw_errors(axes, points, adults_per_agent):
    names = list(dict.fromkeys(point[0] for point in points))[::-1]
    for place, name in enumerate(names):
        for margin, status, target, agents in points:
            if margin == name:
                axes.plot((agents - target) / adults_per_agent, place, marker=STATUS_MARKERS[status], markersize=4,
                          alpha=0.5, color=STATUS_COLOURS[status], markeredgewidth=0)
    axes.axvspan(-1, 1, color="#eeeeee", zorder=0)
    axes.set_yticks(range(len(names)), [name.replace(" x ", " \u00d7 ") for name in names])
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xscale("symlog", linthresh=1, linscale=1)
    reach = 1.6 * max(abs(agents - target) / adults_per_agent for _, _, target, agents in points)
    axes.set_xlim(-max(2.0, reach), max(2.0, reach))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}".replace("-", "\u2212") if value else "0"))
    axes.set_xlabel("agents too many or too few (grey: less than one)")


def fit_figure(folder):
    points = fit_points(folder)
    figure = plt.figure(figsize=(12, 6.2))
    top = add_title(figure, f"How the agents meet their margins, {folder.date()}",
                    f"{len(points)} cells with a target above zero. Every pair of characteristics without a margin of its "
                    "own is a maximum-entropy guess; summary.txt lists them.")
    bottom = add_footer(figure, folder.footer())
    grid = figure.add_gridspec(1, 2, left=0.065, right=0.98, top=top - 0.06, bottom=bottom + 0.1, wspace=0.62)
    left, right = figure.add_subplot(grid[0]), figure.add_subplot(grid[1])
    draw_scatter(left, points)
    left.set_title("Cell by cell")
    draw_errors(right, points, folder.summary["adults_per_agent"])
    right.set_title("Error by margin")
    return figure


def adults_map(folder, geography):
    adults = {}
    for row in folder.margin(HARD_MARGIN):
        iso = row["cell"].split()[0]
        adults[iso] = adults.get(iso, 0.0) + float(row["achieved_agents"])
    whole = sum(adults.values())
    colours, norm = SEQUENTIAL, Normalize(min(adults.values()) / 1e6, max(adults.values()) / 1e6)
    figure = plt.figure(figsize=(11.5, 8.0))
    top = add_title(figure, f"Adults by region, {folder.date()}",
                    f"Agents, counted as adults: {whole / 1e6:.2f} million in all. In brackets the share of the region.")
    bottom = add_footer(figure, folder.footer() + "\n" + geography.attribution)
    axes = figure.add_axes([0.01, bottom + 0.06, 0.98, top - bottom - 0.06])
    spreads = {iso: (count / 1e6,) * 3 for iso, count in adults.items()}
    draw_map(axes, geography.region_shapes, spreads, region_labels(Words(), geography), lambda spread: colours(norm(spread[1])),
             lambda spread: f"{spread[1] * 1000:,.0f} thousand ({100 * spread[1] * 1e6 / whole:.1f} %)")
    bar = figure.colorbar(plt.cm.ScalarMappable(norm, colours), cax=figure.add_axes([0.28, bottom + 0.05, 0.44, 0.011]),
                          orientation="horizontal")
    bar.set_label("million adults", fontsize=8)
    bar.ax.tick_params(labelsize=7.5)
    bar.ax.grid(False)
    return figure
