#!/usr/bin/env python3
"""Builds and runs benchmarks, and says whether what they were to reach was reached.

    bench/bench.py [NAME…] [--list] [--json] [--build FOLDER] [-- ARGUMENTS OF THE BENCHMARK]

A benchmark is a file in this folder: NAME.py, or NAME.cc, which is built as bench_NAME; where
there are both, NAME.py runs, and finds the other in the build folder. It measures two things
alternately in one run, at least five times, and prints a JSON line for each comparison:

    {"name": "log_verify.folder", "what": "…", "ours": 1.9, "baseline": 2.0, "ratio": 0.95,
     "unit": "M entries/s", "runs": 5, "min": 0.93, "max": 0.99}

`ours` and `baseline` are medians, `ratio` the median of the ratios of each pair of runs and
`min` and `max` the smallest and largest of these. A measure without a baseline (memory, say) has
none and no ratio; `min` and `max` are then its own. The goals stand in goals.json under the
line's name. What a benchmark writes to its error output (how far it is) is passed on.

A benchmark finds in its environment OMBUD_PROGRAM, OMBUD_BENCH_BUILD (the folder with
bench_NAME) and the databases as tools/test-servers names them.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MODULES = {"bench", "measuring"}


def benchmarks():
    """Name → its files."""
    found = {}
    for file in sorted([*HERE.glob("*.py"), *HERE.glob("*.cc")]):
        if file.stem not in MODULES and not file.stem.endswith("_test"):
            found.setdefault(file.stem, []).append(file)
    return found


def purpose(files):
    """The first sentence of a benchmark's head."""
    for line in files[-1].read_text(encoding="utf-8").splitlines():
        text = line.strip().lstrip("#/").strip().strip('"')
        if text and not text.startswith(("!", "pragma")):
            return text.split(". ")[0].rstrip(".")
    return ""


def goals():
    return json.loads((HERE / "goals.json").read_text(encoding="utf-8"))


def is_met(line, goal):
    """True, False, or None where there is no goal for the line."""
    if goal is None:
        return None
    value = line.get(goal["of"])
    if value is None:
        return False
    if goal["is"] == "at least":
        return value >= goal["limit"]
    return value <= goal["limit"]


def shown(value):
    if value is None:
        return "-"
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"


def goal_text(goal):
    if goal is None:
        return ""
    sign = "≥" if goal["is"] == "at least" else "≤"
    return f"{goal['promise']}: {sign} {goal['limit']:g}" + ("×" if goal["of"] == "ratio" else "")


def table(lines):
    """The lines as text, one under the other, columns in line."""
    head = ["name", "ours", "baseline", "unit", "ratio", "min – max", "goal", ""]
    rows = [[line["name"], shown(line.get("ours")), shown(line.get("baseline")), line["unit"],
             shown(line.get("ratio")), f"{shown(line.get('min'))} – {shown(line.get('max'))}",
             goal_text(line["goal"]), {True: "met", False: "MISSED", None: ""}[line["met"]]]
            for line in lines]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    out = []
    for row in [head, *rows]:
        cells = [cell.ljust(width) if at in (0, 3, 6, 7) else cell.rjust(width)
                 for at, (cell, width) in enumerate(zip(row, widths))]
        out.append("  ".join(cells).rstrip())
    return "\n".join(out)


def build(folder, names):
    """The program, and the helpers bench_NAME that the benchmarks are or name."""
    found = benchmarks()
    programs = {name for name, files in found.items() if any(f.suffix == ".cc" for f in files)}
    text = "".join(file.read_text(encoding="utf-8") for name in names for file in found[name])
    needed = sorted(name for name in programs if name in names or f"bench_{name}" in text)
    subprocess.run(["ninja", "-C", str(folder), "-j", str(os.cpu_count()), "ombud",
                    *(f"bench_{name}" for name in needed)], check=True, stdout=sys.stderr)


def command_of(name, folder):
    script = HERE / f"{name}.py"
    if script.exists():
        return [sys.executable, "-B", str(script)]
    return [str(folder / "bench" / f"bench_{name}")]


def measured(name, folder, arguments):
    """The lines that a benchmark prints, judged. Raises where it fails or prints none."""
    environment = {**os.environ, "OMBUD_PROGRAM": str(folder / "ombud"),
                   "OMBUD_BENCH_BUILD": str(folder / "bench")}
    done = subprocess.run([*command_of(name, folder), *arguments], env=environment,
                          stdout=subprocess.PIPE, text=True)
    lines = [json.loads(text) for text in done.stdout.splitlines() if text.startswith("{")]
    if done.returncode != 0 or not lines:
        raise RuntimeError(f"{name} ended with {done.returncode} after {len(lines)} lines")
    for line in lines:
        line["goal"] = goals().get(line["name"])
        line["met"] = is_met(line, line["goal"])
    return lines


def main(arguments):
    at = arguments.index("--") if "--" in arguments else len(arguments)
    own, rest = arguments[:at], arguments[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", nargs="*")
    parser.add_argument("--list", action="store_true", help="what there is, and the goals")
    parser.add_argument("--json", action="store_true", help="lines instead of a table")
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build" / "release")
    options = parser.parse_args(own)
    found = benchmarks()
    if options.list:
        for name, files in found.items():
            print(f"{name:16} {purpose(files)}")
            for line, goal in goals().items():
                if line.split(".")[0] == name:
                    print(f"{'':16}   {line}: {goal_text(goal)}")
        return 0
    unknown = [name for name in options.name if name not in found]
    if unknown:
        sys.exit(f"bench: there is no {unknown[0]}; there are {', '.join(found)}")
    names = options.name or list(found)
    build(options.build.resolve(), names)
    lines, failed = [], []
    for name in names:
        print(f"bench: {name}", file=sys.stderr, flush=True)
        try:
            some = measured(name, options.build.resolve(), rest)
        except (RuntimeError, OSError) as error:
            failed.append(str(error))
            continue
        lines += some
        if options.json:
            for line in some:
                print(json.dumps(line, ensure_ascii=False), flush=True)
    if not options.json and lines:
        print(table(lines))
        print()
        for line in lines:
            print(f"{line['name']}: {line['what']}; {line['runs']} runs")
    for error in failed:
        print(f"bench: {error}", file=sys.stderr)
    # A goal that is missed is a figure, no failure: only what did not run fails the command.
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
