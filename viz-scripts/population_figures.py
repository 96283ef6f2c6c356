#!/usr/bin/python3
"""Makes the figures of synthetic adults: population_figures.py FOLDER [--formats png,svg]

Reads only the folder written by kozqaras synthesize and the outlines of the regions; writes FOLDER/figures/.
Needs Debian's python3-matplotlib, python3-xarray and python3-h5netcdf.
"""
import sys

from figures import make_figures, parse_arguments
from population_folder import PopulationFolder
from population_plots import adults_map, fit_figure, pyramid_figure
from tie_plots import degrees_figure, mixing_figure


def plans_of(folder, geography):
    """Name of each figure and the function that makes it."""
    plans = [("pyramid", lambda: pyramid_figure(folder)), ("fit", lambda: fit_figure(folder)),
             ("ties", lambda: degrees_figure(folder)), ("mixing", lambda: mixing_figure(folder))]
    if geography is not None:
        plans.append(("map_adults", lambda: adults_map(folder, geography)))
    return plans


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a population folder, 4 a file is missing or cannot be written."""
    options = parse_arguments(arguments, "Makes the figures of synthetic adults.", "folder written by kozqaras synthesize")
    return make_figures("population_figures.py", options, PopulationFolder, plans_of)


if __name__ == "__main__":
    sys.exit(main())
