"""From arguments of Python to the words of a command line, which the program checks as it checks its own."""
from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Union

PathLike = Union[str, "os.PathLike[str]"]
Paths = Union[PathLike, Iterable[PathLike]]
Watch = Callable[[str, int, int], object]

HOME = str(Path(__file__).resolve().parent)


class ProgramWarning(UserWarning):
    """Something that the command would have warned of."""


def options(**given: object) -> list[str]:
    """--name=value for each argument that is not None; True is a flag; a list repeats the option."""
    words: list[str] = []
    for name, value in given.items():
        option = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
        elif isinstance(value, (list, tuple)):
            words += [f"{option}={one}" for one in value]
        else:
            words.append(f"{option}={os.fspath(value) if isinstance(value, os.PathLike) else value}")
    return words


def settings(levers: Mapping[str, object] | None) -> list[str]:
    """{"travel.trips_per_week": 12000, "visa.regime@2027-01-01": "withdrawn"} as --set lever=value@date."""
    words = []
    for name, value in (levers or {}).items():
        lever, _, date = str(name).partition("@")
        words.append(f"--set={lever}={value}" + (f"@{date}" if date else ""))
    return words


def paths(given: Paths) -> list[str]:
    """After "--": a path is never taken for an option."""
    many = [given] if isinstance(given, (str, os.PathLike)) else list(given)
    return ["--", *(os.fspath(one) for one in many)]


def tell(messages: list[str]) -> None:
    for message in messages:
        warnings.warn(message, ProgramWarning, stacklevel=3)
