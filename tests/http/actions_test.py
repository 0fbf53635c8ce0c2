#!/usr/bin/env python3
"""The main job over HTTP: plan, opinion, approval by somebody else, run, receipt, extract.

    tests/http/actions_test.py PROGRAM [NAME…]

The source is a real database; what is said to be done is looked at there.
"""

import io
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
import unittest
import zipfile

import house
from house import OTHER

MEMBERS = """
CREATE TABLE member (id INTEGER PRIMARY KEY, national_id TEXT, name TEXT, email TEXT, phone TEXT);
CREATE TABLE invoice (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id),
                      amount INTEGER, label TEXT);
INSERT INTO member VALUES
  (1, '19840407-2384', 'Karin Holmqvist', 'karin@exempel.se', '070-1740605'),
  (2, '19790714-2397', 'Bo Sandelin', 'bo@exempel.se', '070-1740606');
INSERT INTO invoice VALUES (1, 1, 100, 'Avgift Karin Holmqvist'), (2, 2, 100, 'Avgift');
"""


class ActionsTest(house.House):
    def setUp(self):
        super().setUp()
        for name, role in (("kim", "coordinator"), ("ola", "approver"), ("pia", "approver"),
                           ("adam", "administrator")):
            self.ombud("account", "add", name, "--role", role, OMBUD_NEW_PASSWORD=OTHER)
        self.source = self.path / "liva.sqlite"
        database = sqlite3.connect(self.source)
        database.executescript(MEMBERS)
        database.close()
        self.ombud("system", "add", "liva", "--url", f"sqlite:{self.source}")
        self.ombud("datamap", "propose", "liva")
        self.ombud("datamap", "confirm", "liva")
        self.ombud("system", "add", "paper", "--url", "manual:")
        self.handle = self.found("email: karin@exempel.se")
        self.keys = 0

    def found(self, text):
        done = subprocess.run([house.PROGRAM, "subjects", "find", "--reference", "request 1",
                               "--stdin", "--json"], env=self.environment, input=text + "\n",
                              text=True, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["persons"][0]["person"]

    def rows(self, select):
        database = sqlite3.connect(self.source)
        try:
            return database.execute(select).fetchall()
        finally:
            database.close()

    def post(self, person, path, body=None, **headers):
        self.keys += 1
        return person.ask("POST", path, body, Idempotency_Key=f"k{self.keys}", **headers)

    def until(self, person, path, ready):
        for _ in range(300):
            answer = person.ask("GET", path)
            self.assertEqual(answer.status, 200, answer.text)
            if ready(answer.json):
                return answer.json
            time.sleep(0.1)
        self.fail(f"{path} did not become what it should: {answer.text}")

    def wished(self, person, kind="erase", **more):
        asked = self.post(person, "/api/actions/wishes",
                          {"kind": kind, "person": self.handle, "reference": "request 1", **more})
        self.assertEqual(asked.status, 202, asked.text)
        return self.until(person, f"/api/actions/wishes/{asked.json['wish']}",
                          lambda wish: wish["state"] in ("planned", "refused"))

    def planned(self, person, kind="erase", **more):
        wish = self.wished(person, kind, **more)
        self.assertEqual(wish["state"], "planned", wish)
        return wish["action"]

    def shown(self, person, number):
        answer = person.ask("GET", f"/api/actions/{number}")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def approve(self, person, number, version=None):
        version = version or self.shown(person, number)["version"]
        return self.post(person, f"/api/actions/{number}/approval", If_Match=version)

    def run_it(self, person, number):
        action = self.shown(person, number)
        return self.post(person, f"/api/actions/{number}/run", If_Match=action["version"])

    def ended(self, person, number):
        return self.until(person, f"/api/actions/{number}", lambda action: action["job"] and
                          action["job"]["state"] not in ("waiting", "running"))

    def people(self, *names):
        return [self.signed_in(name, OTHER) for name in names]

    def test_an_erasure_from_plan_to_a_receipt_that_verifies(self):
        self.serve()
        kim, ola, bo = self.people("kim", "ola", "bo")
        number = self.planned(kim)
        action = self.shown(kim, number)
        self.assertEqual((action["state"], action["kind"]), ("planned", "erase"))
        self.assertFalse(action["may"]["approve"])
        self.assertIn("member", {step["table"] for step in action["plan"]["goes"]})
        self.assertEqual([part["system"] for part in action["plan"]["not_reached"]], ["paper"])
        self.assertEqual(self.rows("SELECT count(*) FROM member WHERE email IS NOT NULL"), [(2,)])

        advice = self.post(bo, f"/api/actions/{number}/opinions",
                           {"stance": "no_objection", "opinion": "The request is well founded."})
        self.assertEqual(advice.json["opinions"][0]["by"], "bo")
        self.assertFalse(self.shown(bo, number)["may"]["approve"])
        self.assertEqual(self.approve(bo, number).status, 403)

        own = self.approve(kim, number)
        self.assertEqual((own.status, own.json["key"]), (403, "actions.may_not_approve"))
        self.assertEqual(self.run_it(kim, number).json["key"], "actions.not_approved")
        self.assertEqual(self.approve(ola, number).json["state"], "approved")
        self.assertEqual(self.run_it(ola, number).status, 403)
        self.assertEqual(self.run_it(kim, number).status, 202)
        action = self.ended(kim, number)
        self.assertEqual(action["state"], "done_with_remainder")
        self.assertEqual(self.rows("SELECT count(*) FROM member WHERE email = 'karin@exempel.se'"),
                         [(0,)])
        self.assertEqual(self.rows("SELECT name FROM member WHERE id = 2"), [("Bo Sandelin",)])

        parts = bo.ask("GET", f"/api/actions/{number}/receipt", Accept_Language="sv").json
        self.assertTrue(parts["done"])
        self.assertIn("paper", [one["system"] for one in parts["not_reached"]])
        self.assertIn("rader", parts["done"][0]["text"])
        file = bo.ask("GET", f"/api/actions/{number}/receipt/file")
        self.assertIn("attachment", file.headers["Content-Disposition"])
        receipt = self.path / "receipt.json"
        receipt.write_text(file.text)
        key = self.ombud("evidence", "key").strip()
        self.ombud("verify", str(receipt), "--key", key)
        receipt.write_text(file.text.replace("request 1", "request 2"))
        self.ombud("verify", str(receipt), "--key", key, code=1)
        self.assertEqual(self.serving.stop(), 0)
        for event in ("actions.planned", "actions.advised", "actions.approved", "actions.running",
                      "actions.receipt", "actions.receipt_downloaded"):
            self.assertEqual(len(self.entries(event)), 1, event)
        self.ombud("evidence", "verify")

    def test_the_planner_who_may_approve_is_refused_his_own(self):
        self.ombud("account", "add", "both", "--role", "coordinator", "--role", "approver",
                   OMBUD_NEW_PASSWORD=OTHER)
        self.serve()
        both, ola = self.people("both", "ola")
        number = self.planned(both)
        self.assertIn("yourself", self.shown(both, number)["may"]["approve_not"])
        own = self.approve(both, number)
        self.assertEqual((own.status, own.json["key"]), (403, "actions.four_eyes"))
        self.assertEqual(self.approve(ola, number).status, 200)

    def test_two_who_approve_at_once_approve_once(self):
        self.serve()
        kim, ola, pia = self.people("kim", "ola", "pia")
        number = self.planned(kim)
        version = self.shown(ola, number)["version"]
        answers = []

        def approve(person, key):
            answers.append(person.ask("POST", f"/api/actions/{number}/approval",
                                      Idempotency_Key=key, If_Match=version))

        threads = [threading.Thread(target=approve, args=(person, name))
                   for person, name in ((ola, "a"), (pia, "b"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [200, 409])
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("actions.approved")), 1)

    def test_what_was_not_shown_is_not_approved(self):
        self.serve()
        kim, ola = self.people("kim", "ola")
        number = self.planned(kim)
        path = f"/api/actions/{number}/approval"
        self.assertEqual(self.post(ola, path).status, 428)
        self.assertEqual(self.post(ola, path, If_Match='"another"').status, 412)
        self.assertEqual(self.shown(ola, number)["state"], "planned")

    def test_what_stands_in_the_way_of_a_plan_is_told_to_who_asked_and_to_nobody_else(self):
        self.ombud("holds", "set", "--person", self.handle, "--reason", "dispute with Karin",
                   "--review", "2030-01-01")
        self.serve()
        kim, cia, adam = self.people("kim", "cia", "adam")
        wish = self.wished(kim)
        self.assertEqual((wish["state"], wish["refusal"]["key"]), ("refused", "actions.hold"))
        self.assertEqual(cia.ask("GET", f"/api/actions/wishes/{wish['wish']}").status, 404)
        self.assertNotIn("Karin", adam.ask("GET", "/api/jobs").text)
        waiting = kim.ask("GET", "/api/actions/waiting").json
        self.assertEqual([one["wish"] for one in waiting["wishes"]], [wish["wish"]])
        self.assertEqual(kim.ask("DELETE", f"/api/actions/wishes/{wish['wish']}").status, 204)
        self.assertEqual(kim.ask("GET", "/api/actions/waiting").json["wishes"], [])

    def test_a_restore_elsewhere_has_the_extract_and_a_missing_one_is_said(self):
        self.serve()
        kim, = self.people("kim")
        number = self.planned(kim, "access")
        self.post(kim, f"/api/actions/{number}/extract", {"language": "sv"})
        self.assertEqual(self.ended(kim, number)["job"]["state"], "done")
        read = kim.ask("GET", f"/api/actions/{number}/extract").text
        self.assertEqual(self.serving.stop(), 0)
        store, keys, new = (str(self.path / name) for name in ("s.backup", "k.keys", "new"))
        self.ombud("backup", store)
        self.ombud("backup", "keys", keys)
        self.ombud("restore", store, "--keys", keys, "--into", new, "--key-file",
                   str(self.path / "data" / "ombud.key"))
        self.environment["OMBUD_DATA"] = new
        self.serve()
        kim, = self.people("kim")
        self.assertEqual(kim.ask("GET", f"/api/actions/{number}/extract").text, read)
        for file in (self.path / "new" / "extracts").iterdir():
            file.unlink()
        gone = kim.ask("GET", f"/api/actions/{number}/extract")
        self.assertEqual((gone.status, gone.json["key"]), (404, "actions.extract_gone"))
        self.assertEqual(self.serving.stop(), 0)
        said = subprocess.run([house.PROGRAM, "doctor"], env=self.environment, text=True,
                              capture_output=True, timeout=60).stdout
        self.assertIn(f"extract of {number} is not in the data folder", said)

    def test_a_wish_is_read_strictly(self):
        self.serve()
        kim, = self.people("kim")
        good = {"kind": "erase", "person": self.handle, "reference": "request 1"}
        for wrong in ({**good, "kind": "burn"}, {**good, "reference": " "}, {**good, "more": 1},
                      {**good, "disposal_by": "Nämnden"},
                      {**good, "instruction_by": "a", "instruction_on": "2026-13-01",
                       "instruction_document": "b"}):
            self.assertEqual(self.post(kim, "/api/actions/wishes", wrong).status, 400, wrong)
        nobody = self.until(kim, "/api/actions/wishes/" + self.post(
            kim, "/api/actions/wishes", {**good, "person": "P-NOBODY"}).json["wish"],
            lambda wish: wish["state"] == "refused")
        self.assertEqual(nobody["refusal"]["key"], "subjects.unknown_person")

    def test_an_extract_is_read_certified_and_handed_out_as_it_was_read(self):
        self.serve()
        kim, bo = self.people("kim", "bo")
        number = self.planned(kim, "access")
        action = self.shown(kim, number)
        self.assertTrue(action["may"]["extract"])
        self.assertFalse(action["may"]["approve"])
        self.assertEqual(self.approve(kim, number).json["key"], "actions.no_extract")
        made = self.post(kim, f"/api/actions/{number}/extract", {"language": "sv"})
        self.assertEqual(made.status, 202, made.text)
        action = self.ended(kim, number)
        self.assertEqual(action["job"]["state"], "done", action)
        self.assertTrue(action["may"]["approve"])
        page = kim.ask("GET", f"/api/actions/{number}/extract")
        self.assertEqual(page.json["language"], "sv")
        self.assertIn("karin@exempel.se", page.text)
        self.assertNotIn("Sandelin", page.text)
        self.assertEqual(bo.ask("GET", f"/api/actions/{number}/extract").status, 403)
        self.assertEqual(kim.ask("GET", f"/api/actions/{number}/extract/file").status, 409)

        first = action["version"]
        self.post(kim, f"/api/actions/{number}/extract", {"language": "sv"})
        database = sqlite3.connect(self.source)
        database.execute("UPDATE invoice SET label = 'Rättad avgift' WHERE id = 1")
        database.commit()
        database.close()
        self.until(kim, f"/api/actions/{number}", lambda now: now["version"] != first)
        self.assertEqual(self.approve(kim, number, first).status, 412)
        self.assertEqual(self.approve(kim, number).json["state"], "approved")
        self.assertEqual(self.run_it(kim, number).status, 202)
        action = self.ended(kim, number)
        self.assertIn(action["state"], ("done", "done_with_remainder"))
        connection = kim.connection()
        connection.request("GET", f"/api/actions/{number}/extract/file",
                           headers={"Cookie": kim.cookie})
        bundle = zipfile.ZipFile(io.BytesIO(connection.getresponse().read()))
        connection.close()
        self.assertIsNone(bundle.testzip())
        self.assertIn("extract.html", bundle.namelist())
        self.assertIn("Rättad avgift", bundle.read("extract.json").decode())
        receipt = json.loads(
            kim.ask("GET", f"/api/actions/{number}/receipt/file").text)["receipt"]
        self.assertEqual({file["name"] for file in receipt["files"]}, set(bundle.namelist()))
        sealed = list((self.path / "data" / "extracts").iterdir())
        self.assertEqual(len(sealed), 1)
        self.assertNotIn(b"karin@exempel.se", sealed[0].read_bytes())
        self.assertEqual(self.serving.stop(), 0)
        for event, times in (("actions.extracted", 2), ("actions.extract_read", 1),
                             ("actions.extract_downloaded", 1)):
            self.assertEqual(len(self.entries(event)), times, event)

    def test_rows_are_shown_masked_and_one_value_for_a_reason(self):
        self.serve()
        kim, adam = self.people("kim", "adam")
        number = self.planned(kim)
        step = next(one["step"] for one in self.shown(kim, number)["plan"]["goes"]
                    if one["table"] == "member")
        path = f"/api/actions/{number}"
        sample = kim.ask("POST", path + "/samples", {"step": step})
        self.assertEqual(sample.status, 200, sample.text)
        self.assertEqual(len(sample.json["rows"]), 1)
        for open_value in ("karin@", "Holmqvist", "0407", "174060"):
            self.assertNotIn(open_value, sample.text)
        cell = {"step": step, "line": 0, "column": "email"}
        self.assertEqual(kim.ask("POST", path + "/revelation", {**cell, "reason": " "}).status, 400)
        opened = kim.ask("POST", path + "/revelation", {**cell, "reason": "is it her address?"})
        self.assertEqual(opened.json, {"value": "karin@exempel.se"})
        for wrong in ({**cell, "line": 3}, {**cell, "column": "no such"}, {**cell, "step": 99},
                      {**cell, "line": -1}):
            self.assertEqual(kim.ask("POST", path + "/revelation",
                                     {**wrong, "reason": "look"}).status, 400, wrong)
        self.assertEqual(adam.ask("POST", path + "/samples", {"step": step}).status, 403)
        self.assertEqual(self.serving.stop(), 0)
        revealed = [entry for entry in self.entries("actions.revealed")
                    if entry["reference"] == "is it her address?"]
        self.assertEqual(len(revealed), 1)

    def test_refused_is_refused_and_says_why(self):
        self.serve()
        kim, ola, bo = self.people("kim", "ola", "bo")
        number = self.planned(kim)
        self.assertEqual(self.approve(ola, number).status, 200)
        self.assertEqual(self.post(bo, f"/api/actions/{number}/refusal", {"reason": ""}).status,
                         400)
        back = self.post(bo, f"/api/actions/{number}/refusal", {"reason": "an open complaint"})
        self.assertEqual((back.json["state"], back.json["decided"]["reason"]),
                         ("refused", "an open complaint"))
        self.assertEqual(self.run_it(kim, number).status, 409)
        self.assertEqual(self.post(bo, f"/api/actions/{number}/stop", {"reason": "x"}).json["key"],
                         "actions.not_running")

    def test_events_tell_until_the_job_has_ended(self):
        self.serve()
        kim, ola = self.people("kim", "ola")
        number = self.planned(kim)
        self.approve(ola, number)
        self.run_it(kim, number)
        connection = kim.connection()
        connection.request("GET", f"/api/actions/{number}/events", headers={"Cookie": kim.cookie})
        text = connection.getresponse().read().decode()
        connection.close()
        events = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]
        self.assertEqual((events[-1]["state"], events[-1]["job"]),
                         ("done_with_remainder", "done"))
        self.assertNotIn("request", text)

    def test_who_works_for_one_controller_finds_others_actions_unknown(self):
        self.ombud("account", "add", "liv", "--role", "coordinator", "--role", "approver",
                   "--controller", "Hamnkommunen", OMBUD_NEW_PASSWORD=OTHER)
        self.serve()
        kim, liv = self.people("kim", "liv")
        number = self.planned(kim)
        version = self.shown(kim, number)["version"]
        self.assertEqual(liv.ask("GET", f"/api/actions/{number}").status, 404)
        self.assertEqual(self.approve(liv, number, version).status, 404)
        self.assertEqual(liv.ask("GET", "/api/actions").json["actions"], [])
        self.assertEqual(liv.ask("GET", "/api/actions/waiting").json["actions"], [])
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual({entry["object"] for entry in self.entries("accounts.hidden")},
                         {f"action {number}"})

    def test_the_list_pages_and_says_what_waits(self):
        self.serve()
        kim, ola, adam = self.people("kim", "ola", "adam")
        numbers = [self.planned(kim, kind) for kind in ("access", "erase", "access")]
        seen, cursor = [], ""
        while cursor is not None:
            page = kim.ask("GET", "/api/actions?limit=2" + (f"&cursor={cursor}" if cursor else ""))
            self.assertEqual(page.status, 200, page.text)
            seen += [line["action"] for line in page.json["actions"]]
            cursor = page.json["next"]
        self.assertEqual(seen, numbers[::-1])
        self.assertEqual([line["action"] for line in
                          ola.ask("GET", "/api/actions/waiting").json["actions"]], [numbers[1]])
        self.assertEqual(adam.ask("GET", "/api/actions").status, 403)
        self.assertEqual(kim.ask("GET", "/api/actions/A-9999").status, 404)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("actions.listed")), 2)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
