#!/usr/bin/env python3
"""Records of every kind over HTTP: made, edited, moved, archived, listed, looked back at, many at
once and undone; and whatever somebody may send that is wrong.

    tests/http/records_test.py PROGRAM [NAME…]
"""

import itertools
import os
import sys
import unittest

import house
from house import OTHER

NOBODY = "00000000-0000-4000-8000-000000000000"
LIST = {"descending": False, "archived": False, "limit": 50}


class RecordsTest(house.House):
    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "eva", "--role", "approver", OMBUD_NEW_PASSWORD=OTHER)
        self.ombud("account", "add", "lisa", "--role", "list_user", OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()

    def post(self, path, body, person=None, **headers):
        return (person or self.asa).ask("POST", f"/api/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}", **headers)

    def get(self, path, person=None):
        return (person or self.asa).ask("GET", f"/api/{path}")

    def made(self, kind, **fields):
        answer = self.post(f"processing/{kind}", {"fields": fields})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def put(self, record, person=None, **fields):
        return (person or self.asa).ask(
            "PUT", f"/api/processing/{record['kind']}/{record['number']}", {"fields": fields},
            If_Match=record["etag"])

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def titles(self, kind, **asked):
        answer = self.post(f"processing/{kind}/lists", LIST | asked)
        self.assertEqual(answer.status, 200, answer.text)
        return [record["title"] for record in answer.json["records"]]

    def test_the_declarations_come_in_the_readers_language(self):
        answer = self.asa.ask("GET", "/api/processing/kinds", Accept_Language="da")
        kinds = {kind["kind"]: kind for kind in answer.json["kinds"]}
        self.assertEqual(kinds["activity"]["plural"], "Behandlingsaktiviteter")
        self.assertNotIn("party", kinds)
        self.assertIn("party", {kind["kind"] for kind in self.get("parties/kinds").json["kinds"]})

    def test_a_record_is_made_read_edited_and_looked_back_at(self):
        unit = self.made("unit", name="Lönekontoret", type="department")
        made = self.made("activity", name="Löner", unit="U-0001")
        self.assertEqual((made["number"], made["state"], made["version"]), ("B-0001", "draft", 1))
        self.assertEqual(made["links"][unit["id"]]["number"], "U-0001")
        edited = self.put(made, name="Arvoden", unit=unit["id"])
        self.assertEqual((edited.status, edited.json["version"]), (200, 2), edited.text)
        self.assertEqual(edited.headers["ETag"], edited.json["etag"])
        self.refused(self.put(made, name="Annat"), 412, "http.changed_since")
        versions = self.get("processing/activity/B-0001/history").json["versions"]
        self.assertEqual([one["what"] for one in versions], ["edited", "created"])
        then = self.get(f"processing/activity/B-0001?as_of={versions[1]['at']}").json
        self.assertEqual(then["title"], "Löner")
        links = self.get("processing/unit/U-0001/links").json["links"]
        self.assertEqual([(one["number"], one["field"]) for one in links], [("B-0001", "unit")])

    def test_what_is_wrong_is_said_value_by_value_and_nothing_is_written(self):
        answer = self.post("processing/activity", {"fields": {
            "name": 7, "role": "owner", "unit": NOBODY, "colour": "red"}})
        self.refused(answer, 422, "records.not_saved")
        self.assertEqual({fault["path"]: fault["key"] for fault in answer.json["faults"]},
                         {"name": "records.no_text", "colour": "records.no_such_field",
                          "role": "records.no_such_choice"})
        answer = self.post("processing/activity", {"fields": {
            "name": "x", "role": "owner", "unit": "U-0009"}})
        self.assertEqual({fault["path"]: fault["key"] for fault in answer.json["faults"]},
                         {"role": "records.no_such_choice", "unit": "records.no_such_record"})
        self.assertEqual(self.titles("activity"), [])

    def test_bad_bodies_and_places_are_refused(self):
        unit = self.made("unit", name="Kontoret", type="department")
        self.refused(self.post("processing/boat", {"fields": {}}), 404, "records.no_such_kind")
        self.refused(self.post("parties/unit", {"fields": {}}), 404, "records.no_such_kind")
        self.refused(self.get("processing/unit/U-0007"), 404, "records.unknown")
        self.refused(self.get("processing/unit/B-0001"), 404, "records.unknown")
        self.refused(self.get("processing/unit/U-0001?as_of=then"), 400, "base.bad_instant")
        self.refused(self.get("processing/unit/U-0001?as_of=2001-01-01"), 404, "records.not_yet")
        for body, key in (({}, "http.missing_field"), ({"fields": 1}, "http.wrong_kind"),
                          ({"fields": {}, "more": 1}, "http.unknown_field")):
            self.refused(self.post("processing/unit", body), 400, key)
        for asked, key in (({"limit": 0}, "http.bad_limit"), ({"values": {"name": 1}},
                                                              "http.wrong_kind"),
                           ({"order": "note"}, "records.not_listed"),
                           ({"after": ["x", "y"]}, "records.bad_cursor")):
            self.refused(self.post("processing/unit/lists", LIST | asked), 400, key)
        path = "processing/unit/U-0001"
        self.refused(self.post(f"{path}/moves", {"move": "end"}), 428, "http.version_needed")
        self.refused(self.post(f"{path}/moves", {"move": "fly"}, If_Match=unit["etag"]), 400,
                     "records.no_such_move")
        self.refused(self.post(f"{path}/archive", {"archived": True, "reason": " "},
                               If_Match=unit["etag"]), 400, "records.no_reason")
        self.refused(self.post(f"processing/unit/changes/{NOBODY}/undo", {"reason": "x"}), 404,
                     "records.no_such_change")
        self.refused(self.post("processing/unit/edits",
                               {"records": [{"id": NOBODY, "version": 1}], "reason": "x"}), 404,
                     "records.unknown")
        self.refused(self.post("processing/unit/edits", {"records": [1], "reason": "x"}), 400,
                     "http.wrong_kind")

    def test_many_are_changed_at_once_and_undone_at_once(self):
        units = [self.made("unit", name=f"Klubb {at}", type="club") for at in range(30)]
        body = {"records": [{"id": one["id"], "version": 1} for one in units],
                "set": {"type": "department"}, "reason": "the clubs became departments"}
        done = self.post("processing/unit/edits", body)
        self.assertEqual((done.status, done.json["changed"]), (200, 30), done.text)
        self.refused(self.post("processing/unit/edits", body), 409, "records.changed_meanwhile")
        self.assertEqual(len(self.titles("unit", values={"type": ["department"]})), 30)
        found = self.get("processing/unit/changes").json
        self.assertEqual([(one["what"], one["records"], one["undone"], one["touched"])
                          for one in found["changes"]], [("edited_many", 30, False, False)])
        self.assertEqual((found["changes"][0]["id"], found["next"]), (done.json["change"], None))
        undone = self.post(f"processing/unit/changes/{done.json['change']}/undo",
                           {"reason": "by mistake"})
        self.assertEqual(undone.json["changed"], 30, undone.text)
        self.assertEqual(self.titles("unit", values={"type": ["department"]}), [])
        self.assertEqual([(one["what"], one["undone"]) for one in
                          self.get("processing/unit/changes").json["changes"]],
                         [("undone", False), ("edited_many", True)])
        wrong = self.post("processing/unit/edits", body | {
            "records": [{"id": units[0]["id"], "version": 3}], "set": {"type": "castle"}})
        self.refused(wrong, 422, "records.not_saved")
        self.assertEqual(wrong.json["faults"][0]["number"], "U-0001")

    def test_all_that_a_list_shows_are_chosen_with_their_versions(self):
        for at in range(60):
            self.made("unit", name=f"Klubb {at}", type="club" if at % 2 else "department")
        chosen = self.post("processing/unit/matching", {
            "values": {"type": ["club"]}, "descending": False, "archived": False})
        self.assertEqual((chosen.status, len(chosen.json["records"])), (200, 30), chosen.text)
        done = self.post("processing/unit/edits", {
            "records": chosen.json["records"], "set": {"type": "department"}, "reason": "renamed"})
        self.assertEqual(done.json["changed"], 30, done.text)
        stale = self.post("processing/unit/edits", {
            "records": chosen.json["records"], "set": {"type": "club"}, "reason": "back"})
        self.refused(stale, 409, "records.changed_meanwhile")
        self.refused(self.post("processing/unit/edits", {
            "records": chosen.json["records"], "clear": ["colour"], "reason": "x"}), 400,
            "records.no_such_field")
        self.refused(self.post("processing/unit/matching", {
            "order": "name", "descending": False, "archived": False, "limit": 3}), 400,
            "http.unknown_field")

    def test_a_record_is_copied_and_an_edit_says_why(self):
        unit = self.made("unit", name="Kontoret", type="department")
        answer = self.asa.ask("POST", "/api/processing/unit/U-0001/copies",
                              Idempotency_Key="copy", Accept_Language="nb")
        self.assertEqual((answer.status, answer.json["title"]), (201, "Kopi av Kontoret"))
        edited = self.asa.ask("PUT", "/api/processing/unit/U-0001", {
            "fields": {"name": "Huset"}, "reason": "moved"}, If_Match=unit["etag"])
        self.assertEqual(edited.status, 200, edited.text)
        versions = self.get("processing/unit/U-0001/history").json["versions"]
        self.assertEqual([one["reason"] for one in versions], ["moved", ""])
        self.refused(self.post("processing/unit/U-0009/copies", None), 404, "records.unknown")

    def test_a_view_is_saved_shared_and_removed(self):
        look = {"search": "lön", "states": ["in_use"], "values": {"type": ["club"]},
                "order": "title", "descending": True, "archived": False, "columns": ["type"]}
        own = self.post("processing/unit/views", look | {"name": "Mine", "shared": False})
        self.assertEqual(own.status, 200, own.text)
        self.assertLessEqual(look.items(), own.json.items())
        shared = self.post("processing/unit/views", look | {"name": "Ours", "shared": True}).json
        eva = self.signed_in("eva", OTHER)
        views = self.get("processing/unit/views", eva).json["views"]
        self.assertEqual([(view["name"], view["mine"], view["owner"]) for view in views],
                         [("Ours", False, "asa")])
        self.refused(self.post("processing/unit/views", look | {"name": "x", "shared": True}, eva),
                     403, "records.not_permitted")
        gone = f"/api/processing/unit/views/{shared['id']}"
        self.refused(eva.ask("DELETE", gone), 403, "records.not_permitted")
        self.assertEqual(self.asa.ask("DELETE", gone).status, 204)
        self.refused(self.asa.ask("DELETE", gone), 404, "records.no_such_view")
        for wrong, key in (({"name": " "}, "records.view_unnamed"),
                           ({"columns": ["note"]}, "records.not_listed"),
                           ({"order": "note"}, "records.not_listed")):
            self.refused(self.post("processing/unit/views",
                                   look | {"name": "x", "shared": False} | wrong), 400, key)

    def test_a_list_is_searched_and_paged(self):
        for name in ("Ärenden", "Arvoden", "Zoner"):
            self.made("unit", name=name, type="club")
        self.assertEqual(self.titles("unit", order="title"), ["Arvoden", "Zoner", "Ärenden"])
        self.assertEqual(self.titles("unit", search="arv"), ["Arvoden"])
        answer = self.post("processing/unit/lists", LIST | {"order": "title", "limit": 2}).json
        self.assertEqual((answer["count"], len(answer["records"])), (3, 2))
        self.assertEqual(self.titles("unit", order="title", after=answer["next"]), ["Ärenden"])

    def test_who_may_not_gets_nothing(self):
        unit = self.made("unit", name="Kontoret", type="department")
        lisa, eva = self.signed_in("lisa", OTHER), self.signed_in("eva", OTHER)
        self.refused(self.get("processing/unit/U-0001", lisa), 403, "serve.not_permitted")
        self.assertEqual(self.get("processing/unit/U-0001", eva).status, 200)
        self.refused(self.put(unit, eva, name="Annat"), 403, "serve.not_permitted")
        self.refused(self.post("processing/unit", {"fields": {"name": "x"}}, eva), 403,
                     "serve.not_permitted")

    def test_a_record_says_what_whoever_reads_it_may_do_with_it(self):
        for board in ("Skolan", "Omsorgen"):
            self.made("unit", name=board, type="board")
        own = self.made("activity", name="Skolskjuts", unit="U-0001")
        self.assertEqual(own["may"], {"edit": True, "moves": ["start", "end", "reopen"]})
        shared = self.made("data_category", name="Namn")
        self.ombud("account", "add", "rut", "--role", "editor", "--unit", "U-0001",
                   OMBUD_NEW_PASSWORD=OTHER)
        rut, eva = self.signed_in("rut", OTHER), self.signed_in("eva", OTHER)
        edits = len(self.entries("records.edited"))
        for person, record, edit in ((rut, own, True), (rut, shared, False), (eva, own, False)):
            path = f"processing/{record['kind']}/{record['number']}"
            read = self.get(path, person)
            self.assertEqual((read.status, read.json["may"]), (200, {"edit": edit, "moves": []}))
            then = self.get(f"{path}?as_of={record['changed_at']}", person)
            self.assertNotIn("may", then.json, then.text)
        self.refused(self.put(shared, rut, name="Annat"), 403, "records.not_yours")
        self.assertEqual(self.put(own, rut, name="Resor", unit="U-0001").json["may"]["edit"], True)
        self.assertEqual(len(self.entries("records.edited")), edits + 1)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
