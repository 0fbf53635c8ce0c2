#!/usr/bin/env python3
"""Joins the rooms' parts of the HTTP contract to one OpenAPI document.

    tools/join_api.py [--check] [OUT]

The parts are src/ROOM/api.yaml: paths and components, without what is the same for all. A path
belongs to the room that its second segment names, a component to the room that its name begins
with. What every path has is added here: the session, the header against forged requests, the key of
a request that must be done once, and the problem that any of them may answer with. --check only
looks whether the parts fit together.
"""

import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).parent.parent
VERBS = {"get", "post", "put", "patch", "delete"}
OWN_PATHS = {"serve": {"/health", "/metrics"}}
PROBLEM = {"description": "What is wrong and what to do.",
           "content": {"application/problem+json":
                       {"schema": {"$ref": "#/components/schemas/http.Problem"}}}}


class OnceLoader(yaml.SafeLoader):
    """YAML that refuses a name that stands twice."""

    def construct_mapping(self, node, deep=False):
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {str(name) for name in names if names.count(name) > 1}
        if twice:
            raise yaml.YAMLError(f"{', '.join(sorted(twice))} stands twice: {node.start_mark}")
        return super().construct_mapping(node, deep)


def header(name, description):
    return {"name": name, "in": "header", "required": True, "description": description,
            "schema": {"type": "string"}}


def completed(path, verb, operation):
    """The operation with what all have."""
    operation = dict(operation)
    words = [word.strip("{}") for word in path.strip("/").split("/")]
    name = "_".join([verb, *words]).replace("-", "_").replace(".", "_")
    operation.setdefault("operationId", name)
    operation["responses"] = {**operation["responses"], "default": PROBLEM}
    parameters = list(operation.get("parameters", []))
    if verb != "get" and operation.get("security") != []:
        parameters.append(header("X-CSRF-Token", "csrf_token of GET /api/accounts/session"))
    if verb in ("post", "patch") and operation.get("security") != []:
        parameters.append(header("Idempotency-Key", "A random text: sent twice, it is done once."))
    if parameters:
        operation["parameters"] = parameters
    return operation


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from references(one)


def join(root=ROOT):
    """The document, and what does not fit together."""
    faults = []
    whole = {"openapi": "3.1.0",
             "info": {"title": "Ombud", "version": "1",
                      "description": "The data-protection office's server."},
             "security": [{"session": []}],
             "paths": {},
             "components": {"securitySchemes": {
                 "session": {"type": "apiKey", "in": "cookie", "name": "__Host-ombud-session"}}}}
    kinds_rooms = sorted({re.search(r"^room: (\w+)$", file.read_text(), re.M)[1]
                          for file in root.glob("src/*/kinds/*.yaml")})
    for part in sorted(root.glob("src/*/api.yaml")):
        room = part.parent.name
        content = yaml.load(part.read_text(), OnceLoader)
        # Every room that kinds of record belong to has these paths under its own name.
        for path, operations in content.get("of_kinds", {}).items():
            for other in kinds_rooms:
                own = path.replace("{room}", other)
                whole["paths"][own] = {verb: completed(own, verb, operation)
                                       for verb, operation in operations.items()}
        for path, operations in content.get("paths", {}).items():
            if not path.startswith(f"/api/{room}/") and path != f"/api/{room}" and (
                    path not in OWN_PATHS.get(room, ())):
                faults.append(f"{part}: {path} is not a path of {room}")
            if set(operations) - VERBS:
                faults.append(f"{part}: {path} has {sorted(set(operations) - VERBS)}")
            whole["paths"][path] = {verb: completed(path, verb, operation)
                                    for verb, operation in operations.items()}
        for kind, components in content.get("components", {}).items():
            for name, component in components.items():
                if not name.startswith(room + "."):
                    faults.append(f"{part}: {name} does not begin with {room}.")
                whole["components"].setdefault(kind, {})[name] = component
    for reference in sorted(set(references(whole))):
        place = whole
        for step in reference.removeprefix("#/").split("/"):
            place = place.get(step, {}) if isinstance(place, dict) else {}
        if not place:
            faults.append(f"{reference} is referred to and is nowhere")
    return whole, faults


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    whole, faults = join()
    for fault in faults:
        print(fault)
    if faults:
        return 1
    if "--check" not in sys.argv:
        text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
        if arguments:
            pathlib.Path(arguments[0]).write_text(text)
        else:
            sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
