"""Reading a run folder: results.h5, the CSV files and the summary. Nothing else is read."""
import csv
import json
from pathlib import Path

import numpy as np
import xarray

PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95]


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
        """[member, time], the sample as fielded."""
        return self.data.index_sample.sel(scenario=scenario, indicator=indicator).values

    def adults(self, scenario, indicator, group="all"):
        """[member, time], adults of a group."""
        return self.data.index_adults.sel(scenario=scenario, indicator=indicator, group=group).values

    def difference(self, scenario, indicator):
        """[member, time], scenario minus baseline, same member."""
        return self.adults(scenario, indicator) - self.adults(self.scenarios[0], indicator)


def bands(values):
    """Quantiles over members: arrays by time for 5, 25, 50, 75 and 95 %."""
    return np.quantile(values, PROBABILITIES, axis=0)


def number(cell):
    """A CSV cell as a number; None if it is empty."""
    return float(cell) if cell else None
