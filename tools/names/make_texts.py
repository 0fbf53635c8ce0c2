#!/usr/bin/env python3
"""Invents texts with names as offices write them, for the training of the name finder.

    tools/names/make_texts.py LINES > TEXTS

JSON lines {"text", "spans"} as tools/names/train.cc reads them. Names are put together at random
from the lists in src/detectors/names; whoever bears such a name is not meant. News, which other
training texts are, have no lower-case names, no "Berg, Johan", hardly an initial and no product.
"""

import json
import pathlib
import random
import re
import sys

LISTS = pathlib.Path(__file__).resolve().parents[2] / "src/detectors/names"

FOLDER = pathlib.Path(__file__).resolve().parent
# What a name stands in, and what looks like a name to a machine. {p}: a person as people are named;
# {f}: a given name; {s}: a surname; {i}: with initials; {l}: "Berg, Johan"; {m}: an address.
NOTES = (FOLDER / "notes.txt").read_text("utf-8").splitlines()
OTHERS = (FOLDER / "others.txt").read_text("utf-8").splitlines()

FILLERS = ["", "", "", "", " Återkommer.", " Se ärende 4711.", " Sag 2024-17.", " Jf. avtalen.",
           " Klart.", " OK", " /adm"]
BEFORE = ["", "", "", "", "2024-03-01 ", "- ", "OBS ", "Re: ", "12.03: ", "* ", "#4711 ", "Notat: "]
ORIGINS = {
    "home": ("swedish danish norwegian finnish_icelandic norden danish_norwegian norden_a_k "
             "norden_l_z sami", 8),
    "world": ("world", 5),
    "near": ("locale_english locale_germanic locale_romance", 2),
    "east": ("locale_west_slavic locale_czech locale_south_slavic locale_eastern", 2),
    "south": ("locale_turkic locale_asian locale_african", 3),
}


def listed(kind, names):
    words = []
    for name in names.split():
        path = LISTS / f"{kind}_{name}.cc"
        if path.exists():
            for line in re.findall(r'^ +"([^"]*)"', path.read_text("utf-8"), re.MULTILINE):
                words += line.split()
    return words


def capital(word):
    return word[0].upper() + word[1:]


class Names:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lists = {origin: (listed("given", names), listed("surnames", names))
                      for origin, (names, _) in ORIGINS.items()}

    def origin(self):
        return self.random.choices(list(ORIGINS), [weight for _, weight in ORIGINS.values()])[0]

    def unseen(self, word):
        """Now and then a name that is in no list, by another beginning or another end."""
        if self.random.random() > 0.15 or len(word) < 6:
            return word
        other = self.random.choice(self.lists[self.origin()][1])
        cut = self.random.randint(2, 4)
        return other[:cut] + word[cut:] if len(other) > cut else word

    def given(self, origin=None):
        return capital(self.unseen(self.random.choice(self.lists[origin or self.origin()][0])))

    def surname(self, origin=None):
        origin = origin or self.origin()
        name = capital(self.unseen(self.random.choice(self.lists[origin][1])))
        if self.random.random() < 0.04:
            name += "-" + capital(self.random.choice(self.lists[origin][1]))
        if self.random.random() < 0.03:
            name = self.random.choice(["von ", "af ", "de ", "van ", "al-", "El "]) + name
        return name

    def givens(self, origin):
        name = self.given(origin)
        chance = self.random.random()
        if chance < 0.08:
            name += "-" + self.given(origin)
        elif chance < 0.2:
            name += " " + self.given(origin)
        elif chance < 0.24:
            name += " " + self.given(origin)[0] + "."
        return name

    def person(self):
        origin = self.origin()
        surname = self.surname(origin)
        if self.random.random() < 0.1:
            surname += " " + self.surname(origin)
        return self.givens(origin) + " " + surname

    def initials(self):
        letters = [self.random.choice("ABCDEFGHIJKLMNOPRSTUVÅØ") + "."
                   for _ in range(self.random.choice([1, 1, 2, 2, 3]))]
        return self.random.choice(["", " "]).join(letters) + " " + self.surname()

    def last_first(self):
        origin = self.origin()
        return self.surname(origin) + ", " + self.givens(origin)


def fill(template, names, named):
    """The text, and where in it the names are; `named` false: they name no person there."""
    text, spans = "", []
    for piece in re.split(r"(\{\w\})", template):
        made = {"{p}": names.person, "{f}": names.given, "{s}": names.surname,
                "{i}": names.initials, "{l}": names.last_first}.get(piece)
        if made:
            name = made()
            if named:
                spans.append([len(text), len(text) + len(name), "PERSON"])
            text += name
        elif piece == "{m}":
            text += (names.given() + "." + names.surname().replace(" ", "")).lower() + "@example.se"
        else:
            if spans and spans[-1][1] == len(text) and piece.startswith("s "):
                spans[-1][1] += 1  # genitive
            text += piece
    if not named:
        spans = [[0, len(text), "OTHER"]] if text and text[0].isupper() and " " not in text else []
    return text, spans


def main():
    lines = int(sys.argv[1])
    names = Names(4711)
    chance = names.random
    for number in range(lines):
        named = chance.random() < 0.6
        text, spans = fill(chance.choice(NOTES if named else OTHERS), names, named)
        case = chance.random()
        if case < 0.12:
            text = text.lower()
        elif case < 0.22:
            text = text.upper() if len(text.upper()) == len(text) else text
        elif case < 0.30 and named:
            for start, end, _ in spans:
                if len(text[start:end].upper()) == end - start:
                    text = text[:start] + text[start:end].upper() + text[end:]
        before, after = chance.choice(BEFORE), chance.choice(FILLERS)
        if text in ("", "\n"):
            continue
        if len(text) < 25 and chance.random() < 0.7:
            before = after = ""
        text = before + text + after
        spans = [[start + len(before), end + len(before), label] for start, end, label in spans]
        # A given name that is a word too can't be told from it in lower case; nor need it be.
        print(json.dumps({"id": f"invented-{number}", "text": text, "spans": spans},
                         ensure_ascii=False))


if __name__ == "__main__":
    main()
