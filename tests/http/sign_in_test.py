#!/usr/bin/env python3
"""The ways of signing in, through the socket: second factor, passwords, throttling, an OpenID provider.

    tests/http/sign_in_test.py PROGRAM [NAME…]

The provider is npm's oidc-provider, on this machine.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import statistics
import struct
import subprocess
import sys
import time
import unittest
import urllib.parse

import house
from house import OTHER, PASSWORD, Person, Serving

ROOT = pathlib.Path(__file__).parents[2]
CLIENT_SECRET = "a secret of the client &/+ that is long"


def code_of(secret, ahead=0):
    """RFC 6238, written again: the code of a half-minute."""
    key = base64.b32decode(secret)
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1_000_000:06}"


class Browser(Person):
    """Keeps its cookies."""

    def __init__(self, serving):
        super().__init__(serving)
        self.jar = {}

    def ask(self, method, path, body=None, **headers):
        self.cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = super().ask(method, path, body, **headers)
        for field in answer.headers.get_all("Set-Cookie") or []:
            name, value = field.split(";")[0].split("=", 1)
            self.jar.pop(name, None)
            if value:
                self.jar[name] = value
        if answer.status == 201 and answer.json:
            session = answer.json.get("session", answer.json)
            self.csrf = session.get("csrf_token", self.csrf)
        return answer

    def sign_in(self, name, password):
        return self.ask("POST", "/api/accounts/session", {"name": name, "password": password})

    def enrol(self):
        begun = self.ask("POST", "/api/accounts/second-factor/enrolment")
        secret = begun.json["secret"]
        done = self.ask("POST", "/api/accounts/second-factor", {"code": code_of(secret)})
        return secret, done


class SignInHouse(house.House):
    def browser(self, name=None, password=PASSWORD):
        browser = Browser(self.serving)
        if name:
            answer = browser.sign_in(name, password)
            self.assertEqual(answer.status, 201, answer.text)
        return browser


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
        """By text, and by time as far as a busy machine lets one measure."""
        names = ("wrong", "unknown")
        for number in range(12):
            self.ombud("account", "add", f"person{number}", "--role", "dpo",
                       OMBUD_NEW_PASSWORD=OTHER)
        self.serve()
        took, said = {name: [] for name in names}, {name: set() for name in names}
        for number in range(12):
            for name in names if number % 2 else reversed(names):
                who = f"{'person' if name == 'wrong' else 'nobody'}{number}"
                began = time.perf_counter()
                answer = Browser(self.serving).sign_in(who, "ett helt annat lösenord")
                took[name].append(time.perf_counter() - began)
                said[name].add((answer.status, answer.text))
        self.assertEqual(said["wrong"], said["unknown"])
        self.assertEqual(len(said["wrong"]), 1)
        wrong, unknown = (min(took[name]) for name in names)
        print(f"\n  wrong password {wrong * 1000:.1f} ms, unknown name {unknown * 1000:.1f} ms (least"
              f" of 12); medians {statistics.median(took['wrong']) * 1000:.1f} and"
              f" {statistics.median(took['unknown']) * 1000:.1f}")
        # Without the same work for both, an unknown name would take a tenth.
        self.assertLess(max(wrong, unknown) / min(wrong, unknown), 1.5)


class ProviderTest(SignInHouse):
    def setUp(self):
        super().setUp()
        self.serve()
        back = f"{self.serving.address}/sign-in/provider"
        self.provider, self.issuer = self.begin_provider(back)
        self.people = [self.provider]
        self.add("Ansatt-ID", self.issuer, "--second-factor", "amr=mfa")

    def tearDown(self):
        for process in self.people:
            process.kill()
            process.wait()
            process.stdout.close()
        super().tearDown()

    def begin_provider(self, back):
        process = subprocess.Popen(
            ["tools/with-node", "node", "tests/http/provider.ts", back], cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        for line in process.stdout:
            if line.startswith("http://"):
                return process, line.strip()
        raise AssertionError("no provider")

    def add(self, name, issuer, *more, code=0):
        return self.ombud("account", "add-provider", name, "--issuer", issuer, "--client-id",
                          "ombud", *more, code=code, OMBUD_CLIENT_SECRET=CLIENT_SECRET)

    def tell(self, path, body=None, issuer=None):
        connection = http.client.HTTPConnection((issuer or self.issuer).removeprefix("http://"),
                                                timeout=30)
        connection.request("POST", path, json.dumps(body or {}))
        connection.getresponse().read()
        connection.close()

    def departure(self, browser, invitation=None, name="Ansatt-ID"):
        known = {one["name"]: one["id"]
                 for one in browser.ask("GET", "/api/accounts/providers").json["providers"]}
        body = {"invitation": invitation} if invitation else {}
        return browser.ask("POST", f"/api/accounts/providers/{known[name]}/departure", body)

    def walk(self, address):
        """What a browser does at the provider: follows, keeps cookies, and comes back with a query."""
        jar = {}
        for _ in range(8):
            parts = urllib.parse.urlsplit(address)
            if parts.path == "/sign-in/provider":
                return dict(urllib.parse.parse_qsl(parts.query))
            connection = http.client.HTTPConnection(parts.netloc, timeout=30)
            cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
            connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookies})
            answer = connection.getresponse()
            answer.read()
            for field in answer.headers.get_all("Set-Cookie") or []:
                name, value = field.split(";")[0].split("=", 1)
                jar[name] = value
            connection.close()
            self.assertIn(answer.status, (302, 303), address)
            address = urllib.parse.urljoin(address, answer.headers["Location"])
        raise AssertionError("it leads nowhere")

    def come_back(self, browser, given):
        body = {name: given[name] for name in ("code", "state", "iss") if name in given}
        return browser.ask("POST", "/api/accounts/session/provider", body)

    def through(self, browser, invitation=None):
        departure = self.departure(browser, invitation)
        self.assertEqual(departure.status, 201, departure.text)
        return self.come_back(browser, self.walk(departure.json["address"]))

    def bound(self, sub="s-1", name="bo"):
        self.tell("/test/person", {"sub": sub})
        code = json.loads(self.ombud("account", "invite", name, "--provider", "Ansatt-ID",
                                     "--json"))["invitation"]
        browser = Browser(self.serving)
        self.assertEqual(self.through(browser, code).status, 201)
        return browser

    def refused(self, answer, key, what=None):
        self.assertEqual(answer.json["key"], key, answer.text)
        if what:
            self.assertEqual(answer.json["params"]["what"], what)

    def test_an_invitation_binds_once_and_opens_from_then_on(self):
        self.tell("/test/person", {"sub": "s-1"})
        stranger = Browser(self.serving)
        self.refused(self.through(stranger), "accounts.not_bound")
        browser = self.bound()
        who = browser.ask("GET", "/api/accounts/session").json
        self.assertEqual(who["account"]["name"], "bo")
        self.assertNotIn("ombud-way", browser.jar)
        again = Browser(self.serving)
        self.assertEqual(self.through(again).status, 201)
        self.tell("/test/person", {"sub": "s-2"})
        self.refused(self.through(Browser(self.serving)), "accounts.not_bound")
        stored = (self.path / "data" / "ombud.db").read_bytes()
        self.assertNotIn(b"s-1", stored, "what the provider calls somebody")

    def test_an_invitation_is_good_once(self):
        code = json.loads(self.ombud("account", "invite", "bo", "--provider", "Ansatt-ID",
                                     "--json"))["invitation"]
        self.tell("/test/person", {"sub": "s-1"})
        first, second = Browser(self.serving), Browser(self.serving)
        ways = [self.departure(one, code).json["address"] for one in (first, second)]
        self.assertEqual(self.come_back(first, self.walk(ways[0])).status, 201)
        self.tell("/test/person", {"sub": "s-2"})
        self.refused(self.come_back(second, self.walk(ways[1])), "accounts.not_bound")
        self.refused(self.departure(Browser(self.serving), code), "accounts.bad_invitation")

    def test_an_administrator_binds_by_hand_and_takes_a_provider_away(self):
        self.ombud("account", "bind", "bo", "--provider", "Ansatt-ID", OMBUD_SUBJECT="s-9")
        self.tell("/test/person", {"sub": "s-9"})
        self.assertEqual(self.through(Browser(self.serving)).status, 201)
        self.ombud("account", "bind", "cia", "--provider", "Ansatt-ID", code=5,
                   OMBUD_SUBJECT="s-9")
        self.ombud("account", "remove-provider", "Ansatt-ID")
        self.assertEqual(Browser(self.serving).ask("GET", "/api/accounts/providers").json,
                         {"providers": []})

    def test_what_came_back_is_taken_once_and_by_its_own_browser(self):
        self.bound()
        browser, thief = Browser(self.serving), Browser(self.serving)
        given = self.walk(self.departure(browser).json["address"])
        self.refused(self.come_back(thief, given), "accounts.way_gone")
        self.refused(self.come_back(browser, given), "accounts.way_gone")
        given = self.walk(self.departure(browser).json["address"])
        self.assertEqual(self.come_back(browser, given).status, 201)
        self.refused(self.come_back(browser, given), "accounts.way_gone")
        # A code that was exchanged already, under a way that is still open.
        fresh = self.walk(self.departure(browser).json["address"])
        self.refused(self.come_back(browser, fresh | {"code": given["code"]}),
                     "accounts.provider_away")
        self.refused(self.come_back(browser, {"code": "x", "state": "y"}), "accounts.way_gone")

    def test_a_token_of_another_sign_in_or_client_is_refused(self):
        self.bound()

        def with_other(name, value):
            browser = Browser(self.serving)
            parts = urllib.parse.urlsplit(self.departure(browser).json["address"])
            query = dict(urllib.parse.parse_qsl(parts.query)) | {name: value}
            address = parts._replace(query=urllib.parse.urlencode(query)).geturl()
            return self.come_back(browser, self.walk(address))

        self.refused(with_other("nonce", "another"), "accounts.provider_token", "nonce")
        self.refused(with_other("client_id", "another"), "accounts.provider_away")
        self.refused(with_other("code_challenge", "x" * 43), "accounts.provider_away")
        self.refused(with_other("state", "another"), "accounts.way_gone")

    def test_keys_may_be_rotated_at_any_time(self):
        self.bound()
        for _ in range(3):  # RS256, ES256, PS256: each time another kind.
            self.tell("/test/rotate")
            self.assertEqual(self.through(Browser(self.serving)).status, 201)

    def test_the_answer_of_one_provider_is_not_taken_to_another(self):
        self.bound()
        back = f"{self.serving.address}/sign-in/provider"
        process, evil = self.begin_provider(back)
        self.people.append(process)
        self.add("Evil", evil)
        self.tell("/test/person", {"sub": "s-1"}, evil)
        browser = Browser(self.serving)
        # The browser left for Evil, which sent it on to the honest provider with the state of its own.
        left = self.departure(browser, name="Evil").json["address"]
        state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(left).query))["state"]
        honest = self.walk(self.departure(Browser(self.serving)).json["address"])
        self.refused(self.come_back(browser, honest | {"state": state}),
                     "accounts.provider_token", "iss")
        left = self.departure(browser, name="Evil").json["address"]
        state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(left).query))["state"]
        unnamed = {"code": honest["code"], "state": state}
        self.refused(self.come_back(browser, unnamed), "accounts.provider_token", "iss")
        # The same subject there is somebody else.
        self.refused(self.come_back(browser, self.walk(
            self.departure(browser, name="Evil").json["address"])), "accounts.not_bound")

    def test_the_providers_second_factor_counts_where_it_is_said_so(self):
        browser = self.bound()
        secret, _ = browser.enrol()
        half = Browser(self.serving)
        self.assertEqual(self.through(half).json["waits_for"], "code")
        given = half.ask("POST", "/api/accounts/session/code", {"code": code_of(secret, 1)})
        self.assertEqual(given.status, 201)
        self.tell("/test/person", {"sub": "s-1", "amr": ["pwd", "mfa"]})
        whole = Browser(self.serving)
        answer = self.through(whole)
        self.assertNotIn("waits_for", answer.json)
        self.assertEqual(whole.ask("GET", "/api/accounts/session").status, 200)

    def test_a_provider_that_is_away_or_another_is_said_so(self):
        self.add("Gone", "http://127.0.0.1:1", code=6)
        self.add("Other", self.issuer + "/", code=2)
        self.add("Far", "http://login.example.org", code=2)
        self.provider.kill()
        self.provider.wait()
        away = self.departure(Browser(self.serving))
        self.assertEqual((away.status, away.json["key"]), (503, "accounts.provider_away"))
        self.browser("bo", OTHER)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
