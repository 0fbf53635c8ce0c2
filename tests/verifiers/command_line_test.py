#!/usr/bin/env python3
"""The second verifier's command line is the one of docs/formats/README.md."""

import os
import subprocess
import unittest
from unittest import mock

import made
from verifying import TOOLS, Refused, Verifying, verifier_key

import verify_ombud

PROGRAM = ("/usr/bin/python3", "-B", TOOLS / "verify_ombud.py")


class CommandLine(Verifying):
    def setUp(self):
        super().setUp()
        made.write_log(self.folder / "log", made.log_files(made.entries(2), self.ours))
        made.write_log(self.folder / "one", made.log_files(made.entries(1), self.ours))
        self.write("receipt.json", made.receipt(self.ours))
        self.write("changed.json", made.receipt(self.ours).replace(b"4 rows", b"5 rows"))
        self.write("newer", made.log_files(made.entries(3), self.ours)["checkpoint"])
        self.vkey = self.ours.vkey

    def run_it(self, *arguments, folder=None):
        done = subprocess.run([*PROGRAM, *arguments], cwd=folder or self.folder,
                              capture_output=True, check=False)
        self.assertNotIn(b"Traceback", done.stderr)
        return done.returncode, done.stdout.decode("utf-8", "surrogateescape")

    def assert_wrong_usage(self, *arguments):
        self.assertEqual(self.run_it(*arguments), (2, ""), arguments)

    def test_a_sound_log_is_told_with_its_size(self):
        self.assertEqual(self.run_it("log", "log", "one", "--key", self.vkey),
                         (0, "ok log: 2 entries\nok one: 1 entry\n"))

    def test_a_refused_one_is_told_with_its_reason(self):
        code, told = self.run_it("log", "log", "none", "--key", self.vkey)
        self.assertEqual(code, 1)
        self.assertRegex(told, r"\Aok log: 2 entries\nrefused none: missing_file: .+\n\Z")

    def test_the_trusted_checkpoint_holds_for_each_log(self):
        code, told = self.run_it("log", "log", "one", "--key", self.vkey, "--trusted", "newer")
        self.assertEqual((code, told.count(": older_copy: ")), (1, 2))
        code, told = self.run_it("log", "log", "--key", self.vkey, "--trusted", "log/checkpoint")
        self.assertEqual((code, told), (0, "ok log: 2 entries\n"))
        self.assertIn(": bad_trusted: ", self.run_it("log", "log", "--key", self.vkey, "--trusted",
                                                     "")[1])

    def test_receipts_are_told(self):
        code, told = self.run_it("receipt", "receipt.json", "changed.json", "--key", self.vkey)
        self.assertEqual(code, 1)
        self.assertRegex(told, r"\Aok receipt.json: .+\nrefused changed.json: receipt_changed: ")
        self.assertEqual(self.run_it("receipt", "receipt.json", "--key", self.vkey)[0], 0)

    def test_a_path_can_be_any_bytes(self):
        path = os.fsencode(self.folder) + b"/\xff\n\x1b[2J"
        code, told = self.run_it("receipt", path, "--key", self.vkey)
        self.assertEqual((code, told.count("\n"), told.count("\x1b")), (1, 1, 0))

    def test_wrong_usage_is_told_apart(self):
        other = made.Signer(name="a b").vkey
        for arguments in ((), ("log",), ("log", "log"), ("log", "--key", self.vkey),
                          ("receipt", "receipt.json"), ("nothing", "log", "--key", self.vkey),
                          ("log", "log", "--key", ""), ("log", "log", "--key", self.vkey + "x"),
                          ("log", "log", "--key", other), ("log", "log", "--key"),
                          ("log", "log", "--key", b"\xff" + self.vkey.encode()),
                          ("log", "log", "--ke", self.vkey), ("--lis", "list"), ("--list",),
                          ("receipt", "receipt.json", "--key", self.vkey, "--trusted", "newer"),
                          ("--list", "none"), ("--list", "log"), ("--list", ""),
                          ("--list", "newer", "log", "log", "--key", self.vkey)):
            self.assert_wrong_usage(*arguments)

    def list_of(self, *lines):
        self.write("list", b"".join("\t".join(line).encode() + b"\n" for line in lines))
        return "--list", str(self.folder / "list")

    def test_a_list_is_answered_line_by_line_in_its_order(self):
        theirs = made.Signer("theirs").vkey
        arguments = self.list_of(("receipt", "changed.json", self.vkey, ""),
                                 ("log", "log", self.vkey, ""), ("log", "log", theirs, ""),
                                 ("log", "log", self.vkey, "newer"),
                                 ("log", "log", self.vkey, "log/checkpoint"),
                                 ("receipt", str(self.folder / "receipt.json"), self.vkey, ""),
                                 ("receipt", "none\0", self.vkey, ""))
        self.assertEqual(self.run_it(*arguments, folder="/"), (1, (
            "changed.json\trefused\treceipt_changed\nlog\tok\t\nlog\trefused\tunknown_key\n"
            "log\trefused\tolder_copy\nlog\tok\t\n"
            f"{self.folder}/receipt.json\tok\t\nnone\0\trefused\tbad_receipt\n")))

    def test_a_list_of_sound_inputs_is_sound(self):
        self.assertEqual(self.run_it(*self.list_of(("log", "log", self.vkey, "")))[0], 0)
        self.write("list", f"log\tlog\t{self.vkey}\t".encode())
        self.assertEqual(self.run_it("--list", "list"), (0, "log\tok\t\n"))

    def test_a_list_that_is_none_is_wrong_usage(self):
        for line in (("log", "log", self.vkey), ("log", "log", self.vkey, "", ""), ("",),
                     ("logs", "log", self.vkey, ""), ("log", "", self.vkey, ""),
                     ("log", "log", "", ""), ("log", "log", "a+b+c", ""),
                     ("receipt", "receipt.json", self.vkey, "newer")):
            self.assert_wrong_usage(*self.list_of(("log", "log", self.vkey, ""), line))
        for content in (b"\xff", b"\xef\xbb\xbflog\tlog\t" + self.vkey.encode() + b"\t\n"):
            self.write("list", content)
            self.assert_wrong_usage("--list", "list")

    def test_whatever_goes_wrong_is_a_refusal(self):
        one = verify_ombud.Input("log", str(self.folder / "log"), verifier_key(self.vkey))
        with mock.patch("verify_ombud.verify_log", side_effect=RuntimeError):
            with self.assertRaises(Refused) as refused:
                verify_ombud.verify(one)
        self.assertEqual(refused.exception.reason, "unexpected")

    def test_an_answer_that_can_not_be_written_is_not_a_sound_one(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([*PROGRAM, "log", "log", "--key", self.vkey], cwd=self.folder,
                                  stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertNotIn(b"Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
