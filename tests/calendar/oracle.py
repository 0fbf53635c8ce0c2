#!/usr/bin/env python3
"""Holds our public holidays of 1992 to 2099 against those of the python package holidays. Every
difference is one of those below, each with the reason why ours is right; a new one fails."""

import datetime
import subprocess
import sys
import tempfile

import holidays

FIRST_YEAR, END_YEAR = 1992, 2100
EVES = {"se": ("Midsommarafton", "Julafton", "Nyårsafton"),
        "fi": ("Juhannusaatto", "Jouluaatto")}


def why_not_ours(country, day, name):
    """Why a day that the package has is no public holiday in law; None where it should be."""
    if day.weekday() == 6:
        return "a Sunday: never a working day, listed by us only where it has a name"
    if any(eve in name for eve in EVES.get(country, ())):
        return "an eve: equal to a Sunday in some laws on labour, but no public holiday"
    if country == "dk" and name == "Store bededag" and day.year >= 2024:
        return "abolished from 2024 (lov nr. 214 of 2023); the package is older than the law"
    return None


def ours(program):
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as file:
        subprocess.run([program, file.name], check=True)
        lines = [line.split(" ", 2) for line in file.read().splitlines()]
    return {(country, datetime.date.fromisoformat(day)): name for country, day, name in lines}


def theirs():
    years = range(FIRST_YEAR, END_YEAR)
    calendars = {"se": holidays.SE(years=years), "dk": holidays.DK(years=years),
                 "no": holidays.NO(years=years), "fi": holidays.FI(years=years)}
    return {(country, day): name
            for country, days in calendars.items() for day, name in days.items()}


def main():
    mine, others = ours(sys.argv[1]), theirs()
    defended, faults = {}, []
    for (country, day), name in sorted(others.items()):
        if (country, day) in mine:
            continue
        reason = why_not_ours(country, day, name)
        if reason is None:
            faults.append(f"{country} {day} {name}: only in the package")
        defended[reason] = defended.get(reason, 0) + 1
    for (country, day), name in sorted(mine.items()):
        if (country, day) not in others:
            faults.append(f"{country} {day} {name}: only ours")
    print(f"{len(mine)} holidays of ours, {len(mine.keys() & others.keys())} in both")
    for reason, count in defended.items():
        print(f"  {count} only in the package: {reason}")
    print("\n".join(faults))
    return 1 if faults or len(mine) < 4 * 11 * (END_YEAR - FIRST_YEAR) else 0


sys.exit(main())
