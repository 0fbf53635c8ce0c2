#!/usr/bin/env python3
"""What follows from the record over HTTP: scores with where each missing thing is mended, lists,
pictures, each as a file too; the authority's package, and what must not be in it; and whoever may
not.

    tests/http/derived_test.py PROGRAM [NAME…]
"""

import datetime
import hashlib
import io
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import house
from house import OTHER

RECORD = pathlib.Path(__file__).parents[1] / "record" / "municipality.json"
CLOCK = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
ASKED = {"lacking": False, "abroad": False, "special": False}


class Derived(house.House):
    """A municipality's record, and what is asked of it."""

    filled = None

    def furnish(self):
        """The record is written once, by the commands, and copied for each test."""
        if Derived.filled is None:
            super().furnish()
            for one in json.loads(RECORD.read_text()):
                file = self.path / "record.json"
                file.write_text(json.dumps(one["fields"]))
                made = json.loads(self.ombud("records", "add", one["kind"], "--file", str(file),
                                             "--json"))
                if "move" in one:
                    self.ombud("records", "move", one["kind"], made["number"], one["move"])
            Derived.filled = tempfile.TemporaryDirectory(prefix="ombud-derived-")
            shutil.copytree(self.path / "data", Derived.filled.name + "/data")
            return
        shutil.copytree(Derived.filled.name + "/data", self.path / "data")

    def setUp(self):
        super().setUp()
        self.ombud("account", "add", "lisa", "--role", "list_user", OMBUD_NEW_PASSWORD=OTHER)
        self.serve("--no-jobs")
        self.counted = itertools.count()
        self.asa = self.signed_in()

    def get(self, path, person=None, **headers):
        return (person or self.asa).ask("GET", f"/api/processing/{path}", **headers)

    def post(self, path, body, person=None, **headers):
        return (person or self.asa).ask("POST", f"/api/processing/{path}", body, **headers)

    def refused(self, answer, status, key):
        self.assertEqual((answer.status, answer.json["key"]), (status, key), answer.text)

    def listed(self, name, language="en", **asked):
        answer = self.post(f"lists/{name}", ASKED | {"from": 0, "limit": 50} | asked,
                           Accept_Language=language)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    @staticmethod
    def cell(listed, about, column):
        line = next(one for one in listed["lines"] if one["about"]["text"] == about)
        return [piece["text"] for piece in line["cells"][listed["columns"].index(column) - 1]]

    def packaged(self, person=None, **asked):
        body = {"language": "da", "made_for": "Datatilsynet", "reason": "2026-11-0042",
                "units": [], "drafts": False, "with_secret": False, "attachments": False} | asked
        return self.post("packages", body, person)

    def unpacked(self, **asked):
        answer = self.packaged(**asked)
        self.assertEqual(answer.status, 200, answer.text[:500])
        archive = zipfile.ZipFile(io.BytesIO(answer.bytes))
        return {name: archive.read(name) for name in archive.namelist()}

    def text_of(self, pdf):
        file = self.path / "record.pdf"
        file.write_bytes(pdf)
        return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True,
                              text=True, check=True).stdout


