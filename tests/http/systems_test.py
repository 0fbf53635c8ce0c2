#!/usr/bin/env python3
"""Systems and their maps over HTTP: dropped as CSV, tried, added, proposed, answered, confirmed.

    tests/http/systems_test.py PROGRAM [NAME…]
"""

import base64
import os
import pathlib
import sqlite3
import sys
import time
import unittest
import uuid

import house
from house import OTHER, Person

MEMBERS = ("medlemsnummer;förnamn;efternamn;e-post;personnummer;ort\n"
           "1;Tova;Lindqvist;tova@exempel.se;19811228-9874;Umeå\n"
           "2;Åke;Sjöberg;ake@exempel.se;19850709-9805;Skellefteå\n")
PAYMENTS = "betalning;medlemsnummer;belopp;dag\n1;1;250;2026-01-12\n2;2;250;2026-01-13\n"


class SystemsTest(house.House):
    def send(self, person, method, path, body=None, **headers):
        if method == "POST":
            headers.setdefault("Idempotency_Key", str(uuid.uuid4()))
        return person.ask(method, path, body, **headers)

    def ok(self, person, method, path, body=None, status=200, **headers):
        answer = self.send(person, method, path, body, **headers)
        self.assertEqual(answer.status, status, answer.text)
        return answer.json

    def refused(self, person, method, path, body=None, **headers):
        answer = self.send(person, method, path, body, **headers)
        self.assertGreaterEqual(answer.status, 400, answer.text)
        return answer.status, answer.json["key"]

    def drop(self, person, files):
        drop = self.ok(person, "POST", "/api/connectors/drops", status=201)["drop"]
        for name, content in files.items():
            self.piece(person, drop, name, 0, content)
        return drop

    def piece(self, person, drop, name, at, content, status=200):
        if isinstance(content, str):
            content = content.encode()
        return self.send(person, "PUT", f"/api/connectors/drops/{drop}/files",
                         {"file": name, "at": at, "content": base64.b64encode(content).decode()})

    def dropped(self, person, name="liva"):
        drop = self.drop(person, {"medlemmar.csv": MEMBERS, "betalningar.csv": PAYMENTS})
        return self.ok(person, "POST", "/api/connectors/systems",
                       {"name": name, "drop": drop, "public_body": False}, status=201)

    def ended(self, person, job):
        for _ in range(200):
            seen = self.ok(person, "GET", f"/api/jobs/{job}")
            if seen["state"] not in ("waiting", "running"):
                return seen
            time.sleep(0.1)
        self.fail("the job does not end")

    def proposed(self, person, system="liva", anew=False):
        answer = self.ok(person, "POST", f"/api/discovery/proposals/{system}",
                         {"sample_rows": 100, "anew": anew}, status=202)
        job = self.ended(person, answer["job"])
        self.assertEqual(job["state"], "done", job)
        return job["summary"]

    def field(self, read, table, column):
        return next((field for one in read["map"]["tables"] if one["table"] == table
                     for field in one["fields"] if field["column"] == column), None)

    def test_dropped_files_become_a_system_whose_map_is_proposed_answered_and_confirmed(self):
        self.serve()
        asa = self.signed_in()
        added = self.dropped(asa)
        self.assertEqual((added["system"]["kind"], added["system"]["uploaded"]), ("csv", True))
        self.assertEqual(added["system"]["address"], "csv:")
        self.assertEqual(added["check"]["tables"], 2)
        self.assertNotIn(str(self.path), str(added))
        self.assertEqual(self.refused(asa, "GET", "/api/datamap/maps/liva"), (404, "datamap.none"))

        summary = self.proposed(asa)
        self.assertEqual((summary["version"], summary["stored"]), ("1", "yes"))
        self.assertEqual((summary["rows"], summary["sampled"]), ("4", "4"))
        read = self.ok(asa, "GET", "/api/datamap/maps/liva", Accept_Language="sv")
        self.assertEqual(self.field(read, "medlemmar", "e-post")["category"], "email")
        self.assertIn("e-postadresser", self.field(read, "medlemmar", "e-post")["reason"])
        self.assertEqual(self.field(read, "medlemmar", "personnummer")["class"], "national_id")
        self.assertFalse(read["map"]["confirmed"])

        self.ok(asa, "POST", "/api/discovery/answers/liva",
                {"table": "medlemmar", "columns": ["ort"], "personal": False}, status=204)
        answers = self.ok(asa, "GET", "/api/discovery/answers/liva")
        self.assertEqual(answers["waiting"], [{"table": "medlemmar", "column": "ort"}])
        self.assertEqual(self.proposed(asa)["version"], "2")
        self.assertEqual(self.ok(asa, "GET", "/api/discovery/answers/liva")["waiting"], [])
        newest = self.ok(asa, "GET", "/api/datamap/maps/liva")
        self.assertIsNone(self.field(newest, "medlemmar", "ort"))

        path = "/api/datamap/maps/liva/confirmation"
        self.assertEqual(self.refused(asa, "POST", path), (428, "http.version_needed"))
        self.assertEqual(self.refused(asa, "POST", path, If_Match=read["etag"]),
                         (412, "http.changed_since"))
        done = self.ok(asa, "POST", path, If_Match=newest["etag"])
        self.assertEqual((done["map"]["confirmed"], done["version"], done["confirmed_by"]),
                         (True, 2, "asa"))
        self.assertEqual(self.refused(asa, "POST", path, If_Match=newest["etag"])[0], 412)
        self.assertEqual(self.ok(asa, "GET", "/api/datamap/maps/liva/confirmed")["version"], 2)
        versions = self.ok(asa, "GET", "/api/datamap/maps/liva/versions")["versions"]
        self.assertEqual([one["confirmed_by"] for one in versions], [None, "asa"])
        self.assertEqual(self.ok(asa, "GET", "/api/datamap/maps/liva/versions/1")["version"], 1)
        self.assertEqual(self.refused(asa, "GET", "/api/datamap/maps/liva/versions/x"),
                         (400, "datamap.bad_version"))
        maps = self.ok(asa, "GET", "/api/datamap/maps")["maps"]
        self.assertEqual([(one["system"], one["newest"], one["confirmed"]) for one in maps],
                         [("liva", 2, 2)])

    def test_an_answer_after_the_confirmation_is_worked_in_and_leaves_the_rest_as_decided(self):
        self.serve()
        asa = self.signed_in()
        self.dropped(asa)
        self.proposed(asa)
        newest = self.ok(asa, "GET", "/api/datamap/maps/liva")
        self.ok(asa, "POST", "/api/datamap/maps/liva/confirmation", If_Match=newest["etag"])
        nothing = self.proposed(asa)
        self.assertEqual((nothing["stored"], nothing["renewed"], nothing["answers"]),
                         ("no", "1", "0"))
        where = {"table": "medlemmar", "columns": ["ort"]}
        self.ok(asa, "POST", "/api/discovery/answers/liva", where | {"personal": False}, 204)
        again = self.proposed(asa)
        self.assertEqual((again["stored"], again["version"], again["answers"]), ("yes", "2", "1"))
        read = self.ok(asa, "GET", "/api/datamap/maps/liva")
        self.assertIsNone(self.field(read, "medlemmar", "ort"))
        self.ok(asa, "POST", "/api/discovery/withdrawals/liva", where, 204)
        self.assertEqual(self.ok(asa, "GET", "/api/discovery/answers/liva")["waiting"],
                         [{"table": "medlemmar", "column": "ort"}])
        self.assertEqual(self.refused(asa, "POST", "/api/discovery/withdrawals/liva", where),
                         (404, "discovery.no_answer"))

    def test_the_map_is_held_against_the_system_as_it_is_now(self):
        database = self.path / "liva.db"
        with sqlite3.connect(database) as source:
            source.execute("create table member (id integer primary key, name text, email text)")
            source.execute("insert into member values (1, 'Tova Lindqvist', 'tova@exempel.se')")
        self.serve()
        asa = self.signed_in()
        wish = {"name": "liva", "address": f"sqlite:{database}", "public_body": False}
        self.assertEqual(self.ok(asa, "POST", "/api/connectors/trials", wish)["check"]["tables"], 1)
        self.assertEqual(self.ok(asa, "GET", "/api/connectors/systems"), {"systems": []})
        self.ok(asa, "POST", "/api/connectors/systems", wish, status=201)
        self.proposed(asa)
        newest = self.ok(asa, "GET", "/api/datamap/maps/liva")
        self.ok(asa, "POST", "/api/datamap/maps/liva/confirmation", If_Match=newest["etag"])
        with sqlite3.connect(database) as source:
            source.execute("alter table member add column shoe_size integer")
        seen = self.ok(asa, "POST", "/api/datamap/maps/liva/comparison")
        self.assertEqual([(one["what"], one["column"]) for one in seen["changes"]],
                         [("column_new", "shoe_size")])
        self.assertIn({"table": "member", "columns": ["id", "shoe_size"]}, seen["left_out"])
        self.assertEqual(seen["faults"], [])
        grades = self.ok(asa, "POST", "/api/discovery/preflights/liva", Accept_Language="da")
        self.assertEqual((grades["version"], grades["confirmed"]), (1, True))
        self.assertEqual(grades["tables"][0]["table"], "member")
        self.assertEqual(self.proposed(asa)["changes"], "1")
        self.assertEqual(len(self.entries("datamap.compared")), 1)

    def test_what_cannot_be_opened_is_said_plainly_and_nothing_is_added(self):
        (self.path / "no.db").write_text("no database, only a text that is long enough\n" * 9)
        (self.path / "files").mkdir()
        (self.path / "files" / "a.csv").write_text("id;name\n1;Tova;extra\n")
        self.serve()
        asa = self.signed_in()
        for address, key in (
                (f"sqlite:{self.path}/none.db", "connectors.way_no_file"),
                (f"sqlite:{self.path}/no.db", "connectors.way_no_sqlite"),
                (f"csv:{self.path}/files", "connectors.way_files"),
                (f"csv:{self.path}/nowhere", "connectors.way_files"),
                ("sqlite:liva.db", "connectors.way_whole_path"),
                (f"sqlite:{self.path}/data/ombud.db", "connectors.way_own_folder"),
                (f"sqlite:{self.path}/files/../data/ombud.db", "connectors.way_own_folder"),
                (f"csv:{self.path}/data", "connectors.way_own_folder"),
                ("postgresql://u:secret@127.0.0.1:1/x", "connectors.way_password"),
                ("postgresql://u@127.0.0.1:1/x", "connectors.way_unreachable"),
                ("mariadb://u@127.0.0.1:1/x", "connectors.way_unreachable"),
                ("oracle://u@h/x", "connectors.bad_url")):
            for path in ("/api/connectors/trials", "/api/connectors/systems"):
                answer = self.send(asa, "POST", path,
                                   {"name": "liva", "address": address, "public_body": False})
                self.assertEqual(answer.json["key"], key, (address, answer.text))
                self.assertNotIn(str(self.path), answer.text)
                self.assertNotIn("incident", answer.text)
        os.symlink(self.path / "data", self.path / "link")
        wish = {"name": "liva", "public_body": False}
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems", wish | {
            "address": f"sqlite:{self.path}/link/ombud.db"}), (400, "connectors.way_own_folder"))
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems", wish),
                         (400, "connectors.address_or_drop"))
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems", wish | {
            "address": "manual:", "password": "x"}), (400, "connectors.no_password_needed"))
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems", wish | {
            "name": "Inte så", "address": "manual:"}), (400, "connectors.bad_name"))
        self.assertEqual(self.ok(asa, "GET", "/api/connectors/systems"), {"systems": []})

    def test_a_manual_system_has_nothing_to_look_into(self):
        self.serve()
        asa = self.signed_in()
        wish = {"name": "paper", "address": "manual:", "public_body": True,
                "controller": "Region Exempel"}
        added = self.ok(asa, "POST", "/api/connectors/systems", wish, status=201)
        self.assertIsNone(added["check"])
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems", wish),
                         (409, "connectors.name_taken"))
        self.assertEqual(self.refused(asa, "POST", "/api/discovery/proposals/paper",
                                      {"sample_rows": 1, "anew": False}),
                         (409, "connectors.manual"))
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems/paper/test"),
                         (409, "connectors.manual"))
        changed = self.ok(asa, "PUT", "/api/connectors/systems/paper/controller",
                          {"controller": "", "public_body": False})
        self.assertEqual((changed["controller"], changed["public_body"]), (None, False))
        self.assertEqual(len(self.entries("connectors.controller_set")), 1)
        self.assertEqual(self.send(asa, "DELETE", "/api/connectors/systems/paper").status, 204)
        self.assertEqual(self.refused(asa, "DELETE", "/api/connectors/systems/paper"),
                         (404, "connectors.unknown_system"))

    def test_a_password_is_sealed_and_never_answered(self):
        database = self.path / "x.db"
        sqlite3.connect(database).close()
        self.serve()
        asa = self.signed_in()
        wish = {"name": "liva", "address": "postgresql://u@127.0.0.1:1/x", "public_body": False,
                "password": "mycket hemligt ord"}
        answer = self.send(asa, "POST", "/api/connectors/systems", wish)
        self.assertEqual(answer.status, 503)
        self.assertNotIn("hemligt", answer.text)
        self.assertEqual(self.serving.stop(), 0)
        self.assertNotIn("hemligt", "".join(self.serving.lines))
        for file in (self.path / "data").rglob("*"):
            if file.is_file():
                self.assertNotIn(b"mycket hemligt", file.read_bytes(), file.name)

    def test_a_drop_takes_pieces_in_order_and_files_by_harmless_names(self):
        self.serve()
        asa = self.signed_in()
        drop = self.drop(asa, {})
        path = f"/api/connectors/drops/{drop}"
        self.assertEqual(self.refused(asa, "GET", path), (409, "connectors.drop_empty"))
        whole = MEMBERS.encode("cp1252")
        self.piece(asa, drop, "medlemmar.csv", 0, whole[:50])
        self.assertEqual(self.piece(asa, drop, "medlemmar.csv", 60, whole[60:]).json["key"],
                         "connectors.drop_gap")
        self.piece(asa, drop, "medlemmar.csv", 40, whole[40:])  # Sent again, from before the end.
        seen = self.ok(asa, "GET", path)["files"]
        self.assertEqual([(one["table"], one["encoding"], one["separator"]) for one in seen],
                         [("medlemmar", "Windows-1252", ";")])
        self.assertEqual(seen[0]["columns"][1], "förnamn")
        for name in ("../ombud.csv", "a/b.csv", "a\\b.csv", ".csv", ".hidden.csv", "a.txt",
                     "a\u0007.csv", "x" * 130 + ".csv", "a.csv\u0000"):
            self.assertEqual(self.piece(asa, drop, name, 0, "id\n1\n").json["key"],
                             "connectors.drop_bad_name", name)
        large = self.piece(asa, drop, "stor.csv", 64 * 1024 * 1024, "x")
        self.assertEqual(large.json["key"], "connectors.drop_too_large")
        for wrong in ("%%%", "YQ"):
            self.assertEqual(self.refused(
                asa, "PUT", path + "/files", {"file": "a.csv", "at": 0, "content": wrong}),
                (400, "connectors.drop_bad_piece"))
        self.piece(asa, drop, "b.csv", 0, "id;id\n1;2\n")
        status, key = self.refused(asa, "GET", path)
        self.assertEqual((status, key), (409, "connectors.way_files"))
        self.assertEqual(self.send(asa, "DELETE", path).status, 204)
        self.assertEqual(self.refused(asa, "GET", path), (404, "connectors.drop_unknown"))
        for strange in ("..", "%2e%2e", "x", str(uuid.uuid4())):
            status, _ = self.refused(asa, "GET", f"/api/connectors/drops/{strange}")
            self.assertIn(status, (400, 404), strange)

    def test_dropped_files_go_with_their_system_and_old_ones_by_themselves(self):
        self.serve()
        asa = self.signed_in()
        uploads = self.path / "data" / "uploads"
        self.dropped(asa)
        files = list(uploads.glob("*/*/*.csv"))
        self.assertEqual(len(files), 2)
        for file in [*files, *{file.parent for file in files}]:
            self.assertEqual(file.stat().st_mode & 0o077, 0)
        drop = files[0].parent.name
        self.assertEqual(self.refused(asa, "DELETE", f"/api/connectors/drops/{drop}"),
                         (409, "connectors.drop_used"))
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/systems", {
            "name": "twin", "drop": drop, "public_body": False}), (409, "connectors.drop_used"))
        self.assertEqual(self.send(asa, "DELETE", "/api/connectors/systems/liva").status, 204)
        self.assertEqual(list(uploads.glob("*/*")), [])

        old = self.drop(asa, {"a.csv": "id\n1\n"})
        fresh = self.drop(asa, {"a.csv": "id\n1\n"})
        place = next(uploads.glob(f"*/{old}"))
        os.utime(place, (time.time() - 90_000, time.time() - 90_000))
        self.drop(asa, {})
        self.assertFalse(place.exists())
        self.assertEqual(self.ok(asa, "GET", f"/api/connectors/drops/{fresh}")["files"][0]["table"],
                         "a")
        for _ in range(6):
            self.drop(asa, {})
        self.assertEqual(self.refused(asa, "POST", "/api/connectors/drops"),
                         (409, "connectors.drop_too_many"))

    def test_answers_are_given_for_columns_that_there_are(self):
        self.serve()
        asa = self.signed_in()
        self.dropped(asa)
        path = "/api/discovery/answers/liva"
        said = {"table": "medlemmar", "columns": ["e-post"], "personal": True}
        self.ok(asa, "POST", path, said, status=204)
        self.assertEqual(self.ok(asa, "GET", path)["waiting"], [])
        for wrong, key in (({"columns": ["none"]}, "discovery.no_such_column"),
                           ({"columns": []}, "http.missing_field"),
                           ({"category": "gold"}, "discovery.bad_category"),
                           ({"category": "name", "personal": False}, "discovery.category_of_no"),
                           ({"table": "nowhere"}, "discovery.no_such_column")):
            self.assertEqual(self.refused(asa, "POST", path, said | wrong)[1], key, wrong)
        self.assertEqual(len(self.entries("discovery.answered")), 1)
        cia = self.signed_in("cia", OTHER)
        self.assertEqual(self.send(cia, "POST", path, said).status, 403)

    def test_two_who_propose_at_once_share_one_job(self):
        self.serve()
        asa = self.signed_in()
        self.dropped(asa)
        wish = {"sample_rows": 100, "anew": False}
        jobs = {self.ok(asa, "POST", "/api/discovery/proposals/liva", wish, 202)["job"]
                for _ in range(2)}
        for job in jobs:
            self.assertEqual(self.ended(asa, job)["state"], "done")
        self.assertEqual(self.refused(asa, "POST", "/api/discovery/proposals/liva",
                                      wish | {"sample_rows": 0}),
                         (400, "discovery.bad_sample_rows"))


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
