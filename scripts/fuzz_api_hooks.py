"""Hooks of the schema fuzzer: most requests name persons, cases and payments that are there.

What a schema alone can make are identifiers that nobody has, and the answer to all of them is 404. Here an identifier that
was made up is, three times in four, exchanged for one of the running office; which one depends on what was made up, so that
a run with the same seed on the same office asks the same.
"""

import os
import zlib

import requests
import schemathesis

BASE = os.environ["PARVALDE_FUZZ_BASE"]
TOKENS = dict(pair.split("=", 1) for pair in os.environ["PARVALDE_FUZZ_TOKENS"].split())


def _ask(role, method, path, **more):
    headers = {"Authorization": f"Bearer {TOKENS[role]}", "Purpose": "basis:mk134"}
    answer = requests.request(method, f"{BASE}/api/v1{path}", headers=headers, timeout=30, **more)
    return answer.json() if answer.ok else {}


def _known():
    known = {"persons": [], "cases": [], "payments": [], "refunds": [], "appointments": [], "letters": []}
    for text in ["Ilze", "Anna", "Jānis", "Bērziņa", "Kalniņš", "Ozol"]:
        found = _ask("counter", "POST", "/persons/search", json={"text": text})
        for row in found.get("items", []):
            known["persons"].append(row["person"]["id"])
    for row in _ask("case-officer", "GET", "/cases").get("items", []):
        known["cases"].append(row["id"])
        known["persons"].append(row.get("subject"))
    for row in _ask("accountant", "GET", "/payments").get("items", []):
        known["payments"].append(row["id"])
    known["offices"] = [row["id"] for row in _ask("counter", "GET", "/offices").get("items", [])]
    known["services"] = [row["id"] for row in _ask("counter", "GET", "/services").get("items", [])]
    return {kind: sorted({name for name in names if isinstance(name, str)}) for kind, names in known.items()}


KNOWN = _known()
# The word of a path or body, and of what it is an identifier.
WORDS = {
    "subject": "persons", "person": "persons", "other": "persons", "keep": "persons", "of": "persons",
    "spouse": "persons", "child": "persons", "mother": "persons", "father": "persons", "parent": "persons",
    "left": "persons", "right": "persons", "case": "cases", "with": "cases", "payment": "payments",
    "office": "offices", "service": "services", "procedure": "services",
}


def _instead(kind, made_up):
    names = KNOWN.get(kind, [])
    number = zlib.crc32(repr(made_up).encode())
    return names[number // 4 % len(names)] if names and number % 4 else made_up


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if isinstance(path_parameters, dict):
        collection = context.operation.path.removeprefix("/api/v1/").split("/")[0]
        for name, value in list(path_parameters.items()):
            kind = collection if name == "id" else WORDS.get(name)
            path_parameters[name] = _instead(kind, value)
    return path_parameters


@schemathesis.hook
def map_body(context, body):
    return _walk(body)


def _walk(value):
    if isinstance(value, dict):
        return {
            name: _instead(WORDS[name], inner) if name in WORDS and isinstance(inner, str) else _walk(inner)
            for name, inner in value.items()
        }
    return [_walk(inner) for inner in value] if isinstance(value, list) else value
