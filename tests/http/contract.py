"""Holds what a server serves and answers against the contract (tools/join_api.py)."""

import pathlib
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
import join_api  # noqa: E402


class Contract:
    def __init__(self):
        self.whole, self.faults = join_api.join()
        self.seen = set()

    def operations(self):
        return {f"{verb.upper()} {path}": operation
                for path, operations in self.whole["paths"].items()
                for verb, operation in operations.items()}

    def route_of(self, method, target):
        """The operation that a request means; a literal segment goes before a parameter."""
        parts = target.split("?")[0].strip("/").split("/")
        found = []
        for path, operations in self.whole["paths"].items():
            names = path.strip("/").split("/")
            if len(names) == len(parts) and method.lower() in operations and all(
                    name == part or name.startswith("{") for name, part in zip(names, parts)):
                found.append((sum(name.startswith("{") for name in names), path))
        return min(found)[1] if found else None

    def resolved(self, value):
        while "$ref" in value:
            place = self.whole
            for step in value["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            value = place
        return value

    def check(self, method, target, status, kind, body):
        """What is wrong with an answer; nothing where all is as the contract says."""
        path = self.route_of(method, target)
        if path is None and kind.startswith("text/html") and not target.startswith("/api"):
            return None  # A page, which is for browsers.
        if path is None:
            return None if status in (404, 405) else f"{method} {target} is not in the contract"
        responses = self.whole["paths"][path][method.lower()]["responses"]
        if status == 304:
            return None
        answer = responses.get(str(status)) or (responses["default"] if status >= 400 else None)
        if answer is None:
            return f"{method} {path} answers {status}, which is not in the contract"
        if status < 400:
            self.seen.add(f"{method} {path}")
        content = self.resolved(answer).get("content", {})
        if not content:
            return f"{method} {path} answers {status} with a body" if body else None
        if kind not in content:
            return f"{method} {path} answers {status} as {kind}, not as {sorted(content)}"
        if "json" not in kind:
            return None
        schema = {"components": self.whole["components"], **content[kind]["schema"]}
        for error in jsonschema.Draft202012Validator(schema).iter_errors(body):
            return f"{method} {path} answers {status}: {error.json_path} {error.message}"
        return None

    def parameters(self, operation, where):
        return {parameter["name"]
                for parameter in map(self.resolved, operation.get("parameters", []))
                if parameter["in"] == where}
