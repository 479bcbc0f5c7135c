#!/usr/bin/env python3
"""A stand-in for GitHub's command line tool: `gh api` over a small GitHub in files.

$FAKE_GITHUB holds pulls.json and comments.json (number: comments), and runs/N/
with artifacts as actions.py leaves them. The endpoints and options are those the
workflows here use; another is an error. $PERMISSIONS is what the job's token may
do, as its workflow says.
"""
import argparse
import json
import os
import re
import subprocess
import sys
from urllib.parse import parse_qsl

MOST_CHARACTERS = 65536


def refuse(status, message):
    print(f"gh: {message} (HTTP {status})", file=sys.stderr)
    sys.exit(1)


def place(*parts):
    return os.path.join(os.environ["FAKE_GITHUB"], *parts)


def read(*parts):
    with open(place(*parts), encoding="utf-8") as file:
        return json.load(file)


def need(scope, level):
    permissions = json.loads(os.environ["PERMISSIONS"])
    if not os.environ.get("GH_TOKEN") or permissions.get(scope) not in (level, "write"):
        refuse(403, f"Resource not accessible by integration: {scope}: {level}")


def artifacts(_, query, run):
    need("actions", "read")
    name = query.get("name")
    found = [a for a in read("runs", run, "index.json") if name in (None, a["name"])] if os.path.exists(
        place("runs", run, "index.json")) else []
    return {"total_count": len(found), "artifacts": found}


def artifact_zip(_, __, number):
    need("actions", "read")
    for run in os.listdir(place("runs")):
        path = place("runs", run, f"{number}.zip")
        if os.path.exists(path):
            with open(path, "rb") as file:
                return file.read()
    return refuse(404, "Not Found")


def pulls(_, query):
    need("pull-requests", "read")
    return [p for p in read("pulls.json") if p["state"] == query.get("state", "open")
            and query.get("head", p["head"]["label"]) == p["head"]["label"]]


def comments(_, __, number):
    need("pull-requests", "read")
    return read("comments.json").get(number, [])


def write_comment(body, number=None, comment=None):
    need("pull-requests", "write")
    if len(body) > MOST_CHARACTERS:
        refuse(422, f"Body is too long (maximum is {MOST_CHARACTERS} characters)")
    all_comments = read("comments.json")
    if number:
        taken = [c["id"] for of in all_comments.values() for c in of]
        all_comments.setdefault(number, []).append(
            {"id": max(taken, default=0) + 1, "user": {"login": "github-actions[bot]"}, "body": body})
    else:
        found = [c for of in all_comments.values() for c in of if c["id"] == int(comment)]
        if not found:
            refuse(404, "Not Found")
        found[0]["body"] = body
    with open(place("comments.json"), "w", encoding="utf-8") as file:
        json.dump(all_comments, file)
    return {}


ENDPOINTS = [
    ("GET", r"actions/runs/(\d+)/artifacts", artifacts),
    ("GET", r"actions/artifacts/(\d+)/zip", artifact_zip),
    ("GET", r"pulls", pulls),
    ("GET", r"issues/(\d+)/comments", comments),
    ("POST", r"issues/(\d+)/comments", lambda fields, _, number: write_comment(fields["body"], number=number)),
    ("PATCH", r"issues/comments/(\d+)", lambda fields, _, comment: write_comment(fields["body"], comment=comment)),
]


def answer(method, path, fields):
    path, _, query = path.partition("?")
    parameters = {**dict(parse_qsl(query)), **(fields if method == "GET" else {})}
    for known, pattern, handler in ENDPOINTS:
        match = re.fullmatch(f"repos/owner/name/{pattern}", path)
        if match and known == method:
            return handler(fields, parameters, *match.groups()), int(parameters.get("per_page", 30))
    return refuse(404, f"Not Found: {method} {path}")


def value_of(field):
    """-F reads @FILE."""
    key, _, value = field.partition("=")
    if value.startswith("@"):
        with open(value[1:], encoding="utf-8") as file:
            value = file.read()
    return key, value


def main():
    parser = argparse.ArgumentParser(prog="gh")
    parser.add_argument("api", choices=["api"])
    parser.add_argument("path")
    parser.add_argument("-X", "--method")
    parser.add_argument("-f", "--raw-field", action="append", default=[])
    parser.add_argument("-F", "--field", action="append", default=[])
    parser.add_argument("--jq")
    parser.add_argument("--paginate", action="store_true")
    parser.add_argument("--silent", action="store_true")
    a = parser.parse_args()
    fields = dict([f.partition("=")[::2] for f in a.raw_field] + [value_of(f) for f in a.field])
    result, size = answer(a.method or ("POST" if fields else "GET"), a.path, fields)
    if isinstance(result, bytes):
        sys.stdout.buffer.write(result)
        return
    pages = [result[i:i + size] for i in range(0, len(result), size)] if isinstance(result, list) else [result]
    for page in (pages or [[]])[:None if a.paginate else 1]:
        if a.jq:
            subprocess.run(["jq", "-r", a.jq], input=json.dumps(page).encode(), check=True)
        elif not a.silent:
            print(json.dumps(page))


main()
