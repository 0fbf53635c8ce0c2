#!/usr/bin/env python3
"""The connection to the database is cut, before and after COMMIT reaches it: nothing lost or twice.

    tests/faults/cut.py PROGRAM [--cuts 500] [--engine postgresql|mariadb]… [--seed NUMBER]

The program talks to its systems through a proxy (proxy.py). Time after time an approved erasure
(kill.py) is put back to its beginning and run; each of its runs is cut somewhere, until one
comes to its end: most at a COMMIT — before it reaches the server, with the server's answer
unheard, or with the answer lost on its way; these are counted — and one of ten after a random
number of bytes. A run that was cut must not say that it is done unless it is; and the end must
be that of an erasure that nobody disturbed: each row touched once, an intent and one outcome of
every batch in the log, a sound receipt.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import sys
import tempfile
import time

import house
import kill
import proxy
import sources
from kill import ACTION, Fault, check

MOST_CUTS = 12  # In a row, in one erasure.


class ProxiedHouse(kill.House):
    """An erasure in systems that are reached through `proxy`."""

    def __init__(self, program, folder, engine):
        super().__init__(program, folder, engine)
        self.engine = engine
        if engine == "postgresql":
            name = f".s.PGSQL.{self.systems.port}"
            real, own = pathlib.Path(self.systems.host) / name, folder / name
        else:
            real, own = self.systems.socket, folder / "mariadb.sock"
        self.proxy = proxy.Proxy(real, own, engine)
        self.systems.url = self.url

    def url(self, system):
        database = self.systems.databases[system]
        if self.engine == "postgresql":
            return f"postgresql://ombud@/{database}?host={self.folder}&port={self.systems.port}"
        return f"mariadb://ombud@localhost/{database}?socket={self.folder / 'mariadb.sock'}"


class Undisturbed:
    """What an erasure ends in, how often it commits and how much it sends."""

    def __init__(self, place):
        place.restore()
        place.proxy.set(None)
        place.ombud("actions", "run", ACTION, "--json")
        self.commits, self.bytes = place.proxy.commits, place.proxy.bytes
        self.ending = house.ending(place)
        check(self.commits >= 4, f"only {self.commits} commits were seen in a whole erasure")


def some_cut(undisturbed, chance, runs_before):
    """Later runs have less to do, so their cuts come earlier."""
    stays = chance.random() < 0.3
    if chance.random() < 0.1:
        most = undisturbed.bytes // (1 + runs_before)
        return proxy.Cut(after_bytes=chance.randint(1, max(most, 2)), stays=stays)
    most = max(1, undisturbed.commits - runs_before)
    when = chance.choices(proxy.WHEN, weights=(1, 2, 2))[0]
    return proxy.Cut(commit=chance.randint(1, most), when=when, stays=stays)


def run_cut(place, undisturbed, cut):
    """One run: whether it was cut, and its exit code."""
    place.proxy.set(cut)
    done = place.ombud("actions", "run", ACTION, "--json", code=None)
    was_cut = place.proxy.cut_done
    place.proxy.set(None)
    house.check_said(done)
    house.check_done_is_done(place, done, undisturbed.ending)
    return was_cut, done.returncode


def erase_with_cuts(place, undisturbed, chance):
    """One erasure, cut again and again: how each of its cuts was."""
    place.restore()
    cuts = []
    for _ in range(2 * MOST_CUTS):  # Not each run comes as far as its cut.
        if len(cuts) == MOST_CUTS:
            break
        cut = some_cut(undisturbed, chance, len(cuts))
        was_cut, code = run_cut(place, undisturbed, cut)
        if was_cut:
            cuts.append(cut)
        if code == 0 or code == 5:  # Done, or it was done before.
            break
    try:
        house.ended_as(undisturbed.ending, place)
    except Fault as fault:
        raise Fault(f"{fault}\nafter {cuts}") from fault
    return cuts


def cut_often(program, engine, wanted, seed):
    chance = random.Random(f"{seed} {engine}")
    cuts, faults, erasures, begun = collections.Counter(), 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ombud-cut-") as name:
        os.chmod(name, 0o711)
        place = ProxiedHouse(program, pathlib.Path(name), engine)
        with place.proxy:
            try:
                place.prepare()
                undisturbed = Undisturbed(place)
                while sum(cuts[when] for when in proxy.WHEN) < wanted and faults < 20:
                    erasures += 1
                    try:
                        for cut in erase_with_cuts(place, undisturbed, chance):
                            cuts[cut.when if cut.commit else "bytes"] += 1
                    except Fault as fault:
                        faults += 1
                        print(f"{engine}: {fault}", flush=True)
            finally:
                place.systems.drop()
    of = ", ".join(f"{count} {what}" for what, count in sorted(cuts.items()))
    at_commits = sum(cuts[when] for when in proxy.WHEN)
    print(f"{engine}: {at_commits} cuts at a COMMIT ({of}) in {erasures} erasures of "
          f"{undisturbed.commits} commits, {faults} faults; {time.monotonic() - begun:.1f} s",
          flush=True)
    return at_commits, faults


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--cuts", type=int, default=500)
    parser.add_argument("--engine", action="append", choices=sorted(proxy.PROTOCOLS))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    engines = options.engine or sorted(proxy.PROTOCOLS)
    for engine in engines:
        for name in sources.ENGINES[engine].needs:
            if name not in os.environ:
                sys.exit(f"{name} is not set: run this beside servers, as in\n"
                         f"tools/test-servers run tests/faults/cut.py {options.program}")
    shares = [(options.cuts + place) // len(engines) for place in range(len(engines))]
    with concurrent.futures.ThreadPoolExecutor(len(engines)) as pool:
        told = list(pool.map(lambda engine, share: cut_often(options.program.resolve(), engine,
                                                             share, options.seed),
                             engines, shares))
    cuts, faults = (sum(numbers) for numbers in zip(*told))
    print(f"{cuts} cuts, {faults} faults (--seed {options.seed})")
    return int(faults > 0 or cuts < options.cuts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
