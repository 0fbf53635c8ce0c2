"""One person across five connected databases, beside the same SELECTs by hand in parallel.

    find_person.py [--rows 100000] [--runs 11]

Two PostgreSQL, two MariaDB and one SQLite database with ROWS members each, indexed by e-mail,
national id and phone; the person stands in each of them. bench_find_person does the measuring
inside the library; here the whole command is measured too, beside the program's start alone.
"""

import argparse
import os
import pathlib
import sqlite3
import subprocess
import tempfile

from measuring import Ran, line

COLUMNS = "id, name, email, national_id, phone"


def person(number):
    return (number, f"Person Nummer{number}", f"person{number}@example.org",
            f"1912{number % 100000000:08d}", f"+46701{number % 1000000:06d}")


def rows_text(rows):
    return "".join("\t".join(map(str, person(i))) + "\n" for i in range(1, rows + 1))


def postgresql(name, rows):
    host, port = os.environ["OMBUD_TEST_POSTGRESQL"], os.environ["OMBUD_TEST_POSTGRESQL_PORT"]
    ask = ["psql", "-h", host, "-p", port, "-U", "ombud", "-v", "ON_ERROR_STOP=1", "-Atq", "-d"]
    subprocess.run([*ask, "postgres"], check=True, text=True,
                   input=f"DROP DATABASE IF EXISTS {name};CREATE DATABASE {name};")
    subprocess.run([*ask, name], check=True, text=True, input=f"""
        CREATE TABLE member (id bigint PRIMARY KEY, name text, email text, national_id text,
                             phone text);
        COPY member FROM STDIN;\n{rows_text(rows)}\\.
        CREATE INDEX ON member (email); CREATE INDEX ON member (national_id);
        CREATE INDEX ON member (phone); ANALYZE member;""")
    return f"postgresql://ombud@/{name}?host={host}&port={port}"


def mariadb(name, rows, folder):
    socket = os.environ["OMBUD_TEST_MARIADB"]
    file = pathlib.Path(folder, f"{name}.tsv")
    file.write_text(rows_text(rows))
    subprocess.run(["mariadb", "--no-defaults", "--socket", socket, "--user", "ombud",
                    "--local-infile=1"], check=True, text=True, input=f"""
        DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name}; USE {name};
        CREATE TABLE member (id bigint PRIMARY KEY, name varchar(60), email varchar(60),
                             national_id varchar(20), phone varchar(20)) ENGINE=InnoDB;
        LOAD DATA LOCAL INFILE '{file}' INTO TABLE member;
        CREATE INDEX a ON member (email); CREATE INDEX b ON member (national_id);
        CREATE INDEX c ON member (phone); ANALYZE TABLE member;""", stdout=subprocess.DEVNULL)
    return f"mariadb://ombud@localhost/{name}?socket={socket}"


def sqlite(name, rows, folder):
    file = pathlib.Path(folder, f"{name}.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT, email TEXT, "
                           "national_id TEXT, phone TEXT)")
        connection.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?)",
                               map(person, range(1, rows + 1)))
        for column in ("email", "national_id", "phone"):
            connection.execute(f"CREATE INDEX {column} ON member ({column})")
        connection.execute("ANALYZE")
    connection.close()
    return f"sqlite:{file}"


MAP = """\
format: ombud-data-map-1
system: NAME
tables:
  member:
    holds: person
    subject: member
    because: "statistics of members stay"
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "others refer to it"}
      name: {category: name, part: full, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
      national_id: {category: national_id, class: ordinary, identifies: true, erase: set_null}
      phone: {category: phone, class: ordinary, identifies: true, erase: set_null}
"""


def command(folder, urls, email, runs):
    """The whole command: processes, data folder and connections made for it."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
                   "OMBUD_DATA": f"{folder}/data"}

    def ombud(*arguments):
        return Ran([os.environ["OMBUD_PROGRAM"], *arguments], environment, folder).must()

    def file(name, text):
        path = pathlib.Path(folder, name)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")

    file("first.password", "fyra lugna ekar vid first\n")
    ombud("init", "--organisation", "Exempelförbundet", "--law", "se", "--password-file",
          "first.password")
    for number, url in enumerate(urls):
        ombud("system", "add", f"s{number}", "--url", url)
        file("map.yaml", MAP.replace("NAME", f"s{number}"))
        ombud("datamap", "confirm", f"s{number}", "--file", "map.yaml")
    file("search", f"email: {email}\n")
    seconds = [ombud("subjects", "find", "--reference", "bench", "--from", "search",
                     "--json").seconds * 1000 for _ in range(runs)]
    line("find_person.command", "ombud subjects find in five databases, from start to end", "ms",
         seconds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as folder:
        os.chmod(folder, 0o711)
        urls = [postgresql("bench_a", options.rows), postgresql("bench_b", options.rows),
                mariadb("bench_c", options.rows, folder), mariadb("bench_d", options.rows, folder),
                sqlite("bench_e", options.rows, folder)]
        _, _, email, _, _ = person(options.rows // 2)
        subprocess.run([f"{os.environ['OMBUD_BENCH_BUILD']}/bench_find_person", email,
                        str(options.rows), str(options.runs), *urls], check=True)
        command(folder, urls, email, options.runs)


if __name__ == "__main__":
    main()
