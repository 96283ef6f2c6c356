"""Figures of the ties: degrees, clustering, cores; who is tied to whom."""
import matplotlib.pyplot as plt
import numpy as np

from maps import text_colour
from population_folder import FACTORS, LAYERS
from style import BLUE, GREY, ORANGE, SEQUENTIAL, add_footer, add_title, label_powers, plain

LAYER_COLOURS = {"household": "#8c510a", "kin": "#c99700", "neighbourhood": "#4d9a57", "work_or_study": ORANGE, "online": "#7b4ea3", "all": BLUE}
SHORT_CODES = {"kazakh_and_russian": "both", "general_secondary": "general", "professional": "vocational"}
SHOWN_FACTORS = ["language", "ethnicity", "age", "education", "wealth"]


def histograms(folder):
    """{layer: share of agents by degree}."""
    counts = {}
    for row in folder.degrees:
        counts.setdefault(row["layer"], []).append(float(row["agents"]))
    return {layer: np.array(agents) / sum(agents) for layer, agents in counts.items()}


def draw_degrees(axes, shares):
    for layer, share in shares.items():
        mean = float(np.dot(np.arange(len(share)), share))
        shown = share > 0
        axes.plot(np.arange(len(share))[shown], 100 * share[shown], marker="o", markersize=2.6, linewidth=1.2,
                  color=LAYER_COLOURS[layer], label=f"{LAYERS[layer]}, mean {mean:.2f}")
    axes.set_yscale("log")
    label_powers(axes.yaxis)
    axes.set_ylim(0.001, 100)
    axes.set_xlim(-0.5, 40.5)
    axes.set_xlabel("ties of an agent")
    axes.set_ylabel("agents, %")
    axes.legend(loc="upper right", title="Mean over all agents", alignment="left")


def draw_targets(axes, folder):
    """Achieved values and targets with their tolerance, for everything that is a share."""
    rows = [row for row in folder.tie_targets if row["measure"] != "mean_degree"][::-1]
    for place, row in enumerate(rows):
        target, tolerance, achieved = (float(row[name]) for name in ("target", "tolerance", "achieved"))
        axes.plot([max(0, target - tolerance), min(1, target + tolerance)], [place] * 2, color=GREY, linewidth=5,
                  solid_capstyle="butt", alpha=0.45, label="Target and tolerance" if place == 0 else None)
        axes.plot([target] * 2, [place - 0.3, place + 0.3], color=GREY, linewidth=1.6)
        axes.plot(achieved, place, marker="o", markersize=6, color=LAYER_COLOURS[row["layer"]],
                  markeredgecolor="white", markeredgewidth=0.6)
    axes.set_yticks(range(len(rows)), [f"{LAYERS[row['layer']]}: {row['measure'].replace('_', ' ')}" for row in rows])
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlim(0, 1.02)
    axes.set_xlabel("share of ties, or mean local clustering")
    axes.legend(loc="lower left")


def draw_cores(axes, folder):
    agents = np.array([float(row["agents"]) for row in folder.cores])
    axes.bar(range(len(agents)), 100 * agents / agents.sum(), color=BLUE, alpha=0.8)
    axes.set_xlabel("core number: ties that lead to others of this core or higher")
    axes.set_ylabel("agents, %")
    axes.set_xticks(range(len(agents)))


def degrees_figure(folder):
    figure = plt.figure(figsize=(12.5, 8.6))
    network = folder.summary["network"]
    top = add_title(figure, f"The ties of the adults, {folder.date()}",
                    f"{network['ties']:,} ties, {network['mean_degree']:.2f} per agent; {network['components']:,} components, "
                    f"the largest holds {100 * network['largest_component_share']:.2f} % of agents. All targets are "
                    "assumptions, no survey of ties was found.")
    bottom = add_footer(figure, folder.footer())
    grid = figure.add_gridspec(2, 2, left=0.065, right=0.98, top=top - 0.04, bottom=bottom + 0.06, wspace=0.62, hspace=0.32,
                               width_ratios=[1.15, 1])
    axes = [figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[:, 1])]
    draw_degrees(axes[0], histograms(folder))
    axes[0].set_title("Degrees by kind of ties")
    draw_cores(axes[1], folder)
    axes[1].set_title("Cores")
    draw_targets(axes[2], folder)
    axes[2].set_title("Clustering and mixing against targets")
    return figure


def mixing_matrices(folder):
    """{(layer, factor): (codes, shares by row, assortativity)}."""
    found = {}
    for row in folder.mixing:
        codes, shares, _ = found.setdefault((row["layer"], row["factor"]), ([], [], row["assortativity"]))
        if row["from"] not in codes:
            codes.append(row["from"])
        shares.append(float(row["share_of_from"] or "nan"))
    return {key: (codes, np.array(shares).reshape(len(codes), -1), assortativity)
            for key, (codes, shares, assortativity) in found.items()}


def draw_matrix(axes, codes, shares, assortativity, with_rows, with_columns):
    axes.imshow(shares, cmap=SEQUENTIAL, vmin=0, vmax=1, aspect="auto")
    for row in range(len(codes)):
        for column in range(len(codes)):
            if np.isfinite(shares[row, column]):
                axes.text(column, row, f"{100 * shares[row, column]:.0f}", ha="center", va="center", fontsize=6.2,
                          color=text_colour(SEQUENTIAL(shares[row, column])))
    labels = [SHORT_CODES.get(code, code) for code in codes]
    axes.set_yticks(range(len(codes)), labels if with_rows else [], fontsize=6.6)
    axes.set_xticks(range(len(codes)), labels if with_columns else [], fontsize=6.6, rotation=40, ha="right")
    axes.tick_params(length=0)
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.set_title(f"r = {plain(float(assortativity))}" if assortativity else "", fontsize=7.5, fontweight="normal", color=GREY,
                   pad=4)


def mixing_figure(folder):
    matrices = mixing_matrices(folder)
    figure = plt.figure(figsize=(12.5, 12.0))
    top = add_title(figure, f"Who is tied to whom, {folder.date()}",
                    "Of the ties of the adults of a row, the percentage that leads to each column. r: assortativity (Newman "
                    "2003), 0 if ties ignore the characteristic, 1 if they never cross it.")
    bottom = add_footer(figure, folder.footer())
    grid = figure.add_gridspec(len(LAYERS), len(SHOWN_FACTORS), left=0.13, right=0.985, top=top - 0.045,
                               bottom=bottom + 0.06, wspace=0.42, hspace=0.26)
    for line, layer in enumerate(LAYERS):
        for place, factor in enumerate(SHOWN_FACTORS):
            axes = figure.add_subplot(grid[line, place])
            draw_matrix(axes, *matrices[layer, factor], with_rows=True, with_columns=line == len(LAYERS) - 1)
            box = axes.get_position()
            if place == 0:
                figure.text(0.015, (box.y0 + box.y1) / 2, LAYERS[layer].replace(" and ", "\nand "), fontsize=9,
                            fontweight="bold", va="center")
            if line == 0:
                figure.text((box.x0 + box.x1) / 2, box.y1 + 0.02, FACTORS[factor], fontsize=9, fontweight="bold",
                            ha="center", va="bottom")
    return figure
