#!/usr/bin/env python3
"""The demo's end: the door opens, those who are named can come in, and Ctrl-C closes it in order.

    demo/door_test.py PROGRAM
"""

import http.client
import json
import os
import pathlib
import pty
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = None
DEMO = pathlib.Path(__file__).parent / "demo.sh"
PATIENCE_S = 600


def free_8080():
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", 8080))
        except OSError:
            return False
    return True


class Terminal:
    """The demo at a terminal."""

    def __init__(self, folder, *options):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execv(DEMO, [str(DEMO), PROGRAM, folder, *options])
        self.printed = ""

    def read_until(self, pattern):
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            found = re.search(pattern, self.printed)
            if found:
                return found
            try:
                some = os.read(self.terminal, 65536)
            except OSError:
                break
            if not some:
                break
            self.printed += re.sub(r"\x1b\[[0-9;]*m", "", some.decode(errors="replace"))
        found = re.search(pattern, self.printed)
        if not found:
            raise AssertionError(f"no {pattern} in: {self.printed[-3000:]}")
        return found

    def end(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)


class DoorTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ombud-door-")

    def tearDown(self):
        self.folder.cleanup()

    def leave(self, demo):
        """Whatever the test found, nothing of it goes on."""
        try:
            os.kill(demo.pid, signal.SIGTERM)
            os.waitpid(demo.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def test_those_who_are_named_come_in_until_ctrl_c(self):
        was_free = free_8080()
        demo = Terminal(self.folder.name)
        self.addCleanup(self.leave, demo)
        address = demo.read_until(r"listens at (http://[0-9.:]+)")[1]
        demo.read_until(r"Ctrl-C ends it")
        if was_free:
            self.assertEqual(address, "http://127.0.0.1:8080")
        people = re.findall(r"^  (\S+) +(\S.*?)  +\w[\w ]+: ", demo.printed.replace("\r", ""),
                            re.MULTILINE)
        self.assertEqual(len(people), 4, demo.printed[-1500:])
        roles = set()
        for name, password in people:
            connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
            connection.request("POST", "/api/accounts/session",
                               json.dumps({"name": name, "password": password}),
                               {"Content-Type": "application/json"})
            answer = connection.getresponse()
            body = json.loads(answer.read())
            connection.close()
            self.assertEqual(answer.status, 201, (name, body))
            roles.update(body["roles"])
        self.assertLessEqual({"coordinator", "approver", "dpo", "administrator"}, roles)
        os.write(demo.terminal, b"\x03")
        demo.read_until(r"The door is closed; what was begun has ended in order")
        demo.read_until(r"How to go on by hand")
        self.assertEqual(demo.end(), 0)
        with self.assertRaises(OSError):
            socket.create_connection(address.removeprefix("http://").split(":"), timeout=2)

    def test_without_a_terminal_it_answers_and_ends(self):
        done = subprocess.run([DEMO, PROGRAM, self.folder.name], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=PATIENCE_S)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)
        self.assertIn('{"status":"ok"}', done.stdout)
        self.assertIn("It answers, and has ended in order.", done.stdout)

    def test_on_request_it_stays_shut(self):
        done = subprocess.run([DEMO, PROGRAM, self.folder.name, "--no-serve"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=PATIENCE_S)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)
        self.assertNotIn("listens at", done.stdout)
        wrong = subprocess.run([DEMO, PROGRAM, "a", "b"], capture_output=True, text=True)
        self.assertEqual(wrong.returncode, 2)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unittest.main()
