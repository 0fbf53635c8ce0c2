#!/usr/bin/env python3
"""Mail that comes in: a Maildir, a real IMAP server (dovecot), and what a server gives back.

    tests/mail/incoming_test.py PROGRAM
"""

import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import time
import unittest

from outgoing_test import Mail, houses
import servers

REQUEST = """\
From: =?utf-8?Q?Tova_Lindqvist?= <tova.lindqvist@example.org>
To: dataskydd@forbundet.example
Subject: =?utf-8?Q?Beg=C3=A4ran_om_registerutdrag?=
Date: Fri, 20 Nov 2026 10:00:00 +0100
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Hej, jag vill se vad ni har om mig. H=C3=A4lsningar
--b
Content-Type: text/html

<p onclick="steal()">Hej</p><script>steal()</script>
--b--
"""
RETURNED = """\
From: MAILER-DAEMON@mail.test
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.test

Final-Recipient: rfc822; dso@forbundet.example
Action: failed
Status: 5.2.1

--b
Content-Type: text/rfc822-headers

Message-ID: {id}

--b--
"""
DOVECOT = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{folder}/mail
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Incoming(Mail):
    def setUp(self):
        super().setUp()
        self.maildir = self.path / "maildir"
        for name in ("new", "cur", "tmp"):
            (self.maildir / name).mkdir(parents=True)

    def fetch(self):
        self.ombud("mail", "fetch")
        self.work()

    def deliver(self, name, text):
        (self.maildir / "new" / name).write_text(text)

    def tasks(self):
        return self.json("mail", "incoming", "list")

    def opened(self, number):
        return self.json("mail", "incoming", "open", number, "--reference", "DSR 2026-14")

    def test_what_lies_in_the_folder_becomes_a_task_and_leaves_it(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.maildir}")
        self.deliver("1.mail.test", REQUEST)
        self.fetch()
        self.assertEqual(list((self.maildir / "new").iterdir()), [])
        task, = self.tasks()
        self.assertEqual(task["from"], "Tova Lindqvist <tova.lindqvist@example.org>")
        self.assertEqual((task["sent_at"], task["state"]),
                         ("2026-11-20T09:00:00.000000Z", "waiting"))
        self.assertNotIn("subject", task)
        opened = self.opened("I-0001")
        self.assertEqual(opened["subject"], "Begäran om registerutdrag")
        self.assertIn("vad ni har om mig. Hälsningar", opened["text"])
        self.assertNotIn("steal", opened["text"])
        self.assertEqual([entry["reference"] for entry in self.entries("mail.opened")],
                         ["DSR 2026-14"])
        raw = self.ombud("mail", "incoming", "open", "I-0001", "--reference", "x", "--raw")
        self.assertEqual(raw, REQUEST)

    def test_nothing_of_a_message_lies_readable_in_the_store(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.maildir}")
        self.deliver("1.mail.test", REQUEST)
        self.set_server(self.post().port)
        self.set_address("bo", "bo.berg@forbundet.example")
        self.fetch()
        self.ombud("mail", "incoming", "discard", "I-0001", "--reason", "she rang instead")
        for path in (self.path / "data").iterdir():
            for word in (b"lindqvist", b"registerutdrag", b"vad ni har", b"bo.berg", b"she rang"):
                self.assertNotIn(word, path.read_bytes().lower(), path.name)

    def test_a_file_that_came_back_after_a_crash_is_no_second_task(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.maildir}")
        for _ in range(2):
            self.deliver("1.mail.test", REQUEST)
            self.fetch()
        self.assertEqual(len(self.tasks()), 1)
        self.assertEqual(list((self.maildir / "new").iterdir()), [])

    def test_what_is_too_large_or_no_message_harms_nothing(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.maildir}")
        self.deliver("1.large", REQUEST + "x" * (11 << 20))
        (self.maildir / "new" / "2.bytes").write_bytes(bytes(range(256)) * 100)
        (self.maildir / "new" / "3.folder").mkdir()
        (self.maildir / "new" / "4.link").symlink_to("/etc/passwd")
        self.deliver("5.empty", "")
        self.fetch()
        large, = [task for task in self.tasks() if not task["whole"]]
        self.assertEqual(len(self.tasks()), 3)
        self.assertGreater(large["size_bytes"], 11 << 20)
        self.assertTrue((self.maildir / "cur" / "1.large").exists())
        for task in self.tasks():
            self.opened(task["task"])

    def test_a_task_is_assigned_and_ended_once(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.maildir}")
        self.deliver("1.mail.test", REQUEST)
        self.fetch()
        self.assertEqual(self.refusal("mail", "incoming", "assign", "I-0001", "bo", code=2),
                         "mail.may_not_sort")
        self.ombud("mail", "incoming", "assign", "I-0001", "cia")
        self.assertEqual(self.tasks()[0]["assigned_to"], "cia")
        self.ombud("mail", "incoming", "done", "I-0001")
        self.assertEqual(self.refusal("mail", "incoming", "done", "I-0001", code=5),
                         "mail.task_ended")
        self.assertEqual(self.refusal("mail", "incoming", "done", "I-0007", code=3),
                         "mail.unknown_task")
        self.assertEqual(self.refusal("mail", "incoming", "open", "I-0001", "--reference", " ",
                                      code=2), "mail.no_reference")

    def test_a_message_that_comes_back_is_noted_on_its_address(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.maildir}")
        self.set_server(self.post().port)
        self.anchor("dso@forbundet.example")
        self.round()
        self.deliver("1.forged", RETURNED.format(id="<guessed@forbundet.example>"))
        self.deliver("2.mail.test", RETURNED.format(id=self.parsed()["message-id"]))
        self.fetch()
        self.assertEqual(self.messages()[0]["state"], "returned")
        self.assertEqual(self.json("mail", "address", "list")[0]["refused_code"], "5.2.1")
        # What names no message of ours is a task like any other.
        self.assertEqual(len(self.tasks()), 1)

    def test_who_may_not_sort_sees_nothing(self):
        self.assertEqual(self.refusal("mail", "incoming", "list", "--as", "bo", "--password-file",
                                      self.file("other", houses.OTHER), code=4),
                         "accounts.not_permitted")

    def test_a_folder_that_is_none_is_said_and_tried_again(self):
        self.ombud("mail", "inbox", "set", f"folder:{self.path / 'nowhere'}")
        self.ombud("mail", "fetch")
        self.work(8)
        job = self.json("jobs", "list")["jobs"][0]
        self.assertEqual((job["state"], job["error"]["key"]), ("waiting", "mail.folder_away"))


