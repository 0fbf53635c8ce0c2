#!/usr/bin/env python3
"""Packs over HTTP: which there are, questions answered one after the other, taken over, taken back,
and how far the record is.

    tests/http/packs_test.py PROGRAM [NAME…]
"""

import itertools
import os
import sys
import unittest

import house
from house import OTHER

SMALL = {"company": "Havsbris AB", "address": "Storgatan 1, 111 22 Exempelstad",
         "email": "info@havsbris.example", "dpo": "not_required", "employs": False,
         "customers": "both", "website": True, "web_supplier": "Webbhotellet", "webshop": True,
         "newsletter": True, "newsletter_supplier": "Brevduvan", "accounting_system": "Kontot",
         "accounting_supplier": "Kontot AB", "mail_system": "Posten", "mail_supplier": "Post AB",
         "it_country": "SE", "paper": False, "third_countries": False,
         "ways_in": ["email", "web_form"], "measures": ["backup", "procedures"]}


class PacksTest(house.House):
    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "eva", "--role", "approver", OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()

    def post(self, path, body, person=None):
        return (person or self.asa).ask("POST", f"/api/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}")

    def get(self, path):
        answer = self.asa.ask("GET", f"/api/{path}")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def answer(self, question, answers, country="se"):
        return self.post("packs/small-company/answers",
                         {"language": "sv", "country": country, "question": question,
                          "answers": answers})

    def test_whoever_begins_sees_the_questions_in_his_language_and_his_organisations_name(self):
        packs = {pack["pack"]: pack for pack in self.get("packs")["packs"]}
        self.assertEqual(packs["small-company"]["applied_version"], 0)
        self.assertNotIn("common", packs)
        shown = self.asa.ask("GET", "/api/packs/small-company", Accept_Language="da").json
        self.assertEqual(len(shown["questions"]), 10)
        self.assertEqual(shown["questions"][0]["title"], "Hvem er I?")
        self.assertTrue(shown["answered"]["answers"]["company"])

    def test_an_answer_is_kept_and_what_its_question_lacks_is_said(self):
        refused = self.answer("company", {"company": "Havsbris AB"})
        self.assertEqual(refused.status, 422, refused.text)
        self.assertEqual({fault["path"] for fault in refused.json["faults"]}, {"address", "email"})
        some = {name: SMALL[name] for name in ("company", "address", "email")}
        self.assertEqual(self.answer("company", some).status, 200)
        self.assertEqual(self.get("packs/small-company")["answered"]["answers"], some)
        self.assertEqual(self.answer("company", some | {"shoe": 1}).status, 422)
        nowhere = self.answer("company", some, country="fr")
        self.assertEqual((nowhere.status, nowhere.json["key"]), (400, "packs.no_such_country"))
        unknown = self.post("packs/nothing/application", {})
        self.assertEqual((unknown.status, unknown.json["key"]), (404, "packs.no_such_pack"))

    def test_answered_questions_become_activities_that_lack_nothing(self):
        early = self.post("packs/small-company/application", {})
        self.assertEqual(early.status, 422, early.text)
        self.assertEqual(self.answer("measures", SMALL).status, 200)
        planned = self.get("packs/small-company/plan")["lines"]
        self.assertEqual({line["step"] for line in planned}, {"made"})
        self.assertEqual(self.get("packs/small-company/progress")["count"], 0)
        applied = self.post("packs/small-company/application", {})
        self.assertEqual(applied.status, 200, applied.text)
        self.assertEqual(applied.json["records"], len(planned))
        progress = self.get("packs/small-company/progress")
        self.assertEqual((progress["count"], progress["complete"]), (11, 11))
        for activity in progress["activities"]:
            self.assertEqual((activity["missing"], activity["points"]), ([], 8), activity["title"])
        self.assertTrue(any(activity["notes"] for activity in progress["activities"]))
        paper = self.post("processing/documents", {"format": "pdf", "language": "nb"})
        self.assertEqual((paper.status, paper.headers["Content-Type"]), (200, "application/pdf"))
        again = self.post("packs/small-company/application", {}).json
        self.assertEqual((again["change"], again["records"]), (None, 0))
        undone = self.post(f"processing/activity/changes/{applied.json['change']}/undo",
                           {"reason": "fel paket"})
        self.assertEqual(undone.json["changed"], applied.json["records"], undone.text)
        self.assertEqual(self.get("packs/small-company/progress")["count"], 0)

    def test_all_that_it_proposes_comes_into_use_at_once_but_what_only_the_organisation_knows(self):
        self.assertEqual(self.answer("measures", SMALL).status, 200)
        self.assertEqual(self.post("packs/small-company/application", {}).status, 200)
        # Only the organisation knows which interest weighs more: those wait for their answer.
        started = self.post("processing/starts", {"reason": "looked through"})
        self.assertEqual(len(started.json["started"]) + len(started.json["left"]), 11)
        self.assertTrue(started.json["left"])
        for left in started.json["left"]:
            self.assertTrue(any(".balance" in why["path"] for why in left["why"]), left)
        self.assertEqual([activity["number"] for activity in
                          self.get("packs/small-company/progress")["activities"]
                          if activity["state"] == "draft"],
                         [left["number"] for left in started.json["left"]])
        back = self.post(f"processing/activity/changes/{started.json['change']}/undo",
                         {"reason": "too early"})
        self.assertEqual(back.json["changed"], len(started.json["started"]), back.text)

    def test_every_way_in_is_gone_through_and_says_which_activities_it_leads_to(self):
        self.assertEqual(self.answer("measures", SMALL).status, 200)
        empty = self.get("packs/small-company/progress")["ways"]
        self.assertEqual({way["way"] for way in empty if way["used"]}, set())
        self.assertIn("in_person", [way["way"] for way in empty])
        self.post("packs/small-company/application", {})
        ways = {way["way"]: way for way in self.get("packs/small-company/progress")["ways"]}
        self.assertTrue(ways["email"]["used"])
        self.assertEqual(ways["cookies"]["label"], "Cookies and use of web pages")
        self.assertEqual(len(ways), len(empty))

    def test_whoever_may_not_edit_does_not_take_over(self):
        eva = self.signed_in("eva", OTHER)
        self.assertEqual(eva.ask("GET", "/api/packs").status, 200)
        refused = self.post("packs/small-company/application", {}, eva)
        self.assertEqual(refused.status, 403, refused.text)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
