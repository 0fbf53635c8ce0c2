"""The Merkle tree of RFC 6962 section 2.1; the way up from a leaf (RFC 9162 section 2.1.3.2)."""

import hashlib


def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    """The root over hashes of which all but the last stand for equally many leaves, a power of two.

    Joining neighbours and letting the odd last one rise gives the tree of RFC 6962: its left part
    is always the largest power of two.
    """
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        odd_one = hashes[len(hashes) // 2 * 2:]
        hashes = [node(left, right) for left, right in zip(hashes[::2], hashes[1::2])] + odd_one
    return hashes[0]


def proof_holds(entry, index, hashes, checkpoint):
    first, last, root = index, checkpoint.size - 1, leaf(entry)
    if index >= checkpoint.size:
        return False
    for step in hashes:
        if last == 0:
            return False
        if first % 2 == 1 or first == last:
            root = node(step, root)
            while first % 2 == 0 and first != 0:
                first, last = first >> 1, last >> 1
        else:
            root = node(root, step)
        first, last = first >> 1, last >> 1
    return last == 0 and root == checkpoint.root
