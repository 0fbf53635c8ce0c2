#!/usr/bin/env python3
"""Systems put together by how they work, what they hold and on which legal basis: over HTTP, as a
file and on the command line.

    tests/http/derived_grouped_test.py PROGRAM [NAME…]
"""

import json
import os
import sys
import unittest

import house
from derived_test import ASKED, Derived


class DerivedGroupedTest(Derived):
    def put(self, by, language="en"):
        listed = self.listed("systems", language, grouped_by=by)
        return [(line["group"], line["about"]["text"]) for line in listed["lines"]]

    def test_systems_stand_together_by_type_data_and_legal_basis(self):
        self.assertEqual({line["group"] for line in self.listed("systems")["lines"]}, {""})
        self.assertIn(("E-mail, Outlook or Gmail", "CloudMail"), self.put("type"))
        self.assertIn(("E-mail, Outlook eller Gmail", "CloudMail"), self.put("type", "da"))
        data = self.put("data")
        self.assertIn(("Ansøgning og CV", "CloudMail"), data)
        self.assertIn(("Kontaktoplysninger", "CloudMail"), data)
        # Of whom no activity says what it holds stands last.
        self.assertEqual(data[-1], ("Not stated", "Gammelt fællesdrev"))
        self.assertEqual({system for group, system in self.put("class") if "Special" in group},
                         {"Lønsystemet"})
        basis = self.put("basis")
        self.assertIn(("Contract, or steps before one (b)", "CloudMail"), basis)
        self.assertIn(("On a customer's behalf, on the customer's legal basis", "Lønsystemet"),
                      basis)

    def test_what_is_no_grouping_is_refused(self):
        asked = ASKED | {"from": 0, "limit": 50}
        for name, by in (("systems", "colour"), ("recipients", "type")):
            self.refused(self.post(f"lists/{name}", asked | {"grouped_by": by}), 400,
                         "processing.no_such_grouping")

    def test_a_file_says_the_groups_too(self):
        asked = ASKED | {"language": "en", "grouped_by": "type"}
        csv = self.post("lists/systems/files", asked | {"format": "csv"}).bytes.decode("utf-8-sig")
        self.assertTrue(csv.startswith('"Group";"System or place"'), csv[:100])
        self.assertIn('"E-mail, Outlook or Gmail";"S-0002 CloudMail"', csv)
        html = self.post("lists/systems/files", asked | {"format": "html"}).text
        self.assertLess(html.index("E-mail, Outlook or Gmail"), html.index("S-0002 CloudMail"))

    def test_the_command_line_puts_them_together(self):
        self.assertEqual(self.serving.stop(), 0)
        lines = json.loads(self.ombud("processing", "systems", "--by", "type", "--json"))["lines"]
        self.assertIn(("E-mail, Outlook or Gmail", "CloudMail"),
                      [(line["group"], line["about"]["text"]) for line in lines])
        self.assertIn("== E-mail, Outlook or Gmail\n",
                      self.ombud("processing", "systems", "--by", "type"))


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
