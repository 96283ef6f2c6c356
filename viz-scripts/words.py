"""Words, numbers and dates of a figure in one language, from the table that the program uses too (data/texts/texts.csv)."""
import csv
import datetime
import math
import re
from pathlib import Path

DEFAULT_TEXTS = Path(__file__).resolve().parent.parent / "data" / "texts" / "texts.csv"


class BadTexts(Exception):
    """The table of texts lacks a language or a key."""


class Words:
    """`words(key, name=value)` gives the text of the key with {name} filled in."""

    def __init__(self, language="en", path=DEFAULT_TEXTS):
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            self.languages = [column for column in reader.fieldnames or [] if column != "key"]
            rows = list(reader)
        if language not in self.languages:
            raise BadTexts(f"{path}: no language '{language}'; there are {', '.join(self.languages)}")
        self.language = language
        self.texts = {row["key"]: row[language] for row in rows}
        self.first = {row["key"]: row[self.languages[0]] for row in rows}
        sample = self("number.sample")  # how 1234.5 is written
        self.thousands, self.decimal = re.fullmatch(r"1(.*)234(.*)5", sample).groups()

    def __contains__(self, key):
        return key in self.texts

    def __call__(self, key, **values):
        if key not in self.texts:
            raise BadTexts(f"texts.csv: no key '{key}'")
        return re.sub(r"\{([\w.]+)\}", lambda found: str(values.get(found[1], found[0])), self.texts[key])

    def or_else(self, key, otherwise):
        return self.texts.get(key, otherwise)

    def number(self, value, decimals=1):
        """1,234.5 as the language writes it, with a true minus sign; never -0.0."""
        if value is None or not math.isfinite(value):
            return "\u2013"
        text = f"{abs(round(value, decimals)):,.{decimals}f}".replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)
        return ("\u2212" if round(value, decimals) < 0 else "") + text

    def signed(self, value, decimals=1):
        """The same with a sign unless it is 0."""
        text = self.number(value, decimals)
        return "+" + text if value is not None and round(value, decimals) > 0 else text

    def interval(self, low, high, decimals=1):
        return f"{self.signed(low, decimals)} \u2026 {self.signed(high, decimals)}"

    def day(self, date):
        """`date`: ISO 8601, as text or numpy's."""
        one = datetime.date.fromisoformat(str(date)[:10])
        return self("date.day", day=one.day, month=self(f"month.{one.month}"), year=one.year)

    def month(self, date):
        one = datetime.date.fromisoformat(str(date)[:10])
        return self("date.month", month=self(f"month.alone.{one.month}"), year=one.year)

    def value(self, indicator):
        return self.or_else(f"value.{indicator}", indicator.replace("_", " ").capitalize())

    def scenario(self, identifier, title):
        """What the page calls a shipped scenario if the run calls it so or by the title of its file; else its own title."""
        file, name = f"title.{identifier}", f"scenario.{identifier}"
        if title in (self.first.get(file), self.first.get(name)):
            return self.or_else(name, self.or_else(file, title))
        return title

    def question(self, identifier):
        return self.or_else(f"question.{identifier}", identifier.split("_", 1)[-1].replace("_", " ").capitalize())

    def group(self, factor, group, label):
        """`label`: that of the results, with or without its factor."""
        if f"class.{factor}.{group}" in self.texts:
            return self.texts[f"class.{factor}.{group}"]
        return label.split(": ", 1)[-1]

    def factor(self, factor):
        return self.or_else(f"factor.{factor}", factor.replace("_", " "))

    def region(self, row):
        """`row`: of regions.csv."""
        return row.get(f"name_{self.language}") or row["name_en"]
