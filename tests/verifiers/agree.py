#!/usr/bin/env python3
"""Holds verifiers against the same generated logs and receipts, sound and changed.

    tests/verifiers/agree.py PROGRAM [--logs 1000] [--mutations 1000] [--seed 1]
                             [--second 'COMMAND'] [--keep FOLDER]

PROGRAM is evidence_corpus: it makes the inputs and is the first verifier. COMMAND is called with
`--list FILE` (docs/formats/README.md); without --second it is tools/verify_ombud.py where that
exists. Every sound input must be ok, every changed one refused, by each; on the reason they should
agree, and where they do not it is shown. Exit code 0 only where nothing was judged wrongly.
"""

import argparse
import collections
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time


def verdicts(command, listing):
    """What a verifier says: path -> (ok or refused, reason)."""
    begin = time.monotonic()
    done = subprocess.run([*command, str(listing)], stdout=subprocess.PIPE, check=False)
    seconds = time.monotonic() - begin
    if done.returncode not in (0, 1):
        sys.exit(f"{shlex.join(command)} ended with {done.returncode}")
    said = {}
    for line in done.stdout.decode().splitlines():
        path, verdict, reason = line.split("\t")
        said[path] = (verdict, reason)
    return said, seconds


def judge(name, said, expected):
    """The number of wrong verdicts, each printed."""
    wrong = 0
    for path, (verdict, kind) in expected.items():
        got = said.get(path, ("nothing", ""))
        if got[0] != verdict:
            wrong += 1
            print(f"{name}: {path} ({kind}): should be {verdict}, is {got[0]} {got[1]}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--logs", type=int, default=1000)
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--second", default="")
    parser.add_argument("--keep", default="")
    given = parser.parse_args()

    ours = pathlib.Path("tools/verify_ombud.py")
    if not given.second and ours.exists():
        given.second = f"{sys.executable} {ours}"

    with tempfile.TemporaryDirectory(prefix="ombud-corpus-") as temporary:
        folder = pathlib.Path(given.keep or temporary)
        subprocess.run([given.program, "make", str(folder), str(given.logs),
                        str(given.mutations), str(given.seed)], check=True)
        expected = {}
        for line in (folder / "expected.tsv").read_text().splitlines():
            path, verdict, kind = line.split("\t")
            expected[path] = (verdict, kind)
        counted = collections.Counter(
            (path.split("/")[0], kind) for path, (_, kind) in expected.items())
        for (part, kind), number in sorted(counted.items()):
            print(f"{number:6}  {part}: {kind}")

        listing = folder / "list.tsv"
        first, seconds = verdicts([given.program, "check"], listing)
        wrong = judge("first verifier", first, expected)
        print(f"first verifier: {len(expected)} inputs in {seconds:.1f} s, {wrong} wrong")
        if not given.second:
            print("no second verifier")
            sys.exit(1 if wrong else 0)

        second, seconds = verdicts([*shlex.split(given.second), "--list"], listing)
        wrong_too = judge("second verifier", second, expected)
        print(f"second verifier: {len(expected)} inputs in {seconds:.1f} s, {wrong_too} wrong")
        differing = collections.Counter(
            (first[path][1], second[path][1], expected[path][1]) for path in expected
            if path in first and path in second and first[path][1] != second[path][1])
        for (one, other, kind), number in differing.most_common():
            print(f"{number:6}  reasons differ ({kind}): {one} / {other}")
        sys.exit(1 if wrong or wrong_too else 0)


if __name__ == "__main__":
    main()
