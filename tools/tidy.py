#!/usr/bin/env python3
"""The rules of STYLE.md that a machine can hold, each with what to write instead.

    tools/tidy.py [ROOT] [--languages]

--languages asks for all four language files in every room that has texts.
A rule that a file is excused from stands in EXCUSED with its reason. lint_test.py shows that each
rule catches an offence.
"""

import hashlib
import json
import pathlib
import re
import sys

import header_includes
from source_text import blank, code_only, comments, literals, raw_lines

LANGUAGES = ("en", "sv", "da", "nb")
FILE_LINES = 400
FUNCTION_LINES = 70
LINE_COLUMNS = 100

# (rule, pattern in code, what to write instead)
BANS = [
    ("clock", r"\b(system_clock|high_resolution_clock)::now|\btime\((nullptr|NULL|0)\)|"
     r"\bclock_gettime\b", "take a base::Clock as a parameter"),
    ("print", r"\bstd::(cout|cerr|clog)\b|\b(printf|fprintf|puts|fputs|putchar)\s*\(|"
     r"\bfmt::print\b", "cli::Out; nothing else writes to the terminal"),
    ("throw", r"\bthrow\b", "return fail(...)"),
    ("catch", r"\bcatch\s*\(\s*\.\.\.\s*\)", "catch the library's own exception type"),
    ("regex", r"\bstd::(regex|smatch|cmatch)\b|#\s*include\s*<regex>",
     "the matchers of detectors/; std::regex is slow and overflows the stack"),
    ("local time", r"\b(localtime|gmtime|mktime|timegm|strftime)(_r)?\s*\(", "base/clock.h"),
    ("random", r"\b(std::)?(rand|srand)\s*\(|\bstd::random_device\b",
     "base/id.h, or libsodium's randombytes_buf for secrets"),
    ("number from text", r"\bstd::sto(i|l|ll|ul|ull|f|d|ld)\b|\b(atoi|atol|atoll|atof)\s*\(",
     "std::from_chars, which does not throw and tells where it stopped"),
    ("name", r"\b\w*(Manager|Helper|Utils?|Utility|Impl|Service)\b",
     "a name that says what it does"),
    ("using", r"\busing\s+namespace\b", "name what you use"),
]
FILE_NAME = re.compile(r"(^|_)(manager|helpers?|utils?|utility|impl|service)(_|\.|$)")
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SELECT_ALL = re.compile(r"\bselect\s+(\w+\.)?\*", re.IGNORECASE)
SILENCED = re.compile(r"\bNOLINT(NEXTLINE|BEGIN)?\b(?!\([^)]+\)\s*:.{8})")
MAY_THROW = ("throw", "number from text")  # A test may end by throwing.
# One file may break one rule, and here is why.
EXCUSED = {
    ("src/base/clock.cc", "clock"): "the one place that asks the machine for the time",
    ("src/cli/", "print"): "the room that writes to the terminal",
    ("bench/", "print"): "a benchmark of its own program prints its lines",
    ("bench/", "clock"): "measuring takes the machine's time",
    ("fuzz/", "print"): "the fuzzers' programs are not ours to run",
    ("src/main.cc", "catch"): "the last net of the command line: says internal, with a number",
    ("src/sql/test_databases.h", "throw"): "ends one test, where gtest catches it; no room does",
    ("src/cli/", "catch"): "the same, where cli runs a command",
    ("src/jobs/worker.cc", "catch"): "the same, where a worker runs a job",
    ("src/serve/desk.cc", "catch"): "the same, where a request is handled",
    ("tools/names/", "print"): "a program of its own, beside the product",
    ("bench/", "print"): "the same: what bench.py reads",
    ("bench/", "clock"): "measures the processor's time",
    ("src/vault/password.cc", "throw"): "std::bad_alloc, where libsodium has no memory",
}
CALL = re.compile(r"\b(?:fail\s*\(\s*(?:ombud::)?Errc::\w+\s*,|say\s*\()\s*\"([^\"]+)\"")
# {count}, or {count:record|records}: the word for one and the word for several.
PLACEHOLDER = re.compile(r"\{(\w+)(?::[^{}|]*\|[^{}|]*)?\}")
BAD_PLURAL = re.compile(r"\{\w+:(?![^{}|]*\|[^{}|]*\})")
GIVEN = re.compile(r"\{\s*\"(\w+)\"\s*,")
CHECKSUMS = "tools/released_migrations.sha256"


