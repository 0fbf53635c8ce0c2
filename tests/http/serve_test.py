#!/usr/bin/env python3
"""The real `ombud serve`: signed in to by password, asked over HTTP and TLS, stopped, killed.

    tests/http/serve_test.py PROGRAM [NAME…]

What it does is done through the socket only, as another program would; what lasts is then looked at
by the command line.
"""

import datetime
import json
import os
import pathlib
import re
import signal
import socket
import ssl
import sys
import threading
import time
import unittest
import warnings

import house
from house import CONTRACT, OTHER, PASSWORD, Person, Serving


class ServeTest(house.House):
    def test_somebody_signs_in_looks_around_and_signs_out(self):
        self.serve()
        nobody = Person(self.serving)
        self.assertEqual(nobody.ask("GET", "/api/accounts/session").status, 401)
        wrong = nobody.sign_in("bo", "något annat än det rätta")
        self.assertEqual(wrong.status, 401)
        self.assertEqual(wrong.json["key"], "accounts.wrong_password")

        asa = self.signed_in()
        who = asa.ask("GET", "/api/accounts/session")
        self.assertEqual(who.json["account"]["name"], "asa")
        self.assertIn("connectors.list", who.json["permissions"])
        self.assertEqual(asa.ask("GET", "/api/connectors/systems").json, {"systems": []})
        self.assertEqual(asa.ask("GET", "/api/jobs").json, {"jobs": [], "next": None})
        self.assertEqual(len(asa.ask("GET", "/api/accounts").json["accounts"]), 3)
        self.assertEqual(asa.ask("DELETE", "/api/accounts/session").status, 204)
        self.assertEqual(asa.ask("GET", "/api/accounts/session").status, 401)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("accounts.signed_in")), 1)
        self.assertEqual(len(self.entries("accounts.sign_in_denied")), 1)
        self.assertEqual(len(self.entries("accounts.listed")), 1)
        self.assertEqual(len(self.entries("accounts.session_ended")), 1)
        self.ombud("evidence", "verify")

    def test_systems_are_seen_and_spared_where_they_have_not_changed(self):
        self.ombud("system", "add", "paper", "--url", "manual:")
        self.serve()
        bo = self.signed_in("bo", OTHER)
        systems = bo.ask("GET", "/api/connectors/systems")
        self.assertEqual([one["name"] for one in systems.json["systems"]], ["paper"])
        again = bo.ask("GET", "/api/connectors/systems", If_None_Match=systems.headers["ETag"])
        self.assertEqual((again.status, again.text), (304, ""))
        self.ombud("system", "add", "more", "--url", "manual:")
        changed = bo.ask("GET", "/api/connectors/systems", If_None_Match=systems.headers["ETag"])
        self.assertEqual(changed.status, 200)
        self.assertEqual(bo.ask("GET", "/api/connectors/systems/paper").json["kind"], "manual")
        self.assertEqual(bo.ask("GET", "/api/connectors/systems/none").status, 404)

    def test_the_log_is_read_page_by_page_and_each_entry_once(self):
        for number in range(7):
            self.ombud("system", "add", f"system{number}", "--url", "manual:")
        self.serve()
        bo = self.signed_in("bo", OTHER)
        time.sleep(1.5)  # The places in the log are given once a second.
        seen, cursor, pages = [], None, 0
        while True:
            path = "/api/evidence/entries?limit=3" + (f"&cursor={cursor}" if cursor else "")
            page = bo.ask("GET", path)
            self.assertEqual(page.status, 200, page.text)
            seen += [entry["id"] for entry in page.json["entries"]]
            pages += 1
            cursor = page.json["next"]
            if not cursor:
                break
        all_at_once = bo.ask("GET", "/api/evidence/entries?limit=200").json["entries"]
        self.assertEqual(seen, [entry["id"] for entry in all_at_once])
        self.assertGreater(pages, 3)
        self.assertIsNone(all_at_once[0]["opened"])
        self.assertIsNotNone(all_at_once[0]["position"], "not yet in its place")
        opened = bo.ask("POST", "/api/evidence/looks", {"reference": "review-7"})
        self.assertIsNotNone(opened.json["entries"][0]["opened"])
        for wrong in ("limit=0", "cursor=x", "from=2026-13-01", "reference=r", "what=1"):
            self.assertEqual(bo.ask("GET", f"/api/evidence/entries?{wrong}").status, 400, wrong)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(self.entries("evidence.list")[1]["reference"], "review-7")

    def test_who_may_not_is_refused_and_that_is_in_the_log(self):
        self.serve()
        cia = self.signed_in("cia", OTHER)
        refused = cia.ask("GET", "/api/evidence/entries", Accept_Language="sv")
        self.assertEqual(refused.status, 403)
        self.assertEqual(refused.headers["Content-Type"], "application/problem+json")
        self.assertIn("Behörigheten evidence.read", refused.json["detail"])
        self.assertEqual(cia.ask("GET", "/api/accounts").status, 403)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual([entry["object"] for entry in self.entries("serve.refused")],
                         ["GET /api/accounts", "GET /api/evidence/entries"])

    def test_a_job_that_is_none_can_not_be_stopped(self):
        self.serve()
        asa = self.signed_in()
        key = {"Idempotency_Key": "k1"}
        self.assertEqual(asa.ask("POST", "/api/jobs/J-0001/cancellation", **key).status, 404)
        self.assertEqual(asa.ask("POST", "/api/jobs/J-0001/cancellation").json["key"],
                         "serve.key_needed")
        self.assertEqual(asa.ask("GET", "/api/jobs/J-0001/events").status, 404)

    def test_metrics_are_for_this_machine_and_name_no_path(self):
        self.serve()
        nobody = Person(self.serving)
        self.assertEqual(nobody.ask("GET", "/health").json, {"status": "ok"})
        nobody.ask("GET", "/api/jobs/J-4711")
        metrics = nobody.ask("GET", "/metrics").text
        self.assertIn('ombud_http_requests_total{route="GET /api/jobs/{job}",status="4xx"} 1',
                      metrics)
        self.assertNotIn("4711", metrics)
        self.assertEqual(nobody.ask("GET", "/metrics", X_Forwarded_For="192.0.2.1").status, 404)
        for line in metrics.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*(\{\w+\}[^}]*)*\})? '
                                   r'[0-9.e+-]+)$')

    def test_its_lines_tell_of_no_person(self):
        self.serve()
        asa = self.signed_in()
        asa.ask("GET", "/api/accounts")
        asa.ask("GET", "/api/connectors/systems/hemligt")
        self.serving.stop()
        text = "".join(self.serving.lines)
        for word in ("asa", "hemligt", "127.0.0.1:5", asa.csrf, asa.cookie.split("=")[1], PASSWORD):
            self.assertNotIn(word, text.replace(self.serving.address, ""))
        self.assertEqual([line["status"] for line in self.serving.events("request")],
                         [201, 200, 404])

    def test_what_is_under_way_is_ended_before_it_stops(self):
        self.serve()
        results = []

        def sign_in():
            results.append(Person(self.serving).sign_in("asa", PASSWORD).status)

        threads = [threading.Thread(target=sign_in) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.15)
        code = self.serving.stop()
        for thread in threads:
            thread.join()
        self.assertEqual(code, 0)
        # One password at a time: the others are told to wait, but they are told.
        self.assertEqual(len(results), 4)
        self.assertIn(201, results)
        self.assertLessEqual(set(results), {201, 429})
        self.assertTrue(self.serving.events("stopped")[0]["all_answered"])
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", self.serving.port), timeout=1)

    def test_a_session_outlives_a_killed_server_and_so_does_what_it_answered(self):
        self.serve()
        asa = self.signed_in()
        for _ in range(20):
            self.assertEqual(asa.ask("GET", "/api/accounts").status, 200)
        self.serving.stop(signal.SIGKILL)
        asa.serving = self.serve()
        self.assertEqual(asa.ask("GET", "/api/accounts/session").status, 200)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("accounts.listed")), 20)
        self.ombud("evidence", "verify")

    def test_two_servers_work_on_one_folder(self):
        first = self.serve("--no-jobs")
        asa = self.signed_in()
        second = Serving(self, "--no-jobs")
        try:
            asa.serving = second
            self.assertEqual(asa.ask("GET", "/api/accounts").status, 200)
            asa.serving = first
            self.assertEqual(asa.ask("DELETE", "/api/accounts/session").status, 204)
            asa.serving = second
            self.assertEqual(asa.ask("GET", "/api/accounts").status, 401)
        finally:
            self.assertEqual(second.stop(), 0)

    def test_tls_by_certificate_files(self):
        certificate, key = self.certificate()
        self.serve("--certificate", certificate, "--certificate-key", key)
        context = ssl.create_default_context(cafile=certificate)
        person = Person(self.serving, context)
        answer = person.sign_in("asa", PASSWORD)
        self.assertEqual(answer.status, 201, answer.text)
        self.assertIn("__Host-ombud-session=", answer.headers["Set-Cookie"])
        self.assertIn("Secure", answer.headers["Set-Cookie"])
        self.assertIn("max-age=63072000", answer.headers["Strict-Transport-Security"])
        self.assertEqual(person.ask("GET", "/api/accounts/session").status, 200)
        old = ssl.create_default_context(cafile=certificate)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        with self.assertRaises((ssl.SSLError, OSError)):
            Person(self.serving, old).ask("GET", "/health")
        with socket.create_connection(("127.0.0.1", self.serving.port), timeout=10) as plain:
            plain.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertNotIn(b"HTTP/1.1 200", plain.recv(1000))
        self.assertEqual(self.serving.stop(), 0)

    def test_it_starts_fast_and_idles_small(self):
        self.serve()
        self.assertEqual(Person(self.serving).ask("GET", "/health").status, 200)
        status = pathlib.Path(f"/proc/{self.serving.process.pid}/status").read_text()
        resident = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        print(f"\n  start {self.serving.took * 1000:.0f} ms, idle {resident:.1f} MiB resident")

    def routes(self):
        """The pages' and all others."""
        routes = json.loads(self.ombud("serve", "--routes", "--json"))
        return ([route for route in routes if route["page"]],
                [route for route in routes if not route["page"]])

    def test_every_route_is_in_the_contract_and_nothing_else(self):
        self.assertEqual(CONTRACT.faults, [])
        pages, routes = self.routes()
        # Pages are for browsers: everybody gets them, and none of them lies among the answers.
        self.assertEqual({page["permission"] for page in pages}, {"anybody"})
        self.assertEqual({page["method"] for page in pages}, {"GET"})
        self.assertFalse([page for page in pages if page["path"].startswith("/api")])
        operations = CONTRACT.operations()
        self.assertEqual({f"{route['method']} {route['path']}" for route in routes},
                         set(operations))
        for route in routes:
            name = f"{route['method']} {route['path']}"
            self.assertTrue(route["permission"], name)
            operation = operations[name]
            self.assertEqual(operation.get("security") == [], route["permission"] == "anybody",
                             name)
            self.assertEqual("requestBody" in operation, route["body"] is not None, name)
            self.assertEqual(CONTRACT.parameters(operation, "query"), set(route["queries"]), name)
            self.assertEqual(CONTRACT.parameters(operation, "path"),
                             set(re.findall(r"{(\w+)}", route["path"])), name)

    def test_every_route_asks_for_its_permission_whoever_comes(self):
        for name, role in (("dea", "approver"), ("eva", "administrator"), ("fia", "coordinator")):
            self.ombud("account", "add", name, "--role", role, OMBUD_NEW_PASSWORD=OTHER)
        _, routes = self.routes()
        self.serve()
        refused = 0
        for name in ("bo", "cia", "dea", "eva", "fia", None):
            person = self.signed_in(name, OTHER) if name else Person(self.serving)
            may = person.ask("GET", "/api/accounts/session").json.get("permissions", [])
            for route in routes:
                target = re.sub(r"{\w+}", "J-9999", route["path"])
                permission, method = route["permission"], route["method"]
                if method == "DELETE" and route["path"] == "/api/accounts/session":
                    continue
                headers = {"Idempotency_Key": f"{name}-1"} if method == "POST" else {}
                body = {} if route["body"] is not None else None
                status = person.ask(method, target, body, **headers).status
                if permission == "anybody":
                    self.assertNotIn(status, (401, 403), (name, route))
                elif name is None:
                    self.assertEqual(status, 401, route)
                elif permission not in (*may, "signed in", "half signed in"):
                    self.assertEqual(status, 403, (name, route))
                    refused += 1
                else:
                    self.assertNotIn(status, (401, 403), (name, route))
        self.assertEqual(self.serving.stop(), 0)
        self.assertGreater(refused, 0)
        self.assertEqual(len(self.entries("serve.refused")), refused)

    def certificate(self):
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        import ipaddress
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        made = (x509.CertificateBuilder().subject_name(name).issuer_name(name)
                .public_key(key.public_key()).serial_number(1)
                .not_valid_before(now - datetime.timedelta(days=1))
                .not_valid_after(now + datetime.timedelta(days=1))
                .add_extension(x509.SubjectAlternativeName(
                    [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
                .sign(key, hashes.SHA256()))
        files = self.path / "certificate.pem", self.path / "key.pem"
        files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
        files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM,
                                               serialization.PrivateFormat.PKCS8,
                                               serialization.NoEncryption()))
        return str(files[0]), str(files[1])


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
