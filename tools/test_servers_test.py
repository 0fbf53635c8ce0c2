#!/usr/bin/env python3
"""The servers of the tests answer while the command runs, and nothing of them is left after it."""

import os
import pathlib
import signal
import subprocess
import sys
import unittest

TOOL = pathlib.Path(__file__).with_name("test-servers")
ASK = """
psql -h "$OMBUD_TEST_POSTGRESQL" -p "$OMBUD_TEST_POSTGRESQL_PORT" -U ombud -d postgres -Atc \
  "SELECT rolsuper, current_setting('listen_addresses') = '' FROM pg_roles
   WHERE rolname = current_user"
for user in ombud root; do
  mariadb --no-defaults --socket "$OMBUD_TEST_MARIADB" --user $user --skip-column-names \
    --execute "CREATE DATABASE of_$user; SELECT @@skip_networking, @@character_set_server"
done
echo "$OMBUD_TEST_POSTGRESQL"
"""


def start(script):
    return subprocess.Popen([sys.executable, str(TOOL), "run", "bash", "-c", script],
                            stdout=subprocess.PIPE, text=True)


def processes_in(folder):
    """Those whose command line names the folder."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if folder.encode() in path.read_bytes():
                found.append(int(path.parts[2]))
        except OSError:
            pass  # It ended meanwhile.
    return found


class TestServersTest(unittest.TestCase):
    def assert_nothing_left(self, folder):
        self.assertTrue(folder.startswith("/"))
        self.assertFalse(os.path.exists(folder))
        self.assertEqual(processes_in(folder), [])

    def test_both_answer_and_the_exit_code_is_the_commands(self):
        run = start(ASK + "exit 3")
        lines = run.communicate()[0].splitlines()
        self.assertEqual(run.returncode, 3)
        self.assertEqual(lines[:3], ["t|t", "1\tutf8mb4", "1\tutf8mb4"])
        self.assert_nothing_left(lines[-1])

    def test_a_signal_stops_command_and_servers(self):
        run = start('echo "$OMBUD_TEST_POSTGRESQL"; exec sleep 600')
        folder = run.stdout.readline().strip()
        servers = processes_in(folder)
        self.assertNotEqual(servers, [])
        self.assertNotIn(0, [pathlib.Path(f"/proc/{server}").stat().st_uid for server in servers])
        run.send_signal(signal.SIGTERM)
        run.communicate()
        self.assertEqual(run.returncode, 143)
        self.assert_nothing_left(folder)


if __name__ == "__main__":
    unittest.main()
