"""Comparisons of scenarios."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Optional, Sequence, Union

import numpy
import xarray

from . import _kozqaras
from ._words import HOME, PathLike, Paths, Watch, options, paths, settings, tell

_NUMBERS = {
    "reference_mean": "mean over members of the reference", "scenario_mean": "mean over members of the scenario",
    "difference": "mean over members of scenario minus reference, paired", "q05": "its 5 % quantile over members",
    "q95": "its 95 % quantile over members", "share_above_zero": "share of members in which it is above 0, 0 to 1"}


def _number_of(row: dict, name: str) -> float:
    value = row["difference"]["mean" if name == "difference" else name] if name in ("difference", "q05", "q95") else row[name]
    return float("nan") if value is None else value


def _dataset(document: dict) -> xarray.Dataset:
    rows = document["rows"]
    variables = {}
    for name, meaning in _NUMBERS.items():
        units = "1" if name == "share_above_zero" else document["unit"]
        variables[name] = ("row", numpy.array([_number_of(row, name) for row in rows]), {"long_name": meaning, "units": units})
    coordinates = {name: ("row", numpy.array([row[name] for row in rows], dtype=object))
                   for name in ("table", "scenario", "reference", "factor", "group", "value")}
    coordinates["date"] = ("row", numpy.array([row["date"] for row in rows], dtype="datetime64[ns]"))
    keys = ("command", "kind", "methodology", "unit", "members", "agents", "scale", "seed", "parameters", "note")
    attributes = {key: document[key] for key in keys}
    attributes["document"] = json.dumps(document)
    return xarray.Dataset(variables, coordinates, attributes)


def compare(inputs: Paths, *, date: Optional[Union[str, Sequence[str]]] = None,
            by: Optional[Union[str, Sequence[str]]] = None, since: Optional[str] = None,
            respondents: Optional[int] = None, members: Optional[int] = None, scale: Optional[float] = None,
            seed: Optional[int] = None, set: Optional[Mapping[str, object]] = None,
            posterior: Optional[PathLike] = None, threads: Optional[int] = None, data: Optional[PathLike] = None,
            progress: Optional[Watch] = None) -> xarray.Dataset:
    """Scenarios against the baseline and each other: the table of `kozqaras compare`.

    inputs        scenario files, or finished run folders
    date          ISO dates from 2020 to 2030 (a year after the scenario begins, and the end)
    by            region, macro_region, age, wealth, ethnicity, language, settlement, education, question, everything
    since         also the change of each line since this date, in attrs["document"]
    respondents   of a next survey (as many as in the last wave)
    others        as in run()

    Returns a Dataset along `row`, one row per scenario, reference, date, group and value (coordinates of `row`), in points
    of net (index x 100): reference_mean, scenario_mean, difference with q05 and q95, share_above_zero (0 to 1). Rows whose
    `table` is "polarisation" hold spreads. attrs["document"] is all that `compare --json` prints, courses in time among it.
    """
    dates = [date] if isinstance(date, str) else date
    breakdowns = [by] if isinstance(by, str) else by
    words = ["compare", *options(date=_list(dates), by=_list(breakdowns), since=since, respondents=respondents,
                                 members=members, scale=scale, seed=seed, posterior=posterior, threads=threads, data=data),
             *settings(set), *paths(inputs)]
    text, warned = _kozqaras.compare(words, HOME, progress)
    tell(warned)
    return _dataset(json.loads(text))


def _list(given: Optional[Sequence[str]]) -> Optional[list]:
    return None if given is None else list(given)
