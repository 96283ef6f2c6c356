"""The CSV and JSON files of the sample run: columns, levels, monotone quantiles, agreement with results.h5."""
import csv
import json
import sys
import unittest
from collections import defaultdict
from pathlib import Path

import numpy as np
import xarray

FOLDER = Path(sys.argv.pop(1))
HUB_COLUMNS = ["model_id", "origin_date", "target", "horizon", "location", "target_end_date", "scenario_id", "output_type",
               "output_type_id", "value"]


def table(name):
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_monotone(levels):
    values = [value for _, value in sorted(levels)]
    return all(a <= b for a, b in zip(values, values[1:]))


class Tables(unittest.TestCase):
    def test_hub(self):
        rows = table("hub.csv")
        self.assertEqual(list(rows[0]), HUB_COLUMNS)
        tasks = defaultdict(list)
        for row in rows:
            task = tuple(row[column] for column in HUB_COLUMNS[:7])
            self.assertRegex(row["model_id"], r"^[A-Za-z0-9_]+-[A-Za-z0-9_]+$")
            if row["output_type"] == "quantile":
                tasks[task].append((float(row["output_type_id"]), float(row["value"])))
            else:
                self.assertEqual((row["output_type"], row["output_type_id"]), ("median", "NA"))
        for task, levels in tasks.items():
            self.assertEqual(len(levels), 23, task)
            self.assertTrue(is_monotone(levels), task)
        # 4 scenarios, 7 years, 5 values of the sample, of all adults and of 20 regions
        self.assertEqual(len(tasks), 4 * 7 * 5 * 22)
        self.assertEqual({row["target_end_date"] for row in rows}, {f"{year}-12-31" for year in range(2024, 2031)})

    def test_index(self):
        groups = defaultdict(list)
        for row in table("index.csv"):
            self.assertEqual(row["methodology"], "revised_2023")
            self.assertEqual(row["region"], row["group"] if row["factor"] == "region" else "")
            key = (row["scenario"], row["date"], row["factor"], row["group"], row["indicator"])
            groups[key].append((float(row["quantile"]), float(row["value"])))
        self.assertTrue(all(is_monotone(levels) and len(levels) == 5 for levels in groups.values()))
        with xarray.open_dataset(FOLDER / "results.h5", engine="h5netcdf") as data:
            for key, levels in list(groups.items())[::997]:
                scenario, date, factor, group, indicator = key
                where = dict(scenario=scenario, time=date, indicator=indicator)
                values = (data.index_sample.sel(**where) if factor == "sample" else
                          data.index_adults.sel(group="all" if factor == "all" else f"{factor}:{group}", **where))
                for level, value in levels:
                    self.assertAlmostEqual(value, float(np.quantile(values.values.astype(float), level)), places=4, msg=key)

    def test_differences_are_paired(self):
        rows = [row for row in table("differences.csv") if row["factor"] == "all" and row["indicator"] == "composite"]
        last = max(row["date"] for row in rows)
        with xarray.open_dataset(FOLDER / "results.h5", engine="h5netcdf") as data:
            index = data.index_adults.sel(group="all", indicator="composite", time=last)
            for row in rows:
                if row["date"] != last:
                    continue
                difference = (index.sel(scenario=row["scenario"]) - index.sel(scenario="baseline")).values.astype(float)
                expected = {"quantile": lambda: np.quantile(difference, float(row["quantile"])),
                            "share_of_members_higher": lambda: np.mean(difference > 0),
                            "share_of_members_lower": lambda: np.mean(difference < 0)}[row["statistic"]]()
                self.assertAlmostEqual(float(row["value"]), expected, places=4)

    def test_waves(self):
        rows = {(row["wave"], row["kind"], row["id"]): row for row in table("waves.csv")}
        self.assertEqual(rows["2023", "indicator", "composite"]["published"], "0.39000")
        for name in ("general", "composite"):
            self.assertEqual(rows["2021", "indicator", name]["published"], "")
        self.assertNotIn("2022", {wave for wave, _, _ in rows})
        error = rows["2023", "indicator", "composite"]
        self.assertAlmostEqual(float(error["standard_error_independent"]), 0.0057, places=4)
        self.assertAlmostEqual(float(error["standard_error_correlated"]), 0.0199, places=4)
        self.assertEqual(rows["2020", "indicator", "composite"]["standard_error_correlated"], "")

    def test_breakdowns(self):
        rows = table("breakdowns.csv")
        self.assertEqual(len(rows), 448 + 5)  # five of the threat
        for row in rows:
            model, n = float(row["model_median"]), int(row["respondents"])
            error = (1.5 * model * (1 - model) / n) ** 0.5
            self.assertAlmostEqual(float(row["standard_error"]), error, places=4)
            self.assertAlmostEqual(float(row["z"]), (float(row["published"]) - model) / error, delta=0.01)

    def test_claims(self):
        rows = table("claims.csv")
        self.assertGreater(len(rows), 100)
        self.assertEqual({row["verdict"] for row in rows} - {"met", "undecided", "contradicted", "not asked"}, set())
        for row in rows:
            self.assertEqual(row["model_median"] == "", row["verdict"] == "not asked", row["claim"])
            self.assertEqual(row["why_not_asked"] == "", row["verdict"] != "not asked", row["claim"])
            if row["model_median"]:
                share = float(row["share_of_members"])
                verdict = "met" if share >= 0.5 else "contradicted" if share < 0.05 else "undecided"
                self.assertEqual(row["verdict"], verdict)

    def test_tables(self):
        rows = {tuple(row[key] for key in ("table", "wave", "factor", "group", "item", "statistic")): row
                for row in table("tables.csv")}
        self.assertEqual(len(rows), len(table("tables.csv")))
        shares = {key: row for key, row in rows.items() if key[5] == "positive" and key[0] == "answers"}
        self.assertEqual(len(shares), 3 * 50)
        with xarray.open_dataset(FOLDER / "results.h5", engine="h5netcdf") as data:
            for (_, wave, _, _, question, _), row in shares.items():
                values = data.wave_shares.sel(wave=wave, group="all", question=question, answer="positive")
                self.assertAlmostEqual(float(row["model_median"]), float(values.median()), places=4)
        printed = [row for row in rows.values() if row["table"] == "indicators" and row["wave"] == "2023" and row["printed"]]
        self.assertEqual(len(printed), 5 + 5 * 18)  # of all, and of 18 groups

    def test_region_clusters(self):
        rows = table("region_clusters.csv")
        by_record = defaultdict(list)
        for row in rows:
            by_record[row["record"]].append(row)
        self.assertEqual({record: len(group) for record, group in by_record.items()},
                         {"merge": 19, "cluster": 20, "pair": 190, "reported level": 4})
        heights = [float(row["value"]) for row in by_record["merge"]]
        self.assertEqual(heights, sorted(heights))
        self.assertEqual({row["value"] for row in by_record["cluster"]}, {"1", "2", "3", "4"})

    def test_quoting(self):
        row = table("population_fit.csv")[0]
        self.assertEqual((row["margin"], row["source"]), ("ethnicity, language", 'made "by hand"'))

    def test_json(self):
        manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
        self.assertEqual(manifest["settings"]["resolved"], {"media": {"tone": 0.1}})
        self.assertGreater(len(manifest["inputs_fnv1a64"]), 10)
        summary = json.loads((FOLDER / "summary.json").read_text(encoding="utf-8"))
        self.assertEqual([row["year"] for row in summary["projection"]], list(range(2024, 2031)))
        self.assertEqual(len(summary["waves"]), 15)


if __name__ == "__main__":
    unittest.main()
