#!/usr/bin/env python3
"""System calls fail: no room, a broken disk, a file that may grow no further. Nothing lost or
twice.

    tests/faults/syscalls.py PROGRAM [--times 60] [--engine sqlite|csv]… [--seed NUMBER]

strace counts the calls of an undisturbed erasure (kill.py) that write, sync, rename or remove.
Time after time one of them fails, once or from there on, with ENOSPC or EIO; or no file may grow
beyond some size, so that a write is cut short and the next one refused (RLIMIT_FSIZE). The run
must say so, and without the fault the same command must come to the end of an undisturbed one
(house.py).
"""

import argparse
import collections
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

import house
import kill
from kill import ACTION, Fault, check

ERRORS = {"pwrite64": ("ENOSPC", "EIO"), "write": ("ENOSPC", "EIO"), "writev": ("ENOSPC", "EIO"),
          "fdatasync": ("EIO", "ENOSPC"), "fsync": ("EIO", "ENOSPC"),
          "rename": ("ENOSPC", "EIO"), "renameat": ("ENOSPC",), "renameat2": ("ENOSPC",),
          "unlink": ("EIO",), "unlinkat": ("EIO",), "ftruncate": ("EIO",)}
# A broken disk of our own is nothing that anybody could mend from here: internal, and said so.
SAID = (*house.SAID, 7)


def some_fault(calls, largest, chance):
    """(call, number, error, for good), or (bytes,)."""
    if chance.random() < 0.25:
        return (chance.randint(0, largest),)
    call, number = chance.choice(calls)
    return call, number, chance.choice(ERRORS[call]), chance.random() < 0.5


def cannot_speak(fault):
    """Every write fails from some point on, that of the words to standard error too."""
    return len(fault) > 1 and fault[0] in ("write", "writev") and fault[3]


def run_under(place, fault):
    command = place.command("actions", "run", ACTION, "--json")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault[0], fault[0]))

    if len(fault) > 1:
        call, number, error, for_good = fault
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                   f"inject={call}:error={error}:when={number}{'+' if for_good else ''}", *command]
    # Pipes, no files: the output of the program is not what is limited.
    return subprocess.run(command, env=place.environment, cwd=place.folder,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=kill.SECONDS, preexec_fn=limit if len(fault) == 1 else None)


def fail_often(program, engine, times, seed):
    chance = random.Random(f"{seed} {engine}")
    ended, faults, begun = collections.Counter(), 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ombud-calls-") as name:
        place = kill.House(program, pathlib.Path(name), engine)
        place.prepare()
        # Writing to the pipes is not a fault of a disk.
        calls = [call for call in kill.traced_calls(place) if call[0] in ERRORS]
        place.restore()
        expected = house.ending(place)
        largest = max(file.stat().st_size for file in pathlib.Path(name).rglob("*")
                      if file.is_file())
        for _ in range(times):
            fault = some_fault(calls, largest, chance)
            place.restore()
            try:
                done = run_under(place, fault)
                ended[done.returncode] += 1
                house.check_said(done, SAID, mute=cannot_speak(fault))
                house.check_done_is_done(place, done, expected)
                house.ended_as(expected, place)
            except Fault as found:
                faults += 1
                print(f"{engine}: {fault}: {found}", flush=True)
    codes = ", ".join(f"{count} ended with {code}" for code, count in sorted(ended.items()))
    print(f"{engine}: {times} erasures with a failing call: {codes}; {faults} faults; "
          f"{time.monotonic() - begun:.1f} s", flush=True)
    return faults


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--engine", action="append", choices=("sqlite", "csv"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    engines = options.engine or ["sqlite", "csv"]
    faults = sum(fail_often(options.program.resolve(), engine, options.times // len(engines),
                            options.seed) for engine in engines)
    print(f"{faults} faults (--seed {options.seed})")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
