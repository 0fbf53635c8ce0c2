#!/usr/bin/env python3
"""The clock jumps between commands and while they run: years ahead, days back, back again.

    tests/faults/clock.py PROGRAM [--times 20] [--seed NUMBER]

libfaketime stands between the program and the machine's clock. Each erasure (kill.py) is run
with the clock at some other time than it was planned at, killed, and run again at a third; while
it runs the clock may go a thousand times as fast, or backwards by a day after some hundred looks
at it. Then:

- what was done is as in an undisturbed erasure (house.py), or the run says that it is too late
  for it;
- an intent stands before its outcome, whatever their times, and the log is sound;
- the log's places are those in which things were told: what was there before a run is before it.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import house
import kill
from house import ACTION, Fault, check

LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
SKIPPED = 77
# The identifiers that a run verifies with are kept for thirty days; then it is too late for it.
JUMPS = ("-3650d", "-40d", "-1d", "-1s", "+0d", "+1s", "+20d", "+29d")
TOO_LATE = ("+40d", "+3650d")
PACES = ("", " x1000", " x0.1")


def at(place, jump):
    """The house's environment with another time."""
    return {**place.environment, "LD_PRELOAD": LIBRARY, "FAKETIME": jump,
            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def run_at(place, jump, seconds=kill.SECONDS):
    """Runs the erasure; killed after some seconds."""
    process = subprocess.Popen(place.command("actions", "run", ACTION, "--json"),
                               env=at(place, jump), cwd=place.folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        out, errors = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


def events(place):
    """The log's events in the order of their places; an entry is there once."""
    listed = place.ombud("evidence", "list", "--json", "--limit", "10000").stdout
    entries = [entry for entry in json.loads(listed) if entry.get("position") is not None]
    places = sorted(entry["position"] for entry in entries)
    check(places == list(range(len(places))), "a place in the log is missing or taken twice")
    return [entry["event"] for entry in sorted(entries, key=lambda entry: entry["position"])]


def jump_once(place, expected, chance):
    place.restore()
    jumps = [chance.choice(JUMPS) + chance.choice(PACES) for _ in range(3)]
    try:
        place.ombud("evidence", "verify")
        place.ombud("evidence", "checkpoint")
        before = events(place)
        run_at(place, jumps[0], chance.uniform(0.05, 0.6))
        done = run_at(place, jumps[1])
        check(done.returncode in (0, *house.SAID), f"ended with {done.returncode}: {done.stderr}")
        place.environment.update(at(place, jumps[2]))
        try:
            house.ended_as(expected, place)
        finally:
            for name in ("LD_PRELOAD", "FAKETIME"):
                place.environment.pop(name, None)
        check(events(place)[:len(before)] == before, "what stood in the log has another place")
    except Fault as fault:
        raise Fault(f"clock at {jumps}: {fault}") from fault


def too_late(place, jump):
    """Said before anything is touched, and nothing is touched."""
    place.restore()
    untouched = place.systems.dump()
    done = run_at(place, jump)
    check(done.returncode not in (0, -9) and done.stderr.strip(),
          f"at {jump} the run ended with {done.returncode} and says {done.stderr!r}")
    kill.check_same(untouched, place.systems.dump(), f"at {jump} the table")
    place.ombud("evidence", "verify")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not os.path.exists(LIBRARY):
        print(f"clock: {LIBRARY} is not there; skipped")
        return SKIPPED
    chance, faults = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory(prefix="ombud-clock-") as name:
        place = kill.House(options.program.resolve(), pathlib.Path(name), "sqlite")
        place.prepare()
        expected = house.ending(place)
        cases = [lambda: jump_once(place, expected, chance)] * options.times
        cases += [lambda jump=jump: too_late(place, jump) for jump in TOO_LATE]
        for case in cases:
            try:
                case()
            except Fault as fault:
                faults += 1
                print(fault, flush=True)
    print(f"{len(cases)} erasures with a jumping clock, {faults} faults (--seed {options.seed})")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
