#!/usr/bin/env python3
"""1,300 changed logs and 1,000 changed receipts, always the same ones: each is refused."""

import random
import unittest

import made
from verifying import Verifying

EACH = 100  # times each way of changing a log
SIZES = (1, 2, 3, 5, 60, 255, 256, 257, 300)


def flipped(data, at, chance):
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:]


def flip_anywhere(data, chance):
    return flipped(data, chance.randrange(len(data)), chance)


class LogMutations(Verifying):
    """Each way takes a sound log to a changed one and, where it matters, a trusted checkpoint."""

    def setUp(self):
        super().setUp()
        self.theirs = made.Signer("theirs")
        self.sound = {size: (made.entries(size), made.log_files(made.entries(size), self.ours))
                      for size in SIZES}

    def assert_all_refused(self, change, answer=None, least=1):
        """With a reason where the way of changing allows only one."""
        chance = random.Random(change.__name__)
        for _ in range(EACH):
            size = chance.choice([size for size in SIZES if size >= least])
            entries, files = self.sound[size]
            changed, *trusted = change(list(entries), dict(files), chance)
            told = self.answer_to_log(changed, *trusted)
            self.assertNotEqual(told, "ok", (change.__name__, size))
            if answer:
                self.assertEqual(told, answer)

    def flip_in(self, part):
        def flip(_, files, chance):
            name = chance.choice([name for name in files if name.startswith(part)])
            return {**files, name: flip_anywhere(files[name], chance)},
        return flip

    def test_a_flipped_bit_of_the_checkpoint(self):
        self.assert_all_refused(self.flip_in("checkpoint"))

    def test_a_flipped_bit_of_an_entry_or_its_length(self):
        self.assert_all_refused(self.flip_in("tile/entries"))

    def test_a_flipped_bit_of_a_tile(self):
        self.assert_all_refused(self.flip_in("tile/0"), "tile_differs")

    def test_a_cut_tail(self):
        def cut(_, files, chance):
            name = chance.choice(list(files))
            return {**files, name: files[name][:chance.randrange(len(files[name]))]},
        self.assert_all_refused(cut)

    def test_a_tail_too_many(self):
        def lengthen(_, files, chance):
            name = chance.choice(list(files))
            return {**files, name: files[name] + chance.randbytes(chance.randrange(1, 40))},
        self.assert_all_refused(lengthen)

    def test_a_dropped_file(self):
        def drop(_, files, chance):
            del files[chance.choice(list(files))]
            return files,
        self.assert_all_refused(drop, "missing_file")

    def test_a_dropped_entry(self):
        def drop(entries, files, chance):
            del entries[chance.randrange(len(entries))]
            return {**made.log_files(entries, self.ours), "checkpoint": files["checkpoint"]},
        self.assert_all_refused(drop, "missing_file")

    def test_a_dropped_entry_and_one_at_the_end_instead(self):
        def shift(entries, files, chance):
            del entries[chance.randrange(len(entries))]
            entries.append(made.entry(5_000_000))
            return {**made.log_files(entries, self.ours), "checkpoint": files["checkpoint"]},
        self.assert_all_refused(shift, "root_differs")

    def test_another_order(self):
        def swap(entries, files, chance):
            one, other = chance.sample(range(len(entries)), 2)
            entries[one], entries[other] = entries[other], entries[one]
            return {**made.log_files(entries, self.ours), "checkpoint": files["checkpoint"]},
        self.assert_all_refused(swap, "root_differs", least=2)

    def test_a_piece_of_another_log(self):
        def splice(entries, files, chance):
            theirs = made.log_files(made.entries(len(entries), seed=3), self.theirs)
            name = chance.choice([name for name in files])
            return {**files, name: theirs[name]},
        self.assert_all_refused(splice)

    def test_a_foreign_key(self):
        def sign(entries, _files, chance):
            signer = chance.choice((self.theirs, made.Signer(name="ombud/other/1-000000000000")))
            return made.log_files(entries, signer),
        self.assert_all_refused(sign, "unknown_key")

    def test_a_foreign_origin(self):
        def rename(entries, _files, chance):
            return made.log_files(entries, self.ours, f"ombud/other/{chance.randrange(99)}"),
        self.assert_all_refused(rename, "other_origin")

    def test_an_older_copy(self):
        def age(entries, files, chance):
            older = entries[:chance.randrange(len(entries))]
            return made.log_files(older, self.ours), files["checkpoint"]
        self.assert_all_refused(age, "older_copy")

    def test_a_past_rewritten_with_our_own_key(self):
        def rewrite(entries, files, chance):
            entries[chance.randrange(len(entries))] = made.entry(5_000_000)
            longer = entries + made.entries(chance.randrange(9), seed=4)
            return made.log_files(longer, self.ours), files["checkpoint"]
        self.assert_all_refused(rewrite, "fork")


