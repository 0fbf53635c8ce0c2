#!/usr/bin/env python3
"""Bad input and broken surroundings: the right status, a sentence that helps, and nothing of names,
paths or SQL in it; afterwards the server goes on without a restart.

    tests/http/faults_test.py PROGRAM [NAME…]

A full disk is a small file system in memory, which only root may mount (skipped elsewhere).
"""

import contextlib
import os
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import time
import unittest
import uuid

import house
import persons
from house import OTHER, Person

LEAKS = re.compile(r"(?i)sqlite|postgres|\bselect\b|\binsert\b|constraint|errno|/tmp/|/home/|"
                   r"\.db\b|std::|nlohmann|terminate|socket dir|relation ")
IDLE = 2000


class Faults(house.House):
    def raw(self, data, wait=5):
        """What is answered to these bytes."""
        with socket.create_connection(("127.0.0.1", self.serving.port), timeout=wait) as one:
            one.sendall(data)
            answer = b""
            try:
                while piece := one.recv(65536):
                    answer += piece
                    head, _, body = answer.partition(b"\r\n\r\n")
                    length = re.search(rb"(?i)content-length: (\d+)", head)
                    if length and len(body) >= int(length[1]):
                        break
            except (TimeoutError, ConnectionError):
                pass
            return answer.decode(errors="replace")

    def holds(self, answer, *statuses):
        """A problem of one of these kinds that says something and tells nothing."""
        self.assertIn(answer.status, statuses, answer.text)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        self.assertGreater(len(answer.json["detail"]), 20)
        self.assertIsNone(LEAKS.search(answer.text), answer.text)

    def is_well(self):
        self.assertEqual(Person(self.serving).ask("GET", "/health").json, {"status": "ok"})

    def sent(self, person, method, path, text, kind="application/json", **more):
        fields = {"Host": f"127.0.0.1:{self.serving.port}", "Cookie": person.cookie,
                  "X-CSRF-Token": person.csrf, "Content-Type": kind, "Idempotency-Key":
                  uuid.uuid4().hex, "Content-Length": str(len(text)), **more}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return self.raw(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + text)

    def refused(self, answer, status, word=""):
        self.assertTrue(answer.startswith(f"HTTP/1.1 {status} "), answer[:400])
        self.assertIn("application/problem+json", answer)
        self.assertIn(word, answer)
        self.assertIsNone(LEAKS.search(answer), answer)

    def test_what_is_no_json_or_another_one_is_refused_by_the_name_of_what_is_wrong(self):
        self.serve()
        asa = self.signed_in()
        path = "/api/mail/checkpoints"
        for text, word in ((b"{", "http.bad_json"), (b"", "http.bad_json"),
                           (b"[1]", "http.bad_json"), (b"\xff\xfe", "http.bad_json"),
                           (b'{"addresses":' + b"[" * 5000, "http.bad_json"),
                           (b'{"addresses":[],"addresses":[],"language":"sv"}', "http.bad_json"),
                           (b'{"addresses":"x","language":"sv"}', "addresses"),
                           (b'{"addresses":[],"language":7}', "language"),
                           (b'{"addresses":[],"language":"sv","more":1}', "more"),
                           (b'{"addresses":[]}', "language"),
                           (b'{"addresses":[],"language":"xx"}', "detail"),
                           (b'{"addresses":["no address"],"language":"sv"}', "mail.bad_address")):
            self.refused(self.sent(asa, "PUT", path, text), 400, word)
        self.refused(self.sent(asa, "PUT", path, b"{}", "text/plain"), 415)
        self.is_well()

    def test_bodies_and_lengths_that_do_not_fit_are_refused_before_they_are_read(self):
        self.serve()
        asa = self.signed_in()
        path = "/api/mail/checkpoints"
        self.refused(self.sent(asa, "PUT", path, b"{}", **{"Content-Length": "99999999"}), 413)
        self.refused(self.sent(asa, "PUT", path, b"{}",
                               **{"Content-Length": "2\r\nContent-Length: 3"}), 400)
        self.refused(self.sent(asa, "PUT", path, b"{}", **{"Content-Length": "-2"}), 400)
        self.refused(self.sent(asa, "PUT", path, b"{}",
                               **{"Content-Length": "2\r\nTransfer-Encoding: chunked"}), 400)
        self.refused(self.raw(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n"), 414)
        self.refused(self.raw(b"GET / HTTP/1.1\r\nX: " + b"a" * 40000 + b"\r\n\r\n"), 431)
        self.is_well()

    def test_what_is_another_ones_or_of_nobody_does_not_exist(self):
        self.serve()
        bo, asa = self.signed_in("bo", OTHER), self.signed_in()
        session = bo.ask("GET", "/api/accounts/sessions").json["sessions"][0]["id"]
        key = {"Idempotency_Key": uuid.uuid4().hex}
        for method, path, body in (
                ("DELETE", f"/api/accounts/sessions/{session}", None),
                ("DELETE", f"/api/accounts/sessions/{uuid.uuid4()}", None),
                ("PUT", f"/api/mail/addresses/{uuid.uuid4()}",
                 {"address": "a@example.org", "language": "sv"}),
                ("POST", "/api/mail/messages/M-0001/resending", None),
                ("POST", "/api/mail/incoming/I-9999/completion", None)):
            self.holds(asa.ask(method, path, body, **({} if method != "POST" else key)), 404)
        self.assertEqual(bo.ask("GET", "/api/accounts/session").status, 200)

    def test_a_version_that_is_not_the_one_any_more_is_not_spared_nor_changed(self):
        self.serve()
        asa = self.signed_in()
        listed = asa.ask("GET", "/api/connectors/systems")
        self.assertEqual(asa.ask("GET", "/api/connectors/systems",
                                 If_None_Match=listed.headers["ETag"]).status, 304)
        self.ombud("system", "add", "paper", "--url", "manual:")
        self.assertEqual(asa.ask("GET", "/api/connectors/systems",
                                 If_None_Match=listed.headers["ETag"]).status, 200)

    def test_many_idle_connections_and_slow_ones_keep_nobody_waiting(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if hard < IDLE + 200:
            self.skipTest("so many files may not be open here")
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, IDLE + 500), hard))
        self.serve()
        idle = [socket.create_connection(("127.0.0.1", self.serving.port)) for _ in range(IDLE)]
        slow = idle[:200]
        for one in slow:
            one.sendall(b"GET /health HTTP/1.1\r\nHost: x")  # And never more.
        began = time.monotonic()
        self.is_well()
        self.assertEqual(self.signed_in().ask("GET", "/api/accounts").status, 200)
        self.assertLess(time.monotonic() - began, 10)
        slow[0].settimeout(30)
        answer = slow[0].recv(65536).decode()
        self.refused(answer, 408)
        for one in idle:
            one.close()
        self.is_well()

    def test_a_full_disk_stops_changes_and_nothing_else(self):
        small = self.path / "small"
        small.mkdir()
        if os.geteuid() != 0 or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "ombud-test", str(small)],
                capture_output=True).returncode != 0:
            self.skipTest("only root may mount a small file system")
        try:
            subprocess.run(["cp", "-a", str(self.path / "data"), str(small)], check=True)
            self.environment["OMBUD_DATA"] = str(small / "data")
            self.full(small)
        finally:
            self.serving.stop()
            subprocess.run(["umount", str(small)], check=True)

    def full(self, small):
        self.serve("--no-jobs")
        asa = self.signed_in()
        body = {"addresses": ["dso@forbundet.example"], "language": "sv"}
        self.assertEqual(asa.ask("PUT", "/api/mail/checkpoints", body).status, 204)
        filler = small / "filler"
        with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(b"x" * 4096):
                pass
        found = set()
        for _ in range(200):
            answer = asa.ask("PUT", "/api/mail/checkpoints", body)
            found.add(answer.status)
            if answer.status != 204:
                self.holds(answer, 507)
                break
        self.assertIn(507, found)
        # What leaves no entry is read on; what must leave one is not shown without it.
        self.assertEqual(asa.ask("GET", "/api/jobs").status, 200)
        self.assertEqual(asa.ask("GET", "/api/mail/settings").status, 200)
        self.holds(asa.ask("GET", "/api/accounts"), 507)
        filler.unlink()
        self.assertEqual(asa.ask("PUT", "/api/mail/checkpoints", body).status, 204)
        self.assertEqual(asa.ask("GET", "/api/accounts").status, 200)
        self.ombud("evidence", "verify")


