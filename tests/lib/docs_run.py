#!/usr/bin/env python3
"""Runs each command line of fullschema in the pages: docs_run.py ROOT FULLSCHEMA PROJECT prints what fails, a line each.

PROJECT is a directory with a project that has what the pages speak of (tests/cmd/docs_commands.bats makes it). Each page
has a copy of its own, in which its commands run one after the other; what is a reader's own (OLD, DATABASE, an address)
is put in, by the tables below. A line that several pages have is run for the first. Command lines of other programs are
not run, and pages whose sessions are compared with what is printed (console.py) are left to that.

A command works where it does not end in trouble: 0, or 1 where something differs. A word alone, as `fullschema load`, may
be the name of a command that wants more words.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

import docs

# Done line by line by tutorial.bats and rails.bats.
SESSIONS = {"README.md", "docs/tutorial.md", "docs/configuration.md", "docs/rails.md"}

# Other words for those that stand for something, in every command.
WORDS = {
    "OLD": "old", "NEW": "full_schemas", "SNAPSHOT...": "full_schemas", "FILE": "file.out", "NAME": "add_words",
    "REV": "HEAD", "A..B": "main..HEAD", "A...B": "main...HEAD", "--fix=FILE": "--fix=fix.out",
    "--format=html=FILE": "--format=html=page.html", "synapse/storage/schema": "schema", "--cache=DIR": "--cache=kept",
    "DIR": "schema",
}
# The same for a single command.
OWN_WORDS = {
    "load": {"DATABASE": "fresh.db", "app.db": "fresh.db", "SNAPSHOT|VERSION": "2"},
    "parity": {"A": "full_schemas/2/main/full.sql.postgres", "B": "full_schemas/2/main/full.sql.sqlite"},
    "docs": {"DIR": "docs/schema"},
    "squash": {"N": "1"},
    None: {"DATABASE": "app.db"},
}
# Lines that mean something else by the same words.
LINES = {"parity A": "parity full_schemas"}
# What else the project of a page says, where that is about another layout of the schema directory.
SETTINGS = {"docs/numbered.md": "layout-in = numbered\nschema = db/migrations\nengine = sqlite\n"
                                "migration-tool = sqlx\n"}
# It would go on until Ctrl-C.
MORE = {"watch": ["--timeout", "5"]}
ENDED = "fullschema: stopped after 5 s, the limit of the whole run (--timeout)"


def address(command, word):
    """A live database of the pages is one of the test's own server: empty for `load`."""
    if not word.startswith("postgres://"):
        return word
    return os.environ["EMPTY_DATABASE" if command == "load" else "FULL_DATABASE"]


def words_of(line):
    line = re.sub(r"\[[^]]*\]", lambda part: " " + part[0][1:-1] if part[0][1] != "=" else part[0][1:-1], line)
    command, *words = shlex.split(re.sub(r"--format html(\[?=FILE\]?)?", "--format=html=FILE", line))
    own = {**WORDS, **OWN_WORDS[None], **OWN_WORDS.get(command, {})}
    return command, [address(command, own.get(word, word)) for word in words]


def ready(command, words):
    """An empty database for each `load`, and an empty directory for each `init`; returns the directory to be in."""
    if command == "load":
        if os.path.exists("fresh.db"):
            os.remove("fresh.db")
    if os.environ.get("EMPTY_DATABASE") in words:
        subprocess.run(["psql", "-XAtq", "-d", os.environ["EMPTY_DATABASE"], "-c",
                        "SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public"], check=True)
    if command != "init":
        return "."
    shutil.rmtree("begun", ignore_errors=True)
    os.mkdir("begun")
    return "begun"


def run(program, line):
    """None, or what is wrong."""
    command, words = words_of(LINES.get(line, line))
    try:
        done = subprocess.run([program, command, *words, *MORE.get(command, [])], cwd=ready(command, words), text=True,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    except subprocess.TimeoutExpired:
        return "does not end"
    error = done.stderr.strip()
    if done.returncode in (0, 1) or command in MORE and error == ENDED:
        return None
    if not words and re.search(r"^fullschema: [A-Z|.]+ is missing$", error, re.M):
        return None
    return f"exit status {done.returncode}: {error or done.stdout.strip()}"


def enter(page, project):
    """A copy of the project, to be in."""
    place = os.path.join(os.path.dirname(project), "page")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(project, place, symlinks=True)
    os.chdir(place)
    if page in SETTINGS:
        shutil.rmtree("full_schemas")
        with open("fullschema.ini", "w", encoding="utf-8") as file:
            file.write(SETTINGS[page])


def main():
    root, program, project = sys.argv[1:]
    ran, wrong = set(), []
    for page, text in docs.pages(root).items():
        lines = [line for line in docs.commands_of(text, console=True)
                 if line not in ran and not line.split(" ")[0].isupper()]
        if page in SESSIONS or not lines:
            continue
        enter(page, project)
        for line in dict.fromkeys(lines):
            began = time.monotonic()
            what = run(program, line)
            ran.add(line)
            if os.environ.get("DOCS_RUN_TIMES"):
                print(f"{time.monotonic() - began:6.1f} {page}: {line}", file=sys.stderr)
            if what:
                wrong.append(f"{page}: fullschema {line}: {what}")
    print("\n".join(wrong) if wrong else f"{len(ran)} commands run")
    return 1 if wrong or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
