#!/usr/bin/env python3
"""Paper and data over HTTP: compared by a job, read, accepted, mended by lines, drafted, undone.

    tests/http/drift_test.py PROGRAM [NAME…]
"""

import os
import sqlite3
import sys
import time
import unittest
import uuid

import house

MEMBERS = """format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    because: "the members' register"
    fields:
      name: {category: name, class: ordinary, identifies: true, erase: keep, because: "x"}
      email: {category: email, class: ordinary, erase: set_null}
      diagnosis: {category: health, class: special, erase: set_null}
"""


class Drift(house.House):
    def setUp(self):
        super().setUp()
        source = sqlite3.connect(self.path / "liva.db")
        source.executescript("""
            create table member (id integer primary key, name text, email text, diagnosis text,
                                 joined_on date);
            insert into member values (1, 'Tova Exempel', 'tova@exempel.se', 'astma', '2001-02-03'),
                                      (2, 'Nils Exempel', 'nils@exempel.se', '', '2026-02-03');""")
        source.close()
        (self.path / "map.yaml").write_text(MEMBERS)
        self.ombud("system", "add", "liva", "--url", f"sqlite:{self.path}/liva.db")
        self.ombud("datamap", "confirm", "liva", "--file", str(self.path / "map.yaml"))
        self.serve()
        self.asa = self.signed_in()

    def post(self, path, body=None, **headers):
        return self.asa.ask("POST", path, body, Idempotency_Key=uuid.uuid4().hex, **headers)

    def ok(self, answer, status=200):
        self.assertEqual(answer.status, status, answer.text)
        return answer.json

    def checked(self):
        job = self.ok(self.post("/api/drift/checks"), 202)["job"]
        for _ in range(600):
            state = self.asa.ask("GET", f"/api/jobs/{job}").json["state"]
            if state not in ("waiting", "running"):
                break
            time.sleep(0.1)
        self.assertEqual(state, "done")

    def findings(self, **wanted):
        return self.ok(self.asa.ask("POST", "/api/drift/lists", {"limit": 50} | wanted))["findings"]

    def kinds(self, **wanted):
        return [finding["what"] for finding in self.findings(**wanted)]

    def taken(self, *drafts):
        proposals = self.ok(self.asa.ask("GET", "/api/drift/proposals"))
        keys = list(drafts) or [draft["draft"] for draft in proposals["drafts"]]
        return self.ok(self.post("/api/drift/proposals/taking",
                                 {"drafts": keys, "reason": "first record"},
                                 If_Match=proposals["etag"]), 201)

    def test_from_a_connected_system_to_a_record_that_agrees(self):
        self.assertIsNone(self.ok(self.asa.ask("GET", "/api/drift"))["checked_at"])
        self.checked()
        self.assertEqual(self.kinds(), ["unknown_system", "old_without_period"])
        self.assertEqual(self.kinds(severity="serious", system="liva"), ["unknown_system"])
        self.assertEqual(self.kinds(what="overdue"), [])
        summary = self.ok(self.asa.ask("GET", "/api/drift"))
        self.assertEqual(summary["open"], {"serious": 1, "important": 1, "minor": 0, "hint": 0})
        made = self.taken()
        self.assertIn("B-0001", [one["number"] for one in made["made"]])
        self.assertEqual(self.kinds(), ["old_without_period"])
        self.checked()
        self.assertEqual(self.kinds(), ["old_without_period"])
        links = self.ok(self.asa.ask("GET", "/api/drift/links"))
        self.assertTrue(links["links"][0]["in_record"])
        self.ok(self.post(f"/api/drift/takings/{made['taking']}/undoing", {"reason": "no"}), 204)
        self.assertEqual(self.kinds(), ["unknown_system", "old_without_period"])
        again = self.post(f"/api/drift/takings/{made['taking']}/undoing", {"reason": "no"})
        self.assertEqual((again.status, again.json["key"]), (409, "drift.undone_already"))

    def test_a_finding_is_accepted_until_a_day_and_opened_again(self):
        self.checked()
        finding = self.findings(what="unknown_system")[0]["finding"]
        path = f"/api/drift/findings/{finding}"
        until = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400))
        shown = self.ok(self.post(path + "/acceptance", {"reason": "known", "until": until}))
        self.assertEqual((shown["state"], shown["accepted_until"]), ("accepted", until))
        self.assertEqual([turn["what"] for turn in shown["turns"]], ["found", "accepted"])
        self.assertEqual(self.kinds(state="accepted"), ["unknown_system"])
        self.ok(self.post(path + "/reopening", {"reason": "not any more"}))
        refused = self.post(path + "/acceptance", {"reason": " ", "until": until})
        self.assertEqual((refused.status, refused.json["key"]), (400, "drift.no_reason"))
        late = self.post(path + "/acceptance", {"reason": "known", "until": "2099-01-01"})
        self.assertEqual((late.status, late.json["key"]), (400, "drift.bad_until"))

    def test_lines_mend_what_is_undeclared_and_a_record_in_use_asks_for_more(self):
        self.taken("activity liva member")
        activity = self.asa.ask("GET", "/api/processing/activity/B-0001").json
        fields = activity["fields"] | {"matrix": activity["fields"]["matrix"][:1]}
        self.ok(self.asa.ask("PUT", "/api/processing/activity/B-0001", {"fields": fields},
                             If_Match=activity["etag"]))
        self.checked()
        found = self.findings(what="undeclared_data", activity="B-0001")
        self.assertEqual([one["severity"] for one in found], ["serious", "minor"])
        path = f"/api/drift/findings/{found[0]['finding']}/lines"
        body = {"activity": "B-0001", "reason": "it lies there"}
        change = self.ok(self.post(path, body))["change"]
        self.assertEqual(len(self.findings(what="undeclared_data")), 1)
        self.ok(self.post(f"/api/processing/activity/changes/{change}/undo", {"reason": "no"}))
        self.checked()
        self.assertEqual(len(self.findings(what="undeclared_data")), 2)
        other = self.post(path, body | {"activity": "B-0009"})
        self.assertEqual((other.status, other.json["key"]), (409, "drift.not_its_activity"))

    def test_whoever_keeps_the_record_is_told_of_what_disagrees(self):
        self.taken("activity liva member")
        activity = self.ok(self.asa.ask("GET", "/api/processing/activity/B-0001"))
        fields = activity["fields"] | {"matrix": activity["fields"]["matrix"][:1]}
        self.ok(self.asa.ask("PUT", "/api/processing/activity/B-0001", {"fields": fields},
                             If_Match=activity["etag"]))
        self.checked()
        found = self.findings(what="undeclared_data", activity="B-0001")
        pages = {f"/drift/findings/{one['finding']}": one["wrong"] for one in found}

        def told():
            mine = self.ok(self.asa.ask("GET", "/api/records/mine"))["to_mend"]
            return {one["page"]: one["what"] for one in mine
                    if one["record"]["number"] == "B-0001" and one["page"] in pages}

        self.assertEqual(len(pages), 2)
        self.assertEqual(told(), pages)
        gone = next(iter(pages))
        until = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400))
        self.ok(self.post(f"/api{gone}/acceptance", {"reason": "known", "until": until}))
        self.assertEqual(list(told()), [page for page in pages if page != gone])

    def test_a_rule_that_was_not_carried_out_is_overdue_and_its_period_is_drafted(self):
        (self.path / "rules.yaml").write_text(
            "former:\n  subject: liva.member\n  starts: joined_on\n  keep: at most 5 years\n"
            "  then: review\n  because: [follow up]\n  schedule: weekly\n")
        self.ombud("retention", "add", str(self.path / "rules.yaml"))
        self.checked()
        found = self.findings(what="overdue")
        self.assertEqual([(one["severity"], one["evidence"]["rows"]) for one in found],
                         [("serious", 1)])
        self.assertEqual(self.kinds(what="old_without_period"), [])
        self.taken()
        period = self.asa.ask("GET", "/api/processing/retention_period/R-0001").json["fields"]
        self.assertEqual((period["rule"], period["bound"], period["period"]),
                         ("former", "at_most", 5))
        lines = self.asa.ask("GET", "/api/processing/activity/B-0001").json["fields"]["matrix"]
        self.assertTrue(all("retention" in line for line in lines))

    def test_two_systems_are_said_to_be_the_same_and_that_is_taken_back(self):
        self.ok(self.post("/api/processing/system", {"fields": {"name": "Liva"}}), 201)
        links = self.ok(self.asa.ask("GET", "/api/drift/links"))
        self.assertEqual(links["likely"][0]["record"]["number"], "S-0001")
        pair = {"record": "S-0001", "system": "liva"}
        self.ok(self.post("/api/drift/links", pair | {"same": True}), 204)
        twice = self.post("/api/drift/links", pair | {"same": True})
        self.assertEqual((twice.status, twice.json["key"]), (409, "drift.said_already"))
        self.assertIn("undeclared_persons", self.kinds())
        self.ok(self.post("/api/drift/links/removal", pair), 204)
        self.assertIn("unknown_system", self.kinds())

    def test_the_list_is_a_document_and_years_are_set(self):
        self.ok(self.post("/api/drift/years", {"years": 30}), 204)
        none = self.post("/api/drift/years", {"years": 0})
        self.assertEqual((none.status, none.json["key"]), (400, "drift.bad_years"))
        self.checked()
        self.assertEqual(self.kinds(), ["unknown_system"])
        for kind in ("pdf", "xlsx", "docx", "csv", "html"):
            answer = self.asa.ask("GET", f"/api/drift/document?format={kind}&severity=serious")
            self.assertEqual(answer.status, 200, kind)
        bad = self.asa.ask("GET", "/api/drift/document?format=txt")
        self.assertEqual((bad.status, bad.json["key"]), (400, "drift.bad_filter"))

    def test_a_no_says_in_how_much_of_what(self):
        self.ok(self.post("/api/processing/declaration", {"fields": {
            "name": "Inga", "subject": "sensitive_data", "answer": False}}), 201)
        self.checked()
        self.assertIn("said_none", self.kinds())
        coverage = self.ok(self.asa.ask("GET", "/api/drift/coverage"))
        self.assertTrue(coverage["declarations"][0]["contradicted"])
        self.assertEqual(coverage["systems"][0]["map"], 1)
        self.assertIsNotNone(coverage["systems"][0]["looked_at"])


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
