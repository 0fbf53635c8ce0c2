"""What is compared: rows found with rows expected, and the database before with the one after."""

import collections
import dataclasses
import re
import subprocess
import sys

from sources import plain


def rows_of_person(case, truth, dump):
    """By table the identities of the rows that are the example person's, as the case knows them."""
    anchor, example = truth["person"]["anchor"], truth["person"]["example"]
    first = plain(anchor["table"])
    rows = {first: [row for row in dump[first].rows
                    if row[anchor["key"]] == str(example[anchor["key"]])]}
    for table, column, to_table, to_column in case.links:
        values = {row[to_column] for row in rows[to_table]}
        rows[table] = [row for row in dump[table].rows
                       if row[column] is not None and row[column] in values]
    return rows


def secrets_of(case, rows):
    """The texts that give the person away."""
    texts = set()
    for table, *columns in case.secrets:
        for row in rows[table]:
            text = " ".join(row[column] or "" for column in columns).strip()
            if text:
                texts.add(text)
    return sorted(texts)


def expected_counts(truth, tables):
    """By table the truth's count of rows; by column that of rows whose text names the person."""
    counts, mentions = {}, {}
    for key, count in truth["person"]["rows_for_example"].items():
        if isinstance(count, dict):
            mentions = {column.split(" ")[0]: number for column, number in count.items()}
            continue
        word = plain(key.split(" ")[0])
        counts[word if word in tables else word.rpartition(".")[0]] = count
    return counts, mentions


@dataclasses.dataclass
class Difference:
    removed: dict   # By table: rows.
    added: dict
    changed: dict   # By table: pairs of a row before and after.


def difference(before, after):
    result = Difference({}, {}, {})
    for name in before.keys() | after.keys():
        old, new = before[name], after[name]
        if not old.key:
            counted = collections.Counter(map(old.identity, old.rows))
            counted.subtract(map(new.identity, new.rows))
            columns = sorted(old.rows[0]) if old.rows else []
            pairs = [(dict(zip(columns, values)), count) for values, count in counted.items()]
            removed = [row for row, count in pairs for _ in range(max(count, 0))]
            added = [row for row, count in pairs for _ in range(max(-count, 0))]
            changed = []
        else:
            was = {old.identity(row): row for row in old.rows}
            now = {new.identity(row): row for row in new.rows}
            removed = [row for key, row in was.items() if key not in now]
            added = [row for key, row in now.items() if key not in was]
            changed = [(row, now[key]) for key, row in was.items()
                       if key in now and now[key] != row]
        for part, rows in ((result.removed, removed), (result.added, added),
                           (result.changed, changed)):
            if rows:
                part[name] = rows
    return result


def planned(plan):
    """By table: rows that go; by table and column: rows that change; tables with triggers."""
    removes, changes, triggers = collections.Counter(), collections.Counter(), set()
    for step in plan["steps"]:
        table = plain(step["table"])
        if step["what"] == "remove":
            removes[table] += step["rows"]
        elif step["what"] in ("change", "let_go"):
            for change in step["changes"]:
                changes[table, plain(change["column"])] += step["rows"]
    for system in plan["systems"]:
        for said in system["by_itself"]:
            triggers.add(plain(said["params"]["table"]))
    return removes, changes, triggers


def faults_of_difference(plan, found, mine, secrets):
    """Sentences on what differs and was not planned; of rows the keys' columns only."""
    removes, changes, triggers = planned(plan)
    faults = [f"{table}: {len(rows)} rows are new" for table, rows in found.added.items()]
    for table in found.removed.keys() | removes.keys():
        gone = len(found.removed.get(table, ()))
        if gone != removes[table]:
            faults.append(f"{table}: {gone} rows gone, {removes[table]} planned")
        if any(row not in mine.get(table, ()) for row in found.removed.get(table, ())):
            faults.append(f"{table}: a row went that is not the person's")
    for table, pairs in found.changed.items():
        counted = collections.Counter()
        planned_here = [column for other, column in changes if other == table]
        for before, after in pairs:
            columns = [column for column in before if before[column] != after[column]]
            # What a trigger sets beside a planned change was said by the plan.
            if table in triggers and any(column in planned_here for column in columns):
                columns = [column for column in columns if column in planned_here]
            counted.update(columns)
            if before not in mine.get(table, ()):
                faults += faults_of_mention(table, before, after, columns, secrets)
        for column, count in counted.items():
            if count > changes[table, column]:
                faults.append(f"{table}.{column}: {count} rows differ, "
                              f"{changes[table, column]} planned")
    return faults


def faults_of_mention(table, before, after, columns, secrets):
    """In somebody else's row nothing but the person's texts may have been replaced."""
    any_secret = re.compile("|".join(re.escape(text) for text in secrets), re.IGNORECASE)
    for column in columns:
        pieces = any_secret.split(before[column] or "")
        rest = re.compile(".*?".join(re.escape(piece) for piece in pieces), re.DOTALL)
        if len(pieces) == 1:
            return [f"{table}.{column}: a row that is not the person's and does not name him"]
        if not rest.fullmatch(after[column] or ""):
            return [f"{table}.{column}: more than the person's name is gone from another's row"]
    return []


def residue(tool, source, secrets):
    """By table and column: the rows in which one of the texts still stands."""
    done = subprocess.run([sys.executable, str(tool), *source.residue, *secrets],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(f"residue.py: {done.stderr.strip()}")
    hits = {}
    for line in done.stdout.splitlines():
        place, text, rows = line.split("\t")
        table, _, column = place.rpartition(".")
        hits.setdefault((plain(table), plain(column)), {})[text] = int(rows)
    return hits


def kept_places(plan, receipt):
    """Tables' columns that the plan says stay, and those that the receipt names beside them."""
    by_plan = {(plain(step["table"]), plain(stay["column"]))
               for step in plan["steps"] for stay in step["stays"]}
    by_receipt = {(plain(part["table"]), plain(part["column"])) for part in receipt["kept"]
                  if "column" in part}
    return by_plan, by_receipt - by_plan
