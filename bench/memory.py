"""Peak memory of every job, at two sizes ten times apart, and how long a command takes to start.

    memory.py [--rows 20000] [--table-rows 100000] [--log-entries 200000] [--runs 5]

One person has ROWS rows of notes, as many visits, in a SQLite system; the table that is proposed
from has TABLE_ROWS rows of others. Every job is a command of its own, as a user starts it, and its
peak is what the kernel says when it has ended (ru_maxrss). The baseline is the same job at a tenth
of the size: where the ratio is about one, memory does not grow with it.
"""

import argparse
import json
import os
import pathlib
import sqlite3
import tempfile

from measuring import Ran, line

MAP = """\
format: ombud-data-map-1
system: members
tables:
  member:
    holds: person
    subject: member
    because: "statistics of members stay"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "others refer to it"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
  note:
    holds: detail
    because: "what was decided stays"
    fields:
      body: {category: free_text, class: confidential, erase: scrub}
  visit: {holds: detail, delete_rows: true}
links:
  - {from: note, columns: [member_id], to: member, to_columns: [id], means: belongs,
     kind: foreign_key}
  - {from: visit, columns: [member_id], to: member, to_columns: [id], means: belongs,
     kind: foreign_key}
"""
NAME, EMAIL = "Tova Lindqvist", "tova.lindqvist@example.org"


class House:
    """A data folder and one system in SQLite, in which one person has `rows` notes and visits."""

    def __init__(self, program, folder, rows, table_rows):
        self.program, self.folder, self.rows = program, folder, rows
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                            "OMBUD_DATA": str(folder / "data")}
        self.make_system(table_rows)
        for name in ("first", "owner"):
            self.file(f"{name}.password", f"fyra lugna ekar vid {name}\n")
        self.ombud("init", "--organisation", "Exempelförbundet", "--law", "se",
                   "--password-file", "first.password")
        self.ombud("account", "add", "owner1", "--role", "approver", "--role", "handler",
                   "--new-password-file", "owner.password")
        self.ombud("system", "add", "members", "--url", f"sqlite:{folder / 'members.sqlite'}")

    def make_system(self, table_rows):
        with sqlite3.connect(self.folder / "members.sqlite") as connection:
            connection.executescript("""
                PRAGMA journal_mode = OFF;
                CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE);
                CREATE TABLE note (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES member (id),
                                   body TEXT);
                CREATE TABLE visit (id INTEGER PRIMARY KEY,
                                    member_id INTEGER REFERENCES member (id), what TEXT);""")
            connection.execute("INSERT INTO member VALUES (1, ?, ?)", (NAME, EMAIL))
            connection.executemany(
                "INSERT INTO member VALUES (?, ?, ?)",
                ((i, f"Person Nummer{i}", f"person{i}@example.org")
                 for i in range(2, table_rows + 2)))
            connection.executemany(
                "INSERT INTO note (member_id, body) VALUES (1, ?)",
                ((f"{NAME} ringde om ärende {i}, skriv till {EMAIL}. "
                  + "Samtalet gällde lönen. " * 3,)
                 for i in range(self.rows)))
            connection.executemany("INSERT INTO visit (member_id, what) VALUES (1, ?)",
                                   ((f"besök {i}",) for i in range(self.rows)))
            connection.executescript("CREATE INDEX note_member ON note (member_id);"
                                     "CREATE INDEX visit_member ON visit (member_id);")
        connection.close()

    def file(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")

    def ombud(self, *arguments, codes=(0,), file=None):
        return Ran([self.program, *arguments], self.environment, self.folder,
                   file).must(*codes)


def jobs(house):
    """Runs each job once; name → its Ran."""
    ran = {"propose": house.ombud("datamap", "propose", "members")}
    house.file("members.yaml", MAP)
    house.ombud("datamap", "confirm", "members", "--file", "members.yaml")
    house.file("search", f"email: {EMAIL}\n")
    ran["find"] = house.ombud("subjects", "find", "--reference", "bench", "--from", "search",
                              "--json")
    person = json.loads(ran["find"].output)["persons"][0]["person"]
    ran["show"] = house.ombud("subjects", "show", person, "--reference", "bench")
    ran["extract_plan"] = house.ombud("actions", "plan", "access", person, "--reference", "bench")
    approve(house, "A-0001")
    ran["extract"] = house.ombud("actions", "run", "A-0001", "--to", "extract")
    ran["plan"] = house.ombud("actions", "plan", "erase", person, "--reference", "bench")
    approve(house, "A-0002")
    ran["show_plan"] = house.ombud("actions", "show", "A-0002")
    ran["run"] = house.ombud("actions", "run", "A-0002", codes=(0, 8))
    ran["receipt"] = house.ombud("actions", "receipt", "A-0002")
    ran["verify"] = house.ombud("evidence", "verify")
    return ran


def verify_folder(program, entries):
    """Checks an exported log of so many entries."""
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as folder:
        Ran([f"{os.environ['OMBUD_BENCH_BUILD']}/bench_log_verify", "--write", folder,
             "--size", str(entries)]).must()
        key = pathlib.Path(folder, "key").read_text(encoding="ascii").strip()
        return Ran([program, "evidence", "verify", f"{folder}/log", "--key", key]).must()


def approve(house, action):
    house.ombud("actions", "approve", action, "--as", "owner1", "--password-file", "owner.password")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--table-rows", type=int, default=100_000)
    parser.add_argument("--log-entries", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    program = os.environ["OMBUD_PROGRAM"]
    started = [Ran([program, "--version"]).must().seconds * 1000 for _ in range(options.runs)]
    line("memory.cold_start", "ombud --version from start to end", "ms", started)
    peaks = []
    for share in (10, 1):
        with tempfile.TemporaryDirectory(prefix="ombud-bench-") as name:
            house = House(program, pathlib.Path(name), options.rows // share,
                          options.table_rows // share)
            if share == 1:
                opened = [house.ombud("system", "list").seconds * 1000
                          for _ in range(options.runs)]
                line("memory.cold_open", "ombud system list: data folder, vault and store opened",
                     "ms", opened)
            peaks.append(jobs(house))
        peaks[-1]["verify_folder"] = verify_folder(program, options.log_entries // share)
    small, large = peaks
    for job, ran in large.items():
        of = (f"a log of {options.log_entries} entries" if job == "verify_folder" else
              f"a person's {2 * options.rows} rows beside {options.table_rows} others")
        line(f"memory.{job}", f"peak of {of}, beside a tenth of it; {ran.seconds:.1f} s", "MiB",
             [ran.peak_mib],
             [small[job].peak_mib], [ran.peak_mib / small[job].peak_mib])


if __name__ == "__main__":
    main()
