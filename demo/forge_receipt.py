#!/usr/bin/env python3
"""Makes a receipt that says something else, in a log and under a key of the forger's own.

    demo/forge_receipt.py RECEIPT FORGED

Prints the forger's verifier key. The forgery is as good as can be: its log has the same name, its
entry holds the new statement's hash, proof and signature are right. Only the key is another.
"""

import base64
import hashlib
import json
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def in_base64(some):
    return base64.b64encode(some).decode()


def forge(receipt):
    """The forged receipt's bytes and the forger's verifier key."""
    name = receipt["log"]["key"].split("+")[0]
    forger = Ed25519PrivateKey.generate()
    public = b"\x01" + forger.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
    key = f"{name}+{key_id.hex()}+{in_base64(public)}"

    body = receipt["receipt"]
    body["not_reached"] = []
    entry = json.loads(base64.b64decode(receipt["log"]["entry"]))
    entry["commitments"]["receipt"] = hashlib.sha256(canonical(body)).hexdigest()
    entry = canonical(entry)
    root = hashlib.sha256(b"\0" + entry).digest()
    text = f"{name}\n1\n{in_base64(root)}\n"
    signature = in_base64(key_id + forger.sign(text.encode()))
    proof = f"c2sp.org/tlog-proof@v1\nindex 0\n\n{text}\n\u2014 {name} {signature}\n"
    forged = {"format": receipt["format"], "receipt": body,
              "log": {"entry": in_base64(entry), "key": key, "proof": proof}}
    return canonical(forged) + b"\n", key


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip().splitlines()[2].strip())
    with open(sys.argv[1], encoding="utf-8") as given:
        made, verifier_key = forge(json.load(given))
    with open(sys.argv[2], "wb") as forged_file:
        forged_file.write(made)
    print(verifier_key)
