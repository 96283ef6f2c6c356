"""Opens results.h5 of the sample run with both engines of xarray, and with h5dump."""
import json
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import numpy as np
import xarray

FOLDER = Path(sys.argv.pop(1))
DIMENSIONS = {
    "index_adults": ("scenario", "member", "time", "group", "indicator"),
    "index_sample": ("scenario", "member", "time", "indicator"),
    "question_net": ("scenario", "member", "time", "question"),
    "attitude_mean": ("scenario", "member", "time", "attitude"),
    "attitude_spread": ("scenario", "member", "time", "attitude"),
    "weekly_attitude_mean": ("scenario", "member", "week_time", "attitude"),
    "wave_shares": ("member", "wave", "group", "question", "answer"),
    "group_adults": ("group",),
}


class ResultsFile:
    engine = ""

    def setUp(self):
        self.data = xarray.open_dataset(FOLDER / "results.h5", engine=self.engine)

    def tearDown(self):
        self.data.close()

    def test_dimensions(self):
        for name, dimensions in DIMENSIONS.items():
            self.assertEqual(self.data[name].dims, dimensions, name)
        self.assertEqual(dict(self.data.sizes)["group"], 40)
        self.assertEqual(list(self.data.indicator.values),
                         ["general", "geopolitical", "economic", "cultural", "composite"])

    def test_coordinates_are_texts_and_dates(self):
        self.assertEqual(list(self.data.scenario.values), ["baseline", "plant_kyzylorda", "land_scandal", "no_change"])
        self.assertEqual(self.data.group.values[0], "all")
        self.assertEqual(self.data.group.values[1], "region:KZ-10")
        self.assertIn("language:kazakh_and_russian", list(self.data.group.values))
        self.assertTrue(np.issubdtype(self.data.time.dtype, np.datetime64))
        self.assertEqual(self.data.time.values[0], np.datetime64("2020-01-01"))
        self.assertEqual(self.data.time.values[-1], np.datetime64("2030-12-25"))
        self.assertEqual(self.data.week_time.values[1], np.datetime64("2020-01-08"))
        self.assertEqual(str(self.data.scenario_diverges.values[1])[:10], "2026-02-18")
        self.assertIn("Kyzylorda", str(self.data.scenario_title.values[1]))

    def test_every_variable_says_what_it_is(self):
        for name, variable in self.data.variables.items():
            self.assertIn("long_name", variable.attrs, name)
            if np.issubdtype(variable.dtype, np.datetime64):
                self.assertIn("units", variable.encoding, name)
            elif variable.dtype.kind in "fi":
                self.assertIn("units", variable.attrs, name)
        for name in DIMENSIONS:
            self.assertTrue(np.isnan(self.data[name].encoding["_FillValue"]), name)
        self.assertEqual(self.data.index_adults.attrs["methodology"], "revised_2023")

    def test_global_attributes(self):
        attributes = self.data.attrs
        self.assertEqual(attributes["Conventions"], "CF-1.10")
        self.assertEqual(attributes["format_version"], "1.2")
        self.assertEqual(attributes["file_type"], "kozqaras_run")
        self.assertIn("not a forecast", attributes["title"])
        self.assertEqual(int(np.asarray(attributes["seed"]).ravel()[0]), 7)
        for name in ("source", "history", "program_version", "git_revision", "scale"):
            self.assertIn(name, attributes)
        manifest = json.loads(attributes["manifest"])
        self.assertEqual(manifest, json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8")))

    def test_values(self):
        adults = self.data.index_adults
        self.assertFalse(bool(np.isnan(adults).any()))
        composite = adults.sel(indicator="composite")
        mean = adults.sel(indicator=["general", "geopolitical", "economic", "cultural"]).mean("indicator")
        self.assertLess(float(np.abs(composite - mean).max()), 1e-6)
        unchanged = (adults.sel(scenario="no_change") - adults.sel(scenario="baseline")).values
        self.assertEqual(float(np.abs(unchanged).max()), 0.0)
        # The sample of this run is all adults, so that two arrays of different shape can be compared.
        np.testing.assert_array_equal(adults.sel(group="all").values, self.data.index_sample.values)
        self.assertAlmostEqual(float(self.data.group_adults.sel(group="all")), 13.5e6)
        regions = [code for code in self.data.group.values if code.startswith("region:")]
        self.assertAlmostEqual(float(self.data.group_adults.sel(group=regions).sum()), 13.5e6)

    def test_waves_meet_question_nets(self):
        shares = self.data.wave_shares.sel(group="all", wave="2023")
        net = shares.sel(answer="positive") - shares.sel(answer="negative")
        at_wave = self.data.question_net.sel(scenario="baseline", time=self.data.wave_date.sel(wave="2023").values)
        self.assertLess(float(np.abs(net - at_wave).max()), 1e-6)


class WithH5netcdf(ResultsFile, unittest.TestCase):
    engine = "h5netcdf"


class WithNetcdf4(ResultsFile, unittest.TestCase):
    engine = "netcdf4"


@unittest.skipUnless(shutil.which("h5dump"), "h5dump (hdf5-tools) is not installed")
class AsDocumentation(unittest.TestCase):
    def dump(self, option):
        return subprocess.run(["h5dump", option, FOLDER / "results.h5"], capture_output=True, text=True, check=True).stdout

    def test_header(self):
        header = self.dump("-H")
        for name in DIMENSIONS:
            self.assertIn(f'DATASET "{name}"', header)
        self.assertIn('COMMENT "China Perception Index of the adults (18 and older) of Kazakhstan', header)
        self.assertGreaterEqual(header.count('COMMENT "'), header.count('ATTRIBUTE "long_name"'))

    def test_attributes(self):
        texts = self.dump("-A")
        self.assertIn("China Perception Index of the adults (18 and older) of Kazakhstan", texts)
        self.assertIn("days since 2020-01-01", texts)
        self.assertIn("CF-1.10", texts)

    def test_compressed_and_chunked(self):
        layout = subprocess.run(["h5dump", "-p", "-H", "-d", "/index_adults", FOLDER / "results.h5"],
                                capture_output=True, text=True, check=True).stdout
        self.assertIn("DEFLATE { LEVEL 4 }", layout)
        self.assertIn("SHUFFLE", layout)


if __name__ == "__main__":
    unittest.main()
