#!/usr/bin/env python3
"""Builds the fuzzer and runs each target, or those named, until it has seen so many inputs.

    fuzz/fuzz.py [TARGET…] [--runs 100000] [--list] [--build FOLDER]

What libFuzzer learns is kept in FOLDER/corpus/TARGET and used by the next run; what it finds, an
input that stops the program, that takes more than 25 seconds or more than 2 GiB, lies in
FOLDER/found and is printed. To see it again: FOLDER/fuzz/fuzz TARGET FILE.
"""

import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", nargs="*")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "fuzz")
    options = parser.parse_args(arguments)
    build = options.build.resolve()
    subprocess.run(["ninja", "-C", str(build), "-j", str(os.cpu_count()), "fuzz/fuzz"], check=True,
                   stdout=sys.stderr)
    program = build / "fuzz" / "fuzz"
    targets = subprocess.run([program], stdout=subprocess.PIPE, text=True,
                             check=True).stdout.split()
    if options.list:
        print("\n".join(targets))
        return 0
    if unknown := [name for name in options.target if name not in targets]:
        sys.exit(f"fuzz: there is no {unknown[0]}; there are {', '.join(targets)}")
    failed = []
    for target in options.target or targets:
        failed += [] if run(program, build, target, options.runs) else [target]
    if failed:
        print(f"fuzz: found something in {', '.join(failed)}; see {build / 'found'}")
    return int(bool(failed))


def run(program, build, target, runs):
    """Prints one line; True where nothing was found."""
    learnt, found = build / "corpus" / target, build / "found"
    learnt.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    begun = cpu_seconds()
    done = subprocess.run(
        [program, target, f"-runs={runs}", "-max_len=4096", "-timeout=25", "-rss_limit_mb=2048",
         f"-artifact_prefix={found}/{target}-", str(learnt), str(HERE / "corpus" / target)],
        stderr=subprocess.PIPE, text=True, errors="replace",
        env={**os.environ, "ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1"})
    executed = re.findall(r"Done (\d+) runs|#(\d+)\s", done.stderr)
    count = max((int(a or b) for a, b in executed), default=0)
    coverage = (re.findall(r"cov: (\d+)", done.stderr) or ["0"])[-1]
    seconds = cpu_seconds() - begun
    print(f"{target}: {count} runs in {seconds:.0f} s of CPU, {count / max(seconds, 0.01):.0f} a "
          f"second, {coverage} edges, "
          f"{'nothing found' if done.returncode == 0 else 'FOUND SOMETHING'}", flush=True)
    if done.returncode != 0:
        print(done.stderr[-4000:], flush=True)
    return done.returncode == 0


def cpu_seconds():
    """Of the fuzzers so far: a busy machine makes no target slow."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
