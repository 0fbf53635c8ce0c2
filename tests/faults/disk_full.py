#!/usr/bin/env python3
"""The disk is full, at every fill level: it is said, and with room the same command completes.

    tests/faults/disk_full.py PROGRAM [--times 100] [--place NAME]… [--seed NUMBER]

Three small file systems (tmpfs) hold what a disk of its own may hold: Ombud's data folder, the
systems, and the folder that extracts, exports and backups are written to. A file takes so much
of one of them that a random number of pages is left, from none to more than what the undisturbed
command needs. Then the command runs, the file goes, and the same command runs again:

- a run that did not come to its end says so, with an exit code and a text;
- nothing half-written is left where people look;
- the end is that of an undisturbed run: every row once, an intent and one outcome of every batch,
  the log sound, receipts sound by their verifier (kill.py).

Mounting takes root or a user namespace; where there is neither, it ends with 77, which is
"skipped".
"""

import argparse
import collections
import contextlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import kill
import sources
from house import ACTION, Fault, check, ending

SKIPPED = 77
SIZE_MIB = 64
PAGE = os.sysconf("SC_PAGE_SIZE")
# 8: partly done; 9: storage full. 6, 7: what a full disk may look like from far away is not
# allowed here: all that is full is near.
SAID = (8, 9)


class Disk:
    """A file system of its own with a file that fills it."""

    def __init__(self, folder):
        self.folder, self.ballast = folder, folder / ".ballast"
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m", "tmpfs", str(folder)],
                       check=True)

    def free(self):
        about = os.statvfs(self.folder)
        return about.f_bavail * about.f_frsize

    def fill(self, leave):
        self.clear()
        with open(self.ballast, "wb") as file:
            size = self.free() - leave
            if size > 0:
                os.posix_fallocate(file.fileno(), 0, size)

    def clear(self):
        self.ballast.unlink(missing_ok=True)

    def close(self):
        subprocess.run(["umount", "--lazy", str(self.folder)], check=False)


class Watched:
    """How much of a disk a piece of work takes at its worst moment."""

    def __init__(self, disk):
        self.disk, self.ended = disk, threading.Event()

    def __enter__(self):
        self.before = self.least = self.disk.free()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def watch(self):
        while not self.ended.wait(0.0005):
            self.least = min(self.least, self.disk.free())

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        self.taken = self.before - min(self.least, self.disk.free())


class House(kill.House):
    """kill.py's house on three disks: `own`, `systems`, `out`."""

    def __init__(self, program, folder, engine):
        super().__init__(program, folder, engine)
        self.disks = {name: Disk(folder / name) for name in ("own", "systems", "out")}
        self.data = folder / "own" / "data"
        self.environment["OMBUD_DATA"] = str(self.data)
        self.systems = sources.ENGINES[engine](folder / "systems", "")

    def close(self):
        for disk in self.disks.values():
            disk.close()

    def prepare_extract(self):
        """A second action, approved: an access extract."""
        person = json.loads(self.ombud("subjects", "find", "--reference", "kill test", "--from",
                                       "search", "--json").stdout)["persons"][0]["person"]
        self.ombud("actions", "plan", "access", person, "--reference", "kill test")
        self.ombud("actions", "approve", "A-0002")
        shutil.rmtree(self.ready)
        shutil.copytree(self.data, self.ready)

    def restore(self):
        for disk in self.disks.values():
            disk.clear()
        out = self.folder / "out"
        for file in out.iterdir():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        super().restore()


def erase(house):
    return house.ombud("actions", "run", ACTION, "--json", code=None)


def after_erase(house):
    """The end state of an erasure, once it was run to its end."""
    return ending(house)


def extract(house):
    return house.ombud("actions", "run", "A-0002", "--to", "out/extract", "--json", code=None)


def after_extract(house):
    done = extract(house)
    check(done.returncode == 0 or "already_done" in done.stderr, f"extract: {done.stderr}")
    house.file("receipt.json", house.ombud("actions", "receipt", "A-0002").stdout)
    house.ombud("verify", "receipt.json")
    house.ombud("evidence", "verify")
    return {"files": {file.name: file.stat().st_size > 0
                      for file in sorted((house.folder / "out" / "extract").iterdir())},
            "out": sorted(file.name for file in (house.folder / "out").iterdir())}


def export(house):
    return house.ombud("evidence", "export", "out/log", "--json", code=None)


def after_export(house):
    if not (house.folder / "out" / "log").exists():
        done = export(house)
        check(done.returncode == 0, f"export: {done.stderr}")
    house.ombud("evidence", "verify", "out/log")
    house.ombud("evidence", "verify")
    return {"out": sorted(file.name for file in (house.folder / "out").iterdir())}


