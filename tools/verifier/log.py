"""The folder of an exported log (docs/formats/evidence-log.md, layout of C2SP tlog-tiles).

One pass over the bundles, 256 entries at a time, rebuilds every level of the tree from the entries
alone; tiles, the checkpoint's root and the trusted checkpoint's root are compared with that. Memory
stays at one bundle and one tile a level, however long the log is.
"""

import collections
import os
import re

from .checkpoint import CHECKPOINT_BYTES, open_checkpoint
from .tree import leaf, root_of
from .words import Malformed, Refused, read_start, shown

TILE_WIDTH = 256
LONGEST_ENTRY_IN_BUNDLE = 2 + 65_535


def parts(count):
    """Number and width of each tile or bundle that holds a level of count hashes or entries."""
    for number in range(count // TILE_WIDTH):
        yield number, TILE_WIDTH
    if count % TILE_WIDTH:
        yield count // TILE_WIDTH, count % TILE_WIDTH


def part_path(folder, kind, number, width):
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    *groups, last = re.findall("...", digits)
    names = ["x" + group for group in groups] + [last]
    if width < TILE_WIDTH:
        names[-1] += ".p"
        names.append(str(width))
    return os.path.join(folder, "tile", kind, *names)


def required_files(folder, size):
    yield from (part_path(folder, "entries", *part) for part in parts(size))
    level = 0
    while size:
        yield from (part_path(folder, str(level), *part) for part in parts(size))
        level, size = level + 1, size // TILE_WIDTH


class Tree:
    """The levels over a growing number of leaves; of each only the tile that is not full is kept.

    Each tile is compared with its file as soon as it is known. The first that differs is remembered
    and not told at once: a bundle that can't be read is the more telling reason.
    """

    def __init__(self, folder):
        self.folder = folder
        self.unfinished = [[]]
        self.full_tiles = collections.Counter()
        self.differing_tile = None

    def add(self, hashes, level=0):
        """No more hashes than the level's unfinished tile has room for."""
        if level == len(self.unfinished):
            self.unfinished.append([])
        tile = self.unfinished[level]
        tile += hashes
        if len(tile) == TILE_WIDTH:
            self.compare(level, tile)
            self.full_tiles[level] += 1
            self.unfinished[level] = []
            self.add([root_of(tile)], level + 1)

    def finish(self):
        for level, tile in enumerate(self.unfinished):
            if tile:
                self.compare(level, tile)

    def compare(self, level, tile):
        path = part_path(self.folder, str(level), self.full_tiles[level], len(tile))
        expected = b"".join(tile)
        if read_start(path, len(expected)) != expected:
            self.differing_tile = self.differing_tile or path

    def root(self, more_leaves=()):
        """The root over what was added, followed by fewer leaves than would need a second tile."""
        right = list(more_leaves)
        for tile in self.unfinished:
            hashes = tile + right
            right = [root_of(hashes)] if hashes else []
        return root_of(right)


def entries_of(data, count):
    """The entries of a bundle; Malformed where it does not hold exactly count of them."""
    at, entries = 0, []
    for _ in range(count):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at])
    # A slice beyond the end is short and not an error, but then `at` lies beyond the end too.
    if at != len(data):
        raise Malformed("it is cut off, or has more than its entries")
    return entries


def leaves_of_bundle(folder, number, width):
    path = part_path(folder, "entries", number, width)
    try:
        entries = entries_of(read_start(path, width * LONGEST_ENTRY_IN_BUNDLE), width)
    except Malformed as malformed:
        raise Refused("bad_bundle", f"{shown(path)} has not {width} entries: {malformed}") from None
    return [leaf(entry) for entry in entries]


def open_trusted(path, key):
    try:
        return open_checkpoint(read_start(path, CHECKPOINT_BYTES), key)
    except OSError:
        raise Refused("bad_trusted", "the trusted checkpoint can't be read") from None
    except Refused as refused:
        raise Refused("bad_trusted", f"of the trusted checkpoint: {refused}") from None


def compare_tree(folder, checkpoint, trusted):
    """Refuses where the entries, the tiles and the checkpoints do not fit each other."""
    tree, trusted_root = Tree(folder), root_of([])
    for number, width in parts(checkpoint.size):
        leaves = leaves_of_bundle(folder, number, width)
        trusted_leaves = trusted.size - number * TILE_WIDTH if trusted else 0
        if 0 < trusted_leaves <= width:
            trusted_root = tree.root(leaves[:trusted_leaves])
        tree.add(leaves)
    tree.finish()
    if tree.differing_tile:
        raise Refused("tile_differs",
                      f"{shown(tree.differing_tile)} is not what the entries hash to")
    if tree.root() != checkpoint.root:
        raise Refused("root_differs", "the entries are not those that the checkpoint states")
    if trusted and trusted_root != trusted.root:
        raise Refused("fork", "the log does not continue the trusted checkpoint: "
                      "what was there then has been changed since")


def verify_log(folder, key, trusted_path=None):
    """What to say of a sound log. Raises Refused."""
    try:
        signed = read_start(os.path.join(folder, "checkpoint"), CHECKPOINT_BYTES)
        checkpoint = open_checkpoint(signed, key)
        trusted = open_trusted(trusted_path, key) if trusted_path is not None else None
        if trusted and trusted.size > checkpoint.size:
            raise Refused("older_copy", f"the log has {checkpoint.size} entries, the trusted "
                          f"checkpoint {trusted.size}: this is an older copy")
        for path in required_files(folder, checkpoint.size):
            if not os.path.isfile(path):
                raise FileNotFoundError(path)
        compare_tree(folder, checkpoint, trusted)
    except OSError as error:
        raise Refused("missing_file",
                      f"{shown(error.filename or folder)} is missing or can't be read") from None
    return f"{checkpoint.size} {'entry' if checkpoint.size == 1 else 'entries'}"
