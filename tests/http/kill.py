#!/usr/bin/env python3
"""kill -9 of `ombud serve` under mixed load: what was answered has happened, and is in the log.

    tests/http/kill.py PROGRAM [--times 30] [--seed NUMBER]

Browsers look at the list of accounts, others set an account's address for mail again and again, one
signs in and out, and time after time the server is killed in the midst of it and started again.
After each time:

- a session that was answered 201 is there, one that was answered 204 is gone;
- each account has the last address whose change was answered, or one that was asked for after it;
- it answers again, within the time that is printed.

At the end the log has one entry for each answered look and each answered change, and no more than
were asked for, and it is sound.
"""

import argparse
import http.client
import os
import random
import signal
import threading
import time

import house as houses

LOOKING = 3
WRITING = 2
PEOPLE = [f"person{number}" for number in range(8)]


class Writes:
    """The addresses of one account: what was asked for since the last answer, and that answer."""

    def __init__(self, account):
        self.account, self.last, self.asked = account, None, []
        self.answered = self.count = 0

    def next(self):
        self.count += 1
        self.asked.append(f"n{self.count}@forbundet.example")
        return self.asked[-1]

    def was_answered(self, address):
        self.last, self.asked = address, []
        self.answered += 1

    def fault(self, found):
        """What is wrong with the address that is there after a kill; then that is the last one."""
        possible = [self.last, *self.asked]
        self.last, self.asked = found, []
        return None if found in possible else f"{self.account} has {found}, not one of {possible}"


class Load:
    """What is asked for until the server is gone, and what was answered."""

    def __init__(self, serving, asa, writes):
        self.serving, self.asa, self.writes = serving, asa, writes
        self.asked = self.answered = 0
        self.open, self.ended, self.doubtful = [], [], []
        self.lock = threading.Lock()
        self.faults = []

    def person(self):
        person = houses.Person(self.serving)
        person.cookie, person.csrf = self.asa
        return person

    def look(self):
        person = self.person()
        while True:
            with self.lock:
                self.asked += 1
            try:
                answer = person.ask("GET", "/api/accounts")
            except (OSError, http.client.HTTPException):
                return
            with self.lock:
                if answer.status == 200:
                    self.answered += 1
                elif answer.status != 503:
                    self.faults.append(f"a look was answered {answer.status}")

    def write(self, writes):
        person = self.person()
        while True:
            address = writes.next()
            try:
                answer = person.ask("PUT", f"/api/mail/addresses/{writes.account}",
                                    {"address": address, "language": "sv"})
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 204:
                writes.was_answered(address)
            elif answer.status != 503:
                self.faults.append(f"a change was answered {answer.status}: {answer.text}")
                return

    def come_and_go(self):
        while True:
            person = houses.Person(self.serving)
            try:
                # A kill in the midst of it counts as a wrong password: that name has to wait.
                if person.sign_in(random.choice(PEOPLE), houses.OTHER).status != 201:
                    continue
                if random.random() < 0.5:
                    self.open.append(person)
                    continue
                self.doubtful.append(person)
                if person.ask("DELETE", "/api/accounts/session").status == 204:
                    self.doubtful.remove(person)
                    self.ended.append(person)
            except (OSError, http.client.HTTPException):
                return

    def run(self, seconds):
        threads = [threading.Thread(target=self.look) for _ in range(LOOKING)]
        threads += [threading.Thread(target=self.write, args=[one]) for one in self.writes]
        threads.append(threading.Thread(target=self.come_and_go))
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.serving.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()


def check(load, serving):
    for people, status in ((load.open, 200), (load.ended, 401)):
        for person in people[-3:]:
            person.serving = serving
            found = person.ask("GET", "/api/accounts/session").status
            if found != status:
                load.faults.append(f"a session is answered {found}, not {status}")
    load.serving = serving
    there = {one["account"]["id"]: one["address"]
             for one in load.person().ask("GET", "/api/mail/addresses").json["addresses"]}
    load.faults += filter(None, [one.fault(there.get(one.account)) for one in load.writes])
    if load.faults:
        raise SystemExit("\n".join(load.faults))


def entries_of(house, event):
    log, entries = house.path / "log", 0
    for bundle in (log / "tile" / "entries").rglob("*"):
        entries += bundle.read_bytes().count(b'"event":"%s"' % event) if bundle.is_file() else 0
    return entries


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    houses.PROGRAM = os.path.abspath(given.program)
    random.seed(given.seed)
    print(f"seed {given.seed}")
    house = houses.House()
    house.setUp()
    try:
        for name in PEOPLE:
            house.ombud("account", "add", name, "--role", "dpo", OMBUD_NEW_PASSWORD=houses.OTHER)
        serving = house.serve("--no-jobs")
        first = house.signed_in()
        asa = first.cookie, first.csrf
        accounts = first.ask("GET", "/api/accounts").json["accounts"]
        writes = [Writes(account["id"]) for account in accounts[:WRITING]]
        asked, answered, sessions, slowest = 1, 1, 0, 0.0
        for _ in range(given.times):
            load = Load(serving, asa, writes)
            load.run(random.uniform(0.02, 1.0))
            began = time.monotonic()
            serving = house.serve("--no-jobs")
            if houses.Person(serving).ask("GET", "/health").status != 200:
                raise SystemExit("it does not answer any more")
            slowest = max(slowest, time.monotonic() - began)
            check(load, serving)
            asked += load.asked
            answered += load.answered
            sessions += len(load.open) + len(load.ended)
        serving.stop()
        house.ombud("evidence", "export", str(house.path / "log"))
        looks = entries_of(house, b"accounts.listed")
        changes = entries_of(house, b"mail.address_set")
        changed = sum(one.answered for one in writes)
        wanted = sum(one.count for one in writes)
        house.ombud("evidence", "verify")
        print(f"{given.times} kills: {answered} looks answered of {asked} asked, {looks} entries; "
              f"{changed} changes answered of {wanted} asked, {changes} entries; {sessions} "
              f"sessions; answered again after {slowest * 1000:.0f} ms at most")
        if not answered <= looks <= asked or not changed <= changes <= wanted:
            raise SystemExit("an answer without its entry, or an entry of nothing")
        if answered == 0 or changed == 0 or (sessions == 0 and given.times >= 100):
            raise SystemExit("nothing was shown by this run")
    finally:
        house.tearDown()


if __name__ == "__main__":
    main()
