"""The clients by which databases on a server are made, filled and read."""

import os
import subprocess


def postgresql_server():
    """Its socket's folder and number."""
    return (os.environ["OMBUD_TEST_POSTGRESQL"],
            os.environ.get("OMBUD_TEST_POSTGRESQL_PORT", "5432"))


def postgresql_url(database):
    host, port = postgresql_server()
    return f"postgresql://ombud@/{database}?host={host}&port={port}"


def psql(database):
    host, port = postgresql_server()
    return ["psql", "-X", "-h", host, "-p", port, "-U", "ombud", "-d", database, "-Atq",
            "-v", "ON_ERROR_STOP=1"]


class Client:
    """A server's own client program, kept running: to start it anew would take longer than most of
    what it is asked."""

    END = "that was all"

    def __init__(self, command):
        environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment, text=True)

    def ask(self, statements):
        """The lines of the answer. The client ends at the first statement that is refused."""
        self.process.stdin.write(f"{statements}\nSELECT '{self.END}';\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == f"{self.END}\n":
                return lines
            lines.append(line.removesuffix("\n"))
        raise RuntimeError(f"{self.process.args[0]} ended with {self.process.wait()}")

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class PostgresqlStore:
    """A database for Ombud's own store, and a second one that keeps how it was."""

    def __init__(self, name):
        self.name = f"{name}_store"
        self.url = postgresql_url(self.name)
        self.client = Client(psql("postgres"))

    def make(self):
        self.client.ask(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE);")
        self.client.ask(f"CREATE DATABASE {self.name};")

    def keep(self):
        self.client.ask(f"CREATE DATABASE {self.name}_kept TEMPLATE {self.name};")

    def restore(self):
        # A killed client's session may live a moment longer than the client.
        self.client.ask(f"DROP DATABASE {self.name} WITH (FORCE);"
                        f"CREATE DATABASE {self.name} TEMPLATE {self.name}_kept;")

    def drop(self):
        for name in (self.name, f"{self.name}_kept"):
            self.client.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE);")
        self.client.close()
