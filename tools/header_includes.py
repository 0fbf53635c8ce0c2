"""Does a header include what it names? Looked at as text, in no time.

The precompiled header hides a missing include from the compiler, and compiling each header alone
costs half a second apiece: ./run tidy does that. Here a std name wants its header, and a name of
another room wants a header of that room, from this file or from one that it includes.
"""

import re

# What gives the name; where there are several, any of them.
GIVES = {
    "string": "string", "string_view": "string_view string", "vector": "vector",
    "optional": "optional", "map": "map", "set": "set", "unordered_map": "unordered_map",
    "unordered_set": "unordered_set", "span": "span", "variant": "variant", "array": "array",
    "function": "functional", "unique_ptr": "memory", "shared_ptr": "memory",
    "make_unique": "memory", "chrono": "chrono", "atomic": "atomic", "mutex": "mutex",
    "thread": "thread", "deque": "deque", "filesystem": "filesystem", "tuple": "tuple",
    "runtime_error": "stdexcept", "ostream": "iosfwd ostream iostream sstream",
}
STANDARD = re.compile(r"\bstd::(\w+)")
ROOM = re.compile(r"(?<![\w:])(?:ombud::)?([a-z]+)::\w")
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)


def reached(root, text, seen):
    """Every header that the text includes, ours followed into theirs."""
    for name in INCLUDE.findall(text):
        if name not in seen:
            seen.add(name)
            own = root / "src" / name
            if "/" in name and own.is_file():
                reached(root, own.read_text(), seen)
    return seen


def faults(root, path, text, code):
    """Each (line, fault) of a header under src/."""
    headers, told = reached(root, text, set()), set()
    rooms = {name.split("/")[0] for name in headers if "/" in name}
    own_room = path.split("/")[1]
    for match in STANDARD.finditer(code):
        gives = GIVES.get(match[1], "").split()
        if gives and not headers & set(gives) and match[1] not in told:
            told.add(match[1])
            yield code.count("\n", 0, match.start()) + 1, f"std::{match[1]} needs <{gives[0]}>"
    for match in ROOM.finditer(code):
        room = match[1]
        if ((root / "src" / room).is_dir() and room not in rooms | {own_room} | told
                and not re.search(rf"namespace (ombud::)?{room}\b", code)):
            told.add(room)
            yield code.count("\n", 0, match.start()) + 1, f"{match[0]}… needs a header of {room}"
