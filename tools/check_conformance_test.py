#!/usr/bin/env python3
"""Each rule of check_conformance.py catches an offence planted for it, and no more."""

import pathlib
import tempfile
import unittest
import unittest.mock

import yaml

import check_conformance

TREE = {
    "src/records/records_test.cc": "TEST_P(Records, AreKept) {\n}\nTEST(Kind,\n     IsRead) {\n}\n",
    "tests/http/records_test.py": "class A:\n    def test_it_is_read(self):\n        pass\n",
    "tests/journeys/begin.story": "$ ombud init\n",
    "tests/web/records.journey.ts": "export const anActivityIsWritten: Journey = async () => {};\n",
    "src/records/api.yaml": "of_kinds:\n  /api/{room}/kinds:\n    get: {responses: {}}\n",
    "src/processing/kinds/activity.yaml":
        "kind: activity\nroom: processing\nfields:\n"
        "  automated:\n    of: {no: {en: No}, yes: {en: Yes}}\n"
        "  purposes:\n    fields:\n      type:\n        of:\n          staff: {en: Staff}\n",
    "src/processing/web/pages.ts": "const pages = recordPages({\n  room: 'processing',\n});\n",
    "src/jobs/web/pages.ts": "export const pages = [{ path: '/jobs' }];\n",
    "src/records/commands.cc": 'return {{.name = "records kinds"}};\n',
    "docs/performance.md": "# Performance\n",
    "packs/common/staff.yaml": "activity:\n  payroll:\n    name: {en: Payroll}\n",
}
POINTERS = ("src/records/records_test.cc Records.AreKept",
            "src/records/records_test.cc Kind.IsRead",
            "tests/http/records_test.py test_it_is_read", "tests/journeys/begin.story",
            "tests/web/records.journey.ts anActivityIsWritten", "GET /api/processing/kinds",
            "/processing/$kind/new", "/jobs", "ombud records kinds", "activity.purposes.type=staff",
            "activity.automated=no", "activity.purposes", "docs/performance.md",
            "packs/common/staff.yaml activity.payroll")
NOWHERE = ("src/records/records_test.cc Records.AreLost",
           "src/records/other_test.cc Records.AreKept",
           "tests/http/records_test.py test_it_is_lost", "tests/http/records_test.py pass",
           "tests/journeys/other.story", "tests/web/records.journey.ts anActivityIsLost",
           "POST /api/processing/kinds", "GET /api/other", "/other", "ombud records lose",
           "activity.other", "activity.purposes.type=other", "other.purposes", "docs/other.md",
           "packs/common/staff.yaml activity.other", "packs/common/other.yaml activity.payroll",
           "somewhere", "README")


class ConformanceTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for path, text in TREE.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        # Four requirements are enough, and are read quickly.
        few = unittest.mock.patch.object(check_conformance, "IDS", ["S1", "S2", "S3", "S4"])
        few.start()
        self.addCleanup(few.stop)
        self.rows = [{"id": name, "area": "REG", "asks": "Something is asked.", "state": "not_yet",
                      "why": "Not begun."} for name in check_conformance.IDS]

    def faults(self):
        (self.root / "docs/conformance.yaml").write_text(yaml.safe_dump(self.rows, sort_keys=False))
        return list(check_conformance.check(self.root))

    def assert_catches(self, fault):
        found = self.faults()
        self.assertTrue(any(fault in line for line in found), f"{fault!r} is not among {found}")

    def first(self, **members):
        self.rows[0] = {**self.rows[0], **members}
        for name in [name for name, value in self.rows[0].items() if value is None]:
            del self.rows[0][name]

    def test_rows_in_order_pass(self):
        self.assertEqual(self.faults(), [])

    def test_what_is_there_is_found(self):
        self.first(state="met", by=list(POINTERS), why=None)
        self.assertEqual(self.faults(), [])

    def test_what_is_not_there_is_caught(self):
        for pointer in NOWHERE:
            with self.subTest(pointer):
                self.first(state="partly", by=[pointer])
                self.assert_catches(f"S1 {pointer} is no ")

    def test_every_requirement_stands_once(self):
        self.rows[3]["id"] = "S1"
        self.assert_catches("S1 stands 2 times")
        self.assert_catches("S4 stands 0 times")

    def test_what_is_no_requirement_is_caught(self):
        self.rows.append({**self.rows[0], "id": "S409"})
        self.assert_catches("S409 is no requirement")

    def test_rows_stand_in_the_order_of_their_numbers(self):
        self.rows[0], self.rows[1] = self.rows[1], self.rows[0]
        self.assert_catches("not in the order")

    def test_met_is_proved_by_a_test_a_story_or_a_journey(self):
        self.first(state="met", why=None)
        self.assert_catches("S1 is met, but no test")
        self.first(by=["/jobs", "activity.purposes", "ombud records kinds", "docs/performance.md",
                       "GET /api/processing/kinds"])
        self.assert_catches("S1 is met, but no test")

    def test_partly_points_to_something_and_says_what_is_missing(self):
        self.first(state="partly")
        self.assert_catches("S1 is partly met, but points to nothing")
        self.first(by=["/jobs"], why=None)
        self.assert_catches("S1 is partly, but does not say why")

    def test_what_is_not_there_says_why_and_points_to_nothing(self):
        for state in ("not_yet", "not_applicable"):
            with self.subTest(state):
                self.first(state=state, why=None)
                self.assert_catches(f"S1 is {state}, but does not say why")
                self.first(why="Not begun.", by=["/jobs"])
                self.assert_catches(f"S1 is {state}, but points to something")
                self.first(by=None)

    def test_the_form_is_held(self):
        for members, fault in (({"note": "x"}, "has note"), ({"area": "XYZ"}, "the area XYZ"),
                               ({"state": "done"}, "the state done"),
                               ({"asks": None}, "does not say what is asked"),
                               ({"asks": "no sentence"}, "something else than a sentence"),
                               ({"why": " "}, "why that says nothing"),
                               ({"by": []}, "by that points nowhere"), ({"by": "x"}, "list of"),
                               ({"state": "partly", "by": ["/jobs", "/jobs"]}, "the same twice")):
            with self.subTest(fault):
                before = dict(self.rows[0])
                self.first(**members)
                self.assert_catches(fault)
                self.rows[0] = before

    def test_what_is_no_list_of_rows_is_caught(self):
        self.rows = {"S1": "met"}
        self.assert_catches("is no list of rows")

    def test_a_member_stands_once(self):
        (self.root / "docs/conformance.yaml").write_text("- id: S1\n  id: S2\n")
        self.assertIn("stands twice", "".join(check_conformance.check(self.root)))


if __name__ == "__main__":
    unittest.main()
