#!/usr/bin/env python3
"""What follows from the record over HTTP: scores with where each missing thing is mended, lists,
pictures; each as a file too, with its entry in the log; and whoever may not.

    tests/http/derived_test.py PROGRAM [NAME…]
"""

import io
import itertools
import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest
import zipfile

import house
from house import OTHER

RECORD = pathlib.Path(__file__).parents[1] / "record" / "municipality.json"
ASKED = {"lacking": False, "abroad": False, "special": False}


class DerivedTest(house.House):
    filled = None

    def furnish(self):
        """The record is written once, by the commands, and copied for each test."""
        if DerivedTest.filled is None:
            super().furnish()
            for one in json.loads(RECORD.read_text()):
                file = self.path / "record.json"
                file.write_text(json.dumps(one["fields"]))
                made = json.loads(self.ombud("records", "add", one["kind"], "--file", str(file),
                                             "--json"))
                if "move" in one:
                    self.ombud("records", "move", one["kind"], made["number"], one["move"])
            DerivedTest.filled = tempfile.TemporaryDirectory(prefix="ombud-derived-")
            shutil.copytree(self.path / "data", DerivedTest.filled.name + "/data")
            return
        shutil.copytree(DerivedTest.filled.name + "/data", self.path / "data")

    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "lisa", "--role", "list_user", OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()

    def get(self, path, person=None, **headers):
        return (person or self.asa).ask("GET", f"/api/processing/{path}", **headers)

    def post(self, path, body, person=None, **headers):
        return (person or self.asa).ask("POST", f"/api/processing/{path}", body, **headers)

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def listed(self, name, language="en", **asked):
        answer = self.post(f"lists/{name}", ASKED | {"from": 0, "limit": 50} | asked,
                           Accept_Language=language)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    @staticmethod
    def cell(listed, about, column):
        line = next(one for one in listed["lines"] if one["about"]["text"] == about)
        return [piece["text"] for piece in line["cells"][listed["columns"].index(column) - 1]]

    def test_scores_of_all_come_with_most_missing_first(self):
        whole = self.get("completeness").json
        self.assertEqual((whole["activities"], whole["count"], whole["next"]), (4, 4, None))
        self.assertEqual(whole["lines"][0]["number"], "B-0004")
        self.assertGreater(whole["lines"][0]["missing"], whole["lines"][-1]["missing"])
        self.assertEqual({one["score"] for one in whole["points"]},
                         {"eight_points", "article_30_1", "article_30_2"})
        for one in whole["points"]:
            of = {"eight_points": 4, "article_30_1": 3, "article_30_2": 1}[one["score"]]
            self.assertEqual(one["of"], of)
        page = self.get("completeness?limit=3").json
        self.assertEqual(len(page["lines"]), 3)
        rest = self.get(f"completeness?limit=3&cursor={page['next']}").json
        self.assertEqual([one["number"] for one in page["lines"] + rest["lines"]],
                         [one["number"] for one in whole["lines"]])
        self.refused(self.get("completeness?cursor=xyz"), 400, "http.bad_cursor")
        unit = self.get("completeness?unit=U-0003").json
        self.assertEqual([one["number"] for one in unit["lines"]], ["B-0003"])
        self.refused(self.get("completeness?unit=U-0099"), 404, "records.unknown")

    def test_what_is_missing_says_in_which_record_it_is_mended(self):
        one = self.get("completeness/B-0004", Accept_Language="da").json
        where = {missing["key"]: (missing["number"], missing["at"])
                 for score in one["scores"] for point in score["points"]
                 for missing in point["missing"]}
        self.assertEqual(where["processing.no_purpose"], ("B-0004", "purposes"))
        self.assertEqual(one["scores"][0]["points"][1]["subject"], "Formål")
        # Its customer's address is missing at the customer.
        party = self.get("activity/B-0003").json["links"]
        customer = next(link for link in party.values() if link["kind"] == "party")
        record = self.asa.ask("GET", f"/api/parties/party/{customer['number']}").json
        fields = {name: value for name, value in record["fields"].items() if name != "email"}
        self.asa.ask("PUT", f"/api/parties/party/{customer['number']}", {"fields": fields},
                     If_Match=record["etag"])
        one = self.get("completeness/B-0003").json
        missing = [missing for point in one["scores"][1]["points"] for missing in point["missing"]]
        self.assertEqual([(m["room"], m["kind"], m["number"], m["at"]) for m in missing],
                         [("parties", "party", "P-0005", "email")])
        self.refused(self.get("completeness/B-0099"), 404, "records.unknown")

    def test_a_system_says_what_it_holds_and_why_and_whose_nobody_says(self):
        systems = self.listed("systems", "da")
        self.assertEqual(systems["count"], 4)
        self.assertEqual(self.cell(systems, "Lønsystemet", "Hvis oplysninger"),
                         ["Medarbejdere", "Elever"])
        self.assertEqual(self.cell(systems, "CloudMail", "Lande"), ["Irland", "USA (tredjeland)"])
        lacking = self.listed("systems", lacking=True)
        self.assertEqual([line["about"]["number"] for line in lacking["lines"]], ["S-0004"])
        abroad = self.listed("systems", abroad=True)
        self.assertEqual([line["about"]["number"] for line in abroad["lines"]], ["S-0002"])
        special = self.listed("systems", special=True)
        self.assertEqual([line["about"]["number"] for line in special["lines"]], ["S-0001"])
        found = self.listed("systems", search="cloudmail inc")
        self.assertEqual([line["about"]["number"] for line in found["lines"]], ["S-0002"])
        page = self.listed("systems", **{"from": 3, "limit": 2})
        self.assertEqual((page["count"], len(page["lines"])), (4, 1))

    def test_recipients_say_which_agreement_and_which_safeguard_they_lack(self):
        recipients = self.listed("recipients", "en")
        self.assertEqual(self.cell(recipients, "CloudMail Inc.", "Agreement"),
                         ["there is no agreement, and no reason why none is needed."])
        self.assertIn("it does not hold", self.cell(recipients, "Molnet ApS", "Agreement")[0])
        self.assertEqual(self.cell(recipients, "Skattestyrelsen", "Agreement"), [])
        self.assertEqual(self.cell(recipients, "Pensionskasser", "Gets it as"),
                         ["Controller of its own (from 2027-01-01)"])
        self.assertEqual(self.cell(recipients, "Skattestyrelsen", "Which data")[-1],
                         "Løn og kontonummer (Confidential)")
        countries = self.listed("countries", abroad=True)
        self.assertEqual([line["about"]["text"] for line in countries["lines"]], ["United States"])
        persons = self.listed("persons")
        self.assertEqual(self.cell(persons, "Ansøgere", "Recipients"), ["CloudMail Inc."])
        self.refused(self.post("lists/boats", ASKED | {"from": 0, "limit": 1}), 404,
                     "processing.no_such_list")
        self.refused(self.post("lists/systems", ASKED | {"from": 0, "limit": 0}), 400,
                     "http.bad_limit")
        self.refused(self.post("lists/systems", ASKED | {"from": -1, "limit": 1}), 400,
                     "http.bad_cursor")

    def test_a_list_is_taken_along_in_any_format_and_the_log_says_so(self):
        asked = ASKED | {"language": "nb"}
        for format, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("docx", b"PK"),
                               ("html", b"<!doctype"), ("csv", b"\xef\xbb\xbf")):
            answer = self.post("lists/recipients/files", asked | {"format": format})
            self.assertEqual(answer.status, 200, answer.text[:300])
            self.assertTrue(answer.bytes.startswith(begins), answer.bytes[:20])
        sheet = zipfile.ZipFile(io.BytesIO(self.post(
            "lists/systems/files", asked | {"format": "xlsx", "lacking": True}).bytes))
        cells = b"".join(sheet.read(name) for name in sheet.namelist() if "sheet" in name)
        self.assertIn("Gammelt fællesdrev".encode(), cells)
        self.assertNotIn("Lønsystemet".encode(), cells)
        self.refused(self.post("lists/systems/files", asked | {"format": "odt"}), 400,
                     "processing.no_such_format")
        self.refused(self.post("lists/systems/files", ASKED | {"format": "pdf", "language": "xx"}),
                     400, "base.unknown_language")
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("processing.exported")), 6)

    def test_the_picture_has_every_way_and_says_it_in_words(self):
        one = self.get("flows/B-0001", Accept_Language="da").json
        titles = {(node["layer"], node["title"]) for node in one["nodes"]}
        self.assertLessEqual({("persons", "Ansøgere"), ("sources", "Referencer"),
                              ("systems", "CloudMail"), ("parties", "CloudMail Inc."),
                              ("countries", "USA")}, titles)
        self.assertEqual({node["title"] for node in one["nodes"] if node["stands_out"]},
                         {"CloudMail Inc.", "USA"})
        for edge in one["edges"]:
            self.assertLess(edge["points"][0][0], edge["points"][-1][0])
            ways = set(one["nodes"][edge["from"]]["ways"]) & set(one["nodes"][edge["to"]]["ways"])
            self.assertLessEqual(set(edge["ways"]), ways)
        self.assertTrue(any("Referencer → Ringbind" in line for line in one["text"]), one["text"])
        whole = self.get("flows").json
        planned = {(whole["nodes"][edge["from"]]["title"], whole["nodes"][edge["to"]]["title"])
                   for edge in whole["edges"] if edge["planned"]}
        self.assertIn(("Lønsystemet", "Pensionskasser"), planned)
        unit = self.get("flows?unit=U-0003").json
        self.assertEqual({node["title"] for node in unit["nodes"] if node["layer"] == "persons"},
                         {"Elever"})
        self.refused(self.get("flows/B-0099"), 404, "records.unknown")
        answer = self.post("flows/files", {"number": "B-0001", "format": "pdf", "language": "sv"})
        self.assertTrue(answer.bytes.startswith(b"%PDF"))
        page = self.post("flows/files", {"format": "html", "language": "sv"})
        self.assertIn("<svg", page.text)
        self.refused(self.post("flows/files", {"format": "csv", "language": "sv"}), 400,
                     "processing.no_picture_format")

    def test_who_may_not_read_the_record_gets_nothing_that_follows_from_it(self):
        lisa = self.signed_in("lisa", OTHER)
        for answer in (self.get("completeness", lisa), self.get("completeness/B-0001", lisa),
                       self.get("flows", lisa), self.get("flows/B-0001", lisa),
                       self.post("lists/systems", ASKED | {"from": 0, "limit": 1}, lisa),
                       self.post("lists/systems/files",
                                 ASKED | {"format": "pdf", "language": "sv"}, lisa),
                       self.post("flows/files", {"format": "pdf", "language": "sv"}, lisa)):
            self.refused(answer, 403, "serve.not_permitted")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
