#!/usr/bin/env python3
"""Accounts, grants, substitutes, reviews, the field policy and sessions over HTTP, above all with
what is wrong: types, unknown fields, versions that are old, ids of nobody and of another
organisation.

    tests/http/accounts_test.py PROGRAM [NAME…]
"""

import datetime
import itertools
import os
import sys
import unittest

import house
from house import OTHER, Person

NEW = "ett helt annat långt lösenord"
NOBODY = "00000000-0000-4000-8000-000000000000"


class AccountsHouse(house.House):
    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "dan", "--role", "administrator", "--role", "coordinator",
                   OMBUD_NEW_PASSWORD=OTHER)
        self.ombud("account", "add", "eva", "--role", "approver", OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa, self.dan = self.signed_in(), self.signed_in("dan", OTHER)
        self.bo, self.eva = self.signed_in("bo", OTHER), self.signed_in("eva", OTHER)

    def post(self, person, path, body=None, **headers):
        return person.ask("POST", f"/api/accounts{path}", body,
                          Idempotency_Key=f"k{next(self.counted)}", **headers)

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def account(self, name):
        listed = self.asa.ask("GET", "/api/accounts").json["accounts"]
        return next(one for one in listed if one["name"] == name)

    def until(self):
        """A day some weeks from now."""
        return (datetime.date.today() + datetime.timedelta(days=20)).isoformat()

    def wrong(self, person, path, good):
        """Every field of a body that is right, wrong in turn."""
        self.refused(self.post(person, path, good | {"more": 1}), 400, "http.unknown_field")
        for field, value in good.items():
            for other in (None, 7.5, {"a": 1}, [[1]], "x" if not isinstance(value, str) else True):
                answer = self.post(person, path, good | {field: other})
                self.assertIn(answer.status, (400, 404, 204, 201) if other is None else (400,),
                              f"{path} {field}={other!r}: {answer.text}")
                self.assertNotIn("select", answer.text.lower().replace("selected", ""))
        for body in ([], "text", 7, None):
            answer = self.post(person, path, body)
            self.assertIn(answer.status, (400, 415), f"{path} {body!r}: {answer.text}")


class AccountsTest(AccountsHouse):
    def test_an_account_is_added_given_roles_and_closed(self):
        good = {"name": "fia", "password": NEW, "roles": ["handler"],
                "controllers": ["Hamnkommunen"]}
        self.wrong(self.asa, "", good)
        for change, key in (({"name": " fia"}, "accounts.bad_name"),
                            ({"name": ""}, "accounts.bad_name"),
                            ({"password": "kort"}, "accounts.password_short"),
                            ({"roles": ["king"]}, "accounts.unknown_role"),
                            ({"controllers": ["x" * 300]}, "accounts.bad_controller")):
            self.refused(self.post(self.asa, "", good | change), 400, key)
        self.refused(self.post(self.bo, "", good), 403, "serve.not_permitted")
        made = self.post(self.asa, "", good)
        self.assertEqual(made.status, 201, made.text)
        self.refused(self.post(self.asa, "", good | {"name": "FIA"}), 409, "accounts.name_taken")
        fia = self.account("fia")
        self.assertEqual((fia["id"], fia["roles"], fia["controllers"]),
                         (made.json["id"], ["handler"], ["Hamnkommunen"]))
        known = self.signed_in("fia", NEW)
        self.assertEqual(self.post(self.asa, f"/{fia['id']}/closing").status, 204)
        self.refused(self.post(self.asa, f"/{fia['id']}/closing"), 409, "accounts.closed")
        self.assertEqual(known.ask("GET", "/api/accounts/session").status, 401)
        self.assertEqual(Person(self.serving).sign_in("fia", NEW).status, 401)
        self.refused(self.post(self.asa, f"/{NOBODY}/closing"), 404, "accounts.unknown")

    def test_of_two_who_change_the_same_roles_the_second_is_told(self):
        cia = self.account("cia")
        path = f"/{cia['id']}/roles"
        wanted = {"roles": ["handler", "auditor"], "controllers": [], "units": []}
        self.wrong(self.dan, path, wanted)
        now = self.account("cia")["version"]
        self.assertEqual(self.post(self.dan, path, wanted, If_Match=now).status, 204)
        self.refused(self.post(self.asa, path, wanted | {"roles": []}, If_Match=now), 412,
                     "http.changed_since")
        self.assertEqual(self.account("cia")["roles"], ["handler", "auditor"])
        self.refused(self.post(self.dan, path, wanted, If_Match="nonsense"), 412,
                     "http.changed_since")
        self.refused(self.post(self.asa, f"/{self.account('asa')['id']}/roles", wanted), 403,
                     "accounts.own_roles")
        self.refused(self.post(self.asa, f"/{NOBODY}/roles", wanted), 404, "accounts.unknown")
        self.refused(self.post(self.asa, "/nobody/roles", wanted), 404, "accounts.unknown")

    def test_a_grant_is_asked_for_given_by_somebody_else_and_ends(self):
        cia = self.signed_in("cia", OTHER)
        good = {"role": "approver", "controllers": [], "reason": "holiday", "until": self.until()}
        self.wrong(cia, "/grants", good)
        for change, key in (({"until": "2020-01-01"}, "accounts.time_backwards"),
                            ({"until": "yesterday"}, None), ({"reason": " "}, "accounts.no_reason"),
                            ({"reason": "x" * 600}, "accounts.reason_long"),
                            ({"until": "2099-01-01"}, "accounts.time_long")):
            answer = self.post(cia, "/grants", good | change)
            self.assertEqual(answer.status, 400, answer.text)
            if key:
                self.assertEqual(answer.json["key"], key)
        asked = self.post(cia, "/grants", good)
        self.assertEqual(asked.status, 201, asked.text)
        number = asked.json["number"]
        path = f"/grants/{number}/decision"
        decision = {"granted": True, "reason": "agreed"}
        self.refused(self.post(cia, path, decision), 403, "serve.not_permitted")
        self.refused(self.post(self.eva, "/grants/G-9999/decision", decision), 404,
                     "accounts.unknown_grant")
        self.refused(self.post(self.eva, "/grants/x/decision", decision), 404,
                     "accounts.unknown_grant")
        self.assertEqual(self.post(self.eva, path, decision).status, 200)
        again = self.post(self.eva, path, decision)
        self.assertEqual(again.status, 409, again.text)
        self.assertIn("approver", cia.ask("GET", "/api/accounts/session").json["roles"])
        ended = self.post(cia, f"/grants/{number}/end", {"reason": "back"})
        self.assertEqual(ended.status, 200, ended.text)
        self.assertNotIn("approver", cia.ask("GET", "/api/accounts/session").json["roles"])

    def test_a_substitute_stands_in_and_stops(self):
        cia = self.account("cia")["id"]
        good = {"substitute": self.account("dan")["id"], "reason": "leave", "until": self.until()}
        person = self.signed_in("cia", OTHER)
        self.wrong(person, "/substitutes", good)
        self.refused(self.post(person, "/substitutes", good | {"substitute": NOBODY}), 404,
                     "accounts.unknown")
        self.assertEqual(self.post(person, "/substitutes", good | {"substitute": cia}).status, 400)
        made = self.post(person, "/substitutes", good)
        self.assertEqual(made.status, 201, made.text)
        path = f"/substitutes/{made.json['number']}/end"
        self.refused(self.post(person, "/substitutes/S-9999/end"), 404,
                     "accounts.unknown_substitute")
        self.assertEqual(self.post(person, path).status, 200)
        self.assertEqual(self.post(person, path).status, 409)

    def test_a_review_is_decided_line_by_line_and_attested(self):
        self.refused(self.post(self.bo, "/reviews"), 403, "serve.not_permitted")
        begun = self.post(self.eva, "/reviews")
        self.assertEqual(begun.status, 201, begun.text)
        number = begun.json["number"]
        self.assertEqual(self.post(self.eva, "/reviews").status, 409)
        review = self.eva.ask("GET", f"/api/accounts/reviews/{number}").json
        self.assertEqual({line["kind"] for line in review["lines"]}, {"role"})
        others = [line for line in review["lines"] if line["may_decide"]]
        path = f"/reviews/{number}/verdicts"
        self.wrong(self.eva, path, {"line": 9999, "keep": False, "reason": "unused"})
        attestation = {"next_on": self.until()}
        self.assertEqual(self.post(self.eva, f"/reviews/{number}/attestation", attestation).status,
                         409, "not all is decided")
        for line in others:
            self.assertEqual(self.post(self.eva, path, {"line": line["line"], "keep": True}).status,
                             200)
        own = [line for line in review["lines"] if not line["may_decide"]]
        for line in own:
            answer = self.post(self.eva, path, {"line": line["line"], "keep": True})
            self.assertEqual(answer.status, 403, answer.text)
            self.assertEqual(self.post(self.dan, path, {"line": line["line"], "keep": True}).status,
                             200)
        self.refused(self.post(self.eva, "/reviews/R-9999/attestation", attestation), 404,
                     "accounts.unknown_review")
        self.assertEqual(self.post(self.eva, f"/reviews/{number}/attestation", attestation).status,
                         200)

    def test_the_field_policy_takes_an_administrator_and_a_dpo(self):
        good = {"task": "look", "class": "national_id", "role": "handler", "allowed": True,
                "reason": "they compare papers"}
        self.wrong(self.asa, "/fields", good)
        asked = self.post(self.asa, "/fields", good)
        self.assertEqual(asked.status, 201, asked.text)
        path = f"/fields/{asked.json['number']}/decision"
        self.assertEqual(self.post(self.asa, path, {"agreed": True}).status, 403)
        self.assertEqual(self.post(self.dan, path, {"agreed": True}).status, 403)
        self.wrong(self.bo, path.replace("1/", "8/"), {"agreed": True})
        self.assertEqual(self.post(self.bo, path, {"agreed": True}).status, 200)
        self.assertEqual(self.post(self.bo, path, {"agreed": True}).status, 409)

    def test_a_session_is_ended_by_its_own_account_and_no_other(self):
        again = self.signed_in("bo", OTHER)
        sessions = self.bo.ask("GET", "/api/accounts/sessions").json["sessions"]
        other = next(one["id"] for one in sessions if not one["this_one"])
        for person, wanted in ((self.asa, other), (self.bo, NOBODY), (self.bo, "x"),
                               (self.bo, "%27%20or%201%3D1")):
            self.refused(person.ask("DELETE", f"/api/accounts/sessions/{wanted}"), 404,
                         "accounts.no_such_session")
        self.assertEqual(self.bo.ask("DELETE", f"/api/accounts/sessions/{other}").status, 204)
        self.assertEqual(again.ask("GET", "/api/accounts/session").status, 401)

    def test_what_is_another_organisations_answers_as_if_it_were_not(self):
        there = "Nordby kommune"
        self.ombud("organisation", "add", there, "--law", "no")
        self.ombud("account", "add", "olga", "--role", "administrator", OMBUD_ORGANISATION=there,
                   OMBUD_NEW_PASSWORD=OTHER)
        olga = self.signed_in("olga", OTHER)
        account = olga.ask("GET", "/api/accounts/session").json["account"]["id"]
        session = olga.ask("GET", "/api/accounts/sessions").json["sessions"][0]["id"]
        grant = self.post(olga, "/grants", {"role": "dpo", "controllers": [], "reason": "r",
                                            "until": self.until()}).json["number"]
        decision = {"granted": True, "reason": "x"}
        asked = [(f"/{account}/closing", None),
                 (f"/{account}/roles", {"roles": [], "controllers": [], "units": []}),
                 (f"/grants/{grant}/decision", decision), (f"/grants/{grant}/end", {"reason": "x"})]
        for path, body in asked:
            person = self.eva if "decision" in path else self.asa
            theirs = self.post(person, path, body)
            other = path.replace(account, NOBODY).replace(grant, "G-7777")
            nobodys = self.post(person, other, body)
            self.assertEqual(theirs.status, 404, f"{path}: {theirs.text}")
            self.assertEqual(theirs.text.replace(account, "ID").replace(grant, "ID"),
                             nobodys.text.replace(NOBODY, "ID").replace("G-7777", "ID"))
        for body in ({"substitute": account, "reason": "x", "until": self.until()},
                     {"absent": account, "substitute": self.account("dan")["id"], "reason": "x",
                      "until": self.until()}):
            self.assertIn(self.post(self.asa, "/substitutes", body).status, (403, 404))
        self.refused(self.asa.ask("DELETE", f"/api/accounts/sessions/{session}"), 404,
                     "accounts.no_such_session")
        self.refused(self.asa.ask("PUT", f"/api/accounts/{account}/password", {"password": NEW}),
                     404, "accounts.unknown")
        self.refused(self.asa.ask("DELETE", f"/api/accounts/{account}/second-factor"), 404,
                     "accounts.unknown")
        self.assertEqual(olga.ask("GET", "/api/accounts/session").status, 200)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
