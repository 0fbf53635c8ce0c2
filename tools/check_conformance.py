#!/usr/bin/env python3
"""Fails where docs/conformance.yaml says more than the tree bears out.

Each row is a requirement: what is asked (in our own words), its state, by what it is met, and what
is missing. A row points to things that can be looked up, and each is:

    src/ROOM/x_test.cc Suite.Name             a C++ test
    tests/http/x_test.py test_name            a Python test
    src/ROOM/stories/x.story                  commands and their answers
    tests/web/x.journey.ts name               what somebody does in the browser
    GET /api/ROOM/...                         a route of the contract
    /ROOM/...                                 a page
    ombud NOUN VERB                           a command
    kind.field, kind.rows.field=word          a field of a kind of record, or a word of a choice
    packs/PACK/x.yaml kind.key                a record that a pack brings
    docs/x.md                                 a page of the documentation

Only the first four prove something: `met` needs one of them. `partly` needs a pointer and a reason,
the other two states a reason only.
"""

import pathlib
import re
import sys

import yaml

import join_api

ROOT = pathlib.Path(__file__).parent.parent
FILE = "docs/conformance.yaml"
IDS = [f"S{number}" for number in range(1, 409)]
AREAS = ("ACC", "COM", "CON", "DSR", "GOV", "INC", "INF", "LOG", "PRC", "QUA", "REG", "RET", "RSK",
         "SCN", "SEC", "VOC", "WEB")
STATES = ("met", "partly", "not_yet", "not_applicable")
MEMBERS = ("id", "area", "asks", "state", "by", "why")
PAGES_OF_KINDS = ("/{room}", "/{room}/$kind", "/{room}/$kind/new", "/{room}/$kind/$number")


class Tree:
    """What there is to point to; each file is read once."""

    def __init__(self, root):
        self.root = root
        self.kinds = {}
        for path in sorted(root.glob("src/*/kinds/*.yaml")):
            kind = yaml.safe_load(path.read_text())
            self.kinds[kind["kind"]] = kind
        self.texts = {}
        self.packs = {}
        self.routes = self.pages = self.commands = None

    def text(self, path):
        """The file's text, or None where there is none."""
        if path not in self.texts:
            file = self.root / path
            self.texts[path] = file.read_text() if file.is_file() else None
        return self.texts[path]

    def has_route(self, verb, path):
        if self.routes is None:
            whole, _ = join_api.join(self.root)
            self.routes = {(verb.upper(), path) for path, verbs in whole["paths"].items()
                           for verb in verbs}
        return (verb, path) in self.routes

    def has_page(self, path):
        if self.pages is None:
            self.pages = {"/"}
            for file in self.root.glob("src/*/web/*.ts*"):
                text = file.read_text()
                self.pages.update(re.findall(r"\bpath: '(/[^']*)'", text))
                for room in re.findall(r"recordPages\(\{\s*room: '([a-z]+)'", text):
                    self.pages.update(page.format(room=room) for page in PAGES_OF_KINDS)
        return path in self.pages

    def has_command(self, name):
        if self.commands is None:
            self.commands = set()
            for file in self.root.glob("src/*/*.cc"):
                if not file.name.endswith("_test.cc"):
                    self.commands.update(re.findall(r'\.name = "([a-z][a-z -]*)"',
                                                    file.read_text()))
        return name in self.commands

    def has_field(self, pointer):
        path, _, word = pointer.partition("=")
        kind, *names = path.split(".")
        field = self.kinds.get(kind)
        for name in names:
            field = (field or {}).get("fields", {}).get(name)
        if field is None:
            return False
        # YAML reads a bare `no` as false.
        words = {"no" if of is False else "yes" if of is True else of
                 for of in field.get("of", {})}
        return not word or word in words

    def has_content(self, path, kind, key):
        if path not in self.packs:
            self.packs[path] = yaml.load(self.text(path) or "", yaml.BaseLoader) or {}
        return key in self.packs[path].get(kind, {})


