"""posterior_netcdf.py on the shipped posterior: groups, dimensions and attributes that ArviZ asks for, and the values of the CSV."""
import contextlib
import csv
import io
import math
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

TREE = Path(sys.argv.pop(1))
sys.path.insert(0, str(TREE / "viz-scripts"))

import xarray  # noqa: E402

import posterior_netcdf  # noqa: E402

SHIPPED = TREE / "calibration" / "library" / "posterior_2020_2023"


def rows(name):
    with open(SHIPPED / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Posterior(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.path = Path(cls.place.name) / "posterior.nc"
        with contextlib.redirect_stdout(io.StringIO()):
            assert posterior_netcdf.main([str(SHIPPED), "-o", str(cls.path)]) == 0

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def open(self, group, engine="h5netcdf"):
        return xarray.open_dataset(self.path, group=group, engine=engine)

    def test_draws_are_those_of_the_folder(self):
        transform = {row["name"]: row["transform"] for row in rows("posterior.csv")}
        natural = {"identity": float, "log": math.exp, "logit": lambda x: 1 / (1 + math.exp(-x))}
        for engine in ("h5netcdf", "netcdf4"):
            with self.open("posterior", engine) as posterior:
                seen = 0
                for row in rows("members.csv"):
                    family, name = row["name"].split(".", 1)
                    values = [natural[transform[row["name"]]](float(cell)) for cell in row["row"].split()]
                    found = posterior[family].sel({f"{family}_parameter": name})
                    self.assertEqual(found.dims, ("chain", "draw"))
                    self.assertEqual(found.shape, (1, len(values)))
                    self.assertLess(max(abs(float(a) - b) for a, b in zip(found.values[0], values)), 1e-12, row["name"])
                    seen += 1
                self.assertEqual(seen, sum(posterior[name].shape[-1] for name in posterior.data_vars), "nothing else is there")

    def test_every_variable_of_the_posterior_has_chain_and_draw_first(self):
        with self.open("posterior") as posterior:
            for name, variable in posterior.data_vars.items():
                self.assertEqual(variable.dims[:2], ("chain", "draw"), name)

    def test_groups_and_attributes(self):
        for group in ("posterior", "observed_data", "constant_data", "fitted_data", "sample_stats_parameters"):
            with self.open(group) as data:
                self.assertEqual(data.attrs["inference_library"], "kozqaras")
                self.assertIn("created_at", data.attrs)
        with self.open("observed_data") as data:
            self.assertEqual(len(data.target), len(rows("targets.csv")))
            self.assertAlmostEqual(float(data.number[0]), float(rows("targets.csv")[0]["printed"]))

    def test_refusals(self):
        with tempfile.TemporaryDirectory() as empty, contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(posterior_netcdf.main([empty]), 4)
            copy = Path(empty) / "posterior"
            shutil.copytree(SHIPPED, copy)
            with open(copy / "members.csv", "a", encoding="utf-8") as file:
                file.write("no.such,1 2 3\n")
            self.assertEqual(posterior_netcdf.main([str(copy)]), 3)
            self.assertIn("'no.such' is no parameter", said.getvalue())
            self.assertFalse((copy / "posterior.nc").exists())


if __name__ == "__main__":
    unittest.main()
