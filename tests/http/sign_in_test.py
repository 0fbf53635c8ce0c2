#!/usr/bin/env python3
"""Signing in, through the socket: second factor, passwords, throttling.

    tests/http/sign_in_test.py PROGRAM [NAME…]
"""

import base64
import json
import os
import pathlib
import statistics
import sys
import time
import unittest

import house
from arrivals import Browser, SignInHouse, code_of
from house import OTHER, PASSWORD


class SignInTest(SignInHouse):
    def test_a_code_beside_the_password(self):
        self.serve()
        asa = self.browser("asa")
        secret, done = asa.enrol()
        self.assertEqual(done.status, 201, done.text)
        self.assertEqual(asa.ask("GET", "/api/accounts/session").status, 200)
        again = self.browser("asa")
        self.assertEqual(again.ask("GET", "/api/accounts/session").json["key"],
                         "serve.half_session")
        given = again.ask("POST", "/api/accounts/session/code", {"code": code_of(secret, 1)})
        self.assertEqual(given.status, 201, given.text)
        self.assertEqual(again.ask("GET", "/api/accounts/session").status, 200)
        third = self.browser("asa")
        given = third.ask("POST", "/api/accounts/session/code",
                          {"code": done.json["recovery_codes"][0]})
        self.assertEqual(given.status, 201, given.text)
        left = third.ask("GET", "/api/accounts/second-factor").json
        self.assertEqual(left["recovery_codes_left"], 9)

    def test_what_was_enrolled_is_not_in_the_store_as_it_is(self):
        self.serve()
        asa = self.browser("asa")
        secret, done = asa.enrol()
        self.serving.stop()
        stored = b"".join(file.read_bytes() for file in (self.path / "data").rglob("*")
                          if file.is_file())
        for hidden in [secret, *done.json["recovery_codes"]]:
            for form in (hidden, hidden.replace("-", "")):
                self.assertNotIn(form.encode(), stored)
        self.assertNotIn(base64.b32decode(secret), stored)

    def test_the_command_line_asks_for_the_code_too(self):
        self.serve()
        secret, _ = self.browser("asa").enrol()
        refused = self.ombud("account", "list", "--as", "asa", code=2, OMBUD_PASSWORD=PASSWORD)
        self.assertEqual(refused, "")
        listed = self.ombud("account", "list", "--as", "asa", "--json", OMBUD_PASSWORD=PASSWORD,
                            OMBUD_CODE=code_of(secret, 1))
        self.assertEqual(len(json.loads(listed)), 3)
        self.ombud("account", "list", "--as", "asa", code=4, OMBUD_PASSWORD=PASSWORD,
                   OMBUD_CODE=code_of(secret, 1))

    def test_a_password_is_changed_and_every_other_session_ends(self):
        self.serve()
        here, there = self.browser("asa"), self.browser("asa")
        change = {"old": PASSWORD, "new": "lampa under norra bron"}
        wrong = here.ask("PUT", "/api/accounts/password", change | {"old": OTHER})
        self.assertEqual((wrong.status, wrong.json["key"]), (401, "accounts.wrong_password"))
        time.sleep(1.1)
        common = here.ask("PUT", "/api/accounts/password", change | {"new": "Sommaren2026!!"})
        self.assertEqual(common.json["key"], "accounts.password_common")
        self.assertEqual(there.ask("GET", "/api/accounts/session").status, 200)
        done = here.ask("PUT", "/api/accounts/password", change)
        self.assertEqual(done.status, 201, done.text)
        self.assertEqual(here.ask("GET", "/api/accounts/session").status, 200)
        self.assertEqual(there.ask("GET", "/api/accounts/session").status, 401)
        self.assertEqual(Browser(self.serving).sign_in("asa", PASSWORD).status, 401)
        time.sleep(1.1)
        self.browser("asa", change["new"])

    def test_an_administrator_sets_a_lost_password_and_the_account_is_told(self):
        self.serve()
        bo = self.browser("bo", OTHER)
        self.ombud("account", "set-password", "bo", OMBUD_NEW_PASSWORD="fyra gula tak i solen")
        self.assertEqual(bo.ask("GET", "/api/accounts/session").status, 401)
        back = self.browser("bo", "fyra gula tak i solen")
        told = back.ask("GET", "/api/accounts/session").json["notices"]
        self.assertEqual([one["event"] for one in told], ["password_set"])

    def test_a_closed_account_is_out_at_once(self):
        self.serve()
        bo = self.browser("bo", OTHER)
        self.ombud("account", "close", "bo")
        self.assertEqual(bo.ask("GET", "/api/accounts/session").status, 401)

    def test_who_is_attacked_is_not_kept_out(self):
        self.serve()
        known = self.browser("bo", OTHER)
        self.assertIn("ombud-browser", known.jar)
        for number in range(3):
            tried = Browser(self.serving).sign_in("bo", f"ett fel lösenord {number}")
            self.assertIn(tried.status, (401, 429))
        stranger = Browser(self.serving).sign_in("bo", OTHER)
        self.assertEqual(stranger.status, 429, "from the attacker's address, by a new browser")
        known.csrf = None
        known.jar.pop("ombud-session")
        self.assertEqual(known.sign_in("bo", OTHER).status, 201)

    def test_a_flood_is_told_to_wait(self):
        self.serve()
        statuses = {}
        for number in range(45):
            answer = Browser(self.serving).sign_in(f"nobody{number}", "ett fel lösenord")
            statuses[answer.json["key"]] = statuses.get(answer.json["key"], 0) + 1
        self.assertGreaterEqual(statuses["accounts.wrong_password"], 30)
        self.assertGreater(statuses.get("accounts.many_knock", 0), 0)
        self.assertEqual(Browser(self.serving).sign_in("asa", PASSWORD).status, 429)

    def test_an_unknown_name_can_not_be_told_from_a_wrong_password(self):
        """By text, and by what the server works for it: its threads' own time, which is the same
        on a busy machine (`./run bench sign_in` measures what an answer takes, too)."""
        names = ("wrong", "unknown")
        for number in range(12):
            self.ombud("account", "add", f"person{number}", "--role", "dpo",
                       OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        worked, said = {name: [] for name in names}, {name: set() for name in names}
        for number in range(12):
            for name in names if number % 2 else reversed(names):
                who = f"{'person' if name == 'wrong' else 'nobody'}{number}"
                began = self.worked()
                answer = Browser(self.serving).sign_in(who, "ett helt annat lösenord")
                worked[name].append(self.worked() - began)
                said[name].add((answer.status, answer.text))
        self.assertEqual(said["wrong"], said["unknown"])
        self.assertEqual(len(said["wrong"]), 1)
        wrong, unknown = (statistics.median(worked[name]) * 1000 for name in names)
        print(f"\n  wrong password {wrong:.1f} ms of work, unknown name {unknown:.1f} ms (medians "
              "of 12)")
        # Without the same work for both, an unknown name would take a tenth.
        self.assertLess(max(wrong, unknown) / min(wrong, unknown), 1.25)

    def worked(self):
        """Seconds that the server's threads have run."""
        tasks = pathlib.Path(f"/proc/{self.serving.process.pid}/task")
        return sum(int(file.read_text(encoding="ascii").split()[0])
                   for file in tasks.glob("*/schedstat")) / 1e9


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
