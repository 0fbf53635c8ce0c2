#!/usr/bin/env python3
"""Mail that goes out, to a real SMTP server on loopback and to servers that die.

    tests/mail/outgoing_test.py PROGRAM
"""

import email
import email.policy
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "http"))
import house as houses  # noqa: E402
import servers  # noqa: E402


class Mail(houses.House):
    def setUp(self):
        super().setUp()
        self.letters, self.posts = servers.Letters(), []
        self.file("mail-password", servers.PASSWORD.decode())

    def tearDown(self):
        for post in self.posts:
            post.stop()
        super().tearDown()

    def file(self, name, text):
        path = self.path / name
        path.write_text(text + "\n")
        path.chmod(0o600)
        return str(path)

    def post(self, **how):
        post = servers.Post(self.letters, **how)
        post.start()
        self.posts.append(post)
        return post

    def dying(self, at):
        post = servers.Dying(at)
        self.posts.append(post)
        return post

    def set_server(self, port, *more, host="127.0.0.1"):
        self.ombud("mail", "server", "set", "--server", f"smtp://{host}:{port}", "--sender",
                   "ombud@forbundet.example", "--pages", "https://ombud.forbundet.example", *more)

    def set_address(self, name="asa", address="asa@forbundet.example", language="sv"):
        self.ombud("mail", "address", "set", name, "--in", language, "--from",
                   self.file("address", address))

    def work(self, code=0):
        self.ombud("work", "--until-idle", code=code)

    def messages(self):
        return self.json("mail", "list")

    def json(self, *words):
        return houses.json.loads(self.ombud(*words, "--json"))

    def refusal(self, *words, code):
        done = houses.subprocess.run([houses.PROGRAM, *words, "--json"], env=self.environment,
                                     stdin=houses.subprocess.DEVNULL, capture_output=True,
                                     text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        return houses.json.loads(done.stderr)["error"]["key"]

    def parsed(self, at=0):
        return email.message_from_bytes(self.letters.came[at][2], policy=email.policy.default)

    def round(self, code=0):
        """The daily round and what it sends; 8: something of it waits for a later time."""
        self.ombud("mail", "round")
        self.work(code)

    def anchor(self, *addresses):
        self.ombud("mail", "checkpoint", "set", "--in", "en", "--from",
                   self.file("anchors", "\n".join(addresses)))


class Outgoing(Mail):
    def test_a_message_goes_by_starttls_with_a_password_and_is_whole(self):
        files = servers.certificate(self.folder.name)
        post = self.post(host="127.0.0.2", files=files)
        self.set_server(post.port, "--sign-in", "ombud", "--mail-password-file",
                        str(self.path / "mail-password"), "--ca", str(files[0]), host="127.0.0.2")
        self.set_address()
        self.assertIn("250", self.ombud("mail", "test", "asa"))
        sender, to, _, encrypted = self.letters.came[0]
        self.assertEqual((sender, to), ("ombud@forbundet.example", ["asa@forbundet.example"]))
        self.assertTrue(encrypted)
        message = self.parsed()
        self.assertEqual(message["subject"], "Ombud: e-posten fungerar")
        self.assertIn("Någon har prövat om e-post från Ombud når dig.", message.get_content())
        self.assertIn("https://ombud.forbundet.example/", message.get_content())
        self.assertEqual(message["auto-submitted"], "auto-generated")
        self.assertEqual(message["from"], "Ombud <ombud@forbundet.example>")

    def test_who_has_not_been_here_is_invited_where_he_gets_mail(self):
        self.set_server(self.post().port)
        self.set_address("bo", "bo@forbundet.example", "da")
        self.work()
        self.assertEqual(self.parsed()["subject"], "Ombud: en konto til dig")
        self.assertNotIn("bo", self.parsed().get_content().lower().split())

    def test_outside_this_machine_nothing_goes_in_the_clear(self):
        post = self.post(host="127.0.0.2")
        self.set_server(post.port, host="127.0.0.2")
        self.set_address()
        self.assertEqual(self.refusal("mail", "test", "asa", code=6), "mail.no_tls")
        self.assertEqual(self.letters.seen, [])

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        files = servers.certificate(self.folder.name)
        other = servers.certificate(self.folder.name, "other")
        post = self.post(host="127.0.0.2", files=files)
        for more in ([], ["--ca", str(other[0])]):
            self.set_server(post.port, *more, host="127.0.0.2")
            self.set_address()
            self.assertEqual(self.refusal("mail", "test", "asa", code=6), "mail.untrusted")
        self.assertEqual(self.letters.seen, [])

    def test_a_wrong_password_is_said(self):
        files = servers.certificate(self.folder.name)
        post = self.post(files=files)
        self.set_server(post.port, "--sign-in", "ombud", "--mail-password-file",
                        self.file("wrong", "tre"), "--ca", str(files[0]))
        self.set_address()
        self.assertEqual(self.refusal("mail", "test", "asa", code=6), "mail.sign_in_refused")

    def test_the_checkpoint_goes_to_two_and_is_then_the_last_outside_anchor(self):
        self.set_server(self.post().port)
        self.anchor("dso@forbundet.example", "chair@elsewhere.example")
        self.assertEqual(self.json("evidence", "verify")["last_anchored"], "")
        self.round()
        self.assertEqual(sorted(to for _, to, _, _ in self.letters.came),
                         [["chair@elsewhere.example"], ["dso@forbundet.example"]])
        message = self.parsed()
        attached = next(message.iter_attachments())
        note = attached.get_content()
        self.assertEqual(attached.get_filename(), "checkpoint.txt")
        self.assertIn(note.decode(), message.get_body().get_content().replace("\r\n", "\n"))
        self.assertNotEqual(self.json("evidence", "verify")["last_anchored"], "")
        # What was mailed is what a copy of the log is held against later.
        trusted = self.path / "checkpoint.txt"
        trusted.write_bytes(note)
        key = self.ombud("evidence", "key").splitlines()[0]
        self.ombud("evidence", "export", str(self.path / "log"))
        self.ombud("evidence", "verify", str(self.path / "log"), "--trusted", str(trusted),
                   "--key", key)
        # Asked for again the same day, there is no second one.
        self.round()
        self.assertEqual(len(self.letters.came), 2)

    def test_a_refused_address_is_noted_and_gets_nothing_more(self):
        self.letters.refused.add("gone@forbundet.example")
        self.set_server(self.post().port)
        self.anchor("gone@forbundet.example", "dso@forbundet.example")
        self.round()
        self.assertEqual(sorted(one["state"] for one in self.messages()), ["refused", "sent"])
        refused = {one["address"]: one["refused_code"]
                   for one in self.json("mail", "address", "list")}
        self.assertEqual(refused, {"gone@forbundet.example": "550", "dso@forbundet.example": ""})
        self.assertEqual(self.letters.seen.count("gone@forbundet.example"), 1)

    def test_a_server_that_dies_before_the_end_loses_nothing(self):
        for at in ("connect", "RCPT", "DATA"):
            with self.subTest(at):
                dying = self.dying(at)
                self.set_server(dying.port)
                self.anchor(f"dso-{at.lower()}@forbundet.example")
                self.round(8)
                message = self.messages()[0]
                self.assertEqual(message["state"], "waiting")
                # In the midst of the message the end may have been on its way already.
                self.assertFalse(message["unsure"] and at != "DATA")
                came = len(self.letters.came)
                self.set_server(self.post().port)
                self.again(message)
                self.assertEqual(self.messages()[0]["state"], "sent")
                self.assertEqual(len(self.letters.came), came + 1)

    def test_a_server_that_dies_with_all_of_it_is_asked_again_under_the_same_id(self):
        dying = self.dying(".")
        self.set_server(dying.port)
        self.anchor("dso@forbundet.example")
        self.round(8)
        message = self.messages()[0]
        self.assertEqual((message["state"], message["unsure"]), ("waiting", True))
        self.assertIn("may come twice", message["error"])
        self.set_server(self.post().port)
        self.again(message)
        self.assertEqual((self.messages()[0]["state"], self.messages()[0]["unsure"]),
                         ("sent", True))
        first = email.message_from_bytes(dying.messages[0], policy=email.policy.default)
        self.assertEqual(self.parsed()["message-id"], first["message-id"])
        self.assertEqual(self.parsed()["date"], first["date"])

    def again(self, message):
        for job in self.json("jobs", "list")["jobs"]:
            if job["parameters"].get("message") == message["message"]:
                self.ombud("jobs", "retry", job["job"])
        self.work()

    def test_what_is_dropped_is_not_sent(self):
        self.set_server(self.dying("connect").port)
        self.anchor("dso@forbundet.example")
        self.round(8)
        number = self.messages()[0]["message"]
        self.ombud("mail", "drop", number)
        self.set_server(self.post().port)
        self.again(self.messages()[0])
        self.assertEqual(self.letters.came, [])
        self.ombud("mail", "retry", number)
        self.work()
        self.assertEqual(len(self.letters.came), 1)
        self.assertEqual(self.refusal("mail", "retry", number, code=5), "mail.is_sent")
        self.assertEqual(self.refusal("mail", "drop", "M-0999", code=3), "mail.unknown_message")


if __name__ == "__main__":
    houses.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
