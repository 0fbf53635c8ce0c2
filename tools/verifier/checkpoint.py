"""Verifier keys and signed checkpoints (docs/formats/verifier-key.md and evidence-log.md).

A checkpoint is a C2SP signed note of exactly three lines. Its form is judged as a whole, signatures
of others included, before anything in it is believed.
"""

import dataclasses
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .words import Malformed, Refused, bytes_of_base64, hash_of_base64, number_of_decimal, text_of

NOT_IN_A_NAME = re.compile("[\u0000-\u0020+\u007f\u0085\u00a0\u1680\u2000-\u200a"
                           "\u2028\u2029\u202f\u205f\u3000]")
EM_DASH = "\u2014"
CHECKPOINT_BYTES = 1_048_576
FIELD_PRIME = 2**255 - 19  # of Ed25519


@dataclasses.dataclass(frozen=True)
class VerifierKey:
    text: str
    name: str
    key_id: bytes
    public_key: bytes


@dataclasses.dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes


def check_name(name):
    if not name or NOT_IN_A_NAME.search(name):
        raise Malformed("the name is empty or has a character that a key's name can't have")


def verifier_key(text):
    """Raises Malformed."""
    try:
        text_of(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise Malformed("it is not UTF-8") from None
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise Malformed("it has not the three parts NAME+KEYID+KEY")
    name, key_id, key = parts
    check_name(name)
    typed_key = bytes_of_base64(key)
    if len(typed_key) != 33 or typed_key[0] != 1:
        raise Malformed("its last part is not an Ed25519 key")
    computed = hashlib.sha256(name.encode() + b"\n" + typed_key).digest()[:4]
    if key_id != computed.hex():
        raise Malformed("its key id is not the one of its name and key")
    return VerifierKey(text, name, computed, typed_key[1:])


def is_encoded_as_a_point(data):
    """RFC 8032 section 5.1.3 refuses these forms; not every library does."""
    sign, y = data[31] >> 7, int.from_bytes(data, "little") % 2**255
    x_is_zero = y in (1, FIELD_PRIME - 1)
    return y < FIELD_PRIME and not (x_is_zero and sign)


def signature_matches(key, signature, text):
    if len(signature) != 64 or not is_encoded_as_a_point(key.public_key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def parse_signature(line):
    """Name, key id and signature."""
    fields = line.split(" ")
    if len(fields) != 3 or fields[0] != EM_DASH:
        raise Malformed("a signature line has another form")
    _, name, signature = fields
    check_name(name)
    data = bytes_of_base64(signature)
    if len(data) < 5:
        raise Malformed("a signature is too short")
    return name, data[:4], data[4:]


def parse_checkpoint(data):
    """The checkpoint, its signed text, and its signatures."""
    if len(data) > CHECKPOINT_BYTES:
        raise Malformed("it is too long")
    note = text_of(data)
    if re.search("[\u0000-\u0009\u000b-\u001f]", note):
        raise Malformed("it has a control character")
    text, empty_line, signatures = note.rpartition("\n\n")
    lines, signature_lines = text.split("\n"), signatures.split("\n")
    if not empty_line or signature_lines.pop() != "" or not 1 <= len(signature_lines) <= 16:
        raise Malformed("it does not end in an empty line and 1 to 16 signature lines")
    if len(lines) != 3 or not lines[0]:
        raise Malformed("its text is not the three lines origin, size and root")
    checkpoint = Checkpoint(lines[0], number_of_decimal(lines[1]), hash_of_base64(lines[2]))
    return checkpoint, (text + "\n").encode(), [parse_signature(line) for line in signature_lines]


def open_checkpoint(data, key):
    """The checkpoint, where it is one of the key's log. Raises Refused."""
    try:
        checkpoint, text, signatures = parse_checkpoint(data)
    except Malformed as malformed:
        raise Refused("bad_checkpoint", f"the checkpoint is none: {malformed}") from None
    ours = [signature for name, key_id, signature in signatures
            if name == key.name and key_id == key.key_id]
    if not ours:
        raise Refused("unknown_key", "the checkpoint is not signed with the given key")
    if not all(signature_matches(key, signature, text) for signature in ours):
        raise Refused("bad_signature", "the given key's signature does not match the checkpoint")
    if checkpoint.origin != key.name:
        raise Refused("other_origin", "the checkpoint is of another log than the key's")
    return checkpoint
