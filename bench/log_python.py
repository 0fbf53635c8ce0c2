"""The second verifier, in Python, on an exported log of as many entries as are given.

    log_python.py [--size 100000] [--runs 5]

The goal is for a million: --size 1000000 measures it, fewer are counted up to it and say so.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

from measuring import Ran, line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as folder:
        subprocess.run([f"{os.environ['OMBUD_BENCH_BUILD']}/bench_log_verify", "--write", folder,
                        "--size", str(options.size)], check=True)
        key = pathlib.Path(folder, "key").read_text(encoding="ascii").strip()
        command = [sys.executable, str(root / "tools" / "verify_ombud.py"), "log",
                   f"{folder}/log", "--key", key]
        seconds = [Ran(command).must().seconds * 1e6 / options.size for _ in range(options.runs)]
    of = "" if options.size == 1_000_000 else f", reckoned from {options.size}"
    line("log_python.million", f"tools/verify_ombud.py on a million entries{of}", "s", seconds)


if __name__ == "__main__":
    main()
