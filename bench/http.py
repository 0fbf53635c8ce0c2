"""The server beside nginx and pgbench: static files, a checked request with a durable entry, start.

    http.py [--runs 5] [--seconds 2] [--connections 32]

Ours and the other take turns, each at the same load by wrk on the same machine. The files are two
of our own built pages, nearest to 1 kB and 100 kB, which nginx (Debian's nginx-light, a process of
our own, no service) serves with the same fields. The checked request is GET /api/accounts: session,
permission, and an entry in the log that is on the disk before the answer goes out. Beside it stand
nginx's 1 kB, and pgbench doing the same select and insert on the PostgreSQL of tools/test-servers,
where our store lies too then. Start is from the command to the first answer.
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from measuring import compare, line

HERE = sys.path.pop(0)  # This file has the name of Python's own http.
import http.client  # noqa: E402
sys.path.insert(0, HERE)

PASSWORD = "fyra lugna ekar vid vattnet"
PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
NGINX = """\
daemon off; user root; worker_processes auto; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  types {{ text/javascript js; }}
  server {{ listen 127.0.0.1:{port}; root {folder}/files; {fields} }}
}}
"""
# What pgbench does of a checked request: may this account do that, and that it did.
TABLES = """\
create table bench_right (account int not null, permission int not null,
                          primary key (account, permission));
insert into bench_right select a, p from generate_series(1, 100) a, generate_series(1, 50) p;
create table bench_entry (id bigserial primary key, at timestamptz not null default now(),
                          account int not null, permission int not null, bytes bytea not null);
create index on bench_entry (account, at);
"""
SCRIPT = """\
\\set account random(1, 100)
\\set permission random(1, 50)
begin;
select 1 from bench_right where account = :account and permission = :permission;
insert into bench_entry (account, permission, bytes)
  values (:account, :permission, decode(repeat('61', 550), 'hex'));
commit;
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def memory_of(process, word):
    text = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(rf"{word}:\s+(\d+) kB", text)[1]) / 1024


