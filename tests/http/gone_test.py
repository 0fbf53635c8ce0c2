#!/usr/bin/env python3
"""A database that stands still or is gone: said so, done once when it is back, and nobody waits.
It is a PostgreSQL of the test's own, which is stopped and started under the server.

    tests/http/gone_test.py PROGRAM [NAME…]
"""

import os
import pathlib
import signal
import sys
import threading
import time
import unittest

import faults_test
import house
import postgresql
from house import OTHER, Person


class Gone(faults_test.Faults):
    """A store on PostgreSQL, which is stopped and started under the server."""

    def setUp(self):
        self.database = postgresql.PostgreSQL(lasting=True)
        self.addCleanup(self.database.end)
        self.address = self.database.make("ombud_store")
        super().setUp()

    def furnish(self):
        self.make()  # A copy of a folder would share its store.

    def ombud(self, *arguments, **more):
        if arguments[0] == "init":
            arguments += ("--store", self.address)
        return super().ombud(*arguments, **more)

    def processes(self):
        """The server and each of its own."""
        children = pathlib.Path(f"/proc/{self.database.process.pid}/task/"
                                f"{self.database.process.pid}/children").read_text().split()
        return [self.database.process.pid, *map(int, children)]

    def test_what_was_asked_while_the_database_stood_still_is_done_once_when_it_goes_on(self):
        self.serve("--no-jobs")
        asa = self.signed_in()
        body = {"name": "eva", "password": "fjord och vinter nio", "roles": ["dpo"],
                "controllers": []}
        answers = []
        stopped = self.processes()
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        try:
            asking = threading.Thread(target=lambda: answers.append(
                asa.ask("POST", "/api/accounts", body, Idempotency_Key="once")))
            asking.start()
            time.sleep(float(os.environ.get("OMBUD_TEST_GONE_SECONDS", "3")))
            self.assertEqual(answers, [], "nothing is said to be done that is not")
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)
        asking.join()
        self.assertEqual(answers[0].status, 201, answers[0].text)
        again = asa.ask("POST", "/api/accounts", body, Idempotency_Key="once")
        self.assertEqual((again.status, again.text), (201, answers[0].text))
        names = [one["name"] for one in asa.ask("GET", "/api/accounts").json["accounts"]]
        self.assertEqual(names.count("eva"), 1)
        self.is_well()
        self.ombud("evidence", "verify")

    def test_a_database_that_stands_still_for_long_keeps_nobody_waiting(self):
        self.serve("--no-jobs")
        asa = self.signed_in()
        body = {"name": "eva", "password": "fjord och vinter nio", "roles": ["dpo"],
                "controllers": []}
        answers = []

        def ask(method, path, *more, **headers):
            began = time.monotonic()
            answer = asa.ask(method, path, *more, **headers)
            answers.append((time.monotonic() - began, answer))

        stopped = self.processes()
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        try:
            asking = [threading.Thread(target=ask, args=("POST", "/api/accounts", body),
                                       kwargs={"Idempotency_Key": "once"}),
                      *[threading.Thread(target=ask, args=("GET", "/api/accounts"))
                        for _ in range(3)]]
            for one in asking:
                one.start()
            for one in asking:
                one.join()
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)
        for took, answer in answers:
            self.holds(answer, 503)
            self.assertLess(took, 30)
        again = asa.ask("POST", "/api/accounts", body, Idempotency_Key="once")
        self.assertEqual(again.status, 201, again.text)
        names = [one["name"] for one in asa.ask("GET", "/api/accounts").json["accounts"]]
        self.assertEqual(names.count("eva"), 1)
        self.is_well()
        self.ombud("evidence", "verify")

    def test_a_database_that_is_gone_is_said_and_back_is_back(self):
        self.serve("--no-jobs")
        asa = self.signed_in()
        body = {"addresses": ["dso@forbundet.example"], "language": "sv"}
        self.assertEqual(asa.ask("PUT", "/api/mail/checkpoints", body).status, 204)
        self.database.process.kill()
        self.database.process.wait()
        end = time.monotonic() + float(os.environ.get("OMBUD_TEST_GONE_SECONDS", "3"))
        while time.monotonic() < end:
            self.holds(asa.ask("PUT", "/api/mail/checkpoints", body), 503)
            self.holds(asa.ask("GET", "/api/accounts"), 503)
            self.holds(asa.ask("GET", "/api/jobs"), 503)
            nobody = Person(self.serving)
            self.holds(nobody.sign_in("bo", OTHER), 503)
            self.assertEqual(nobody.ask("GET", "/health").status, 503)
        self.database.begin()
        answers = []
        end = time.monotonic() + 20
        while time.monotonic() < end and 204 not in answers:
            answers.append(asa.ask("PUT", "/api/mail/checkpoints", body).status)
        self.assertEqual(answers[-1], 204, answers)
        self.assertLessEqual(set(answers), {503, 204})
        self.assertEqual(asa.ask("GET", "/api/accounts").status, 200)
        self.is_well()
        self.ombud("evidence", "verify")


for name in [name for name in dir(faults_test.Faults) if name.startswith("test_")]:
    if name not in vars(Gone):
        setattr(Gone, name, None)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
