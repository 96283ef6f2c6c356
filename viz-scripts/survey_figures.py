#!/usr/bin/python3
"""Makes the figures of what else the reports ask: survey_figures.py RUN_FOLDER [--lang en|ru|kk] [--formats png,svg,pdf]

Maps of the indicators and of single statements with the published order, the profile by year and the factor table; in
appendix/ home language by survey, friendly countries and the information funnel before and after each scenario. Reads only
the folder written by kozqaras run, the outlines and the table of texts; writes RUN_FOLDER/figures/, in another language
than English RUN_FOLDER/figures/LANG/. Needs Debian's python3-xarray, python3-h5netcdf and python3-matplotlib.
"""
import sys

from figures import APPENDIX, figures_of_run
from friends_plot import friends_figure
from funnel_plot import funnel_figure
from order_maps import indicator_maps, statement_maps
from survey_plots import factor_figure, language_figure, profile_figure


def plans_of(run, geography):
    """Name of each figure, with its folder, and the function that makes it."""
    plans = [("profile", lambda: profile_figure(run)), ("factors", lambda: factor_figure(run))]
    if geography is not None:
        plans += [("map_indicators", lambda: indicator_maps(run, geography)),
                  ("map_statements", lambda: statement_maps(run, geography))]
    return plans + [(f"{APPENDIX}/{name}", make) for name, make in appendix_plans(run)]


def appendix_plans(run):
    """Pictures for those who look closer."""
    plans = [("language_by_wave", lambda: language_figure(run))]
    shown = run.scenarios[1:] or run.scenarios
    for kind, make in (("friends", friends_figure), ("funnel", funnel_figure)):
        if run.table(f"{kind}.csv"):
            plans += [(f"{kind}_{name}", lambda name=name, make=make: make(run, name)) for name in shown]
    return plans


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a run folder, 4 a file is missing or cannot be written."""
    return figures_of_run("survey_figures.py", arguments, "Makes the figures of what else the reports ask.", plans_of)


if __name__ == "__main__":
    sys.exit(main())
