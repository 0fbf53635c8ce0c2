#!/usr/bin/env python3
"""Verifies Ombud's evidence logs and receipts without Ombud.

    verify_ombud.py log FOLDER... --key VKEY [--trusted CHECKPOINT_FILE]
    verify_ombud.py receipt FILE... --key VKEY
    verify_ombud.py --list FILE

Written from docs/formats/ and the standards named there, and from nothing else, so that an error in
Ombud's own verifier shows as a disagreement between the two. The only thing trusted is the key that
the caller gives. Every input is taken for the work of somebody who wants it to pass: what the pages
do not allow is refused, and a file is read no further than the length that it can rightly have.

Exit code 0: all inputs are sound. 1: at least one is refused. 2: wrong usage.
Needs Python 3.11 and python3-cryptography.
The parts, in the order in which an auditor may read them, stand in the folder verifier/: words,
checkpoint, tree, log, canonical_json, receipt.
"""

import argparse
import dataclasses
import os
import sys

try:
    from verifier.checkpoint import VerifierKey, verifier_key
    from verifier.log import verify_log
    from verifier.receipt import verify_receipt
    from verifier.words import Malformed, Refused, shown, text_of
except ImportError as missing:
    print(f"verify_ombud.py: there is no {missing.name}; it needs the folder verifier/ beside it "
          "and the Debian package python3-cryptography", file=sys.stderr)
    sys.exit(2)


class WrongUsage(Exception):
    pass


@dataclasses.dataclass(frozen=True)
class Input:
    kind: str
    path: str
    key: VerifierKey
    trusted: str | None = None


def key_from(text):
    try:
        return verifier_key(text)
    except Malformed as malformed:
        raise WrongUsage(f"the key is no verifier key: {malformed}") from None


def verify(one, folder=""):
    """What to say of a sound input; its paths are relative to the folder. Raises Refused."""
    path = os.path.join(folder, one.path)
    try:
        if one.kind == "receipt":
            return verify_receipt(path, one.key)
        trusted = os.path.join(folder, one.trusted) if one.trusted is not None else None
        return verify_log(path, one.key, trusted)
    except Refused:
        raise
    except Exception as error:  # nothing that an input does may look like anything but a refusal
        raise Refused("unexpected", f"it can't be verified ({type(error).__name__})") from None


def verify_each(inputs):
    all_sound = True
    for one in inputs:
        try:
            print(f"ok {shown(one.path)}: {verify(one)}", flush=True)
        except Refused as refused:
            all_sound = False
            print(f"refused {shown(one.path)}: {refused.reason}: {refused}", flush=True)
    return all_sound


def parse_list(data):
    """Raises WrongUsage."""
    try:
        text = text_of(data)
    except Malformed as malformed:
        raise WrongUsage(f"the list can't be read: {malformed}") from None
    lines = text.removesuffix("\n").split("\n") if text else []
    for number, line in enumerate(lines, 1):
        kind, path, key, trusted = (line.split("\t") + 4 * [""])[:4]
        if line.count("\t") != 3 or kind not in ("log", "receipt") or not path:
            raise WrongUsage(f"line {number} of the list is not kind, path, key and trusted")
        if kind == "receipt" and trusted:
            raise WrongUsage(f"line {number} of the list: a receipt takes no trusted checkpoint")
        yield Input(kind, path, key_from(key), trusted or None)


def verify_list(list_path):
    try:
        with open(list_path, "rb") as file:
            inputs = list(parse_list(file.read()))
    except (OSError, ValueError):
        raise WrongUsage("the list can't be read") from None
    all_sound = True
    for one in inputs:
        try:
            verify(one, os.path.dirname(list_path))
            print(one.path, "ok", "", sep="\t")
        except Refused as refused:
            all_sound = False
            print(one.path, "refused", refused.reason, sep="\t")
    return all_sound


def command_line():
    parser = argparse.ArgumentParser(prog="verify_ombud.py", allow_abbrev=False,
                                     description="Verifies Ombud's evidence logs and receipts.")
    parser.add_argument("--list", metavar="FILE", help="inputs from a file, one a line: kind, "
                        "path, key and trusted, separated by TAB")
    kinds = parser.add_subparsers(dest="kind", metavar="log|receipt")
    log = kinds.add_parser("log", allow_abbrev=False, help="folders of exported logs")
    log.add_argument("paths", metavar="FOLDER", nargs="+")
    log.add_argument("--trusted", metavar="CHECKPOINT_FILE",
                     help="an earlier checkpoint that was kept elsewhere; the log must continue it")
    receipt = kinds.add_parser("receipt", allow_abbrev=False, help="receipts")
    receipt.add_argument("paths", metavar="FILE", nargs="+")
    for kind in (log, receipt):
        kind.add_argument("--key", metavar="VKEY", required=True, help="the verifier key's text")
    return parser


def run(parser):
    arguments = parser.parse_args()
    if (arguments.list is None) == (arguments.kind is None):
        parser.error("say log, receipt or --list FILE")
    try:
        if arguments.list is not None:
            return 0 if verify_list(arguments.list) else 1
        key, trusted = key_from(arguments.key), getattr(arguments, "trusted", None)
        inputs = [Input(arguments.kind, path, key, trusted) for path in arguments.paths]
        return 0 if verify_each(inputs) else 1
    except WrongUsage as wrong:
        return parser.error(str(wrong))  # ends with exit code 2


def main():
    # A path that is not UTF-8 is printed as it was given.
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        code = run(command_line())
        sys.stdout.flush()
        return code
    except OSError:
        print("verify_ombud.py: the answer can't be written", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return 2


if __name__ == "__main__":
    sys.exit(main())
