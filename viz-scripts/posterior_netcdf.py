#!/usr/bin/python3
"""A posterior as netCDF by the conventions of ArviZ: posterior_netcdf.py FOLDER [-o posterior.nc]

FOLDER: what 'kozqaras calibrate' wrote, with members.csv. Groups: posterior (one variable for each family of fitted
parameters, dimensions chain, draw, FAMILY_parameter, natural scale), sample_stats_parameters (R-hat and effective size),
constant_data (mean and standard deviation of the priors on the transformed scale, standard errors of the printed numbers),
observed_data and fitted_data (printed numbers and those of the best fit). The draws are independent, so chain has one place.
    arviz.from_netcdf("posterior.nc")          xarray.open_dataset("posterior.nc", group="posterior")
Needs Debian's python3-xarray and python3-h5netcdf.
"""
import argparse
import datetime
import sys
from pathlib import Path

try:
    import numpy as np
    import xarray

    from messages import in_words
    from table_folder import BadTable, read_table
except ImportError as error:
    sys.exit(f"posterior_netcdf.py: {error}; use /usr/bin/python3 with python3-xarray, python3-h5netcdf and python3-matplotlib")

NATURAL = {"identity": lambda value: value, "log": np.exp, "logit": lambda value: 1 / (1 + np.exp(-value))}
COMMAND = "calibrate"


def draws_of(folder, parameters):
    """{name: one value per draw, natural scale}, of the fitted parameters in the order of the folder."""
    draws = {}
    for line, row in enumerate(read_table(folder, "members.csv", {"name", "row"}, COMMAND), start=2):
        name = row["name"]
        if name not in parameters:
            raise BadTable(f"{folder / 'members.csv'}:{line}: '{name}' is no parameter of posterior.csv")
        try:
            draws[name] = NATURAL[parameters[name]["transform"]](np.array(row["row"].split(), dtype=float))
        except (KeyError, ValueError) as error:
            raise BadTable(f"{folder / 'members.csv'}:{line}: {error}") from error
    if len({len(values) for values in draws.values()}) != 1:
        raise BadTable(f"{folder / 'members.csv'}: parameters differ in their number of draws")
    return draws


def families_of(draws):
    families = {}
    for name in draws:
        families.setdefault(name.split(".")[0], []).append(name)
    return families


def posterior_group(draws, parameters):
    count = len(next(iter(draws.values())))
    data = xarray.Dataset(coords={"chain": [0], "draw": np.arange(count)})
    for family, names in families_of(draws).items():
        place = f"{family}_parameter"
        data.coords[place] = [name.split(".", 1)[1] for name in names]
        data.coords[f"{family}_unit"] = (place, [parameters[name]["unit"] for name in names])
        data[family] = (("chain", "draw", place), np.stack([draws[name] for name in names], axis=-1)[None])
        data[family].attrs = {"long_name": f"fitted parameters {family}.*, natural scale", "units": f"see {family}_unit"}
    return data


def statistics_group(folder, draws):
    rows = {row["parameter"]: row for row in read_table(folder, "sampling.csv", {"parameter", "r_hat", "effective_size"}, COMMAND)}
    names = [name for name in draws if name in rows]
    return xarray.Dataset({"r_hat": ("parameter", [float(rows[name]["r_hat"] or "nan") for name in names]),
                           "effective_size": ("parameter", [float(rows[name]["effective_size"] or "nan") for name in names])},
                          coords={"parameter": names})


def data_groups(folder, draws, parameters):
    """Printed and fitted numbers; what was given."""
    rows = read_table(folder, "targets.csv", {"family", "label", "printed", "fitted", "standard_error"}, COMMAND)
    labels = {"target": [f"{row['family']}: {row['label']}" for row in rows]}
    of = {name: ("target", [float(row[name] or "nan") for row in rows]) for name in ("printed", "fitted", "standard_error")}
    priors = {f"prior_{part}": ("parameter", [float(parameters[name][f"prior_{part}"]) for name in draws]) for part in ("mean", "standard_deviation")}
    return {"observed_data": xarray.Dataset({"number": of["printed"]}, coords=labels),
            "fitted_data": xarray.Dataset({"number": of["fitted"]}, coords=labels),
            "constant_data": xarray.Dataset({"standard_error": of["standard_error"], **priors}, coords={**labels, "parameter": list(draws)})}


def groups_of(folder):
    parameters = {row["name"]: row for row in read_table(folder, "posterior.csv", {"name", "unit", "transform", "prior_mean", "prior_standard_deviation"}, COMMAND)}
    draws = draws_of(folder, parameters)
    groups = {"posterior": posterior_group(draws, parameters)}
    if (folder / "sampling.csv").is_file():
        groups["sample_stats_parameters"] = statistics_group(folder, draws)
    groups.update(data_groups(folder, draws, parameters))
    made = datetime.datetime.fromtimestamp((folder / "members.csv").stat().st_mtime, datetime.timezone.utc).isoformat()
    for data in groups.values():
        data.attrs = {"created_at": made, "inference_library": "kozqaras", "creation_library": "kozqaras posterior_netcdf.py", "source": folder.name}
    return groups


def write(groups, path):
    """Whole or not at all."""
    unfinished = path.with_name(path.name + ".tmp")
    for number, (name, data) in enumerate(groups.items()):
        data.to_netcdf(unfinished, mode="a" if number else "w", group=name, engine="h5netcdf")
    unfinished.replace(path)


def main(arguments=None):
    """Exit status: 0 done, 2 usage, 3 not a posterior, 4 a file is missing or cannot be written."""
    parser = argparse.ArgumentParser(description="A posterior as netCDF by the conventions of ArviZ.")
    parser.add_argument("folder", type=Path, help="folder written by kozqaras calibrate, with members.csv")
    parser.add_argument("-o", "--output", type=Path, help="file to write (default: FOLDER/posterior.nc)")
    options = parser.parse_args(arguments)
    path = options.output or options.folder / "posterior.nc"
    try:
        write(groups_of(options.folder), path)
        print(path)
    except BadTable as error:
        print(f"posterior_netcdf.py: {error}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"posterior_netcdf.py: {in_words(error)}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
