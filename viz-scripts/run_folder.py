"""Reading a run folder: results.h5, the CSV files and the summary. Nothing else is read."""
import csv
import json
import re
from pathlib import Path

import numpy as np
import xarray

PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95]
PATHS = 128  # of each member, in pictures; the CSV files use all
LARGEST_SHIFT = 1.6  # of opinion, as in results.h5


class BadRunFolder(Exception):
    """The folder is not a run of kozqaras, or not a whole one."""


class RunFolder:
    def __init__(self, path):
        self.path = Path(path)
        if not (self.path / "manifest.json").is_file():
            raise BadRunFolder(f"{self.path}: no manifest.json; is this the folder of a finished run?")
        self.manifest = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        self.summary = json.loads((self.path / "summary.json").read_text(encoding="utf-8"))
        self.data = xarray.open_dataset(self.path / "results.h5", engine="h5netcdf")
        if self.data.attrs.get("file_type") != "kozqaras_run":
            raise BadRunFolder(f"{self.path / 'results.h5'}: not a result of kozqaras")
        self.waves = self.table("waves.csv")
        self.breakdowns = self.table("breakdowns.csv")

    def table(self, name):
        with open(self.path / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def times(self):
        return self.data.time.values

    @property
    def scenarios(self):
        return [str(code) for code in self.data.scenario.values]

    @property
    def country(self):
        """Its name, from the title of the results."""
        return re.findall(r"how (.+?) sees China", self.data.attrs["title"])[-1]

    def title_of(self, scenario):
        return str(self.data.scenario_title.sel(scenario=scenario).values)

    @property
    def projection_start(self):
        """End of the last fieldwork within the run: what comes after is projection."""
        ends = [np.datetime64(row["field_end"]) for row in self.waves if row["model_median"]]
        return max(ends) if ends else self.times[0]

    @property
    def caveat(self):
        """What stands before everything else in a figure of a run that was fitted to nothing."""
        calibrated = self.manifest["posterior"].get("calibrated", True)
        return "" if calibrated else "NOT CALIBRATED: parameters are drawn from their priors. "

    def footer(self):
        manifest, summary = self.manifest, self.summary
        kind = "forecast" if manifest["kind"] == "forecast" else "scenario projection, not a forecast"
        members = f"{summary['members']} member{'s' if summary['members'] != 1 else ''}"
        parameters = manifest["posterior"]["name"] or "not stated"
        return (f"Source: kozqaras {manifest['program']['version']}, run \u201c{manifest['run_name']}\u201d ({kind}). "
                f"Methodology {manifest['methodology']}; {members}; seed {manifest['settings']['seed']}; "
                f"{summary['agents']:,} agents; parameters: {parameters}.")

    def sample(self, scenario, indicator):
        """[draw, time], the sample as fielded."""
        return self._draws("index_sample", "sample_response", indicator, scenario=scenario)

    def adults(self, scenario, indicator, group="all"):
        """[draw, time], adults of a group."""
        return self._draws("index_adults", "adults_response", indicator, scenario=scenario, group=group)

    def _draws(self, index, response, indicator, **where):
        """Every member on the first PATHS paths of the country's own change: [draw, time]. The reading of
        results.h5 that the attributes of its variables describe."""
        expected = self.data[index].sel(indicator=indicator, **where).values
        if response not in self.data:
            return expected
        shares = {str(part): 1.0 for part in self.data.index_part.values if str(part).split(":")[0] == indicator}
        if indicator == "composite":
            indicators = {str(part).split(":")[0] for part in self.data.index_part.values}
            shares = {str(part): 1.0 / len(indicators) for part in self.data.index_part.values}
        coefficients = self.data[response].sel(**where)
        draws = np.repeat(expected[:, None, :], min(PATHS, self.data.sizes["path"]), axis=1)
        for attitude in {part.split(":")[1] for part in shares}:
            steep = sum(share * coefficients.sel(index_part=part).values
                        for part, share in shares.items() if part.split(":")[1] == attitude)
            change = self.data.national_path.sel(attitude=attitude).values.T[:PATHS]
            x = np.clip(self.data.national_size.values[:, None, None] * change[None] / LARGEST_SHIFT, -1, 1)
            power = np.zeros_like(draws)
            for place in reversed(range(steep.shape[-1])):
                power = (power + steep[:, None, :, place]) * x
            draws += power
        return draws.reshape(-1, draws.shape[-1])

    def difference(self, scenario, indicator):
        """[draw, time], scenario minus baseline, same member and path."""
        return self.adults(scenario, indicator) - self.adults(self.scenarios[0], indicator)


def bands(values):
    """Quantiles over draws: arrays by time for 5, 25, 50, 75 and 95 %."""
    return np.quantile(values, PROBABILITIES, axis=0)


def number(cell):
    """A CSV cell as a number; None if it is empty."""
    return float(cell) if cell else None
