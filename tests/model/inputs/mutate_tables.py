#!/usr/bin/python3
"""Damages every shipped table in every way that people and programs do, and says what the program makes of it.

    mutate_tables.py PROGRAM SOURCE_TREE                    a sample, for ctest: checks only what must hold
    mutate_tables.py PROGRAM SOURCE_TREE --all -o FILE      all, with a run each; FILE gets one line per mutation

What must hold: the program ends with 0 or 3, within the time limit; a refusal names file, line and
column; a table that is certainly wrong (a cell that is no number, a column missing, a header alone ...)
is refused. The rest are values as plausible as those shipped; --all counts which of them change results.
"""
import argparse
import collections
import concurrent.futures
import csv
import hashlib
import io
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

# What nothing is computed from, so that anything may stand there.
REMARKS = {"note", "iso_legacy_letters", "kato", "type", "centre", "label_lon", "label_lat", "area_km2",
           "title", "label", "name_en", "name_kk", "name_ru", "wording", "source", "meaning",
           "unit", "fact_status", "event_id", "status", "pollster", "rank"}
REMARKS_OF = {("geography/region_names.csv", column) for column in ("name", "kind", "language")}
REFERENCE = {"population/projection/published_2020.csv", "geography/tile_grid.csv", "network/targets.csv",
             "panel/china_opinion_panel.csv", "parameters/national_law.csv",
             # not read by a calibration; their readers' own tests: tests/observations/claims_test.cpp, tests/output/texts_test.cpp
             "survey/checks.csv", "survey/claims.csv", "survey/factor_marks.csv", "survey/region_levels.csv", "texts/texts.csv",
             "survey/funnel.csv", "survey/projects.csv",  # tests/observations/claims_test.cpp; tests/model/inputs/partner_tables_test.cpp:
             "partners/partners.csv", "partners/utilities.csv", "partners/leanings.csv", "partners/mentions.csv", "partners/links.csv",
             "partners/survey.csv",
             "geography/map_labels.csv", "record/tests.csv", "record/hindcast_2023.csv", "record/hindcast_2023_events_known.csv"}
ROWS_THAT_MAY_GO = {"geography/region_names.csv", "events/events.csv", "events/drivers.csv", "survey/observations.csv",
                    "survey/samples.csv"}
TIME_LIMIT = 30  # seconds


class Mutation:
    def __init__(self, file, column, kind, rows, wrong):
        self.file, self.column, self.kind, self.rows, self.wrong = file, column, kind, rows, wrong

    def __str__(self):
        return f"{self.file} {self.column} {self.kind}"


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def with_cells(rows, column, places, change):
    changed = [list(row) for row in rows]
    for place in places:
        changed[place][column] = change(changed[place][column])
    return changed


def cell_changes(rows, column):
    """(kind, change of one cell, certainly wrong)"""
    values = [row[column] for row in rows[1:] if row[column] != ""]
    numeric = bool(values) and all(is_number(value) for value in values)
    everywhere = len(values) == len(rows) - 1
    yield "empty", lambda cell: "", everywhere
    if numeric:
        yield "text", lambda cell: "many", True
        yield "zero", lambda cell: "0", False
        yield "negative", lambda cell: "-" + (cell.lstrip("-0") or "1"), not any(v.startswith("-") for v in values)
        yield "sign", lambda cell: cell[1:] if cell.startswith("-") else "-" + (cell or "1"), False
        yield "thousandfold", lambda cell: repr(1000 * float(cell or 1)), False
        yield "1e308", lambda cell: "1e308", True
        yield "minus_1e308", lambda cell: "-1e308", True
    else:
        codes = len(set(values)) < len(values) and not any(";" in value for value in values)
        yield "misspelt", lambda cell: (cell or "a") + "q", codes


def mutations_of(file, rows, chance):
    header, count = rows[0], len(rows) - 1
    if count < 1:
        return
    for column, name in enumerate(header):
        remark = name in REMARKS or (file, name) in REMARKS_OF
        free = remark or (name == "year" and file != "population/projection/migration.csv"
                                   and file != "population/projection/mortality.csv")
        for kind, change, wrong in cell_changes(rows, column):
            one = chance.randint(1, count)
            yield Mutation(file, name, f"{kind} row {one}", with_cells(rows, column, [one], change),
                           wrong and not free)
            yield Mutation(file, name, f"{kind} all", with_cells(rows, column, range(1, count + 1), change),
                           wrong and not free)
        if count > 1:
            one = chance.randint(1, count - 1)
            swapped = [list(row) for row in rows]
            swapped[one][column], swapped[one + 1][column] = swapped[one + 1][column], swapped[one][column]
            if swapped != rows:
                yield Mutation(file, name, f"swapped with the next, row {one}", swapped, False)
        yield Mutation(file, name, "column deleted", [row[:column] + row[column + 1:] for row in rows],
                       not remark)
        yield Mutation(file, name, "column renamed", with_cells(rows, column, [0], lambda cell: cell + "x"), True)
    one = chance.randint(1, count)
    yield Mutation(file, "", f"row {one} deleted", rows[:one] + rows[one + 1:], file not in ROWS_THAT_MAY_GO)
    yield Mutation(file, "", f"row {one} doubled", rows[:one + 1] + rows[one:], True)
    yield Mutation(file, "", "last row deleted", rows[:-1], file not in ROWS_THAT_MAY_GO)
    yield Mutation(file, "", "header alone", rows[:1], True)
    yield Mutation(file, "weight", "column more", [row + (["weight"] if i == 0 else ["1"])
                                                   for i, row in enumerate(rows)], True)


