#!/usr/bin/env python3
"""Logs: the second verifier says of each why it is refused, and finds sound ones of every size."""

import os
import unittest

import made
from verifying import Verifying, verify_log

from verifier.log import part_path


class LogTest(Verifying):
    def assert_answer(self, answer, files, trusted=None):
        self.assertEqual(self.answer_to_log(files, trusted), answer)

    def log(self, count, **options):
        return made.log_files(made.entries(count), self.ours, **options)

    def checkpoint(self, count, **options):
        return self.log(count, **options)["checkpoint"]

    def test_sound_logs_of_every_size_are_sound(self):
        for count in (0, 1, 2, 3, 4, 5, 7, 8, 9, 127, 255, 256, 257, 511, 512, 513, 1000):
            self.assert_answer("ok", self.log(count))

    def test_tiles_are_named_in_groups_of_three_digits(self):
        for number, name in ((0, "000"), (5, "005"), (999, "999"), (1000, "x001/000"),
                             (67_999, "x067/999"), (1_234_067, "x001/x234/067")):
            self.assertEqual(part_path("log", "0", number, 256), f"log/tile/0/{name}")
            self.assertEqual(part_path("log", "0", number, 7), f"log/tile/0/{name}.p/7")

    def test_a_log_with_three_levels_is_sound(self):
        for count in (65_535, 65_536, 65_537):
            entries = [number.to_bytes(3, "big") for number in range(count)]
            files = made.log_files(entries, self.ours)
            self.assertEqual("tile/2/000.p/1" in files, count >= 65_536)
            trusted = made.log_files(entries[:65_300], self.ours)["checkpoint"]
            self.assert_answer("ok", files, trusted)

    def test_entries_are_bytes_from_none_to_the_longest(self):
        self.assert_answer("ok", made.log_files([b"", b"\xff\0", bytes(65_535), b""], self.ours))

    def test_a_log_continues_each_of_its_checkpoints(self):
        sizes = (0, 1, 2, 255, 256, 257, 511, 512, 600)
        for size in sizes:
            for trusted in sizes:
                answer = "ok" if trusted <= size else "older_copy"
                self.assert_answer(answer, self.log(size), self.checkpoint(trusted))

    def test_files_that_the_size_does_not_require_are_not_read(self):
        more = {"tile/0/000.p/2": b"left over", "tile/entries/001": b"", "tile/9/000": b"",
                "readme": b""}
        self.assert_answer("ok", {**self.log(3), **more})

    def test_a_full_tile_does_not_stand_in_for_a_partial_one(self):
        files = self.log(3)
        for kind in ("0", "entries"):
            moved = dict(files)
            moved[f"tile/{kind}/000"] = moved.pop(f"tile/{kind}/000.p/3")
            self.assert_answer("missing_file", moved)

    def test_each_required_file_must_be_there(self):
        files = self.log(300)
        for name in files:
            self.assert_answer("missing_file", {other: files[other] for other in files
                                                if other != name})
        self.assert_answer("missing_file", {})

    def test_only_plain_files_are_read(self):
        for name in ("checkpoint", "tile/entries/000.p/3", "tile/0/000.p/3"):
            for make in (os.mkdir, os.mkfifo):
                folder = self.write_log(self.log(3))
                (folder / name).unlink()
                make(folder / name)
                self.assertEqual(self.answer(verify_log, folder), "missing_file")

    def test_a_bundle_holds_exactly_its_entries(self):
        name = "tile/entries/000.p/3"
        good = self.log(3)[name]
        long_count = bytes([255, 255]) + good[2:]
        for bundle in (good[:-1], good + b"\0", good + b"\0\0", good[:1], b"", long_count,
                       good + good):
            self.assert_answer("bad_bundle", {**self.log(3), name: bundle})

    def test_a_bundle_that_is_too_long_is_refused(self):
        files = made.log_files([bytes(65_535)] * 2, self.ours)
        self.assert_answer("ok", files)
        files["tile/entries/000.p/2"] += b"\0"
        self.assert_answer("bad_bundle", files)

    def test_each_tile_is_compared(self):
        files = self.log(600)
        for name in (name for name in files if name.startswith("tile/") and "entries" not in name):
            for content in (files[name][:-1], files[name] + b"\0", b"\0" + files[name][1:], b"",
                            files[name][32:] + files[name][:32] if len(files[name]) > 32 else b""):
                self.assert_answer("tile_differs", {**files, name: content})

    def test_a_bad_bundle_is_told_before_a_tile_that_differs(self):
        files = self.log(600)
        files["tile/0/000"] = bytes(256 * 32)
        files["tile/entries/002.p/88"] += b"\0"
        self.assert_answer("bad_bundle", files)

    def test_other_entries_with_tiles_that_fit_them_have_another_root(self):
        files = made.log_files(made.entries(300, seed=1), self.ours)
        self.assert_answer("root_differs", {**files, "checkpoint": self.checkpoint(300)})
        self.assert_answer("root_differs", {"checkpoint": self.ours.checkpoint(0, bytes(32))})

    def test_a_rewritten_past_is_a_fork(self):
        entries = made.entries(300)
        for changed in (0, 100, 255, 256, 298):
            other = [*entries[:changed], made.entry(9999), *entries[changed + 1:]]
            files = made.log_files(other, self.ours)
            self.assert_answer("ok", files)
            self.assert_answer("ok", files, self.checkpoint(changed))
            self.assert_answer("fork", files, self.checkpoint(changed + 1))
            self.assert_answer("fork", files, self.checkpoint(300))
        self.assert_answer("fork", self.log(3), self.ours.checkpoint(0, bytes(32)))

    def test_the_checkpoint_is_one_of_the_key(self):
        files = self.log(3)
        self.assert_answer("bad_checkpoint", {**files, "checkpoint": b"x"})
        theirs = made.Signer("theirs")
        self.assert_answer("unknown_key", made.log_files(made.entries(3), theirs))
        signed = files["checkpoint"].replace(b"\n3\n", b"\n2\n")
        self.assert_answer("bad_signature", {**files, "checkpoint": signed})
        self.assert_answer("other_origin", self.log(3, origin="ombud/other/1-000000000000"))

    def test_the_trusted_checkpoint_is_one_of_the_key(self):
        theirs = made.Signer("theirs")
        good = self.checkpoint(2)
        for trusted in (b"", good[:-1], good.replace(b"\n2\n", b"\n1\n"),
                        made.log_files(made.entries(2), theirs)["checkpoint"],
                        self.checkpoint(2, origin="ombud/other/1-000000000000")):
            self.assert_answer("bad_trusted", self.log(3), trusted)

    def test_a_size_that_nobody_can_have_ends_at_the_first_missing_file(self):
        huge = self.ours.checkpoint(2**63 - 1, bytes(32))
        self.assert_answer("missing_file", {**self.log(256), "checkpoint": huge})


if __name__ == "__main__":
    unittest.main()
