#!/usr/bin/env python3
"""Asking somebody without an account about one record: the link comes by mail, opens the chosen
fields and nothing else, and what is answered is in the record only when somebody takes it.

    tests/http/guests_test.py PROGRAM [NAME…]
"""

import email
import email.policy
import itertools
import json
import os
import pathlib
import re
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "mail"))
import house  # noqa: E402
import servers  # noqa: E402
from house import OTHER, Person  # noqa: E402

PARTY = {"name": "Nordlön AB", "roles": ["processor"], "note": "slow to answer"}
ASKED = {"kind": "party", "record": "P-0001", "name": "Kim Ek, Nordlön AB",
         "address": "kim.ek@nordlon.example", "language": "nb", "note": "As every year.",
         "shown": ["name"], "asked": ["email", "web"], "offered": {}, "days": 30}
SECRETS = ("Kim", "Nordlön", "P-0001", "Q-0001", "party", "every year")


class GuestsTest(house.House):
    def setUp(self):
        super().setUp()
        self.letters = servers.Letters()
        self.post_office = servers.Post(self.letters)
        self.post_office.start()
        self.addCleanup(self.post_office.stop)
        self.ombud("mail", "server", "set", "--server",
                   f"smtp://127.0.0.1:{self.post_office.port}", "--sender",
                   "ombud@forbundet.example", "--pages", "https://ombud.forbundet.example")
        (self.path / "party.json").write_text(json.dumps(PARTY))
        self.ombud("records", "add", "party", "--file", str(self.path / "party.json"))
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa, self.guest = self.signed_in(), Person(self.serving)

    def post(self, path, body=None, person=None):
        return (person or self.asa).ask("POST", f"/api/guests/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}")

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def asked(self, **more):
        answer = self.post("requests", ASKED | more)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json["number"]

    def letter(self):
        """The last one, after the jobs that wait are done."""
        self.ombud("work", "--until-idle")
        return email.message_from_bytes(self.letters.came[-1][2], policy=email.policy.default)

    def link(self):
        text = self.letter().get_content()
        return re.search(r"https://ombud.forbundet.example/guests/answer#(\S+)", text)[1]

    def opened(self, link):
        return self.guest.ask("POST", "/api/guests/link", {"link": link})

    def answered(self, link, **more):
        return self.guest.ask("POST", "/api/guests/link/answer",
                              {"link": link, "name": "Kim Ek", "confirmed": False} | more)

    def record(self):
        return self.asa.ask("GET", "/api/parties/party/P-0001").json

    def test_an_answer_by_a_link_is_taken_field_by_field_into_the_record(self):
        number = self.asked()
        letter = self.letter()
        for secret in SECRETS:
            self.assertNotIn(secret, letter["Subject"] + letter.get_content())
        self.assertIn("Exempelförbundet", letter["Subject"])
        link = self.link()
        seen = self.opened(link)
        self.assertEqual(seen.status, 200, seen.text)
        self.assertEqual([field["name"] for field in seen.json["fields"]], ["email", "web"])
        self.assertEqual([given["text"] for given in seen.json["given"]], ["Nordlön AB"])
        self.assertNotIn("slow", seen.text)
        self.assertNotIn("P-0001", seen.text)
        wrong = self.answered(link, fields={"email": "nowhere"})
        self.assertEqual(wrong.status, 422, wrong.text)
        self.assertEqual(wrong.json["faults"][0]["path"], "email")
        unasked = self.answered(link, fields={"name": "Sydlön AB"})
        self.assertEqual(unasked.json["faults"][0]["key"], "guests.not_asked", unasked.text)
        said = self.answered(link, remark="Since May.", fields={
            "email": "post@nordlon.example", "web": "https://nordlon.example"})
        self.assertEqual(said.status, 204, said.text)
        self.assertEqual(self.record()["version"], 1)

        one = self.asa.ask("GET", f"/api/guests/requests/{number}").json
        self.assertEqual((one["state"], one["reply"]["remark"]), ("answered", "Since May."))
        self.assertEqual([(field["name"], field["stands"], field["said"])
                          for field in one["fields"]],
                         [("email", None, "post@nordlon.example"),
                          ("web", None, "https://nordlon.example")])
        taken = self.post(f"requests/{number}/taking", {"fields": ["email"], "version": 1})
        self.assertEqual((taken.status, taken.json["state"]), (200, "taken"), taken.text)
        fields = self.record()["fields"]
        self.assertEqual(fields["email"], "post@nordlon.example")
        self.assertNotIn("web", fields)
        history = self.asa.ask("GET", "/api/parties/party/P-0001/history").json["versions"]
        self.assertTrue(any("Kim Ek" in one["reason"] for one in history), history)
        entries = json.loads(self.ombud("evidence", "list", "--json", "--reference", "test"))
        events = {entry["event"] for entry in entries}
        self.assertLessEqual({"guests.asked", "guests.opened", "guests.answered", "guests.taken"},
                             events)

    def test_links_that_open_nothing_get_one_answer_in_the_same_time(self):
        self.asked()
        used = self.link()
        self.assertEqual(self.answered(used, confirmed=True).status, 204)
        second = self.asked()
        withdrawn = self.link()
        self.assertEqual(self.post(f"requests/{second}/withdrawal").status, 200)
        wrong = "0" * 64 + used[64:]
        kinds = {"wrong": wrong, "used": used, "withdrawn": withdrawn}
        texts, took = set(), {name: [] for name in kinds}
        for _ in range(6):
            for name, link in kinds.items():
                began = time.perf_counter()
                answer = self.opened(link)
                took[name].append(time.perf_counter() - began)
                self.refused(answer, 404, "guests.link_ends")
                texts.add(re.sub(r'"incident":"[^"]*"', "", answer.text))
        self.assertEqual(len(texts), 1, texts)
        for link in kinds.values():
            self.refused(self.answered(link, confirmed=True), 404, "guests.link_ends")
        for link in ("", "x", "." * 9, "Ä" * 40):
            self.assertIn(self.opened(link).status, (400, 404))
        best = {name: min(times) for name, times in took.items()}
        print("milliseconds:", {name: round(one * 1000, 2) for name, one in best.items()})
        self.assertLess(max(best.values()), 5 * min(best.values()))

    def test_who_tries_links_is_slowed_down_and_who_has_one_is_not(self):
        self.asked()
        link = self.link()
        statuses = [self.opened("0" * 64 + link[64:]).status for _ in range(70)]
        self.assertIn(503, statuses)
        self.assertEqual(set(statuses), {404, 503})
        self.assertEqual(self.opened(link).status, 200)

    def test_an_answer_goes_back_is_refused_and_asked_anew(self):
        number = self.asked()
        first = self.link()
        self.refused(self.post(f"requests/{number}/return", {"note": "why"}), 409,
                     "guests.not_in_state")
        self.assertEqual(self.post(f"requests/{number}/renewal", {"days": 14}).status, 200)
        self.refused(self.opened(first), 404, "guests.link_ends")
        self.assertEqual(self.answered(self.link(), fields={"email": "a@nordlon.example"}).status,
                         204)
        back = self.post(f"requests/{number}/return", {"note": "Which box?"})
        self.assertEqual((back.status, back.json["state"]), (200, "waiting"), back.text)
        seen = self.opened(self.link()).json
        self.assertEqual((seen["returned"], seen["values"]["email"]),
                         ("Which box?", "a@nordlon.example"))
        self.assertEqual(self.answered(self.link(), fields={"email": "b@nordlon.example"}).status,
                         204)
        self.refused(self.post(f"requests/{number}/refusal", {"note": " "}), 400,
                     "guests.no_note")
        refused = self.post(f"requests/{number}/refusal", {"note": "another agreement"})
        self.assertEqual((refused.status, refused.json["state"]), (200, "refused"), refused.text)
        self.assertEqual(self.record()["version"], 1)
        listed = self.post("lists", {"state": "refused"}).json["requests"]
        self.assertEqual([one["number"] for one in listed], [number])
        of_it = self.post("lists", {"kind": "party", "record": "P-0001"}).json["requests"]
        self.assertEqual(len(of_it), 1)

    def test_what_is_asked_for_wrongly_is_refused_by_its_name(self):
        for change, status, key in (
                ({"record": "P-0009"}, 404, "records.unknown"),
                ({"kind": "nothing"}, 404, "records.no_such_kind"),
                ({"asked": []}, 400, "guests.nothing_asked"),
                ({"asked": ["x"]}, 400, "guests.no_such_field"),
                ({"asked": ["unit"]}, 400, "guests.titles_unsaid"),
                ({"days": 0}, 400, "guests.bad_days"),
                ({"name": " "}, 400, "guests.no_name"),
                ({"address": "nowhere"}, 400, "mail.bad_address"),
                ({"language": "xx"}, 400, None), ({"more": 1}, 400, None)):
            answer = self.post("requests", ASKED | change)
            self.assertEqual(answer.status, status, answer.text)
            if key:
                self.assertEqual(answer.json["key"], key)
        self.refused(self.asa.ask("GET", "/api/guests/requests/Q-0009"), 404, "guests.unknown")
        bo = self.signed_in("bo", OTHER)
        self.assertEqual(self.post("requests", ASKED, bo).status, 403)
        self.assertEqual(self.post("lists", {}, bo).status, 200)

    def test_the_commands_do_the_same(self):
        wish = {key: value for key, value in ASKED.items() if key not in ("kind", "record")}
        (self.path / "asked.json").write_text(json.dumps(wish))
        self.assertIn("guests ask", self.ombud("guests", "list"))
        said = self.ombud("guests", "ask", "party", "P-0001", "--file",
                          str(self.path / "asked.json"))
        self.assertIn("Q-0001", said)
        self.assertIn("P-0001 Nordlön AB", self.ombud("guests", "list"))
        self.assertEqual(self.answered(self.link(), fields={"email": "a@nordlon.example"}).status,
                         204)
        shown = self.ombud("guests", "show", "Q-0001")
        self.assertIn("a@nordlon.example", shown)
        self.assertIn("Kim Ek", shown)
        self.ombud("guests", "return", "Q-0001", "--note", "Which box?")
        self.assertEqual(self.answered(self.link(), fields={"email": "b@nordlon.example"}).status,
                         204)
        self.ombud("guests", "take", "Q-0001", "--field", "email")
        self.assertEqual(self.record()["fields"]["email"], "b@nordlon.example")
        self.ombud("guests", "ask", "party", "P-0001", "--file", str(self.path / "asked.json"))
        self.ombud("guests", "renew", "Q-0002", "--days", "7")
        self.ombud("guests", "withdraw", "Q-0002")
        self.assertEqual(json.loads(self.ombud("guests", "list", "--state", "withdrawn",
                                               "--json"))[0]["number"], "Q-0002")
        self.ombud("guests", "take", "Q-0002", code=5)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
