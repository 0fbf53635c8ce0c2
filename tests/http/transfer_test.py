#!/usr/bin/env python3
"""Records in files over HTTP: what the columns of a list are, what would come of it, the writing
and its undoing, mappings under their names, exports; and whatever somebody may send that is wrong.

    tests/http/transfer_test.py PROGRAM [NAME…]
"""

import base64
import io
import itertools
import os
import sys
import unittest

import house
import openpyxl
from house import OTHER

NOBODY = "00000000-0000-4000-8000-000000000000"
LIST = ("Behandlingsaktivitet;Formål;Hjemmel;Løbenummer\r\n"
        "Løn;Udbetale løn og ferie;Retlig forpligtelse (c);1\r\n"
        "Ansøgninger;Vurdere ansøgninger;Samtykke (a);2\r\n").encode("cp1252")
MAPPING = {"columns": [{"column": "Behandlingsaktivitet", "field": "name"},
                       {"column": "Formål", "field": "purposes.purpose"},
                       {"column": "Hjemmel", "field": "legal_bases.basis"},
                       {"column": "Løbenummer", "ignore": True}],
           "new": {"role": "controller"}}
ALL = {"descending": False, "archived": False}


def file(content, name="fortegnelse.csv"):
    return {"name": name, "content": base64.b64encode(content).decode()}


