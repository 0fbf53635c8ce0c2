#!/usr/bin/env python3
"""clang-tidy-19 over the given .cc files and each given header compiled alone; else all of src.

clang-tidy takes 5 to 7 s a file and a header half a second, so what was in order is remembered
until the file or a header that it includes changes. ./run tidy has configured build/tidy.
"""

import pathlib
import shlex
import subprocess
import sys

from remembered import faults, sources

MEMORY = "build/tidy/in_order"


def library_flags():
    names = ("sqlite3", "libpq", "libmariadb", "libsodium", "icu-uc")
    return shlex.split(subprocess.check_output(["pkg-config", "--cflags", *names], text=True))


files = [pathlib.Path(name) for name in sys.argv[1:]] or sources(("src",), (".cc", ".h"))
headers = [path for path in files if path.suffix == ".h"]
units = [path for path in files if path.suffix == ".cc"]
alone = ["g++", "-std=c++20", "-Isrc", *library_flags(), "-w", "-fsyntax-only", "-x", "c++"]
tidy = ["clang-tidy-19", "-p", "build/tidy", "--quiet"]

count = 0
for some, command in ((headers, alone), (units, tidy)):
    for path, output in faults(MEMORY, ".clang-tidy", some, command, headers=True):
        print(f"{path}:\n{output}", flush=True)
        count += 1
print(f"{len(units)} files analysed, {len(headers)} headers compiled alone: {count} with faults")
sys.exit(bool(count))