class House:
    """A data folder, on SQLite or PostgreSQL, and `ombud serve` on it."""

    def __init__(self, folder, store=None):
        self.folder, self.program = pathlib.Path(folder), os.environ["OMBUD_PROGRAM"]
        self.folder.mkdir(exist_ok=True)
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                            "OMBUD_DATA": str(self.folder / "data"), "OMBUD_PASSWORD": PASSWORD}
        subprocess.run([self.program, "init", "--organisation", "Exempelförbundet", "--law", "se",
                        "--account", "asa", *(["--store", store] if store else [])],
                       env=self.environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        self.process = None

    def start(self):
        """Milliseconds from the command to the first answer."""
        self.port = free_port()
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [self.program, "serve", "--listen", f"127.0.0.1:{self.port}", "--quiet"],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        while True:
            try:
                if self.ask("GET", "/health")[0] == 200:
                    return (time.monotonic() - begun) * 1000
            except OSError:
                time.sleep(0.002)
            if self.process.poll() is not None:
                raise SystemExit("bench http: the server has ended")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def cookie(self):
        """Of a session; the browser's own mark is set beside it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", "/api/accounts/session",
                           json.dumps({"name": "asa", "password": PASSWORD}),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        for value in answer.headers.get_all("Set-Cookie", []):
            if value.startswith("ombud-session="):
                return value.split(";")[0]
        raise SystemExit(f"bench http: signing in was answered {answer.status}: {text}")


def wrk(url, options, headers=()):
    """Requests a second; every one of them must be answered well."""
    words = ["wrk", "-t1", f"-c{options.connections}", f"-d{options.seconds}s"]
    for header in headers:
        words += ["-H", header]
    done = subprocess.run([*words, url], check=True, capture_output=True, text=True)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise SystemExit(f"bench http: {done.stdout}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])


def pages(house):
    """The built files by size: path → bytes."""
    _, _, page = house.ask("GET", "/")
    found, wanted = {}, set(re.findall(r"/assets/[\w.-]+\.js", page.decode()))
    while wanted:
        path = wanted.pop()
        if path in found:
            continue
        status, _, body = house.ask("GET", path)
        if status == 200:
            found[path] = body
            named = re.findall(r"[\"'./]([\w-]+-[\w-]{8}\.js)[\"']", body.decode())
            wanted |= {f"/assets/{name}" for name in named} - set(found)
    return found


@contextlib.contextmanager
def nginx(folder, files, fields):
    port, root = free_port(), pathlib.Path(folder) / "files"
    for path, body in files.items():
        (root / path.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
        (root / path.lstrip("/")).write_bytes(body)
    # The same fields as ours, so that both send as much.
    own = ("Content-Length", "Content-Type", "Date", "Connection", "Server")
    lines = "".join(f'add_header {name} "{value}";\n' for name, value in fields.items()
                    if name not in own)
    settings = pathlib.Path(folder) / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port, fields=lines), encoding="utf-8")
    process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-e", "stderr", "-p",
                                folder, "-c", str(settings)], stdin=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(30)


class Database:
    """One database of our own on the test server."""

    def __init__(self, name):
        self.name = name
        self.where = ["-h", os.environ["OMBUD_TEST_POSTGRESQL"], "-p",
                      os.environ["OMBUD_TEST_POSTGRESQL_PORT"], "-U", "ombud"]
        self.sql("postgres", f"drop database if exists {name}")
        self.sql("postgres", f"create database {name}")

    def sql(self, database, text):
        subprocess.run(["psql", *self.where, "-d", database, "-v", "ON_ERROR_STOP=1", "-q"],
                       input=text, text=True, check=True, stdout=subprocess.DEVNULL)

    def url(self):
        host, port = self.where[1], self.where[3]
        return f"postgresql://ombud@/{self.name}?host={host}&port={port}"

    def drop(self):
        self.sql("postgres", f"drop database if exists {self.name}")

    def pgbench(self, script, options):
        done = subprocess.run(
            [PGBENCH, *self.where, "-n", "-M", "prepared", "-c", str(options.connections), "-j",
             "1", "-T", str(options.seconds), "-f", script, self.name],
            check=True, capture_output=True, text=True)
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        if not found:  # So busy a machine that no transaction came through.
            raise SystemExit(f"bench http: pgbench has measured nothing: {done.stdout}")
        return float(found[1])


def starts(house, runs):
    took, idle = [], []
    for _ in range(max(runs, 5)):
        took.append(house.start())
        time.sleep(1.5)
        idle.append(memory_of(house.process, "VmRSS"))
        house.stop()
    line("http.start", "from the command to the first answer", "ms", took)
    line("http.idle", "resident memory after the start, nobody there", "MiB", idle)


def static_and_checked(folder, options):
    house = House(f"{folder}/sqlite")
    starts(house, options.runs)
    house.start()
    ours = f"http://127.0.0.1:{house.port}"
    files = pages(house)
    small = min(files, key=lambda path: abs(len(files[path]) - 1000))
    large = min(files, key=lambda path: abs(len(files[path]) - 100_000))
    fields = house.ask("GET", small)[1]
    with nginx(folder, {small: files[small], large: files[large]}, fields) as theirs:
        for name, path in (("1kB", small), ("100kB", large)):
            compare(f"http.static_{name}", f"a built file of {len(files[path])} B, against nginx",
                    "requests/s", lambda path=path: wrk(ours + path, options),
                    lambda path=path: wrk(theirs + path, options), options.runs)
        cookie = f"Cookie: {house.cookie()}"
        compare("http.checked_sqlite", "session, permission and durable entry on SQLite, against "
                "nginx's 1 kB", "requests/s",
                lambda: wrk(f"{ours}/api/accounts", options, [cookie]),
                lambda: wrk(theirs + small, options), options.runs)
    line("http.peak", "resident memory at its highest, after all of the above", "MiB",
         [memory_of(house.process, "VmHWM")])
    house.stop()


def checked_on_postgresql(folder, options):
    database, other = Database("bench_http_ours"), Database("bench_http_theirs")
    other.sql(other.name, TABLES)
    script = pathlib.Path(folder, "script.sql")
    script.write_text(SCRIPT, encoding="ascii")
    house = House(f"{folder}/postgresql", database.url())
    house.start()
    cookie = f"Cookie: {house.cookie()}"
    compare("http.checked_postgresql", "the same on PostgreSQL, against pgbench doing it bare",
            "requests/s",
            lambda: wrk(f"http://127.0.0.1:{house.port}/api/accounts", options, [cookie]),
            lambda: other.pgbench(script, options), options.runs)
    house.stop()
    database.drop()
    other.drop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ombud-bench-http-") as folder:
        os.chmod(folder, 0o755)
        static_and_checked(folder, options)
        checked_on_postgresql(folder, options)


if __name__ == "__main__":
    main()
