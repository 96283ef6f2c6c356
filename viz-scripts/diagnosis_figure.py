#!/usr/bin/python3
"""Draws a diagnosis: diagnosis_figure.py DIAGNOSIS_FOLDER [-o FOLDER] [--formats png,svg]

Reads the CSV tables of a folder that 'kozqaras diagnose -o' wrote; writes diagnosis.png and .svg into it, or into -o. What
only --predictive or --screening write is drawn where it is there. Needs Debian's python3-matplotlib.
"""
import math
import sys

try:
    import matplotlib.pyplot as plt

    from style import BLUE, GREY, ORANGE, add_footer, add_title
    from table_folder import draw_folder, read_table
except ImportError as error:
    sys.exit(f"diagnosis_figure.py: {error}; use /usr/bin/python3 with python3-matplotlib and python3-xarray")

COLUMNS = {"directions.csv": {"direction", "posterior_over_prior_sd"}, "families.csv": {"family", "share_of_misfit", "targets"},
           "predictive.csv": {"z"}, "screening.csv": {"output", "parameter", "mu_star", "sigma"}}
SHOWN = 12  # parameters of the screening


def read(folder, name):
    return read_table(folder, name, COLUMNS[name], "diagnose")


def draw_directions(axes, rows):
    ratios = sorted({int(row["direction"]): float(row["posterior_over_prior_sd"]) for row in rows}.values())
    axes.plot(range(1, len(ratios) + 1), ratios, color=BLUE)
    axes.axhline(0.9, color=GREY, linewidth=0.8)
    informed = sum(ratio < 0.9 for ratio in ratios)
    axes.set_title(f"{informed} of {len(ratios)} directions are informed")
    axes.set_xlabel("combination of parameters, most informed first")
    axes.set_ylabel("posterior s.d. / prior s.d.")
    axes.set_ylim(0, 1.05 * max(1, ratios[-1]))


def draw_families(axes, rows):
    rows = sorted((row for row in rows if float(row["share_of_misfit"]) > 0), key=lambda row: float(row["share_of_misfit"]))
    axes.barh([f"{row['family']} ({row['targets']})" for row in rows], [100 * float(row["share_of_misfit"]) for row in rows],
              color=BLUE)
    axes.set_title("What the misfit is made of")
    axes.set_xlabel("% of the misfit; in brackets how many numbers")
    axes.tick_params(axis="y", labelsize=7)


def draw_predictive(axes, rows):
    values = [float(row["z"]) for row in rows]
    edges = [-4 + 0.25 * step for step in range(33)]
    axes.hist([max(-4, min(4, z)) for z in values], bins=edges, density=True, color=BLUE, alpha=0.7)
    axes.plot(edges, [math.exp(-z * z / 2) / math.sqrt(2 * math.pi) for z in edges], color="black", linewidth=1.2)
    inside = sum(abs(z) <= 1.645 for z in values) / len(values)
    axes.set_title(f"Printed numbers in the posterior predictive: {100 * inside:.0f} % inside 90 %")
    axes.set_xlabel("(printed - mean) / s.d., errors included; line: standard normal")
    axes.set_ylabel("density")


def draw_screening(axes, rows):
    output = rows[0]["output"]
    rows = sorted((row for row in rows if row["output"] == output), key=lambda row: -float(row["mu_star"]))[:SHOWN][::-1]
    places = range(len(rows))
    axes.barh([place + 0.2 for place in places], [float(row["mu_star"]) for row in rows], height=0.4, color=BLUE,
              label="mean absolute effect")
    axes.barh([place - 0.2 for place in places], [float(row["sigma"]) for row in rows], height=0.4, color=ORANGE,
              label="spread: curvature, interaction")
    axes.set_yticks(list(places), [row["parameter"] for row in rows], fontsize=7)
    axes.set_title(f"What moves {output.replace('_', ' ')}, over the prior")
    axes.set_xlabel("nets per unit of a parameter's probability")
    axes.legend(loc="lower right")


def diagnosis_figure(folder):
    panels = [(draw_directions, read(folder, "directions.csv")), (draw_families, read(folder, "families.csv"))]
    for name, draw in (("predictive.csv", draw_predictive), ("screening.csv", draw_screening)):
        if (folder / name).exists():
            panels.append((draw, read(folder, name)))
    rows = (len(panels) + 1) // 2
    figure = plt.figure(figsize=(12, 0.8 + 3.9 * rows))
    top = add_title(figure, "What a calibration knows", "Directions that the data inform, what the fit explains worst, and, where they "
                    "were asked for, the posterior predictive and the screening.")
    bottom = add_footer(figure, "Source: kozqaras diagnose. A combination is informed where its posterior s.d. is below 0.9 of the prior's.")
    grid = figure.add_gridspec(rows, 2, left=0.08, right=0.98, top=top - 0.04, bottom=bottom + 0.2 / rows / 2, wspace=0.55, hspace=0.35)
    for place, (draw, table) in enumerate(panels):
        draw(figure.add_subplot(grid[place // 2, place % 2]), table)
    return figure


if __name__ == "__main__":
    sys.exit(draw_folder(diagnosis_figure, "diagnosis", "diagnose"))
