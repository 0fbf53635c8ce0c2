"""What the authorisation matrix sends, made from the contract, and what it reads of an answer."""

import base64
import io
import sqlite3
import zipfile

import world
from house import CONTRACT

WRITTEN = {"reason", "reference", "note", "opinion", "text", "because"}


class Bodies:
    """What the contract lets one send; ids come from the bundle, by the name of the property."""

    KINDS = {"persons": "person", "absent": "account", "substitute": "account"}

    def __init__(self, operation, bundle, owned, column):
        self.bundle, self.owned, self.column = bundle, owned, column
        body = CONTRACT.resolved(operation["requestBody"]) if "requestBody" in operation else None
        self.body = self.made(body["content"]["application/json"]["schema"]) if body else None

    def named(self, name, part):
        if name in WRITTEN:
            return "matrix"  # What people write is kept and shown again: no id goes there.
        kind = self.KINDS.get(name, name)
        known = self.owned
        if name == "yaml":
            return known.yaml if known else world.RULE.format(
                rule="nobodys_rule", name="nobodys", marker="nobody")
        if name == "criteria":
            return [f"personnummer: {known.national_id}" if known else "email: a@nobody.example"]
        if name == "table":
            return known.table if known else "member_nobody"
        if name == "column":
            return self.column
        if kind in self.bundle and kind not in ("version", "provider"):
            return [self.bundle[kind]] if name == "persons" else self.bundle[kind]
        return self.made(part)

    def made(self, schema):
        schema = CONTRACT.resolved(schema)
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                return self.made(schema[choice][0])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type", "object")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            return {name: self.named(name, part)
                    for name, part in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.made(schema.get("items", {"type": "string"}))]
        if kind == "boolean":
            return False
        if kind in ("integer", "number"):
            return max(1, schema.get("minimum", 1))
        if schema.get("format") == "date":
            return "2030-01-01"
        if schema.get("format") == "date-time":
            return "2030-01-01T00:00:00Z"
        text = self.bundle["system"]
        return text[:schema.get("maxLength", len(text))]


def name_of(route):
    return f"{route['method']} {route['path']}"


def kind_of(parameter, path):
    if parameter == "entry" and "/schedule/" in path:
        return "schedule"
    # What rooms that declare kinds of record name alike.
    if "/{kind}" in path:
        return f"{parameter} in {path.split('/')[2]}"
    return parameter


def parameters_of(path):
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def everything_in(answer):
    """The answer's text; of an archive that of its files."""
    if not answer.bytes.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.bytes)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


SHORTEST = 40  # Bytes: what is sealed is longer, hashes and ids are not.


def blobs_of_sqlite(file):
    store = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    named = store.execute("select name from sqlite_master where type = 'table'")
    tables = [row[0] for row in named.fetchall()]
    blobs = [value for table in tables for row in store.execute(f"select * from {table}")
             for value in row if isinstance(value, bytes) and len(value) >= SHORTEST]
    store.close()
    return blobs


def blobs_of_postgresql(ask):
    columns = ask("select table_name, column_name from information_schema.columns where "
                  "data_type = 'bytea' and table_schema = 'public'").splitlines()
    blobs = []
    for table, column in (line.split("|") for line in columns):
        blobs += [bytes.fromhex(line) for line in ask(
            f"select encode({column}, 'hex') from {table} where length({column}) >= {SHORTEST}"
        ).splitlines()]
    return blobs


def beginnings(blobs):
    """Of each as it would stand in a text."""
    return ({base64.b64encode(blob).decode()[:24] for blob in blobs} |
            {base64.urlsafe_b64encode(blob).decode()[:24] for blob in blobs} |
            {blob.hex()[:24] for blob in blobs})
