"""Reading a folder of `kozqaras synthesize`: its CSV tables and the summary. Nothing else is read."""
import csv
import json
from pathlib import Path

from run_folder import BadRunFolder

LAYERS = {"household": "Household", "kin": "Relatives", "neighbourhood": "Neighbours", "work_or_study": "Work or study",
          "online": "Online", "all": "All ties"}
FACTORS = {"language": "Language at home", "ethnicity": "Ethnicity", "age": "Age", "education": "Education",
           "wealth": "Wealth", "settlement": "Settlement", "sex": "Sex"}
HARD_MARGIN = "region x settlement x sex x age"


class PopulationFolder:
    def __init__(self, path):
        self.path = Path(path)
        manifest = self.path / "manifest.json"
        if not manifest.is_file():
            raise BadRunFolder(f"{self.path}: no manifest.json; is this a finished folder of kozqaras synthesize?")
        self.manifest = json.loads(manifest.read_text(encoding="utf-8"))
        if self.manifest.get("kind") != "population":
            raise BadRunFolder(f"{self.path}: the folder of a {self.manifest.get('kind', 'run')}, not of a population")
        self.summary = json.loads((self.path / "summary.json").read_text(encoding="utf-8"))
        self.fit = self.table("population_fit.csv")
        self.degrees = self.table("degrees.csv")
        self.mixing = self.table("mixing.csv")
        self.cores = self.table("cores.csv")
        self.tie_targets = self.table("tie_targets.csv")

    def table(self, name):
        with open(self.path / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def margin(self, name):
        return [row for row in self.fit if row["margin"] == name]

    def margin_names(self):
        return list(dict.fromkeys(row["margin"] for row in self.fit))

    @property
    def year(self):
        return self.summary["year"]

    def date(self):
        return f"1 January {self.year}"

    def footer(self):
        estimate = "" if self.year == 2023 else " Projected from 2023 with rates that are mostly estimates."
        adults = self.summary["adults_per_agent"]
        return (f"Source: kozqaras {self.manifest['program_version']}, synthetic adults \u201c{self.manifest['name']}\u201d; "
                f"{self.summary['agents']:,} agents, one for {adults:.4g} adult{'s' if adults > 1 else ''}; "
                f"seed {self.summary['seed']}. No agent is a real person.{estimate}")
