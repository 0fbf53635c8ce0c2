#!/usr/bin/env python3
"""Fails where a C++ file has not the form that .clang-format asks for; ./run format mends it."""

import sys

from remembered import faults, sources

FOLDERS = ("src", "tests", "bench", "fuzz")
wrong = [path for path, _ in faults("build/format", ".clang-format",
                                    sources(FOLDERS, (".cc", ".h")),
                                    ["clang-format-19", "--dry-run", "-Werror"])]
for path in wrong:
    print(f"{path}: not in the form of .clang-format; run: ./run format")
sys.exit(bool(wrong))
