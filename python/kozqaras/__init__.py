"""How the people of a country see China: runs, comparisons, forecasts in memory, as xarray Datasets.

Every function does what the command of its name does and gives the same numbers: the same options, seed 1, 50 members and
scale 0.0025 by default. Nothing is written. While a function works, Python's lock is free; Ctrl-C ends it with
KeyboardInterrupt. Warnings of the program are Python warnings. ValueError: wrong options or a wrong input file, with file
and line; OSError: a file that cannot be read.

Shares and nets (share positive minus share negative) run from 0 to 1 and from -1 to 1 unless a unit says otherwise.
"""
from __future__ import annotations

from . import _kozqaras
from ._calibration import calibrate
from ._comparison import compare
from ._forecast import forecast, score
from ._progress import print_progress
from ._runs import run, synthesize

__version__: str = _kozqaras.version
__all__ = ["calibrate", "compare", "forecast", "print_progress", "run", "score", "synthesize"]
