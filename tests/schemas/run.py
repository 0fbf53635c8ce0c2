#!/usr/bin/env python3
"""The whole job on databases that others designed: map, find, extract, erase, prove.

    tests/schemas/run.py PROGRAM FOLDER [SCHEMA…]

FOLDER holds a folder a schema: its SQL or file, and ground_truth.json (which columns are personal,
an example person, how many rows of which tables are that person's); beside them eval_discovery.py,
which judges the columns found, and residue.py, which searches a database for texts. Ombud is not
told any of it: it maps each schema by itself, and its map is confirmed as proposed.

A line a check, with its figures; exit 1 where one fails. Starts its own database servers.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from cases import CASES, LOOKED_AT, OTHERS
from judge import (difference, expected_counts, faults_of_difference, kept_places, residue,
                   rows_of_person, secrets_of)
from program import APPROVER, ROOT, Program, Refused
from sources import ENGINES, plain

REFERENCE = "request 2026-1"


def shown(table, row):
    """The row without its passwords and tokens, of which an extract says only that they exist."""
    hidden = {one["column"] for one in table["columns"] if one["category"] == "credential"}
    return {column: value for column, value in row.items() if column not in hidden}


class Trial:
    """One schema, from loading to the proof."""

    def __init__(self, case, program_path, schemas, folder):
        self.case, self.schemas, self.failed = case, schemas, 0
        self.program = Program(program_path, folder)
        self.folder = folder
        data = schemas / case.folder
        self.source = ENGINES[case.engine](case.name, [data / file for file in case.files], folder)
        truth = data / "ground_truth.json"
        self.truth_file = truth if truth.exists() else None
        self.truth = json.loads(truth.read_text()) if truth.exists() else {}
        if case.person:
            table, key, value = case.person
            self.truth["person"] = {"anchor": {"table": table, "key": key},
                                    "example": {key: value}, "rows_for_example": {}}

    def say(self, good, what, figures=""):
        self.failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {self.case.name:14} {what}"
              f"{': ' if figures else ''}{figures}", flush=True)

    def remark(self, text):
        print(f"     {self.case.name:14} {text}", flush=True)

    def map(self):
        """The figures of eval_discovery.py: found, true, hit."""
        self.source.load()
        self.program.begin()
        self.program.run("init", "system", "add", self.case.name, "--url", self.source.url)
        self.program.run("propose", "datamap", "propose", self.case.name)
        columns = self.program.run("show", "datamap", "show", self.case.name,
                                   "--format", "columns")
        found = [json.loads(line) for line in columns.splitlines()]
        mute = [f"{one['table']}.{one['column']}" for one in found
                if not one["reason"] or " ." in one["reason"]]
        self.say(not mute, "every column found has a reason", ", ".join(mute))
        if self.truth_file is None:
            tables = sorted({one["table"] for one in found})
            self.say(bool(found), "map", f"{len(found)} columns of {len(tables)} tables: "
                     + ", ".join(tables))
            return None
        file = self.folder / "found.jsonl"
        file.write_text("".join(json.dumps({**one, "table": plain(one["table"]),
                                            "column": plain(one["column"])}) + "\n"
                                for one in found))
        judged = subprocess.run([sys.executable, self.schemas / "eval_discovery.py",
                                 self.truth_file, file], capture_output=True, text=True)
        head, *rest = judged.stdout.splitlines() or [judged.stderr]
        self.say(judged.returncode == 0, "map", head)
        for line in rest:
            self.remark(line.strip())
        return [int(number) for number in re.findall(r"(?:found|truth|hit) (\d+)", head)]

    def find(self):
        self.before = self.source.dump()
        self.mine = rows_of_person(self.case, self.truth, self.before)
        self.secrets = secrets_of(self.case, self.mine)
        example, anchor = self.truth["person"]["example"], self.truth["person"]["anchor"]
        self.program.run("confirm", "datamap", "confirm", self.case.name)
        if self.case.by_key:
            key = f"{self.case.name}.{anchor['table']}={example[anchor['key']]}"
            how = {"arguments": ["--key", key], "input": None}
        else:
            how = {"arguments": ["--stdin"], "input": f"email: {example['email']}\n"}
        found = self.program.answer("find", "subjects", "find", "--reference", REFERENCE,
                                    *how["arguments"], input=how["input"])
        persons = found["persons"]
        sure = len(persons) == 1 and not persons[0]["needs_choice"]
        self.say(sure, "find", f"{len(persons)} person, {len(persons[0]['matches'])} matched rows"
                 + ("" if sure else ", needs a choice"))
        self.person = persons[0]["person"]
        if persons[0]["needs_choice"]:
            rows = [match["row"] for match in persons[0]["matches"]]
            self.program.run("find", "subjects", "choose", self.person, "--reference", REFERENCE,
                             *(word for row in rows for word in ("--row", row)))

    def count(self):
        shown = self.program.answer("count", "subjects", "show", self.person,
                                    "--reference", REFERENCE)
        counts = {}
        for table in shown["tables"]:
            if table["relation"] == "own":
                name = plain(table["table"])
                counts[name] = counts.get(name, 0) + table["rows"]
            else:
                self.remark(f"points to the person: {table['table']}, {table['rows']} rows")
        wanted, mentions = expected_counts(self.truth, self.before)
        wanted = wanted or {table: len(rows) for table, rows in self.mine.items()}
        for table, rows in wanted.items():
            self.say(counts.get(table, 0) == rows, f"rows of {table}",
                     f"{counts.get(table, 0)} found, {rows} expected")
        more = {table: rows for table, rows in counts.items() if table not in wanted}
        anchor = plain(self.truth["person"]["anchor"]["table"])
        extra = {table: rows for table, rows in more.items() if table != anchor or rows != 1}
        self.say(not extra, "no rows of other tables",
                 ", ".join(f"{table} {rows}" for table, rows in extra.items()))
        self.own_counts = counts
        if mentions:
            self.count_mentions(mentions)

    def count_mentions(self, mentions):
        listed = self.program.answer("count", "subjects", "mentions", self.person,
                                     "--reference", REFERENCE)
        name = self.truth["person"]["example"]["name"].lower()
        for place, wanted in mentions.items():
            table, _, column = place.rpartition(".")
            others = sum(mention["row"].split("=")[0].endswith(f".{table}")
                         and mention["column"] == column for mention in listed)
            own = sum(name in (row[column] or "").lower() for row in self.mine.get(table, ()))
            figures = f"{others} in others' rows and {own} in own, {wanted} expected"
            if others + own != wanted and place in self.case.excused:
                self.remark(f"mentions in {place}: {figures}; {self.case.excused[place]}")
            else:
                self.say(others + own == wanted, f"mentions in {place}", figures)

    def access(self):
        plan = self.program.answer("plan access", "actions", "plan", "access", self.person,
                                   "--reference", REFERENCE)
        self.program.approve(plan["action"])
        receipt = self.folder / "access.json"
        self.program.run("run access", "actions", "run", plan["action"],
                         "--to", str(self.folder / "extract"), "--receipt", str(receipt))
        extract = json.loads((self.folder / "extract/extract.json").read_text())
        tables = extract["systems"][self.case.name]["tables"]
        counts = {plain(table): len(one["rows"]) for table, one in tables.items()}
        self.say(counts == self.own_counts, "extract",
                 f"{sum(counts.values())} rows of {len(counts)} tables")
        foreign = [table for table, one in tables.items() for row in one["rows"]
                   if not self.is_mine(plain(table), shown(one, row))]
        self.say(not foreign, "extract has no row of others", ", ".join(sorted(set(foreign))))
        self.proved("receipt of the extract", receipt)

    def is_mine(self, table, row):
        """Whether one of the person's rows has these texts; other types are written otherwise."""
        texts = {plain(column): value for column, value in row.items() if isinstance(value, str)}
        return any(all(mine.get(column) in (value, None) or len(value) < 4 or
                       not value.isprintable() or any(digit.isdigit() for digit in value)
                       for column, value in texts.items()) for mine in self.mine.get(table, ()))

    def erase(self):
        plan = self.program.answer("plan erase", "actions", "plan", "erase", self.person,
                                   "--reference", REFERENCE, "--mention", "all")
        number = plan["action"]
        try:
            self.program.approve(number)
            self.say(False, "the planner may not approve")
        except Refused:
            self.say(True, "the planner may not approve")
        self.program.approve(number, APPROVER)
        receipt = self.folder / "erase.json"
        ran = self.program.answer("run erase", "actions", "run", number,
                                  "--receipt", str(receipt), codes=(0, 8))
        body = ran["receipt"]["receipt"]
        self.say(ran["state"] in ("done", "done_with_remainder"), "erasure", ran["state"] + ", " + (
            ", ".join(f"{part['table']} {part['what']} {part['rows']}" for part in body["done"])))
        for part in body["not_reached"]:
            self.remark(part["text"])
        self.compare(plan, body)
        self.proved("receipt of the erasure", receipt)

    def compare(self, plan, receipt):
        after = self.source.dump()
        found = difference(self.before, after)
        faults = faults_of_difference(plan, found, self.mine, self.secrets)
        rows = sum(len(table.rows) for table in self.before.values())
        self.say(not faults, "only planned rows differ",
                 "; ".join(faults) or f"of {rows} rows {sum(map(len, found.removed.values()))} "
                 f"went and {sum(map(len, found.changed.values()))} changed")
        hits = residue(self.schemas / "residue.py", self.source, self.secrets)
        by_plan, by_receipt = kept_places(plan, receipt)
        unsaid = {place: texts for place, texts in hits.items()
                  if place not in by_plan and place not in by_receipt}
        self.say(not unsaid, "residue", self.said(unsaid) or
                 f"{len(self.secrets)} texts, {len(hits)} columns that the plan keeps")
        for place, texts in hits.items():
            if place not in unsaid:
                self.remark(f"kept by the {'plan' if place in by_plan else 'receipt'}: "
                            + self.said({place: texts}))

    @staticmethod
    def said(hits):
        return "; ".join(f"{table}.{column} {sum(texts.values())}"
                         for (table, column), texts in sorted(hits.items()))

    def proved(self, what, receipt):
        errors = self.program.verify(receipt)
        self.say(not errors, what, "; ".join(errors) or "both verifiers agree")

    def times(self):
        total = sum(self.program.seconds.values())
        self.remark(f"seconds {total:.1f}: " + ", ".join(
            f"{step} {seconds:.1f}" for step, seconds in self.program.seconds.items()))


