#!/usr/bin/env python3
"""Bad input and broken surroundings: the right status, a sentence that helps, and nothing of names,
paths or SQL in it; afterwards the server goes on without a restart.

    tests/http/faults_test.py PROGRAM [NAME…]

A database that goes away is a PostgreSQL of the test's own; a full disk is a small file system in
memory, which only root may mount (skipped elsewhere).
"""

import contextlib
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

import house
from house import OTHER, Person

TOOLS = pathlib.Path(__file__).parents[2] / "tools"
LEAKS = re.compile(r"(?i)sqlite|postgres|\bselect\b|\binsert\b|constraint|errno|/tmp/|/home/|"
                   r"\.db\b|std::|nlohmann|terminate|socket dir|relation ")
IDLE = 2000


def test_servers():
    """tools/test-servers as a module."""
    loader = importlib.machinery.SourceFileLoader("test_servers", str(TOOLS / "test-servers"))
    spec = importlib.util.spec_from_loader("test_servers", loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["test_servers"] = module
    loader.exec_module(module)
    return module


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


class Gone(Faults):
    """A store on PostgreSQL, which is stopped and started under the server."""

    def setUp(self):
        self.tools = test_servers()
        self.place = tempfile.TemporaryDirectory(prefix="ombud-pg-")
        folder = pathlib.Path(self.place.name)
        user = self.tools.server_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
        self.servers = self.tools.Servers(folder, user)
        self.tools_run([self.tools.POSTGRESQL_PROGRAMS + "initdb", "--pgdata",
                        str(folder / "postgresql"), "--username=ombud", "--auth=trust",
                        "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
        self.database = None
        self.begin()
        self.psql("create database ombud_store")
        super().setUp()

    def tearDown(self):
        super().tearDown()
        self.servers.stop()
        self.place.cleanup()

    def furnish(self):
        self.make()  # A copy of a folder would share its store.

    def tools_run(self, command):
        process = self.servers.begin(command, self.servers.postgresql_log)
        self.servers.finish(process, "initdb", self.servers.postgresql_log)

    def psql(self, text):
        subprocess.run(["psql", "-h", self.place.name, "-p", "5432", "-U", "ombud", "-d",
                        "postgres", "-qc", text], check=True)

    def begin(self):
        folder = self.place.name
        settings = [part for name, value in self.tools.POSTGRESQL_SETTINGS.items()
                    for part in ("-c", f"{name}={value}")]
        self.database = self.servers.begin(
            [self.tools.POSTGRESQL_PROGRAMS + "postgres", "-D", f"{folder}/postgresql", "-p",
             "5432", "-c", f"unix_socket_directories={folder}", *settings, "-c", "fsync=on"],
            self.servers.postgresql_log)
        self.servers.await_answer(self.database, "PostgreSQL", self.servers.postgresql_log,
                                  ["psql", "-h", folder, "-p", "5432", "-U", "ombud", "-d",
                                   "postgres", "-Atqc", "SELECT 1"])

    def ombud(self, *arguments, **more):
        if arguments[0] == "init":
            arguments += ("--store", f"postgresql://ombud@/ombud_store?host={self.place.name}")
        return super().ombud(*arguments, **more)

    def test_a_database_that_is_gone_is_said_and_back_is_back(self):
        self.serve("--no-jobs")
        asa = self.signed_in()
        body = {"addresses": ["dso@forbundet.example"], "language": "sv"}
        self.assertEqual(asa.ask("PUT", "/api/mail/checkpoints", body).status, 204)
        self.database.kill()
        self.database.wait()
        end = time.monotonic() + float(os.environ.get("OMBUD_TEST_GONE_SECONDS", "3"))
        while time.monotonic() < end:
            self.holds(asa.ask("PUT", "/api/mail/checkpoints", body), 503)
            self.holds(asa.ask("GET", "/api/accounts"), 503)
            self.holds(asa.ask("GET", "/api/jobs"), 503)
            nobody = Person(self.serving)
            self.holds(nobody.sign_in("bo", OTHER), 503)
            self.assertEqual(nobody.ask("GET", "/health").status, 503)
        self.begin()
        answers = []
        end = time.monotonic() + 20
        while time.monotonic() < end and 204 not in answers:
            answers.append(asa.ask("PUT", "/api/mail/checkpoints", body).status)
        self.assertEqual(answers[-1], 204, answers)
        self.assertLessEqual(set(answers), {503, 204})
        self.assertEqual(asa.ask("GET", "/api/accounts").status, 200)
        self.is_well()
        self.ombud("evidence", "verify")


for name in [name for name in dir(Faults) if name.startswith("test_")]:
    if name not in vars(Gone):
        setattr(Gone, name, None)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
