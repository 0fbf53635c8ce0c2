#!/usr/bin/env python3
"""Verifier keys and checkpoints: the second verifier takes each form of the pages, and no other."""

import unittest

import made
from verifying import Verifying, verifier_key

from verifier.checkpoint import open_checkpoint
from verifier.words import Malformed, Refused

ORDER = 2**252 + 27742317777372353535851937790883648493  # of Ed25519's group
ROOT = made.sha256(b"")


class KeyTest(unittest.TestCase):
    def setUp(self):
        self.name, self.key_id, self.key = made.Signer().vkey.split("+", 2)

    def assert_refused(self, text):
        with self.assertRaises(Malformed, msg=text):
            verifier_key(text)

    def test_a_sound_key_is_read(self):
        self.assertEqual(verifier_key(made.Signer().vkey).public_key, made.Signer().public)

    def test_base64_may_hold_a_plus(self):
        vkey = next(text for text in (made.Signer(str(seed)).vkey for seed in range(99))
                    if text.count("+") > 2)
        self.assertEqual(verifier_key(vkey).text, vkey)

    def test_a_name_may_hold_letters_that_are_no_spaces(self):
        self.assertEqual(verifier_key(made.Signer(name="förening/å").vkey).name, "förening/å")

    def test_a_name_with_a_space_of_any_kind_is_refused(self):
        for space in "\0\t\n\x1f \x7f\x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000":
            self.assert_refused(made.Signer(name=f"a{space}b").vkey)

    def test_an_empty_name_is_refused(self):
        self.assert_refused(made.Signer(name="").vkey)

    def test_a_byte_order_mark_is_refused(self):
        self.assert_refused(made.Signer(name="\ufeffa").vkey)

    def test_bytes_that_are_not_utf8_are_refused(self):
        self.assert_refused("\udcff" + made.Signer().vkey)

    def test_another_key_id_is_refused(self):
        self.assert_refused(f"{self.name}+00000000+{self.key}")
        self.assert_refused(f"{self.name}+{self.key_id[:7]}+{self.key}")
        self.assert_refused(f"{self.name}x+{self.key_id}+{self.key}")

    def test_a_key_id_in_capitals_is_refused(self):
        capitals = next(signer for signer in (made.Signer(str(seed)) for seed in range(99))
                        if signer.key_id.hex() != signer.key_id.hex().upper())
        name, key_id, key = capitals.vkey.split("+", 2)
        self.assert_refused(f"{name}+{key_id.upper()}+{key}")

    def test_another_kind_or_length_of_key_is_refused(self):
        public = made.Signer().public
        for typed in (b"\x02" + public, b"\x01" + public[:31], b"\x01" + public + b"\0", b""):
            key_id = made.sha256(self.name.encode() + b"\n" + typed)[:4].hex()
            self.assert_refused(f"{self.name}+{key_id}+{made.text64(typed)}")

    def test_base64_in_another_form_is_refused(self):
        for key in (self.key + "\n", self.key + "=", self.key + "====", self.key[:-1],
                    self.key[:8] + " " + self.key[8:], self.key.replace("/", "_")):
            self.assert_refused(f"{self.name}+{self.key_id}+{key}")

    def test_two_parts_are_no_key(self):
        self.assert_refused(f"{self.name}+{self.key_id}")
        self.assert_refused("")


