#!/usr/bin/env python3
"""Every route × everybody who could ask × ids of one's own, of nobody, of another controller and of
another organisation: who may not is refused, and nobody is shown what is not for him.

    tests/http/matrix.py PROGRAM

Nothing here knows a route: they come from `ombud serve --routes`, what is sent from the contract,
and who may what from `ombud account rights`. So a new route is asked for as soon as it is there.
What must hold of each answer:

- nobody, and whoever was closed meanwhile, gets 401; who lacks the permission gets 403, before
  anything of the request was looked at; who has it gets neither;
- in no answer stands a word that belongs to another organisation or, for whoever is limited to one
  controller, to another one, unless the request itself said it;
- no answer has a field that the contract does not name (house.py holds each against it);
- each refusal is in the log, under the account that was refused;
- what anybody may ask for without an account is on a list here, by name.
"""

import collections
import http.client
import json
import os
import sys
import time
import unittest
import urllib.parse
import uuid

import house
from house import CONTRACT, OTHER, PASSWORD, Person

# Without an account: signing in, and what a machine asks.
OPEN = {"POST /api/accounts/session", "POST /api/accounts/session/provider",
        "GET /api/accounts/providers", "POST /api/accounts/providers/{provider}/departure",
        "GET /health", "GET /metrics"}
# Instead of a permission: a session, or half of one, is enough.
BY_SESSION = {"signed in", "half signed in"}
# The first ends the session that asks, the second refuses who does not prove who he is.
NOT_ASKED = {"DELETE /api/accounts/session", "POST /api/accounts/session/proof"}
WRITTEN = {"reason", "reference", "note"}
NOBODYS = ["J-9999", "00000000-0000-4000-8000-000000000000"]
REFUSED = {"serve.not_permitted", "accounts.grant_ended", "serve.no_session"}
LIMIT = "Hamnkommunen"
LIMITED_ROLES = ["coordinator", "handler", "approver", "dpo", "editor", "auditor"]


class World(house.House):
    """One organisation with three systems of three controllers, and another beside it."""

    def build(self):
        self.words = {"hidden": set(), "foreign": set()}
        self.ids = {"hidden": set(), "foreign": set(), "own": set()}
        self.system("egen", None, "own")
        self.system("hamn", LIMIT, "own")
        self.system("berg", "Bergkommunen", "hidden")
        other = self.environment | {"OMBUD_DATA": str(self.path / "other")}
        mine, self.environment = self.environment, other
        self.ombud("init", "--organisation", "Fjärrbolaget", "--law", "no", "--account", "olga",
                   OMBUD_PASSWORD=PASSWORD)
        self.system("fjarran", "Fjärran kommun", "foreign")
        for account in self.accounts():
            self.ids["foreign"].add(account["id"])
        self.words["foreign"] |= {"olga", "Fjärrbolaget"}
        self.environment = mine
        self.people()

    def system(self, name, controller, whose):
        marker = f"{name}_{uuid.uuid4().hex[:12]}"
        options = ["--controller", controller] if controller else []
        folder = self.path / marker
        folder.mkdir()
        (folder / f"member_{marker}.csv").write_text(
            f"id,name,email_{marker},born\n1,Tova Lindqvist,tova@example.org,1970-01-02\n")
        self.ombud("system", "add", name, "--url", f"csv:{folder}", *options)
        self.ombud("datamap", "propose", name)
        self.ombud("holds", "set", "--system", name, "--reason", f"case {marker}",
                   "--review", "2030-01-01")
        listed = json.loads(self.ombud("system", "list", "--json"))
        listed = listed["systems"] if isinstance(listed, dict) else listed
        known = next(one for one in listed if one["name"] == name)
        self.ids[whose] |= {name} | ({known["id"]} if "id" in known else set())
        if whose != "own":
            self.words[whose] |= {marker, controller}

    def accounts(self):
        return json.loads(self.ombud("account", "list", "--json"))

    def account(self, name, *roles, controller=None):
        options = [word for role in roles for word in ("--role", role)]
        options += ["--controller", controller] if controller else []
        self.ombud("account", "add", name, *options, OMBUD_NEW_PASSWORD=OTHER)
        self.roles[name] = set(roles)

    def people(self):
        self.table = json.loads(self.ombud("account", "rights", "--json"))
        self.roles = {}
        for role in self.table["roles"]:
            self.account(f"{role}1", role)
        self.account("none1")
        self.account("limited1", *LIMITED_ROLES, controller=LIMIT)
        self.account("closed1", "coordinator")
        # One has a role by a grant, one had it until just now.
        for name in ("granted1", "ended1"):
            self.account(name)
            self.ombud("grant", "ask", "--account", name, "--role", "handler", "--until",
                       time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 86400)),
                       "--reason", "case 7")
        for number in ("G-0001", "G-0002"):
            self.ombud("grant", "decide", number, "--reason", "needed", "--as", "approver1",
                       OMBUD_PASSWORD=OTHER)
        self.ombud("grant", "end", "G-0002", "--reason", "done")
        self.roles["granted1"] = {"handler"}
        self.ids_of_accounts = {account["name"]: account["id"] for account in self.accounts()}
        self.ids["own"].add(self.ids_of_accounts["none1"])


