"""Reads canonical JSON (docs/formats/canonical-json.md), and nothing but canonical JSON.

There is one way to write each value, so the reader accepts that one way only: white space, another
order, a needless escape or a number in another form is where the expected character is missing.
"""

import re

from .words import Malformed, text_of

HIGHEST_INTEGER = 9007199254740991
DEEPEST_NESTING = 64

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,15}")
# The characters that have a short escape (b t n f r) have no other. `++` and `*+` never go back, so
# that a long string costs no memory.
STRING = re.compile(r'"((?:[^"\\\u0000-\u001f]++'
                    r'|\\["\\btnfr]'
                    r'|\\u00(?:0[0-7bef]|1[0-9a-f]))*+)"')
ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
SHORT_ESCAPES = {'"': '"', "\\": "\\", "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
WORDS = {"true": True, "false": False, "null": None}


def unescaped(match):
    return chr(int(match[1], 16)) if match[1] else SHORT_ESCAPES[match[2]]


class Reader:
    """Reads one text from its start. `spans` tells where the outermost object's values stand."""

    def __init__(self, text):
        self.text, self.at, self.spans = text, 0, {}

    def wrong(self, what):
        raise Malformed(f"it is not canonical JSON: {what} at character {self.at + 1}")

    def take(self, expected):
        """Whether the expected text stands here; if so it is read."""
        found = self.text.startswith(expected, self.at)
        self.at += len(expected) if found else 0
        return found

    def match(self, pattern):
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match

    def value(self, depth=1):
        if self.take("{"):
            return self.members(depth)
        if self.take("["):
            return self.elements(depth)
        if self.text.startswith('"', self.at):
            return self.string()
        for word, value in WORDS.items():
            if self.take(word):
                return value
        if match := self.match(INTEGER):
            if abs(int(match[0])) > HIGHEST_INTEGER:
                self.wrong("a number out of range")
            return int(match[0])
        return self.wrong("no value in the one allowed form")

    def string(self):
        if match := self.match(STRING):
            return ESCAPE.sub(unescaped, match[1])
        return self.wrong("no string in the one allowed form")

    def members(self, depth):
        self.check_depth(depth)
        members, name_before = {}, None
        if self.take("}"):
            return members
        while True:
            name = self.string()
            order = name.encode("utf-16-be")  # bytes of it compare as UTF-16 code units do
            if name_before is not None and order <= name_before:
                self.wrong("a name twice or in another order")
            name_before = order
            if not self.take(":"):
                self.wrong("no colon")
            start = self.at
            members[name] = self.value(depth + 1)
            if depth == 1:
                self.spans[name] = slice(start, self.at)
            if self.take("}"):
                return members
            if not self.take(","):
                self.wrong("no comma")

    def elements(self, depth):
        self.check_depth(depth)
        elements = []
        if self.take("]"):
            return elements
        while True:
            elements.append(self.value(depth + 1))
            if self.take("]"):
                return elements
            if not self.take(","):
                self.wrong("no comma")

    def check_depth(self, depth):
        if depth > DEEPEST_NESTING:
            self.wrong("nesting too deep")


def read_canonical(data):
    """The value, and of an outermost object the bytes of each member's value. Raises Malformed."""
    text = text_of(data)
    reader = Reader(text)
    value = reader.value()
    if reader.at != len(text):
        reader.wrong("something after the value")
    return value, {name: text[span].encode() for name, span in reader.spans.items()}
