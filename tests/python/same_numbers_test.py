"""same_numbers_test.py PROGRAM SOURCE_TREE: the module gives what the commands write, to the last bit."""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import xarray

import kozqaras

PROGRAM, SOURCE = sys.argv[1], Path(sys.argv[2])
LIBRARY = SOURCE / "scenarios" / "library"
SMALL = {"scale": 0.0003, "members": 3}
WORDS = ["--scale", "0.0003", "--members", "3"]


def command(*words):
    return subprocess.run([PROGRAM, *map(str, words), "--quiet"], check=True, capture_output=True, text=True).stdout


def require_same(memory, file, free=("manifest", "history", "title", "run_name")):
    """Every variable, coordinate and attribute; `free` attributes tell of the folder and the time."""
    assert set(memory.variables) == set(file.variables), set(memory.variables) ^ set(file.variables)
    for name in file.variables:
        one, other = memory[name], file[name]
        assert one.dims == other.dims, (name, one.dims, other.dims)
        assert one.dtype == other.dtype, (name, one.dtype, other.dtype)
        if other.dtype.kind == "f":
            numpy.testing.assert_array_equal(one.values, other.values, err_msg=name)
        else:
            assert (one.values == other.values).all(), name
        assert one.attrs == other.attrs, (name, one.attrs, other.attrs)
    assert list(memory.attrs) == list(file.attrs), (list(memory.attrs), list(file.attrs))
    for name, value in file.attrs.items():
        assert name in free or memory.attrs[name] == value, (name, memory.attrs[name], value)


def check_run():
    scenario = LIBRARY / "visa_free.toml"
    command("run", scenario, *WORDS, "--seed", "7", "--set", "travel.trips_per_week=12000@2027-06-01", "-o", "ran")
    memory = kozqaras.run(scenario, seed=7, set={"travel.trips_per_week@2027-06-01": 12000}, **SMALL)
    with xarray.open_dataset("ran/results.h5", engine="h5netcdf") as file:
        require_same(memory, file)
    assert memory.index_adults.dims == ("scenario", "member", "time", "group", "indicator")
    assert memory.index_adults.dtype == numpy.float32 and memory.sizes["member"] == 3
    assert not (memory.index_adults[0].values == memory.index_adults[1].values).all(), "the scenario changes nothing"
    other = kozqaras.run(scenario, seed=8, **SMALL)
    assert not (memory.index_adults[0].values == other.index_adults[0].values).all(), "the seed changes nothing"


def check_synthesize():
    command("synthesize", "--scale", "0.0003", "--seed", "3", "--year", "2025", "-o", "people")
    memory = kozqaras.synthesize(scale=0.0003, seed=3, year=2025)
    with xarray.open_dataset("people/population.h5", engine="h5netcdf") as file:
        require_same(memory, file, ("history", "title"))


def check_compare():
    scenario = LIBRARY / "visa_free.toml"
    words = ["compare", scenario, *WORDS, "--by", "language", "--date", "2028-12-31", "--since", "2026-01-01", "--json"]
    expected = json.loads(command(*words))
    memory = kozqaras.compare(scenario, by="language", date="2028-12-31", since="2026-01-01", **SMALL)
    document = json.loads(memory.attrs["document"])
    assert {**document, "command": ""} == {**expected, "command": ""}
    rows = expected["rows"]
    assert memory.sizes["row"] == len(rows)
    assert memory.difference.values.tolist() == [row["difference"]["mean"] for row in rows]
    assert memory.q95.values.tolist() == [row["difference"]["q95"] for row in rows]
    assert memory.group.values.tolist() == [row["group"] for row in rows]
    expected = json.loads(command("compare", "ran", "--date", "2028-12-31", "--json"))
    folders = kozqaras.compare("ran", date="2028-12-31")
    assert {**json.loads(folders.attrs["document"]), "command": ""} == {**expected, "command": ""}


def check_forecast_and_score():
    words = [*WORDS, "--posterior", "prior", "--last-wave", "2021", "--draft", "--wave", "2024-03-15", "--respondents", "1500"]
    command("forecast", *words, "-o", "forecast.json")
    memory = kozqaras.forecast(posterior="prior", last_wave="2021", draft=True, wave="2024-03-15", respondents=1500, **SMALL)
    expected = json.loads(Path("forecast.json").read_text())
    record = json.loads(memory.attrs["record"])
    for document in (expected, record):
        del document["sha256"], document["command_line"]
    assert record == expected
    targets = expected["targets"]
    assert memory.value.dims == ("number", "date", "draw")
    assert memory.value[5, 3].values.tolist() == targets[5]["members"][3]
    assert memory.wave_quantile.dims == ("number", "quantile")
    assert memory.target.values.tolist() == [target["id"] for target in targets]

    command("score", "forecast.json", "2023", "-o", "scores.csv")
    rows = list(csv.DictReader(io.StringIO(Path("scores.csv").read_text())))
    for scores in (kozqaras.score(memory, 2023), kozqaras.score("forecast.json", "2023")):
        assert set(scores.variables) == set(rows[0])
        for name in rows[0]:
            cells = [row[name] for row in rows]
            if scores[name].dtype == object:
                assert scores[name].values.tolist() == cells, name
            else:
                numpy.testing.assert_array_equal(scores[name].values, [float(cell or "nan") for cell in cells], err_msg=name)
        assert scores.crps.dtype == float and (scores.crps.values >= 0).all()


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for check in (check_run, check_synthesize, check_compare, check_forecast_and_score):
        check()
        print(check.__name__, "passed", flush=True)
    os.chdir("/")
