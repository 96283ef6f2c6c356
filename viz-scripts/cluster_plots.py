"""Clusters of regions: the dendrogram, how often two regions share a cluster, and the map."""
import csv
import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch

from maps import draw_label, extent_of, outline_of, region_labels
from matplotlib.patches import PathPatch
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


def draw_dendrogram(axes, clusters, names, order):
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
    axes.set_xlabel("1 \u2212 correlation, mean over pairs", fontsize=8)
    axes.grid(False, axis="y")


def draw_together(axes, figure, clusters, names, order):
    values = np.array([[100 * clusters.shared(left, right) for right in order] for left in order])
    image = axes.imshow(values, cmap=SEQUENTIAL, vmin=0, vmax=100, aspect="auto")
    axes.set_xticks(range(len(order)), [names[region] for region in order], rotation=90, fontsize=7.5)
    axes.set_yticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    bar = figure.colorbar(image, ax=axes, fraction=0.04, pad=0.02)
    bar.set_label("share a cluster, of 100 members", fontsize=8)
    bar.ax.tick_params(labelsize=7.5)


def levels_text(clusters):
    return " ".join(f"Level {level}: {members}." for level, members in clusters.levels)


def dendrogram_figure(run, clusters, geography):
    names = {iso: row["name_en"] for iso, row in geography.regions.items()}
    order, count = clusters.leaves(), len(set(clusters.cluster.values()))
    figure = plt.figure(figsize=(11.5, 7.6))
    top = add_title(figure, "Which regions answer alike",
                    run.caveat + "All questions of the last wave, sample as fielded; Pearson correlation of nets, average linkage, "
                    f"cut into {count} clusters as the report names {count} levels. Left: mean correlation over members. Right: how "
                    "often two regions share a cluster when each member is clustered by itself.")
    bottom = add_footer(figure, "The report\u2019s order of joining (2023): " + levels_text(clusters) + "\n" + run.footer()
                        + " Regional values are model results: the survey represents no single region.")
    height = top - bottom - 0.19
    draw_dendrogram(figure.add_axes([0.13, bottom + 0.14, 0.36, height]), clusters, names, order)
    draw_together(figure.add_axes([0.52, bottom + 0.14, 0.44, height]), figure, clusters, names, order)
    return figure


def mean_togetherness(clusters, region):
    """With the others of its cluster; None if it is alone."""
    others = [other for other, number in clusters.cluster.items() if number == clusters.cluster[region] and other != region]
    return sum(clusters.shared(region, other) for other in others) / len(others) if others else None


def cluster_map(run, clusters, geography):
    count = len(set(clusters.cluster.values()))
    colours, norm = ListedColormap(COLOURS[:max(count, 1)]), BoundaryNorm(np.arange(0.5, count + 1), max(count, 1))
    figure = plt.figure(figsize=(11.5, 8.2))
    top = add_title(figure, "Clusters of regions that answer alike",
                    run.caveat + "All questions of the last wave; in each region, how often it shares a cluster with the others of its "
                    "colour, in 100 members.")
    bottom = add_footer(figure, "The report\u2019s order of joining (2023): " + levels_text(clusters) + "\n" + run.footer()
                        + " Regional values are model results: the survey represents no single region.\n" + geography.attribution)
    axes = figure.add_axes([0.01, bottom + 0.05, 0.98, top - bottom - 0.06])
    labels = region_labels(geography)
    for code, polygons in sorted(geography.region_shapes.items(), key=lambda pair: len(pair[1][0][0]), reverse=True):
        axes.add_patch(PathPatch(outline_of(polygons), facecolor=colours(norm(clusters.cluster[code])), edgecolor="white",
                                 linewidth=0.8, zorder=2 if labels[code][2] is None else 3))
    for code, (point, names, target) in labels.items():
        share = mean_togetherness(clusters, code)
        draw_label(axes, point, "alone" if share is None else f"{100 * share:.0f}", names, target,
                   colours(norm(clusters.cluster[code])))
    west, east, south, north = extent_of(geography.region_shapes, labels)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    axes.set_axis_off()
    figure.legend(handles=[Patch(color=COLOURS[number % len(COLOURS)], label=f"cluster {number + 1}") for number in range(count)],
                  loc="lower center", ncols=count, bbox_to_anchor=(0.5, bottom), fontsize=8.5)
    return figure
