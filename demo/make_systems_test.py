#!/usr/bin/env python3
"""Holds the demo's people to what is promised of them: invented, and the same each time."""

import contextlib
import pathlib
import re
import sqlite3
import tempfile
import unittest

import people
from make_systems import make

PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d{6}-?\d{4}(?!\d)")
PHONE = re.compile(r"(?<![\w.-])(?:\+46 ?|0)\d{1,3}[ -]?\d{2,4}[ -]?\d{2} ?\d{2}(?! ?\d)")
EMAIL = re.compile(r"[^\s@,;()<>:]+@([\w.-]*\w)")
RESERVED = re.compile(r"(^|\.)(example|example\.(com|net|org))$")
# Columns of digits that are neither.
OTHER_NUMBERS = {"ocr", "password", "token", "order_number", "medlemsnummer", "arendenummer"}


def check_digit_is_right(number):
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(number[2:])]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def is_fictitious(phone):
    digits = re.sub(r"\D", "", phone.replace("+46", "0"))
    return any(digits.startswith(prefix) and first <= int(digits[len(prefix):] or 0) <= last
               for prefix, first, last in people.PHONE_RANGES)


class Systems(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.made = make(cls.folder.name)

    def every_text(self):
        for name, path in self.made.items():
            with contextlib.closing(sqlite3.connect(path)) as db:
                tables = [row[0] for row in db.execute(
                    "SELECT name FROM sqlite_schema WHERE type='table'")]
                for table in tables:
                    rows = db.execute(f"SELECT * FROM {table}")
                    columns = [column[0] for column in rows.description]
                    for row in rows:
                        for column, value in zip(columns, row):
                            if isinstance(value, str) and column not in OTHER_NUMBERS:
                                yield f"{name}.{table}.{column}", value

    def test_are_the_same_each_time(self):
        with tempfile.TemporaryDirectory() as again:
            for name, path in make(again).items():
                self.assertEqual(path.read_bytes(), self.made[name].read_bytes(), name)

    def test_have_no_reference_that_leads_nowhere(self):
        for name, path in self.made.items():
            with contextlib.closing(sqlite3.connect(path)) as db:
                self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [], name)
                self.assertEqual(db.execute("PRAGMA integrity_check").fetchone(), ("ok",), name)

    def test_know_personal_numbers_of_the_official_test_series_only(self):
        official = set(people.official_numbers())
        self.assertTrue(all(check_digit_is_right(number) for number in official))
        seen = set()
        for place, text in self.every_text():
            for number in PERSONAL_NUMBER.findall(text):
                self.assertIn(number.replace("-", ""), official, place)
                seen.add(number)
        self.assertGreater(len(seen), 300)

    def test_give_a_personal_number_to_one_person(self):
        with contextlib.closing(sqlite3.connect(self.made["medlem"])) as db:
            numbers = [row[0] for row in db.execute(
                "SELECT personnummer FROM medlem WHERE personnummer IS NOT NULL")]
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_know_fictitious_phone_numbers_only(self):
        seen = 0
        for place, text in self.every_text():
            for phone in PHONE.findall(PERSONAL_NUMBER.sub("", text)):
                self.assertTrue(is_fictitious(phone), f"{place}: {phone}")
                seen += 1
        self.assertGreater(seen, 4000)

    def test_write_to_reserved_domains_only(self):
        seen = 0
        for place, text in self.every_text():
            for domain in EMAIL.findall(text):
                self.assertRegex(domain, RESERVED, place)
                seen += 1
        self.assertGreater(seen, 3000)

    def test_hold_a_few_thousand_people(self):
        counted = 0
        for name, table in (("rekry", "candidate"), ("rekry", "referee"), ("medlem", "medlem"),
                            ("medlem", "narstaende"), ("tidrapport", "users")):
            with contextlib.closing(sqlite3.connect(self.made[name])) as db:
                counted += db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        self.assertTrue(2000 < counted < 5000, counted)

    def test_have_the_person_of_the_demo_in_all_three(self):
        places = [("medlem", "medlem", "personnummer", "19840407-2384"),
                  ("rekry", "candidate", "email", "karin.ahlstrom@example.org"),
                  ("tidrapport", "users", "email", "karin.ahlstrom@forbundet.example")]
        for name, table, column, value in places:
            with contextlib.closing(sqlite3.connect(self.made[name])) as db:
                rows = db.execute(f"SELECT count(*) FROM {table} WHERE {column}=?", (value,))
                self.assertEqual(rows.fetchone()[0], 1, name)


if __name__ == "__main__":
    unittest.main()