class Stale(persons.PersonsHouse):
    """What was looked at is not what stands there any more, and who could may not any more."""

    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "ola", "--role", "approver", OMBUD_NEW_PASSWORD=OTHER)
        self.ombud("account", "add", "gry", OMBUD_NEW_PASSWORD=OTHER)
        tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400))
        self.ombud("grant", "ask", "--account", "gry", "--role", "handler", "--until", tomorrow,
                   "--reason", "case 7")
        self.ombud("grant", "decide", "G-0001", "--reason", "needed", "--as", "ola",
                   OMBUD_PASSWORD=OTHER)

    def post(self, person, path, body=None, **headers):
        return person.ask("POST", path, body, Idempotency_Key=uuid.uuid4().hex, **headers)

    def put(self, person, path, body, **headers):
        return person.ask("PUT", path, body, **headers)

    def planned(self, person, kind="erase"):
        handle = self.only(person, persons.TOVA)["person"]
        asked = self.post(person, "/api/actions/wishes",
                          {"kind": kind, "person": handle, "reference": persons.WHY})
        self.assertEqual(asked.status, 202, asked.text)
        for _ in range(300):
            wish = person.ask("GET", f"/api/actions/wishes/{asked.json['wish']}").json
            if wish["state"] in ("planned", "refused"):
                break
            time.sleep(0.1)
        self.assertEqual(wish["state"], "planned", wish)
        return f"/api/actions/{wish['action']}"

    def run_grant_out(self):
        """As when its last day is over."""
        store = sqlite3.connect(self.path / "data" / "ombud.db", timeout=10)
        self.assertEqual(store.execute("update accounts_grant set until_at = ?",
                                       (int(time.time() * 1e6) - 1,)).rowcount, 1)
        store.commit()
        store.close()

    def test_a_stale_version_changes_nothing_on_any_route_that_takes_one(self):
        self.serve()
        asa, ola = self.signed_in(), self.signed_in("ola", OTHER)
        number = self.planned(asa)
        routes = {"POST /api/actions/{action}/approval": (ola, number, "/approval"),
                  "POST /api/actions/{action}/run": (asa, number, "/run"),
                  "POST /api/datamap/maps/{system}/confirmation":
                      (asa, "/api/datamap/maps/liva", "/confirmation"),
                  "POST /api/drift/proposals/taking": (asa, "/api/drift/proposals", "/taking")}
        for room, kind in (("processing", "unit"), ("parties", "party")):
            made = self.post(asa, f"/api/{room}/{kind}", {"fields": {"name": "Kontoret"}})
            record = f"/api/{room}/{kind}/{made.json['number']}"
            path = f"/api/{room}/{{kind}}/{{number}}"
            routes |= {f"PUT {path}": (asa, record, ""),
                       f"POST {path}/moves": (asa, record, "/moves"),
                       f"POST {path}/archive": (asa, record, "/archive"),
                       f"POST {path}/reviews": (asa, record, "/reviews")}
        taking = {name for name, operation in house.CONTRACT.operations().items()
                  if "If-Match" in house.CONTRACT.parameters(operation, "header")}
        self.assertEqual(set(routes), taking, "a route that takes a version and is not tried here")
        for name, (person, of, path) in routes.items():
            before = person.ask("GET", of).text
            ask = self.post if name.startswith("POST") else self.put
            body = {"move": "end"} if "{kind}" in name else None
            if "proposals" in name:
                body = {"drafts": ["system liva"], "reason": "first record"}
            missing = ask(person, of + path, body)
            stale = ask(person, of + path, body, If_Match='"stale"')
            self.assertEqual((missing.status, stale.status), (428, 412), path)
            for answer in (missing, stale):
                self.assertGreater(len(answer.json["detail"]), 20)
            self.assertEqual(person.ask("GET", of).text, before)
        # The right one, of a moment before somebody else's change, is stale too.
        version = ola.ask("GET", number).json["version"]
        self.assertEqual(self.post(asa, number + "/refusal", {"reason": "asked twice"}).status, 200)
        self.assertIn(self.post(ola, number + "/approval", If_Match=version).status, (409, 412))
        self.assertEqual(ola.ask("GET", number).json["state"], "refused")

    def test_a_grant_that_runs_out_in_the_middle_of_a_task_ends_it_there(self):
        self.serve()
        gry, ola = self.signed_in("gry", OTHER), self.signed_in("ola", OTHER)
        number = self.planned(gry)
        version = ola.ask("GET", number).json["version"]
        self.assertEqual(self.post(ola, number + "/approval", If_Match=version).status, 200)
        version = gry.ask("GET", number).json["version"]
        self.run_grant_out()
        for answer in (self.post(gry, number + "/run", If_Match=version), gry.ask("GET", number),
                       self.search(gry, persons.TOVA)):
            self.assertEqual((answer.status, answer.json["key"]), (403, "accounts.grant_ended"))
            self.assertIn("G-0001", answer.json["detail"])
        self.assertEqual(ola.ask("GET", number).json["state"], "approved")

    def test_a_job_of_a_grant_that_ran_out_before_it_was_begun_is_refused(self):
        self.serve("--no-jobs")
        gry = self.signed_in("gry", OTHER)
        handle = self.only(gry, persons.TOVA)["person"]
        asked = self.post(gry, "/api/actions/wishes",
                          {"kind": "erase", "person": handle, "reference": persons.WHY})
        self.assertEqual(asked.status, 202, asked.text)
        self.run_grant_out()
        self.ombud("work", "--until-idle", "--quiet", code=8)
        asa = self.signed_in()
        jobs = asa.ask("GET", "/api/jobs").json["jobs"]
        self.assertEqual([(job["kind"], job["state"]) for job in jobs],
                         [("actions.plan", "refused")], jobs)
        self.assertEqual(jobs[0]["error"]["key"], "accounts.grant_ended")
        self.assertEqual(asa.ask("GET", "/api/actions").json["actions"], [])


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
