"""Runs and synthetic populations."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import xarray

from . import _kozqaras
from ._words import HOME, PathLike, Paths, Watch, options, paths, settings, tell


def _dataset(released: tuple) -> xarray.Dataset:
    attributes, variables = released
    dataset = xarray.Dataset(
        {name: (tuple(dimensions), values, about) for name, dimensions, values, about in variables}, attrs=attributes)
    return xarray.decode_cf(dataset)


def run(scenarios: Paths, *, members: Optional[int] = None, scale: Optional[float] = None, seed: Optional[int] = None,
        set: Optional[Mapping[str, object]] = None, posterior: Optional[PathLike] = None, threads: Optional[int] = None,
        data: Optional[PathLike] = None, influence: Optional[str] = None,
        progress: Optional[Watch] = None) -> xarray.Dataset:
    """Runs scenarios beside the baseline: what `kozqaras run` writes to results.h5.

    scenarios   scenario files (TOML), one or several; "scenarios/library/visa_free.toml" is found wherever it was installed
    members     parameter vectors drawn from the posterior, 1 to 100,000 (50)
    scale       agents per adult, up to 1 (0.0025)
    seed        of all random numbers (1)
    set         levers on all scenarios: {"travel.trips_per_week": 12000, "land.law@2027-01-01": "..."}
    posterior   folder of a posterior, "prior" or "mean" (the one shipped)
    threads     0: all; never changes the numbers
    data        folder of the inputs (the one shipped)
    influence   rule by which ties draw (smooth_bounded_confidence)
    progress    called as progress(stage, done, total) from this thread, e.g. kozqaras.print_progress

    Returns a Dataset with these variables, among others (all in docs/formats/run.md); share positive minus share
    negative, -1 to 1:
      index_adults   (scenario, member, time, group, indicator)  index of the adults of that time
      index_sample   (scenario, member, time, indicator)         the same of the sample as fielded
      question_net   (scenario, member, time, question)          net of each question, sample
      wave_shares    (member, wave, group, question, answer)     expected shares in each wave, 0 to 1, baseline
      attitude_mean  (scenario, member, time, attitude)          latent standard deviations of an answer
      parameter_value (member, parameter)                        see parameter_unit, parameter_transform
    `time` is the first day of a reported week. Members are the same in every scenario: differences are paired.
    """
    words = ["run", *options(members=members, scale=scale, seed=seed, posterior=posterior, threads=threads, data=data,
                             influence=influence), *settings(set), *paths(scenarios)]
    released, warned = _kozqaras.run(words, HOME, progress)
    tell(warned)
    return _dataset(released)


def synthesize(*, scale: Optional[float] = None, seed: Optional[int] = None, year: Optional[int] = None,
               check: Optional[Paths] = None, division: Optional[int] = None, threads: Optional[int] = None,
               data: Optional[PathLike] = None, progress: Optional[Watch] = None) -> xarray.Dataset:
    """The synthetic adults and their ties: what `kozqaras synthesize` writes to population.h5. No row is a real person.

    year        of 1 January, 2020 to 2030 (2023)
    division    of the regions: 20, or 17 as before June 2022
    others      as in run()

    Returns a Dataset: one number from 0 per adult and characteristic along `agent` (region, sex, age, ethnicity,
    language, ...), whose codes are in `region_class` and so on; ties in compressed sparse rows (`tie_start` along
    agent_border, `neighbour` and `tie_kind` along tie_end). docs/formats/population.md.
    """
    checks = paths(check)[1:] if check is not None else None
    words = ["synthesize", *options(scale=scale, seed=seed, year=year, check=checks, division=division, threads=threads,
                                    data=data)]
    released, warned = _kozqaras.synthesize(words, HOME, progress)
    tell(warned)
    return _dataset(released)
