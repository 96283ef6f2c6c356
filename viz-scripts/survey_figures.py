#!/usr/bin/python3
"""Makes the figures of what else the reports ask: survey_figures.py RUN_FOLDER [--formats png,svg]

Maps of the indicators and of single statements with the printed order, the profile by year, home language by wave, the
factor table, friendly countries and the information funnel before and after each scenario. Reads only the folder written by
kozqaras run and the outlines; writes RUN_FOLDER/figures/. Needs Debian's python3-xarray, python3-h5netcdf and
python3-matplotlib.
"""
import sys

from figures import make_figures, parse_arguments
from friends_plot import friends_figure
from funnel_plot import funnel_figure
from order_maps import indicator_maps, statement_maps
from run_folder import RunFolder
from survey_plots import factor_figure, language_figure, profile_figure


def plans_of(run, geography):
    """Name of each figure and the function that makes it."""
    plans = [("profile", lambda: profile_figure(run)), ("language_by_wave", lambda: language_figure(run)),
             ("factors", lambda: factor_figure(run))]
    if run.table("friends.csv"):
        plans += [(f"friends_{name}", lambda name=name: friends_figure(run, name)) for name in run.scenarios[1:] or run.scenarios]
    if run.table("funnel.csv"):
        plans += [(f"funnel_{name}", lambda name=name: funnel_figure(run, name)) for name in run.scenarios[1:] or run.scenarios]
    if geography is not None:
        plans += [("map_indicators", lambda: indicator_maps(run, geography)),
                  ("map_statements", lambda: statement_maps(run, geography))]
    return plans


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a run folder, 4 a file is missing or cannot be written."""
    options = parse_arguments(arguments, "Makes the figures of what else the reports ask.", "folder written by kozqaras run")
    return make_figures("survey_figures.py", options, RunFolder, plans_of)


if __name__ == "__main__":
    sys.exit(main())