def excused(path, rule):
    return any(path.startswith(place) and rule == name for place, name in EXCUSED)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def is_test(path):
    name = path.split("/")[-1]
    return "_test." in name or name.startswith(("test_", "testing"))


def size_faults(path, text):
    lines = text.splitlines()
    raw = raw_lines(text) if path.endswith((".cc", ".h")) else ()
    if len(lines) > FILE_LINES:
        yield 1, f"{len(lines)} lines; split it by subject at {FILE_LINES}"
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_COLUMNS and number not in raw:
            yield number, f"{len(line)} columns; {LINE_COLUMNS} at most"
        if match := LEFT_OVER.search(line):
            if not path.startswith("tools/"):
                yield number, f"{match[0]}: write an issue instead, or do it"


def code_faults(path, text):
    code = code_only(text)
    yield from function_faults(code)
    for rule, pattern, instead in BANS:
        if excused(path, rule) or (rule == "using" and not path.endswith(".h")):
            continue
        if rule in MAY_THROW and is_test(path):
            continue
        for match in re.finditer(pattern, code):
            yield line_of(code, match.start()), f"{match[0].strip()} ({rule}): write {instead}"
    for number, comment in comments(text):
        if SILENCED.search(comment):
            yield number, "NOLINT needs its check and its reason: // NOLINT(check): why it is right"
    for number, literal in literals(text):
        if SELECT_ALL.search(literal) and not is_test(path):
            yield number, "SELECT *: name the columns, so that a new one changes nothing here"


def function_faults(code):
    """Functions outside classes: in our form they end with a } alone at the first column."""
    opened, pending = None, False
    for number, line in enumerate(code.splitlines(), 1):
        if line == "}":
            if opened and number - opened - 1 > FUNCTION_LINES:
                yield opened, f"a function of {number - opened - 1} lines; {FUNCTION_LINES} at most"
            opened = None
        elif line[:1].strip() and line[0] not in "#}":
            opened = number if line.endswith("{") else None
            pending = not line.endswith(("{", ";"))
        elif pending and line.endswith("{"):
            opened, pending = number, False


def header_faults(root, path, text):
    if path.endswith(".h") and path.startswith("src/"):
        yield from header_includes.faults(root, path, text, code_only(text))
    if path.endswith(".h") and not text.startswith("#pragma once\n"):
        yield 1, "a header begins with #pragma once"
    # x.cc includes x.h before all else, so x.h can't lean on what stands before it.
    own = re.sub(r"\.cc$", ".h", path)
    if path.endswith(".cc") and (root / own).is_file():
        first = re.search(r'^#include\s+(\S+)', text, re.MULTILINE)
        wanted = own.removeprefix("src/")
        if first and first[1] != f'"{wanted}"':
            yield line_of(text, first.start()), f'include "{wanted}" first'


def sql_faults(text):
    for match in SELECT_ALL.finditer(re.sub(r"--[^\n]*", lambda m: blank(m[0]), text)):
        yield line_of(text, match.start()), "SELECT *: name the columns"


def unique(pairs):
    keys = [key for key, _ in pairs]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"{', '.join(sorted(twice))} stands twice")
    return dict(pairs)


