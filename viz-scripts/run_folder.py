"""Reading a run folder: results.h5, the CSV files and the summary. Nothing else is read."""
import csv
import functools
import json
import re
from pathlib import Path

import numpy as np
import xarray

from words import Words

PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95]
PATHS = 128  # of each member, in pictures; the CSV files use all
LARGEST_SHIFT = 1.6  # of opinion, as in results.h5


class BadRunFolder(Exception):
    """The folder is not a run of kozqaras, or not a whole one."""


class RunFolder:
    """`words`: of the language in which the figures speak."""

    def __init__(self, path, words=None):
        self.path = Path(path)
        if not (self.path / "manifest.json").is_file():
            raise BadRunFolder(f"{self.path}: no manifest.json; is this the folder of a finished run?")
        self.words = words or Words()
        self.manifest = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        self.summary = json.loads((self.path / "summary.json").read_text(encoding="utf-8"))
        self.data = xarray.open_dataset(self.path / "results.h5", engine="h5netcdf")
        if self.data.attrs.get("file_type") != "kozqaras_run":
            raise BadRunFolder(f"{self.path / 'results.h5'}: not a result of kozqaras")
        self.times = self.data.time.values
        self.indicators = [str(code) for code in self.data.indicator.values]
        self.scenarios = [str(code) for code in self.data.scenario.values]
        self.attitudes = [str(code) for code in self.data.attitude.values]
        self.groups = [str(code) for code in self.data.group.values]
        self.parts = [str(part).split(":") for part in self.data.index_part.values] if "index_part" in self.data else []
        self.read_once = functools.lru_cache(maxsize=None)(self._read)
        self.waves = self.table("waves.csv")
        self.breakdowns = self.table("breakdowns.csv")
        self.tables = self.table("tables.csv")

    def _read(self, name, scenario=None):
        """An array of results.h5, of one scenario if it has several; in single precision, as it is stored. A chunk holds
        all groups and parts, so that to read one of them costs as much as to read all."""
        array = self.data[name]
        return (array if scenario is None else array.sel(scenario=scenario)).values

    def table(self, name):
        with open(self.path / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def country(self):
        """Its name, from the title of the results."""
        return re.findall(r"how (.+?) sees China", self.data.attrs["title"])[-1]

    def title_of(self, scenario):
        return self.words.scenario(scenario, str(self.data.scenario_title.sel(scenario=scenario).values))

    def story_of(self, scenario):
        """What summary.json tells of it; None if nothing."""
        return next((one.get("story") for one in self.summary["scenarios"] if one["id"] == scenario), None)

    @property
    def projection_start(self):
        """End of the last fieldwork within the run: what comes after is projection."""
        ends = [np.datetime64(row["field_end"]) for row in self.waves if row["model_median"]]
        return max(ends) if ends else self.times[0]

    @property
    def caveat(self):
        """What stands before everything else in a figure of a run that was fitted to nothing."""
        calibrated = self.manifest["posterior"].get("calibrated", True)
        return "" if calibrated else self.words("not.calibrated").upper() + " "

    @property
    def is_forecast(self):
        return self.manifest["kind"] == "forecast"

    def footer(self):
        manifest, summary, words = self.manifest, self.summary, self.words
        return words("figure.source", version=manifest["program"]["version"], run=manifest["run_name"],
                     kind=words("figure.forecast" if self.is_forecast else "badge.short"), methodology=manifest["methodology"],
                     members=summary["members"], seed=manifest["settings"]["seed"], agents=words.number(summary["agents"], 0),
                     parameters=manifest["posterior"]["name"] or "\u2013")

    def sample(self, scenario, indicator):
        """[draw, time], points: the sample as fielded."""
        return self._draws(self.read_once("index_sample", scenario), self._coefficients("sample_response", scenario), indicator,
                           slice(None))

    def adults(self, scenario, indicator, group="all", times=slice(None)):
        """[draw, time], points: adults of a group, in the reported weeks of `times`."""
        place = self.groups.index(group)
        coefficients = self._coefficients("adults_response", scenario)
        return self._draws(self.read_once("index_adults", scenario)[:, :, place],
                           None if coefficients is None else coefficients[:, :, place], indicator, times)

    def _coefficients(self, name, scenario):
        return self.read_once(name, scenario) if name in self.data else None

    def _draws(self, index, response, indicator, times):
        """Every member on the first PATHS paths of the country's own change: [draw, time]. The reading of
        results.h5 that the attributes of its variables describe. index: [member, time, indicator]; response:
        [member, time, part, power]."""
        expected = 100 * index[:, times, self.indicators.index(indicator)]
        if response is None:
            return expected
        shares = {place: 1.0 for place, part in enumerate(self.parts) if part[0] == indicator}
        if indicator == "composite":
            shares = {place: 1.0 / len({part[0] for part in self.parts}) for place in range(len(self.parts))}
        changes = self.read_once("national_path")[times, :, :PATHS] / LARGEST_SHIFT
        sizes = self.read_once("national_size").astype(np.float32)
        draws = np.repeat(expected[:, None, :], changes.shape[2], axis=1)
        for attitude in {self.parts[place][1] for place in shares}:
            steep = 100 * sum(np.float32(share) * response[:, times, place]
                              for place, share in shares.items() if self.parts[place][1] == attitude)
            change = changes[:, self.attitudes.index(attitude)].T
            x = np.clip(sizes[:, None, None] * change[None], -1, 1)
            power = np.zeros_like(draws)
            for place in reversed(range(steep.shape[-1])):
                power += steep[:, None, :, place]
                power *= x
            draws += power
        return draws.reshape(-1, draws.shape[-1])

    def difference(self, scenario, indicator, group="all", times=slice(None)):
        """[draw, time], points: scenario minus baseline, same member and path."""
        return self.adults(scenario, indicator, group, times) - self.adults(self.scenarios[0], indicator, group, times)


def bands(values):
    """Quantiles over draws: arrays by time for 5, 25, 50, 75 and 95 %."""
    return np.quantile(values, PROBABILITIES, axis=0)


def number(cell):
    """A CSV cell as a number; None if it is empty."""
    return float(cell) if cell else None
