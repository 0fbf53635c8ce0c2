"""A data folder with people in it, `ombud serve` on it, and somebody who asks."""

import http.client
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import contract

PROGRAM = None
PASSWORD = "kanelbulle regn traktor"
OTHER = "stormigt hav och lampa"
CONTRACT = contract.Contract()


class Serving:
    """`ombud serve` on a free port."""

    def __init__(self, house, *options):
        self.house = house
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", *options], env=house.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines = []
        self.began = time.monotonic()
        line = self.process.stderr.readline()
        self.took = time.monotonic() - self.began
        if not line.startswith("{"):
            raise AssertionError(f"no server: {line}{self.process.stderr.read()}")
        self.address = json.loads(line)["address"]
        self.port = int(self.address.rsplit(":", 1)[1])
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            self.lines.append(line)

    def events(self, name):
        return [line for line in map(json.loads, self.lines) if line["event"] == name]

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(timeout=60)
        self.reader.join(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


class Person:
    """One signed in, or nobody."""

    def __init__(self, serving, context=None):
        self.serving, self.context = serving, context
        self.cookie = self.csrf = None

    def connection(self):
        if self.context:
            return http.client.HTTPSConnection("127.0.0.1", self.serving.port, timeout=30,
                                               context=self.context)
        return http.client.HTTPConnection("127.0.0.1", self.serving.port, timeout=30)

    def ask(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            headers.setdefault("Cookie", self.cookie)
        if self.csrf and method != "GET":
            headers.setdefault("X-CSRF-Token", self.csrf)
        if body is not None:
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        connection = self.connection()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.bytes = answer.read()
        finally:
            connection.close()
        kind = answer.headers.get("Content-Type", "")
        text = answer.bytes.decode(errors="replace")
        answer.text, answer.json = text, json.loads(text) if "json" in kind else None
        # Whatever a test asks for: no answer that the contract does not know of.
        fault = CONTRACT.check(method, path, answer.status, kind, answer.json or text)
        if fault:
            raise AssertionError(fault)
        return answer

    def sign_in(self, name, password):
        answer = self.ask("POST", "/api/accounts/session", {"name": name, "password": password})
        if answer.status == 201:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
            self.csrf = answer.json["csrf_token"]
        return answer


class House(unittest.TestCase):
    first = None  # The folder that others are copies of.

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ombud-serve-")
        self.path = pathlib.Path(self.folder.name)
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": self.folder.name, "LC_ALL": "C.UTF-8",
                            "OMBUD_DATA": str(self.path / "data")}
        self.furnish()
        self.serving = None

    def furnish(self):
        """Made once and copied for each test: three passwords to hash are three times 46 MiB."""
        if House.first is None:
            House.first = tempfile.TemporaryDirectory(prefix="ombud-first-")
            own = self.environment["OMBUD_DATA"]
            self.environment["OMBUD_DATA"] = House.first.name + "/data"
            self.make()
            self.environment["OMBUD_DATA"] = own
        shutil.copytree(House.first.name + "/data", self.path / "data")

    def make(self):
        self.ombud("init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa",
                   OMBUD_PASSWORD=PASSWORD)
        for name, role in (("bo", "dpo"), ("cia", "handler")):
            self.ombud("account", "add", name, "--role", role, OMBUD_NEW_PASSWORD=OTHER)

    def tearDown(self):
        if self.serving:
            self.serving.stop(signal.SIGKILL)
        self.folder.cleanup()

    def ombud(self, *arguments, code=0, **more):
        done = subprocess.run([PROGRAM, *arguments], env=self.environment | more, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def serve(self, *options):
        self.serving = Serving(self, *options)
        return self.serving

    def signed_in(self, name="asa", password=PASSWORD):
        person = Person(self.serving)
        answer = person.sign_in(name, password)
        self.assertEqual(answer.status, 201, answer.text)
        return person

    def entries(self, event):
        return json.loads(self.ombud("evidence", "list", "--event", event, "--reference", "test",
                                     "--limit", "1000", "--json"))
