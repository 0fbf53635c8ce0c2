#!/usr/bin/env python3
"""The terms of the Data Privacy Vocabulary in the source are those of dpv_terms.yaml: each that the
package's writer or its context names stands there with the version it was looked up in, nothing
stands there that is not used, and what a term is said to be leads somewhere.

    tests/record/dpv_terms_test.py [NAME…]
"""

import pathlib
import re
import unittest

import yaml

ROOT = pathlib.Path(__file__).parents[2]
SOURCES = ["src/processing/package_linked_data.cc", "src/processing/package_context.cc"]
TERM = re.compile(r'"((?:dpv|eu-gdpr|loc):[^"]*)"')


def listed():
    return yaml.safe_load((ROOT / "tests/record/dpv_terms.yaml").read_text())


class DpvTermsTest(unittest.TestCase):
    def test_the_source_uses_what_is_listed_and_nothing_else(self):
        terms = listed()
        named = {term for file in SOURCES for term in TERM.findall((ROOT / file).read_text())}
        self.assertIn("loc:", named)  # What a country's letters are put behind.
        self.assertEqual(named - {"loc:"}, set(terms["classes"]) | set(terms["properties"]))

    def test_each_term_says_the_version_it_was_looked_up_in(self):
        for kind, terms in listed().items():
            for name, term in terms.items():
                self.assertRegex(term["version"], r"^2\.\d+$", name)
                allowed = {"properties": {"domain", "range"}}.get(kind, {"under"})
                self.assertLessEqual(set(term) - {"version"}, allowed, name)

    def test_what_a_term_leads_to_is_listed_and_used(self):
        terms = listed()
        classes = terms["classes"] | terms["above"]
        self.assertFalse(set(terms["classes"]) & set(terms["above"]))
        led_to = {"dpv:Country"}  # What each loc: is.
        for term in (classes | terms["properties"]).values():
            led_to.update(term[way] for way in ("under", "domain", "range") if way in term)
        self.assertLessEqual(led_to, set(classes))
        self.assertLessEqual(set(terms["above"]), led_to)


if __name__ == "__main__":
    unittest.main()
