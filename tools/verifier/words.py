"""What the formats share (docs/formats/README.md): files, texts, base64, decimal, refusals."""

import base64
import os
import re

HIGHEST_DECIMAL = 9223372036854775807


class Refused(Exception):
    """An input that is not sound: the reason's word of docs/formats/README.md, and a sentence."""

    def __init__(self, reason, sentence):
        super().__init__(sentence)
        self.reason = reason


class Malformed(Exception):
    """A text that has not the form of its page; who reads it turns this into a reason."""


# Words of the formats -----------------------------------------------------------------------------

def read_start(path, limit):
    """The first limit + 1 bytes: one byte too many tells of a file that is too long.

    Raises OSError. Only plain files are opened; a pipe could keep us waiting for ever.
    """
    if not os.path.isfile(path):
        raise FileNotFoundError(path)
    with open(path, "rb") as file:
        return file.read(limit + 1)


def text_of(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("it is not UTF-8") from None
    if text.startswith("\ufeff"):
        raise Malformed("it begins with a byte order mark")
    return text


def bytes_of_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Malformed("a part is not base64") from None
    if base64.b64encode(data).decode("ascii") != text:
        raise Malformed("a part is base64 in another form than the canonical one")
    return data


def hash_of_base64(text):
    data = bytes_of_base64(text)
    if len(data) != 32:
        raise Malformed("a hash has not 32 bytes")
    return data


def number_of_decimal(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or int(text) > HIGHEST_DECIMAL:
        raise Malformed("a number is not written in plain decimal digits")
    return int(text)


def shown(text):
    """Fit for a terminal: what an input chose can neither move the cursor nor begin a new line."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(text))
