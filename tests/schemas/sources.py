"""The databases under test: loaded, addressed, and dumped row by row.

Tables and columns go by plain names in all that is compared: lower case with underscores, without
the schema `public`, so that one schema's truth serves it on every engine.
"""

import dataclasses
import gzip
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess


def plain(name):
    name = name.replace('"', "").removeprefix("public.")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@dataclasses.dataclass
class Table:
    key: list     # Columns; empty where the table has no primary key.
    rows: list    # Of each the columns' values as text, or None.

    def identity(self, row):
        return tuple(row[column] for column in self.key or sorted(row))


def ran(command, text=None):
    done = subprocess.run(command, input=text, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def content(file):
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


class PostgreSQL:
    def __init__(self, name, files, _folder):
        self.name, self.files = name, files
        self.host = os.environ["OMBUD_TEST_POSTGRESQL"]
        self.port = os.environ["OMBUD_TEST_POSTGRESQL_PORT"]
        self.url = f"postgresql:///{name}?host={self.host}&port={self.port}&user=ombud"
        # Its user is always postgres; a socket's folder does as a host.
        self.residue = ["postgres", f"{self.host}:{self.port}", name]

    def psql(self, text, database=None):
        return ran(["psql", "-h", self.host, "-p", self.port, "-U", "ombud", "-d",
                    database or self.name, "-Atq", "-v", "ON_ERROR_STOP=1", "-f", "-"], text)

    def load(self):
        self.psql(b"DO $$ BEGIN CREATE ROLE postgres SUPERUSER LOGIN; "
                  b"EXCEPTION WHEN duplicate_object THEN NULL; END $$;", "postgres")
        self.psql(f'DROP DATABASE IF EXISTS "{self.name}";'.encode(), "postgres")
        self.psql(f'CREATE DATABASE "{self.name}";'.encode(), "postgres")
        for file in self.files:
            self.psql(content(file))

    def dump(self):
        # A table that inherits is read with the one that it is part of.
        found = self.psql(b"""
            SELECT json_build_object('schema', n.nspname, 'name', c.relname, 'key',
              (SELECT json_agg(a.attname) FROM pg_index i JOIN pg_attribute a
                 ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
               WHERE i.indrelid = c.oid AND i.indisprimary))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid);""")
        tables = {}
        for line in found.decode().splitlines():
            one = json.loads(line)
            name = f'"{one["schema"]}"."{one["name"]}"'
            lines = self.psql(f"SELECT row_to_json(t) FROM {name} t;".encode()).decode()
            rows = [{column: None if value is None else str(value)
                     for column, value in json.loads(row).items()}
                    for row in lines.split("\n") if row]
            tables[plain(name)] = Table(one["key"] or [], rows)
        return tables


class MariaDB:
    def __init__(self, name, files, _folder):
        self.name, self.files = name, files
        self.socket = os.environ["OMBUD_TEST_MARIADB"]
        self.url = f"mariadb://ombud@localhost/{name}?socket={self.socket}"
        self.residue = ["mariadb", self.socket, name]

    def mariadb(self, text, *arguments):
        return ran(["mariadb", "--no-defaults", "-uombud", "-S", self.socket, "-N", "--batch",
                    "--default-character-set=utf8mb4", *arguments], text)

    def load(self):
        self.mariadb(f"DROP DATABASE IF EXISTS `{self.name}`; "
                     f"CREATE DATABASE `{self.name}`;".encode())
        for file in self.files:
            self.mariadb(content(file), self.name)

    def dump(self):
        found = self.mariadb(
            "SELECT table_name, column_name, column_key FROM information_schema.columns "
            "JOIN information_schema.tables USING (table_schema, table_name) "
            f"WHERE table_schema = '{self.name}' AND table_type = 'BASE TABLE' "
            "ORDER BY table_name, ordinal_position;".encode()).decode()
        columns = {}
        for line in found.splitlines():
            table, column, key = line.split("\t")
            columns.setdefault(table, []).append((column, key == "PRI"))
        tables = {}
        for table, some in columns.items():
            values = ", ',', ".join(f"IFNULL(HEX(CAST(`{name}` AS BINARY)), '-')"
                                    for name, _ in some)
            lines = self.mariadb(f"SELECT CONCAT({values}) FROM `{table}`;".encode(), self.name)
            rows = []
            for line in lines.decode().splitlines():
                texts = [None if value == "-" else bytes.fromhex(value).decode(errors="replace")
                         for value in line.split(",")]
                rows.append(dict(zip((name for name, _ in some), texts)))
            tables[plain(table)] = Table([name for name, key in some if key], rows)
        return tables


class SQLite:
    def __init__(self, name, files, folder):
        self.files, self.path = files, folder / f"{name}.sqlite"
        self.url = f"sqlite:{self.path}"
        self.residue = ["sqlite", str(self.path), "-"]

    def load(self):
        shutil.copyfile(self.files[0], self.path)
        pathlib.Path(self.path).chmod(0o600)

    def dump(self):
        database = sqlite3.connect(self.path)
        tables = {}
        names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' "
                                 "AND name NOT LIKE 'sqlite%'").fetchall()
        for (name,) in names:
            columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
            rows = [{plain(column[1]): None if value is None else str(value)
                     for column, value in zip(columns, row)}
                    for row in database.execute(f'SELECT * FROM "{name}"')]
            tables[plain(name)] = Table([plain(column[1]) for column in columns if column[5]], rows)
        database.close()
        return tables


ENGINES = {"postgresql": PostgreSQL, "mariadb": MariaDB, "sqlite": SQLite}
