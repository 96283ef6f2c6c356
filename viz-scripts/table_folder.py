"""A folder of CSV tables that a kozqaras command wrote, and the command line of a script that draws one."""
import argparse
import csv
import sys
from pathlib import Path

from figures import formats_of
from messages import in_words
from style import save, use_style


class BadTable(Exception):
    """A file is no table of the command that it should be from."""


def read_table(folder, name, columns, command):
    """The rows of a table; BadTable if a column or every row is missing."""
    with open(folder / name, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not columns.issubset(reader.fieldnames or []):
            raise BadTable(f"{folder / name}: not a table of 'kozqaras {command}' (columns missing)")
        rows = list(reader)
    if not rows:
        raise BadTable(f"{folder / name}: no rows")
    return rows


def draw_folder(draw, name, command, arguments=None):
    """Draws the folder of the command line as `name`. Exit status: 0 done, 2 usage, 3 other tables, 4 a file is missing or
    cannot be written."""
    parser = argparse.ArgumentParser(description=f"Draws a {name}.")
    parser.add_argument("folder", type=Path, help=f"folder written by kozqaras {command}")
    parser.add_argument("-o", "--output", type=Path, help="folder of the figure (default: the same)")
    parser.add_argument("--formats", type=formats_of, default=["png", "svg"], help="png, svg, pdf (default: png,svg)")
    options = parser.parse_args(arguments)
    use_style()
    try:
        for path in save(draw(options.folder), options.output or options.folder, name, options.formats):
            print(path)
    except (BadTable, OSError) as error:
        print(f"{name}_figure.py: {in_words(error)}", file=sys.stderr)
        return 3 if isinstance(error, BadTable) else 4
    return 0
