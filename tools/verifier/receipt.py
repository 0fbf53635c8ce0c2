"""Receipts (docs/formats/receipt.md): from the body to its hash in an entry, from the entry up the
tree to the root of a checkpoint, and from the checkpoint to the key that the caller trusts.
"""

import dataclasses
import hashlib
import re

from .canonical_json import read_canonical
from .checkpoint import open_checkpoint
from .tree import proof_holds
from .words import (Malformed, Refused, bytes_of_base64, hash_of_base64, number_of_decimal,
                    read_start)

RECEIPT_BYTES = 16_777_216
ENTRY_BYTES = 65_535
MOST_HASHES = 63
USES = ("view", "search", "list", "change", "export", "print", "erase", "sign_in", "denied",
        "administer")
# The members of an entry that are strings of a form of their own.
ENTRY_FORMS = {
    "at": r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
          r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z",
    "event": r"(?s:.*)",
    "id": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "month": r"[0-9]{4}-(0[1-9]|1[0-2])",
    "object": r"(?s:.*)",
    "person": r"([0-9a-f]{32})?",
    "sealed": r"(?s:.*)",
    "use": "|".join(USES),
}


@dataclasses.dataclass(frozen=True)
class Receipt:
    entry: bytes
    key_text: str
    index: int
    hashes: list
    checkpoint: bytes
    body: bytes


def check_members(value, names):
    if not isinstance(value, dict) or set(value) != set(names):
        raise Malformed(f"an object has not exactly the members {', '.join(names)}")


def parse_proof(text):
    """Index, hashes, and the checkpoint's bytes, which are judged later."""
    head, empty_line, checkpoint = text.partition("\n\n")
    name, *lines = head.split("\n")
    if not empty_line or name != "c2sp.org/tlog-proof@v1":
        raise Malformed("its proof is none of c2sp.org/tlog-proof@v1")
    if not lines or not lines[0].startswith("index "):
        raise Malformed("its proof has no index in the second line")
    if len(lines) - 1 > MOST_HASHES:
        raise Malformed("its proof has too many hashes")
    index = number_of_decimal(lines[0].removeprefix("index "))
    return index, [hash_of_base64(line) for line in lines[1:]], checkpoint.encode()


def parse_receipt(data):
    """Raises Malformed."""
    if len(data) > RECEIPT_BYTES:
        raise Malformed("it is too long")
    if data[-1:] != b"\n":
        raise Malformed("it does not end in a line feed")
    outer, written = read_canonical(data[:-1])
    check_members(outer, ("format", "log", "receipt"))
    log = outer["log"]
    check_members(log, ("entry", "key", "proof"))
    if outer["format"] != "ombud-receipt@v1":
        raise Malformed("its format is not ombud-receipt@v1")
    if not all(isinstance(text, str) for text in log.values()):
        raise Malformed("entry, key and proof are not all strings")
    if not isinstance(outer["receipt"], dict):
        raise Malformed("its body is no object")
    index, hashes, checkpoint = parse_proof(log["proof"])
    return Receipt(bytes_of_base64(log["entry"]), log["key"], index, hashes, checkpoint,
                   written["receipt"])


def parse_entry(data):
    """Raises Malformed."""
    if len(data) > ENTRY_BYTES:
        raise Malformed("it is too long")
    entry, _ = read_canonical(data)
    check_members(entry, (*ENTRY_FORMS, "commitments", "v"))
    for name, form in ENTRY_FORMS.items():
        if not isinstance(entry[name], str) or not re.fullmatch(form, entry[name]):
            raise Malformed(f"its {name} has another form")
    bytes_of_base64(entry["sealed"])
    commitments = entry["commitments"]
    if not isinstance(commitments, dict) or not all(isinstance(text, str)
                                                    for text in commitments.values()):
        raise Malformed("its commitments are not an object of strings")
    if type(entry["v"]) is not int or entry["v"] != 1:  # True == 1 in Python
        raise Malformed("its version is not 1")
    return entry


def commitment_of(entry_bytes):
    """The hash of the body that the entry commits to. Raises Refused."""
    try:
        entry = parse_entry(entry_bytes)
    except Malformed as malformed:
        raise Refused("not_this_receipts_entry", f"of the entry: {malformed}") from None
    if entry["event"] != "actions.receipt" or "receipt" not in entry["commitments"]:
        raise Refused("not_this_receipts_entry", "the entry tells of something else than a receipt")
    return entry["commitments"]["receipt"]


def signature_lines(note):
    """Of a note that has been opened: whatever follows its empty line."""
    return len(note.partition(b"\n\n")[2].splitlines())


def verify_receipt(path, key):
    """What to say of a sound receipt. Raises Refused."""
    try:
        receipt = parse_receipt(read_start(path, RECEIPT_BYTES))
    except OSError:
        raise Refused("bad_receipt", "the file is missing or can't be read") from None
    except Malformed as malformed:
        raise Refused("bad_receipt", f"this is no receipt of Ombud: {malformed}") from None
    checkpoint = open_checkpoint(receipt.checkpoint, key)
    if receipt.key_text != key.text:
        raise Refused("bad_receipt", "it names another key than the given one")
    if signature_lines(receipt.checkpoint) != 1:
        raise Refused("bad_receipt", "its checkpoint has more than one signature line")
    if not proof_holds(receipt.entry, receipt.index, receipt.hashes, checkpoint):
        raise Refused("proof_does_not_hold", "its entry is not in the log of the checkpoint")
    if commitment_of(receipt.entry) != hashlib.sha256(receipt.body).hexdigest():
        raise Refused("receipt_changed", "what it says is not what was entered in the log")
    return f"entry {receipt.index} of a log of {checkpoint.size}"