class DerivedTest(Derived):
    def test_scores_of_all_come_with_most_missing_first(self):
        whole = self.get("completeness").json
        self.assertEqual((whole["activities"], whole["count"], whole["next"]), (4, 4, None))
        self.assertEqual(whole["lines"][0]["number"], "B-0004")
        self.assertGreater(whole["lines"][0]["missing"], whole["lines"][-1]["missing"])
        self.assertEqual({one["score"] for one in whole["points"]},
                         {"eight_points", "article_30_1", "article_30_2"})
        for one in whole["points"]:
            of = {"eight_points": 4, "article_30_1": 3, "article_30_2": 1}[one["score"]]
            self.assertEqual(one["of"], of)
        page = self.get("completeness?limit=3").json
        self.assertEqual(len(page["lines"]), 3)
        rest = self.get(f"completeness?limit=3&cursor={page['next']}").json
        self.assertEqual([one["number"] for one in page["lines"] + rest["lines"]],
                         [one["number"] for one in whole["lines"]])
        self.refused(self.get("completeness?cursor=xyz"), 400, "http.bad_cursor")
        unit = self.get("completeness?unit=U-0003").json
        self.assertEqual([one["number"] for one in unit["lines"]], ["B-0003"])
        self.refused(self.get("completeness?unit=U-0099"), 404, "records.unknown")

    def test_what_is_missing_says_in_which_record_it_is_mended(self):
        one = self.get("completeness/B-0004", Accept_Language="da").json
        where = {missing["key"]: (missing["number"], missing["at"])
                 for score in one["scores"] for point in score["points"]
                 for missing in point["missing"]}
        self.assertEqual(where["processing.no_purpose"], ("B-0004", "purposes"))
        self.assertEqual(one["scores"][0]["points"][1]["subject"], "Formål")
        # Its customer's address is missing at the customer.
        party = self.get("activity/B-0003").json["links"]
        customer = next(link for link in party.values() if link["kind"] == "party")
        record = self.asa.ask("GET", f"/api/parties/party/{customer['number']}").json
        fields = {name: value for name, value in record["fields"].items() if name != "email"}
        self.asa.ask("PUT", f"/api/parties/party/{customer['number']}", {"fields": fields},
                     If_Match=record["etag"])
        one = self.get("completeness/B-0003").json
        missing = [missing for point in one["scores"][1]["points"] for missing in point["missing"]]
        self.assertEqual([(m["room"], m["kind"], m["number"], m["at"]) for m in missing],
                         [("parties", "party", "P-0005", "email")])
        self.refused(self.get("completeness/B-0099"), 404, "records.unknown")

    def test_a_system_says_what_it_holds_and_why_and_whose_nobody_says(self):
        systems = self.listed("systems", "da")
        self.assertEqual(systems["count"], 4)
        self.assertEqual(self.cell(systems, "Lønsystemet", "Hvis oplysninger"),
                         ["Medarbejdere", "Elever"])
        self.assertEqual(self.cell(systems, "CloudMail", "Lande"), ["Irland", "USA (tredjeland)"])
        lacking = self.listed("systems", lacking=True)
        self.assertEqual([line["about"]["number"] for line in lacking["lines"]], ["S-0004"])
        abroad = self.listed("systems", abroad=True)
        self.assertEqual([line["about"]["number"] for line in abroad["lines"]], ["S-0002"])
        special = self.listed("systems", special=True)
        self.assertEqual([line["about"]["number"] for line in special["lines"]], ["S-0001"])
        found = self.listed("systems", search="cloudmail inc")
        self.assertEqual([line["about"]["number"] for line in found["lines"]], ["S-0002"])
        page = self.listed("systems", **{"from": 3, "limit": 2})
        self.assertEqual((page["count"], len(page["lines"])), (4, 1))

    def test_recipients_say_which_agreement_and_which_safeguard_they_lack(self):
        recipients = self.listed("recipients", "en")
        self.assertEqual(self.cell(recipients, "CloudMail Inc.", "Agreement"),
                         ["there is no agreement, and no reason why none is needed."])
        self.assertIn("it does not hold", self.cell(recipients, "Molnet ApS", "Agreement")[0])
        self.assertEqual(self.cell(recipients, "Skattestyrelsen", "Agreement"), [])
        self.assertEqual(self.cell(recipients, "Pensionskasser", "Gets it as"),
                         ["Controller of its own (from 2027-01-01)"])
        self.assertEqual(self.cell(recipients, "Skattestyrelsen", "Which data")[-1],
                         "Løn og kontonummer (Confidential)")
        countries = self.listed("countries", abroad=True)
        self.assertEqual([line["about"]["text"] for line in countries["lines"]], ["United States"])
        persons = self.listed("persons")
        self.assertEqual(self.cell(persons, "Ansøgere", "Recipients"), ["CloudMail Inc."])
        self.refused(self.post("lists/boats", ASKED | {"from": 0, "limit": 1}), 404,
                     "processing.no_such_list")
        self.refused(self.post("lists/systems", ASKED | {"from": 0, "limit": 0}), 400,
                     "http.bad_limit")
        self.refused(self.post("lists/systems", ASKED | {"from": -1, "limit": 1}), 400,
                     "http.bad_cursor")

    def test_a_list_is_taken_along_in_any_format_and_the_log_says_so(self):
        asked = ASKED | {"language": "nb"}
        for format, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("docx", b"PK"),
                               ("html", b"<!doctype"), ("csv", b"\xef\xbb\xbf")):
            answer = self.post("lists/recipients/files", asked | {"format": format})
            self.assertEqual(answer.status, 200, answer.text[:300])
            self.assertTrue(answer.bytes.startswith(begins), answer.bytes[:20])
        sheet = zipfile.ZipFile(io.BytesIO(self.post(
            "lists/systems/files", asked | {"format": "xlsx", "lacking": True}).bytes))
        cells = b"".join(sheet.read(name) for name in sheet.namelist() if "sheet" in name)
        self.assertIn("Gammelt fællesdrev".encode(), cells)
        self.assertNotIn("Lønsystemet".encode(), cells)
        self.refused(self.post("lists/systems/files", asked | {"format": "odt"}), 400,
                     "processing.no_such_format")
        self.refused(self.post("lists/systems/files", ASKED | {"format": "pdf", "language": "xx"}),
                     400, "base.unknown_language")
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("processing.exported")), 6)

    def test_the_whole_record_is_one_file_with_drafts_and_without_what_is_marked(self):
        for format, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("docx", b"PK"),
                               ("html", b"<!doctype")):
            answer = self.post("documents", {"format": format, "language": "nb"})
            self.assertEqual(answer.status, 200, answer.text[:300])
            self.assertTrue(answer.bytes.startswith(begins), answer.bytes[:20])
        shown = self.post("documents", {"format": "html", "language": "en"}).text
        for said in ("Draft", "In use", "B-0001"):
            self.assertIn(said, shown)
        self.assertNotIn("Made for", shown)
        self.refused(self.post("documents", {"format": "csv", "language": "en"}), 400,
                     "processing.no_record_format")
        self.refused(self.post("documents", {"format": "pdf", "language": "en", "unit": "U-0099"}),
                     404, "records.unknown")
        lisa = self.signed_in("lisa", OTHER)
        self.refused(self.post("documents", {"format": "pdf", "language": "en"}, lisa), 403,
                     "serve.not_permitted")
        out = self.path / "record.docx"
        said = json.loads(self.ombud("processing", "record", "--out", str(out), "--json"))
        self.assertEqual((said["lines"], out.read_bytes()[:2]), (4, b"PK"))
        self.assertEqual(self.serving.stop(), 0)
        self.assertEqual(len(self.entries("processing.exported")), 6)

    def test_drafts_that_lack_nothing_come_into_use_at_once_and_others_say_what_they_lack(self):
        started = self.post("starts", {"reason": "looked through"}, Idempotency_Key="s1")
        self.assertEqual((started.status, started.json["started"], started.json["change"]),
                         (200, [], None), started.text)
        left, = started.json["left"]
        self.assertTrue(left["why"])
        self.assertTrue(all(one["text"] for one in left["why"]))
        copied = self.asa.ask("POST", "/api/processing/activity", {
            "fields": self.get("activity/B-0002").json["fields"] | {"name": "Wages too"}},
            Idempotency_Key="s2")
        self.assertEqual((copied.status, copied.json["state"]), (201, "draft"), copied.text)
        shown = json.loads(self.ombud("processing", "start", "--dry-run", "--json"))
        self.assertEqual([one["title"] for one in shown["started"]], ["Wages too"])
        self.refused(self.post("starts", {"reason": " "}, Idempotency_Key="s3"), 400,
                     "records.no_reason")
        started = self.post("starts", {"reason": "looked through"}, Idempotency_Key="s4").json
        self.assertEqual([one["number"] for one in started["started"]], [copied.json["number"]])
        self.assertEqual([one["number"] for one in started["left"]], [left["number"]])
        last = self.get(f"activity/{copied.json['number']}/history").json["versions"][0]
        self.assertEqual((last["what"], last["reason"]), ("moved", "looked through"))
        self.assertEqual(self.post(f"activity/changes/{started['change']}/undo",
                                   {"reason": "no"}, Idempotency_Key="s5").json["changed"], 1)
        lisa = self.signed_in("lisa", OTHER)
        self.refused(self.post("starts", {"reason": "x"}, lisa, Idempotency_Key="s6"), 403,
                     "serve.not_permitted")

    def test_the_picture_has_every_way_and_says_it_in_words(self):
        one = self.get("flows/B-0001", Accept_Language="da").json
        titles = {(node["layer"], node["title"]) for node in one["nodes"]}
        self.assertLessEqual({("persons", "Ansøgere"), ("sources", "Referencer"),
                              ("systems", "CloudMail"), ("parties", "CloudMail Inc."),
                              ("countries", "USA")}, titles)
        self.assertEqual({node["title"] for node in one["nodes"] if node["stands_out"]},
                         {"CloudMail Inc.", "USA"})
        for edge in one["edges"]:
            self.assertLess(edge["points"][0][0], edge["points"][-1][0])
            ways = set(one["nodes"][edge["from"]]["ways"]) & set(one["nodes"][edge["to"]]["ways"])
            self.assertLessEqual(set(edge["ways"]), ways)
        self.assertTrue(any("Referencer → Ringbind" in line for line in one["text"]), one["text"])
        whole = self.get("flows").json
        planned = {(whole["nodes"][edge["from"]]["title"], whole["nodes"][edge["to"]]["title"])
                   for edge in whole["edges"] if edge["planned"]}
        self.assertIn(("Lønsystemet", "Pensionskasser"), planned)
        unit = self.get("flows?unit=U-0003").json
        self.assertEqual({node["title"] for node in unit["nodes"] if node["layer"] == "persons"},
                         {"Elever"})
        self.refused(self.get("flows/B-0099"), 404, "records.unknown")
        answer = self.post("flows/files", {"number": "B-0001", "format": "pdf", "language": "sv"})
        self.assertTrue(answer.bytes.startswith(b"%PDF"))
        page = self.post("flows/files", {"format": "html", "language": "sv"})
        self.assertIn("<svg", page.text)
        self.refused(self.post("flows/files", {"format": "csv", "language": "sv"}), 400,
                     "processing.no_picture_format")

    def test_who_may_not_read_the_record_gets_nothing_that_follows_from_it(self):
        lisa = self.signed_in("lisa", OTHER)
        for answer in (self.get("completeness", lisa), self.get("completeness/B-0001", lisa),
                       self.get("flows", lisa), self.get("flows/B-0001", lisa),
                       self.post("lists/systems", ASKED | {"from": 0, "limit": 1}, lisa),
                       self.post("lists/systems/files",
                                 ASKED | {"format": "pdf", "language": "sv"}, lisa),
                       self.post("flows/files", {"format": "pdf", "language": "sv"}, lisa)):
            self.refused(answer, 403, "serve.not_permitted")

    def test_the_package_holds_what_its_manifest_says(self):
        files = self.unpacked()
        self.assertEqual(sorted(files), ["context.jsonld", "manifest.json", "record.docx",
                                         "record.jsonld", "record.pdf", "record.xlsx"])
        manifest = json.loads(files["manifest.json"])
        self.assertEqual({one["name"]: one["sha256"] for one in manifest["files"]},
                         {name: hashlib.sha256(content).hexdigest()
                          for name, content in files.items() if name != "manifest.json"})
        self.assertEqual((manifest["format"], manifest["activities"], manifest["drafts_left_out"]),
                         ("ombud-record-package-1", 3, 1))
        graph = {node["@id"]: node for node in json.loads(files["record.jsonld"])["@graph"]}
        self.assertEqual(graph["B-0001"]["legalBases"][0]["@type"], "eu-gdpr:A6-1-b")
        self.assertEqual(graph["B-0001"]["matrix"][0]["dataSubject"], "PC-0001")
        self.assertEqual(graph["B-0003"]["customers"][0]["onBehalfOf"], "P-0005")
        # Each word that is used stands in the context.
        context = json.loads(files["context.jsonld"])["@context"]
        words = {word for node in graph.values() for word in node if not word.startswith("@")}
        self.assertLessEqual(words, set(context))
        self.assertEqual(self.serving.stop(), 0)
        entry, = self.entries("processing.packaged")
        self.assertEqual(entry["sealed"]["reference"] if "sealed" in entry else
                         entry["reference"], "2026-11-0042")

    def test_what_is_marked_is_in_no_file_unless_it_is_asked_for(self):
        secret = ["Skattestyrelsen", "Alarmanlæg"]
        files = self.unpacked()
        for word in secret:
            self.assertNotIn(word, files["record.jsonld"].decode())
            for name in ("record.docx", "record.xlsx"):
                archive = zipfile.ZipFile(io.BytesIO(files[name]))
                for part in archive.namelist():
                    self.assertNotIn(word.encode(), archive.read(part), (name, part))
            self.assertNotIn(word, self.text_of(files["record.pdf"]))
        left_out = json.loads(files["manifest.json"])["left_out"]
        self.assertEqual({(one["number"], one["part"]) for one in left_out},
                         {("B-0002", "recipients"), ("M-0003", "measures")})
        self.assertIn("Offentlighedsloven § 33", self.text_of(files["record.pdf"]))
        whole = self.unpacked(with_secret=True)
        for word in secret:
            self.assertIn(word, whole["record.jsonld"].decode())
            self.assertIn(word, self.text_of(whole["record.pdf"]))

    def test_of_a_customer_nothing_about_others_is_told(self):
        self.asa.ask("POST", "/api/parties/party", {"fields": {
            "name": "Bakkeby Skole", "roles": ["customer"], "category": False, "country": "DK",
            "handles_data": "does_not"}}, Idempotency_Key="p")
        made = self.asa.ask("POST", "/api/processing/activity", {"fields": {
            "name": "Kun for Bakkeby", "role": "processor",
            "customers": [{"customer": "P-0006", "categories": ["hosting"]}]}}, Idempotency_Key="b")
        self.assertEqual(made.status, 201, made.text)
        files = self.unpacked(customer="P-0005", drafts=True)
        text = self.text_of(files["record.pdf"]) + files["record.jsonld"].decode()
        self.assertIn("Fjordby Skole", text)
        for other in ("Bakkeby", "Rekruttering"):
            self.assertNotIn(other, text)

    def test_a_package_is_of_a_day_a_part_and_a_language(self):
        self.assertEqual(json.loads(self.unpacked(role="processor")["manifest.json"])["activities"],
                         1)
        self.assertEqual(json.loads(self.unpacked(units=["U-0002"])["manifest.json"])["activities"],
                         2)
        self.assertEqual(json.loads(self.unpacked(drafts=True)["manifest.json"])["activities"], 4)
        for language, word in (("en", "What we do as controller"),
                               ("sv", "Vad vi gör som personuppgiftsansvarig"),
                               ("nb", "Hva vi gjør som behandlingsansvarlig")):
            self.assertIn(word, self.text_of(self.unpacked(language=language)["record.pdf"]))
        self.refused(self.packaged(as_of="2001-01-01"), 404, "processing.package_empty")
        self.refused(self.packaged(as_of="2999-01-01"), 400, "processing.package_not_yet")
        self.refused(self.packaged(as_of="soon"), 400, "base.bad_day")
        self.refused(self.packaged(role="owner"), 400, "processing.no_such_role")
        self.refused(self.packaged(reason=" "), 400, "processing.no_reason_for_package")
        self.refused(self.packaged(made_for=""), 400, "processing.nobody_for_package")
        self.refused(self.packaged(customer="P-0099"), 404, "records.unknown")
        cia = self.signed_in("cia", OTHER)
        self.refused(self.packaged(cia), 403, "serve.not_permitted")

    def test_the_same_at_the_same_moment_is_the_same_to_the_byte(self):
        self.assertEqual(self.serving.stop(), 0)
        out = [self.path / "one", self.path / "other", self.path / "package.zip"]
        frozen = {"LD_PRELOAD": CLOCK, "FAKETIME": "2026-12-01 10:00:00"}
        arguments = ("processing", "package", "--language", "sv", "--for", "IMY",
                     "--reason", "IMY-1")
        for one in out[:2]:
            self.ombud(*arguments, "--out", str(one), **frozen)
        names = sorted(file.name for file in out[0].iterdir())
        self.assertEqual(names, sorted(file.name for file in out[1].iterdir()))
        for name in names:
            self.assertEqual((out[0] / name).read_bytes(), (out[1] / name).read_bytes(), name)
        said = json.loads(self.ombud(*arguments, "--out", str(out[2]), "--json", **frozen))
        manifest = zipfile.ZipFile(out[2]).read("manifest.json")
        self.assertEqual(said["manifest_sha256"], hashlib.sha256(manifest).hexdigest())
        self.assertEqual(manifest, (out[0] / "manifest.json").read_bytes())
        # Nothing is overwritten, and nothing half done is left.
        self.ombud(*arguments, "--out", str(out[0]), code=5)
        self.ombud(*arguments, "--out", str(out[2]), code=5)
        self.ombud(*arguments, "--out", str(self.path / "no" / "where"), code=6)

    def test_a_day_in_the_past_has_what_things_were_called_then(self):
        self.assertEqual(self.serving.stop(), 0)
        later = {"LD_PRELOAD": CLOCK, "FAKETIME": "+3d"}
        show = json.loads(self.ombud("records", "show", "party", "P-0001", "--json"))
        changed = self.path / "changed.json"
        changed.write_text(json.dumps(show["fields"] | {"name": "Skyen ApS"}))
        self.ombud("records", "edit", "party", "P-0001", "--file", str(changed), **later)
        today = datetime.datetime.now(datetime.timezone.utc).date()
        for day, name, other in ((today, "Molnet ApS", "Skyen ApS"),
                                 (today + datetime.timedelta(days=3), "Skyen ApS", "Molnet ApS")):
            out = self.path / f"as-of-{day}"
            self.ombud("processing", "package", "--as-of", str(day), "--for", "IMY", "--reason",
                       "IMY-1", "--out", str(out), **later)
            text = (out / "record.jsonld").read_text()
            self.assertIn(f'"name": "{name}"', text)
            self.assertNotIn(f'"name": "{other}"', text)


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
