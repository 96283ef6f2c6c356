"""Maps of the index: regions, and macro-regions."""
import csv
import errno
import json
import math

import matplotlib.pyplot as plt
import matplotlib.patheffects
import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from style import add_footer, add_title

# Orange, white, blue, as on the page; told apart by every kind of colour vision.
STEPS = ("#a6500a", "#d98b3f", "#f3cfa5", "#f2f2f2", "#b9d3ea", "#5c9bd1", "#1f5f99")
CLEAR = 0.95  # share of runs with one sign from which on a difference to the country is told


class Geography:
    """Outlines and names, from a folder laid out like data/geography: regions.csv, map_labels.csv, attribution.txt, and
    one file of outlines each for regions (property iso) and macro-regions (property macro). Of the table of published
    numbers beside it, if it is there, only of which units there are any: the others are hatched."""

    def __init__(self, folder):
        with open(folder / "regions.csv", encoding="utf-8", newline="") as file:
            self.regions = {row["iso"]: row for row in csv.DictReader(file)}
        with open(folder / "map_labels.csv", encoding="utf-8", newline="") as file:
            self.labels = {(row["kind"], row["place"]): row for row in csv.DictReader(file)}
        self.attribution = (folder / "attribution.txt").read_text(encoding="utf-8").strip()
        self.printed = printed_units(folder.parent / "survey" / "observations.csv")
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


def printed_units(table):
    """Codes of the units of which a number was published; None without the table."""
    if not table.is_file():
        return None
    with open(table, encoding="utf-8", newline="") as file:
        found = [row["population"].partition(":") for row in csv.DictReader(file)]
    return {unit for kind, _, unit in found if kind == "former_unit"}


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


