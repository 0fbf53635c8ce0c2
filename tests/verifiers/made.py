#!/usr/bin/env python3
"""Makes evidence logs and receipts with keys of its own, for the tests of the second verifier.

    made.py FOLDER COUNT    a log of COUNT entries for measuring; prints its verifier key

Everything is made from the definitions of docs/formats/ in the most literal way (a root by
recursion over all its leaves, a proof by the recursion of RFC 6962 section 2.1.1), never by code of
the verifier.
"""

import base64
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAME = "ombud/exempelforbundet/1-7c3d9e20a1b4"
BODY = {"done": [{"text": "4 rows in 2 systems"}], "kept": [], "not_reached": []}


def sha256(data):
    return hashlib.sha256(data).digest()


def text64(data):
    return base64.b64encode(data).decode()


def canonical(value):
    """For names in ASCII only: Python's order is that of code points."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class Signer:
    def __init__(self, seed="ours", name=NAME):
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()))
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key_id = sha256(name.encode() + b"\n\x01" + self.public)[:4]
        self.vkey = "+".join((name, self.key_id.hex(), text64(b"\x01" + self.public)))

    def line(self, text):
        return f"\u2014 {self.name} {text64(self.key_id + self.private.sign(text))}\n".encode()

    def checkpoint(self, size, root, origin=None):
        text = f"{origin or self.name}\n{size}\n{text64(root)}\n".encode()
        return text + b"\n" + self.line(text)


def root(leaves, start=0, end=None):
    end = len(leaves) if end is None else end
    if end - start == 0:
        return sha256(b"")
    if end - start == 1:
        return leaves[start]
    left = 1 << (end - start - 1).bit_length() - 1
    return sha256(b"\x01" + root(leaves, start, start + left) + root(leaves, start + left, end))


def path(index, leaves):
    """The audit path, RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    left = 1 << (len(leaves) - 1).bit_length() - 1
    if index < left:
        return path(index, leaves[:left]) + [root(leaves[left:])]
    return path(index - left, leaves[left:]) + [root(leaves[:left])]


def leaves_of(entries):
    return [sha256(b"\x00" + entry) for entry in entries]


def number_name(number):
    """5 is 005, 1234067 is x001/x234/067."""
    name = f"{number % 1000:03}"
    while number := number // 1000:
        name = f"x{number % 1000:03}/{name}"
    return name


def tiles(kind, items):
    """Path and content of each tile of one level, or of each bundle."""
    for start in range(0, len(items), 256):
        part = items[start:start + 256]
        partial = f".p/{len(part)}" if len(part) < 256 else ""
        yield f"tile/{kind}/{number_name(start // 256)}{partial}", b"".join(part)


def log_files(entries, signer, origin=None):
    """Path and content of every file of an exported log."""
    leaves = leaves_of(entries)
    files = {"checkpoint": signer.checkpoint(len(entries), root(leaves), origin)}
    files.update(tiles("entries", [len(entry).to_bytes(2, "big") + entry for entry in entries]))
    level, hashes = 0, leaves
    while hashes:
        files.update(tiles(level, hashes))
        full = len(hashes) // 256 * 256
        hashes = [root(hashes, start, start + 256) for start in range(0, full, 256)]
        level += 1
    return files


def write_log(folder, files):
    for name, content in files.items():
        file = pathlib.Path(folder) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def entry(number, **changes):
    members = {
        "at": f"2026-11-21T22:44:{number % 60:02}.{number % 1000000:06}Z",
        "commitments": {"plan": sha256(b"plan%d" % number).hex()}, "event": "actions.intent",
        "id": f"0190a6e8-1b2c-7d3e-8f40-{number:012x}", "month": "2026-11", "object": "A-0001",
        "person": sha256(b"person%d" % number).hex()[:32],
        "sealed": text64(sha256(b"sealed%d" % number) * 8), "use": "erase", "v": 1,
    }
    members.update(changes)
    return canonical(members)


def entries(count, seed=0):
    return [entry(seed * 1_000_000 + number) for number in range(count)]


def receipt_entry(body=None, **changes):
    committed = {"receipt": sha256(canonical(body or BODY)).hex()}
    return entry(77, **{"event": "actions.receipt", "commitments": committed, **changes})


def proof(log, index, signer, origin=None, hashes=None):
    leaves = leaves_of(log)
    hashes = path(index, leaves) if hashes is None else hashes
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(text64, hashes)]
    checkpoint = signer.checkpoint(len(log), root(leaves), origin)
    return "".join(line + "\n" for line in lines) + "\n" + checkpoint.decode()


def receipt_value(signer, log, index, body=None, **log_changes):
    """The receipt as a value, so that a test can change it before it is written."""
    members = {"entry": text64(log[index]), "key": signer.vkey, "proof": proof(log, index, signer)}
    return {"format": "ombud-receipt@v1", "log": {**members, **log_changes},
            "receipt": body or BODY}


def written(value):
    return canonical(value) + b"\n"


def receipt(signer, before=5, after=3, body=None, **entry_changes):
    """A sound receipt, in a log with other entries before and after its own."""
    log = entries(before) + [receipt_entry(body, **entry_changes)] + entries(after, seed=1)
    return written(receipt_value(signer, log, before, body))


if __name__ == "__main__":
    measured = Signer("measured")
    write_log(sys.argv[1], log_files(entries(int(sys.argv[2])), measured))
    print(measured.vkey)
