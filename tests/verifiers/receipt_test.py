#!/usr/bin/env python3
"""Receipts and their canonical JSON: each form that the pages do not allow is refused."""

import json
import unittest

import made
from verifying import Verifying, verify_receipt

from verifier.canonical_json import read_canonical
from verifier.words import Malformed

PLACE = 2  # of the receipt's entry in the logs made here


class CanonicalJsonTest(unittest.TestCase):
    def assert_read(self, text, value):
        self.assertEqual(read_canonical(text.encode())[0], value)

    def assert_refused(self, text):
        with self.assertRaises(Malformed, msg=text):
            read_canonical(text if isinstance(text, bytes) else text.encode())

    def test_the_pages_example(self):
        self.assert_read('{"a":[1,-2,true,null],"z":{"":""},"å":"1/2\\n"}',
                         {"a": [1, -2, True, None], "z": {"": ""}, "å": "1/2\n"})
        self.assert_refused('{"a":[1,-2,true,null],"å":"1/2\\n","z":{"":""}}')

    def test_names_are_in_the_order_of_utf16(self):
        self.assert_read('{"\U0001f600":1,"\ufb33":2}', {"\U0001f600": 1, "\ufb33": 2})
        self.assert_refused('{"\ufb33":2,"\U0001f600":1}')
        self.assert_read('{"":1,"a":2,"a\\n":3,"ab":4}', {"": 1, "a": 2, "a\n": 3, "ab": 4})

    def test_a_name_stands_once(self):
        self.assert_refused('{"a":1,"a":1}')
        self.assert_refused('{"x":{"a":1,"a":2}}')

    def test_integers_are_written_plainly_and_in_range(self):
        for number in (0, 1, -1, 10, 9007199254740991, -9007199254740991):
            self.assert_read(str(number), number)
        for text in ("-0", "00", "01", "-01", "+1", "1.0", "1.", ".1", "1e1", "1E1", "NaN", "-",
                     "Infinity", "9007199254740992", "-9007199254740992", "1" + "0" * 5000,
                     "\u0661"):
            self.assert_refused(text)

    def test_strings_have_the_escapes_that_are_needed_and_no_others(self):
        self.assert_read(r'"\"\\\b\t\n\f\r\u0000\u001f\u000b"', '"\\\b\t\n\f\r\0\x1f\x0b')
        self.assert_read('"/\x7f\u2028å\u0301\uffff\ufeff"', "/\x7f\u2028å\u0301\uffff\ufeff")
        for text in (r'"\/"', r'"\u0041"', r'"\u000a"', r'"\u0008"', r'"\u0009"', r'"\u000c"',
                     r'"\u000d"', r'"\u001F"', r'"\u000B"', r'"\u0022"', r'"\u005c"', r'"\u007f"',
                     r'"\ud800"', r'"\ud83d\ude00"', r'"\x41"', r'"\a"', '"\n"', '"\0"', '"\t"',
                     '"', r'"\"', '"\\u00', "'a'"):
            self.assert_refused(text)

    def test_control_characters_have_each_their_one_form(self):
        for number in range(32):
            text = json.dumps(chr(number))
            self.assert_read(text, chr(number))
            long_form = f'"\\u{number:04x}"'
            if long_form != text:
                self.assert_refused(long_form)

    def test_no_white_space_stands_outside_strings(self):
        for text in (' {"a":[1,2]}', '{ "a":[1,2]}', '{"a" :[1,2]}', '{"a": [1,2]}', '{"a":[1, 2]}',
                     '{"a":[1,2 ]}', '{"a":[1,2]} ', '{"a":[1,2]}\n', "[ ]", "{ }", "[1,\t2]"):
            self.assert_refused(text)

    def test_nothing_else_is_a_value(self):
        for text in ("", "[", "]", "{", "[1", "[1,", "[1,]", "[,1]", '{"a"}', '{"a":}', '{"a":1,}',
                     "{a:1}", "{1:1}", "True", "nul", "truefalse", "1 2", "[][]", "//", '{"a":1 }'):
            self.assert_refused(text)

    def test_it_is_utf8_without_a_byte_order_mark(self):
        for data in (b'\xef\xbb\xbf""', b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"',
                     b'"\xf4\x90\x80\x80"', '""'.encode("utf-16")):
            self.assert_refused(data)

    def test_nesting_is_at_most_64_deep(self):
        for opened, closed in (("[", "]"), ('{"a":', "}")):
            inner = "[]" if opened == "[" else "{}"
            self.assertTrue(read_canonical((opened * 63 + inner + closed * 63).encode()))
            self.assert_refused(opened * 64 + inner + closed * 64)
            self.assert_refused(opened * 1_000_000)
        self.assert_refused('{"a":' + "[" * 63 + "[" + "]" * 64 + "}")

    def test_a_long_string_is_read(self):
        self.assertEqual(len(read_canonical(b'"' + b"a\\n" * 3_000_000 + b'"')[0]), 6_000_000)