class ColourSteps:
    """Steps as wide as half of a usual 90 % interval, or wider so that seven hold all values: no finer than what is known.
    Orange to blue around zero where they are changes or lie on both sides of it, around their middle otherwise. `spreads`: (low, median, high)."""

    def __init__(self, spreads, around_zero=False):
        values = [spread[1] for spread in spreads]
        low, high = min(values), max(values)
        centre = 0.0 if around_zero or low < 0 < high else (low + high) / 2
        reach = max(high - centre, centre - low, 0.05)
        self.step = round_up(max(float(np.median([spread[2] - spread[0] for spread in spreads])) / 2, 2 * reach / len(STEPS), 0.1))
        self.middle = round(centre / self.step) * self.step

    def colour(self, value):
        place = round((value - self.middle) / self.step) + len(STEPS) // 2
        return STEPS[min(max(place, 0), len(STEPS) - 1)]

    def marks(self):
        return [(colour, self.middle + (place - len(STEPS) // 2) * self.step) for place, colour in enumerate(STEPS)]


def round_up(value):
    """1, 2 or 5 times a power of ten, `value` at least."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= value * (1 - 1e-9))


def text_colour(rgba):
    """Black on light, white on dark."""
    rgba = to_rgba(rgba)
    luminance = 0.2126 * rgba[0] ** 2.2 + 0.7152 * rgba[1] ** 2.2 + 0.0722 * rgba[2] ** 2.2
    return "black" if luminance > 0.22 else "white"


def distance_to_edge(point, target):
    """From the middle of a label to its edge in the direction of `target`, in points."""
    middle_latitude = (point[1] + target[1]) / 2
    half_width, half_height = 44.0, 15.0
    east, north = (target[0] - point[0]) * math.cos(math.radians(middle_latitude)), target[1] - point[1]
    length = math.hypot(east, north)
    return min(half_width * length / max(abs(east), 1e-9), half_height * length / max(abs(north), 1e-9))


def interval_text(words):
    """Median and, in brackets, the ends of the interval, in whole points."""
    def text_of(spread):
        low, median, high = spread
        return f"{words.signed(median, 0)} ({words.signed(low, 0)} \u2026 {words.signed(high, 0)})"
    return text_of


def draw_label(axes, point, value_text, names, target, fill):
    """First name, second name if there is one, and value; a line to `target` if the label stands outside."""
    if target is not None:
        axes.annotate("", target, point, zorder=4, arrowprops={"arrowstyle": "-", "linewidth": 0.7, "shrinkB": 0,
                                                               "shrinkA": distance_to_edge(point, target)})
        axes.plot(*target, marker="o", markersize=2.5, color="black", zorder=4)
    colour, around = ("black", "white") if target is not None else (text_colour(fill), fill)
    halo = [matplotlib.patheffects.withStroke(linewidth=2, foreground=around)]
    lines = ((names[0], 7.4, "bold", 8.2), (names[1], 6.2, "normal", 0.3), (value_text, 6.6, "normal", -8.0))
    if not names[1]:
        lines = ((names[0], 7.4, "bold", 4.5), (value_text, 6.6, "normal", -4.5))
    for text, size, weight, offset in lines:
        axes.annotate(text, point, xytext=(0, offset), textcoords="offset points", ha="center", va="center", fontsize=size,
                      fontweight=weight, color=colour, zorder=6, path_effects=halo)


def draw_map(axes, shapes, spreads, labels, colour_of, text_of, unheard=()):
    """`spreads`: {code: (low, median, high)}; `colour_of`, `text_of`: of a spread. `unheard`: codes that are hatched."""
    for code, polygons in sorted(shapes.items(), key=lambda pair: len(pair[1][0][0]), reverse=True):
        depth = 2 if labels[code][2] is None else 3
        axes.add_patch(PathPatch(outline_of(polygons), facecolor=colour_of(spreads[code]), edgecolor="white", linewidth=0.8, zorder=depth))
        if code in unheard:
            axes.add_patch(PathPatch(outline_of(polygons), facecolor="none", edgecolor="#00000030", linewidth=0, hatch="////", zorder=depth))
    for code, (point, names, target) in labels.items():
        if text_of is not None:
            draw_label(axes, point, text_of(spreads[code]), names, target, colour_of(spreads[code]))
    west, east, south, north = extent_of(shapes, labels)
    middle_latitude = (south + north) / 2
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / math.cos(math.radians(middle_latitude)))
    axes.set_axis_off()


def add_steps(figure, words, steps, bottom, hatched, centre=0.5):
    """What the colours mean, and the hatching; in the middle of the figure, or around `centre`. No index lies beyond 100."""
    decimals = 0 if steps.step >= 1 else 1
    handles = [Patch(facecolor=colour, edgecolor="#bbbbbb", linewidth=0.5, label=words.signed(value, decimals)) for colour, value in steps.marks()
               if abs(value) - steps.step / 2 < 100]
    if hatched:
        handles.append(Patch(facecolor="#f2f2f2", edgecolor="#00000050", hatch="////", linewidth=0, label=words("map.no.figures")))
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), bbox_to_anchor=(centre, bottom), fontsize=8,
                  title=words("figure.points"), title_fontsize=8, handlelength=1.6, columnspacing=1.0)


def list_of(words, names):
    return ", ".join(names) if names else words("figure.map.nobody")


def map_figure(run, kind, geography, shapes, values, country, labels, names, unheard=()):
    """One message: how many places clearly differ from the country. `values`: {code: draws}, `country`: draws."""
    words = run.words
    spreads = {code: np.quantile(draws, [0.05, 0.5, 0.95]) for code, draws in values.items()}
    higher = {code: float(np.mean(draws > country)) for code, draws in values.items()}
    better = [names[code] for code in sorted(values, key=lambda code: -spreads[code][1]) if higher[code] >= CLEAR]
    worse = [names[code] for code in sorted(values, key=lambda code: spreads[code][1]) if higher[code] <= 1 - CLEAR]
    steps = ColourSteps(list(spreads.values()))
    figure = plt.figure(figsize=(11.5, 8.2))
    top = add_title(figure, words(f"figure.map.title{kind}", n=len(better) + len(worse), all=len(values)),
                    run.caveat + words("figure.map.sub", date=words.day(run.times[week_of_last_wave(run)]), better=list_of(words, better),
                                       worse=list_of(words, worse)))
    step = words.number(steps.step, 0 if steps.step >= 1 else 1)
    bottom = add_footer(figure, words("figure.map.clear") + " " + words("report.map.step", step=step).rstrip(".") + ".\n" + run.footer() + "\n"
                        + attribution(words, geography))
    axes = figure.add_axes([0.01, bottom + 0.06, 0.98, top - bottom - 0.07])
    draw_map(axes, shapes, spreads, labels, lambda spread: steps.colour(spread[1]), interval_text(words), unheard)
    add_steps(figure, words, steps, bottom, bool(unheard))
    return figure


def week_of_last_wave(run):
    """Place of the reported week nearest to the last wave."""
    return int(np.argmin(np.abs(run.times - run.projection_start)))


def region_names(words, geography):
    return {iso: words.region(row) for iso, row in geography.regions.items()}


def region_labels(words, geography):
    """{code: (where the label stands, names, end of its line or None)}."""
    return second_names(words, geography.labels_of("region", region_names(words, geography)))


def second_names(words, labels):
    """The second name is Kazakh: none on a Kazakh map, and none that is the first again."""
    return {code: (point, (first, "" if words.language == "kk" or second == first else second), line)
            for code, (point, (first, second), line) in labels.items()}


def attribution(words, geography):
    """Whose outlines they are: of the shipped ones in the language of the figure."""
    key = "figure.boundaries"
    return words(key) if words.first.get(key) == geography.attribution else geography.attribution


def regions_never_printed(geography):
    """Regions of whose own people no figure was ever published, as on the page; none where that is not known."""
    if geography.printed is None:
        return set()
    return {iso for iso, row in geography.regions.items() if not {iso, row["iso_pre2022"]} & geography.printed}


def region_map(run, geography):
    week, base = [week_of_last_wave(run)], run.scenarios[0]
    values = {iso: run.adults(base, "composite", f"region:{iso}", week)[:, 0] for iso in geography.region_shapes}
    return map_figure(run, "", geography, geography.region_shapes, values, run.adults(base, "composite", "all", week)[:, 0],
                      region_labels(run.words, geography), region_names(run.words, geography), regions_never_printed(geography))


def macro_map(run, geography):
    week, base, words = [week_of_last_wave(run)], run.scenarios[0], run.words
    adults = {iso: float(run.data.group_adults.sel(group=f"region:{iso}")) for iso in geography.regions}
    members_of = {}
    for iso, row in geography.regions.items():
        members_of.setdefault(row["macro_region"], []).append(iso)
    # Nets are means over people, so a macro-region is the mean of its regions weighted by adults.
    values = {macro: np.average([run.adults(base, "composite", f"region:{iso}", week)[:, 0] for iso in isos], axis=0,
                                weights=[adults[iso] for iso in isos]) for macro, isos in members_of.items()}
    names = {macro: words.or_else(f"class.macro_region.{macro}", macro) for macro in members_of}
    labels = second_names(words, geography.labels_of("macro_region", names))
    return map_figure(run, ".macro", geography, geography.macro_shapes, values, run.adults(base, "composite", "all", week)[:, 0], labels, names)
