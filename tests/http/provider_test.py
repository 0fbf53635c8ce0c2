#!/usr/bin/env python3
"""Signing in through an OpenID provider, which is npm's oidc-provider on this machine.

    tests/http/provider_test.py PROGRAM [NAME…]
"""

import http.client
import json
import os
import pathlib
import subprocess
import sys
import unittest
import urllib.parse

import house
from arrivals import Browser, SignInHouse, code_of
from house import OTHER

ROOT = pathlib.Path(__file__).parents[2]
CLIENT_SECRET = "a secret of the client &/+ that is long"


class ProviderTest(SignInHouse):
    def setUp(self):
        super().setUp()
        self.serve()
        back = f"{self.serving.address}/sign-in/provider"
        self.provider, self.issuer = self.begin_provider(back)
        self.people = [self.provider]
        self.add("Ansatt-ID", self.issuer, "--second-factor", "acr=loa3")

    def tearDown(self):
        for process in self.people:
            process.kill()
            process.wait()
            process.stdout.close()
        super().tearDown()

    def test_its_administrator_adds_tries_and_removes_one_and_sees_no_secret(self):
        asa, bo = self.signed_in(), self.signed_in("bo", OTHER)
        listed = asa.ask("GET", "/api/accounts/provider-settings")
        self.assertEqual([(one["name"], one["issuer"], one["second_factor_by"])
                          for one in listed.json["providers"]],
                         [("Ansatt-ID", self.issuer, ["acr=loa3"])])
        good = {"name": "Second", "issuer": self.issuer, "client_id": "ombud",
                "client_secret": CLIENT_SECRET, "second_factor_by": ["amr=mfa"]}
        path = "/api/accounts/providers"
        for wrong, key in (({"name": 1}, "http.wrong_kind"), ({"more": 1}, "http.unknown_field"),
                           ({"issuer": "http://evil.example"}, "accounts.provider_address"),
                           ({"second_factor_by": ["x"]}, "accounts.provider_word"),
                           ({"name": ""}, "accounts.provider_name")):
            answer = asa.ask("POST", path, good | wrong)
            self.assertEqual((answer.status, answer.json["key"]), (400, key), wrong)
        self.assertEqual(bo.ask("POST", path, good).status, 403)
        made = asa.ask("POST", path, good)
        self.assertEqual(made.status, 201, made.text)
        one = f"{path}/{made.json['id']}"
        self.assertEqual(asa.ask("POST", path, good).json["key"], "accounts.provider_taken")
        self.assertEqual(asa.ask("POST", f"{one}/trial").status, 204)
        self.assertEqual(bo.ask("POST", f"{one}/trial").status, 403)
        nobodys = f"{path}/00000000-0000-4000-8000-000000000000"
        self.assertEqual(asa.ask("POST", f"{nobodys}/trial").status, 404)
        self.assertEqual(asa.ask("DELETE", nobodys).status, 404)
        self.assertNotIn(CLIENT_SECRET, asa.ask("GET", "/api/accounts/provider-settings").text)
        self.people[0].kill()
        self.people[0].wait()
        away = asa.ask("POST", f"{one}/trial")
        self.assertEqual(away.status, 503, away.text)
        self.assertEqual(asa.ask("DELETE", one).status, 204)
        left = asa.ask("GET", "/api/accounts/provider-settings").json["providers"]
        self.assertEqual([known["name"] for known in left], ["Ansatt-ID"])

    def begin_provider(self, back):
        process = subprocess.Popen(
            ["tools/with-node", "node", "tests/http/provider.ts", back], cwd=ROOT,
            stdout=subprocess.PIPE,
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

    def providers(self, browser, at=None):
        of = f"?organisation={at}" if at else ""
        listed = browser.ask("GET", f"/api/accounts/providers{of}")
        self.assertEqual(listed.status, 200, listed.text)
        return {one["name"]: one["id"] for one in listed.json["providers"]}

    def departure(self, browser, invitation=None, name="Ansatt-ID", at=None):
        body = {"invitation": invitation} if invitation else {}
        if at:
            body["organisation"] = at
        known = self.providers(browser, at)
        return browser.ask("POST", f"/api/accounts/providers/{known[name]}/departure", body)

    def walk(self, address):
        """What a browser does at the provider: follows, keeps cookies, brings back a query."""
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
        # The browser left for Evil, which sent it on to the honest one with a state of its own.
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
        self.tell("/test/person", {"sub": "s-1", "acr": "loa2"})
        self.assertEqual(self.through(Browser(self.serving)).json["waits_for"], "code")
        self.tell("/test/person", {"sub": "s-1", "acr": "loa3"})
        whole = Browser(self.serving)
        answer = self.through(whole)
        self.assertNotIn("waits_for", answer.json)
        self.assertEqual(whole.ask("GET", "/api/accounts/session").status, 200)

    def test_each_organisation_has_providers_of_its_own(self):
        there = json.loads(self.ombud("organisation", "add", "Nordby kommune", "--law", "no",
                                      "--json"))["organisation"]["id"]
        at_there = {"OMBUD_ORGANISATION": "Nordby kommune"}
        self.ombud("account", "add", "olga", "--role", "coordinator", OMBUD_NEW_PASSWORD=OTHER,
                   **at_there)
        self.ombud("account", "add-provider", "ID-porten", "--issuer", self.issuer, "--client-id",
                   "ombud", OMBUD_CLIENT_SECRET=CLIENT_SECRET, **at_there)
        code = json.loads(self.ombud("account", "invite", "olga", "--provider", "ID-porten",
                                     "--json", **at_there))["invitation"]
        self.tell("/test/person", {"sub": "s-7"})
        olga = Browser(self.serving)
        self.assertEqual(list(self.providers(olga)), ["Ansatt-ID"])
        self.assertEqual(list(self.providers(olga, there)), ["ID-porten"])
        left = self.departure(olga, code, "ID-porten", there)
        self.assertEqual(left.status, 201, left.text)
        came = self.come_back(olga, self.walk(left.json["address"]))
        self.assertEqual((came.status, came.json["organisation"]["id"]), (201, there), came.text)
        again = Browser(self.serving)
        left = self.departure(again, None, "ID-porten", there)
        self.assertEqual(self.come_back(again, self.walk(left.json["address"])).status, 201)
        self.assertEqual(again.ask("GET", "/api/accounts/session").json["account"]["name"], "olga")
        # The same person there is nobody here, and one that is not there is not told from one that
        # has no providers.
        self.refused(self.through(Browser(self.serving)), "accounts.not_bound")
        stranger, nobodys = Browser(self.serving), "00000000-0000-4000-8000-000000000000"
        self.assertEqual(self.providers(stranger, nobodys), {})
        for other in (nobodys, None):  # ID-porten is no provider of these.
            path = f"/api/accounts/providers/{self.providers(stranger, there)['ID-porten']}"
            body = {"organisation": other} if other else {}
            answer = stranger.ask("POST", f"{path}/departure", body)
            self.assertEqual((answer.status, answer.json["key"]), (404, "accounts.no_provider"))
        # What left for the one comes not back to the other.
        left = self.departure(stranger, None, "ID-porten", there)
        given = self.walk(left.json["address"])
        way = stranger.jar["ombud-way"]
        stranger.jar["ombud-way"] = way.split(".")[0]
        self.refused(self.come_back(stranger, given), "accounts.way_gone")
        denied = json.loads(self.ombud("evidence", "list", "--event", "accounts.sign_in_denied",
                                       "--reference", "test", "--json", **at_there))
        self.assertEqual(denied, [], "each is in the log of the organisation it was tried at")

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
