"""A retention run over many persons in PostgreSQL against one hand-written statement.

    retention_run.py [--rows 2000000] [--runs 5] [--what update,delete] [--no-small]

A table of ROWS persons with three indexes, of which each tenth has left: as many as are erased. The
baseline is one UPDATE (or DELETE) that an administrator would write; ours is `ombud actions run` of
an approved plan: batches, each row locked, asked again, hashed into the ledger, changed by exact
count and read back. Both get a fresh copy of the same database. `execute` is from the first intent
to the last outcome in the log; plan and verification are said apart. The same at a tenth of ROWS
says whether the ratio grows with the size. Peak memory is what the kernel says of the command.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import tempfile

from measuring import Ran, line

COLUMNS = ("fname", "lname", "pnr", "email", "phone", "addr")
MAKE = """
create table m as select i as id, 'Förnamn'||(i%5000) as fname, 'Efternamn'||(i%20000) as lname,
  lpad((i%10000000000)::text, 12, '19') as pnr, 'person'||i||'@example.se' as email,
  '+46 70 '||lpad((i%10000000)::text, 7, '0') as phone,
  'Storgatan '||(i%200)||', 123 45 Orten' as addr,
  case when i%10=3 then date '2024-01-01' + (i%300)::int end as exit_date,
  (i%50)::int as unit, now() as updated
from generate_series(1, ROWS) i;
alter table m add primary key (id);
create index m_exit on m (exit_date) where exit_date is not null;
create index m_pnr on m (pnr);
vacuum analyze m;
"""
BARE = {
    "update": "update m set fname='', lname='', pnr=null, email=null, phone=null, addr=null"
              " where exit_date < '2024-12-01'",
    "delete": "delete from m where exit_date < '2024-12-01'",
}
MAP = """\
format: ombud-data-map-1
system: register
tables:
  m:
    holds: person
    subject: member
    delete_rows: GONE
    because: "former members"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "the row's number"}
      fname: {category: name, part: first, class: ordinary, identifies: true, erase: constant,
              constant: ""}
      lname: {category: name, part: last, class: ordinary, identifies: true, erase: constant,
              constant: ""}
      pnr: {category: national_id, class: national_id, identifies: true, erase: set_null}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
      phone: {category: phone, class: ordinary, identifies: true, erase: set_null}
      addr: {category: postal_address, class: ordinary, erase: set_null}
      exit_date: {category: date_of_event, class: ordinary, erase: keep, because: "statistics"}
"""
DAY = {"day": "2024-12-01", "begins": "2024-11-30T23:00:00.000000Z",
       "ends": "2024-12-01T23:00:00.000000Z"}
LEFT = {"column": "exit_date", "op": "<", "value": DAY}


class Server:
    """The databases of one benchmark, made from a template of the wished size."""

    def __init__(self):
        self.host = os.environ["OMBUD_TEST_POSTGRESQL"]
        self.port = os.environ.get("OMBUD_TEST_POSTGRESQL_PORT", "5432")
        self.name = f"bench_retention_{os.getpid()}"

    def ask(self, database, *statements):
        command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.host, "-p", self.port,
                   "-U", "ombud", "-d", database]
        for statement in statements:
            command += ["-c", statement]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout

    def seconds(self, database, statement):
        """Of the statement alone: a program's start is in none of the figures."""
        told = self.ask(database, "\\timing on", statement)
        return float(re.search(r"Time: ([\d.]+) ms", told)[1]) / 1000

    def make(self, rows):
        self.drop(f"{self.name}_base")
        self.ask("postgres", f"create database {self.name}_base")
        self.ask(f"{self.name}_base",
                 *(part for part in MAKE.replace("ROWS", str(rows)).split(";") if part.strip()))

    def fresh(self):
        self.drop(self.name)
        self.ask("postgres", f"create database {self.name} template {self.name}_base"
                 " strategy file_copy", "checkpoint")

    def drop(self, name):
        self.ask("postgres", f"drop database if exists {name} with (force)")

    def url(self):
        return f"postgresql://ombud@/{self.name}?host={self.host}&port={self.port}"


