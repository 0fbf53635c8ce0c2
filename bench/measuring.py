"""What benchmarks in Python share: the line, two things alternately, a command's peak memory."""

import json
import os
import statistics
import subprocess
import tempfile
import time


def line(name, what, unit, ours, baseline=None, ratios=None):
    """Prints the line: `ours` and `baseline` are lists of figures, one a run."""
    spread = ratios or ours
    print(json.dumps({
        "name": name, "what": what, "ours": round(statistics.median(ours), 4),
        "baseline": round(statistics.median(baseline), 4) if baseline else None,
        "ratio": round(statistics.median(ratios), 4) if ratios else None, "unit": unit,
        "runs": len(ours), "min": round(min(spread), 4), "max": round(max(spread), 4)},
        ensure_ascii=False), flush=True)


def compare(name, what, unit, ours, baseline, runs=5):
    """Calls the two alternately, each of which gives a figure; the first pair only warms up."""
    of_ours, of_baseline = [], []
    for run in range(-1, max(runs, 5)):
        pair = baseline(), ours()
        if run >= 0:
            of_baseline.append(pair[0])
            of_ours.append(pair[1])
    line(name, what, unit, of_ours, of_baseline, [a / b for a, b in zip(of_ours, of_baseline)])


class Ran:
    """A command that has ended: `seconds`, `peak_mib`, `code`, `output`."""

    def __init__(self, command, environment=None, folder=None, file=None):
        begun = time.monotonic()
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, env=environment, cwd=folder,
                                       stdin=subprocess.DEVNULL,
                                       stdout=file or output, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.monotonic() - begun
            self.peak_mib = usage.ru_maxrss / 1024
            self.code = process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            errors.seek(0)
            self.output = output.read().decode(errors="replace")
            self.errors = errors.read().decode(errors="replace")

    def must(self, *codes):
        if self.code not in (codes or (0,)):
            raise SystemExit(f"ended with {self.code}: {self.errors[-2000:]}")
        return self