class TransferTest(house.House):
    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "eva", "--role", "auditor", OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()

    def post(self, path, body, person=None):
        return (person or self.asa).ask("POST", f"/api/processing/{path}", body,
                                        Idempotency_Key=f"k{next(self.counted)}")

    def good(self, path, body):
        answer = self.post(path, body)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def wish(self, content=LIST, mapping=None, **more):
        return {"files": [file(content)], "mapping": mapping or MAPPING,
                "skip_wrong": False} | more

    def test_a_list_becomes_records_once_and_its_change_is_undone(self):
        columns = self.good("activity/imports/columns", {"files": [file(LIST)]})
        self.assertEqual([one["column"] for one in columns["columns"]],
                         ["Behandlingsaktivitet", "Formål", "Hjemmel", "Løbenummer"])
        self.assertEqual([one["fields"] for one in columns["columns"]],
                         [["name"], ["purposes.purpose"], ["legal_bases.basis"], []])
        self.assertEqual(columns["mapping"]["new"], {"role": "controller"})
        self.assertEqual(columns["columns"][1]["values"][0], "Udbetale løn og ferie")
        tried = self.good("activity/imports/check", self.wish())
        self.assertEqual((tried["new"], tried["wrong"], tried["change"]), (2, 0, None))
        done = self.good("activity/imports", self.wish())
        self.assertEqual((done["new"], done["records"][0]["number"]), (2, "B-0001"))
        again = self.good("activity/imports", self.wish())
        self.assertEqual((again["new"], again["changed"], again["same"], again["change"]),
                         (0, 0, 2, None))
        record = self.asa.ask("GET", "/api/processing/activity/B-0001").json
        self.assertEqual(record["fields"]["legal_bases"], [{"basis": "legal_obligation"}])
        versions = self.asa.ask("GET", "/api/processing/activity/B-0001/history").json["versions"]
        self.assertEqual((versions[0]["what"], versions[0]["reason"]),
                         ("imported", "Imported from fortegnelse.csv"))
        undone = self.good(f"activity/changes/{done['change']}/undo", {"reason": "wrong list"})
        self.assertEqual(undone["changed"], 2)

    def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_written(self):
        wrong = LIST.replace("Samtykke (a)".encode(), b"Artikel 99")
        tried = self.good("activity/imports/check", self.wish(wrong))
        self.assertEqual((tried["new"], tried["wrong"], tried["fault_count"]), (1, 1, 1))
        fault = tried["faults"][0]
        self.assertEqual((fault["row"], fault["column"], fault["said"], fault["key"]),
                         (3, "Hjemmel", "Artikel 99", "records.no_such_choice"))
        self.refused(self.post("activity/imports", self.wish(wrong)), 409, "records.not_imported")
        self.refused(self.asa.ask("GET", "/api/processing/activity/B-0001"), 404, "records.unknown")
        done = self.good("activity/imports", self.wish(wrong, skip_wrong=True))
        self.assertEqual((done["new"], done["wrong"]), (1, 1))

    def test_what_is_exported_is_imported_unchanged(self):
        self.good("activity/imports", self.wish())
        for form, kind in (("xlsx", "spreadsheetml"), ("csv", "text/csv"), ("json", "json")):
            answer = self.post("activity/exports", ALL | {"format": form})
            self.assertEqual(answer.status, 200, answer.text)
            self.assertIn(kind, answer.headers["Content-Type"])
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            columns = self.good("activity/imports/columns",
                                {"files": [file(answer.bytes, f"a.{form}")]})
            self.assertTrue(all(one["fields"] for one in columns["columns"]), form)
            again = self.good("activity/imports/check",
                              {"files": [file(answer.bytes, f"a.{form}")],
                               "mapping": columns["mapping"], "skip_wrong": False})
            self.assertEqual((again["same"], again["new"], again["changed"], again["wrong"]),
                             (2, 0, 0, 0), (form, again["faults"]))
        pdf = self.post("activity/exports", ALL | {"format": "pdf", "columns": ["name"]})
        self.assertTrue(pdf.bytes.startswith(b"%PDF"))
        page = self.post("activity/exports", ALL | {"format": "html", "search": "løn"})
        self.assertIn("Løn", page.text)
        self.assertNotIn("Ansøgninger", page.text)
        then = self.post("activity/exports", ALL | {"format": "json", "as_of": "2001-01-01"})
        self.assertEqual(then.json["records"], [])
        self.assertIn("records.exported", self.ombud("evidence", "list", "--json"))

    def test_a_workbook_of_another_program_has_its_sheets(self):
        book = openpyxl.Workbook()
        book.active.append(["Forside"])
        sheet = book.create_sheet("Liste")
        sheet.append(["Navn", "Formål"])
        sheet.append(["Økonomi", "Føre regnskab"])
        content = io.BytesIO()
        book.save(content)
        sent = {"files": [file(content.getvalue(), "liste.xlsx")]}
        columns = self.good("activity/imports/columns", sent | {"sheet": "liste"})
        self.assertEqual((columns["sheet"], columns["sheets"]), ("Liste", ["Sheet", "Liste"]))
        done = self.good("activity/imports", sent | {"sheet": "Liste", "skip_wrong": False})
        self.assertEqual(done["new"], 1)
        refused = self.post("activity/imports/columns", sent | {"sheet": "Ark7"})
        self.refused(refused, 400, "records.file_refused")
        self.assertIn("liste.xlsx has no sheet called Ark7", refused.json["detail"])

    def test_mappings_are_kept_remembered_and_removed(self):
        saved = self.good("activity/mappings", {"name": "KL", "mapping": MAPPING})
        self.assertEqual(saved["mapping"]["kind"], "activity")
        columns = self.good("activity/imports/columns", {"files": [file(LIST)]})
        self.assertEqual(columns["remembered"], "KL")
        self.assertTrue(columns["columns"][3]["ignored"])
        mappings = self.asa.ask("GET", "/api/processing/activity/mappings").json["mappings"]
        self.assertEqual([one["name"] for one in mappings], ["KL"])
        path = f"/api/processing/activity/mappings/{saved['id']}"
        self.assertEqual(self.asa.ask("DELETE", path).status, 204)
        self.refused(self.asa.ask("DELETE", path), 404, "records.no_such_mapping")

    def test_what_is_sent_wrong_is_refused(self):
        for body, key in (
                ({"files": [file(b"")]}, "records.file_refused"),
                ({"files": []}, "http.missing_field"),
                ({"files": [{"name": "a.csv", "content": "?"}]}, "http.wrong_kind"),
                ({"files": [{"name": "a.csv"}]}, "http.wrong_kind"),
                ({"files": [file(b"PK\x03\x04broken")]}, "records.file_refused"),
                ({"files": [file(b"\xd0\xcf\x11\xe0old")]}, "records.file_refused"),
                ({"files": [file(LIST)], "colour": 1}, "http.unknown_field")):
            self.refused(self.post("activity/imports/columns", body), 400, key)
        large = {"files": [file(b"x" * (4 << 20)), file(b"x" * ((4 << 20) + 100_000))]}
        self.refused(self.post("activity/imports/columns", large), 400, "records.files_too_large")
        self.refused(self.post("activity/imports", self.wish(mapping={"columns": []})), 400,
                     "records.mapping_no_title")
        open_column = {"columns": MAPPING["columns"][:3], "new": MAPPING["new"]}
        self.refused(self.post("activity/imports", self.wish(mapping=open_column)), 400,
                     "records.columns_unsaid")
        self.refused(self.post("activity/imports", self.wish(mapping={"colour": 1})), 400,
                     "records.bad_mapping")
        for body, key in ((ALL | {"format": "doc"}, "http.wrong_kind"),
                          (ALL | {"format": "csv", "columns": ["boat"]}, "records.no_such_column"),
                          (ALL | {"format": "csv", "as_of": "2026-01-01", "search": "x"},
                           "records.as_of_is_whole")):
            self.refused(self.post("activity/exports", body), 400, key)
        self.refused(self.post("boat/exports", ALL | {"format": "csv"}), 404,
                     "records.no_such_kind")

    def test_who_may_only_read_takes_out_and_brings_nothing_in(self):
        eva = self.signed_in("eva", OTHER)
        self.assertEqual(self.post("activity/exports", ALL | {"format": "csv"}, eva).status, 200)
        self.assertEqual(self.post("activity/imports/check", self.wish(), eva).status, 403)
        self.assertEqual(self.post("activity/imports", self.wish(), eva).status, 403)
        self.assertEqual(self.post("activity/mappings", {"name": "x", "mapping": MAPPING},
                                   eva).status, 403)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
