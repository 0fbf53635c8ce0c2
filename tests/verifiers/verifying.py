"""What the tests of the second verifier share: folders of their own, and what an answer must be."""

import os
import pathlib
import sys
import tempfile
import unittest

import made

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
MEMORY = "/dev/shm"
sys.path.insert(0, str(TOOLS))

from verifier.checkpoint import verifier_key  # noqa: E402  (found by the path above)
from verifier.log import verify_log  # noqa: E402
from verifier.receipt import verify_receipt  # noqa: E402
from verifier.words import Refused  # noqa: E402


class Verifying(unittest.TestCase):
    def setUp(self):
        # Thousands of small files: in memory where the system has a folder for that.
        folder = tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.ours = made.Signer()
        self.logs = 0

    def write(self, name, content):
        (self.folder / name).write_bytes(content)
        return self.folder / name

    def write_log(self, files):
        self.logs += 1
        folder = self.folder / f"log{self.logs}"
        folder.mkdir()
        made.write_log(folder, files)
        return folder

    def answer_to_log(self, files, trusted=None, signer=None):
        """The reason for which the log is refused, or "ok"."""
        folder = self.write_log(files)
        trusted = trusted if trusted is None else self.write("trusted", trusted)
        return self.answer(verify_log, folder, signer, trusted)

    def answer_to_receipt(self, content, signer=None):
        return self.answer(verify_receipt, self.write("receipt", content), signer)

    def answer(self, verify, path, signer=None, *more):
        try:
            verify(path, verifier_key((signer or self.ours).vkey), *more)
            return "ok"
        except Refused as refused:
            self.assertTrue(str(refused))
            return refused.reason
