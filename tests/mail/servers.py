"""Mail servers on loopback: a real one (aiosmtpd), and one that dies where a test says."""

import logging
import pathlib
import socket
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

logging.getLogger("mail.log").disabled = True  # A refused certificate is no fault of the test.
USER, PASSWORD = b"ombud", b"fyra kalla fiskar"


def certificate(folder, name="mail"):
    """A self-signed certificate for 127.0.0.1 and .2: its file, and that of its key."""
    made, key = pathlib.Path(folder) / f"{name}.pem", pathlib.Path(folder) / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", key, "-out", made, "-days", "2", "-subj", "/CN=mail.test", "-addext",
         "subjectAltName=IP:127.0.0.1,IP:127.0.0.2"], check=True, capture_output=True)
    return made, key


class Letters:
    """What came, and who is refused."""

    def __init__(self):
        self.came, self.refused, self.seen = [], set(), []

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.seen.append(address)
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.came.append((envelope.mail_from, envelope.rcpt_tos, envelope.content,
                          session.ssl is not None))
        return "250 taken"


def check(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=good, handled=False)


class Post(Controller):
    """aiosmtpd, with STARTTLS and a password where a certificate is given."""

    def __init__(self, letters, host="127.0.0.1", files=None):
        self.context = None
        if files:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(*files)
        super().__init__(letters, hostname=host, port=0)

    def factory(self):
        if not self.context:
            return SMTP(self.handler, hostname="mail.test")
        return SMTP(self.handler, hostname="mail.test", tls_context=self.context,
                    require_starttls=True, auth_required=True, authenticator=check)

    def _trigger_server(self):
        # Port 0 is what the base class would connect to; the real one is known by now.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Dying:
    """Speaks just enough SMTP and ends the connection at a word: "connect", "RCPT", "DATA" (in the
    midst of the message) or "." (it has all of it and says nothing)."""

    def __init__(self, at):
        self.at, self.messages = at, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                try:
                    self.talk(connection)
                except OSError:
                    pass

    def talk(self, connection):
        def say(text):
            connection.sendall(text.encode() + b"\r\n")

        if self.at == "connect":
            return
        say("220 mail.test")
        lines = connection.makefile("rb")
        while line := lines.readline():
            word = line[:4].decode().strip().upper()
            if word == self.at != "DATA":
                return
            if word != "DATA":
                say({"QUIT": "221 bye", "EHLO": "250 mail.test"}.get(word, "250 OK"))
                continue
            say("354 go on")
            if self.at == "DATA":
                lines.readline()
                return
            message = b""
            while (line := lines.readline()) not in (b".\r\n", b""):
                message += line
            self.messages.append(message)
            if self.at == ".":
                return
            say("250 taken")

    def stop(self):
        self.socket.close()