class Bodies:
    """What the contract lets one send."""

    def __init__(self, route, candidate):
        self.candidate = candidate
        operation = CONTRACT.whole["paths"][route["path"]][route["method"].lower()]
        body = CONTRACT.resolved(operation["requestBody"]) if "requestBody" in operation else None
        self.body = self.made(body["content"]["application/json"]["schema"]) if body else None

    def made(self, schema):
        schema = CONTRACT.resolved(schema)
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                return self.made(schema[choice][0])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type", "object")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            # What people write is kept and shown again: no id goes there.
            return {name: "matrix" if name in WRITTEN else self.made(part)
                    for name, part in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.made(schema.get("items", {"type": "string"}))]
        if kind == "boolean":
            return False
        if kind in ("integer", "number"):
            return max(1, schema.get("minimum", 1))
        if schema.get("format") == "date":
            return "2030-01-01"
        if schema.get("format") == "date-time":
            return "2030-01-01T00:00:00Z"
        return self.candidate[:schema.get("maxLength", len(self.candidate))]


def name_of(route):
    return f"{route['method']} {route['path']}"


class Matrix(World):
    def setUp(self):
        super().setUp()
        self.build()
        self.permissions = {line["permission"]: line for line in self.table["permissions"]}
        # Pages and their files are the same for everybody, and no part of the contract.
        self.routes = [route for route in json.loads(self.ombud("serve", "--routes", "--json"))
                       if name_of(route) not in NOT_ASKED and not route["page"]]
        self.serve()
        self.faults = []
        self.asked = 0
        self.refused = collections.Counter()

    def person(self, name):
        if name is None:
            return Person(self.serving)
        return self.signed_in(name, OTHER)

    def may(self, name, route):
        if route["permission"] in {"anybody", *BY_SESSION}:
            return True
        line = self.permissions[route["permission"]]
        return line["everybody"] or bool(self.roles[name] & set(line["roles"]))

    def ask(self, person, route, candidate):
        """Status, problem key and text; `said` is all that the request itself said."""
        target = route["path"]
        for part in target.split("/"):
            if part.startswith("{"):
                target = target.replace(part, urllib.parse.quote(candidate, safe=""))
        headers = {}
        if route["method"] in ("POST", "PATCH"):
            headers["Idempotency_Key"] = uuid.uuid4().hex
        body = Bodies(route, candidate).body
        if route["events"]:
            return self.ask_events(person, target)
        answer = person.ask(route["method"], target, body, **headers)
        self.asked += 1
        key = answer.json.get("key") if answer.status >= 400 and answer.json else None
        return answer.status, key, answer.text, urllib.parse.unquote(target) + json.dumps(
            body, ensure_ascii=False)

    def ask_events(self, person, target):
        """Events may go on for ever: only how they begin."""
        connection = http.client.HTTPConnection("127.0.0.1", self.serving.port, timeout=10)
        headers = {"Cookie": person.cookie} if person.cookie else {}
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        self.asked += 1
        text = answer.read().decode() if answer.status != 200 else ""
        connection.close()
        return answer.status, json.loads(text)["key"] if text else None, text, target

    def judge(self, name, route, status, key):
        """What is wrong with how somebody was let in or not."""
        if route["permission"] == "anybody":
            # An open path may refuse what it is told, as a wrong password; nothing to compare with.
            return None
        if name in (None, "closed1"):
            return None if status == 401 else f"answers {status}"
        if status == 403:
            self.refused[(self.ids_of_accounts[name], name_of(route))] += 1
        if self.may(name, route):
            return f"refuses {status} {key}" if key in REFUSED else None
        return None if status == 403 and key in REFUSED else f"answers {status} {key}"

    def leaks(self, name, text, said):
        words = set(self.words["foreign"])
        ids = set(self.ids["foreign"])
        if name in ("limited1", None, "none1", "closed1"):
            words |= self.words["hidden"]
            ids |= self.ids["hidden"]
        else:
            ids -= self.ids["hidden"]
        return [word for word in sorted(words | ids)
                if len(word) > 4 and word in text and word not in said]

    def candidates(self, route, may):
        if "{" not in route["path"] and route["body"] is None:
            return NOBODYS[:1]
        if not may:
            return NOBODYS[:1] + sorted(self.ids["hidden"])[:1]
        more = sorted(self.ids["own"]) if route["method"] == "GET" else []
        return NOBODYS + sorted(self.ids["hidden"] | self.ids["foreign"]) + more

    def test_every_route_for_everybody_and_every_id(self):
        people = {name: self.person(name) for name in [None, *sorted(self.roles)]}
        self.ombud("account", "close", "closed1")
        counted = collections.Counter()
        for route in self.routes:
            for name, person in people.items():
                may = name is not None and name != "closed1" and self.may(name, route)
                for candidate in self.candidates(route, may):
                    status, key, text, said = self.ask(person, route, candidate)
                    fault = self.judge(name, route, status, key)
                    if fault:
                        self.faults.append(f"{name_of(route)} for {name}, {candidate}: {fault}")
                    for word in self.leaks(name, text, said):
                        self.faults.append(
                            f"{name_of(route)} shows {name} the word {word} ({status})")
                    counted[str(status)] += 1
        told = self.refusals()
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(self.faults[:20], [], f"{len(self.faults)} faults")
        for refused, times in self.refused.items():
            self.assertEqual(told[refused], times, refused)
        self.assertGreater(sum(self.refused.values()), 100)
        hidden = [entry["object"] for entry in self.entries("accounts.hidden")]
        self.assertIn("system berg", hidden)
        self.ombud("evidence", "verify")
        print(f"\n  {len(self.routes)} routes × {len(people)} who ask: {self.asked} requests, "
              f"{sum(self.refused.values())} refusals each in the log, "
              f"{len(hidden)} asked for what is hidden; {dict(sorted(counted.items()))}")

    def refusals(self):
        """How often whom was refused what, as the log has it."""
        time.sleep(1.5)  # The places in the log are given once a second.
        reader = self.person("dpo1")
        told, cursor = collections.Counter(), None
        while True:
            wanted = {"reference": "matrix", "event": "serve.refused"}
            page = reader.ask("POST", "/api/evidence/looks",
                              wanted | ({"cursor": cursor} if cursor else {}),
                              Idempotency_Key=uuid.uuid4().hex)
            self.assertEqual(page.status, 200, page.text)
            for entry in page.json["entries"]:
                told[(entry["opened"]["account"], entry["object"])] += 1
            cursor = page.json["next"]
            if not cursor:
                return told

    def test_each_route_has_a_rule_and_what_is_open_is_on_the_list(self):
        for route in self.routes:
            if route["permission"] == "anybody":
                self.assertIn(name_of(route), OPEN)
            elif route["permission"] not in BY_SESSION:
                self.assertIn(route["permission"], self.permissions, name_of(route))

    def test_who_is_limited_sees_his_own_and_finds_the_rest_unknown(self):
        limited, whole = self.person("limited1"), self.person("coordinator1")
        systems = "/api/connectors/systems"
        seen = [one["name"] for one in limited.ask("GET", systems).json["systems"]]
        self.assertEqual(seen, ["hamn"])
        self.assertEqual(len(whole.ask("GET", systems).json["systems"]), 3)
        hidden = limited.ask("GET", f"{systems}/berg")
        none = limited.ask("GET", f"{systems}/none")
        self.assertEqual((hidden.status, none.status), (404, 404))
        # But for the name that was asked for, both answers are the same.
        self.assertEqual(hidden.text.replace("berg", "none"), none.text)
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual([entry["object"] for entry in self.entries("accounts.hidden")],
                         ["system berg"])

    def test_a_grant_that_ended_says_so(self):
        ended = self.person("ended1")
        route = next((route for route in self.routes if route["method"] == "GET" and
                      self.may("granted1", route) and not self.may("ended1", route)), None)
        self.assertIsNotNone(route)
        status, key, text, _ = self.ask(ended, route, "J-9999")
        self.assertEqual((status, key), (403, "accounts.grant_ended"))
        self.assertIn("G-0002", text)
        status, key, _, _ = self.ask(self.person("none1"), route, "J-9999")
        self.assertEqual((status, key), (403, "serve.not_permitted"))


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