class Texts:
    """Every room's sentences, and who uses them."""

    def __init__(self, root):
        self.root, self.files, self.faults = root, {}, []
        for path in sorted(root.glob("src/*/text/*.json")):
            room, language = path.parts[-3], path.stem
            try:
                sentences = json.loads(path.read_text(), object_pairs_hook=unique)
            except ValueError as error:
                self.faults.append(f"{path.relative_to(root)}: {error}")
                continue
            self.files[room, language] = sentences
            for key in sentences:
                if not key.startswith(room + "."):
                    self.faults.append(f"{path.relative_to(root)}: {key} does not begin with "
                                       f"{room}.")
        self.english = {key: sentence for (_, language), sentences in self.files.items()
                        if language == "en" for key, sentence in sentences.items()}

    def translation_faults(self, all_languages):
        for room in sorted({room for room, _ in self.files}):
            english = self.files.get((room, "en"), {})
            for language in LANGUAGES:
                at = f"src/{room}/text/{language}.json"
                if (room, language) not in self.files:
                    if all_languages or language == "en":
                        yield f"{at}: is missing"
                    continue
                sentences = self.files[room, language]
                for key in sorted(english.keys() - sentences.keys()):
                    yield f"{at}: {key} is missing"
                for key in sorted(sentences.keys() - english.keys()):
                    yield f"{at}: {key} is not in en.json"
                for key in sorted(sentences):
                    if BAD_PLURAL.search(sentences[key]):
                        yield f"{at}: {key}: write {{count:one|several}}"
                for key in sorted(english.keys() & sentences.keys()):
                    if (set(PLACEHOLDER.findall(english[key]))
                            != set(PLACEHOLDER.findall(sentences[key]))):
                        yield f"{at}: {key} has other {{parameters}} than en.json"

    def use_faults(self, path, text):
        """Keys that fail() and say() name: they exist, and each parameter is given."""
        for match in CALL.finditer(text):
            key, at = match[1], line_of(text, match.start())
            if key not in self.english:
                yield at, f'"{key}" has no sentence in text/en.json'
                continue
            call = arguments(text, match.end())
            if call is None or (call.strip() and "{{" not in call.replace(" ", "")):
                continue  # parameters made elsewhere
            missing = set(PLACEHOLDER.findall(self.english[key])) - set(GIVEN.findall(call))
            if missing:
                yield at, f'"{key}" needs {", ".join(sorted(missing))}'

    def unused(self, used):
        """Sentences that no string literal names, not even by its beginning ("room.kind." + x)."""
        beginnings = tuple({text for text in used if re.fullmatch(r"[a-z]+\.([a-z_]+[._])?", text)})
        for key in sorted(self.english):
            if key not in used and not (beginnings and key.startswith(beginnings)):
                yield f"src/{key.split('.')[0]}/text/en.json: nothing says {key}"


def arguments(text, start):
    """What stands between `start` and the parenthesis that ends the call."""
    depth = 1
    for at in range(start, min(len(text), start + 2000)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return text[start:at]
    return None


def migration_faults(root):
    """A migration that went out is never edited: its sum stands in the list."""
    sums = root / CHECKSUMS
    for line in sums.read_text().splitlines() if sums.exists() else []:
        if line and not line.startswith("#"):
            digest, _, name = line.partition("  ")
            path = root / name
            if not path.is_file():
                yield f"{name}: was released and is gone"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"{name}: was released; write a new migration instead of editing it"


def check(root, all_languages=False):
    texts, used = Texts(root), set()
    yield from texts.faults
    yield from texts.translation_faults(all_languages)
    for folder in ("src", "tests", "bench", "fuzz", "tools", "demo"):
        for full in sorted((root / folder).rglob("*")):
            if full.suffix not in (".cc", ".h", ".py", ".sql", ".sh") or not full.is_file():
                continue
            path, text = str(full.relative_to(root)), full.read_text()
            found = [*size_faults(path, text)]
            if match := FILE_NAME.search(full.name):
                found.append((1, f"'{match[2]}' in a name says nothing"))
            if full.suffix in (".cc", ".h"):
                found += [*code_faults(path, text), *header_faults(root, path, text)]
                if not path.endswith("_test.cc"):
                    found += texts.use_faults(path, text)
                used.update(literal for _, literal in literals(text))
            if full.suffix == ".sql":
                found += sql_faults(text)
            for number, fault in sorted(found):
                yield f"{path}:{number}: {fault}"
    yield from texts.unused(used)
    yield from migration_faults(root)


def main(words):
    roots = [word for word in words if not word.startswith("--")]
    faults = list(check(pathlib.Path(roots[0] if roots else "."), "--languages" in words))
    print("\n".join(faults) or "tidy")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