class ReceiptTest(Verifying):
    def value(self, signer=None, **entry_changes):
        log = [*made.entries(PLACE), made.receipt_entry(**entry_changes),
               *made.entries(3, seed=1)]
        return made.receipt_value(signer or self.ours, log, PLACE)

    def assert_answer(self, answer, value):
        content = value if isinstance(value, bytes) else made.written(value)
        self.assertEqual(self.answer_to_receipt(content), answer, content[:2000])

    def with_log(self, **changes):
        value = self.value()
        return {**value, "log": {**value["log"], **changes}}

    def with_proof(self, change):
        return self.with_log(proof=change(self.value()["log"]["proof"]))

    def test_sound_receipts_are_sound(self):
        for before, after in ((0, 0), (0, 1), (1, 0), (1, 1), (2, 3), (6, 1), (255, 1), (200, 300)):
            self.assert_answer("ok", made.receipt(self.ours, before, after))
        body = {"done": [], "free": {"å": [1, None, "\n/\u2028"]}}
        self.assert_answer("ok", made.receipt(self.ours, body=body))

    def test_the_file_is_one_object_and_a_line_feed(self):
        good = made.written(self.value())
        for content in (b"", b"\n", good[:-1], good + b"\n", good[:-1] + b"\r\n", good[:-1] + b" ",
                        b" " + good, b"\xef\xbb\xbf" + good, good.replace(b":", b": ", 1),
                        b"[]\n", b'""\n', b"{}\n"):
            self.assert_answer("bad_receipt", content)

    def test_it_is_at_most_16_mebibytes(self):
        size = len(made.receipt(self.ours, body={"text": ""}))
        for more, answer in ((0, "ok"), (1, "bad_receipt")):
            body = {"text": "x" * (16_777_216 - size + more)}
            self.assert_answer(answer, made.receipt(self.ours, body=body))

    def test_a_missing_file_is_refused(self):
        self.assertEqual(self.answer(verify_receipt, self.folder / "none"), "bad_receipt")

    def test_it_has_exactly_its_members(self):
        value = self.value()
        for name in value:
            self.assert_answer("bad_receipt", {other: value[other] for other in value
                                               if other != name})
        for name in value["log"]:
            log = {other: value["log"][other] for other in value["log"] if other != name}
            self.assert_answer("bad_receipt", {**value, "log": log})
            self.assert_answer("bad_receipt", self.with_log(**{name: None}))
            self.assert_answer("bad_receipt", self.with_log(**{name: [value["log"][name]]}))
        self.assert_answer("bad_receipt", {**value, "more": 1})
        self.assert_answer("bad_receipt", self.with_log(more=""))
        self.assert_answer("bad_receipt", {**value, "format": "ombud-receipt@v2"})
        for body in ([], "", None, 1):
            self.assert_answer("bad_receipt", {**value, "receipt": body})

    def test_the_entry_is_canonical_base64(self):
        good = made.text64(made.receipt_entry())
        for entry in (good + "\n", good + "=", "\n" + good, good[:-1], "å"):
            self.assert_answer("bad_receipt", self.with_log(entry=entry))

    def test_the_proof_has_its_form(self):
        changes = (("index 2", "index 02"), ("index 2", "index -1"), ("index 2", "index  2"),
                   ("index 2\n", ""), ("index 2", "index"), ("@v1", "@v2"), ("\n\n", "\n"),
                   ("index 2", "Index 2"), ("\nindex", "\nextra AAAA\nindex"), ("=\n", "\n"),
                   ("c2sp", "\nc2sp"), ("\nindex 2", "\r\nindex 2"), ("=\n", "= \n"),
                   ("index 2", f"index {2**63}"),
                   ("\n\n", "\n" + 64 * (made.text64(bytes(32)) + "\n") + "\n"))
        for old, new in changes:
            self.assert_answer("bad_receipt", self.with_proof(
                lambda text: text.replace(old, new, 1)))
        self.assert_answer("bad_receipt", self.with_log(proof=""))

    def test_the_proofs_checkpoint_is_one_of_the_key(self):
        self.assert_answer("bad_checkpoint", self.with_proof(lambda text: text[:-1]))
        self.assert_answer("bad_checkpoint", self.with_proof(lambda text: text + "\n"))
        self.assert_answer("bad_checkpoint", self.with_proof(
            lambda text: text.replace("\n\n", "\n\n\n", 1)))
        self.assert_answer("unknown_key", self.value(made.Signer("theirs")))
        self.assert_answer("bad_signature", self.with_proof(
            lambda text: text.replace("\n6\n", "\n7\n")))
        log = [*made.entries(PLACE), made.receipt_entry()]
        self.assert_answer("other_origin", self.with_log(
            proof=made.proof(log, PLACE, self.ours, origin="ombud/other/1-000000000000")))

    def test_the_key_is_named_as_it_was_given(self):
        for key in ("", self.ours.vkey + "\n", made.Signer("theirs").vkey):
            self.assert_answer("bad_receipt", self.with_log(key=key))

    def test_the_proof_leads_from_the_entry_to_the_root(self):
        log = [*made.entries(PLACE), made.receipt_entry(), *made.entries(3, seed=1)]
        hashes = made.path(PLACE, made.leaves_of(log))
        for wrong in (hashes[:-1], hashes + [bytes(32)], hashes[::-1], [bytes(32)] + hashes[1:],
                      []):
            proof = made.proof(log, PLACE, self.ours, hashes=wrong)
            self.assert_answer("proof_does_not_hold", self.with_log(proof=proof))
        for index in (0, 1, 3, 5, 6, 2**63 - 1):
            self.assert_answer("proof_does_not_hold", self.with_proof(
                lambda text: text.replace("index 2", f"index {index}")))
        for entry in (log[0], made.receipt_entry({"done": []})):
            self.assert_answer("proof_does_not_hold", self.with_log(entry=made.text64(entry)))

    def test_the_proof_has_the_length_that_index_and_size_ask_for(self):
        # Only the key's owner could sign these: roots at which a way of another length would end.
        entry, sibling = made.receipt_entry(), bytes(32)
        leaf = made.leaves_of([entry])[0]
        two = made.root([leaf, sibling])
        for index, size, hashes, root, answer in (
                (0, 1, [], leaf, "ok"), (0, 2, [sibling], two, "ok"),
                (1, 1, [], leaf, "proof_does_not_hold"), (0, 2, [], leaf, "proof_does_not_hold"),
                (0, 1, [sibling], made.root([sibling, leaf]), "proof_does_not_hold"),
                (0, 3, [sibling], two, "proof_does_not_hold")):
            lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(made.text64, hashes), "", ""]
            proof = "\n".join(lines) + self.ours.checkpoint(size, root).decode()
            self.assert_answer(answer, self.with_log(entry=made.text64(entry), proof=proof))

    def test_no_entry_is_in_an_empty_log(self):
        proof = made.proof([], 0, self.ours, hashes=[])
        self.assert_answer("proof_does_not_hold", self.with_log(proof=proof))

    def test_an_entry_of_something_else_is_refused(self):
        for changes in ({"event": "actions.intent"}, {"commitments": {}},
                        {"commitments": {"Receipt": "0"}}):
            self.assert_answer("not_this_receipts_entry", self.value(**changes))

    def test_an_entry_of_another_form_is_refused(self):
        sealed = {"sealed": made.text64(bytes(60_000))}
        for changes in ({"at": "2026-11-21T22:44:00Z"}, {"at": "2026-13-21T22:44:00.000000Z"},
                        {"at": "2026-11-21T22:44:00.000000+00:00"}, {"at": 0}, {"commitments": []},
                        {"commitments": {"receipt": 1}}, {"id": "A" * 8}, {"id": ""}, {"month": ""},
                        {"month": "2026-1"}, {"object": None}, {"person": "x"}, {"person": None},
                        {"sealed": "x"}, {"use": "erases"}, {"use": ""}, {"v": 2}, {"v": True},
                        {"v": "1"}, {"more": ""}, sealed):
            self.assert_answer("not_this_receipts_entry", self.value(**changes))
        self.assert_answer("ok", self.value(person="", object="", sealed=""))

    def test_an_entry_that_is_not_canonical_is_refused(self):
        entry = made.receipt_entry()
        for other in (entry + b"\n", b" " + entry, entry[:-1], b"", b"[]",
                      entry.replace(b'"v":1', b'"v":1,"v":1'), b"\xef\xbb\xbf" + entry):
            value = made.receipt_value(self.ours, [other], 0)
            self.assert_answer("not_this_receipts_entry", value)

    def test_a_changed_body_is_refused(self):
        value = self.value()
        self.assert_answer("receipt_changed", {**value, "receipt": {**made.BODY, "kept": [1]}})
        self.assert_answer("receipt_changed", {**value, "receipt": {}})
        in_capitals = made.sha256(made.canonical(made.BODY)).hex().upper()
        self.assert_answer("receipt_changed", self.value(commitments={"receipt": in_capitals}))

    def test_the_checks_are_made_in_the_order_of_the_page(self):
        value = self.value(made.Signer("theirs"))
        value["receipt"] = {}
        self.assert_answer("unknown_key", value)
        value["log"]["proof"] = ""
        self.assert_answer("bad_receipt", value)


if __name__ == "__main__":
    unittest.main()