class Ours:
    """An organisation with one system, and one run in it from plan to receipt."""

    def __init__(self, program, folder, server, what):
        self.program, self.folder, self.what = program, folder, what
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                            "OMBUD_DATA": str(folder / "data")}
        for name in ("first", "owner"):
            self.file(f"{name}.password", f"fyra lugna ekar vid {name}\n")
        self.file("map.yaml", MAP.replace("GONE", "true" if what == "delete" else "false"))
        self.file("left.json", json.dumps(LEFT))
        self.ombud("init", "--organisation", "Exempelförbundet", "--law", "se",
                   "--password-file", "first.password")
        self.ombud("account", "add", "owner1", "--role", "approver",
                   "--new-password-file", "owner.password")
        self.ombud("system", "add", "register", "--url", server.url())
        self.ombud("datamap", "confirm", "register", "--file", "map.yaml")

    def file(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")

    def ombud(self, *arguments):
        return Ran([self.program, *arguments], self.environment, self.folder).must()

    def run(self):
        """Seconds of plan, execute and verification, and the peak in MiB."""
        then = "erase" if self.what == "delete" else "de-identify"
        plan = self.ombud("actions", "plan-many", "register", "m", "--meets", "left.json",
                          "--then", then, "--reference", "bench", "--json")
        number = json.loads(plan.output)["action"]
        self.ombud("actions", "approve", number, "--as", "owner1",
                   "--password-file", "owner.password")
        run = self.ombud("actions", "run", number, "--json")
        receipt = json.loads(run.output)
        if receipt["state"] != "done_with_remainder":
            raise SystemExit(f"the run ended as {receipt['state']}: {receipt['remarks']}")
        listed = self.ombud("evidence", "list", "--json", "--object", number, "--reference",
                            "bench", "--limit", "10000").output
        at = {}
        for entry in json.loads(listed):
            at.setdefault(entry["event"], []).append(seconds_of(entry["at"]))
        execute = max(at["actions.outcome"]) - min(at["actions.running"])
        verify = min(at["actions.receipt"]) - max(at["actions.outcome"])
        return {"plan": plan.seconds, "execute": execute, "verify": verify,
                "peak_plan": plan.peak_mib, "peak_run": run.peak_mib}


def seconds_of(instant):
    hours, minutes, seconds = instant.split("T")[1].rstrip("Z").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def measure(program, server, what, runs):
    """Pairs of (bare seconds, ours), alternately; the first only warms up."""
    pairs = []
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as name:
        server.fresh()
        ours = Ours(program, pathlib.Path(name), server, what)
        for run in range(-1, runs):
            server.fresh()
            bare = server.seconds(server.name, BARE[what])
            server.fresh()
            figures = ours.run()
            if run >= 0 or runs < 2:
                pairs.append((bare, figures))
    return pairs


def say(name, what, size, pairs):
    def of(figure):
        return [ours[figure] for _, ours in pairs]
    bare = [seconds for seconds, _ in pairs]
    ratios = [ours / seconds for ours, seconds in zip(of("execute"), bare)]
    line(f"{name}.execute", f"{size}: execute, against one bare {what}", "s", of("execute"), bare,
         ratios)
    line(f"{name}.plan", f"{size}: plan", "s", of("plan"))
    line(f"{name}.verify", f"{size}: verification of every row and text", "s", of("verify"))
    line(f"{name}.peak", f"{size}: peak memory of plan and run", "MiB",
         [max(pair) for pair in zip(of("peak_plan"), of("peak_run"))])
    return statistics.median(ratios)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--what", default="update,delete")
    parser.add_argument("--no-small", action="store_true", help="not at a tenth of the size too")
    options = parser.parse_args()
    program, server = os.environ["OMBUD_PROGRAM"], Server()
    wanted = options.what.split(",")
    ratios = {}
    try:
        for rows in [options.rows] if options.no_small else [options.rows // 10, options.rows]:
            server.make(rows)
            for what in wanted:
                small = rows != options.rows
                name = f"retention_run.{what}" + ("_small" if small else "")
                size = f"{rows // 10} of {rows} persons"
                ratios[what, small] = say(name, what, size,
                                          measure(program, server, what, options.runs))
        for what in wanted:
            if (what, True) in ratios:
                line(f"retention_run.{what}_growth",
                     f"the ratio at {options.rows} persons to that at a tenth", "",
                     [ratios[what, False]], [ratios[what, True]],
                     [ratios[what, False] / ratios[what, True]])
    finally:
        server.drop(server.name)
        server.drop(f"{server.name}_base")


if __name__ == "__main__":
    main()
