"""What a new visitor waits for until something is drawn, in headless Chromium on loopback.

    first_paint.py [--times 9]

The first contentful paint of the page for signing in, as the browser itself tells it: each time a
new browser with nothing in its cache, and the server of the program that is measured.
"""

import argparse
import os
import pathlib
import re
import subprocess

from measuring import line

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    done = subprocess.run(
        [str(ROOT / "tools/with-node"), "node", str(ROOT / "tests/web/first_paint.ts"),
         os.environ["OMBUD_PROGRAM"], str(options.times)],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    took = [int(number) for number in re.findall(r"\d+", done.stdout)]
    line("first_paint.sign_in", "first contentful paint, new browsers", "ms", took)


if __name__ == "__main__":
    main()
