"""Maps of the index: regions, and macro-regions."""
import csv
import errno
import json
import math

import matplotlib.pyplot as plt
import matplotlib.patheffects
import numpy as np
from matplotlib.colors import Normalize, TwoSlopeNorm
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from style import DIVERGING, SEQUENTIAL, add_footer, add_title, plain


class Geography:
    """Outlines and names, from a folder laid out like data/geography: regions.csv, map_labels.csv, attribution.txt, and
    one file of outlines each for regions (property iso) and macro-regions (property macro)."""

    def __init__(self, folder):
        with open(folder / "regions.csv", encoding="utf-8", newline="") as file:
            self.regions = {row["iso"]: row for row in csv.DictReader(file)}
        with open(folder / "map_labels.csv", encoding="utf-8", newline="") as file:
            self.labels = {(row["kind"], row["place"]): row for row in csv.DictReader(file)}
        self.attribution = (folder / "attribution.txt").read_text(encoding="utf-8").strip()
        self.region_shapes = read_shapes(folder, "iso")
        self.macro_shapes = read_shapes(folder, "macro")

    def labels_of(self, kind, names):
        """{code: (where the label stands, names, end of its line or None)}; `names`: {code: first name}."""
        found = {}
        for code, name in names.items():
            row = self.labels[kind, code]
            line = (float(row["line_lon"]), float(row["line_lat"])) if row["line_lon"] else None
            found[code] = ((float(row["lon"]), float(row["lat"])), (name, row["second_name"]), line)
        return found


def read_shapes(folder, key):
    """Of the file in `folder` whose outlines are called by the property `key`."""
    for path in sorted(folder.glob("*.geojson")):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        if all(key in feature["properties"] for feature in features):
            return {feature["properties"][key]: polygons_of(feature["geometry"]) for feature in features}
    raise FileNotFoundError(errno.ENOENT, f"no outlines with '{key}'", str(folder))


def extent_of(shapes, labels):
    """Of outlines and labels, with a margin: west, east, south, north."""
    points = np.array([point for polygons in shapes.values() for polygon in polygons for point in polygon[0]]
                      + [point for point, _, _ in labels.values()], dtype=float)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return west - 0.022 * (east - west), east + 0.022 * (east - west), south - 0.03 * (north - south), north + 0.04 * (north - south)


def polygons_of(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def outline_of(polygons):
    """One path with holes; the first ring of a polygon is its border."""
    points, codes = [], []
    for polygon in polygons:
        for ring in polygon:
            points += ring
            codes += [Outline.MOVETO] + [Outline.LINETO] * (len(ring) - 2) + [Outline.CLOSEPOLY]
    return Outline(np.array(points, dtype=float), codes)


def colours_for(values):
    """Blues if all values have one sign, orange to blue around zero otherwise."""
    low, high = float(np.min(values)), float(np.max(values))
    if low < 0 < high:
        reach = max(-low, high)
        return DIVERGING, TwoSlopeNorm(0, -reach, reach)
    if high - low < 0.02:
        low, high = low - 0.01, high + 0.01
    return SEQUENTIAL, Normalize(low, high)


def text_colour(rgba):
    """Black on light, white on dark."""
    luminance = 0.2126 * rgba[0] ** 2.2 + 0.7152 * rgba[1] ** 2.2 + 0.0722 * rgba[2] ** 2.2
    return "black" if luminance > 0.22 else "white"


def distance_to_edge(point, target):
    """From the middle of a label to its edge in the direction of `target`, in points."""
    middle_latitude = (point[1] + target[1]) / 2
    half_width, half_height = 44.0, 15.0
    east, north = (target[0] - point[0]) * math.cos(math.radians(middle_latitude)), target[1] - point[1]
    length = math.hypot(east, north)
    return min(half_width * length / max(abs(east), 1e-9), half_height * length / max(abs(north), 1e-9))


def interval_text(spread):
    """Median and, in brackets, the ends of the interval."""
    low, median, high = spread
    return f"{plain(median)} ({plain(low)} to {plain(high)})"


def draw_label(axes, point, value_text, names, target, fill):
    """English name, Kazakh name and value; a line to `target` if the label stands outside."""
    if target is not None:
        axes.annotate("", target, point, zorder=4, arrowprops={"arrowstyle": "-", "linewidth": 0.7, "shrinkB": 0,
                                                               "shrinkA": distance_to_edge(point, target)})
        axes.plot(*target, marker="o", markersize=2.5, color="black", zorder=4)
    colour, around = ("black", "white") if target is not None else (text_colour(fill), fill)
    halo = [matplotlib.patheffects.withStroke(linewidth=2, foreground=around)]
    lines = ((names[0], 7.4, "bold", 8.2), (names[1], 6.2, "normal", 0.3),
             (value_text, 6.6, "normal", -8.0))
    for text, size, weight, offset in lines:
        axes.annotate(text, point, xytext=(0, offset), textcoords="offset points", ha="center", va="center", fontsize=size,
                      fontweight=weight, color=colour, zorder=6, path_effects=halo)


def draw_map(axes, shapes, spreads, labels, norm, colours, text_of=interval_text):
    """`spreads`: {code: (low, median, high)}, coloured by the median and described by `text_of`."""
    for code, polygons in sorted(shapes.items(), key=lambda pair: len(pair[1][0][0]), reverse=True):
        axes.add_patch(PathPatch(outline_of(polygons), facecolor=colours(norm(spreads[code][1])), edgecolor="white",
                                 linewidth=0.8, zorder=2 if labels[code][2] is None else 3))
    for code, (point, names, target) in labels.items():
        draw_label(axes, point, text_of(spreads[code]), names, target, colours(norm(spreads[code][1])))
    west, east, south, north = extent_of(shapes, labels)
    middle_latitude = (south + north) / 2
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / math.cos(math.radians(middle_latitude)))
    axes.set_axis_off()


