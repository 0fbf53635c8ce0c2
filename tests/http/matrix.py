#!/usr/bin/env python3
"""Every route × everybody who could ask × ids of one's own, of nobody, of another controller and of
another organisation: who may not is refused, and nobody is shown what is not for him.

    tests/http/matrix.py PROGRAM [--postgresql] [NAME…]

Nothing here knows a route but those whose answers may show a person's data: they come from `ombud
serve --routes`, what is sent from the contract, who may what from `ombud account rights`, what is
asked about from world.py. So a new route is asked for as soon as it is there, and one with a new
kind of id fails until the world has some. What must hold of each answer:

- nobody, and whoever was closed meanwhile, gets 401; who lacks the permission gets 403, before
  anything of the request was looked at; who has it gets neither;
- of what is another organisation's or, for whoever is limited to one controller, another one's, the
  answer is the same as of what nobody has, and nothing of it has changed afterwards;
- in no answer stands a word or a number that belongs to such, unless the request itself said it;
- a person's value stands in it only where the field policy lets one of the asker's roles see its
  class for that task; nothing sealed stands in any;
- no answer has a field that the contract does not name (house.py holds each against it);
- each refusal is in the log, under the account that was refused;
- what anybody may ask for without an account is on a list here, by name.

With --postgresql the store is a PostgreSQL of the test's own, and both organisations lie in it.
"""

import collections
import getpass
import http.client
import itertools
import json
import os
import re
import sys
import time
import unittest
import urllib.parse
import uuid

import house
import postgresql
import world
from asking import (Bodies, beginnings, blobs_of_postgresql, blobs_of_sqlite, everything_in,
                    kind_of, name_of, parameters_of)
from house import CONTRACT, OTHER, Person
from matrix_rules import (BY_SESSION, NOT_ASKED, NUMBERED, OPEN, PROOF, REFUSED, SEALED, STAFF,
                          TAKEN, TASKS)
from world import CLASSES

STORE = "sqlite"