def all_mutations(data, seed):
    chance = random.Random(seed)
    for path in sorted(data.rglob("*.csv")):
        file = path.relative_to(data).as_posix()
        if file not in REFERENCE:
            yield from mutations_of(file, read(path), chance)


class Bench:
    """A copy of data/ in which one table at a time is replaced."""

    def __init__(self, program, source_tree, with_run):
        self.program, self.source_tree, self.with_run = program, source_tree, with_run
        self.folder = pathlib.Path(tempfile.mkdtemp())
        shutil.copytree(source_tree / "data", self.folder / "data")
        (self.folder / "calibration").symlink_to(source_tree / "calibration")

    def close(self):
        shutil.rmtree(self.folder)

    def start(self, *arguments):
        try:
            return subprocess.run([self.program, *arguments], capture_output=True, text=True, timeout=TIME_LIMIT,
                                  cwd=self.folder, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(arguments, 124, "", "time limit")

    def once(self):
        """(status, messages, fingerprint of the results)"""
        data = self.folder / "data"
        setup = self.source_tree / "calibration" / "library" / "with_regional_index.toml"
        plan = self.start("calibrate", setup, "--dry-run", "--data", data)
        fingerprint = hashlib.sha256(plan.stdout.encode())
        status, messages = plan.returncode, plan.stderr
        if status == 0 and self.with_run:
            run = self.start("run", self.source_tree / "scenarios" / "library" / "visa_free.toml", "--data", data,
                             "--scale", "0.0002", "--members", "2", "--quiet", "--force", "-o", "run")
            status, messages = run.returncode, messages + run.stderr
            for path in sorted(p for p in (self.folder / "run").glob("*.csv")):
                fingerprint.update(path.read_bytes())
        return status, messages, fingerprint.hexdigest()

    def outcome(self, mutation):
        path = self.folder / "data" / mutation.file
        whole = path.read_bytes()
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(mutation.rows)
        path.write_text(text.getvalue(), encoding="utf-8")
        try:
            return self.once()
        finally:
            path.write_bytes(whole)


def faults_of(mutation, status, messages):
    faults = []
    if status not in (0, 3):
        faults.append(f"status {status}")
    if status == 3 and not re.search(r"data/[\w/]+\.csv:\d+:\d+: ", messages):
        faults.append("no file, line and column")
    if status == 0 and mutation.wrong:
        faults.append("accepted")
    return faults


def examine(program, source_tree, mutations, with_run):
    bench = Bench(program, source_tree, with_run)
    shipped = bench.once()
    if shipped[0] != 0:
        sys.exit(f"the shipped tables are refused:\n{shipped[1]}")
    lines = []
    for mutation in mutations:
        status, messages, fingerprint = bench.outcome(mutation)
        changed = "changed" if status == 0 and fingerprint != shipped[2] else ""
        warned = "warned" if status == 0 and messages != shipped[1] else ""
        lines.append((mutation, status, changed, warned, "; ".join(faults_of(mutation, status, messages)),
                      messages.strip().splitlines()[0] if messages.strip() else ""))
    bench.close()
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("source_tree", type=pathlib.Path)
    parser.add_argument("--all", action="store_true", help="every mutation, with a run each")
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("-o", "--output", type=pathlib.Path)
    options = parser.parse_args()
    program, source_tree = options.program.resolve(), options.source_tree.resolve()
    mutations = list(all_mutations(source_tree / "data", options.seed))
    if not options.all:
        mutations = random.Random(options.seed).sample(mutations, options.sample)
    parts = [mutations[i::options.processes] for i in range(options.processes)]
    with concurrent.futures.ThreadPoolExecutor(options.processes) as pool:
        lines = sum(pool.map(lambda part: examine(program, source_tree, part, options.all), parts), [])
    if options.output:
        with open(options.output, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["file", "column", "kind", "status", "results", "warning", "fault", "message"])
            for mutation, *rest in lines:
                writer.writerow([mutation.file, mutation.column, mutation.kind, *rest])
    count = collections.Counter("accepted" if status == 0 else f"status {status}" for _, status, *_ in lines)
    silent = sum(1 for _, status, changed, warned, *_ in lines if changed and not warned)
    bad = [line for line in lines if line[4]]
    print(f"{len(lines)} mutations: {dict(count)}; {silent} accepted with other results and no warning")
    for mutation, status, _, _, fault, message in bad[:40]:
        print(f"FAILED: {mutation}: {fault}: {message}")
    print(f"{len(bad)} failures: {dict(collections.Counter(line[4].split(';')[0] for line in bad))}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
