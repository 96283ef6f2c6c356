#!/usr/bin/python3
"""Makes the figures of a run: figures.py RUN_FOLDER [--lang en|ru|kk] [--formats png,svg,pdf]

Reads only the run folder, the outlines of the regions and the table of texts; writes RUN_FOLDER/figures/, in another
language than English RUN_FOLDER/figures/LANG/; what few will need goes into appendix/ there.
Needs Debian's python3-xarray, python3-h5netcdf and python3-matplotlib.
"""
import argparse
import concurrent.futures
import hashlib
import multiprocessing
import os
import sys
from pathlib import Path

try:
    from breakdown_plots import breakdown_figure
    from cluster_plots import Clusters, cluster_map, dendrogram_figure
    from fan_charts import difference_figure, difference_indicators_figure, indicators_figure, projection_figure
    from maps import Geography, macro_map, region_map
    from messages import in_words
    from report_figures import report_plans
    from run_folder import BadRunFolder, RunFolder
    from style import save, use_style
    from words import DEFAULT_TEXTS, BadTexts, Words
except ImportError as error:
    sys.exit(f"figures.py: {error}; use /usr/bin/python3 with python3-xarray, python3-h5netcdf and python3-matplotlib")

FORMATS = ("png", "svg", "pdf")
APPENDIX = "appendix"
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
    """Name of each figure, with its folder, and the function that makes it."""
    plans = [("projection", lambda: projection_figure(run))]
    plans += [(f"difference_{one}", lambda one=one: difference_figure(run, one)) for one in run.scenarios[1:]]
    if geography is not None:
        plans += [("map_regions", lambda: region_map(run, geography)), ("map_macro_regions", lambda: macro_map(run, geography))]
    plans += report_plans(run)
    return plans + [(f"{APPENDIX}/{name}", make) for name, make in appendix_plans(run, geography)]


def appendix_plans(run, geography):
    """Pictures for those who look closer."""
    plans = [("indicators", lambda: indicators_figure(run))]
    plans += [(f"indicators_{one}", lambda one=one: difference_indicators_figure(run, one)) for one in run.scenarios[1:]]
    for factor in dict.fromkeys(row["factor"] for row in run.breakdowns):
        plans.append((f"breakdown_{factor}", lambda factor=factor: breakdown_figure(run, factor)))
    clusters = Clusters(run.path / "region_clusters.csv")
    if geography is not None and clusters.merges:
        plans.append(("region_clusters", lambda: dendrogram_figure(run, clusters, geography)))
        plans.append(("map_region_clusters", lambda: cluster_map(run, clusters, geography)))
    return plans


def read_geography(program, folder):
    try:
        return Geography(folder)
    except OSError as error:
        print(f"{program}: no maps: {in_words(error)}", file=sys.stderr)
        return None


def parse_arguments(arguments, description, folder_help, languages=False):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, help=folder_help)
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    parser.add_argument("--geography", type=Path, default=DEFAULT_GEOGRAPHY, help="folder with regions.csv and outlines")
    if languages:
        parser.add_argument("--lang", default="en", help="language of the texts: en, ru, kk (default: en)")
        parser.add_argument("--texts", type=Path, default=DEFAULT_TEXTS, help="table of texts")
        parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes (default: all cores)")
    return parser.parse_args(arguments)


def note_figures(folder, paths):
    """Adds pictures below `folder` to its SHA256SUMS: `kozqaras run --force` removes what stands there, and nothing else."""
    listing = folder / "SHA256SUMS"
    lines = listing.read_text(encoding="utf-8").splitlines()[1:] if listing.is_file() else []
    names = {path: path.relative_to(folder).as_posix() for path in paths}
    lines = [line for line in lines if line[66:] not in names.values()]
    lines += [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}" for path, name in names.items()]
    unfinished = listing.with_name("SHA256SUMS.tmp")
    unfinished.write_text("\n".join(["# kozqaras figures", *sorted(lines, key=lambda line: line[66:])]) + "\n", encoding="utf-8")
    unfinished.replace(listing)


opened = None  # of this process: (plans by name, folder of the pictures, formats)


def open_in_process(open_folder, plans, folder, geography, target, formats):
    """Each process reads for itself: files opened before a fork must not be read by two."""
    global opened
    use_style()
    opened = dict(plans(open_folder(folder), geography)), target, formats


def draw_in_process(name):
    makers, target, formats = opened
    place = target / name
    return save(makers[name](), place.parent, place.name, formats)


def draw_all(names, jobs, *setting):
    """The written files, figure by figure, as they are done."""
    if jobs < 2 or len(names) < 2:
        open_in_process(*setting)
        yield from map(draw_in_process, names)
        return
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(min(jobs, len(names)), context, open_in_process, setting) as pool:
        yield from pool.map(draw_in_process, names)


def make_figures(program, options, open_folder, plans, language=""):
    """Draws what `plans(opened folder, geography)` lists into figures/ of the folder, of a language into a folder of its
    own there; returns the exit status: 0 done, 3 not such a folder, 4 a file is missing or cannot be written."""
    figures, written = options.folder / "figures", []
    try:
        geography = read_geography(program, options.geography)
        names = [name for name, _ in plans(open_folder(options.folder), geography)]
        try:
            for paths in draw_all(names, getattr(options, "jobs", 1), open_folder, plans, options.folder, geography,
                                  figures / language, options.formats):
                written += paths
                print("\n".join(map(str, paths)), flush=True)
        finally:
            if written:
                note_figures(figures, written)
    except (BadRunFolder, BadTexts) as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"{program}: {in_words(error)}", file=sys.stderr)
        return 4
    return 0 if geography is not None else 4


def figures_of_run(program, arguments, description, plans):
    """The same of a run folder in the language that is asked for; returns the exit status, 2 on wrong usage."""
    options = parse_arguments(arguments, description, "folder written by kozqaras run", languages=True)
    try:
        words = Words(options.lang, options.texts)
    except BadTexts as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{program}: {in_words(error)}", file=sys.stderr)
        return 4
    return make_figures(program, options, lambda folder: RunFolder(folder, words), plans,
                        "" if words.language == words.languages[0] else words.language)


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a run folder, 4 a file is missing or cannot be written."""
    return figures_of_run("figures.py", arguments, "Makes the figures of a run.", plans_of)


if __name__ == "__main__":
    sys.exit(main())
