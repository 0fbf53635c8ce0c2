#!/usr/bin/env python3
"""Several organisations in one installation: one person in two of them, and nobody who sees what is
another organisation's.

    tests/http/organisations_test.py PROGRAM [NAME…]

On SQLite, and beside tools/test-servers on PostgreSQL too, there as a role that row-level security
holds back.
"""

import json
import os
import re
import subprocess
import sys
import time
import unittest
import uuid

import arrivals
import house
from house import OTHER, PASSWORD, Person

HERE, THERE = "Exempelförbundet", "Nordby kommune"
SESSION = "/api/accounts/session"


class Two(house.House):
    """Asa in both, bo and cia in the first only, olga in the second only."""

    def setUp(self):
        super().setUp()
        made = json.loads(self.ombud("organisation", "add", THERE, "--law", "no", "--public-body",
                                     "--json"))
        self.there, self.folder_there = made["organisation"]["id"], made["folder"]
        self.at_there("account", "add", "olga", "--role", "administrator", "--role", "coordinator",
                      OMBUD_NEW_PASSWORD=OTHER)

    def at_there(self, *arguments, **more):
        return self.ombud(*arguments, OMBUD_ORGANISATION=THERE, **more)

    def change(self, person, organisation):
        answer = person.ask("POST", SESSION + "/organisation", {"organisation": organisation})
        if answer.status == 201:
            person.cookie = answer.headers["Set-Cookie"].split(";")[0]
            person.csrf = answer.json["csrf_token"]
        return answer

    def events(self, name, **environment):
        return json.loads(self.ombud("evidence", "list", "--event", name, "--reference", "test",
                                     "--limit", "1000", "--json", **environment))


