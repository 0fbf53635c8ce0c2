"""The invented systems that an erasure is cut off in, the same on each engine.

Two systems, `members` and `cases`. One person has some hundred rows in them, among rows of others:
fields that are scrubbed, replaced and emptied, rows that are removed, a table that refers to itself
and two tables that refer to each other. A trigger writes down each row that is changed or removed,
in the same transaction, so that "exactly once" is counted by the database itself.
"""

import csv
import os
import pathlib
import sqlite3

import clients

PERSON = ("Tova Lindqvist", "tova.lindqvist@example.org")
OTHERS = [(f"Person Nummer{i}", f"person{i}@example.org") for i in range(2, 12)]
# Whom a run over many persons is planned for, by a condition on their numbers.
FIRST_OF_MANY = len(OTHERS) + 2


def add_many(count):
    """So many further persons, each with three rows in every table."""
    OTHERS.extend((f"Person Nummer{i}", f"person{i}@example.org")
                  for i in range(FIRST_OF_MANY, FIRST_OF_MANY + count))


# name: columns with what they hold; id is the key, NAME_id refers to table NAME.
MEMBERS = {
    "member": ["id", "name", "email", "born_on"],
    "note": ["id", "member_id", "body"],
    "event": ["id", "member_id", "what", "before_id"],
    "device": ["id", "member_id", "login_id"],
    "login": ["id", "device_id", "from_where"],
}
CASES = {
    "client": ["id", "name", "email"],
    "letter": ["id", "client_id", "body", "title"],
    "visit": ["id", "client_id", "what"],
}
REFERS = {"member_id": "member", "client_id": "client", "before_id": "event",
          "login_id": "login", "device_id": "device"}
SYSTEMS = {"members": MEMBERS, "cases": CASES}
NUMBERS = {"id", *REFERS}

MAPS = {
    "members": """\
format: ombud-data-map-1
system: members
tables:
  member:
    holds: person
    subject: member
    because: "statistics of members stay"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "others refer to it"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
      born_on: {category: birth_date, class: ordinary, erase: generalise}
  note:
    holds: detail
    because: "what was decided stays"
    fields:
      body: {category: free_text, class: confidential, erase: scrub}
  event: {holds: detail, delete_rows: true}
  device: {holds: detail, delete_rows: true}
  login: {holds: detail, delete_rows: true}
links:
  - {from: note, columns: [member_id], to: member, to_columns: [id], means: belongs, kind: KIND}
  - {from: event, columns: [member_id], to: member, to_columns: [id], means: belongs, kind: KIND}
  - {from: device, columns: [member_id], to: member, to_columns: [id], means: belongs, kind: KIND}
  - {from: login, columns: [device_id], to: device, to_columns: [id], means: belongs, kind: KIND}
""",
    "cases": """\
format: ombud-data-map-1
system: cases
tables:
  client:
    holds: person
    subject: client
    because: "the case stays"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "others refer to it"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: constant, constant: "gone"}
  letter:
    holds: detail
    because: "what was decided stays"
    fields:
      body: {category: free_text, class: confidential, erase: scrub}
      title: {category: free_text, class: confidential, erase: set_null}
  visit: {holds: detail, delete_rows: true}
links:
  - {from: letter, columns: [client_id], to: client, to_columns: [id], means: belongs, kind: KIND}
  - {from: visit, columns: [client_id], to: client, to_columns: [id], means: belongs, kind: KIND}
""",
}


def row_of(table, number, owner, person):
    """One row; what refers to another row of the same person is put in by fill()."""
    name, email = person
    values = {"id": number, "name": name, "email": email, "born_on": "1984-04-07",
              "body": f"{name} ringde om ärende {number}, skriv till {email}.",
              "title": f"Till {name}", "what": f"händelse {number}", "from_where": "Ystad",
              "member_id": owner, "client_id": owner}
    return [values.get(column) for column in table]


def rows_of(tables, many):
    """{table: rows}: the person with `many` rows in every table, each other with three."""
    rows = {table: [] for table in tables}
    first = next(iter(tables))
    for owner, person in enumerate([PERSON, *OTHERS], 1):
        rows[first].append(row_of(tables[first], owner, owner, person))
        for table in list(tables)[1:]:
            for _ in range(many.get(table, 20) if owner == 1 else 3):
                rows[table].append(row_of(tables[table], len(rows[table]) + 1, owner, person))
    if "device" in rows:
        refer_in_circles(rows)
    return rows


def refer_in_circles(rows):
    """Each event to the one before it; device and login to each other."""
    for before, event in zip(rows["event"], rows["event"][1:]):
        if before[1] == event[1]:
            event[3] = before[0]
    for device, login in zip(rows["device"], rows["login"]):
        device[2], login[1] = login[0], device[0]


