"""The program as a person types it: a data folder of its own, two accounts, every step timed."""

import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLANNER, APPROVER = "asa", "owner1"
SECONDS = 600


class Refused(Exception):
    """A command ended otherwise than expected; what it said."""


class Program:
    def __init__(self, path, folder):
        self.path, self.folder, self.seconds = str(path), folder, {}
        for name, password in ((PLANNER, "kanelbulle regn traktor"),
                               (APPROVER, "fyra gula lyktor brinner")):
            file = folder / f"{name}.password"
            file.touch(mode=0o600)
            file.write_text(password + "\n")

    def run(self, step, *arguments, input=None, codes=(0,)):
        """What it prints. The time is counted under `step`, of which a schema has one or more."""
        began = time.monotonic()
        done = subprocess.run([self.path, *arguments, "--data", str(self.folder / "data"),
                               "--quiet", "--language", "en"], input=input, text=True,
                              capture_output=True, timeout=SECONDS)
        self.seconds[step] = self.seconds.get(step, 0) + time.monotonic() - began
        if done.returncode not in codes:
            raise Refused(f"ombud {' '.join(arguments[:3])} ended with {done.returncode}: "
                          f"{done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def answer(self, step, *arguments, **more):
        return json.loads(self.run(step, *arguments, "--json", **more))

    def begin(self):
        self.run("init", "init", "--organisation", "Exempelförbundet", "--law", "se",
                 "--account", PLANNER, "--password-file", str(self.folder / f"{PLANNER}.password"))
        self.run("init", "account", "add", APPROVER, "--role", "approver",
                 "--new-password-file", str(self.folder / f"{APPROVER}.password"))

    def approve(self, action, by=PLANNER):
        self.run("approve", "actions", "approve", action, "--as", by,
                 "--password-file", str(self.folder / f"{by}.password"))

    def verify(self, receipt):
        """The error of each verifier that does not take the receipt; nothing where both do."""
        key = self.answer("verify receipt", "evidence", "key")["key"]
        errors = []
        try:
            self.run("verify receipt", "verify", str(receipt), "--key", key)
        except Refused as refused:
            errors.append(str(refused))
        other = subprocess.run([sys.executable, "-B", str(ROOT / "tools/verify_ombud.py"),
                                "receipt", str(receipt), "--key", key],
                               capture_output=True, text=True)
        if other.returncode != 0:
            errors.append(f"verify_ombud.py: {other.stdout.strip()} {other.stderr.strip()}")
        return errors