def plan(house):
    person = json.loads((house.folder / "person.json").read_text())
    return house.ombud("actions", "plan", "erase", person, "--reference", "kill test", "--json",
                       code=None)


def after_plan(house):
    """How many plans there are now is as many as were said to be made."""
    house.ombud("evidence", "verify")
    done = plan(house)
    check(done.returncode == 0, f"plan: {done.stderr}")
    return {}


# name: engine, the disk that is full, the command, what must be so in the end, share of 100.
PLACES = {
    "store": ("sqlite", "own", erase, after_erase, 30),
    "source": ("sqlite", "systems", erase, after_erase, 20),
    "csv": ("csv", "systems", erase, after_erase, 15),
    "extract": ("sqlite", "out", extract, after_extract, 10),
    "extract_store": ("sqlite", "own", extract, after_extract, 5),
    "export": ("sqlite", "out", export, after_export, 10),
    "plan": ("sqlite", "own", plan, after_plan, 10),
}


def leftovers(house):
    """Names that a command that failed may not leave where people look."""
    return sorted(file.name for file in (house.folder / "out").iterdir()
                  if not file.name.startswith("."))


def house_of(program, folder, engine):
    """Prepared once for all places on one engine."""
    house = House(program, folder, engine)
    try:
        house.prepare()
        house.prepare_extract()
        found = house.ombud("subjects", "find", "--reference", "kill test", "--from", "search",
                            "--json")
        house.file("person.json", json.dumps(json.loads(found.stdout)["persons"][0]["person"]))
    except BaseException:
        house.close()
        raise
    return house


def fill_once(house, name, left, expected):
    """The exit code of the command with so many pages left."""
    _, disk_name, command, after, _ = PLACES[name]
    disk = house.disks[disk_name]
    disk.fill(left * PAGE)
    done = command(house)
    check(done.returncode == 0 or done.returncode in SAID,
          f"ended with {done.returncode}: {done.stderr[:500]}")
    check(done.returncode == 0 or done.stderr.strip() or done.stdout.strip(), "said nothing")
    if done.returncode != 0 and disk_name == "out":
        check(not leftovers(house), f"left behind: {leftovers(house)}")
    disk.clear()
    actual = after(house)
    for part in expected:
        check(actual[part] == expected[part],
              f"{part}: {kill.difference(expected[part], actual[part])}")
    return done.returncode


def fill_often(house, name, times, chance):
    _, disk_name, command, after, _ = PLACES[name]
    met, faults = collections.Counter(), 0
    house.restore()
    with Watched(house.disks[disk_name]) as watched:
        done = command(house)
    check(done.returncode == 0, f"the undisturbed command: {done.stderr}")
    expected = after(house)
    # What comes and goes between two looks is not seen: so much more.
    pages = 2 * watched.taken // PAGE + 40
    for time_of in range(times):
        house.restore()
        # Every level once where there are so few, from none left to all that is needed.
        left = chance.randint(0, pages + 1) if times < pages else time_of % (pages + 2)
        try:
            met[fill_once(house, name, left, expected)] += 1
        except Fault as fault:
            faults += 1
            print(f"{name}: {left} of {pages} pages left: {fault}", flush=True)
    codes = ", ".join(f"{count} ended with {code}" for code, count in sorted(met.items()))
    print(f"{name}: {times} runs with 0 to {pages} pages of {PAGE} bytes left: {codes}; "
          f"{faults} faults", flush=True)
    return faults


def in_namespace():
    """Runs this again where it may mount: in a namespace of its own, so that nothing is left."""
    if os.environ.get("OMBUD_MAY_MOUNT"):
        return
    unshare = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    may = subprocess.run([*unshare, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True)
    if may.returncode != 0:
        print("disk_full: nobody may mount a file system here; skipped")
        sys.exit(SKIPPED)
    os.execvpe("unshare", [*unshare, sys.executable, "-B", *sys.argv],
               {**os.environ, "OMBUD_MAY_MOUNT": "1"})


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--place", action="append", choices=PLACES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    in_namespace()
    places = options.place or list(PLACES)
    whole = sum(PLACES[name][-1] for name in places)
    faults, begun, houses = 0, time.monotonic(), {}
    with contextlib.ExitStack() as stack:
        for name in places:
            engine = PLACES[name][0]
            if engine not in houses:
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ombud-full-"))
                houses[engine] = house_of(options.program.resolve(), pathlib.Path(folder), engine)
                stack.callback(houses[engine].close)
            times = max(1, options.times * PLACES[name][-1] // whole)
            faults += fill_often(houses[engine], name, times,
                                 random.Random(f"{options.seed} {name}"))
    print(f"{faults} faults; {time.monotonic() - begun:.1f} s (--seed {options.seed})")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
