#!/usr/bin/env python3
"""A person searched for over HTTP: what is answered, what is refused, what is noticed, and that the
store keeps nothing of it readable.

    tests/http/persons_test.py PROGRAM [--searches 1000] [NAME…]
"""

import datetime
import os
import pathlib
import random
import sqlite3
import sys
import time
import unittest

import house
from house import OTHER

SEARCHES = 1000
WHY = "request 2026-14"
# Official test numbers (Skatteverket).
KARIN, TOVA = "19121212-1212", "19910703-2386"
MAP = """\
format: ombud-data-map-1
system: {name}
tables:
  member:
    holds: person
    subject: member
    delete_rows: true
    fields:
      id: {{category: person_ref, class: ordinary, erase: keep, because: "the key of the row"}}
      name: {{category: name, part: full, class: ordinary, identifies: true, erase: set_null}}
      personnummer: {{category: national_id, class: national_id, identifies: true, erase: set_null}}
      email: {{category: email, class: ordinary, identifies: true, erase: set_null}}
      phone: {{category: phone, class: ordinary, identifies: true, erase: set_null}}
      street: {{category: postal_address, part: street, class: ordinary, erase: set_null}}
      postal_code: {{category: postal_address, part: postal_code, class: ordinary, erase: set_null}}
      city: {{category: postal_address, part: city, class: ordinary, erase: set_null}}
      illness: {{category: health, class: special, erase: set_null}}
"""
SYLLABLES = ["ka", "rin", "to", "va", "bo", "el", "sa", "mi", "ra", "lin", "os", "kar", "ju", "ne"]


