"""figures_of_pages_test.py PROGRAM SOURCE_TREE: one figure for one thing. What README and the pages say of the shipped posterior, of
its track record and of how much there is to choose from is what its files and the program say today."""
import csv
import json
import re
import subprocess
import sys
from pathlib import Path

PROGRAM, ROOT = sys.argv[1], Path(sys.argv[2])
FAULTS = []


def page(name):
    """On one line: a sentence may be broken anywhere."""
    return re.sub(r"\s+", " ", (ROOT / name).read_text(encoding="utf-8"))


def says(name, *sentences):
    for sentence in sentences:
        if sentence not in page(name):
            FAULTS.append(f"{name} does not say '{sentence}'")


def found(pattern, text):
    match = re.search(pattern, text)
    assert match, f"nothing like {pattern}"
    return match.groups() if match.re.groups > 1 else match.group(1)


def listed(*words):
    answer = subprocess.run([PROGRAM, *words, "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(answer)


def check_fit():
    summary = re.sub(r"\s+", " ", (ROOT / "calibration/library/posterior_2020_2023/summary.txt").read_text())
    simulations, seconds = found(r"(\d+) simulated parameter vectors, (\d+) s", summary)
    targets, fitted = found(r"on (\d+) targets \+ distance from the prior [\d.]+ of (\d+) fitted", summary)
    scales = found(r"\((\d) integrated over", summary)
    searched = found(r"searches for (\d+) parameters", summary)
    nets = found(r"Root mean square error of question nets: 2020 ([\d.]+), 2021 ([\d.]+), 2023 ([\d.]+)", summary)
    inside, shares = found(r"within 2 s.e. \(design effect in\): ([\d.]+) % of (\d+)", summary)
    setup = found(r"kozqaras calibrate (\S+)", page("calibration/library/posterior_2020_2023/README.txt"))
    assert int(searched) + int(scales) == int(fitted), (searched, scales, fitted)
    with open(ROOT / "calibration/library/posterior_2020_2023/posterior.csv", newline="", encoding="utf-8") as file:
        late = sum(row["name"].startswith("event.later.") for row in csv.DictReader(file))
    fitted = int(fitted)
    minutes = round(int(seconds) / 60)
    if "since it was resumed" in summary:  # then only the pages know how long it took: the same everywhere
        minutes = int(found(r"regions.toml` \((\d+) minutes", page("docs/accuracy.md")))
    says("README.md", f"{shares} printed shares of groups, {float(inside):.0f} % of them within two standard errors",
         f"{fitted - late} numbers were set for {targets} printed ones")
    says("docs/accuracy.md", f"`kozqaras calibrate {setup}` ({minutes} minutes", "| " + ", ".join(nets) + " |", f"| {inside} % |",
         f"{fitted - late} parameters (the other ten are of events after the last wave) meet {targets} printed numbers",
         f"fitted parameters | {fitted} of ")
    says("docs/methods.md", f"{targets} with the set-up of the shipped posterior", f"of which {fitted} are fitted",
         f"for the {searched} parameters that are not integrated over")
    says("docs/calibration.md", f"({int(simulations):,} simulations, {minutes} minutes", f"kozqaras calibrate {setup} -o")


def check_track_record():
    scores = json.loads((ROOT / "data/record/backtest.json").read_text())["scores"]
    everything = next(one for one in scores if one["panel"] == "all" and one["horizon_years"] == "all")
    polls, covered = f"{everything['forecasts']:,}", [100 * everything["covered"][level] for level in ("50", "80", "90")]
    says("README.md", f"{polls} polls of other countries",
         "intervals hold " + "{:.0f}, {:.0f} and {:.0f} %".format(*covered))
    in_tenths = "{:.1f}, {:.1f} and {:.1f} %".format(*covered)
    says("docs/accuracy.md", f"{polls} polls", in_tenths, "CRPS {:.1f} points".format(everything["crps"]))
    says("docs/validation.md", f"{in_tenths} of {polls}")


def check_hindcasts():
    counts = {}
    for name in ("hindcast_2023", "hindcast_2023_events_known"):
        with open(ROOT / f"data/record/{name}.csv", newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["kind"] == "question"]
        counts[name] = (sum(row["inside90"] == "yes" for row in rows), len(rows))
    told, untold = counts["hindcast_2023_events_known"], counts["hindcast_2023"]
    says("README.md", f"hold {told[0]} of {told[1]} answers of 2023", f"told nothing, {untold[0]} of {untold[1]}")
    says("docs/accuracy.md", f"| {told[0]} of {told[1]} |", f"| {untold[0]} of {untold[1]} |")


def check_choices():
    scenarios = len(list((ROOT / "scenarios/library").glob("*.toml"))) - 1  # baseline.toml changes nothing
    says("README.md", f"{len(listed('levers'))} levers, {scenarios} shipped scenarios")
    met, estimates = found(r"(\d+) of (\d+) estimates are met", page("docs/scenarios.md"))
    mean = found(r"lies within one published s.d. of the published mean \((\d+)\)", page("docs/scenarios.md"))
    none = found(r"by its mean of 0 alone it would pass (\d+)", page("docs/scenarios.md"))
    says("README.md", f"of {estimates} estimates", f"reproduce {mean} in the mean and {met} in the spread",
         f"without effects would reproduce {none} and none")
    says("docs/accuracy.md", f"of {estimates} (mean and standard deviation", f"in {mean}, and the spread", f"in {met} of these",
         f"would pass {none} by its mean")


for check in (check_fit, check_track_record, check_hindcasts, check_choices):
    check()
print("\n".join(FAULTS))
sys.exit(bool(FAULTS))
