"""Clusters of regions: the dendrogram, how often two regions share a cluster, and the map."""
import csv

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from maps import attribution, draw_map, region_labels, region_names
from style import GREY, SEQUENTIAL, add_footer, add_title

# Told apart by every kind of colour vision (Okabe and Ito 2008).
COLOURS = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00", "#999999"]


class Clusters:
    """region_clusters.csv of a run folder."""

    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        kinds = {kind: [row for row in rows if row["record"] == kind] for kind in ("merge", "cluster", "pair", "reported level")}
        self.merges = [(row["left"], row["right"], float(row["value"])) for row in kinds["merge"]]
        self.cluster = {row["left"]: int(row["value"]) for row in kinds["cluster"]}
        self.together = {(row["left"], row["right"]): float(row["together"]) for row in kinds["pair"]}
        self.levels = [(int(row["left"]), row["right"]) for row in kinds["reported level"]]

    def colour(self, region):
        return COLOURS[(self.cluster[region] - 1) % len(COLOURS)]

    def children(self):
        return {f"merge {number}": (left, right, height) for number, (left, right, height) in enumerate(self.merges, 1)}

    def leaves(self):
        """Regions in the order in which the branches do not cross."""
        children = self.children()

        def below(name):
            return [name] if name not in children else [leaf for child in children[name][:2] for leaf in below(child)]
        return below(f"merge {len(self.merges)}")

    def shared(self, left, right):
        return 1.0 if left == right else self.together.get((left, right), self.together.get((right, left)))


def draw_dendrogram(axes, words, clusters, names, order):
    """Leaves at 0, 1, 2 ... from the top; distance to the right."""
    children, place = clusters.children(), {region: y for y, region in enumerate(order)}

    def draw(name):
        """Height and place of a cluster; draws what is below it."""
        if name not in children:
            return 0.0, place[name], {clusters.cluster[name]}
        left, right, height = children[name]
        (x0, y0, below), (x1, y1, more) = draw(left), draw(right)
        inside = below | more
        colour = COLOURS[(next(iter(inside)) - 1) % len(COLOURS)] if len(inside) == 1 else GREY
        axes.plot([x0, height, height, x1], [y0, y0, y1, y1], color=colour, linewidth=1.6)
        return height, (y0 + y1) / 2, inside
    draw(f"merge {len(clusters.merges)}")
    axes.set_yticks(range(len(order)), [names[region] for region in order], fontsize=8)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value, 2)))
    axes.set_xlabel(words("figure.clusters.distance"), fontsize=8)
    axes.grid(False, axis="y")


def draw_together(axes, figure, words, clusters, names, order):
    values = np.array([[100 * clusters.shared(left, right) for right in order] for left in order])
    image = axes.imshow(values, cmap=SEQUENTIAL, vmin=0, vmax=100, aspect="auto")
    axes.set_xticks(range(len(order)), [names[region] for region in order], rotation=90, fontsize=7.5)
    axes.set_yticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    bar = figure.colorbar(image, ax=axes, fraction=0.04, pad=0.02)
    bar.set_label(words("figure.clusters.together"), fontsize=8)
    bar.ax.tick_params(labelsize=7.5)


def report_words(run, clusters):
    """The order of joining that the report prints, in its words."""
    return run.words("figure.clusters.report") + " " + " ".join(f"{level}: {members}." for level, members in clusters.levels)


def dendrogram_figure(run, clusters, geography):
    words, names = run.words, region_names(run.words, geography)
    order, count = clusters.leaves(), len(set(clusters.cluster.values()))
    left, right, _ = clusters.merges[0]
    figure = plt.figure(figsize=(11.5, 7.6))
    top = add_title(figure, words("figure.clusters.title", n=count, left=names[left], right=names[right]),
                    run.caveat + words("figure.clusters.sub"))
    bottom = add_footer(figure, report_words(run, clusters) + "\n" + run.footer())
    height = top - bottom - 0.25
    draw_dendrogram(figure.add_axes([0.165, bottom + 0.21, 0.33, height]), words, clusters, names, order)
    draw_together(figure.add_axes([0.52, bottom + 0.21, 0.44, height]), figure, words, clusters, names, order)
    return figure


def mean_togetherness(clusters, region):
    """With the others of its cluster; None if it is alone."""
    others = [other for other, number in clusters.cluster.items() if number == clusters.cluster[region] and other != region]
    return sum(clusters.shared(region, other) for other in others) / len(others) if others else None


def cluster_map(run, clusters, geography):
    words, count = run.words, len(set(clusters.cluster.values()))
    figure = plt.figure(figsize=(11.5, 8.2))
    top = add_title(figure, words("figure.clusters.map", n=count), run.caveat + words("figure.clusters.map.sub"))
    bottom = add_footer(figure, report_words(run, clusters) + "\n" + run.footer() + "\n" + attribution(words, geography))
    axes = figure.add_axes([0.01, bottom + 0.05, 0.98, top - bottom - 0.06])

    def text_of(code):
        share = mean_togetherness(clusters, code)
        return words("figure.clusters.alone") if share is None else f"{100 * share:.0f}"
    draw_map(axes, geography.region_shapes, {code: code for code in geography.region_shapes}, region_labels(words, geography),
             clusters.colour, text_of)
    figure.legend(handles=[Patch(color=COLOURS[number % len(COLOURS)], label=words("figure.clusters.group", n=number + 1)) for number in range(count)],
                  loc="lower center", ncols=count, bbox_to_anchor=(0.5, bottom), fontsize=8.5)
    return figure
