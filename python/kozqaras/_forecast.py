"""Forecasts and their scores."""
from __future__ import annotations

import csv
import io
import json
import os
from typing import Optional, Union

import numpy
import xarray

from . import _kozqaras
from ._words import HOME, PathLike, Watch, options, paths, tell

_TEXTS = ("target", "kind", "group", "population")


def _dataset(text: str) -> xarray.Dataset:
    record = json.loads(text)
    targets = record["targets"]
    draws = max(len(values) for target in targets for values in target["members"])
    numbers = numpy.full((len(targets), len(record["dates"]), draws), numpy.nan)
    for place, target in enumerate(targets):
        numbers[place] = numpy.array(target["members"], dtype=float) # null becomes NaN
    named = {"target": "id", "kind": "kind", "group": "group", "population": "population"}
    coordinates = {name: ("number", numpy.array([target[named[name]] for target in targets], dtype=object)) for name in _TEXTS}
    coordinates["date"] = ("date", numpy.array(record["dates"], dtype="datetime64[ns]"))
    variables = {"value": (("number", "date", "draw"), numbers,
                           {"long_name": "forecast without survey error, one value per draw", "units": "1",
                            "comment": record["unit"]})}
    if record["wave"] is not None:
        levels = record["wave_quantile_levels"]
        quantiles = numpy.array([target["wave_quantiles"] or [numpy.nan] * len(levels) for target in targets])
        coordinates["quantile"] = ("quantile", levels)
        variables["wave_quantile"] = (("number", "quantile"), quantiles,
                                      {"long_name": "what the foreseen wave will print, survey error included", "units": "1"})
    attributes = {key: record[key] for key in ("issued", "kind", "methodology", "unit", "last_wave", "events", "seed", "scale")}
    attributes["draft"] = int(record["draft"])
    attributes["record"] = text
    return xarray.Dataset(variables, coordinates, attributes)


def forecast(*, members: Optional[int] = None, scale: Optional[float] = None, seed: Optional[int] = None,
             wave: Optional[str] = None, respondents: Optional[int] = None, last_wave: Optional[str] = None,
             posterior: Optional[PathLike] = None, draft: bool = False, later_events: bool = False,
             threads: Optional[int] = None, data: Optional[PathLike] = None,
             progress: Optional[Watch] = None) -> xarray.Dataset:
    """The forecast to 2030 that `kozqaras forecast` puts on record.

    members       parameter vectors (100; fewer need draft=True)
    wave          a foreseen wave: middle of its fieldwork, ISO date; with respondents, its size
    last_wave     last wave taken as known; an earlier one makes a hindcast, later_events with what happened after it
    others        as in run()

    Returns a Dataset: value (number, date, draw), net or index from -1 to 1 without survey error. `number` has the
    coordinates target (composite, an indicator, a question), kind, group and population (sample or adults). With a wave
    also wave_quantile (number, quantile), survey error included. attrs["record"] is the text of the file, for score().

        f = kozqaras.forecast(members=100)
        f.value[(f.target == "composite") & (f.group == "all") & (f.population == "adults")].quantile([.05, .5, .95], "draw")
    """
    words = ["forecast", *options(members=members, scale=scale, seed=seed, wave=wave, respondents=respondents,
                                  last_wave=last_wave, posterior=posterior, draft=draft, later_events=later_events,
                                  threads=threads, data=data)]
    text, warned = _kozqaras.forecast(words, HOME, progress)
    tell(warned)
    return _dataset(text)


def _cell(text: str) -> float:
    return float(text) if text else float("nan")


def score(forecast: Union[xarray.Dataset, PathLike], wave: Union[PathLike, int], *,
          data: Optional[PathLike] = None) -> xarray.Dataset:
    """A forecast against an observed wave: the table of `kozqaras score`.

    forecast   what forecast() returned, or a file of `kozqaras forecast`
    wave       CSV file of an observed wave (docs/forecasting.md), or the name of a wave of the tables, e.g. 2023

    Returns a Dataset along `row`, one row per observed number. Texts (target, group, kind, date, ...) are coordinates;
    value, median, crps, log score and so on are variables, nets and indices from -1 to 1; a cell that does not apply is
    NaN. Names are those of the columns of the table.
    """
    in_memory = isinstance(forecast, xarray.Dataset)
    record = forecast.attrs["record"] if in_memory else ""
    file = "forecast" if in_memory else os.fspath(forecast)
    words = ["score", *options(data=data), *paths([file, wave if isinstance(wave, os.PathLike) else str(wave)])]
    text, warned = _kozqaras.score(words, HOME, record)
    tell(warned)
    return _table(text)


def _table(text: str) -> xarray.Dataset:
    rows = list(csv.DictReader(io.StringIO(text)))
    variables, coordinates = {}, {}
    for name in rows[0]:
        cells = [row[name] for row in rows]
        try:
            variables[name] = ("row", numpy.array([_cell(cell) for cell in cells]))
        except ValueError:
            coordinates[name] = ("row", numpy.array(cells, dtype=object))
    return xarray.Dataset(variables, coordinates)
