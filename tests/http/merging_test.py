#!/usr/bin/env python3
"""Activities made one over HTTP, what they must have in common, and back.

    tests/http/merging_test.py PROGRAM [NAME…]
"""

import os
import sys
import unittest
import uuid

import derived_test
import house
from house import OTHER


class MergingTest(derived_test.Derived):
    def merging(self, *numbers, person=None, **asked):
        """What would come of making them one, and each with its version."""
        found = [self.get(f"activity/{number}").json for number in numbers]
        preview = self.post("merges/preview", {"activities": [one["id"] for one in found]} | asked,
                            person)
        return preview, [{"id": one["id"], "version": one["version"]} for one in found]

    def test_activities_with_a_common_purpose_are_made_one_and_back(self):
        names = self.asa.ask("GET", "/api/accounts/names").json["names"]
        given = self.post("activity/B-0002/tasks",
                          {"what": "Ask the bureau", "owner": names[0]["id"]},
                          Idempotency_Key="t0")
        self.assertEqual(given.status, 201, given.text)
        preview, seen = self.merging("B-0001", "B-0002", purpose="Manage staff")
        said = preview.json
        title = self.get("activity/B-0002").json["title"]
        self.assertEqual(said["tasks"], [f"T-0001 Ask the bureau · B-0002 {title}"])
        self.assertEqual((said["refused"], said["open"], said["state"]), ([], False, "in_use"),
                         preview.text)
        self.assertIn("The same area of work: Employees and HR", said["common"])
        matrix = next(one for one in said["fields"] if one["name"] == "matrix")
        self.assertEqual(sum(len(lines) for lines in matrix["of"]), len(matrix["result"]))
        wish = {"activities": seen, "purpose": "Manage staff", "name": "Staff"}
        self.refused(self.post("merges", wish | {"purpose": " "}, Idempotency_Key="m0"), 400,
                     "processing.merge_no_purpose")
        old = [seen[0] | {"version": 1}, seen[1]]
        self.refused(self.post("merges", wish | {"activities": old}, Idempotency_Key="m1"), 409,
                     "records.changed_meanwhile")
        made = self.post("merges", wish, Idempotency_Key="m2")
        self.assertEqual((made.status, made.json["state"], made.json["archived"]),
                         (201, "in_use", 2), made.text)
        one = self.get(f"activity/{made.json['number']}").json
        self.assertEqual(one["fields"]["merged_from"], [of["id"] for of in seen])
        self.assertEqual(one["fields"]["common_purpose"], "Manage staff")
        # From the other end too, with who and why in the history of both.
        for number in ("B-0001", "B-0002"):
            before = self.get(f"activity/{number}").json
            self.assertTrue(before["archived"])
            links = self.get(f"activity/{number}/links").json["links"]
            self.assertIn((made.json["number"], "merged_from"),
                          [(link["number"], link["field"]) for link in links])
            last = self.get(f"activity/{number}/history").json["versions"][0]
            self.assertEqual((last["what"], last["reason"]), ("merged", "Manage staff"))
        undone = self.post(f"activity/changes/{made.json['change']}/undo", {"reason": "not one"},
                           Idempotency_Key="m3")
        self.assertEqual((undone.status, undone.json["changed"]), (200, 3), undone.text)
        self.assertFalse(self.get("activity/B-0001").json["archived"])
        self.assertEqual(self.serving.stop(), 0)
        entry, = self.entries("records.merged")
        self.assertEqual(entry["count"] if "count" in entry else 3, 3)

    def test_activities_without_one_are_refused_and_told_why(self):
        preview, seen = self.merging("B-0001", "B-0003")
        self.assertEqual(len(preview.json["refused"]), 1)
        self.assertIn("GDPR Art. 30(1) and (2)", preview.json["refused"][0])
        made = self.post("merges", {"activities": seen, "purpose": "All"}, Idempotency_Key="r1")
        self.refused(made, 422, "records.not_saved")
        self.assertEqual([fault["key"] for fault in made.json["faults"]],
                         ["processing.merge_roles"])
        self.assertFalse(self.get("activity/B-0001").json["archived"])
        self.refused(self.post("merges/preview", {"activities": [str(uuid.uuid4())]}), 404,
                     "records.unknown")
        cia = self.signed_in("cia", OTHER)
        self.refused(self.merging("B-0001", "B-0002", person=cia)[0], 403, "serve.not_permitted")

    def test_what_they_say_differently_is_chosen_first(self):
        one = self.get("activity/B-0002").json
        copied = one["fields"] | {"name": "Wages", "dpia": "required"}
        copied.pop("dpia_reason", None)
        made = self.asa.ask("POST", "/api/processing/activity", {"fields": copied},
                            Idempotency_Key="c")
        self.assertEqual(made.status, 201, made.text)
        numbers = ("B-0002", made.json["number"])
        line = dict(copied["matrix"][0], necessity="Otherwise")
        edited = self.asa.ask("PUT", f"/api/processing/activity/{made.json['number']}",
                              {"fields": copied | {"matrix": [line]}}, If_Match=made.json["etag"])
        self.assertEqual(edited.status, 200, edited.text)
        preview, seen = self.merging(*numbers, purpose="Pay")
        self.assertTrue(preview.json["open"])
        clash = next(one for one in preview.json["clashes"]
                     if one["path"] == "matrix.0.necessity")
        self.assertEqual([option["from"] for option in clash["options"]], [[n] for n in numbers])
        wish = {"activities": seen, "purpose": "Pay"}
        open_ = self.post("merges", wish, Idempotency_Key="c1")
        self.refused(open_, 422, "records.not_saved")
        self.assertIn("processing.merge_choose", [fault["key"] for fault in open_.json["faults"]])
        choices = {one["path"]: numbers[1] for one in preview.json["clashes"]}
        done = self.post("merges", wish | {"choices": choices}, Idempotency_Key="c2")
        self.assertEqual((done.status, done.json["state"]), (201, "draft"), done.text)
        lines = self.get(f"activity/{done.json['number']}").json["fields"]["matrix"]
        self.assertIn("Otherwise", [line["necessity"] for line in lines])


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