class ReceiptMutations(Verifying):
    def setUp(self):
        super().setUp()
        self.log = [*made.entries(5), made.receipt_entry(), *made.entries(6, seed=1)]
        self.value = made.receipt_value(self.ours, self.log, 5)
        self.sound = made.written(self.value)

    def assert_all_refused(self, change, times):
        self.assertEqual(self.answer_to_receipt(self.sound), "ok")
        chance = random.Random(change.__name__)
        for _ in range(times):
            changed = change(chance)
            self.assertNotEqual(self.answer_to_receipt(changed), "ok", changed)

    def test_a_flipped_bit(self):
        self.assert_all_refused(lambda chance: flip_anywhere(self.sound, chance), 500)

    def test_a_cut_tail_or_a_piece_less(self):
        def cut(chance):
            start, end = sorted(chance.sample(range(len(self.sound) + 1), 2))
            return self.sound[:start] + chance.choice((b"", self.sound[end:]))
        self.assert_all_refused(cut, 200)

    def test_a_byte_too_many(self):
        def insert(chance):
            at = chance.randrange(len(self.sound) + 1)
            return self.sound[:at] + chance.choice((b" ", b"\n", b"0", b"\\", b'"', b"=", b"\0")) \
                + self.sound[at:]
        self.assert_all_refused(insert, 100)

    def changed_log(self, **changes):
        return made.written({**self.value, "log": {**self.value["log"], **changes}})

    def test_another_entry_or_place_of_the_log(self):
        def move(chance):
            index = chance.choice([index for index in range(len(self.log)) if index != 5])
            other = made.receipt_value(self.ours, self.log, index)["log"]
            part = chance.choice(("entry", "proof"))
            changes = chance.choice(({part: other[part]}, other))
            return self.changed_log(**changes)
        self.assert_all_refused(move, 50)

    def test_another_way_up_the_tree(self):
        def change(chance):
            hashes = made.path(5, made.leaves_of(self.log))
            at = chance.randrange(len(hashes))
            kind = chance.randrange(3)
            if kind == 0:
                del hashes[at]
            elif kind == 1:
                hashes.insert(at, chance.randbytes(32))
            else:
                hashes[at] = flip_anywhere(hashes[at], chance)
            return self.changed_log(proof=made.proof(self.log, 5, self.ours, hashes=hashes))
        self.assert_all_refused(change, 50)

    def test_a_foreign_key_or_origin(self):
        def sign(chance):
            theirs = made.Signer(str(chance.random()))
            whole = made.receipt_value(theirs, self.log, 5)
            renamed = made.proof(self.log, 5, self.ours, f"ombud/other/{chance.randrange(99)}")
            return chance.choice((made.written(whole), self.changed_log(proof=renamed),
                                  self.changed_log(proof=whole["log"]["proof"])))
        self.assert_all_refused(sign, 50)

    def test_another_body(self):
        def change(chance):
            body = {**made.BODY, "kept": [{"text": str(chance.random())}]}
            entry = made.text64(made.receipt_entry(body))
            return chance.choice((made.written({**self.value, "receipt": body}),
                                  made.written({**self.value, "receipt": body, "log":
                                                {**self.value["log"], "entry": entry}})))
        self.assert_all_refused(change, 50)


if __name__ == "__main__":
    unittest.main()