def map_figure(run, geography, shapes, values, labels, words):
    """`values`: {year: {code: one value per member}}."""
    years = list(values)
    spreads = {year: {code: np.quantile(v, [0.05, 0.5, 0.95]) for code, v in of_year.items()}
               for year, of_year in values.items()}
    medians = [spread[1] for of_year in spreads.values() for spread in of_year.values()]
    colours, norm = colours_for(medians)
    figure = plt.figure(figsize=(11.5, 6.9 * len(years) + 1.3))
    top = add_title(figure, f"How the regions see China: {words}, {' and '.join(str(year) for year in years)}",
                    run.caveat
                    + "Composite China Perception Index of all adults in the baseline, share positive minus share negative; "
                    "median and, in brackets, 90 % of draws.")
    bottom = add_footer(figure, run.footer() + " Regional values are model results: the survey represents no single "
                        "region.\n" + geography.attribution)
    height = (top - bottom - 0.05) / len(years)
    for place, year in enumerate(years):
        axes = figure.add_axes([0.01, top - (place + 1) * height, 0.98, height - 0.012])
        draw_map(axes, shapes, spreads[year], labels, norm, colours)
        axes.set_title(str(year), fontsize=12, y=0.93, x=0.03)
    bar_axes = figure.add_axes([0.28, bottom + 0.03, 0.44, 0.011])
    bar = figure.colorbar(plt.cm.ScalarMappable(norm, colours), cax=bar_axes, orientation="horizontal")
    bar.set_label("composite index, net share (\u22121 to +1)", fontsize=8)
    bar.ax.tick_params(labelsize=7.5)
    bar.ax.grid(False)
    return figure


def years_to_show(run):
    """The reported weeks nearest to the last wave and at the end: {year: position in time}."""
    start = int(np.argmin(np.abs(run.times - run.projection_start)))
    return {int(str(run.times[place])[:4]): place for place in sorted({start, len(run.times) - 1})}


def region_labels(geography):
    """{code: (where the label stands, names, end of its line or None)}."""
    return geography.labels_of("region", {iso: row["name_en"] for iso, row in geography.regions.items()})


def macro_words(geography):
    """5 macro-regions and 3 cities: those of a single city are counted apart."""
    kinds = {}
    for row in geography.regions.values():
        kinds.setdefault(row["macro_region"], []).append(row["type"])
    cities = sum(kind == ["city"] for kind in kinds.values())
    return f"{len(kinds) - cities} macro-regions" + (f" and {cities} cities" if cities else "")


def region_map(run, geography):
    values = {year: {iso: run.adults(run.scenarios[0], "composite", f"region:{iso}")[:, place]
                     for iso in geography.region_shapes}
              for year, place in years_to_show(run).items()}
    return map_figure(run, geography, geography.region_shapes, values, region_labels(geography),
                      f"{len(geography.regions)} regions")


def macro_map(run, geography):
    adults = {iso: float(run.data.group_adults.sel(group=f"region:{iso}")) for iso in geography.regions}
    members_of = {}
    for iso, row in geography.regions.items():
        members_of.setdefault(row["macro_region"], []).append(iso)
    values = {}
    for year, place in years_to_show(run).items():
        # Nets are means over people, so a macro-region is the mean of its regions weighted by adults.
        values[year] = {macro: np.average([run.adults(run.scenarios[0], "composite", f"region:{iso}")[:, place]
                                           for iso in isos], axis=0, weights=[adults[iso] for iso in isos])
                        for macro, isos in members_of.items()}
    labels = geography.labels_of("macro_region", {macro: macro for macro in members_of})
    return map_figure(run, geography, geography.macro_shapes, values, labels, macro_words(geography))
