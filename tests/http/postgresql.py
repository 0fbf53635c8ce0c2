"""A PostgreSQL of one's own, in a folder of its own, which may be stopped and begun again."""

import importlib.machinery
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile

TOOLS = pathlib.Path(__file__).parents[2] / "tools"


def test_servers():
    """tools/test-servers as a module."""
    loader = importlib.machinery.SourceFileLoader("test_servers", str(TOOLS / "test-servers"))
    spec = importlib.util.spec_from_loader("test_servers", loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["test_servers"] = module
    loader.exec_module(module)
    return module


class PostgreSQL:
    """Runs as an unprivileged user, without a network port; what is committed survives its end
    where `lasting`."""

    def __init__(self, lasting=False):
        self.lasting = lasting
        self.tools = test_servers()
        self.place = tempfile.TemporaryDirectory(prefix="ombud-pg-")
        self.folder = pathlib.Path(self.place.name)
        user = self.tools.server_user()
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.servers = self.tools.Servers(self.folder, user)
        made = self.servers.begin(
            [self.tools.POSTGRESQL_PROGRAMS + "initdb", "--pgdata",
             str(self.folder / "postgresql"), "--username=ombud", "--auth=trust",
             "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], self.servers.postgresql_log)
        self.servers.finish(made, "initdb", self.servers.postgresql_log)
        self.process = None
        self.begin()

    def begin(self):
        settings = [part for name, value in self.tools.POSTGRESQL_SETTINGS.items()
                    for part in ("-c", f"{name}={value}")]
        if self.lasting:
            settings += ["-c", "fsync=on"]
        self.process = self.servers.begin(
            [self.tools.POSTGRESQL_PROGRAMS + "postgres", "-D", f"{self.folder}/postgresql", "-p",
             "5432", "-c", f"unix_socket_directories={self.folder}", *settings],
            self.servers.postgresql_log)
        self.servers.await_answer(
            self.process, "PostgreSQL", self.servers.postgresql_log,
            ["psql", "-h", str(self.folder), "-p", "5432", "-U", "ombud", "-d", "postgres",
             "-Atqc", "SELECT 1"])

    def make(self, database):
        """A new database of a role that row-level security holds; its address as `ombud init`
        takes it."""
        self.sql(f"create role {database}_office login")
        self.sql(f"create database {database} owner {database}_office")
        self.sql(f"alter schema public owner to {database}_office", database)
        return f"postgresql://{database}_office@/{database}?host={self.folder}"

    def sql(self, text, database="postgres"):
        done = subprocess.run(["psql", "-h", str(self.folder), "-p", "5432", "-U", "ombud", "-d",
                               database, "-Atqc", text], check=True, capture_output=True,
                              text=True)
        return done.stdout

    def end(self):
        self.servers.stop()
        self.place.cleanup()