class Mailbox(Incoming):
    """The same by IMAP over TLS."""

    def setUp(self):
        super().setUp()
        os.chmod(self.folder.name, 0o755)
        self.certificate, key = servers.certificate(self.folder.name)
        self.home = self.path / "dovecot"
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        group = "nogroup" if os.geteuid() == 0 else str(os.getegid())
        for name in ("run", "state", "home", "mail/new", "mail/cur", "mail/tmp"):
            (self.home / name).mkdir(parents=True)
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        settings = self.home / "dovecot.conf"
        settings.write_text(DOVECOT.format(
            folder=self.home, certificate=self.certificate, key=key, port=self.port,
            user=user.pw_name, group=group, password="sex gula bilar".replace(" ", "")))
        self.maildir = self.home / "mail"
        if os.geteuid() == 0:
            for path in [self.home, *self.home.rglob("*")]:
                shutil.chown(path, user.pw_uid, user.pw_gid)
        self.server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(settings)],
                                       stderr=subprocess.PIPE)
        end = time.monotonic() + 20
        while time.monotonic() < end and self.server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                time.sleep(0.05)

    def tearDown(self):
        self.server.terminate()
        self.server.wait(20)
        self.server.stderr.close()
        super().tearDown()

    def set_inbox(self, *more):
        self.ombud("mail", "inbox", "set", f"imaps://127.0.0.1:{self.port}/INBOX", "--sign-in",
                   "dataskydd", "--mail-password-file", self.file("imap", "sexgulabilar"), "--ca",
                   str(self.certificate), *more)

    def deliver(self, name, text):
        path = self.maildir / "tmp" / name
        path.write_text(text)
        path.chmod(0o666)
        path.rename(self.maildir / "new" / name)

    def test_what_comes_is_taken_in_once_and_stays(self):
        self.set_inbox()
        self.deliver("1.mail.test", REQUEST)
        self.deliver("2.mail.test", REQUEST.replace("Tova", "Alva"))
        self.fetch()
        self.fetch()
        self.deliver("3.mail.test", REQUEST.replace("Tova", "Disa"))
        self.fetch()
        self.assertEqual([task["from"].split()[0] for task in self.tasks()],
                         ["Disa", "Alva", "Tova"])
        self.assertIn("Hälsningar", self.opened("I-0001")["text"])
        files = [path for path in self.maildir.glob("*/*.mail.test*")]
        self.assertEqual(len(files), 3)

    def test_what_was_taken_in_is_removed_where_asked(self):
        self.set_inbox("--remove")
        self.deliver("1.mail.test", REQUEST)
        self.fetch()
        self.assertEqual(len(self.tasks()), 1)
        self.assertEqual([path for path in self.maildir.glob("*/*.mail.test*")], [])

    def test_of_what_is_too_large_the_head_is_a_task(self):
        self.set_inbox("--remove")
        self.deliver("1.mail.test", REQUEST + ("x" * 70 + "\n") * 160_000)
        self.fetch()
        task, = self.tasks()
        self.assertEqual((task["whole"], task["from"].split()[0]), (False, "Tova"))
        self.assertEqual(len([path for path in self.maildir.glob("*/*.mail.test*")]), 1)

    def test_a_wrong_password_is_said(self):
        self.ombud("mail", "inbox", "set", f"imaps://127.0.0.1:{self.port}/INBOX", "--sign-in",
                   "dataskydd", "--mail-password-file", self.file("imap", "wrong"), "--ca",
                   str(self.certificate))
        self.ombud("mail", "fetch")
        self.work(8)
        job = self.json("jobs", "list")["jobs"][0]
        self.assertEqual(job["error"]["key"], "mail.sign_in_refused")

    def test_a_mailbox_that_is_none_is_said(self):
        self.set_inbox()
        self.ombud("mail", "inbox", "set", f"imaps://127.0.0.1:{self.port}/NOWHERE", "--sign-in",
                   "dataskydd", "--mail-password-file", self.file("imap", "sexgulabilar"), "--ca",
                   str(self.certificate))
        self.ombud("mail", "fetch")
        self.work(8)
        job = self.json("jobs", "list")["jobs"][0]
        self.assertEqual(job["error"]["key"], "mail.mailbox_answers_oddly")


# Only its own: what Incoming tests is the folder's.
for name in [name for name in dir(Incoming) if name.startswith("test_")]:
    if name not in vars(Mailbox):
        setattr(Mailbox, name, None)


if __name__ == "__main__":
    houses.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
