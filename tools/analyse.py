#!/usr/bin/env python3
"""clang-tidy-19 over the given files, or over all of src; ./run tidy has configured build/tidy.

It takes 5 to 7 s a file, so what was in order is remembered until the file or a header changes.
"""

import pathlib
import sys

from remembered import faults, sources

files = [pathlib.Path(name) for name in sys.argv[1:]] or sources(("src",), (".cc",))
count = 0
for path, output in faults("build/tidy/in_order", ".clang-tidy", files,
                           ["clang-tidy-19", "-p", "build/tidy", "--quiet"], headers=True):
    print(output, flush=True)
    count += 1
print(f"clang-tidy: {len(files)} files, {count} with faults")
sys.exit(bool(count))