class CheckpointTest(Verifying):
    def opened(self, data, signer=None):
        try:
            open_checkpoint(data, verifier_key((signer or self.ours).vkey))
            return "ok"
        except Refused as refused:
            return refused.reason

    def signed(self, text):
        text = text.encode() if isinstance(text, str) else text
        return text + b"\n" + self.ours.line(text)

    def text(self, size="0", root=None, more=""):
        return f"{made.NAME}\n{size}\n{root or made.text64(ROOT)}\n{more}"

    def assert_bad(self, data):
        self.assertEqual(self.opened(data), "bad_checkpoint", data)

    def test_a_sound_checkpoint_is_read(self):
        self.assertEqual(self.opened(self.signed(self.text())), "ok")
        self.assertEqual(self.opened(self.signed(self.text(str(2**63 - 1)))), "ok")

    def test_the_size_is_plain_decimal(self):
        for size in ("", "00", "01", "+1", "-1", " 1", "1 ", "0x1", "1.0", "\u0661", str(2**63)):
            self.assert_bad(self.signed(self.text(size)))

    def test_the_root_is_canonical_base64_of_32_bytes(self):
        good = made.text64(ROOT)
        unused_bits = good[:-2] + chr(ord(good[-2]) + 1) + "="
        for root in (good[:-1], good + "=", "=" + good, " " + good, unused_bits, ROOT.hex(),
                     made.text64(ROOT[:31]), made.text64(ROOT + b"\0")):
            self.assert_bad(self.signed(self.text(root=root)))

    def test_the_text_has_three_lines(self):
        self.assert_bad(self.signed(self.text(more="extension\n")))
        self.assert_bad(self.signed(self.text(more="\n")))
        self.assert_bad(self.signed(f"{made.NAME}\n0\n"))
        self.assert_bad(self.signed("\n" + self.text().partition("\n")[2]))

    def test_the_last_empty_line_separates(self):
        self.assert_bad(self.signed(self.text()) + b"\n" + self.ours.line(self.text().encode()))
        self.assert_bad(self.signed(self.text()) + b"\n")
        self.assert_bad(self.signed(self.text()).replace(b"\n\n", b"\n"))

    def test_the_whole_ends_in_a_line_feed(self):
        self.assert_bad(self.signed(self.text())[:-1])
        self.assert_bad(b"")

    def test_no_other_control_character_stands_in_it(self):
        for number in (*range(10), *range(11, 32)):
            self.assert_bad(self.signed(chr(number) + self.text()))
        self.assert_bad(self.signed(self.text()).replace(b"\n", b"\r\n"))

    def test_it_is_utf8_without_a_byte_order_mark(self):
        for start in (b"\xef\xbb\xbf", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80"):
            self.assert_bad(self.signed(start + self.text().encode()))

    def test_it_has_one_to_sixteen_signatures(self):
        signed, line = self.signed(self.text()), self.ours.line(self.text().encode())
        self.assertEqual(self.opened(signed + line * 15), "ok")
        self.assert_bad(signed + line * 16)
        self.assert_bad(self.text().encode() + b"\n")

    def test_it_is_at_most_a_megabyte(self):
        def with_stranger(length):
            line = b"\xe2\x80\x94 x " + made.text64(b"\0" * length).encode() + b"\n"
            return self.signed(self.text()) + line
        self.assertEqual(self.opened(with_stranger(700_000)), "ok")
        self.assert_bad(with_stranger(790_000))

    def test_lines_of_other_keys_are_passed_over(self):
        text = self.text().encode()
        other_key, other_name = made.Signer("theirs"), made.Signer(name="witness")
        signed = text + b"\n" + other_key.line(b"") + self.ours.line(text) + other_name.line(b"")
        self.assertEqual(self.opened(signed), "ok")
        other_name_our_id = made.Signer(name="witness")
        other_name_our_id.key_id = self.ours.key_id
        self.assertEqual(self.opened(signed + other_name_our_id.line(b"")), "ok")
        self.assertEqual(self.opened(text + b"\n" + other_key.line(text)), "unknown_key")
        self.assertEqual(self.opened(text + b"\n" + other_name.line(text)), "unknown_key")

    def test_a_line_of_another_form_is_refused_whoever_it_is_from(self):
        good = made.text64(b"\0" * 68)
        for line in (f"- x {good}", f"\u2014x {good}", f"\u2014  {good}", f"\u2014 x  {good}",
                     f"\u2014 x {good} ", f"\u2014 x+y {good}", f"\u2014 x\u00a0y {good}",
                     f"\u2014 x {good}=", "\u2014 x", f"\u2014 x {made.text64(b'1234')}", "x",
                     f"\u2014 x\x7f {good}"):
            self.assert_bad(self.signed(self.text()) + line.encode() + b"\n")

    def test_every_line_of_the_key_must_match(self):
        text = self.text().encode()
        wrong = self.ours.line(b"another text")
        self.assertEqual(self.opened(text + b"\n" + wrong), "bad_signature")
        self.assertEqual(self.opened(self.signed(text) + wrong), "bad_signature")
        self.assertEqual(self.opened(text + b"\n" + wrong + self.ours.line(text)), "bad_signature")

    def with_signature(self, signature):
        line = f"\u2014 {made.NAME} {made.text64(self.ours.key_id + signature)}\n"
        return self.text().encode() + b"\n" + line.encode()

    def test_a_signature_has_64_bytes(self):
        signature = self.ours.private.sign(self.text().encode())
        self.assertEqual(self.opened(self.with_signature(signature)), "ok")
        for other in (signature[:63], signature + b"\0", b"\0", b"\0" * 64):
            self.assertEqual(self.opened(self.with_signature(other)), "bad_signature")

    def test_a_signature_has_one_form(self):
        signature = self.ours.private.sign(self.text().encode())
        scalar = int.from_bytes(signature[32:], "little") + ORDER
        other = signature[:32] + scalar.to_bytes(32, "little")
        self.assertEqual(self.opened(self.with_signature(other)), "bad_signature")

    def test_a_key_that_encodes_no_point_matches_nothing(self):
        # y = p + 1 is y = 1, the neutral element, in a form that RFC 8032 does not decode: with it
        # the signature (1, 0) would match any text in a library that does.
        for public in ((2**255 - 18).to_bytes(32, "little"), b"\x01" + bytes(30) + b"\x80",
                       b"\xff" * 32):
            signer = made.Signer()
            signer.public = public
            signer.key_id = made.sha256(made.NAME.encode() + b"\n\x01" + public)[:4]
            signer.vkey = f"{made.NAME}+{signer.key_id.hex()}+{made.text64(bytes([1]) + public)}"
            self.ours.key_id = signer.key_id
            forged = self.with_signature(b"\x01" + bytes(63))
            self.assertEqual(self.opened(forged, signer), "bad_signature")

    def test_the_origin_is_the_keys_name(self):
        self.assertEqual(self.opened(self.signed("x" + self.text())), "other_origin")


if __name__ == "__main__":
    unittest.main()
