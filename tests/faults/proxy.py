"""Stands between a program and its database on a Unix socket, and cuts the connection.

It understands just enough of the two protocols to see a COMMIT: PostgreSQL's messages (a type, four
bytes of length; the first of a connection without type) and MariaDB's packets (three bytes of
length, a number). What it does not understand it passes on.

    with Proxy(real_socket, own_socket, protocol) as proxy:
        proxy.cut = Cut(commit=3, when="after")
        …                                   # the program, told to connect to own_socket
        proxy.cut_done                      # whether it came to that

A `Cut` is at the n-th COMMIT that the program sends: "before" it reaches the server; "unheard": it
reaches the server, nobody waits for the answer; "after": the server has answered, but the program
never hears it. Or after some bytes, counted in both directions together. The connection that it met
is cut on both sides; others live on, and new ones are refused until the cut is taken away, as when
a network is gone (`stays`), or let in at once.
"""

import contextlib
import dataclasses
import os
import selectors
import socket
import struct
import threading

WHEN = ("before", "unheard", "after")


@dataclasses.dataclass
class Cut:
    commit: int = 0  # The how many-th, from 1; none where 0.
    when: str = "before"
    after_bytes: int = 0
    stays: bool = False


class Postgresql:
    """Splits what the client sends into messages."""

    def __init__(self):
        self.begun = False

    def first_message(self, data):
        """How long the first message in `data` is and whether it commits; None where cut short."""
        head = 1 if self.begun else 0
        if len(data) < head + 4:
            return None
        length = head + struct.unpack_from("!I", data, head)[0]
        if len(data) < length:
            return None
        kind = data[:1] if self.begun else b""
        # An answer to "may we encrypt?" leaves the connection unbegun; this program never asks.
        self.begun = True
        body = data[head + 4:length]
        if kind == b"P":  # Parse: the statement's name comes first.
            body = body.split(b"\0", 1)[-1]
        return length, kind in (b"Q", b"P") and is_commit(body.split(b"\0", 1)[0])


class Mariadb:
    def first_message(self, data):
        if len(data) < 4:
            return None
        length = 4 + int.from_bytes(data[:3], "little")
        if len(data) < length:
            return None
        # A command begins at number 0; 3 is a query.
        return length, data[3] == 0 and data[4:5] == b"\x03" and is_commit(data[5:length])


def is_commit(statement):
    return statement.strip().rstrip(b";").lower() in (b"commit", b"commit work")


PROTOCOLS = {"postgresql": Postgresql, "mariadb": Mariadb}


class Proxy:
    def __init__(self, real, own, protocol):
        self.real, self.own, self.protocol = str(real), str(own), PROTOCOLS[protocol]
        self.lock = threading.Lock()
        self.set(None)

    def set(self, cut):
        """What is to happen from now on; counts begin anew."""
        with self.lock:
            self.cut, self.commits, self.bytes, self.cut_done = cut, 0, 0, False

    def __enter__(self):
        self.listener = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.own)
        self.listener.bind(self.own)
        os.chmod(self.own, 0o777)
        self.listener.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.own)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.cut_done and self.cut and self.cut.stays:
                client.close()
                continue
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        server = socket.socket(socket.AF_UNIX)
        with client, server:
            try:
                server.connect(self.real)
                Connection(self, client, server).pump()
            except (OSError, CutHere):
                pass

    def counts_commit(self):
        """Called at each COMMIT: when to cut, or None."""
        with self.lock:
            self.commits += 1
            if self.cut and not self.cut_done and self.commits == self.cut.commit:
                self.cut_done = True
                return self.cut.when
        return None

    def lets_through(self, size):
        """How many of the next bytes still go on."""
        with self.lock:
            before, self.bytes = self.bytes, self.bytes + size
            if (self.cut and not self.cut_done and self.cut.after_bytes
                    and self.bytes >= self.cut.after_bytes):
                self.cut_done = True
                return max(0, self.cut.after_bytes - before)
        return size


class CutHere(Exception):
    pass


class Connection:
    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.protocol, self.pending = proxy.protocol(), b""

    def pump(self):
        with selectors.DefaultSelector() as ready:
            ready.register(self.client, selectors.EVENT_READ, self.from_client)
            ready.register(self.server, selectors.EVENT_READ, self.from_server)
            while True:
                for key, _ in ready.select():
                    data = key.fileobj.recv(1 << 16)
                    if not data:
                        return
                    key.data(data)

    def pass_on(self, data, to):
        allowed = self.proxy.lets_through(len(data))
        to.sendall(data[:allowed])
        if allowed < len(data):
            raise CutHere

    def from_server(self, data):
        self.pass_on(data, self.client)

    def from_client(self, data):
        """Whole messages are passed on one by one, so that nothing behind a COMMIT goes with it."""
        self.pending += data
        while message := self.protocol.first_message(self.pending):
            length, commits = message
            cut = self.proxy.counts_commit() if commits else None
            self.send_message(self.pending[:length], cut)
            self.pending = self.pending[length:]

    def send_message(self, message, cut):
        if cut == "before":
            raise CutHere
        if cut is None:
            self.pass_on(message, self.server)
            return
        # With PostgreSQL's extended protocol the commit is done at the messages behind it.
        self.server.sendall(self.pending)
        if cut == "after":
            self.server.settimeout(5)
            self.server.recv(1 << 16)
        raise CutHere
