#!/usr/bin/env python3
"""Files attached to records over HTTP: what is taken and what is not, who gets it and as what, what
the log says, and what a changed file gives out.

    tests/http/attachments_test.py PROGRAM [NAME…]
"""

import base64
import io
import itertools
import json
import os
import sys
import time
import unittest
import zipfile

import house
from house import OTHER

NOBODY = "00000000-0000-4000-8000-000000000000"
ACTIVITY = "processing/activity/B-0001"
FILES = f"{ACTIVITY}/attachments"
PDF = b"%PDF-1.7\nsigned by Tova\n"


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


class AttachmentsTest(house.House):
    def setUp(self):
        super().setUp()
        for name, role in (("eva", "auditor"), ("lisa", "list_user")):
            self.ombud("account", "add", name, "--role", role, OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()
        for name in ("Löner", "Annat"):
            made = self.post("processing/activity", {"fields": {"name": name}})
            self.assertEqual(made.status, 201, made.text)

    def post(self, path, body=None, person=None, **headers):
        return (person or self.asa).ask("POST", f"/api/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}", **headers)

    def get(self, path, person=None):
        return (person or self.asa).ask("GET", f"/api/{path}")

    def attach(self, name, content, person=None, path=FILES, **more):
        return self.post(path, {"name": name, "content": base64.b64encode(content).decode(),
                                **more}, person)

    def attached(self, name="avtal.pdf", content=PDF, **more):
        answer = self.attach(name, content, **more)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)
        self.assertNotIn("{", answer.json["detail"])
        return answer.json["detail"]

    def standing(self, query=""):
        return self.get(FILES + query).json["attachments"]

    def sealed(self):
        return sorted((self.path / "data" / "attachments").glob("*"))

    def test_what_is_attached_is_listed_saved_and_told(self):
        made = self.attached("Avtal å \"x\".pdf")
        self.assertEqual((made["type"], made["media_type"], made["bytes"], made["by"]),
                         ("PDF", "application/pdf", len(PDF), "asa"))
        self.assertEqual(self.standing(), [made])
        self.assertEqual(self.get(FILES).json["most_bytes"], 25 << 20)
        saved = self.get(f"{FILES}/{made['id']}/content")
        self.assertEqual((saved.status, saved.bytes), (200, PDF))
        told = self.entries("records.attachment_saved")
        self.assertEqual([entry["object"] for entry in told], ["activity B-0001"])
        self.assertEqual(len(self.entries("records.attached")), 1)
        # At rest nothing of it can be read, nor what it is called.
        [file] = self.sealed()
        self.assertNotIn(b"Tova", file.read_bytes())
        self.assertEqual(oct(file.stat().st_mode & 0o777), "0o600")

    def test_no_browser_shows_what_comes(self):
        made = self.attached("Avtal å.pdf")
        for person in (self.asa, self.signed_in("eva", OTHER)):
            headers = self.get(f"{FILES}/{made['id']}/content", person).headers
            self.assertEqual(headers["Content-Type"], "application/octet-stream")
            self.assertEqual(headers["Content-Disposition"],
                             "attachment; filename=\"Avtal___.pdf\"; "
                             "filename*=UTF-8''Avtal%20%c3%a5.pdf")
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Content-Security-Policy"],
                             "default-src 'none'; frame-ancestors 'none'; sandbox")
            self.assertEqual(headers["Cache-Control"], "no-store")

    def test_what_it_is_is_found_in_its_content(self):
        for name, content, key in (
                ("avtal.pdf", b"<html><script>alert(1)</script>", "records.attachment_markup"),
                ("bild.png", b"<svg onload='alert(1)'/>", "records.attachment_markup"),
                ("avtal.txt", b"\n <!doctype html>", "records.attachment_markup"),
                ("avtal.pdf", b"#!/bin/sh\necho\n", "records.attachment_program"),
                ("avtal.pdf", b"MZ" + bytes(58) + b"\x40\0\0\0PE\0\0L\x01" + bytes(300),
                 "records.attachment_program"),
                ("avtal.pdf", b"GIF89a\x01\0\x01\0", "records.attachment_other_type"),
                ("allt.zip", zipped(**{"a.txt": "a"}), "records.attachment_other_type"),
                ("avtal.docx", b"PK\3\4 and no more", "records.attachment_other_type"),
                ("avtal.html", b"only words\n", "records.attachment_ending"),
                ("avtal.png", PDF, "records.attachment_ending"),
                ("avtal.pdf", b"", "records.attachment_empty"),
                ("../avtal.pdf", PDF, "records.attachment_name"),
                ("", PDF, "records.attachment_name")):
            self.refused(self.attach(name, content), 400, key)
        self.assertEqual(self.standing(), [])
        self.assertEqual(self.sealed(), [])
        signed = zipped(mimetype="application/vnd.etsi.asic-e+zip", **{"avtal.pdf": PDF})
        self.assertEqual(self.attached("avtal.asice", signed)["type"], "ASiC-E")

    def test_what_is_no_request_for_it_is_refused(self):
        for body, status, key in (
                ({"name": "a.pdf", "content": "no base64!"}, 400, "http.wrong_kind"),
                ({"name": "a.pdf"}, 400, "http.missing_field"),
                ({"name": "a.pdf", "content": "", "type": "application/pdf"}, 400,
                 "http.unknown_field"),
                ({"name": "a.pdf", "content": "YQ==", "what": "nothing"}, 400,
                 "records.no_such_document")):
            self.refused(self.post(FILES, body), status, key)
        self.refused(self.attach("a.pdf", PDF, path="processing/activity/B-0099/attachments"), 404,
                     "records.unknown")

    def test_what_is_too_large_is_refused_with_the_limit(self):
        self.ombud("records", "limit-attachments", "--mebibytes", "1", "--reason", "small disk")
        self.assertEqual(self.get(FILES).json["most_bytes"], 1 << 20)
        said = self.refused(self.attach("stor.pdf", PDF + bytes(1 << 20)), 400,
                            "records.attachment_too_large")
        self.assertIn("1 MiB", said)
        self.attached("stor.pdf", (PDF + bytes(1 << 20))[:1 << 20])
        # More than can be taken at all is not read.
        connection = self.asa.connection()
        connection.putrequest("POST", f"/api/{FILES}")
        for name, value in (("Content-Type", "application/json"), ("Content-Length", 60 << 20),
                            ("Cookie", self.asa.cookie), ("X-CSRF-Token", self.asa.csrf)):
            connection.putheader(name, str(value))
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()
        self.ombud("records", "limit-attachments", "--mebibytes", "6", "--reason", "large disk")
        large = PDF + bytes((6 << 20) - len(PDF))
        made = self.attached("störst.pdf", large)
        self.assertEqual(self.get(f"{FILES}/{made['id']}/content").bytes, large)

    def test_the_same_content_is_said_and_not_kept_twice(self):
        self.attached()
        said = self.refused(self.attach("igen.pdf", PDF), 409, "records.attachment_twice")
        self.assertIn("avtal.pdf", said)
        self.assertEqual(len(self.sealed()), 1)
        self.attached("där.pdf", path="processing/activity/B-0002/attachments")

    def test_what_was_removed_leaves_its_place_and_stood_then(self):
        made = self.attached()
        between = self.standing()[0]["at"]
        self.refused(self.post(f"{FILES}/{made['id']}/removal", {"reason": " "}), 400,
                     "records.no_reason")
        gone = self.post(f"{FILES}/{made['id']}/removal", {"reason": "the wrong one"})
        self.assertEqual(gone.status, 200, gone.text)
        self.assertEqual(gone.json["removed"]["reason"], "the wrong one")
        self.assertEqual(self.standing(), [gone.json])
        self.assertEqual(self.standing(f"?as_of={between}"), [gone.json])
        self.assertEqual(self.standing("?as_of=2020-01-01"), [])
        self.assertEqual(self.sealed(), [])
        self.refused(self.get(f"{FILES}/{made['id']}/content"), 409, "records.attachment_removed")
        self.refused(self.post(f"{FILES}/{made['id']}/removal", {"reason": "again"}), 409,
                     "records.attachment_removed")
        self.assertEqual(len(self.entries("records.detached")), 1)
        self.attached()

    def test_who_reads_the_record_reads_what_is_attached_and_nobody_else(self):
        made = self.attached()
        eva, lisa = self.signed_in("eva", OTHER), self.signed_in("lisa", OTHER)
        self.assertEqual(self.get(f"{FILES}/{made['id']}/content", eva).bytes, PDF)
        self.refused(self.attach("a.pdf", PDF + b"x", eva), 403, "serve.not_permitted")
        self.refused(self.post(f"{FILES}/{made['id']}/removal", {"reason": "x"}, eva), 403,
                     "serve.not_permitted")
        for path in (FILES, f"{FILES}/{made['id']}/content"):
            self.refused(self.get(path, lisa), 403, "serve.not_permitted")
        # By another record, by another room's paths, and where there is none.
        for path in (f"processing/activity/B-0002/attachments/{made['id']}",
                     f"{FILES}/{NOBODY}"):
            self.refused(self.get(f"{path}/content"), 404, "records.no_such_attachment")
            self.refused(self.post(f"{path}/removal", {"reason": "x"}), 404,
                         "records.no_such_attachment")
        self.refused(self.get(f"parties/activity/B-0001/attachments/{made['id']}/content"), 404,
                     "records.no_such_kind")

    def test_of_a_changed_file_nothing_goes_out(self):
        made = self.attached()
        [file] = self.sealed()
        whole = file.read_bytes()
        for changed in (whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:], whole[:-1], b"",
                        whole * 2, PDF):
            file.write_bytes(changed)
            answer = self.get(f"{FILES}/{made['id']}/content")
            self.refused(answer, 409, "records.attachment_damaged")
            self.assertNotIn("Tova", answer.text)
        file.unlink()
        self.refused(self.get(f"{FILES}/{made['id']}/content"), 404, "records.attachment_gone")
        self.assertEqual(self.entries("records.attachment_saved"), [])
        file.write_bytes(whole)
        self.assertEqual(self.get(f"{FILES}/{made['id']}/content").bytes, PDF)

    def test_the_commands_do_the_same(self):
        out = self.path / "avtal.pdf"
        out.write_bytes(PDF)
        self.ombud("records", "attach", "activity", "B-0001", str(out))
        [made] = self.standing()
        self.assertEqual(made["name"], "avtal.pdf")
        self.assertIn("avtal.pdf", self.ombud("records", "attachments", "activity", "B-0001"))
        saved = self.path / "saved.pdf"
        arguments = ("records", "save-attachment", "activity", "B-0001", made["id"], "--out",
                     str(saved))
        self.ombud(*arguments)
        self.assertEqual(saved.read_bytes(), PDF)
        self.ombud(*arguments, code=5)
        self.ombud("records", "attach", "activity", "B-0001", str(self.path / "none.pdf"), code=3)
        self.ombud("records", "detach", "activity", "B-0001", made["id"], "--reason", "wrong")
        self.assertIn("wrong", self.ombud("records", "attachments", "activity", "B-0001"))
        self.ombud("records", "limit-attachments", "--mebibytes", "99", "--reason", "x", code=2)

    def test_what_is_lacking_is_said_until_it_is_attached(self):
        agreement = "parties/agreement/A-0001/attachments"
        made = self.post("parties/agreement", {"fields": {"name": "Molnet"}})
        self.assertEqual(made.status, 201, made.text)
        self.assertEqual(self.get(agreement).json["lacking"], ["signed"])
        self.assertIn("Not attached yet: Signed agreement.",
                      self.ombud("records", "attachments", "agreement", "A-0001"))
        self.attached("intyg.pdf", PDF, path=agreement, what="certificate")
        self.assertEqual(self.get(agreement).json["lacking"], ["signed"])
        signed = self.attached("avtal.pdf", PDF + b"2", path=agreement, what="signed")
        self.assertEqual(self.get(agreement).json["lacking"], [])
        self.assertNotIn("Not attached yet",
                         self.ombud("records", "attachments", "agreement", "A-0001"))
        self.post(f"{agreement}/{signed['id']}/removal", {"reason": "the wrong one"})
        self.assertEqual(self.get(agreement).json["lacking"], ["signed"])

    def test_a_backup_brings_them_back(self):
        made = self.attached()
        backup, new = str(self.path / "a.backup"), str(self.path / "new")
        self.ombud("backup", backup)
        self.ombud("restore", backup, "--into", new, "--key-file",
                   str(self.path / "data" / "ombud.key"))
        out = self.path / "again.pdf"
        self.ombud("records", "save-attachment", "activity", "B-0001", made["id"], "--out",
                   str(out), OMBUD_DATA=new)
        self.assertEqual(out.read_bytes(), PDF)

    def test_the_doctor_tells_of_files_that_are_gone_from_the_folder(self):
        def told():
            said = json.loads(self.ombud("doctor", "--offline", "--json", "--language", "en"))
            return [(one["state"], one["text"]) for one in said["findings"]
                    if one["check"] == "attachments"]

        self.attached()
        removed = self.attached("fel.pdf", PDF + b"2")
        self.post(f"{FILES}/{removed['id']}/removal", {"reason": "the wrong one"})
        self.assertEqual(told(), [])
        [sealed] = self.sealed()
        sealed.rename(self.path / "elsewhere")
        [(state, text)] = told()
        self.assertEqual(state, "warning")
        self.assertIn("not in the data folder: 1.", text)
        (self.path / "elsewhere").rename(sealed)
        self.assertEqual(told(), [])

    def test_a_file_that_no_record_names_goes_after_a_day(self):
        self.attached()
        [file] = self.sealed()
        # As after a crash before its row was written.
        left = file.with_name(f"{NOBODY}.sealed")
        left.write_bytes(file.read_bytes())
        run = ("housekeeping", "run", "--json")
        self.assertEqual(json.loads(self.ombud(*run))["gone"]["unattached"], 0)
        for one in (file, left):
            os.utime(one, (time.time() - 90_000,) * 2)
        self.assertEqual(json.loads(self.ombud(*run))["gone"]["unattached"], 1)
        self.assertEqual(self.sealed(), [file])


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
