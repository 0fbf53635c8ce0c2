#!/usr/bin/env python3
"""A person searched for over HTTP: what is answered, what is refused, and that the store keeps
nothing of it readable.

    tests/http/persons_test.py PROGRAM [--searches 1000] [NAME…]
"""

import os
import pathlib
import random
import sqlite3
import sys
import time
import unittest

import house
from house import OTHER
from persons import KARIN, TOVA, WHY, PersonsHouse

SEARCHES = 1000
SYLLABLES = ["ka", "rin", "to", "va", "bo", "el", "sa", "mi", "ra", "lin", "os", "kar", "ju", "ne"]


class PersonsTest(PersonsHouse):
    def test_a_search_answers_where_something_matched_and_nothing_of_whom(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        found = self.found(cia, KARIN)
        person = found["persons"][0]
        self.assertRegex(person["person"], "^P-[0-9A-Z]{6}$")
        self.assertFalse(person["needs_choice"])
        self.assertEqual([(match["system"], match["table"], match["matched"], match["strong"])
                          for match in person["matches"]],
                         [("liva", "member", ["personnummer", "email"], True),
                          ("pay", "member", ["personnummer"], True)])
        self.assertEqual(found["searched"], ["liva", "pay"])
        self.assertEqual([(one["system"], one["key"]) for one in found["not_searched"]],
                         [("paper", "subjects.manual")])
        text = self.search(cia, KARIN).text
        for word in ("Karin", "1212", "karin@", "Kungsgatan", "migr"):
            self.assertNotIn(word, text)
        nobody = self.found(cia, "email: nobody@example.se")
        self.assertEqual((nobody["persons"], nobody["found"]), ([], 0))
        self.assertEqual(self.serving.stop(), 0)
        entries = self.entries("subjects.searched")
        self.assertEqual(len(entries), 3)
        self.assertEqual({entry["reference"] for entry in entries}, {WHY})

    def test_without_a_reason_nothing_is_searched_shown_or_revealed(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        for reference in ("", "   "):
            self.assertEqual(self.search(cia, KARIN, reference=reference).status, 400)
        handle = self.only(cia, KARIN)["person"]
        for path, body in ((f"persons/{handle}/views", {}), ("comparisons", {"persons": [handle]}),
                           (f"persons/{handle}/reveals",
                            {"system": "liva", "table": "member", "column": "email"})):
            for reference in ({}, {"reference": " "}):
                answer = cia.ask("POST", f"/api/subjects/{path}", body | reference)
                self.assertEqual(answer.status, 400, path)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("subjects.searched")), 1)
        for event in ("shown", "compared", "revealed"):
            self.assertEqual(self.entries(f"subjects.{event}"), [])

    def test_what_is_typed_is_read_as_one_types(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        answer = cia.ask("POST", "/api/subjects/readings", {"criteria": [
            KARIN, "karin@example.se", "070-174 06 05", "Karin Åberg", "number: 4711", "email: x"]})
        self.assertEqual(answer.json["kinds"],
                         ["personnummer", "email", "phone", "name", "number", None])
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(self.entries("subjects.searched"), [])

    def test_people_of_one_name_stand_side_by_side_and_somebody_chooses(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        found = self.found(cia, "name: Karin Åberg")
        self.assertEqual(found["found"], 2)
        self.assertTrue(all(one["needs_choice"] for one in found["persons"]))
        handles = [one["person"] for one in found["persons"]]
        self.assertEqual(self.view(cia, handles[0]).status, 409)
        compared = cia.ask("POST", "/api/subjects/comparisons",
                           {"reference": WHY, "persons": handles})
        self.assertEqual(compared.status, 200, compared.text)
        self.assertEqual(len(compared.json["sides"]), 3)
        lines = {line["category"]: line for line in compared.json["lines"]}
        self.assertFalse(lines["name"]["differs"])
        self.assertTrue(lines["postal_address"]["differs"])
        self.assertIn("Umeå", " ".join(filter(None, lines["postal_address"]["values"])))
        for word in ("Karin", "1212", "karin@", "Kungsgatan", "migr"):
            self.assertNotIn(word, compared.text)
        # All three rows are one human after all.
        rows = [match["row"] for one in found["persons"] for match in one["matches"]]
        chosen = cia.ask("POST", "/api/subjects/choices",
                         {"reference": WHY, "persons": handles, "rows": rows},
                         Idempotency_Key="c1")
        self.assertEqual(chosen.status, 200, chosen.text)
        self.assertFalse(chosen.json["needs_choice"])
        self.assertEqual(len(chosen.json["matches"]), 3)
        self.assertEqual(self.view(cia, chosen.json["person"]).status, 200)
        self.assertEqual(self.view(cia, next(h for h in handles if h != chosen.json["person"]))
                         .status, 404)
        again = self.only(cia, KARIN)
        self.assertEqual(again["person"], chosen.json["person"])
        wrong = cia.ask("POST", "/api/subjects/choices",
                        {"reference": WHY, "persons": handles[:1], "rows": ["R-00000000"]},
                        Idempotency_Key="c2")
        self.assertEqual(wrong.status, 404)

    def test_a_membership_number_finds_and_asks_whose_it_is(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        person = self.only(cia, "number: 2")
        self.assertTrue(person["needs_choice"])
        self.assertEqual(person["matches"][0]["matched"], ["number"])
        self.assertEqual(self.found(cia, "number: A-17")["found"], 0)

    def test_a_person_is_shown_masked_and_one_field_is_revealed_by_a_look_of_its_own(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        handle = self.only(cia, KARIN)["person"]
        shown = self.view(cia, handle)
        self.assertEqual(shown.status, 200, shown.text)
        tables = {table["system"]: table for table in shown.json["tables"]}
        self.assertEqual((tables["liva"]["rows"], tables["liva"]["subject"]), (1, "member"))
        columns = [field["column"] for field in tables["liva"]["fields"]]
        values = dict(zip(columns, tables["liva"]["shown"][0]["values"]))
        self.assertEqual(values, {
            "id": "•••", "name": "K••• Å•••", "personnummer": "1912-••-••",
            "email": "k•••@example.se", "phone": "•••05", "street": "•••", "postal_code": "22•••",
            "city": "Lund", "illness": "•••"})
        field = {"reference": WHY, "system": "liva", "table": "member", "column": "illness"}
        revealed = cia.ask("POST", f"/api/subjects/persons/{handle}/reveals", field)
        self.assertEqual(revealed.json, {"values": [
            {"row": tables["liva"]["shown"][0]["row"], "value": "migrän"}]})
        for change in ({"column": "none"}, {"system": "paper"}, {"table": "none"}):
            answer = cia.ask("POST", f"/api/subjects/persons/{handle}/reveals", field | change)
            self.assertEqual(answer.status, 404, change)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("subjects.shown")), 1)
        self.assertIn(("column", "illness"), [
            pair for entry in self.entries("subjects.revealed")
            for pair in entry["details"].items()])

    def test_a_system_that_is_gone_is_said_and_the_others_are_shown(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        handle = self.only(cia, KARIN)["person"]
        (self.path / "pay.db").unlink()
        shown = self.view(cia, handle).json
        self.assertEqual([table["system"] for table in shown["tables"]], ["liva"])
        self.assertEqual([one["system"] for one in shown["not_reached"]], ["pay"])
        found = self.found(cia, KARIN)
        self.assertEqual(found["searched"], ["liva"])
        self.assertIn("pay", [one["system"] for one in found["not_searched"]])
        self.assertNotIn(str(self.path), self.search(cia, KARIN).text)

    def test_there_is_no_list_of_persons(self):
        self.serve()
        asa = self.signed_in()
        for path in ("/api/subjects", "/api/subjects/persons", "/api/subjects/persons/P-000000"):
            self.assertIn(asa.ask("GET", path).status, (404, 405), path)
        self.assertEqual(self.search(asa).status, 400)
        self.assertEqual(self.view(asa, "P-000000").status, 404)

    def test_the_store_keeps_nothing_readable_of_whom_was_searched(self):
        rows, draw = [], random.Random(7)
        for number in range(200):
            name = " ".join("".join(draw.choices(SYLLABLES, k=3)).title() for _ in range(2))
            mail = "".join(draw.choices(SYLLABLES, k=4))
            rows.append((number, name, None, f"{mail}{number}@example.org",
                         f"070-174 06 {10 + number % 90}", f"{mail.title()}gatan {number}",
                         "903 26", "Umeå", f"illness of {mail}"))
        self.add_system("many", rows)
        self.serve()
        self.limit(searches_an_hour=1_000_000)
        cia = self.signed_in("cia", OTHER)
        began = time.monotonic()
        for number in range(SEARCHES):
            row = rows[number % len(rows)]
            criterion = (f"email: {row[3]}", f"name: {row[1]}", f"phone: {row[4]}",
                         KARIN)[draw.randrange(4)]
            answer = self.search(cia, criterion, reference=f"request of {row[1]}")
            self.assertEqual(answer.status, 200, answer.text)
        took = time.monotonic() - began
        ticks = pathlib.Path(f"/proc/{self.serving.process.pid}/stat").read_text().split()[13:15]
        busy = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        # As it lies on the disk, its log of writes included, and as SQL.
        raw = b"".join(file.read_bytes() for file in (self.path / "data").rglob("*")
                       if file.is_file())
        names = [file.name for file in (self.path / "data").rglob("ombud.db*")]
        self.assertIn("ombud.db-wal", names)
        store = sqlite3.connect(f"file:{self.path / 'data' / 'ombud.db'}?mode=ro", uri=True)
        dump = "\n".join(store.iterdump())
        searches = store.execute("select count(*) from subjects_search").fetchone()[0]
        store.close()
        self.assertEqual(searches, SEARCHES)
        for row in [*rows, (0, "Karin Åberg", KARIN, "karin@example.se", "070-174 06 05",
                            "Kungsgatan 4", "", "", "migrän")]:
            for word in (row[1], *row[1].split(), row[3], row[3].split("@")[0], row[5],
                         row[5].split()[0], row[8], row[1].casefold(), row[4]):
                for form in {word, word.casefold()}:
                    self.assertNotIn(form.encode(), raw, form)
                    self.assertNotIn(form, dump)
        for form in (KARIN, KARIN.replace("-", ""), KARIN[2:], TOVA, "+46701740605"):
            self.assertNotIn(form.encode(), raw, form)
            self.assertNotIn(form, dump)
        # The control: what is readable there is found by the same look.
        self.assertIn(b"subjects.searched", raw)
        self.assertIn("subjects.searched", dump)
        print(f"\n  {SEARCHES} searches in {took:.1f} s, {busy:.1f} s of them worked; "
              f"{len(raw) / 1e6:.1f} MB looked through")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    if "--searches" in sys.argv:
        at = sys.argv.index("--searches")
        SEARCHES = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    unittest.main()
