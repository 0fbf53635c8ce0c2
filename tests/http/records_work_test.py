#!/usr/bin/env python3
"""Work on records over HTTP: comments and who is named in them, tasks, reviews, what waits for
oneself; and whatever somebody may send that is wrong.

    tests/http/records_work_test.py PROGRAM [NAME…]
"""

import itertools
import os
import sys
import unittest

import house
from house import OTHER

NOBODY = "00000000-0000-4000-8000-000000000000"
ACTIVITY = "processing/activity/B-0001"


class RecordsWorkTest(house.House):
    def setUp(self):
        super().setUp()
        for name, role in (("eva", "auditor"), ("lisa", "list_user")):
            self.ombud("account", "add", name, "--role", role, OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa, self.eva = self.signed_in(), self.signed_in("eva", OTHER)
        self.names = {one["name"]: one["id"]
                      for one in self.get("accounts/names").json["names"]}
        made = self.post("processing/activity", {"fields": {"name": "Löner"}})
        self.assertEqual(made.status, 201, made.text)
        self.etag = made.json["etag"]

    def post(self, path, body=None, person=None, **headers):
        return (person or self.asa).ask("POST", f"/api/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}", **headers)

    def get(self, path, person=None):
        return (person or self.asa).ask("GET", f"/api/{path}")

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def mine(self, person, done=""):
        answer = self.get(f"records/mine{done}", person)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def test_who_is_named_in_a_comment_is_told_until_he_has_seen_it(self):
        said = self.post(f"{ACTIVITY}/comments", {"text": "Right, @eva?"})
        self.assertEqual((said.status, said.json["mine"]), (201, True), said.text)
        waits = self.mine(self.eva)["mentions"]
        self.assertEqual([(one["record"]["number"], one["by"]) for one in waits],
                         [("B-0001", "asa")])
        self.assertEqual(self.mine(self.asa)["mentions"], [])
        seen = self.get(f"{ACTIVITY}/comments", self.eva).json["comments"]
        self.assertEqual([(one["text"], one["waits"]) for one in seen], [("Right, @eva?", True)])
        self.assertEqual(self.post(f"{ACTIVITY}/seen", person=self.eva).status, 204)
        self.assertEqual(self.mine(self.eva)["mentions"], [])
        of = f"{ACTIVITY}/comments/{said.json['id']}/withdrawal"
        self.refused(self.post(of, {"reason": "x"}, self.eva), 403, "records.not_permitted")
        self.refused(self.post(of, {"reason": " "}), 400, "records.no_reason")
        self.assertEqual(self.post(of, {"reason": "settled"}).status, 204)
        self.refused(self.post(of, {"reason": "again"}), 409, "records.comment_withdrawn")
        left = self.get(f"{ACTIVITY}/comments").json["comments"][0]
        self.assertEqual((left["text"], left["withdrawn"]["reason"]), ("", "settled"))
        for body, status, key in (({}, 400, "http.missing_field"),
                                  ({"text": " "}, 400, "records.comment_empty"),
                                  ({"text": "x" * 6000}, 400, "records.comment_long"),
                                  ({"text": "@lisa"}, 400, "records.may_not_read")):
            self.refused(self.post(f"{ACTIVITY}/comments", body), status, key)
        self.refused(self.post(f"{ACTIVITY}/comments/{NOBODY}/withdrawal", {"reason": "x"}), 404,
                     "records.no_such_comment")

    def test_a_task_is_given_handed_on_done_and_opened_again(self):
        given = self.post(f"{ACTIVITY}/tasks", {"what": "Ask for it", "owner": self.names["eva"],
                                                "due_on": "2020-01-31"})
        self.assertEqual((given.status, given.json["number"]), (201, "T-0001"), given.text)
        task = self.mine(self.eva)["tasks"][0]
        self.assertEqual((task["what"], task["record"]["number"], task["made_by"]),
                         ("Ask for it", "B-0001", "asa"))
        path = f"{ACTIVITY}/tasks/T-0001"
        put = self.asa.ask("PUT", f"/api/{path}", {"owner": self.names["bo"], "due_on": ""})
        self.assertEqual((put.status, put.json["owner"]["name"], put.json["due_on"]),
                         (200, "bo", None), put.text)
        self.refused(self.post(f"{path}/completion", {}, self.eva), 403, "records.not_your_task")
        done = self.post(f"{path}/completion", {"note": "it came"}, self.signed_in("bo", OTHER))
        self.assertEqual((done.status, done.json["done_by"]), (200, "bo"), done.text)
        self.refused(self.post(f"{path}/completion", {}), 409, "records.task_done")
        self.assertEqual(self.mine(self.eva)["tasks"], [])
        again = self.post(f"{path}/reopening", {"reason": "not all"})
        self.assertEqual([step["what"] for step in again.json["steps"]],
                         ["given", "changed", "done", "reopened"], again.text)
        self.refused(self.post(f"{path}/reopening", {"reason": "x"}), 409, "records.task_open")
        self.assertEqual(len(self.get(f"{ACTIVITY}/tasks").json["tasks"]), 1)
        for body, key in (({"what": " "}, "records.task_empty"),
                          ({"what": "x", "due_on": "soon"}, "base.bad_day"),
                          ({"what": "x", "owner": self.names["lisa"]}, "records.may_not_read"),
                          ({"what": "x", "owner": NOBODY}, "records.no_such_record")):
            self.refused(self.post(f"{ACTIVITY}/tasks", body), 400, key)
        self.post("processing/activity", {"fields": {"name": "Annat"}})
        self.refused(self.post("processing/activity/B-0002/tasks/T-0001/completion", {}), 404,
                     "records.no_such_task")

    def test_a_review_sets_the_next_one_and_stands_in_the_history(self):
        done = self.post(f"{ACTIVITY}/reviews", {"note": "looked through"}, If_Match=self.etag)
        self.assertEqual(done.status, 200, done.text)
        later = self.post(f"{ACTIVITY}/reviews", {"note": "again", "next_on": "2031-05-01"},
                          If_Match=done.json["etag"])
        self.assertEqual(later.json["review_on"], "2031-05-01", later.text)
        what = [one["what"] for one in self.get(f"{ACTIVITY}/history").json["versions"]]
        self.assertEqual(what, ["reviewed", "reviewed", "created"])
        self.refused(self.post(f"{ACTIVITY}/reviews", {"note": "x", "next_on": "2020-05-01"},
                               If_Match=later.json["etag"]), 400, "records.review_past")
        self.refused(self.post(f"{ACTIVITY}/reviews", {"note": "x"}, If_Match=self.etag), 412,
                     "http.changed_since")
        unit = self.post("processing/unit", {"fields": {"name": "Kontoret"}}).json
        self.refused(self.post("processing/unit/U-0001/reviews", {"note": "x"},
                               If_Match=unit["etag"]), 409, "records.never_reviewed")

    def made(self, kind, fields):
        answer = self.post(kind, {"fields": fields})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def test_an_agreement_without_its_yearly_statement_waits_for_its_owner(self):
        ours = self.made("processing/controller", {"name": "Nordvik Bygg AB"})["id"]
        party = self.made("parties/party", {"name": "Molnvik Ltd"})["id"]
        made = self.made("parties/agreement", {
            "name": "Hosting", "type": "processing", "direction": "we_are_controller",
            "ours": ours, "party": party, "part_of_other": False, "subject": "Hosting",
            "signed_on": "2020-03-02", "document": "2020/14", "audit_yearly": True})
        self.assertEqual(self.mine(self.asa)["to_mend"], [])
        moved = self.post("parties/agreement/A-0001/moves", {"move": "sign"},
                          If_Match=made["etag"])
        self.assertEqual(moved.status, 200, moved.text)
        self.assertEqual([(one["record"]["number"], one["since"], one["page"])
                          for one in self.mine(self.asa)["to_mend"]],
                         [("A-0001", "2020-03-02", "/parties/agreement/A-0001")])
        self.assertEqual(self.mine(self.eva)["to_mend"], [])
        # With a party that no activity leads to, too.
        listed = self.post("processing/lists/recipients", {
            "lacking": True, "abroad": False, "special": False, "from": 0, "limit": 50})
        self.assertEqual([line["cells"][-1] for line in listed.json["lines"]], [[{
            "text": "Hosting: no audit statement for the last year.", "room": "parties",
            "kind": "agreement", "number": "A-0001", "lacking": True}]], listed.text)
        self.made("parties/audit_statement", {"name": "Molnvik", "direction": "theirs",
                                              "party": party, "type": "soc"})
        self.assertEqual(self.mine(self.asa)["to_mend"], [])

    def test_who_may_not_read_hears_nothing(self):
        lisa = self.signed_in("lisa", OTHER)
        self.refused(self.get(f"{ACTIVITY}/comments", lisa), 403, "serve.not_permitted")
        self.refused(self.get(f"{ACTIVITY}/tasks", lisa), 403, "serve.not_permitted")
        self.assertEqual(self.mine(lisa) | {"today": ""},
                         {"today": "", "mentions": [], "tasks": [], "reviews": [], "to_mend": []})


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
