#!/usr/bin/env python3
"""Holds src/ against src/rooms.txt: which room may include which, and whose table is whose.

    tools/check_rooms.py [SRC]

The rooms stand bottom up, each with those that it may include, so a cycle can't be written. Of a
room above the floor only ROOM/ROOM.h is public. A table belongs to the room that its name begins
with; only that room's SQL may name it, in .sql files and in string literals alike, and another
room may only refer to it by a foreign key where it may include the owner.
"""

import pathlib
import re
import sys

from source_text import literals, without_sql_comments

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
# What follows one of these verbs is a table, unless it is one of the words below.
TABLE = re.compile(
    r"(?<!\bDISTINCT )(?<!\bON )(?<!\bFOR )"
    r"\b(TABLE|INTO|FROM|JOIN|UPDATE|REFERENCES|INDEX \w+ ON)\s+"
    r"(?:IF (?:NOT )?EXISTS\s+)?(\w+)", re.IGNORECASE)
NO_TABLE = {"set", "of", "on", "select", "lateral", "only", "skip", "nowait", "if", "values"}
COMMON_TABLE = re.compile(r"(?:\bWITH(?: RECURSIVE)?|,)\s+(\w+)\s*(?:\([^)]*\)\s*)?AS\s*\(",
                          re.IGNORECASE)
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH)\s",
                       re.IGNORECASE)


class Rooms:
    def __init__(self, lines):
        self.may, self.floor = {}, set()
        for line in lines:
            name, colon, others = line.split("#")[0].partition(":")
            if colon:
                if name.startswith("floor "):  # a floor room has no secrets: each header is public
                    name = name.removeprefix("floor ")
                    self.floor.add(name)
                self.may[name] = set(others.split())

    def allows(self, room, other):
        return other == room or bool(self.may[room] & {other, "*"})

    def faults(self):
        below = set()
        for name, others in self.may.items():
            for other in sorted(others - below - {"*"}):
                yield f"rooms.txt: {name} lists {other}, which does not stand above it"
            below.add(name)


def include_faults(rooms, room, text):
    for number, line in enumerate(text.splitlines(), 1):
        if not (match := INCLUDE.match(line)):
            continue
        header = match[1]
        other = header.split("/")[0]
        if other not in rooms.may:
            yield number, f'"{header}" does not start with a room'
        elif not rooms.allows(room, other):
            yield number, f"{room} may not include {other} (rooms.txt)"
        elif other != room and other not in rooms.floor and header != f"{other}/{other}.h":
            yield number, f'of {other} only "{other}/{other}.h" is public'


def tables(sql):
    """Each (verb, table) that a piece of SQL names."""
    sql = without_sql_comments(sql)
    own = {name.lower() for name in COMMON_TABLE.findall(sql)}
    for verb, table in TABLE.findall(sql):
        if table.lower() not in NO_TABLE | own:
            yield verb.upper(), table.lower()


def schema_faults(rooms, room, sql):
    """A migration: every table is the room's own."""
    for number, line in enumerate(without_sql_comments(sql).splitlines(), 1):
        for verb, table in tables(line):
            owner = table.split("_")[0]
            if owner != room and not (verb == "REFERENCES" and owner in rooms.may
                                      and rooms.allows(room, owner)):
                yield number, f"table {table} is not {room}'s"


def literal_faults(rooms, room, text):
    """SQL in code: tables of sources may be named as they are, another room's may not."""
    for number, literal in literals(text):
        if STATEMENT.match(literal):
            for _, table in tables(literal):
                owner, underscore, _ = table.partition("_")
                if underscore and owner in rooms.may and owner != room:
                    yield number, f"table {table} is {owner}'s; ask {owner} instead"


def check(src):
    rooms = Rooms((src / "rooms.txt").read_text().splitlines())
    yield from rooms.faults()
    for path in sorted(src.rglob("*")):
        if path.suffix not in (".h", ".cc", ".sql"):
            continue
        room = path.relative_to(src).parts[0].removesuffix(".cc")
        if room not in rooms.may:
            yield f"{path}: room '{room}' is not in rooms.txt"
            continue
        text = path.read_text()
        if path.suffix == ".sql":
            found = schema_faults(rooms, room, text)
        else:
            found = [*include_faults(rooms, room, text), *literal_faults(rooms, room, text)]
        for number, fault in found:
            yield f"{path}:{number}: {fault}"


if __name__ == "__main__":
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src")
    all_faults = list(check(source))
    print("\n".join(all_faults) or "every room in order")
    sys.exit(bool(all_faults))
