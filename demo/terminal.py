#!/usr/bin/env python3
"""Runs a command as at a terminal 100 columns wide, and shows what it prints.

    demo/terminal.py COPY COMMAND [ARGUMENT…]

COPY is a file that gets what was printed, as plain text. The exit code is the command's. A program
sets its tables and lines for the terminal that it writes to; through a pipe it would not, and the
reader would see something that nobody sees who types the command.
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


def run(copy, command):
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
    sys.stdout.buffer.write(printed if sys.stdout.isatty() else plain)
    sys.stdout.flush()
    return code


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip().splitlines()[2].strip())
    sys.exit(run(sys.argv[1], sys.argv[2:]))