def look_up(tree, pointer):
    """(whether it proves something, what is wrong with it or None)."""
    if re.fullmatch(r"src/\S+_test\.cc \w+\.\w+", pointer):
        path, name = pointer.split()
        suite, test = name.split(".")
        there = re.search(rf"^(TYPED_)?TEST(_F|_P)?\({suite},\s*{test}\)", tree.text(path) or "",
                          re.MULTILINE)
        return True, None if there else "is no test there"
    if re.fullmatch(r"(tests|tools|demo)/\S+\.py \w+", pointer):
        path, name = pointer.split()
        there = re.search(rf"^\s+def {name}\(self\)", tree.text(path) or "", re.MULTILINE)
        return True, None if there and name.startswith("test_") else "is no test there"
    if re.fullmatch(r"(src/\w+/stories|tests/journeys)/\S+\.story", pointer):
        return True, None if tree.text(pointer) else "is no story"
    if re.fullmatch(r"tests/web/\S+\.journey\.ts \w+", pointer):
        path, name = pointer.split()
        there = re.search(rf"^export const {name}: ", tree.text(path) or "", re.MULTILINE)
        return True, None if there else "is no journey there"
    if re.fullmatch(r"(GET|POST|PUT|PATCH|DELETE) /\S+", pointer):
        return False, None if tree.has_route(*pointer.split()) else "is no route"
    if pointer.startswith("/"):
        return False, None if tree.has_page(pointer) else "is no page"
    if pointer.startswith("ombud "):
        there = tree.has_command(pointer.removeprefix("ombud "))
        return False, None if there else "is no command"
    if re.fullmatch(r"packs/\S+\.yaml [a-z_]+\.[a-z_]+", pointer):
        path, name = pointer.split()
        there = tree.has_content(path, *name.split("."))
        return False, None if there else "is no record of a pack"
    if re.fullmatch(r"docs/\S+\.md", pointer):
        return False, None if tree.text(pointer) else "is no page of the documentation"
    if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+(=[a-z_]+)?", pointer):
        return False, None if tree.has_field(pointer) else "is no field of a kind"
    return False, "is no pointer that can be looked up"


def is_text(value):
    return isinstance(value, str) and value.strip() == value != ""


def form_of(row):
    """What is wrong with the form of a row."""
    for name in row:
        if name not in MEMBERS:
            yield f"has {name}, which is no member"
    if row.get("area") not in AREAS:
        yield f"has the area {row.get('area')}; there are {', '.join(AREAS)}"
    if row.get("state") not in STATES:
        yield f"has the state {row.get('state')}; there are {', '.join(STATES)}"
    if not is_text(row.get("asks")):
        yield "does not say what is asked"
    elif not row["asks"][0].isupper() or row["asks"][-1] != "." or len(row["asks"]) > 240:
        yield "asks in something else than a sentence of at most 240 characters"
    if "why" in row and not is_text(row["why"]):
        yield "has a why that says nothing"
    by = row.get("by", [])
    if not isinstance(by, list) or not all(is_text(one) for one in by):
        yield "has something else than a list of pointers in by"
    elif "by" in row and not by:
        yield "has a by that points nowhere"
    elif len(set(by)) != len(by):
        yield "points to the same twice"


def needs_of(row, proofs):
    """What the state of a row needs that it lacks."""
    state, by = row["state"], row.get("by", [])
    if state == "met" and not proofs:
        yield "is met, but no test, story or journey shows it"
    if state == "partly" and not by:
        yield "is partly met, but points to nothing"
    if state in ("not_yet", "not_applicable") and by:
        yield f"is {state}, but points to something"
    if state != "met" and "why" not in row:
        yield f"is {state}, but does not say why"


def check(root=ROOT):
    """Every fault of the file, as a line."""
    try:
        rows = yaml.load((root / FILE).read_text(), join_api.OnceLoader)
    except (OSError, yaml.YAMLError) as error:
        yield f"{FILE}: {error}"
        return
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield f"{FILE}: is no list of rows"
        return
    ids = [row.get("id") for row in rows]
    for wanted in IDS:
        if ids.count(wanted) != 1:
            yield f"{FILE}: {wanted} stands {ids.count(wanted)} times, not once"
    for other in sorted({str(one) for one in ids} - set(IDS)):
        yield f"{FILE}: {other} is no requirement"
    if [one for one in ids if one in IDS] != sorted({one for one in ids if one in IDS},
                                                    key=IDS.index):
        yield f"{FILE}: the rows are not in the order of their numbers"
    tree = Tree(root)
    for row in rows:
        faults = list(form_of(row))
        proofs = 0
        for pointer in row.get("by", []) if not faults else []:
            proves, wrong = look_up(tree, pointer)
            proofs += proves
            if wrong:
                faults.append(f"{pointer} {wrong}")
        if row.get("state") in STATES and isinstance(row.get("by", []), list):
            faults.extend(needs_of(row, proofs) if not faults else [])
        for fault in faults:
            yield f"{FILE}: {row.get('id')} {fault}"


def main():
    faults = list(check())
    for fault in faults:
        print(fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
