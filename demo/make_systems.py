#!/usr/bin/env python3
"""Makes the demo's three systems as SQLite files; the same bytes each time.

    demo/make_systems.py FOLDER
"""

import pathlib
import random
import sqlite3
import sys

import medlem
import rekry
import tidrapport
from cast import make_cast
from people import People

SEED = 20261030
SYSTEMS = {"medlem": medlem, "rekry": rekry, "tidrapport": tidrapport}


def make(folder):
    """The files' paths by the systems' names. What lay there under these names is replaced."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED)
    people = People(dice)
    cast = make_cast(people)
    made = {}
    for name, system in SYSTEMS.items():
        made[name] = folder / f"{name}.sqlite"
        made[name].unlink(missing_ok=True)
        db = sqlite3.connect(made[name])
        with db:
            system.fill(db, people, cast, dice)
        db.execute("PRAGMA journal_mode=WAL")
        db.close()
    return made


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip().splitlines()[-1].strip())
    make(sys.argv[1])
