"""Calibrations."""
from __future__ import annotations

import csv
import io
from typing import Optional

import numpy
import xarray

from . import _kozqaras
from ._words import HOME, PathLike, Paths, Watch, options, paths, tell


def calibrate(setup: PathLike, *, waves: Optional[Paths] = None, scale: Optional[float] = None, seed: Optional[int] = None,
              threads: Optional[int] = None, data: Optional[PathLike] = None,
              progress: Optional[Watch] = None) -> xarray.Dataset:
    """Fits the parameters to the survey waves: what `kozqaras calibrate` writes, without its record of finished runs.

    setup    what is fitted to what (TOML), e.g. "calibration/library/waves_2020_2023.toml"
    waves    CSV files of further waves
    others   as in run()

    Returns a Dataset: the columns of posterior.csv along `parameter`, those of targets.csv along `target`, with their names
    after "parameter_" and "target_". attrs["files"] holds the text of every file by name: write them into a folder, and
    run(..., posterior=FOLDER) uses it.
    """
    further = paths(waves)[1:] if waves is not None else None
    words = ["calibrate", *options(wave=further, scale=scale, seed=seed, threads=threads, data=data), *paths(setup)]
    files, warned = _kozqaras.calibrate(words, HOME, progress)
    tell(warned)
    dataset = xarray.Dataset(attrs={"files": files})
    for along, file in (("parameter", "posterior.csv"), ("target", "targets.csv")):
        for name, column in _columns(files[file]).items():
            dataset[along if name in ("name", "label") else f"{along}_{name}"] = (along, column)
    return dataset


def _columns(text: str) -> dict:
    rows = list(csv.reader(io.StringIO(text)))
    columns = {}
    for place, name in enumerate(rows[0]):
        cells = [row[place] for row in rows[1:]]
        try:
            columns[name] = numpy.array([float(cell) if cell else numpy.nan for cell in cells])
        except ValueError:
            columns[name] = numpy.array(cells, dtype=object)
    return columns
