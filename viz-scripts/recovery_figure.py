#!/usr/bin/python3
"""Draws a recovery: recovery_figure.py RECOVERY_FOLDER [-o FOLDER] [--formats png,svg]

Reads the CSV tables of a folder that 'kozqaras recover' wrote; writes recovery.png and .svg into it, or into -o.
Needs Debian's python3-matplotlib.
"""
import math
import sys

try:
    import matplotlib.pyplot as plt

    from style import BLUE, GREY, LIGHT_GREY, ORANGE, add_footer, add_title
    from table_folder import BadTable, draw_folder, read_table
except ImportError as error:
    sys.exit(f"recovery_figure.py: {error}; use /usr/bin/python3 with python3-matplotlib and python3-xarray")

COLUMNS = {"recovery.csv": {"data_set", "quantity", "z", "position"}, "quantities.csv": {"quantity", "informed"},
           "bands.csv": {"place", "lower", "upper"}}
LEVELS = [level / 20 for level in range(1, 20)]
OUTCOME_COLOURS = ["#222222", BLUE, "#4d9a57", "#8c6bb1", "#c9a400", "#2aa7b5", ORANGE]


def read(folder, name):
    return read_table(folder, name, COLUMNS[name], "recover")


class Recovery:
    """Positions and z of every quantity, and which are informed parameters or outcomes."""

    def __init__(self, folder):
        self.kind = {row["quantity"]: row["informed"] for row in read(folder, "quantities.csv")}
        self.positions, self.z = {}, {}
        for row in read(folder, "recovery.csv"):
            self.positions.setdefault(row["quantity"], []).append(float(row["position"]))
            self.z.setdefault(row["quantity"], []).append(float(row["z"]))
        self.bands = [{key: float(value) for key, value in row.items()} for row in read(folder, "bands.csv")]
        self.data_sets = len(next(iter(self.z.values())))

    def of_kind(self, kind):
        return [name for name, other in self.kind.items() if other == kind]

    def differences(self, name):
        """Distribution function of the positions minus that of the uniform, at the places of the bands."""
        positions = self.positions[name]
        return [sum(p < band["place"] for p in positions) / len(positions) - band["place"] for band in self.bands]

    def coverage(self, names, level):
        inside = [abs(2 * p - 1) <= level for name in names for p in self.positions[name]]
        return sum(inside) / len(inside)


def draw_bands(axes, recovery):
    places = [band["place"] for band in recovery.bands]
    axes.fill_between(places, [band["lower"] - band["place"] for band in recovery.bands],
                      [band["upper"] - band["place"] for band in recovery.bands], color=LIGHT_GREY, step=None)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xlabel("position of the truth among the draws")
    axes.set_ylabel("distribution function - uniform")
    return places


def draw_ranks(axes, recovery, names, colours, labelled):
    places = draw_bands(axes, recovery)
    for name, colour in zip(names, colours):
        axes.plot(places, recovery.differences(name), color=colour, linewidth=1.4 if labelled else 0.5,
                  alpha=1 if labelled else 0.5, label=name.replace("_", " ") if labelled else None)
    if labelled:
        axes.legend(fontsize=7, ncols=2, loc="upper center")
        low, high = axes.get_ylim()
        axes.set_ylim(low, high + 0.45 * (high - low))


def draw_z(axes, values):
    edges = [-4 + 0.25 * step for step in range(33)]
    axes.hist([max(-4, min(4, z)) for z in values], bins=edges, density=True, color=BLUE, alpha=0.7)
    axes.plot(edges, [math.exp(-z * z / 2) / math.sqrt(2 * math.pi) for z in edges], color="black", linewidth=1.2)
    mean = sum(values) / len(values)
    deviation = math.sqrt(sum((z - mean) ** 2 for z in values) / (len(values) - 1))
    axes.set_title(f"z of informed parameters: mean {mean:.2f}, s.d. {deviation:.2f}".replace("-", "\u2212"))
    axes.set_xlabel("(posterior mean - truth) / posterior s.d.")
    axes.set_ylabel("density; line: standard normal")


def draw_coverage(axes, recovery, groups):
    axes.fill_between([0, 1], [-0.04, 0.96], [0.04, 1.04], color=LIGHT_GREY, label="within 4 points")
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=0.8)
    for (label, names), colour in zip(groups, (BLUE, ORANGE)):
        axes.plot(LEVELS, [recovery.coverage(names, level) for level in LEVELS], marker="o", markersize=3,
                  color=colour, label=label)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("level of the central interval")
    axes.set_ylabel("share of truths inside")
    axes.set_title("Coverage")
    axes.legend(loc="upper left")


def recovery_figure(recovery):
    informed, outcomes = recovery.of_kind("yes"), recovery.of_kind("outcome")
    figure = plt.figure(figsize=(11, 8.2))
    top = add_title(figure, "Does the calibration find what it should?",
                    f"{recovery.data_sets} surveys of known countries, calibrated again. Grey: 95 % of the curves of a sound "
                    "method stay inside, each as a whole.")
    bottom = add_footer(figure, "Source: kozqaras recover. Ranks of draws made true to the simulator; z of the posterior's "
                                f"mean and s.d. {len(informed)} parameters with posterior s.d. below 0.9 of the prior's; "
                                "outcomes with simulated country, survey error and rounding.")
    grid = figure.add_gridspec(2, 2, left=0.075, right=0.98, top=top - 0.05, bottom=bottom + 0.07, wspace=0.2, hspace=0.32)
    axes = figure.add_subplot(grid[0, 0])
    draw_ranks(axes, recovery, outcomes, OUTCOME_COLOURS * len(outcomes), labelled=True)
    axes.set_title("Ranks of outcomes")
    axes = figure.add_subplot(grid[0, 1])
    draw_ranks(axes, recovery, informed, [BLUE] * len(informed), labelled=False)
    axes.set_title(f"Ranks of {len(informed)} informed parameters")
    draw_z(figure.add_subplot(grid[1, 0]), [z for name in informed for z in recovery.z[name]])
    draw_coverage(figure.add_subplot(grid[1, 1]), recovery, [("informed parameters", informed), ("outcomes", outcomes)])
    return figure


def draw(folder):
    recovery = Recovery(folder)
    if not recovery.of_kind("yes"):
        raise BadTable(f"{folder}: no parameter is informed by the data")
    return recovery_figure(recovery)


if __name__ == "__main__":
    sys.exit(draw_folder(draw, "recovery", "recover"))
