#!/usr/bin/env python3
"""How well personal columns are told by names alone, on schemas drawn up beside the rules.

    tests/schemas/drawn.py PROGRAM [--show SCHEMA…]

drawn/*.txt are systems as trades have them, written down before the rules were improved: `seen_*`
may be looked into while the rules are made, of `unseen_*` only the sums. They have no rows, so
this is the worst case: names, types and declared keys are all there is.

A line a table, `name: column:type column:type …`. Types: i integer, v20 text of 20, t text, d day,
dt day and time, tm time, b yes/no, n decimal, r real, x bytes; `>table.column` a declared key, `!`
in the primary key, `*` personal, `?` a matter of opinion that counts neither way.
"""

import json
import pathlib
import re
import sqlite3
import sys
import tempfile

from program import Program

FOLDER = pathlib.Path(__file__).parent / "drawn"
TYPES = {"i": "integer", "t": "text", "d": "date", "dt": "datetime", "tm": "time", "b": "boolean",
         "n": "decimal(12,2)", "r": "real", "x": "blob"}
COLUMN = re.compile(r"(\w+):(v\d+|\w+?)(?:>(\w+)\.(\w+))?([!*?]*)$")


def read(path):
    """By table: (column, type, (table, column) referred to, marks)."""
    tables = {}
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        table, _, rest = line.partition(": ")
        columns = []
        for word in rest.split():
            found = COLUMN.match(word)
            if not found:
                raise ValueError(f"{path.name}: {table}: {word}")
            name, kind, to_table, to_column, marks = found.groups()
            sql_type = TYPES.get(kind) or f"varchar({kind[1:]})"
            columns.append((name, sql_type, (to_table, to_column) if to_table else None, marks))
        tables[table] = columns
    return tables


def create(path, tables):
    database = sqlite3.connect(path)
    for table, columns in tables.items():
        parts = [f'"{name}" {kind}' + (f' references "{to[0]}"("{to[1]}")' if to else "")
                 for name, kind, to, _ in columns]
        key = ", ".join(f'"{name}"' for name, _, _, marks in columns if "!" in marks)
        parts += [f"primary key ({key})"] if key else []
        database.execute(f'create table "{table}" ({", ".join(parts)})')
    database.commit()
    database.close()
    path.chmod(0o600)


def judged(program, path, folder):
    """The sets of columns found and true; those of opinion are in neither."""
    name, tables = path.stem, read(path)
    create(folder / f"{name}.db", tables)
    program.run("add", "system", "add", name, "--url", f"sqlite:{folder / name}.db")
    program.run("propose", "datamap", "propose", name)
    lines = program.run("show", "datamap", "show", name, "--format", "columns").splitlines()
    found = {(one["table"], one["column"]): one for one in map(json.loads, lines)}
    true = {(table, column) for table, columns in tables.items()
            for column, _, _, marks in columns if "*" in marks}
    unsure = {(table, column) for table, columns in tables.items()
              for column, _, _, marks in columns if "?" in marks}
    return {key: one for key, one in found.items() if key not in unsure}, true


def figures(name, found, true, hit):
    return (f"{name:28} found {found:4} true {true:4} hit {hit:4}  precision "
            f"{hit / max(1, found):.3f} recall {hit / max(1, true):.3f}")


def main(arguments):
    if not arguments:
        print(__doc__.strip().splitlines()[2].strip(), file=sys.stderr)
        return 2
    shown = arguments[2:] if arguments[1:2] == ["--show"] else []
    sums = {}
    with tempfile.TemporaryDirectory(prefix="ombud-drawn-") as place:
        folder = pathlib.Path(place)
        program = Program(pathlib.Path(arguments[0]).resolve(), folder)
        program.begin()
        for path in sorted(FOLDER.glob("*.txt")):
            if shown and path.stem not in shown:
                continue
            found, true = judged(program, path, folder)
            hit = true & found.keys()
            print(figures(path.stem, len(found), len(true), len(hit)), flush=True)
            if path.stem in shown:
                for table, column in sorted(true - hit):
                    print(f"   missed {table}.{column}")
                for (table, column), one in sorted(found.items()):
                    if (table, column) not in true:
                        print(f"   extra  {table}.{column}: {one['category']}, {one['reason']}")
            group = sums.setdefault(path.stem.partition("_")[0], [0, 0, 0])
            for at, count in enumerate((len(found), len(true), len(hit))):
                group[at] += count
    for group, counts in sums.items():
        print(figures(f"all {group}", *counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
