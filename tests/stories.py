#!/usr/bin/env python3
"""Runs stories: commands as a person types them, and what they answer.

    tests/stories.py PROGRAM STORY…

A story is a text file, read line by line:

    # Text for the reader. A line that begins with # does nothing.
    < file secret.txt            creates a file from the lines up to the one that is only >
    correct horse
    >
    $ ombud init --password-file secret.txt      # a command for the shell; comments as there
    The data folder is ready.                    the lines that it must print, stdout and stderr
    $ ombud actions approve A-0001
    conflict: A-0001 is not ready   # exit 5     the code that it must end with, where it is not 0

In expected lines [...] stands for any text, [WORD=] for any text without a space, which later
lines and commands then know as [WORD] and $WORD. A line that is only ... stands for any lines.
Blank lines at the end of an answer don't count; `# exit N` may also stand on a line of its own.

Each story has a fresh folder, in which its commands run and its files lie; OMBUD_DATA names data/
in it, $HERE is the folder of the story itself, with what several stories share, and $STORY is a
name for databases of its own, which the story itself creates and drops.
"""

import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SECONDS = 120
EXIT = re.compile(r"\s*# exit (\d+)$")
MARK = re.compile(r"\\\[\\\.\\\.\\\.\\\]|\\\[([A-Z_]+)(=?)\\\]")


class Step:
    def __init__(self, line, command):
        self.line, self.command, self.expected, self.code = line, command, [], 0


def read(text):
    """Each part of a story in order: a Step, or (name, content) of a file."""
    parts, file = [], None
    for number, line in enumerate(text.splitlines(), 1):
        if file is not None:
            if line == ">":
                parts.append((file, "".join(content)))
                file = None
            else:
                content.append(line + "\n")
        elif line.startswith("< file "):
            file, content = line.removeprefix("< file ").strip(), []
        elif line.startswith("$ "):
            parts.append(Step(number, line[2:]))
        elif parts and isinstance(parts[-1], Step):
            if code := EXIT.search(line):
                parts[-1].code = int(code[1])
                line = line[:code.start()]
                if not line:
                    continue
            if not line.startswith("#"):
                parts[-1].expected.append(line.rstrip())
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"line {number} belongs to no command")
    return parts


def pattern(lines, words):
    """A regular expression for the expected lines; words found before are put in."""
    def mark(match):
        if match[1] is None:
            return ".*?"
        if match[2]:
            return rf"(?P<{match[1]}>\S+?)"
        return re.escape(words[match[1]])
    return "".join(r"(?:.*\n)*?" if line == "..." else MARK.sub(mark, re.escape(line)) + r"[ \t]*\n"
                   for line in lines)


def strip_end(lines):
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def run(step, folder, words, environment):
    """What is wrong with a step's answer; nothing where it is as told."""
    done = subprocess.run(["bash", "-c", step.command], cwd=folder, env={**environment, **words},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=SECONDS)
    actual = strip_end(done.stdout.decode(errors="replace").splitlines())
    expected = strip_end(step.expected)
    match = re.fullmatch(pattern(expected, words), "".join(line + "\n" for line in actual))
    if match:
        words.update(match.groupdict())
    if match and done.returncode == step.code:
        return None
    lines = list(difflib.unified_diff(expected, actual, "told", "answered", lineterm="", n=99))
    return "\n".join([f"$ {step.command}", *(lines if not match else actual),
                      f"exit {done.returncode}, told {step.code}"])


def tell(program, story):
    """Runs one story to its end or its first fault, which is printed."""
    with tempfile.TemporaryDirectory(prefix="ombud-story-") as name:
        folder, words = pathlib.Path(name), {}
        programs = folder / ".programs"
        programs.mkdir()
        (programs / "ombud").symlink_to(program.resolve())
        environment = {"PATH": f"{programs}:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": name,
                       "LC_ALL": "C.UTF-8", "TZ": "UTC", "OMBUD_DATA": f"{name}/data",
                       "STORY": f"story_{story.stem}_{os.getpid()}",
                       "HERE": str(story.resolve().parent),
                       **{k: v for k, v in os.environ.items() if k.startswith("OMBUD_TEST_")}}
        for part in read(story.read_text()):
            if isinstance(part, tuple):
                (folder / part[0]).write_text(part[1])
            elif fault := run(part, folder, words, environment):
                print(f"{story}:{part.line}\n{fault}")
                return False
    return True


def main(arguments):
    if len(arguments) < 2:
        print("usage: tests/stories.py PROGRAM STORY…", file=sys.stderr)
        return 2
    told = [tell(pathlib.Path(arguments[0]), pathlib.Path(story)) for story in arguments[1:]]
    return not all(told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
