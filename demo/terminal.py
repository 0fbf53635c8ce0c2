#!/usr/bin/env python3
"""Runs a command as at a terminal 100 columns wide, and shows what it prints.

    demo/terminal.py COPY CUT COMMAND [ARGUMENT…]

COPY is a file that gets all that was printed, as plain text. CUT is "all", "first=N" (the first N
lines are shown) or "each=N" (of each paragraph). What is left out is counted. The exit code is the
command's. A program sets its tables and lines for the terminal that it writes to; through a pipe it
would not, and the reader would see something that nobody sees who types the command.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

COLUMNS = 100
ROWS = 40
STYLE = re.compile(rb"\x1b\[[0-9;]*m")
PASSING = re.compile(rb"\r[^\n]*?\x1b\[K")  # The progress bar, and what takes it away.


def columns():
    try:
        return min(COLUMNS, os.get_terminal_size(sys.stdout.fileno()).columns)
    except OSError:
        return COLUMNS


def read_all(terminal):
    printed = b""
    while True:
        try:
            some = os.read(terminal, 65536)
        except OSError:  # The other end is gone.
            return printed
        if not some:
            return printed
        printed += some


def cut(text, how):
    """The lines to show, and in the place of others how many they are."""
    where, _, most = how.partition("=")
    if where == "all":
        return text
    shown, here, left_out = [], 0, 0

    def say_left_out():
        if left_out:
            said = f"  … {left_out} more {'line' if left_out == 1 else 'lines'}\n".encode()
            # Beside a single line, below several.
            shown.append(shown.pop().rstrip(b"\n") + said if most == "1" else said)

    for line in text.splitlines(keepends=True):
        if where == "each" and not STYLE.sub(b"", line).strip():
            say_left_out()
            shown.append(line)
            here, left_out = 0, 0
        elif here < int(most):
            shown.append(line)
            here += 1
        else:
            left_out += 1
    say_left_out()
    return b"".join(shown)


def run(copy, how, command):
    terminal, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns(), 0, 0))
    environment = {"TERM": "xterm", **os.environ}
    # Nobody is there to answer: a session of its own has no terminal to ask at.
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=screen, stderr=screen,
                               env=environment, start_new_session=True)
    os.close(screen)
    printed = PASSING.sub(b"", read_all(terminal).replace(b"\r\n", b"\n"))
    code = process.wait()
    plain = STYLE.sub(b"", printed)
    with open(copy, "wb") as file:
        file.write(plain)
    shown = printed if sys.stdout.isatty() else plain
    sys.stdout.buffer.write(cut(shown, how))
    sys.stdout.flush()
    return code


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip().splitlines()[2].strip())
    sys.exit(run(sys.argv[1], sys.argv[2], sys.argv[3:]))
