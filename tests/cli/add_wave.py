"""add_wave.py DATA: adds an INVENTED fourth wave to a copy of data/, by rows alone: three new questions, one dropped."""
import csv
import sys
from pathlib import Path

data = Path(sys.argv[1])
DROPPED = "econ_security"
NEW = {"econ_invented": ("economic", "economic", 0.35), "cult_invented": ("cultural", "engagement", -0.20),
       "geo_invented": ("geopolitical", "goodwill", 0.45)}
SOURCE = "INVENTED for a test"


def change(name, alter):
    path = data / name
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = alter(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def questions(rows):
    for row in rows:
        row["asked_2024"] = "no" if row["question_id"] == DROPPED or row["block"] != "index" else "yes"
    assert any(row["question_id"] == DROPPED for row in rows)
    for name, (indicator, attitude, _) in NEW.items():
        rows.append({"question_id": name, "block": "index", "indicator": indicator, "attitude": attitude, "wording": "invented",
                     "asked_2020": "no", "asked_2021": "no", "asked_2023": "no", "asked_2024": "yes", "status": "estimate",
                     "source": SOURCE})
    return rows


asked = {row["question_id"]: row["indicator"] for row in change("survey/questions.csv", questions) if row["asked_2024"] == "yes"}
change("survey/waves.csv", lambda rows: rows + [{
    "wave": "2024", "pollster": "INVENTED", "mode": "phone", "field_start": "2024-11-04", "field_end": "2024-11-24",
    "field_dates_printed": "yes", "respondents": "1500", "sample_of": "2023", "status": "estimate", "source": SOURCE}])
change("parameters/priors.csv", lambda rows: rows + [
    {**next(row for row in rows if row["name"] == "threshold.econ_trade.gap"), "name": f"threshold.{name}.gap"} for name in NEW])


def observations(rows):
    nets = {row["of"]: float(row["value"]) + 0.05 for row in rows
            if row["wave"] == "2023" and row["population"] == "all" and row["quantity"] == "net" and row["of"] in asked}
    nets.update({name: net for name, (_, _, net) in NEW.items()})
    assert set(nets) == set(asked)
    means = {}
    for indicator in dict.fromkeys(asked.values()):
        values = [nets[name] for name, its in asked.items() if its == indicator]
        means[indicator] = sum(values) / len(values)
    means["composite"] = sum(means.values()) / 4
    common = {"wave": "2024", "population": "all", "relation": "=", "status": "estimate", "source": SOURCE}
    rows += [{**common, "quantity": "net", "of": name, "value": f"{min(net, 0.95):.2f}"} for name, net in nets.items()]
    rows += [{**common, "quantity": "index", "of": name, "methodology": "revised_2023", "value": f"{value:.2f}"}
             for name, value in means.items()]
    return rows


change("survey/observations.csv", observations)
