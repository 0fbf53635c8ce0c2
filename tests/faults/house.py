"""What the faults have in common: an office with an approved erasure, and what it must end in.

A fault's program makes a House (kill.py: two systems on one engine, one person with some hundred
rows in them, an erasure planned and approved), lets it run undisturbed once, and keeps how that
ended. Then, time after time: restore(), a command under the fault, and ended_as() brings the
erasure to its end without a fault and holds it against the undisturbed one:

- the systems hold the same rows, to the byte, and a trigger there counted one change of each;
- the log has an intent and one outcome of every batch, and is sound;
- the receipt says the same numbers and verifies.

It judges by commands alone, so that it holds whatever Ombud's own tables look like.
"""

import json

import kill
from kill import ACTION, DONE, Fault, House, check, difference  # noqa: F401 (handed on)

# What a command under a fault may end with beside 0: it found a conflict (another run is at it, or
# it is done), something can't be reached, it is partly done, the storage is full.
SAID = (5, 6, 8, 9)


def ending(house):
    """Runs the erasure to its end, undisturbed, and says how that is."""
    _, receipt = house.run_to_the_end(0)
    dump = house.systems.dump()
    kill.check_counts(dump)
    return {"tables": dump, "receipt": kill.said(receipt), "batches": kill.check_log(house)}


def check_ending(expected, actual):
    kill.check_same(expected["tables"], actual["tables"], "the table")
    kill.check_same(expected["receipt"], actual["receipt"], "the receipt's part")
    check(expected["batches"] == actual["batches"], f"batches in the log: {actual['batches']}")


def ended_as(expected, house):
    """Errors of run_to_the_end() and check_same() as Fault."""
    check_ending(expected, ending(house))


def check_said(done, allowed=SAID, mute=False):
    """A command that met a fault says so, and says "done" only of what is. Who is `mute` can't
    write a word any more and has only its exit code."""
    check(done.returncode == 0 or done.returncode in allowed,
          f"ended with {done.returncode}: {done.stderr[:1000]}")
    check(done.returncode == 0 or mute or done.stderr.strip() or done.stdout.strip(),
          f"ended with {done.returncode} and said nothing")


def check_done_is_done(house, done, expected):
    """Where a run under a fault says that the erasure is done, the rows must already be so."""
    if done.returncode != 0:
        return
    state = json.loads(done.stdout)["state"]
    check(state in DONE, f"ended with 0 and says {state}")
    kill.check_same(expected["tables"], house.systems.dump(), "said to be done, but the table")
