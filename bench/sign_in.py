"""Whether a wrong password can be told from an unknown name by the time that it takes.

    sign_in.py [--pairs 20]

Twice as many sign-ins that are refused as pairs, of a name that has an account and of one that has
none in turn, the first of a pair now the one and now the other. What the server has worked for each
(its threads' own time, which other programs on the machine change little) and what the answer took.
Each name is tried once, from a few addresses, so that nobody is told to wait.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from measuring import line

HERE = sys.path.pop(0)  # The folder has a file with the name of Python's own http.
import http.client  # noqa: E402
import json  # noqa: E402
import socket  # noqa: E402
sys.path.insert(0, HERE)

PASSWORD = "fyra lugna ekar vid vattnet"
WRONG = "ett helt annat, fel ord"
PAIRS_FROM_ONE_ADDRESS = 10


def worked(process):
    """Seconds that the threads of a process have run."""
    return sum(int(file.read_text(encoding="ascii").split()[0])
               for file in pathlib.Path(f"/proc/{process.pid}/task").glob("*/schedstat")) / 1e9


def try_to_sign_in(port, name, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60,
                                            source_address=(address, 0))
    connection.request("POST", "/api/accounts/session",
                       json.dumps({"name": name, "password": WRONG}),
                       {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status != 401:
        raise SystemExit(f"bench sign_in: answered {answer.status}: {text}")
    return text


def serve(folder, pairs):
    program = os.environ["OMBUD_PROGRAM"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8",
                   "OMBUD_DATA": f"{folder}/data", "OMBUD_PASSWORD": PASSWORD,
                   "OMBUD_NEW_PASSWORD": PASSWORD}

    def run(*words):
        subprocess.run([program, *words], env=environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    run("init", "--organisation", "Exempelförbundet", "--law", "se", "--account", "asa")
    for number in range(pairs):
        run("account", "add", f"person{number}", "--role", "dpo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [program, "serve", "--listen", f"127.0.0.1:{port}", "--quiet", "--no-jobs"],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return process, port
        except OSError:
            time.sleep(0.01)
    raise SystemExit("bench sign_in: the server does not listen")


def measure(process, port, pairs):
    """Time worked and time taken, by kind; what was answered."""
    work, took, said = {}, {}, set()
    for number in range(-1, pairs - 1):
        address = f"127.0.0.{2 + number // PAIRS_FROM_ONE_ADDRESS}"
        kinds = (("wrong", f"person{number + 1}"), ("unknown", f"nobody{number + 1}"))
        for kind, name in kinds if number % 2 else reversed(kinds):
            time.sleep(0.05)  # What the server does after an answer is the one's before.
            before, began = worked(process), time.perf_counter()
            said.add(try_to_sign_in(port, name, address))
            passed = time.perf_counter() - began
            if number < 0:
                continue  # The first pair only warms up.
            work.setdefault(kind, []).append((worked(process) - before) * 1000)
            took.setdefault(kind, []).append(passed * 1000)
    return work, took, said


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=21)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ombud-bench-sign-in-") as folder:
        process, port = serve(folder, options.pairs)
        try:
            work, took, said = measure(process, port, options.pairs)
        finally:
            process.terminate()
            process.wait(60)
    if len(said) != 1:
        raise SystemExit(f"bench sign_in: the answers differ: {said}")
    for name, what, figures in (("worked", "what the server works", work),
                                ("took", "what the answer takes", took)):
        wrong, unknown = figures["wrong"], figures["unknown"]
        line(f"sign_in.{name}", f"{what} for a wrong password, against an unknown name", "ms",
             wrong, unknown, [a / b for a, b in zip(wrong, unknown)])
        # Whichever is the longer: an onlooker needs a difference, not a direction.
        less, more = sorted((statistics.median(wrong), statistics.median(unknown)))
        line(f"sign_in.{name}_apart", f"{what}: the greater median against the lesser", "ms",
             [more], [less], [more / less])


if __name__ == "__main__":
    main()
