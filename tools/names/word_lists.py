#!/usr/bin/env python3
"""Writes the words that the look model is made of, and the ordinary words among them.

    tools/names/word_lists.py FOLDER LOOK ORDINARY

FOLDER holds these Debian packages, unpacked over each other with `dpkg-deb -x`: wdanish,
wnorwegian, wswedish, hunspell-sv, hunspell-da, hunspell-no, lttoolbox, liblttoolbox3,
apertium-swe-dan, apertium-swe-nor, apertium-nno-nob, apertium-dan-nor, apertium-isl-swe. Their
words are under the GPL and the LGPL; none of them becomes part of the program: LOOK is what weights
of two to five letters are learned from, and ORDINARY says which seldom names make_lists.mjs leaves
out (docs/decisions/0011).
"""

import collections
import os
import pathlib
import random
import re
import subprocess
import sys
import zlib

LISTS = pathlib.Path(__file__).resolve().parents[2] / "src/detectors/names"
ORDINARY_WORDS = 120_000
CLASSES = {"ant": "1", "cog": "2", "top": "3"}  # Apertium's given names, surnames and places


def text_of(path):
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def all_words(folder):
    words = set()
    for path in sorted((folder / "usr/share/dict").iterdir()):
        if path.is_file() and not path.is_symlink():
            words.update(text_of(path).split())
    for path in sorted((folder / "usr/share/hunspell").glob("*.dic")):
        if path.name != "sv_FI.dic":
            words.update(re.split(r"[/\t ]", line)[0] for line in text_of(path).split("\n")[1:])
    return {word for word in words if word.isalpha()}


def proper_names(folder, capitalised):
    """What Apertium's analysers say of each word: its classes."""
    program = folder / "usr/bin/lt-proc"
    library = next((folder / "usr/lib").glob("*-linux-gnu"))
    classes = collections.defaultdict(set)
    text = "\n".join(sorted(capitalised)) + "\n"
    for analyser in sorted((folder / "usr/share/apertium").glob("*/*automorf.bin")):
        answer = subprocess.run([program, analyser], input=text.encode(), capture_output=True,
                                env={**os.environ, "LD_LIBRARY_PATH": str(library)}, check=True)
        for word, analyses in re.findall(r"\^([^/$]+)/([^$]*)\$", answer.stdout.decode()):
            for analysis in analyses.split("/"):
                found = re.match(r"(\w+)<np><(\w+)>", analysis)
                if found and found[1] == word and found[2] in CLASSES \
                        and "compound" not in analysis and "gen" not in analysis:
                    classes[word.lower()].add(CLASSES[found[2]])
    return classes


def own(pattern):
    for path in sorted(LISTS.glob(pattern)):
        for line in re.findall(r'^ +"([^"]*)"', path.read_text("utf-8"), re.MULTILINE):
            yield from line.split()


def main():
    folder, look, ordinary = map(pathlib.Path, sys.argv[1:])
    words = all_words(folder)
    small = sorted(word for word in words if word.islower())
    ordinary.write_text("\n".join(small), "utf-8")
    classes = proper_names(folder, {word for word in words
                                    if word[0].isupper() and word[1:].islower()})
    for pattern, number in (("given_*.cc", "1"), ("surnames_*.cc", "2"), ("places_*.cc", "3")):
        for word in own(pattern):
            classes[word].add(number)
    chance = random.Random(1)
    chance.shuffle(small)
    for word in [word for word in small if word not in classes][:ORDINARY_WORDS]:
        classes[word].add("0")
    lines = []
    for word in sorted(classes):
        if not 3 <= len(word) <= 30:
            continue
        numbers = "".join(sorted(classes[word]))
        lines.append(f"{numbers} {word}")
        # Genitives: "Annas" is a name too.
        if numbers != "0" and not word.endswith("s") and zlib.crc32(word.encode()) % 5 == 0:
            lines.append(f"{numbers} {word}s")
    look.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
