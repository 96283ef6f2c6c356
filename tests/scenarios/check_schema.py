#!/usr/bin/python3
"""Shipped scenarios against the JSON Schema that editors use: check_schema.py SCHEMA TOML...

Each file must be valid; each of a few faults put into it must be refused. Needs Debian's python3-jsonschema.
"""
import copy
import datetime
import json
import sys
import tomllib
from pathlib import Path

import jsonschema


def as_json(value):
    """TOML dates are strings of ISO form in JSON, as editors show them to the schema."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value


def faulty(document):
    """The document with one fault each: what is wrong, the document."""
    yield "no title", {key: value for key, value in document.items() if key != "title"}
    yield "an unknown table", document | {"leever": [{"name": "border.closure"}]}
    yield "a title that is a number", document | {"title": 7}
    for place, setting in enumerate(document.get("lever", [])):
        for key, value in (("name", "border.closur"), ("from", "soon"), ("valeu", 3), ("regions", [])):
            changed = copy.deepcopy(document)
            changed["lever"][place][key] = value
            yield f"[[lever]] {place} with {key} = {value!r}", changed


def main(arguments):
    schema = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.draft4_format_checker)
    failures, refused = [], 0
    for name in arguments[1:]:
        with open(name, "rb") as file:
            document = as_json(tomllib.load(file))
        failures += [f"{name}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]
        for fault, changed in faulty(document):
            if validator.is_valid(changed):
                failures.append(f"{name}: the schema takes {fault}")
            refused += 1
    print(f"{len(arguments) - 1} files, {refused} faults")
    for failure in failures:
        print(failure)
    return 1 if failures or len(arguments) < 17 else 0


sys.exit(main(sys.argv[1:]))