def many_rows(visits):
    """How many rows the person has; above 1 000 in a system there are several batches."""
    return {"members": {"note": 60, "event": 120, "device": 12, "login": 12},
            "cases": {"letter": 60, "visit": visits}}


def map_text(system, kind):
    return MAPS[system].replace("KIND", kind)


def quoted(value):
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"


def fill_statements(rows):
    """Each table's rows, a hundred a statement."""
    for table, all_rows in rows.items():
        for at in range(0, len(all_rows), 100):
            values = ",".join("(" + ",".join(map(quoted, row)) + ")"
                              for row in all_rows[at:at + 100])
            yield f"INSERT INTO {table} VALUES {values};"


class Sqlite:
    """Files in the folder; put back in place, because a copy would be another database."""

    kind, counts, visits, needs = "foreign_key", True, 1000, ()

    def __init__(self, folder, _name):
        self.folder = folder
        self.files = {system: folder / f"{system}.sqlite" for system in SYSTEMS}
        self.kept = {}

    def url(self, system):
        return f"sqlite:{self.files[system]}"

    def make(self):
        for system, tables in SYSTEMS.items():
            with sqlite3.connect(self.files[system]) as connection:
                connection.executescript("".join(self.schema(tables)))
                for statement in fill_statements(rows_of(tables, many_rows(self.visits)[system])):
                    connection.execute(statement)
                connection.execute("DELETE FROM touched")
            connection.close()
            self.kept[system] = self.files[system].read_bytes()

    def schema(self, tables):
        yield "CREATE TABLE touched (what TEXT, id INTEGER);"
        for table, columns in tables.items():
            parts = [f"{column} INTEGER PRIMARY KEY" if column == "id" else
                     f"{column} INTEGER REFERENCES {REFERS[column]} (id)" if column in REFERS else
                     f"{column} TEXT" for column in columns]
            yield f"CREATE TABLE {table} ({', '.join(parts)});"
            for what in ("UPDATE", "DELETE"):
                yield (f"CREATE TRIGGER {table}_{what} AFTER {what} ON {table} BEGIN "
                       f"INSERT INTO touched VALUES ('{what} {table}', OLD.id); END;")

    def restore(self):
        for system, content in self.kept.items():
            for ending in ("-journal", "-wal", "-shm"):
                pathlib.Path(f"{self.files[system]}{ending}").unlink(missing_ok=True)
            with open(self.files[system], "r+b") as file:
                file.write(content)
                file.truncate()

    def dump(self):
        """{table: its rows in order}, `touched` among them."""
        dumped = {}
        for system, tables in SYSTEMS.items():
            connection = sqlite3.connect(self.files[system])
            for table in [*tables, "touched"]:
                dumped[f"{system}.{table}"] = sorted(
                    map(repr, connection.execute(f"SELECT * FROM {table}")))
            connection.close()
        return dumped

    def drop(self):
        pass


class Server:
    """A database for each system on a server that the environment names, by its own client."""

    kind, counts, visits = "foreign_key", True, 100

    def __init__(self, _folder, name):
        self.databases = {system: f"{name}_{system}" for system in SYSTEMS}
        self.clients = {}

    def ask(self, system, statements):
        if system not in self.clients:
            self.clients[system] = clients.Client(self.client(self.databases.get(system)))
        return self.clients[system].ask(statements)

    def make(self):
        for system, tables in SYSTEMS.items():
            self.ask(None, f"DROP DATABASE IF EXISTS {self.databases[system]};")
            self.ask(None, f"CREATE DATABASE {self.databases[system]};")
            self.ask(system, "".join(self.schema(tables)))
        self.scripts = {system: self.restore_script(system) for system in SYSTEMS}
        self.restore()

    def restore_script(self, system):
        tables = SYSTEMS[system]
        fill = "".join(fill_statements(rows_of(tables, many_rows(self.visits)[system])))
        return self.unwatched("".join(f"DELETE FROM {table};" for table in tables) + fill +
                              "DELETE FROM touched;" + self.extra_restore)

    def restore(self):
        for system, script in self.scripts.items():
            self.ask(system, script)

    def dump(self):
        dumped = {}
        for system, tables in SYSTEMS.items():
            for table in [*tables, *self.touched(system)]:
                dumped[f"{system}.{table}"] = sorted(self.ask(system, f"SELECT * FROM {table};"))
        return dumped

    def touched(self, _system):
        return ["touched"]

    def drop(self):
        for system in [system for system in self.clients if system]:
            self.clients.pop(system).close()
        for database in self.databases.values():
            self.ask(None, f"DROP DATABASE IF EXISTS {database};")
        self.clients.pop(None).close()