class Matrix(world.World):
    def setUp(self):
        self.database = None
        if STORE == "postgresql":
            self.database = postgresql.PostgreSQL()
            self.addCleanup(self.database.end)
            self.store = ("--store", self.database.make("matrix"))
        super().setUp()
        self.permissions = {line["permission"]: line for line in self.table["permissions"]}
        # Pages and their files are the same for everybody, and no part of the contract.
        self.routes = [route for route in json.loads(self.ombud("serve", "--routes", "--json"))
                       if name_of(route) not in NOT_ASKED and not route["page"]]
        self.faults = collections.Counter()
        self.asked = 0
        self.refused = collections.Counter()
        self.shown = collections.defaultdict(set)

    def furnish(self):
        # A copy of a folder would share its store.
        self.make() if self.database else super().furnish()

    def give_terminal_to(self, name):
        if self.database:
            self.database.sql("update accounts_credential set system_user = null", "matrix")
            self.database.sql(
                f"update accounts_credential set system_user = '{getpass.getuser()}' where "
                f"account_id in (select id from accounts_account where name = '{name}')", "matrix")

    def person(self, name):
        if name is None:
            return Person(self.serving)
        return self.signed_in(name, OTHER)

    def may(self, name, route):
        if route["permission"] in {"anybody", *BY_SESSION}:
            return True
        line = self.permissions[route["permission"]]
        return line["everybody"] or bool(self.roles[name] & set(line["roles"]))

    def target(self, route, bundle):
        parts = [urllib.parse.quote(bundle[kind_of(part[1:-1], route["path"])], safe="")
                 if part.startswith("{") else part for part in route["path"].split("/")]
        return "/".join(parts)

    def ask(self, person, route, bundle, owned=None, column="email"):
        """Status, problem key and text, and all that the request itself said."""
        target = self.target(route, bundle)
        operation = CONTRACT.whole["paths"][route["path"]][route["method"].lower()]
        headers = {}
        if route["method"] in ("POST", "PATCH"):
            headers["Idempotency_Key"] = uuid.uuid4().hex
        if "If-Match" in CONTRACT.parameters(operation, "header"):
            headers["If_Match"] = '"another"'
        body = Bodies(operation, bundle, owned, column).body
        self.asked += 1
        if route["events"]:
            return self.ask_events(person, target)
        answer = person.ask(route["method"], target, body, **headers)
        key = answer.json.get("key") if answer.status >= 400 and answer.json else None
        return answer.status, key, everything_in(answer), urllib.parse.unquote(
            target) + json.dumps(body, ensure_ascii=False)

    def ask_events(self, person, target):
        """Events may go on for ever: only how they begin."""
        connection = http.client.HTTPConnection("127.0.0.1", self.serving.port, timeout=10)
        headers = {"Cookie": person.cookie} if person.cookie else {}
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        text = answer.read1(65536).decode()
        connection.close()
        return (answer.status, json.loads(text)["key"] if answer.status != 200 else None, text,
                target)

    def fault(self, route, name, what):
        self.faults[f"{name_of(route)} for {name}: {what}"] += 1

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

    def is_outside(self, name):
        return name in ("limited1", None, "none1", "closed1")

    def words_for(self, name):
        """What may stand in no answer to him."""
        all_owned = [self.foreign] + ([self.hidden] if self.is_outside(name) else [])
        words = set()
        for owned in all_owned:
            words |= owned.words | set(owned.values.values())
            for kind, names in owned.ids.items():
                words |= {one for one in names
                          if owned is not self.foreign or not NUMBERED.match(one)}
        return words

    def leaks(self, name, route, text, said):
        of_staff = {world.HIDDEN} if name_of(route) in STAFF else set()
        for word in self.words[name] - of_staff:
            if word in text and word not in said:
                yield f"shows the word {word}"
        policy = self.policy.get(TASKS.get(name_of(route)), {})
        for owned in (self.own, self.limited, self.hidden):
            for data_class, value in owned.values.items():
                if value not in text or value in said:
                    continue
                if policy.get(data_class, set()) & self.roles.get(name, set()):
                    self.shown[TASKS[name_of(route)]].add(data_class)
                else:
                    yield f"shows what is {data_class}"
        for run in SEALED.findall(text):
            if run[:24] in self.sealed and name_of(route) not in PROOF:
                yield "shows what is sealed"

    def questions(self, route, name, may):
        """Bundles of ids to ask with, whose they are, and the column where one is named."""
        nobody = (world.nothing(), None, "email")
        operation = CONTRACT.whole["paths"][route["path"]][route["method"].lower()]
        if not parameters_of(route["path"]) and "requestBody" not in operation:
            return [nobody]
        kinds = [kind_of(one, route["path"]) for one in parameters_of(route["path"])]

        def of(owned):
            seen, found = set(), []
            for bundle in owned.bundles():
                which = tuple(bundle[kind] for kind in kinds) or (bundle["person"],)
                if which not in seen:
                    seen.add(which)
                    found.append((bundle, owned, "email"))
            return found

        if not may:
            return [nobody, of(self.hidden)[0]]
        asked = [nobody, *of(self.foreign)]
        shows = route["method"] == "GET" or name_of(route) in TASKS
        if self.is_outside(name):
            asked += of(self.hidden)
        for owned in (self.own, self.limited, self.hidden) if shows else ():
            if not (owned is self.hidden and self.is_outside(name)):
                asked += of(owned)
        if name_of(route) in TASKS and "requestBody" in operation:
            asked = [(bundle, owned, column) for bundle, owned, _ in asked
                     for column in (CLASSES if route["path"].endswith(("reveals", "revelation"))
                                    else ["email"])]
        return asked

    def plain(self, text, bundle, owned):
        """An answer without what was asked with."""
        words = set(bundle.values())
        if owned:
            words |= owned.words | {owned.table, owned.rule}
        for word in sorted(words, key=len, reverse=True):
            text = text.replace(word, "…")
        return text.replace("member_nobody", "…")

    def check_same(self, name, route, answers):
        """What one must not know of is answered like what there is not."""
        (status, key, text), of_nobody = answers[0][1][:3], answers[0][0]
        expected = (status, key, self.plain(text, *of_nobody) if status >= 400 else "")
        for (bundle, owned), (status, key, text, _) in answers[1:]:
            kinds = [kind_of(one, route["path"]) for one in parameters_of(route["path"])]
            outside = owned is self.foreign or (owned is self.hidden and self.is_outside(name))
            # Another organisation's number is one's own number too.
            ours = owned is self.foreign and any(NUMBERED.match(bundle[kind]) for kind in kinds)
            # What stands for nobody in this bundle has been asked already.
            if not outside or ours or not kinds or name_of(route) in TAKEN:
                continue
            found = (status, key, self.plain(text, bundle, owned) if status >= 400 else "")
            if found != expected:
                self.fault(route, name, f"of {[bundle[kind] for kind in kinds]} it says "
                                        f"{found}, of nothing {expected}")

    def test_every_route_for_everybody_and_every_id(self):
        for part in (self.each_route_has_a_rule_and_what_is_open_is_on_the_list,
                     self.a_grant_that_ended_says_so,
                     self.who_is_limited_lists_his_own_and_nothing_else):
            with self.subTest(part.__name__):
                part()
        began = time.monotonic()
        names = [None, *sorted(self.roles)]
        people = {name: self.person(name) for name in names}
        self.ombud("account", "close", "closed1")
        self.words = {name: self.words_for(name) for name in names}
        self.policy, self.sealed = self.field_policy(people["dpo1"]), self.sealed_texts()
        before = self.state_of_what_is_hidden(people["coordinator1"])
        counted = collections.Counter()
        for route, name in itertools.product(self.routes, names):
            may = name is not None and name != "closed1" and self.may(name, route)
            answers = []
            for bundle, owned, column in self.questions(route, name, may):
                found = self.ask(people[name], route, bundle, owned, column)
                status, key, text, said = found
                fault = self.judge(name, route, status, key)
                if fault:
                    self.fault(route, name, fault)
                for leak in self.leaks(name, route, text, said):
                    self.fault(route, name, leak)
                answers.append(((bundle, owned), found))
                counted[str(status)] += 1
            if may:
                self.check_same(name, route, answers)
        if self.faults:
            self.fail("\n".join([f"{len(self.faults)} faults", *sorted(self.faults)]))
        self.assertEqual(self.state_of_what_is_hidden(people["coordinator1"]), before)
        told = self.refusals()
        self.assertEqual((self.serving.stop(), len(before) > 20), (0, True))
        for refused, times in self.refused.items():
            self.assertEqual(told[refused], times, refused)
        self.assertGreater(sum(self.refused.values()), 100)
        # The control: what the policy allows was shown, so what it does not would have been seen.
        self.assertEqual(self.shown["extract"], set(CLASSES.values()))
        self.assertEqual(self.shown["reveal"], set(CLASSES.values()))
        hidden = {entry["object"] for entry in self.entries("accounts.hidden")}
        for kind, of in (("system", "system"), ("action", "action"), ("job", "job"),
                         ("unit", "number in processing"), ("party", "number in parties")):
            self.assertIn(f"{kind} {self.hidden.ids[of][0]}", hidden)
        self.ombud("evidence", "verify")
        print(f"\n  {len(self.routes)} routes × {len(people)} who ask on {STORE}: {self.asked} "
              f"requests in {time.monotonic() - began:.0f} s, "
              f"{sum(self.refused.values())} refusals each in the log, {len(hidden)} things "
              f"asked for that are hidden; {dict(sorted(counted.items()))}")

    def field_policy(self, officer):
        """Roles by task and class."""
        policy = collections.defaultdict(dict)
        for line in officer.ask("GET", "/api/accounts/fields").json["policy"]:
            policy[line["task"]].setdefault(line["class"], set()).update(line["roles"])
        return policy

    def sealed_texts(self):
        """How whatever lies sealed in the store would begin if it were written out."""
        blobs = (blobs_of_postgresql(lambda text: self.database.sql(text, "matrix"))
                 if self.database else blobs_of_sqlite(self.path / "data" / "ombud.db"))
        self.assertGreater(len(blobs), 100)
        return beginnings(blobs)

    def state_of_what_is_hidden(self, person):
        """As somebody sees it who may; what somebody else's ids did to it would show."""
        state = {}
        for route in self.routes:
            kinds = [kind_of(one, route["path"]) for one in parameters_of(route["path"])]
            if route["method"] != "GET" or not kinds or route["events"]:
                continue
            if not self.may("coordinator1", route):
                continue
            for bundle in self.hidden.bundles():
                target = self.target(route, bundle)
                answer = person.ask("GET", target)
                if answer.status == 200 and not target.endswith("/file"):
                    # Who may see all rules may have all counted.
                    state[target] = ({**answer.json, "counted": None}
                                     if kinds == ["rule"] else answer.text)
        for path, name in (("/api/holds", "holds"), ("/api/jobs/schedule", "entries")):
            state[path] = [one for one in person.ask("GET", path).json[name]
                           if self.hidden.name in json.dumps(one)]
            self.assertGreater(len(state[path]), 0)
        return state

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

    def each_route_has_a_rule_and_what_is_open_is_on_the_list(self):
        for route in self.routes:
            if route["permission"] == "anybody":
                self.assertIn(name_of(route), OPEN)
            elif route["permission"] not in BY_SESSION:
                self.assertIn(route["permission"], self.permissions, name_of(route))

    def who_is_limited_lists_his_own_and_nothing_else(self):
        limited, whole = self.person("limited1"), self.person("coordinator1")
        for path, name, kind in (("connectors/systems", "systems", "system"),
                                 ("actions", "actions", "action"), ("jobs", "jobs", "job"),
                                 ("jobs/schedule", "entries", "schedule"),
                                 ("retention/rules", "rules", "rule"), ("holds", "holds", "hold")):
            lists = []
            for person in (limited, whole):
                listed = person.ask("GET", f"/api/{path}").json[name]
                names = {"schedule": "name", "system": "name", "hold": "number"}.get(kind, kind)
                lists.append({one[names] for one in listed})
            known = set(self.limited.ids[kind]) & lists[1]
            self.assertGreater(len(known), 0, path)
            self.assertLessEqual(known, lists[0], path)
            self.assertEqual(lists[0] & set(self.hidden.ids[kind]), set(), path)
            self.assertEqual(lists[0] & set(self.own.ids[kind]), set(), path)
        everything = {"descending": False, "archived": False, "limit": 200}
        # Of the records: his controller's and those that are nobody's, as the organisation's own.
        for path, kind in (("processing/unit", "processing"), ("parties/party", "parties")):
            listed = [{one["number"] for one in
                       person.ask("POST", f"/api/{path}/lists", everything).json["records"]}
                      for person in (limited, whole)]
            for owned, is_seen in ((self.limited, True), (self.own, kind == "parties"),
                                   (self.hidden, False)):
                known = set(owned.ids[f"number in {kind}"])
                self.assertLessEqual(known, listed[1], path)
                self.assertEqual(listed[0] & known, known if is_seen else set(), path)

    def a_grant_that_ended_says_so(self):
        ended = self.person("ended1")
        route = next((route for route in self.routes if route["method"] == "GET" and
                      self.may("granted1", route) and not self.may("ended1", route)), None)
        self.assertIsNotNone(route)
        status, key, text, _ = self.ask(ended, route, world.nothing())
        self.assertEqual((status, key), (403, "accounts.grant_ended"))
        self.assertIn("G-0002", text)
        self.assertIsNone(self.judge("ended1", route, status, key))
        status, key, _, _ = self.ask(self.person("none1"), route, world.nothing())
        self.assertEqual((status, key), (403, "serve.not_permitted"))
        self.assertIsNone(self.judge("none1", route, status, key))


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    if "--postgresql" in sys.argv:
        sys.argv.remove("--postgresql")
        STORE = "postgresql"
    unittest.main()