class PersonsTest(house.House):
    def setUp(self):
        super().setUp()
        self.add_system("liva", [
            (1, "Karin Åberg", KARIN, "karin@example.se", "070-174 06 05", "Kungsgatan 4",
             "223 50", "Lund", "migrän"),
            (2, "Tova Lindqvist", TOVA, "tova@example.se", "070-174 06 10", "Storgatan 1",
             "903 26", "Umeå", None),
            (3, "Karin Åberg", None, None, "070-174 06 15", "Nygatan 9", "903 26", "Umeå", None)])
        self.add_system("pay", [
            (41, "Karin Åberg", KARIN, None, None, None, None, None, None)])
        self.ombud("system", "add", "paper", "--url", "manual:")

    def add_system(self, name, rows):
        file = self.path / f"{name}.db"
        database = sqlite3.connect(file)
        database.execute("create table member (id integer primary key, name text, "
                         "personnummer text, email text, phone text, street text, "
                         "postal_code text, city text, illness text)")
        database.executemany("insert into member values (?,?,?,?,?,?,?,?,?)", rows)
        database.commit()
        database.close()
        self.ombud("system", "add", name, "--url", f"sqlite:{file}")
        written = self.path / f"{name}.yaml"
        written.write_text(MAP.format(name=name))
        self.ombud("datamap", "confirm", name, "--file", str(written))

    def search(self, person, *criteria, reference=WHY):
        return person.ask("POST", "/api/subjects/searches",
                          {"reference": reference, "criteria": list(criteria)})

    def found(self, person, *criteria):
        answer = self.search(person, *criteria)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def only(self, person, *criteria):
        persons = self.found(person, *criteria)["persons"]
        self.assertEqual(len(persons), 1, persons)
        return persons[0]

    def view(self, person, handle):
        return person.ask("POST", f"/api/subjects/persons/{handle}/views", {"reference": WHY})

    def limit(self, **changes):
        """As the data protection officer sets it."""
        bo = self.signed_in("bo", OTHER)
        wanted = bo.ask("GET", "/api/subjects/limits").json | changes
        answer = bo.ask("PUT", "/api/subjects/limits", wanted)
        self.assertEqual(answer.status, 204, answer.text)
        return bo

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

    def test_more_searches_than_the_limit_wait_and_that_is_in_the_log(self):
        self.serve()
        bo = self.limit(searches_an_hour=2)
        cia = self.signed_in("cia", OTHER)
        for _ in range(2):
            self.assertEqual(self.search(cia, KARIN).status, 200)
        refused = self.search(cia, KARIN)
        self.assertEqual((refused.status, refused.json["key"]),
                         (429, "subjects.too_many_searches"))
        self.assertLessEqual(3500, int(refused.headers["Retry-After"]))
        self.assertEqual(self.search(self.signed_in(), KARIN).status, 200)  # Åsa has her own.
        for wrong in ({"searches_an_hour": 0}, {"first_hour": 9, "last_hour": 9}):
            wanted = bo.ask("GET", "/api/subjects/limits").json | wrong
            self.assertEqual(bo.ask("PUT", "/api/subjects/limits", wanted).status, 400, wrong)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("subjects.search_limited")), 1)
        self.assertEqual(len(self.entries("subjects.limits_set")), 1)

    def test_searches_of_oneself_and_of_colleagues_are_noticed_explained_and_reviewed(self):
        self.serve()
        bo = self.limit(first_hour=0, last_hour=24, free_days=True, searches_without_action=3)
        cia, asa = self.signed_in("cia", OTHER), self.signed_in()
        own = {"name": "Cia Lindqvist", "national_id": KARIN, "street": "Storgatan 1 ",
               "postal_code": "90326"}
        self.assertEqual(cia.ask("PUT", "/api/subjects/own-identifiers", own).status, 204)
        self.assertEqual(cia.ask("GET", "/api/subjects/own-identifiers").json["known"],
                         ["address", "name", "national_id", "surname"])
        bad = {"national_id": "1234"}
        self.assertEqual(cia.ask("PUT", "/api/subjects/own-identifiers", bad).status, 400)
        kinds = lambda answer: sorted(one["kind"] for one in answer["alarms"])
        # By what was typed even where nothing is found, and by what was found.
        self.assertEqual(kinds(self.found(cia, KARIN)), ["self"])
        self.assertEqual(kinds(self.found(cia, "email: karin@example.se")), ["self"])
        self.assertEqual(kinds(self.found(cia, TOVA)), ["address", "surname"])
        self.assertEqual(kinds(self.found(asa, KARIN)), ["colleague"])
        self.assertEqual(kinds(self.found(asa, TOVA)), [])
        self.assertEqual(kinds(self.found(cia, "email: nobody@example.se")), ["without_action"])
        self.assertEqual(kinds(self.found(cia, "email: nobody@example.se")), [])

        mine = cia.ask("GET", "/api/subjects/own-alarms").json["alarms"]
        self.assertEqual(sorted(one["kind"] for one in mine),
                         ["address", "self", "self", "surname", "without_action"])
        explained = mine[-1]["alarm"]
        path = f"/api/subjects/alarms/{explained}"
        self.assertEqual(asa.ask("POST", f"{path}/explanation", {"text": "not mine"},
                                 Idempotency_Key="a").status, 404)
        self.assertEqual(cia.ask("POST", f"{path}/explanation", {"text": "A test of my own data."},
                                 Idempotency_Key="a").status, 204)
        self.assertEqual(len(cia.ask("GET", "/api/subjects/own-alarms").json["alarms"]), 4)
        self.assertEqual(cia.ask("GET", "/api/subjects/alarms").status, 403)

        waiting = bo.ask("GET", "/api/subjects/alarms").json["alarms"]
        self.assertEqual(len(waiting), 6)
        seen = next(one for one in waiting if one["alarm"] == explained)
        self.assertEqual((seen["account"], seen["explanation"], seen["reference"]),
                         ("cia", "A test of my own data.", WHY))
        verdict = {"verdict": "in_order", "note": "Agreed beforehand."}
        self.assertEqual(bo.ask("POST", f"{path}/review", verdict, Idempotency_Key="r").status, 204)
        self.assertEqual(bo.ask("POST", f"{path}/review", verdict, Idempotency_Key="s").status, 409)
        self.assertEqual(cia.ask("POST", f"{path}/explanation", {"text": "late"},
                                 Idempotency_Key="t").status, 409)
        self.assertEqual(len(bo.ask("GET", "/api/subjects/alarms").json["alarms"]), 5)
        self.assertEqual(len(bo.ask("GET", "/api/subjects/alarms?reviewed=yes").json["alarms"]), 6)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("subjects.alarm")), 6)
        self.assertEqual(len(self.entries("subjects.alarm_reviewed")), 1)
        self.assertEqual(len(self.entries("subjects.alarms_listed")), 3)

    def test_a_search_that_led_to_a_plan_is_none_without_action(self):
        self.serve()
        self.limit(first_hour=0, last_hour=24, free_days=True, searches_without_action=2)
        asa = self.signed_in()
        for _ in range(2):
            handle = self.only(asa, KARIN)["person"]
        self.ombud("holds", "set", "--person", handle, "--reason", "claim in court", "--review",
                   "2099-01-01", "--as", "asa", OMBUD_PASSWORD=house.PASSWORD)
        self.assertEqual(self.found(asa, KARIN)["alarms"], [])
        shown = self.view(asa, handle).json
        self.assertEqual([hold["reason"] for hold in shown["holds"]], ["claim in court"])

    def test_outside_working_hours_somebody_is_told_once_a_day(self):
        self.serve()
        hour = datetime.datetime.now(datetime.timezone.utc).hour
        early = hour > 12  # A window of an hour that is surely not now.
        self.limit(first_hour=3 if early else 20, last_hour=4 if early else 21)
        cia = self.signed_in("cia", OTHER)
        self.assertEqual([one["kind"] for one in self.found(cia, TOVA)["alarms"]],
                         ["out_of_hours"])
        self.assertEqual(self.found(cia, TOVA)["alarms"], [])

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
        print(f"\n  {SEARCHES} searches in {took:.1f} s, {len(raw) / 1e6:.1f} MB looked through")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    if "--searches" in sys.argv:
        at = sys.argv.index("--searches")
        SEARCHES = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    unittest.main()