class Postgresql(Server):
    needs, extra_restore = ("OMBUD_TEST_POSTGRESQL",), ""

    def __init__(self, folder, name):
        super().__init__(folder, name)
        self.host, self.port = clients.postgresql_server()

    def url(self, system):
        return clients.postgresql_url(self.databases[system])

    def client(self, database):
        return clients.psql(database or "postgres")

    def schema(self, tables):
        yield ("CREATE TABLE touched (what text, id int);"
               "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
               "INSERT INTO touched VALUES (TG_OP || ' ' || TG_TABLE_NAME, OLD.id); "
               "RETURN NULL; END $$;")
        for table, columns in tables.items():
            parts = [f"{column} int" + (" PRIMARY KEY" if column == "id" else "")
                     if column in NUMBERS else
                     f"{column} date" if column == "born_on" else f"{column} text"
                     for column in columns]
            yield f"CREATE TABLE {table} ({', '.join(parts)});"
            yield (f"CREATE TRIGGER touch AFTER UPDATE OR DELETE ON {table} "
                   "FOR EACH ROW EXECUTE FUNCTION touch();")
        for table, columns in tables.items():
            for column in columns:
                if column in REFERS:
                    yield (f"ALTER TABLE {table} ADD FOREIGN KEY ({column}) "
                           f"REFERENCES {REFERS[column]} (id);")

    def unwatched(self, statements):
        return f"BEGIN; SET LOCAL session_replication_role = replica; {statements} COMMIT;"


class Mariadb(Server):
    """`letter` lies in MyISAM, which has no transactions: what is done there stays done."""

    needs, extra_restore = ("OMBUD_TEST_MARIADB",), "DELETE FROM touched_at_once;"

    def __init__(self, folder, name):
        super().__init__(folder, name)
        self.socket = os.environ["OMBUD_TEST_MARIADB"]

    def url(self, system):
        return f"mariadb://ombud@localhost/{self.databases[system]}?socket={self.socket}"

    def client(self, database):
        return ["mariadb", "--no-defaults", "--socket", self.socket, "--user", "ombud", "--batch",
                "--unbuffered", "--skip-column-names", "--default-character-set=utf8mb4",
                *([database] if database else [])]

    def schema(self, tables):
        yield ("CREATE TABLE touched (what varchar(40), id int) ENGINE=InnoDB;"
               "CREATE TABLE touched_at_once (what varchar(40), id int) ENGINE=MyISAM;")
        for table, columns in tables.items():
            at_once = table == "letter"
            parts = [f"{column} int" + (" PRIMARY KEY" if column == "id" else "")
                     if column in NUMBERS else
                     f"{column} date" if column == "born_on" else
                     f"{column} text" if column in ("body", "title") else f"{column} varchar(60)"
                     for column in columns]
            yield (f"CREATE TABLE {table} ({', '.join(parts)}) "
                   f"ENGINE={'MyISAM' if at_once else 'InnoDB'};")
            for what in ("UPDATE", "DELETE"):
                yield (f"CREATE TRIGGER {table}_{what} AFTER {what} ON {table} FOR EACH ROW "
                       f"INSERT INTO touched{'_at_once' if at_once else ''} "
                       f"SELECT '{what} {table}', OLD.id FROM DUAL WHERE @unwatched IS NULL;")
        for table, columns in tables.items():
            for column in columns:
                if column in REFERS and table != "letter":
                    yield (f"ALTER TABLE {table} ADD FOREIGN KEY ({column}) "
                           f"REFERENCES {REFERS[column]} (id);")

    def unwatched(self, statements):
        return (f"SET @unwatched = 1, foreign_key_checks = 0; BEGIN; {statements} COMMIT;")

    def touched(self, system):
        return ["touched", "touched_at_once"]


class Csv:
    """A folder of files for each system; no database counts there, so the end state is compared."""

    kind, counts, visits, needs = "proposed", False, 100, ()

    def __init__(self, folder, _name):
        self.folders = {system: folder / system for system in SYSTEMS}

    def url(self, system):
        return f"csv:{self.folders[system]}"

    def make(self):
        for system, tables in SYSTEMS.items():
            self.folders[system].mkdir()
            for table, rows in rows_of(tables, many_rows(self.visits)[system]).items():
                with open(self.folders[system] / f"{table}.csv", "w", newline="",
                          encoding="utf-8") as file:
                    csv.writer(file, lineterminator="\n").writerows([tables[table], *rows])
        self.kept = self.dump()

    def restore(self):
        for system, folder in self.folders.items():
            for file in folder.iterdir():
                file.unlink()
        for name, content in self.kept.items():
            system, file = name.split("/")
            (self.folders[system] / file).write_bytes(content)

    def dump(self):
        """Every file that lies there, so that one left behind is a difference."""
        return {f"{system}/{file.name}": file.read_bytes()
                for system, folder in self.folders.items() for file in sorted(folder.iterdir())}

    def drop(self):
        pass


ENGINES = {"sqlite": Sqlite, "postgresql": Postgresql, "mariadb": Mariadb, "csv": Csv}
