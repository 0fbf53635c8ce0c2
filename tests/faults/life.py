#!/usr/bin/env python3
"""kill -9 and a full disk at any point of a backup, restore, migration or rotation of keys.

    tests/faults/life.py PROGRAM [--times 40] [--full 20] [--work NAME]… [--seed NUMBER]

A data folder on SQLite is prepared once for each piece of work. Then, time after time, it is put
back, the work is begun and killed at one of its system calls that make something last (or the disk
is full from one of its writes on), and then:

- a restore that was cut off after its mark is finished by `restore --finish`; nothing else is
  needed before the next command works;
- the store is the old one or the new one, whole: its accounts are those of before or of after;
- what was sealed before opens (the plan of A-0001), and the log verifies;
- the backup that stood at the target's name is whole, the old one or the new one, and no other
  file has its name;
- the same work, done again, comes to its end.
"""

import argparse
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import kill
from kill import Fault, check

JOBS = ("jobs_attempt", "jobs_schedule", "jobs_job", "jobs_counter")


class House(kill.House):
    """The house of the erasure, with a backup in which the account `after` does not stand."""

    def prepare(self):
        super().prepare()
        self.ombud("backup", "monday.backup")
        self.account("after")
        self.ombud("backup", "target.backup")
        self.put_aside()

    def put_aside(self):
        shutil.rmtree(self.ready)
        shutil.copytree(self.data, self.ready)
        shutil.copy(self.folder / "target.backup", self.folder / "target.old")

    def account(self, name):
        self.ombud("account", "add", name, "--role", "dpo", "--new-password-file",
                   "owner.password")

    def restore(self):
        for left in self.folder.glob("target.backup*"):
            left.unlink()
        shutil.copy(self.folder / "target.old", self.folder / "target.backup")
        shutil.rmtree(self.data)
        shutil.copytree(self.ready, self.data)

    def make_older(self):
        """As the release before the room jobs left it."""
        with sqlite3.connect(self.data / "ombud.db") as store:
            for table in JOBS:
                store.execute(f"drop table {table}")
            store.execute("delete from store_migration where room = 'jobs'")
        store.close()


WORK = {
    "backup": ["backup", "target.backup"],
    "restore": ["restore", "monday.backup", "--replace"],
    "migrate": ["migrate", "--backup", "target.backup"],
    "rotate": ["key", "rotate"],
    "signing": ["key", "rotate", "--signing"],
}


def settle(house, work):
    """What a person does after the crash, and what must then be so."""
    if work == "restore":
        house.ombud("restore", "--finish")
    if work == "migrate":
        listed = house.ombud("system", "list", code=None)
        check(listed.returncode in (0, 5), f"after the kill: {listed.stderr}")
        if listed.returncode == 5:
            check("ombud migrate" in listed.stderr, listed.stderr)
            house.ombud("migrate")
    names = house.ombud("account", "list", "--json").stdout
    if work != "restore":
        check('"after"' in names, "the account `after` is gone")
    house.ombud("evidence", "verify")
    house.ombud("actions", "show", kill.ACTION)
    house.ombud("backup", "check", "target.backup")
    return '"after"' in names


def again(house, work):
    house.ombud(*WORK[work])
    house.ombud("evidence", "verify")
    house.ombud("actions", "show", kill.ACTION)


def calls_of(house, work):
    trace = house.folder / "trace"
    done = subprocess.run(["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={kill.TRACED}",
                           *house.command(*WORK[work])], env=house.environment, cwd=house.folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=kill.SECONDS)
    check(done.returncode == 0, f"undisturbed, {work} ended with {done.returncode}: {done.stderr}")
    seen, calls = {}, []
    for line in trace.read_text(errors="replace").splitlines():
        if match := kill.re.match(r"\d+ +(\w+)\(", line):
            seen[match[1]] = seen.get(match[1], 0) + 1
            calls.append((match[1], seen[match[1]]))
    return calls


def disturbed(house, work, call, number, what):
    """The exit code of the work, killed (or with the disk full) from a call on."""
    inject = {"kill": f"inject={call}:signal=KILL:when={number}",
              "full": f"inject={call}:error=ENOSPC:when={number}+"}[what]
    done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                           inject, *house.command(*WORK[work])], env=house.environment,
                          cwd=house.folder, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=kill.SECONDS)
    return done


def try_once(house, work, point, what):
    house.restore()
    done = disturbed(house, work, *point, what)
    if what == "kill":
        check(done.returncode != 0, "it came to its end: that was no kill")
    elif done.returncode != 0:
        check(done.returncode in (6, 9), f"a full disk was answered with {done.returncode}: "
                                         f"{done.stderr}")
    new = not settle(house, work)
    if what == "full" and done.returncode != 0 and work == "backup":
        check(not list(house.folder.glob("*.part")), "a half file was left")
    again(house, work)
    return new


def run(program, work, times, full, seed):
    chance = random.Random(f"{seed} {work}")
    faults = new = 0
    with tempfile.TemporaryDirectory(prefix="ombud-life-") as name:
        house = House(program, pathlib.Path(name), "sqlite")
        house.prepare()
        if work == "migrate":
            house.make_older()
            house.put_aside()
        calls = calls_of(house, work)
        # A restore prepares for long and changes places in a moment: half the kills come then.
        late = times // 2 if work == "restore" else 0
        kills = kill.points(calls, times - late, chance) + kill.points(calls[-60:], late, chance)
        writes = [call for call in calls if call[0] in ("write", "pwrite64", "fsync", "fdatasync")]
        tries = [(point or chance.choice(calls), "kill") for point in kills]
        # What a restore writes last takes the old store's place: half of the full disks too.
        late = full // 2 if work == "restore" else 0
        tries += [(point, "full") for point in kill.spread(writes[-40:], late)]
        tries += [(chance.choice(writes), "full") for _ in range(full - late)]
        for point, what in tries:
            try:
                new += try_once(house, work, point, what)
            except Fault as fault:
                faults += 1
                print(f"{work}: {what} at {point}: {fault}", flush=True)
        house.drop()
    print(f"{work}: {times} kills and {full} full disks among {len(calls)} calls, {faults} faults"
          + (f"; the new store stood {new} times" if work == "restore" else ""), flush=True)
    return faults


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--full", type=int, default=20)
    parser.add_argument("--work", action="append", choices=WORK)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    program = options.program.resolve()
    return sum(run(program, work, options.times, options.full, options.seed)
               for work in options.work or WORK) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
