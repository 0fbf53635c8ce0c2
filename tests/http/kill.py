#!/usr/bin/env python3
"""kill -9 of `ombud serve` under mixed load: what was answered has happened, and is in the log.

    tests/http/kill.py PROGRAM [--times 30] [--seed NUMBER]

Four browsers look at the list of accounts, one signs in and out, and time after time the server is
killed in the midst of it and started again. After each time:

- a session that was answered 201 is there, one that was answered 204 is gone;
- it answers again, within the time that is printed.

At the end the log has one entry for each answered look and no more than were asked for, and it is
sound.
"""

import argparse
import http.client
import os
import random
import signal
import threading
import time

import house as houses

BROWSERS = 4
PEOPLE = [f"person{number}" for number in range(8)]


class Load:
    """What is asked for until the server is gone, and what was answered."""

    def __init__(self, serving, cookie):
        self.serving, self.cookie = serving, cookie
        self.asked = self.answered = 0
        self.open, self.ended, self.doubtful = [], [], []
        self.lock = threading.Lock()
        self.faults = []

    def look(self):
        person = houses.Person(self.serving)
        person.cookie = self.cookie
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
        threads = [threading.Thread(target=self.look) for _ in range(BROWSERS)]
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
    if load.faults:
        raise SystemExit("\n".join(load.faults))


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
        cookie = house.signed_in().cookie
        asked = answered = sessions = 0
        slowest = 0.0
        for _ in range(given.times):
            load = Load(serving, cookie)
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
        entries = 0
        log = house.path / "log"
        house.ombud("evidence", "export", str(log))
        for bundle in sorted((log / "tile" / "entries").rglob("*")):
            entries += bundle.read_bytes().count(b'"event":"accounts.listed"') if (
                bundle.is_file()) else 0
        house.ombud("evidence", "verify")
        print(f"{given.times} kills: {answered} looks answered of {asked} asked, {entries} "
              f"entries; {sessions} sessions; answered again after {slowest * 1000:.0f} ms at most")
        if not answered <= entries <= asked:
            raise SystemExit("an answer without its entry, or an entry of nothing")
        if answered == 0 or sessions == 0:
            raise SystemExit("nothing was shown by this run")
    finally:
        house.tearDown()


if __name__ == "__main__":
    main()
