#!/usr/bin/env python3
"""What follows from the record, for whoever has a role for one unit only: scores, pictures, lists
and the authority's package say nothing of what belongs to others.

    tests/http/derived_limits_test.py PROGRAM [NAME…]
"""

import io
import json
import os
import sys
import unittest
import zipfile

import derived_test
import house
from derived_test import ASKED
from house import OTHER

OTHERS = ("Rekruttering", "Løn og sygefravær", "Fotos på hjemmesiden", "Lønsystemet",
          "Ringbind i personalekontoret", "Personaleafdelingen")


class DerivedLimitsTest(derived_test.Derived):
    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "per", "--role", "approver", "--unit", "U-0003",
                   OMBUD_NEW_PASSWORD=OTHER)
        self.per = self.signed_in("per", OTHER)

    def hides(self, text):
        for title in OTHERS:
            self.assertNotIn(title, text)

    def plain(self, answer):
        self.assertEqual(answer.status, 200, answer.text)
        return json.dumps(answer.json, ensure_ascii=False)

    def test_whoever_sees_all_is_told_of_them(self):
        said = self.plain(self.get("completeness")) + self.plain(self.get("flows"))
        said += json.dumps(self.listed("systems"), ensure_ascii=False)
        for title in OTHERS[:-1]:
            self.assertIn(title, said)

    def test_scores_are_of_ones_own_activities(self):
        scores = self.get("completeness", self.per)
        self.hides(self.plain(scores))
        self.assertEqual((scores.json["activities"], scores.json["count"]), (1, 1))
        self.assertEqual([one["number"] for one in scores.json["lines"]], ["B-0003"])
        self.hides(self.plain(self.get("completeness/B-0003", self.per)))

    def test_pictures_show_ones_own_alone(self):
        for path in ("flows", "flows/B-0003"):
            self.hides(self.plain(self.get(path, self.per)))
        asked = {"format": "html", "language": "da"}
        picture = self.post("flows/files", asked, self.per)
        self.assertEqual(picture.status, 200, picture.text)
        self.hides(picture.text)

    def test_others_are_unknown(self):
        for path in ("completeness/B-0001", "completeness?unit=U-0002", "flows/B-0001",
                     "flows?unit=U-0002"):
            self.refused(self.get(path, self.per), 404, "records.unknown")

    def test_lists_and_their_files_hold_ones_own_and_what_is_everybodys(self):
        for name in ("systems", "recipients", "persons", "countries"):
            asked = self.post(f"lists/{name}", ASKED | {"from": 0, "limit": 50}, self.per)
            self.hides(self.plain(asked))
            file = self.post(f"lists/{name}/files", ASKED | {"format": "csv", "language": "da"},
                             self.per)
            self.assertEqual(file.status, 200, file.text)
            self.hides(file.text)
        systems = self.post("lists/systems", ASKED | {"from": 0, "limit": 50}, self.per).json
        self.assertEqual({line["about"]["number"] for line in systems["lines"]},
                         {"S-0002", "S-0004"})

    def test_the_package_is_of_ones_own_records(self):
        package = self.packaged(self.per, drafts=True, with_secret=True)
        self.assertEqual(package.status, 200, package.text[:500])
        archive = zipfile.ZipFile(io.BytesIO(package.bytes))
        graph = json.loads(archive.read("record.jsonld"))["@graph"]
        self.hides(json.dumps(graph, ensure_ascii=False))
        self.assertEqual({node["@id"] for node in graph if node["@id"].startswith("B-")},
                         {"B-0003"})
        self.hides(self.text_of(archive.read("record.pdf")))
        self.refused(self.packaged(self.per, units=["U-0002"]), 404, "records.unknown")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
