"""Runs a checker once per content: a file found in order is not looked at again until it changes.

Where the answer also depends on the headers that a file includes, they are part of its content.
"""

import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess

INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def sources(folders, endings):
    return [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*"))
            if path.suffix in endings]


def with_headers(path, found=None):
    """The file and, below src, every header that it reaches."""
    found = {} if found is None else found
    if path not in found and path.is_file():
        found[path] = path.read_bytes()
        for name in INCLUDE.findall(found[path]):
            with_headers(pathlib.Path("src") / name.decode(), found)
    return found


def faults(memory, settings, files, command, headers=False):
    """Each (file, output) that `command + [file]` refuses; `memory` is a folder for what passed."""
    memory = pathlib.Path(memory)
    memory.mkdir(parents=True, exist_ok=True)
    start = hashlib.sha256("\0".join(command).encode() + pathlib.Path(settings).read_bytes())

    def refused(path):
        digest = start.copy()
        for name, content in sorted((with_headers(path) if headers
                                     else {path: path.read_bytes()}).items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        mark = memory / digest.hexdigest()
        if mark.exists():
            return None
        done = subprocess.run([*command, str(path)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if done.returncode == 0:
            mark.touch()
            return None
        return done.stdout.decode(errors="replace")

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, output in zip(files, pool.map(refused, files)):
            if output is not None:
                yield path, output
