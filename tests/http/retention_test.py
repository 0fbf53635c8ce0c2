#!/usr/bin/env python3
"""Retention rules, holds, the schedule and the installation's health, as a browser asks for them.

    tests/http/retention_test.py PROGRAM [NAME…]
"""

import json
import os
import sqlite3
import sys
import time
import unittest

import house
from house import OTHER

RULE = """former_members:
  subject: liva.member
  starts: left_on
  keep: at least 12 months
  unless:
    debt: balance > 0
  then: de-identify
  because: [contact former members]
  schedule: weekly
"""
MAP = """format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    because: "the number of members stays"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "payments refer to it"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
"""


class RetentionTest(house.House):
    def setUp(self):
        super().setUp()
        for name, role in (("olle", "approver"), ("ada", "administrator")):
            self.ombud("account", "add", name, "--role", role, OMBUD_NEW_PASSWORD=OTHER)
        source = sqlite3.connect(self.path / "liva.sqlite")
        source.executescript("""
            CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT, email TEXT, left_on DATE,
                                 balance NUMERIC);
            INSERT INTO member VALUES
              (1, 'Tova Lindqvist', 'tova@exempel.se', date('now', '-14 months'), 0),
              (2, 'Per Sandin', 'per@exempel.se', date('now', '-14 months'), 40),
              (3, 'Mia Ek', 'mia@exempel.se', '1900-01-01', 0),
              (4, 'Liv Dahl', 'liv@exempel.se', date('now', '-11 months', '-5 days'), 0),
              (5, 'Ola Berg', 'ola@exempel.se', NULL, 0);
        """)
        source.close()
        self.ombud("system", "add", "liva", "--url", f"sqlite:{self.path / 'liva.sqlite'}")
        (self.path / "map.yaml").write_text(MAP)
        self.ombud("datamap", "confirm", "liva", "--file", str(self.path / "map.yaml"))

    def keyed(self, person, method, path, body=None):
        self.number = getattr(self, "number", 0) + 1
        return person.ask(method, path, body, Idempotency_Key=f"key-{self.number}")

    def ended(self, person, job):
        """The job when it has ended; a worker looks every second."""
        for _ in range(300):
            found = person.ask("GET", f"/api/jobs/{job}")
            self.assertEqual(found.status, 200, found.text)
            if found.json["state"] not in ("waiting", "running"):
                return found.json
            time.sleep(0.2)
        self.fail(f"{job} does not end")

    def done(self, person, path, body=None):
        asked = self.keyed(person, "POST", path, body)
        self.assertEqual(asked.status, 202, asked.text)
        job = self.ended(person, asked.json["job"])
        self.assertEqual(job["state"], "done", job)
        return job

    def add_rule(self, person):
        added = self.keyed(person, "POST", "/api/retention/rules", {"yaml": RULE})
        self.assertEqual(added.status, 201, added.text)
        self.assertEqual(added.json, {"rules": [{"rule": "former_members", "version": 1}]})

    def test_a_rule_is_read_stored_counted_simulated_checked_and_planned(self):
        self.serve()
        asa = self.signed_in()
        self.assertEqual(asa.ask("GET", "/api/retention/rules").json, {"rules": []})
        read = asa.ask("POST", "/api/retention/readings", {"yaml": RULE})
        self.assertEqual(read.json["fault"], None)
        keep = read.json["rules"][0]["parts"]["keep"]
        self.assertEqual((keep["bound"], keep["count"], keep["unit"]), ("at_least", 12, "months"))
        self.add_rule(asa)

        job = self.done(asa, "/api/retention/counts")
        self.assertEqual(job["summary"], {"rules": "1", "chosen": "1"})
        listed = asa.ask("GET", "/api/retention/rules").json["rules"][0]
        self.assertEqual(listed["counted"]["chosen"], 1)
        self.assertEqual(listed["counted"]["rows"], 5)
        self.assertEqual(sum(month["rows"] for month in listed["counted"]["months"]), 1)
        self.assertEqual([(one["text"], one["rows"]) for one in listed["counted"]["kept"]],
                         [("debt", 1)])
        self.assertEqual([one["rows"] for one in listed["counted"]["review"]], [1])

        job = self.done(asa, "/api/retention/rules/former_members/simulations",
                        {"keep": "at least 6 months"})
        found = asa.ask("GET", f"/api/retention/simulations/{job['job']}")
        self.assertEqual((found.json["chosen"], found.json["keep"]), (2, "at least 6 months"))

        job = self.done(asa, "/api/retention/rules/former_members/checks")
        found = asa.ask("GET", f"/api/retention/checks/{job['job']}", Accept_Language="sv")
        self.assertEqual(found.json["review"][0]["keys"], ["3"])
        self.assertIn("1900", found.json["review"][0]["text"])

        job = self.done(asa, "/api/retention/rules/former_members/plans", {})
        self.assertEqual((job["summary"]["action"], job["summary"]["chosen"]), ("A-0001", "1"))
        rule = asa.ask("GET", "/api/retention/rules/former_members").json
        self.assertEqual((rule["waiting"]["action"], rule["waiting"]["state"]),
                         ("A-0001", "planned"))
        self.assertEqual(rule["looks"][0]["action"], "A-0001")
        self.assertEqual(self.serving.stop(), 0)
        for event, times in (("retention.added", 1), ("retention.simulated", 2),
                             ("retention.checked", 1), ("retention.check_shown", 1),
                             ("retention.looked", 1)):
            self.assertEqual(len(self.entries(event)), times, event)

    def test_what_is_wrong_in_a_rule_is_said_with_its_line_and_column(self):
        self.serve()
        asa = self.signed_in()

        def wrong(text):
            fault = asa.ask("POST", "/api/retention/readings", {"yaml": text}).json["fault"]
            return fault["key"], fault["line"], fault["column"]

        self.assertEqual(wrong(RULE.replace("12 months", "12 moons")), ("retention.bad_keep", 4, 9))
        self.assertEqual(wrong(RULE.replace("then:", "than:"))[:2], ("retention.missing", 2))
        self.assertEqual(wrong(RULE + "  unles: x\n"), ("retention.unknown_key", 10, 10))
        self.assertEqual(wrong("a: [\n")[0], "base.bad_yaml")

        # Found only where the rule is held against its system.
        for text, line, column in (
                (RULE.replace("starts: left_on", "starts: exit_date"), "3", "11"),
                (RULE.replace("debt: balance > 0", "debt: balance >> 0"), "6", None),
                (RULE.replace("liva.member", "liva.nobody"), "2", "12")):
            refused = self.keyed(asa, "POST", "/api/retention/rules", {"yaml": text})
            self.assertIn(refused.status, (400, 404, 409), refused.text)
            self.assertEqual(refused.json["params"].get("line"), line, refused.text)
            if column:
                self.assertEqual(refused.json["params"]["character"], column, refused.text)
        self.assertEqual(asa.ask("GET", "/api/retention/rules").json, {"rules": []})

    def test_who_changes_a_rule_sees_what_he_changes(self):
        self.serve()
        asa = self.signed_in()
        self.add_rule(asa)
        path = "/api/retention/rules/former_members"
        again = self.keyed(asa, "POST", "/api/retention/rules", {"yaml": RULE})
        self.assertEqual((again.status, again.json["key"]), (409, "retention.exists"))
        longer = RULE.replace("12 months", "18 months")
        changed = asa.ask("PUT", path, {"yaml": longer, "version": 1})
        self.assertEqual(changed.json, {"rule": "former_members", "version": 2})
        stale = asa.ask("PUT", path, {"yaml": RULE, "version": 1})
        self.assertEqual((stale.status, stale.json["key"]), (409, "retention.changed_since"))
        other = asa.ask("PUT", path, {"yaml": RULE.replace("former", "late"), "version": 2})
        self.assertEqual((other.status, other.json["key"]), (400, "retention.another_name"))
        gone = self.keyed(asa, "POST", path + "/removal", {"reason": "board 4"})
        self.assertEqual(gone.status, 204)
        self.assertEqual(asa.ask("GET", path).status, 404)

    def test_somebody_else_than_its_writer_lets_a_rule_approve_itself(self):
        self.serve()
        asa = self.signed_in()
        self.add_rule(asa)
        path = "/api/retention/rules/former_members"
        mine = self.keyed(asa, "POST", path + "/standing", {"reason": "board 3"})
        self.assertEqual(mine.status, 403)
        olle = self.signed_in("olle", OTHER)
        nothing = self.keyed(olle, "POST", path + "/standing", {"reason": " "})
        self.assertEqual((nothing.status, nothing.json["key"]), (400, "retention.no_reason"))
        stands = self.keyed(olle, "POST", path + "/standing", {"reason": "board 3"})
        self.assertEqual((stands.status, stands.json["standing"]["decided_by"]), (200, "olle"))
        ended = self.keyed(olle, "POST", path + "/standing-end", {"reason": "board 5"})
        self.assertIsNone(ended.json["standing"])

    def test_what_can_be_seen_to_be_wrong_makes_no_job(self):
        self.serve()
        asa = self.signed_in()
        self.add_rule(asa)
        path = "/api/retention/rules/former_members"
        for body in ({"on": "2026-13-01"}, {"keep": "a while"}, {"what": "1"}):
            refused = self.keyed(asa, "POST", path + "/simulations", body)
            self.assertEqual(refused.status, 400, refused.text)
        parts = self.keyed(asa, "POST", path + "/plans", {"disposal": ["board", "", "minutes"]})
        self.assertEqual((parts.status, parts.json["key"]), (400, "retention.three_parts"))
        self.assertEqual(
            self.keyed(asa, "POST", "/api/retention/rules/none/checks").status, 404)
        self.assertEqual(asa.ask("GET", "/api/retention/checks/J-0001").json["key"],
                         "retention.no_result")
        self.assertEqual(asa.ask("GET", "/api/retention/simulations/J-0001").status, 404)
        self.assertEqual(asa.ask("GET", "/api/jobs").json["jobs"], [])
        ada = self.signed_in("ada", OTHER)
        self.assertEqual(ada.ask("GET", "/api/retention/rules").status, 403)

    def test_of_one_thing_there_is_one_job_and_wishes_are_not_passed_over(self):
        self.serve("--no-jobs")
        asa = self.signed_in()
        self.add_rule(asa)
        path = "/api/retention/rules/former_members/plans"
        first = self.keyed(asa, "POST", path, {})
        self.assertEqual(self.keyed(asa, "POST", path, {}).json, first.json)
        wish = {"disposal": ["board", "2026-11-03", "minutes 7"]}
        refused = self.keyed(asa, "POST", path, wish)
        self.assertEqual((refused.status, refused.json["key"]),
                         (409, "retention.planning_already"))
        self.keyed(asa, "POST", f"/api/jobs/{first.json['job']}/cancellation")
        self.assertEqual(self.keyed(asa, "POST", path, wish).status, 202)

    def test_who_is_limited_to_a_controller_finds_the_rules_of_others_unknown(self):
        self.ombud("account", "add", "lim", "--role", "coordinator", "--controller", "Hamnkommunen",
                   OMBUD_NEW_PASSWORD=OTHER)
        self.serve()
        asa = self.signed_in()
        self.add_rule(asa)
        self.keyed(asa, "POST", "/api/holds",
                   {"system": "liva", "reason": "incident 3", "review_on": "2027-05-01"})
        lim = self.signed_in("lim", OTHER)
        path = "/api/retention/rules/former_members"
        self.assertEqual(lim.ask("GET", "/api/retention/rules").json, {"rules": []})
        self.assertEqual(lim.ask("GET", path).json["key"], "retention.unknown")
        for there, body in (("/counts", None), ("/checks", None), ("/plans", {}),
                            ("/removal", {"reason": "x"})):
            self.assertEqual(self.keyed(lim, "POST", path + there, body).status, 404, there)
        self.assertEqual(lim.ask("GET", "/api/holds").json, {"holds": []})
        self.assertEqual(lim.ask("GET", "/api/holds/due").json, {"open": 0, "due": 0})
        self.assertEqual(self.keyed(lim, "POST", "/api/holds/H-0001/lifting",
                                    {"reason": "x"}).status, 404)

    def test_why_a_persons_data_is_still_here_is_said_by_his_handle(self):
        found = self.ombud("subjects", "find", "--reference", "request 7", "--key",
                           "liva.member=2", "--json")
        handle = json.loads(found)["persons"][0]["person"]
        self.serve()
        asa = self.signed_in()
        self.add_rule(asa)
        self.keyed(asa, "POST", "/api/holds",
                   {"person": handle, "reason": "case 12", "review_on": "2027-03-01"})
        why = asa.ask("POST", "/api/retention/reasons",
                      {"person": handle, "reference": "request 7"})
        self.assertEqual(why.status, 200, why.text)
        place = why.json["places"][0]
        self.assertIsNone(place["fault"])
        self.assertEqual(place["rules"][0]["kept_by"], ["debt"])
        self.assertEqual({field["column"]: field["rule"] for field in place["fields"]}["email"],
                         "former_members 1")
        self.assertEqual(why.json["holds"], [{"number": "H-0001", "review_on": "2027-03-01"}])
        unknown = asa.ask("POST", "/api/retention/reasons",
                          {"person": "P-ZZZZZZ", "reference": "request 7"})
        self.assertEqual(unknown.status, 404)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual([entry["reference"] for entry in self.entries("retention.asked_why")],
                         ["request 7"])

    def test_a_hold_is_set_listed_by_its_day_and_lifted_with_a_reason(self):
        self.serve()
        asa = self.signed_in()
        for reason, day in (("incident 3", "2027-05-01"), ("incident 4", "2027-02-01")):
            made = self.keyed(asa, "POST", "/api/holds",
                              {"system": "liva", "reason": reason, "review_on": day})
            self.assertEqual((made.status, made.json["system"]), (201, "liva"), made.text)
        listed = asa.ask("GET", "/api/holds").json["holds"]
        self.assertEqual([hold["number"] for hold in listed], ["H-0002", "H-0001"])
        self.assertEqual(asa.ask("GET", "/api/holds/due").json, {"open": 2, "due": 0})
        for body, key in (
                ({"reason": "x", "review_on": "2027-01-01"}, "holds.person_or_system"),
                ({"system": "liva", "person": "P-1", "reason": "x", "review_on": "2027-01-01"},
                 "holds.person_or_system"),
                ({"system": "liva", "reason": "x", "review_on": "2020-01-01"},
                 "holds.review_in_the_past"),
                ({"system": "liva", "reason": " ", "review_on": "2027-01-01"}, "holds.no_reason")):
            refused = self.keyed(asa, "POST", "/api/holds", body)
            self.assertEqual((refused.status, refused.json["key"]), (400, key))
        lifted = self.keyed(asa, "POST", "/api/holds/H-0001/lifting", {"reason": "closed"})
        self.assertEqual(lifted.status, 204)
        again = self.keyed(asa, "POST", "/api/holds/H-0001/lifting", {"reason": "closed"})
        self.assertEqual(again.status, 409)
        bo = self.signed_in("bo", OTHER)
        self.assertEqual(len(bo.ask("GET", "/api/holds").json["holds"]), 1)
        self.assertEqual(self.keyed(bo, "POST", "/api/holds/H-0002/lifting",
                                    {"reason": "no"}).status, 403)

    def test_jobs_are_filtered_paged_and_tried_again(self):
        self.serve()
        asa = self.signed_in()
        self.add_rule(asa)
        for _ in range(3):
            self.done(asa, "/api/retention/counts")
        first = asa.ask("GET", "/api/jobs?limit=2&state=done").json
        self.assertEqual([job["job"] for job in first["jobs"]], ["J-0003", "J-0002"])
        rest = asa.ask("GET", f"/api/jobs?limit=2&state=done&cursor={first['next']}").json
        self.assertEqual(([job["job"] for job in rest["jobs"]], rest["next"]), (["J-0001"], None))
        self.assertEqual(asa.ask("GET", "/api/jobs?kind=actions.run").json["jobs"], [])
        self.assertEqual(asa.ask("GET", "/api/jobs?state=lost").json["key"], "jobs.bad_state")
        self.assertEqual(self.keyed(asa, "POST", "/api/jobs/J-0001/retry").json["key"],
                         "jobs.is_done")
        # Its system is gone for a moment: the job says so, and is tried again.
        (self.path / "liva.sqlite").rename(self.path / "away")
        asked = self.keyed(asa, "POST", "/api/retention/rules/former_members/counts")
        failed = self.ended(asa, asked.json["job"])
        self.assertEqual(failed["state"], "failed")
        self.assertTrue(failed["error"]["text"])
        (self.path / "away").rename(self.path / "liva.sqlite")
        again = self.keyed(asa, "POST", f"/api/jobs/{failed['job']}/retry")
        self.assertEqual(again.status, 202, again.text)
        ended = self.ended(asa, failed["job"])
        self.assertEqual((ended["state"], len(ended["tries"])), ("done", 2))

    def test_the_schedule_is_set_replaced_and_removed(self):
        self.serve()
        asa = self.signed_in()
        kinds = asa.ask("GET", "/api/jobs/kinds").json["kinds"]
        self.assertIn("retention.look", kinds)
        path = "/api/jobs/schedule/nightly"
        body = {"kind": "retention.look", "when": "daily 02:30", "parameters": ["event=left"]}
        made = asa.ask("PUT", path, body)
        self.assertEqual((made.status, made.json["parameters"]), (200, {"event": "left"}))
        other = asa.ask("PUT", path, {"kind": "retention.look", "when": "weekly monday 03:00"})
        self.assertEqual(other.json["when"], "weekly monday 03:00")
        self.assertEqual(len(asa.ask("GET", "/api/jobs/schedule").json["entries"]), 1)
        for wrong, key in (({"kind": "none.such", "when": "daily 02:30"}, "jobs.no_such_kind"),
                           ({"kind": "retention.look", "when": "now and then"},
                            "jobs.bad_recurrence"),
                           ({"kind": "retention.look", "when": "daily 02:30",
                             "parameters": ["event"]}, "jobs.bad_parameters")):
            self.assertEqual(asa.ask("PUT", path, wrong).json["key"], key)
        # A refusal leaves what was there.
        self.assertEqual(asa.ask("GET", "/api/jobs/schedule").json["entries"][0]["when"],
                         "weekly monday 03:00")
        self.assertEqual(asa.ask("DELETE", path).status, 204)
        self.assertEqual(asa.ask("DELETE", path).status, 404)

    def test_the_health_of_the_installation_is_the_administrators_and_the_officers(self):
        self.serve()
        ada = self.signed_in("ada", OTHER)
        health = ada.ask("GET", "/api/doctor/health").json
        self.assertIsNone(health["examined"])
        self.assertIsNone(health["backup"])
        self.assertIn("sessions", [one["what"] for one in health["kept"]])
        job = self.done(ada, "/api/doctor/examinations")
        self.assertEqual(set(job["summary"]), {"wrong", "warnings"})
        bo = self.signed_in("bo", OTHER)
        examined = bo.ask("GET", "/api/doctor/health", Accept_Language="nb").json["examined"]
        found = {one["key"]: one for one in examined["findings"]}
        self.assertEqual(found["doctor.no_backup"]["mend"], "ombud backup TO")
        self.assertIn("doctor.log_sound", found)
        self.assertEqual(examined["job"], job["job"])
        cia = self.signed_in("cia", OTHER)
        self.assertEqual(cia.ask("GET", "/api/doctor/health").status, 403)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("doctor.examined")), 1)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
