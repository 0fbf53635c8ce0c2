#!/usr/bin/env python3
"""Fields that an organisation adds to its records: in the form, the table and the export, kept when
they are retired, and unknown to every other organisation of the installation.

    tests/http/own_fields_test.py PROGRAM [NAME…]
"""

import itertools
import os
import sys
import unittest

import house
import organisations_test

LIST = {"descending": False, "archived": False, "limit": 50}


class OwnFieldsTest(organisations_test.Two):
    def setUp(self):
        super().setUp()
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()

    def post(self, path, body, person=None):
        return (person or self.asa).ask("POST", f"/api/processing/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}")

    def made(self, kind, person=None, **fields):
        answer = self.post(kind, {"fields": fields}, person)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def moved(self, record, move):
        answer = self.asa.ask(
            "POST", f"/api/processing/{record['kind']}/{record['number']}/moves",
            {"move": move, "reason": "as agreed"}, If_Match=record["etag"],
            Idempotency_Key=f"k{next(self.counted)}")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def put(self, record, **fields):
        return self.asa.ask("PUT", f"/api/processing/{record['kind']}/{record['number']}",
                            {"fields": fields}, If_Match=record["etag"])

    def fields_of(self, kind, person=None):
        kinds = (person or self.asa).ask("GET", "/api/processing/kinds").json["kinds"]
        found = next(one for one in kinds if one["kind"] == kind)
        return {field["name"]: field for field in found["fields"]}

    def test_a_field_is_asked_for_found_by_and_kept_when_it_is_retired(self):
        before = self.made("unit", name="Kansliet", type="department")
        draft = self.made("own_field", name="Kostnadsställe", record_kind="unit", type="choice",
                          choices=["100 Norr", "200 Syd"], help="Ur ekonomisystemet")
        self.assertTrue(self.fields_of("unit")["own_1"]["retired"])
        field = self.moved(draft, "start")
        asked = self.fields_of("unit")["own_1"]
        self.assertEqual((asked["label"], asked["type"], asked["retired"], asked["help"]),
                         ("Kostnadsställe", "choice", False, "Ur ekonomisystemet"))
        self.assertNotIn("own_1", self.fields_of("activity"))
        south = self.made("unit", name="Sydklubben", type="club", own_1="200 Syd")
        self.assertEqual(south["fields"]["own_1"], "200 Syd")
        found = self.post("unit/lists", LIST | {"values": {"own_1": ["200 Syd"]}}).json
        self.assertEqual([one["title"] for one in found["records"]], ["Sydklubben"])
        ordered = self.post("unit/lists", LIST | {"order": "own_1"}).json
        self.assertEqual([one["title"] for one in ordered["records"]], ["Sydklubben", "Kansliet"])
        wrong = self.put(before, name="Kansliet", type="department", own_1="300 Väst")
        self.assertEqual((wrong.status, wrong.json["faults"][0]["label"]), (422, "Kostnadsställe"))
        table = self.post("unit/exports", {"descending": False, "archived": False, "format": "csv"})
        self.assertIn("Kostnadsställe", table.text.splitlines()[0])
        self.assertIn("200 Syd", table.text)
        fixed = self.put(field, name="Kostnadsställe", record_kind="activity", type="text")
        self.assertEqual(sorted(one["path"] for one in fixed.json["faults"]),
                         ["record_kind", "type"], fixed.text)
        self.moved(field, "retire")
        renamed = self.put(south, name="Söderklubben", type="club", own_1="200 Syd")
        self.assertEqual((renamed.status, renamed.json["fields"]["own_1"]), (200, "200 Syd"))
        refused = self.post("unit", {"fields": {"name": "Ny", "type": "club", "own_1": "200 Syd"}})
        self.assertEqual([one["key"] for one in refused.json["faults"]], ["records.is_retired"])

    def test_another_organisation_has_none_of_it(self):
        self.moved(self.made("own_field", name="Kostnadsställe", record_kind="unit", type="text"),
                   "start")
        olga = self.signed_in("olga", house.OTHER)
        self.assertNotIn("own_1", self.fields_of("unit", olga))
        refused = self.post("unit", {"fields": {"name": "Skole", "type": "club", "own_1": "7"}},
                            olga)
        self.assertEqual([one["key"] for one in refused.json["faults"]], ["records.no_such_field"])
        self.made("unit", olga, name="Skole", type="club")
        self.assertIn("own_1", self.fields_of("unit"))

    def test_a_program_beside_the_server_sees_them_at_once(self):
        self.moved(self.made("own_field", name="Cost centre", record_kind="unit", type="integer"),
                   "start")
        self.assertIn("own_1", self.ombud("records", "fields", "unit"))
        path = str(self.path / "unit.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write('{"name": "Office", "type": "department", "own_1": 4711}')
        self.ombud("records", "add", "unit", "--file", path)
        self.assertIn("4\xa0711", self.ombud("records", "show", "unit", "U-0001"))


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
