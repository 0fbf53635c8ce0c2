#!/usr/bin/env python3
"""The package's JSON-LD, read by a program that knows nothing of Ombud: it expands offline with the
context beside it, no key is dropped on the way, and each term of the Data Privacy Vocabulary is one
of tests/record/dpv_terms.yaml, used as the vocabulary means it.

    tests/http/linked_data_test.py PROGRAM [NAME…]
"""

import itertools
import json
import os
import re
import sys
import unittest

import house
import rdflib
import yaml
from derived_test import RECORD, Derived

BASE = "https://ombud.invalid/record/"
TYPE = str(rdflib.RDF.type)
TERMS = yaml.safe_load((RECORD.parent / "dpv_terms.yaml").read_text())
CLASSES = TERMS["classes"] | TERMS["above"]
rdflib.NORMALIZE_LITERALS = False  # An instant stays as it is written.


class Document:
    """The document as JSON says it, each key once for each value: what must come out."""

    def __init__(self, document, context):
        self.context = context
        self.statements = set()
        self.unnamed = itertools.count()
        self.node(document)

    def absolute(self, word):
        prefix, colon, rest = word.partition(":")
        return self.context[prefix] + rest if colon and prefix in self.context else BASE + word

    def node(self, json_node):
        subject = (self.absolute(json_node["@id"]) if "@id" in json_node
                   else f"_:{next(self.unnamed)}")
        for key, value in json_node.items():
            for one in value if isinstance(value, list) else [value]:
                if key == "@graph":
                    self.node(one)
                elif key == "@type":
                    term = self.context.get(one, one)
                    self.statements.add((subject, TYPE, self.absolute(term)))
                elif key not in ("@context", "@id"):
                    self.statement(subject, self.context[key], one)
        return subject

    def statement(self, subject, meaning, value):
        if isinstance(meaning, str):
            meaning = {"@id": meaning}
        if isinstance(value, dict):
            value = self.node(value)
        elif meaning.get("@type") == "@id":
            value = self.absolute(value)
        self.statements.add((subject, self.absolute(meaning["@id"]), value))


def superior(name):
    """A class and all that it is under."""
    while name:
        yield name
        name = CLASSES[name].get("under")


class LinkedDataTest(Derived):
    def read(self, **asked):
        """As it lies in a folder, so that the context is found beside it and nowhere else."""
        files = self.unpacked(**asked)
        folder = self.path / f"linked-{next(self.counted)}"
        folder.mkdir()
        for name in ("record.jsonld", "context.jsonld"):
            (folder / name).write_bytes(files[name])
        graph = rdflib.ConjunctiveGraph()
        graph.parse(str(folder / "record.jsonld"), format="json-ld")
        context = json.loads(files["context.jsonld"])["@context"]
        self.prefixes = {prefix: context[prefix] for prefix in ("dpv", "eu-gdpr", "loc")}
        return json.loads(files["record.jsonld"]), context, set(graph)

    def short(self, node):
        """`dpv:Store` of its address; nothing of what is not of the vocabulary."""
        for prefix, address in self.prefixes.items():
            if str(node).startswith(address):
                return f"{prefix}:{str(node)[len(address):]}"
        return None

    def every_way(self):
        for asked in ({}, {"with_secret": True, "drafts": True}, {"role": "processor"},
                      {"customer": "P-0005", "drafts": True}):
            yield asked, *self.read(**asked)

    def test_nothing_that_is_written_is_dropped(self):
        for asked, document, context, graph in self.every_way():
            with self.subTest(**asked):
                said = Document(document, context).statements
                self.assertGreater(len(said), 10)
                self.assertEqual({(predicate, str(value)) for _, predicate, value in said
                                  if not str(value).startswith("_:")},
                                 {(str(predicate), str(value)) for _, predicate, value in graph
                                  if not isinstance(value, rdflib.BNode)})
                self.assertEqual(len(said), len(graph))

    def test_every_term_of_the_vocabulary_is_one_that_was_looked_up(self):
        for asked, _, context, graph in self.every_way():
            with self.subTest(**asked):
                used = {name for triple in graph for name in map(self.short, triple) if name}
                for name in sorted(used):
                    if name.startswith("loc:"):
                        self.assertTrue(re.fullmatch("loc:[A-Z]{2}", name), name)
                    else:
                        self.assertTrue(name in TERMS["classes"] or name in TERMS["properties"],
                                        name)
                for _, predicate, value in graph:
                    self.assertIn(self.short(predicate), {None, *TERMS["properties"]})
                    if predicate == rdflib.RDF.type and self.short(value):
                        self.assertIn(self.short(value), set(TERMS["classes"]))
                    # Nothing in the context is a word without meaning.
                    self.assertTrue(str(predicate).startswith((*self.prefixes.values(),
                                                               context["ombud"], context["dct"],
                                                               str(rdflib.RDF))), predicate)

    def test_properties_join_what_the_vocabulary_says_they_join(self):
        for asked, _, _, graph in self.every_way():
            with self.subTest(**asked):
                types = {}
                for subject, predicate, value in graph:
                    if predicate == rdflib.RDF.type and self.short(value):
                        types.setdefault(subject, set()).add(self.short(value))

                def fits(node, wanted, types=types):
                    name = self.short(node)
                    known = set(types.get(node, ()))
                    if name:
                        known.add("dpv:Country" if name.startswith("loc:") else name)
                    # What the vocabulary has no class for is not judged.
                    return not known or any(wanted in superior(one) or one in superior(wanted)
                                            for one in known)

                for subject, predicate, value in graph:
                    term = TERMS["properties"].get(self.short(predicate), {})
                    for way, node in (("domain", subject), ("range", value)):
                        if way in term:
                            self.assertTrue(fits(node, term[way]),
                                            (way, subject, predicate, value))
                    if "range" in term:
                        self.assertNotIsInstance(value, rdflib.Literal, (subject, predicate))


if __name__ == "__main__":
    house.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