class OrganisationsTest(Two):
    def test_one_person_signs_in_once_and_goes_from_one_to_the_other(self):
        self.serve()
        asa = self.signed_in()
        who = asa.ask("GET", SESSION).json
        self.assertEqual(who["organisation"]["name"], HERE)
        self.assertEqual([one["name"] for one in who["organisations"]], [HERE, THERE])
        before = asa.cookie
        csrf = asa.csrf
        moved = self.change(asa, self.there)
        self.assertEqual(moved.status, 201, moved.text)
        self.assertEqual(moved.json["organisation"],
                         {"id": self.there, "name": THERE, "law": "no", "public_body": True})
        self.assertEqual(moved.json["roles"], ["coordinator", "administrator"])
        names = {one["name"] for one in asa.ask("GET", "/api/accounts").json["accounts"]}
        self.assertEqual(names, {"asa", "olga"})
        old = Person(self.serving)
        old.cookie, old.csrf = before, csrf
        self.assertEqual(old.ask("GET", SESSION).status, 401)
        # Where he was last he is again.
        self.assertEqual(self.signed_in().ask("GET", SESSION).json["organisation"]["name"], THERE)
        again = self.change(asa, self.there)
        self.assertEqual((again.status, again.json["key"]), (409, "accounts.already_there"))

    def test_who_works_in_one_is_let_in_there_and_told_of_no_other(self):
        self.serve()
        olga = self.signed_in("olga", OTHER)
        who = olga.ask("GET", SESSION).json
        self.assertEqual(who["organisation"]["name"], THERE)
        self.assertEqual([one["name"] for one in who["organisations"]], [THERE])
        wrong = Person(self.serving).sign_in("olga", PASSWORD)
        unknown = Person(self.serving).sign_in("nobody", PASSWORD)
        self.assertEqual((wrong.status, wrong.text), (unknown.status, unknown.text))
        self.serving.stop()
        self.serving = None
        told = self.events("accounts.sign_in_denied", OMBUD_ORGANISATION=THERE)
        self.assertEqual(len(told), 1, "in the log of the organisation that was knocked at")
        self.assertEqual(len(self.events("accounts.sign_in_denied")), 1)

    def test_an_organisation_one_is_no_member_of_is_one_that_does_not_exist(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        nobodys = str(uuid.uuid4())
        there, nowhere = self.change(cia, self.there), self.change(cia, nobodys)
        self.assertEqual(there.status, 404)
        self.assertEqual(there.text.replace(self.there, "ID"), nowhere.text.replace(nobodys, "ID"))
        hidden = self.entries("accounts.hidden")
        self.assertEqual({entry["object"] for entry in hidden},
                         {f"organisation {self.there}", f"organisation {nobodys}"})

    def test_a_session_opens_no_other_organisation_whatever_its_cookie_says(self):
        self.serve()
        cia, olga = self.signed_in("cia", OTHER), self.signed_in("olga", OTHER)
        name, token = cia.cookie.split(".")[0], olga.cookie.split(".")[0]
        for forged in (f"{name}.{self.there}", token, f"{token}.{uuid.uuid4()}", f"{name}.../..",
                       f"{name}.", f"{name}.{self.there}.{self.there}"):
            person = Person(self.serving)
            person.cookie, person.csrf = forged, cia.csrf
            own = forged == f"{name}."  # Without an organisation: the first one.
            self.assertEqual(person.ask("GET", SESSION).status, 200 if own else 401, forged)

    def test_ids_of_another_organisation_answer_as_those_of_nobody(self):
        # Of the second one there is one of each; of the first nothing but its people.
        self.system_there()
        self.at_there("datamap", "propose", "liva")
        self.at_there("holds", "set", "--system", "liva", "--reason", "case 1", "--review",
                      "2030-01-01")
        self.at_there("jobs", "schedule", "add", "nightly", "housekeeping.sweep", "--when",
                      "daily 02:30")
        self.serve("--no-jobs")
        olga = self.signed_in("olga", OTHER)
        session = olga.ask("GET", "/api/accounts/sessions").json["sessions"][0]["id"]
        account = olga.ask("GET", SESSION).json["account"]["id"]
        grant = olga.ask("POST", "/api/accounts/grants",
                         {"role": "dpo", "until": "2027-01-01", "reason": "leave"},
                         Idempotency_Key=str(uuid.uuid4()))
        self.assertEqual(grant.status, 201, grant.text)
        asa = self.signed_in()  # In the first.
        self.assertEqual(asa.ask("GET", SESSION).json["organisation"]["name"], HERE)
        asked = 0
        routes = json.loads(self.ombud("serve", "--routes", "--json"))
        numbers = {"grants": "G-0001", "holds": "H-0001", "jobs": "J-0001", "reviews": "R-0001"}
        for route in routes:
            if route["path"].count("{") != 1 or not route["path"].startswith("/api/"):
                continue
            if route["events"] or "departure" in route["path"]:
                continue
            parameter = re.search(r"\{\w+\}", route["path"]).group()
            room = next((word for word in numbers if word in route["path"]), None)
            for own in [account, session, "liva", "nightly", numbers.get(room, "A-0001")]:
                answers = []
                for one in (own, self.nobodys(own)):
                    answer = self.asked(asa, route, route["path"].replace(parameter, one))
                    answers.append((answer.status, answer.text.replace(one, "ID")))
                self.assertEqual(*answers, f"{route['method']} {route['path']} of {own}")
                self.assertNotIn("liva", answers[0][1])
                asked += 1
        self.assertGreater(asked, 200)
        self.assertEqual(olga.ask("GET", SESSION).status, 200, "nobody has ended her session")

    def system_there(self):
        folder = self.path / "csv"
        folder.mkdir()
        (folder / "member.csv").write_text("id,name\n1,Tova Lindqvist\n")
        self.at_there("system", "add", "liva", "--url", f"csv:{folder}")

    def asked(self, person, route, path):
        body = {} if route["body"] is not None else None
        more = {"Idempotency_Key": str(uuid.uuid4())} if route["method"] != "GET" else {}
        return person.ask(route["method"], path, body, **more)

    def nobodys(self, own):
        if len(own) == 36:
            return str(uuid.uuid4())
        return own[:2] + "9999" if own[1] == "-" else "nowhere"

    def test_jobs_of_each_run_and_are_seen_by_their_own_people_only(self):
        self.system_there()
        self.serve()
        olga, asa = self.signed_in("olga", OTHER), self.signed_in()
        made = olga.ask("POST", "/api/discovery/proposals/liva", {"sample_rows": 10, "anew": False},
                        Idempotency_Key=str(uuid.uuid4()))
        self.assertEqual(made.status, 202, made.text)
        job = made.json["job"]
        for _ in range(100):
            shown = olga.ask("GET", f"/api/jobs/{job}").json
            if shown["state"] not in ("waiting", "running"):
                break
            time.sleep(0.1)
        self.assertEqual(shown["state"], "done", shown)
        self.assertEqual(asa.ask("GET", "/api/jobs").json["jobs"], [])
        self.assertEqual(asa.ask("GET", f"/api/jobs/{job}").status, 404)

    def test_each_has_a_log_of_its_own_and_both_are_sound(self):
        self.serve()
        asa = self.signed_in()
        self.change(asa, self.there)
        asa.ask("GET", "/api/accounts")
        time.sleep(1.5)
        self.serving.stop()
        self.serving = None
        for organisation, name in (("", HERE), (THERE, THERE)):
            verdict = json.loads(self.ombud("evidence", "verify", "--json",
                                            OMBUD_ORGANISATION=organisation))
            self.assertTrue(verdict["sound"], name)
        self.assertEqual(len(self.events("accounts.listed")), 0)
        self.assertEqual(len(self.events("accounts.listed", OMBUD_ORGANISATION=THERE)), 1)
        ended = self.events("accounts.session_ended")
        self.assertEqual(len(ended), 1)
        keys = [(self.path / "data" / "ombud.key").read_text(),
                (self.path / "data" / "organisations" / self.there / "ombud.key").read_text()]
        self.assertNotEqual(*keys)

    def test_who_leaves_one_stays_in_the_other(self):
        self.serve()
        asa = self.signed_in()
        self.change(asa, self.there)
        olga = self.signed_in("olga", OTHER)
        account = asa.ask("GET", SESSION).json["account"]["id"]
        refused = self.ombud("account", "set-password", "asa", "--as", "olga", code=5,
                             OMBUD_ORGANISATION=THERE, OMBUD_PASSWORD=OTHER,
                             OMBUD_NEW_PASSWORD="ett nytt långt lösenord")
        self.assertEqual(refused, "", "who administers one takes nobody's account in the other")
        gone = olga.ask("POST", f"/api/accounts/{account}/closing",
                        Idempotency_Key=str(uuid.uuid4()))
        self.assertEqual(gone.status, 204, gone.text)
        self.assertEqual(asa.ask("GET", SESSION).status, 401)
        again = self.signed_in()
        who = again.ask("GET", SESSION).json
        self.assertEqual([one["name"] for one in who["organisations"]], [HERE])
        self.assertEqual(self.change(again, self.there).status, 404)
        listed = {one["name"]: one["closed"]
                  for one in olga.ask("GET", "/api/accounts").json["accounts"]}
        self.assertEqual(listed, {"asa": True, "olga": False})
        back = self.ombud("account", "join", "asa", "--role", "dpo", "--as", "olga", "--json",
                          OMBUD_ORGANISATION=THERE, OMBUD_PASSWORD=OTHER)
        self.assertEqual(json.loads(back)["id"], account)
        self.assertEqual(self.change(again, self.there).json["roles"], ["dpo"])

    def test_an_organisation_that_asks_for_a_code_asks_who_comes_from_another(self):
        self.serve()
        asa = self.signed_in()
        self.change(asa, self.there)
        enrolment = asa.ask("POST", "/api/accounts/second-factor/enrolment",
                            Idempotency_Key=str(uuid.uuid4()))
        secret = enrolment.json["secret"]
        done = asa.ask("POST", "/api/accounts/second-factor",
                       {"code": arrivals.code_of(secret)})
        self.assertEqual(done.status, 201, done.text)
        asa.cookie = done.headers["Set-Cookie"].split(";")[0]
        asa.csrf = done.json["session"]["csrf_token"]
        first = asa.ask("GET", SESSION).json["organisations"][0]["id"]
        self.assertEqual(self.change(asa, first).json["organisation"]["name"], HERE)
        half = self.change(asa, self.there)
        self.assertEqual(half.json["waits_for"], "code")
        self.assertEqual(asa.ask("GET", "/api/accounts").json["key"], "serve.half_session")
        whole = asa.ask("POST", SESSION + "/code", {"code": arrivals.code_of(secret, 1)})
        self.assertEqual(whole.status, 201, whole.text)
        self.assertEqual(whole.json["organisation"]["name"], THERE)

    def test_the_command_line_refuses_what_is_of_all_or_of_none(self):
        refusals = [(("organisation", "list"), "Sørby", "accounts.unknown_organisation"),
                    (("backup", str(self.path / "copy")), THERE, "accounts.of_all"),
                    (("organisation", "add", "Tredje", "--law", "se"), THERE, "accounts.not_first"),
                    (("organisation", "add", "NORDBY kommune", "--law", "se"), "",
                     "accounts.organisation_taken"),
                    (("organisation", "add", " X", "--law", "se"), "",
                     "accounts.bad_organisation"),
                    (("account", "join", "asa", "--role", "dpo"), THERE,
                     "accounts.already_member"),
                    (("account", "join", "nobody", "--role", "dpo"), THERE, "accounts.unknown")]
        for words, organisation, key in refusals:
            done = subprocess.run([house.PROGRAM, *words, "--json"], text=True,
                                  env=self.environment | {"OMBUD_ORGANISATION": organisation},
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
            self.assertEqual(json.loads(done.stderr)["error"]["key"], key, words)
        listed = json.loads(self.at_there("organisation", "list", "--as", "olga", "--json",
                                          OMBUD_PASSWORD=OTHER))
        self.assertEqual([(one["name"], one["here"]) for one in listed], [(THERE, True)])


@unittest.skipUnless("OMBUD_TEST_POSTGRESQL" in os.environ, "no PostgreSQL")
class OnPostgresqlTest(OrganisationsTest):
    def psql(self, text):
        subprocess.run(["psql", "-qX", "-h", os.environ["OMBUD_TEST_POSTGRESQL"], "-p",
                        os.environ["OMBUD_TEST_POSTGRESQL_PORT"], "-U", "ombud", "-d", "postgres",
                        "-c", text], check=True, capture_output=True)

    def furnish(self):
        self.make()  # A copy of a folder would share its store.

    def setUp(self):
        self.name = f"two_{uuid.uuid4().hex[:12]}"
        self.psql(f"create role {self.name} login")
        self.psql(f"create database {self.name} owner {self.name}")
        host, port = os.environ["OMBUD_TEST_POSTGRESQL"], os.environ["OMBUD_TEST_POSTGRESQL_PORT"]
        self.store = f"postgresql://{self.name}@/{self.name}?host={host}&port={port}"
        super().setUp()

    def ombud(self, *arguments, **more):
        if arguments[0] == "init":
            arguments += ("--store", self.store)
        return super().ombud(*arguments, **more)

    def tearDown(self):
        super().tearDown()
        self.psql(f"drop database {self.name} with (force)")
        self.psql(f"drop role {self.name}")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