def tried(case, program, schemas):
    """How many checks failed, and the map's figures."""
    figures = None
    with tempfile.TemporaryDirectory(prefix="ombud-schemas-") as folder:
        trial = Trial(case, program, schemas, pathlib.Path(folder))
        try:
            figures = trial.map()
            if case is not LOOKED_AT:
                trial.find()
                trial.count()
                trial.access()
                trial.erase()
        except (Refused, RuntimeError, KeyError, IndexError) as error:
            trial.say(False, "came to an end", f"{type(error).__name__}: {error}")
        trial.times()
        return trial.failed, figures


def main(arguments):
    if len(arguments) < 2:
        print(__doc__.strip().splitlines()[2].strip(), file=sys.stderr)
        return 2
    if "OMBUD_TEST_POSTGRESQL" not in os.environ:
        servers = ROOT / "tools/test-servers"
        return subprocess.run([servers, "run", sys.executable, "-B", __file__, *arguments]
                              ).returncode
    program, schemas = pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1])
    failed, pooled = 0, [0, 0, 0]
    for case in [*CASES, *OTHERS, LOOKED_AT]:
        if arguments[2:] and case.name not in arguments[2:]:
            continue
        failures, figures = tried(case, program, schemas)
        failed += failures
        if figures and case in CASES:
            pooled = [a + b for a, b in zip(pooled, figures)]
    found, true, hit = pooled
    print(f"pooled: found {found}, true {true}, hit {hit}, precision {hit / max(1, found):.3f}, "
          f"recall {hit / max(1, true):.3f}; {failed} checks failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
