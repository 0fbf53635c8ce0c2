#!/usr/bin/env python3
"""Who looks at persons is looked at: searches that stand out, how often one may search, the log
opened for a reason, and its monthly review.

    tests/http/noticed_test.py PROGRAM [NAME…]
"""

import datetime
import json
import os
import sys
import unittest

import house
from house import OTHER
from persons import KARIN, TOVA, WHY, PersonsHouse

FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


class NoticedTest(PersonsHouse):
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
        for criterion in (KARIN, "email: karin@example.se"):
            self.assertEqual(self.search(cia, criterion).json["key"], "subjects.needs_clearance")
        self.assertEqual(kinds(self.found(cia, TOVA)), ["address", "surname"])
        self.assertEqual(self.search(asa, KARIN).json["key"], "subjects.needs_clearance")
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

    def test_a_search_on_who_works_here_takes_a_second_person(self):
        self.ombud("account", "add", "eva", "--role", "approver", OMBUD_NEW_PASSWORD=OTHER)
        self.serve()
        asa, cia = self.signed_in(), self.signed_in("cia", OTHER)
        eva = self.signed_in("eva", OTHER)
        own = {"national_id": KARIN}
        self.assertEqual(asa.ask("PUT", "/api/subjects/own-identifiers", own).status, 204)
        # By what was found, though not by what was typed.
        withheld = self.search(cia, "email: karin@example.se")
        self.assertEqual((withheld.status, withheld.json["key"]),
                         (403, "subjects.needs_clearance"))
        number = withheld.json["params"]["clearance"]
        self.assertNotIn("P-", withheld.text)
        waiting = eva.ask("GET", "/api/subjects/clearances").json["clearances"]
        self.assertEqual([(one["clearance"], one["account"], one["kind"], one["reference"])
                          for one in waiting], [(number, "cia", "colleague", WHY)])
        path = f"/api/subjects/clearances/{number}/decision"
        for wrong, key in (({"yes": 1}, "http.wrong_kind"), ({"no": True}, "http.missing_field"),
                           ({"yes": True, "why": "x"}, "http.unknown_field"),
                           ({"yes": False}, "subjects.no_note")):
            answer = eva.ask("POST", path, wrong, Idempotency_Key=f"{key[-5:]}-{len(wrong)}")
            self.assertEqual((answer.status, answer.json["key"]), (400, key))
        self.assertEqual(cia.ask("POST", path, {"yes": True}, Idempotency_Key="a").status, 403)
        nobodys = path.replace(number, "C-000000")
        self.assertEqual(eva.ask("POST", nobodys, {"yes": True}, Idempotency_Key="a").status, 404)
        self.assertEqual(eva.ask("POST", path, {"yes": True}, Idempotency_Key="b").status, 204)
        self.assertEqual(eva.ask("POST", path, {"yes": True}, Idempotency_Key="c").status, 409)
        mine = cia.ask("GET", "/api/subjects/own-clearances").json["clearances"]
        self.assertEqual([(one["state"], one["decided_by"]) for one in mine], [("given", "eva")])
        self.assertEqual(len(self.found(cia, "email: karin@example.se")["persons"]), 1)
        self.assertEqual(self.search(cia, "email: karin@example.se").status, 403)
        self.assertEqual(self.serving.stop(), 0)
        for event in ("asked", "given", "used"):
            self.assertEqual(len(self.entries(f"subjects.clearance_{event}")),
                             2 if event == "asked" else 1)
        listed = json.loads(self.ombud("subjects", "clearances", "--as", "eva", "--json",
                                       OMBUD_PASSWORD=OTHER))
        self.assertEqual(len(listed), 1)
        self.ombud("subjects", "clear", listed[0]["clearance"], "--refuse", "--note", "no case",
                   "--as", "eva", OMBUD_PASSWORD=OTHER)

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

    def test_the_log_is_opened_by_reason_account_and_person_and_never_in_an_address(self):
        self.serve()
        cia, bo = self.signed_in("cia", OTHER), self.signed_in("bo", OTHER)
        handle = self.only(cia, KARIN)["person"]
        self.assertEqual(self.view(cia, handle).status, 200)
        look = lambda **wanted: bo.ask("POST", "/api/evidence/looks",
                                       {"reference": "review-7"} | wanted)
        of_cia = look(account="Cia").json["entries"]
        self.assertEqual({entry["opened"]["name"] for entry in of_cia}, {"cia"})
        self.assertEqual([entry["event"] for entry in look(person=handle).json["entries"]],
                         ["subjects.shown"])
        # That somebody asked about a person is an entry about that person.
        self.assertEqual([entry["event"] for entry in look(person=handle).json["entries"]],
                         ["evidence.list", "subjects.shown"])
        self.assertEqual({entry["use"] for entry in look(use="search").json["entries"]},
                         {"search"})
        for wrong, status in (({"account": "nobody"}, 404), ({"person": "P-000000"}, 404),
                              ({"reference": " "}, 400), ({"cursor": "x"}, 400)):
            self.assertEqual(look(**wrong).status, status, wrong)
        for query in ("reference=r", "person=P-000000", "account=cia"):
            self.assertEqual(bo.ask("GET", f"/api/evidence/entries?{query}").status, 400, query)
        self.assertEqual(cia.ask("POST", "/api/evidence/looks", {"reference": "r"}).status, 403)
        verdict = bo.ask("GET", "/api/evidence/verification").json
        self.assertTrue(verdict["sound"])
        self.assertIsNone(verdict["last_anchored"])
        self.assertEqual(self.serving.stop(), 0)
        asked = [entry["criterion"] for entry in self.entries("evidence.list")]
        self.assertIn("log entries account Cia", asked)

    def test_a_month_is_reviewed_by_a_sample(self):
        who = self.path / "who"
        who.write_text(f"{KARIN}\n")
        for _ in range(3):
            self.ombud("subjects", "find", "--reference", WHY, "--from", str(who), "--as", "cia",
                       OMBUD_PASSWORD=OTHER)
        month = f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m}"
        days = 32 - datetime.datetime.now(datetime.timezone.utc).day  # Into the next month.
        self.environment |= {"LD_PRELOAD": FAKETIME, "FAKETIME": f"+{days}d",
                             "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self.serve()
        bo, asa = self.signed_in("bo", OTHER), self.signed_in()
        self.assertEqual(bo.ask("GET", "/api/evidence/reviews").json,
                         {"reviews": [], "next_month": month})
        self.assertEqual(asa.ask("GET", "/api/evidence/reviews").status, 403)
        drawn = bo.ask("POST", "/api/evidence/reviews", {"month": month}, Idempotency_Key="d")
        self.assertEqual(drawn.status, 201, drawn.text)
        self.assertEqual(drawn.json["size"], 3)
        path = f"/api/evidence/reviews/{drawn.json['review']}"
        shown = bo.ask("GET", path).json
        self.assertEqual({entry["entry"]["opened"]["name"] for entry in shown["entries"]}, {"cia"})
        attest = lambda key, sure=True: bo.ask("POST", f"{path}/attestation",
                                               {"not_superior": sure}, Idempotency_Key=key)
        self.assertEqual(attest("a").status, 409)
        for number, one in enumerate(shown["entries"]):
            judged = bo.ask("POST", f"{path}/entries/{one['entry']['id']}/verdict",
                            {"verdict": "to_ask" if number else "in_order", "note": "why?"},
                            Idempotency_Key=f"v{number}")
            self.assertEqual(judged.status, 204, judged.text)
        self.assertEqual(attest("b", False).status, 400)
        self.assertEqual(attest("c").status, 204)
        self.assertEqual(attest("e").status, 409)
        review = bo.ask("GET", "/api/evidence/reviews").json["reviews"][0]
        self.assertEqual((review["in_order"], review["to_ask"]), (1, 2))
        self.assertIsNotNone(review["attested_at"])
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("evidence.review_attested")[0]["commitments"]), 1)
        self.ombud("evidence", "verify")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
