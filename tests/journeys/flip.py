"""Flips one bit at some hundred places of a receipt; each must be refused with exit code 1."""

import pathlib
import subprocess
import sys

original = pathlib.Path(sys.argv[1]).read_bytes()
flipped = pathlib.Path("flipped.json")
for turn, place in enumerate(range(0, len(original), max(1, len(original) // 100))):
    changed = bytearray(original)
    changed[place] ^= 1 << turn % 7
    flipped.write_bytes(changed)
    done = subprocess.run(["ombud", "verify", flipped], capture_output=True, text=True)
    if done.returncode != 1:
        sys.exit(f"byte {place}: exit code {done.returncode}: {done.stdout}{done.stderr}")
print("all refused")
