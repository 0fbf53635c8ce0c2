#!/usr/bin/env python3
"""kill -9 at any point of an erasure: the same end, each row exactly once, and all in the log.

    tests/faults/kill.py PROGRAM [--times 200] [--engine NAME]… [--seed NUMBER] [--many PERSONS]
                         [--store sqlite|postgresql]

With --many it is the erasure of so many persons whom a condition chose, in batches of a thousand.
Else an erasure in two systems (sources.py) is planned and approved once for each engine. Then,
until there were so many kills, the data folder and the databases are put back as they were, the
erasure is run and killed, run again and killed again, and run until it is done. Each time must end
as a run that nobody disturbed:

- the databases hold the same rows, to the byte;
- a trigger in the source counted one change and one removal of each row, where one can count;
- the log has an intent and an outcome of every batch, in this order, and is sound;
- the receipt says the same numbers and verifies.

Most kills happen at a system call that writes or sends, before it takes effect: strace counts the
calls of the undisturbed run. Those that make something last (fdatasync, rename, unlink, a message
to a server) and the ones right after them come first. The other kills come after a random time. The
second kill comes at a call that is left over after the first one. Ombud's own store lies in SQLite,
or with --store in PostgreSQL. Servers are found in the environment as tools/test-servers gives it.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import clients
import sources

LASTING = ("fdatasync", "fsync", "rename", "renameat", "renameat2", "unlink", "unlinkat",
           "ftruncate", "sendto")
PREPARING = ("pwrite64", "write", "writev")
TRACED = ",".join(LASTING + PREPARING)
ACTION = "A-0001"
DONE = ("done", "done_with_remainder")
MOST_FAULTS = 20
MOST_RUNS = 12  # A killed client's session on a server may live a moment longer than the client.
SECONDS = 60


class Fault(Exception):
    """Something is not as in an undisturbed run; the text says what."""


def check(holds, text):
    if not holds:
        raise Fault(text)


class House:
    """One organisation whose erasure is approved, and its systems on one engine."""

    def __init__(self, program, folder, engine, many=0, store="sqlite"):
        self.program, self.folder, self.many = program, folder, many
        self.data, self.ready = folder / "data", folder / "ready"
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                            "OMBUD_DATA": str(self.data)}
        name = f"kill_{os.getpid()}_{engine}"
        self.systems = sources.ENGINES[engine](folder, name)
        self.store = clients.PostgresqlStore(name) if store == "postgresql" else None

    def command(self, *arguments):
        return [str(self.program), *arguments]

    def ombud(self, *arguments, code=0):
        done = subprocess.run(self.command(*arguments), env=self.environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=SECONDS)
        check(code is None or done.returncode == code,
              f"ombud {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
        return done

    def prepare(self):
        self.systems.make()
        for name in ("first", "owner"):
            self.file(f"{name}.password", f"fyra lugna ekar vid {name}\n")
        if self.store:
            self.store.make()
        self.ombud("init", "--organisation", "Exempelförbundet", "--law", "se",
                   "--password-file", "first.password",
                   *(["--store", self.store.url] if self.store else []))
        self.ombud("account", "add", "owner1", "--role", "approver",
                   "--new-password-file", "owner.password")
        for system in sources.SYSTEMS:
            self.ombud("system", "add", system, "--url", self.systems.url(system))
            self.file(f"{system}.yaml", sources.map_text(system, self.systems.kind))
            self.ombud("datamap", "confirm", system, "--file", f"{system}.yaml")
        if self.many:
            self.plan_many()
        else:
            self.plan_one()
        self.ombud("actions", "approve", ACTION, "--as", "owner1",
                   "--password-file", "owner.password")
        shutil.copytree(self.data, self.ready)
        if self.store:
            self.store.keep()

    def plan_one(self):
        self.file("search", f"email: {sources.PERSON[1]}\n")
        found = self.ombud("subjects", "find", "--reference", "kill test", "--from", "search",
                           "--json")
        person = json.loads(found.stdout)["persons"][0]["person"]
        self.ombud("actions", "plan", "erase", person, "--reference", "kill test")

    def plan_many(self):
        self.file("meets.json", json.dumps({
            "column": "id", "op": ">=", "value": {"integer": str(sources.FIRST_OF_MANY)}}))
        planned = self.ombud("actions", "plan-many", "members", "member", "--meets", "meets.json",
                             "--then", "erase", "--reference", "kill test", "--json")
        persons = json.loads(planned.stdout)["many"]["persons"]
        check(persons == self.many, f"{persons} persons were planned, not {self.many}")

    def file(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")

    def restore(self):
        shutil.rmtree(self.data)
        shutil.copytree(self.ready, self.data)
        if self.store:
            self.store.restore()
        self.systems.restore()

    def drop(self):
        self.systems.drop()
        if self.store:
            self.store.drop()

    def run_to_the_end(self, first_killed):
        """Runs the erasure until it is done: how many runs that took, and the receipt."""
        for runs in range(1 + first_killed, MOST_RUNS):
            done = self.ombud("actions", "run", ACTION, "--json", code=None)
            if done.returncode == 0 and json.loads(done.stdout)["state"] in DONE:
                break
            if done.returncode == 5 and "actions.already_done" in done.stderr:
                break
            check(done.returncode == 8, f"run {runs} ended with {done.returncode}: {done.stderr}")
            time.sleep(0.05)
        else:
            raise Fault(f"not done after {MOST_RUNS} runs: {done.stdout[:2000]}")
        receipt = self.ombud("actions", "receipt", ACTION).stdout
        self.file("receipt.json", receipt)
        self.ombud("verify", "receipt.json")
        return runs, receipt


def traced_calls(house):
    """Each call of an undisturbed run: (its name, the how many-th of that name).

    strace counts those of each thread by themselves: these are the first one's. The others, which
    live for one batch each, are met by kills at random times.
    """
    trace = house.folder / "trace"
    done = subprocess.run(["strace", "-f", "-qq", "-o", str(trace), "-e",
                           f"trace={TRACED}", *house.command("actions", "run", ACTION, "--json")],
                          env=house.environment, cwd=house.folder, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=SECONDS)
    check(done.returncode == 0, f"the undisturbed run ended with {done.returncode}: {done.stderr}")
    seen = collections.Counter()
    calls, first = [], None
    for line in trace.read_text(errors="replace").splitlines():
        if match := re.match(r"(\d+) +(\w+)\(", line):
            thread, call = match.groups()
            first = first or thread
            if thread == first:
                seen[call] += 1
                calls.append((call, seen[call]))
    return calls


def spread(items, count):
    """`count` of the items, evenly from first to last."""
    if count >= len(items):
        return list(items)
    return [items[i * len(items) // count] for i in range(count)]


def points(calls, times, chance):
    """Where to kill: calls, or None for a random time. Two of five are at a random time or at a
    call that only prepares; more where there are not so many moments around the lasting calls."""
    # The call after a lasting one is the first moment at which that one has taken effect.
    around = [call for at, call in enumerate(calls)
              if call[0] in LASTING or at > 0 and calls[at - 1][0] in LASTING]
    others = [call for call in calls if call not in set(around)]
    timed = times // 5
    chosen = spread(around, times - 2 * timed)
    chosen += spread(others, times - timed - len(chosen))
    chosen += [None] * (times - len(chosen))
    chance.shuffle(chosen)
    return chosen


def run_killed(house, point, seconds):
    """One run that is killed at a point, or after some seconds; False where it came to its end."""
    command = house.command("actions", "run", ACTION, "--json")
    if point:
        call, number = point
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e",
                   f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}", *command]
    process = subprocess.Popen(command, env=house.environment, cwd=house.folder,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        process.wait(SECONDS if point else seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)


def check_log(house):
    """An intent before an outcome, of each batch, and one outcome each."""
    listed = house.ombud("evidence", "list", "--json", "--object", ACTION, "--reference",
                         "kill test", "--limit", "10000").stdout
    entries = [entry for entry in json.loads(listed)
               if entry["event"] in ("actions.intent", "actions.outcome")]
    entries.sort(key=lambda entry: entry["position"])
    batches = collections.defaultdict(list)
    for entry in entries:
        batches[entry["details"]["system"], entry["details"]["batch"]].append(entry["event"])
    for batch, events in batches.items():
        check(events.count("actions.outcome") == 1 and events[-1] == "actions.outcome"
              and events[0] == "actions.intent", f"the log says of batch {batch}: {events}")
    house.ombud("evidence", "verify")
    return sorted(batches)


def said(receipt):
    """What a receipt says was done, without the times."""
    body = json.loads(receipt)["receipt"]
    return {part: body[part] for part in ("done", "kept", "not_reached", "state", "searched")}


def check_counts(dump):
    """No row was changed twice or removed twice."""
    for table, rows in dump.items():
        if "touched" in table:
            twice = [row for row, count in collections.Counter(rows).items() if count > 1]
            check(not twice, f"more than once in {table}: {twice[:5]}")


def check_same(expected, actual, what):
    for part in sorted({*expected, *actual}):
        if expected.get(part) != actual.get(part):
            raise Fault(f"{what} {part} is not as after an undisturbed run:\n"
                        f"{difference(expected.get(part), actual.get(part))}")


def difference(expected, actual):
    if isinstance(expected, list) and isinstance(actual, list):
        return (f"missing {[row for row in expected if row not in actual][:3]}\n"
                f"instead {[row for row in actual if row not in expected][:3]}")
    return f"expected {str(expected)[:600]}\nis       {str(actual)[:600]}"


class Undisturbed:
    """What every killed run is held against."""

    def __init__(self, house):
        self.calls = traced_calls(house)
        house.restore()
        begun = time.monotonic()
        _, receipt = house.run_to_the_end(0)
        self.seconds = time.monotonic() - begun
        self.dump, self.said = house.systems.dump(), said(receipt)
        self.batches = check_log(house)
        check_counts(self.dump)
        if house.systems.counts:
            check(sum(len(rows) for table, rows in self.dump.items() if "touched" in table) > 300,
                  "the source counted next to nothing")


def left_after(calls, point, chance):
    """A call of a run that goes on after one that was killed at `point`. There may be fewer calls
    than were left, so it is rather an early one."""
    at = calls.index(point) if point else 0
    left = calls[at:]
    call, _ = left[chance.randrange(len(left))]
    of_name = sum(name == call for name, _ in left)
    return call, chance.randint(1, max(1, of_name * 2 // 3))


def kill_once(house, undisturbed, point, chance):
    """One erasure with its kills, to the end. Answers how often it was really killed."""
    kills = 0
    # At a random time it may have come to its end: that was no kill. The undisturbed run may have
    # been a slow one, so it is looked for earlier each time.
    for tried in range(1, MOST_RUNS + 1):
        house.restore()
        kills += run_killed(house, point, chance.uniform(0, undisturbed.seconds / tried))
        if kills:
            break
    else:
        raise Fault(f"at {point} it could not be killed")
    again = left_after(undisturbed.calls, point, chance)
    kills += run_killed(house, again, undisturbed.seconds)
    try:
        _, receipt = house.run_to_the_end(kills)
        dump = house.systems.dump()
        check_counts(dump)
        check_same(undisturbed.dump, dump, "the table")
        check_same(undisturbed.said, said(receipt), "the receipt's part")
        batches = check_log(house)
        check(batches == undisturbed.batches, f"batches in the log: {batches}")
    except Fault as fault:
        raise Fault(f"killed at {point}, then at {again}: {fault}") from fault
    return kills


def kill_often(options, engine, times):
    """(kills, faults) of one engine."""
    chance = random.Random(f"{options.seed} {engine}")
    with tempfile.TemporaryDirectory(prefix="ombud-kill-") as name:
        house = House(options.program.resolve(), pathlib.Path(name), engine, options.many,
                      options.store)
        kills = faults = erasures = 0
        begun = time.monotonic()
        try:
            house.prepare()
            undisturbed = Undisturbed(house)
            first = points(undisturbed.calls, (times + 1) // 2, chance)
            while kills < times and faults < MOST_FAULTS:
                point = first[erasures] if erasures < len(first) else chance.choice(first)
                erasures += 1
                try:
                    kills += kill_once(house, undisturbed, point, chance)
                except Fault as fault:
                    faults += 1
                    print(f"{engine}: {fault}", flush=True)
        finally:
            house.drop()
        lasting = sum(call[0] in LASTING for call in undisturbed.calls)
        print(f"{engine}: {kills} kills in {erasures} erasures, {faults} faults; a run has "
              f"{lasting} lasting and {len(undisturbed.calls) - lasting} other calls; "
              f"{time.monotonic() - begun:.1f} s", flush=True)
        return kills, faults


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--engine", action="append", choices=sources.ENGINES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--many", type=int, default=0, metavar="PERSONS")
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args(arguments)
    if options.many:
        sources.add_many(options.many)
    # A folder of CSV files has no keys, by which many persons would be told apart.
    all_engines = [name for name in sources.ENGINES if not options.many or name != "csv"]
    engines = options.engine or all_engines
    needs = {name for engine in engines for name in sources.ENGINES[engine].needs}
    for name in needs | set(sources.Postgresql.needs if options.store == "postgresql" else ()):
        if name not in os.environ:
            sys.exit(f"{name} is not set: run this beside servers, as in\n"
                     f"tools/test-servers run tests/faults/kill.py {options.program}")
    shares = [(options.times + place) // len(engines) for place in range(len(engines))]
    with concurrent.futures.ThreadPoolExecutor(len(engines)) as pool:
        told = list(pool.map(lambda engine, share: kill_often(options, engine, share),
                             engines, shares))
    kills, faults = (sum(numbers) for numbers in zip(*told))
    print(f"{kills} kills, {faults} faults (--seed {options.seed})")
    return int(faults > 0 or kills < options.times)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
