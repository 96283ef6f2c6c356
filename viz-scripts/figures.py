#!/usr/bin/python3
"""Makes the figures of a run: figures.py RUN_FOLDER [--formats png,svg]

Reads only the run folder and the outlines of the regions; writes RUN_FOLDER/figures/.
Needs Debian's python3-xarray, python3-h5netcdf and python3-matplotlib.
"""
import argparse
import hashlib
import sys
from pathlib import Path

try:
    from breakdown_plots import breakdown_figure
    from cluster_plots import Clusters, cluster_map, dendrogram_figure
    from fan_charts import difference_figure, projection_figure
    from maps import Geography, macro_map, region_map
    from messages import in_words
    from run_folder import BadRunFolder, RunFolder
    from style import save, use_style
except ImportError as error:
    sys.exit(f"figures.py: {error}; use /usr/bin/python3 with python3-xarray, python3-h5netcdf and python3-matplotlib")

FORMATS = ("png", "svg", "pdf")
DEFAULT_GEOGRAPHY = Path(__file__).resolve().parent.parent / "data" / "geography"


def formats_of(text):
    formats = [part.strip() for part in text.split(",") if part.strip()]
    for name in formats:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"unknown format '{name}'; allowed: {', '.join(FORMATS)}")
    if not formats:
        raise argparse.ArgumentTypeError("no format given")
    return formats


def plans_of(run, geography):
    """Name of each figure and the function that makes it."""
    plans = [("projection", lambda: projection_figure(run))]
    for scenario in run.scenarios[1:]:
        plans.append((f"difference_{scenario}", lambda scenario=scenario: difference_figure(run, scenario)))
    for factor in dict.fromkeys(row["factor"] for row in run.breakdowns):
        plans.append((f"breakdown_{factor}", lambda factor=factor: breakdown_figure(run, factor)))
    if geography is not None:
        plans.append(("map_regions", lambda: region_map(run, geography)))
        plans.append(("map_macro_regions", lambda: macro_map(run, geography)))
        clusters = Clusters(run.path / "region_clusters.csv")
        if clusters.merges:
            plans.append(("region_clusters", lambda: dendrogram_figure(run, clusters, geography)))
            plans.append(("map_region_clusters", lambda: cluster_map(run, clusters, geography)))
    return plans


def read_geography(program, folder):
    try:
        return Geography(folder)
    except OSError as error:
        print(f"{program}: no maps: {in_words(error)}", file=sys.stderr)
        return None


def parse_arguments(arguments, description, folder_help):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, help=folder_help)
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    parser.add_argument("--geography", type=Path, default=DEFAULT_GEOGRAPHY, help="folder with regions.csv and outlines")
    return parser.parse_args(arguments)


def note_figure(path):
    """Adds the picture to SHA256SUMS of its folder: `kozqaras run --force` removes what stands there, and nothing else."""
    listing = path.with_name("SHA256SUMS")
    lines = listing.read_text(encoding="utf-8").splitlines()[1:] if listing.is_file() else []
    others = [line for line in lines if line[66:] != path.name]
    own = f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
    unfinished = path.with_name("SHA256SUMS.tmp")
    unfinished.write_text("\n".join(["# kozqaras figures", *sorted([*others, own], key=lambda line: line[66:])]) + "\n",
                          encoding="utf-8")
    unfinished.replace(listing)


def make_figures(program, options, open_folder, plans):
    """Draws what `plans(opened folder, geography)` lists into figures/ of the folder; returns the exit status: 0 done,
    3 not such a folder, 4 a file is missing or cannot be written."""
    use_style()
    try:
        opened = open_folder(options.folder)
        geography = read_geography(program, options.geography)
        for name, make in plans(opened, geography):
            for path in save(make(), options.folder / "figures", name, options.formats):
                note_figure(path)
                print(path)
    except BadRunFolder as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"{program}: {in_words(error)}", file=sys.stderr)
        return 4
    return 0 if geography is not None else 4


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a run folder, 4 a file is missing or cannot be written."""
    options = parse_arguments(arguments, "Makes the figures of a run.", "folder written by kozqaras run")
    return make_figures("figures.py", options, RunFolder, plans_of)


if __name__ == "__main__":
    sys.exit(main())
