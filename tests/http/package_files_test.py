#!/usr/bin/env python3
"""Files that go along in the authority's package: which, with what hashes, and which never.

    tests/http/package_files_test.py PROGRAM [NAME…]
"""

import base64
import contextlib
import hashlib
import io
import json
import os
import sqlite3
import sys
import unittest
import zipfile

import house
from derived_test import Derived


class PackageFilesTest(Derived):
    def attached(self, path, name, what, content):
        made = self.asa.ask("POST", f"/api/{path}/attachments",
                            {"name": name, "content": base64.b64encode(content).decode()} |
                            ({"what": what} if what else {}),
                            Idempotency_Key=f"attached-{next(self.counted)}")
        self.assertEqual(made.status, 201, made.text)
        return made.json["id"]

    def packaged_with(self, **asked):
        files = self.unpacked(attachments=True, **asked)
        manifest = json.loads(files["manifest.json"])
        self.assertEqual({one["file"]: one["sha256"] for one in manifest["attachments"]},
                         {name: hashlib.sha256(content).hexdigest()
                          for name, content in files.items() if name.startswith("attachments/")})
        return files, manifest

    def test_attached_files_go_along_with_their_hashes_and_never_marked_ones(self):
        agreement = b"%PDF-1.7\nsigned\n"
        signed = self.attached("parties/agreement/A-0001", "Aftale æ.PDF", "signed", agreement)
        self.attached("processing/activity/B-0001", "rutine.txt", "policy", b"Saadan\n")
        self.attached("processing/activity/B-0001", "note.txt", "", b"Kun for os\n")
        self.attached("processing/activity/B-0002", "rutine.txt", "policy", b"Skjult\n")
        self.attached("processing/measure/M-0003", "alarm.txt", "evidence", b"Alarmen\n")
        files, manifest = self.packaged_with()
        self.assertEqual([one["file"] for one in manifest["attachments"]],
                         ["attachments/A-0001-1.pdf", "attachments/B-0001-1.txt"])
        self.assertEqual(files["attachments/A-0001-1.pdf"], agreement)
        first = manifest["attachments"][0]
        self.assertEqual((first["record"], first["what"], first["name"], first["media_type"]),
                         ("A-0001", "signed", "Aftale æ.PDF", "application/pdf"))
        self.assertEqual(manifest["attachments_left_out"], 2)
        text = self.text_of(files["record.pdf"])
        self.assertIn("Vedhæftede filer, der ikke udleveres: 2", text)
        document = zipfile.ZipFile(io.BytesIO(files["record.docx"])).read("word/document.xml")
        self.assertIn(b"attachments/A-0001-1.pdf", document)
        # Nor for who has a right to what is marked: nobody knows what of it a file tells.
        _, whole = self.packaged_with(with_secret=True)
        self.assertEqual(whole["attachments"], manifest["attachments"])
        self.assertEqual(whole["attachments_left_out"], 3)
        plain = self.unpacked()
        self.assertFalse([name for name in plain if name.startswith("attachments/")])
        self.assertIsNone(json.loads(plain["manifest.json"])["attachments"])
        # For a customer only what its own activities lead to, whoever may see what is marked.
        _, part = self.packaged_with(with_secret=True, customer="P-0005", drafts=True)
        self.assertEqual([one["file"] for one in part["attachments"]],
                         ["attachments/A-0001-1.pdf"])
        self.assertEqual(part["attachments_left_out"], 0)
        out = self.path / "with-files"
        said = json.loads(self.ombud("processing", "package", "--attachments", "--for", "IMY",
                                     "--reason", "IMY-1", "--out", str(out), "--json"))
        self.assertEqual((said["attachments"], said["attachments_left_out"]), (2, 2))
        self.assertEqual((out / "attachments" / "A-0001-1.pdf").read_bytes(), agreement)
        gone = self.asa.ask("POST", f"/api/parties/agreement/A-0001/attachments/{signed}/removal",
                            {"reason": "wrong"}, Idempotency_Key="gone")
        self.assertEqual(gone.status, 200, gone.text)
        _, later = self.packaged_with()
        self.assertEqual([one["record"] for one in later["attachments"]], ["B-0001"])

    def test_of_a_damaged_or_too_large_attachment_no_package_is_made(self):
        self.attached("processing/activity/B-0001", "rutine.txt", "policy", b"Saadan\n")
        [file] = (self.path / "data" / "attachments").iterdir()
        whole = file.read_bytes()
        file.write_bytes(whole[:-1])
        self.refused(self.packaged(attachments=True), 409, "records.attachment_damaged")
        file.write_bytes(whole)
        self.packaged_with()
        with contextlib.closing(sqlite3.connect(self.path / "data" / "ombud.db")) as store:
            store.execute("update records_attachment set bytes = 104857601")
            store.commit()
        self.refused(self.packaged(attachments=True), 400, "processing.package_attached_large")


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
