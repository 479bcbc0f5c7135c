#!/usr/bin/env python3
"""Holds README.md and docs/ against the program: docs.py ROOT FULLSCHEMA prints every mistake, a line each.

Links lead to files and sections that are there, fenced blocks end, what looks
like an option of fullschema is one, and generate.md's list of generate's
options is that of --help.
"""
import os
import re
import subprocess
import sys

# Options of other programs that the pages speak of.
ELSEWHERE = {"--no-install-recommends", "--name-only", "--no-index",
             "--ext-diff", "--global", "--no-ext-diff", "--no-textconv",
             # pg_dump, psql, sqldef: docs/comparison.md, docs/rails.md
             "--no-owner", "--no-privileges", "--restrict-key", "--set",
             "--file", "--no-psqlrc", "--check", "--enable-drop", "--create"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def pages(root):
    names = [name for name in os.listdir(root) if name in ("README.md", "SECURITY.md")]
    names += sorted(f"docs/{name}" for name in os.listdir(os.path.join(root, "docs")))
    return {name: read(os.path.join(root, name)) for name in names if name.endswith(".md")}


def prose(text):
    """Without fenced blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^(`{3,}).*?^\1`*$", "", text, flags=re.M | re.S))


def anchors(text):
    """The sections' names in links, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^(`{3,}).*?^\1`*$", "", text, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def check_links(root, texts):
    for page, text in texts.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
            if "://" in link:
                continue
            path, _, section = link.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
            if not os.path.exists(os.path.join(root, target)):
                yield f"{page}: {link} leads nowhere"
            elif section and section not in anchors(texts.get(target, "")):
                yield f"{page}: {link}: there is no such section"


def check_fences(texts):
    for page, text in texts.items():
        if len(re.findall(r"^`{3,}", text, re.M)) % 2:
            yield f"{page}: a fenced block is not closed"


def help_of(program, *words):
    return subprocess.run([program, *words, "--help"], check=True, capture_output=True, text=True).stdout


def check_options(program, texts):
    commands = re.findall(r"^  ([\w-]+) ", help_of(program), re.M)
    options = {command: set(OPTION.findall(help_of(program, command))) for command in commands}
    known = set().union(*options.values(), ELSEWHERE, {"--version"})
    for page, text in texts.items():
        for option in sorted(set(OPTION.findall(text)) - known):
            yield f"{page}: no command has {option}"
    listed = re.search(r"^## fullschema generate\n\n```\n(.*?)^```$", texts["docs/generate.md"], re.M | re.S)
    told = set(OPTION.findall(listed[1] if listed else ""))
    for option in sorted(told ^ (options["generate"] - {"--help"})):
        yield f"docs/generate.md: {option} is {'not an option' if option in told else 'not among the options'} of generate"


def main():
    root, program = sys.argv[1:]
    texts = pages(root)
    wrong = [*check_links(root, texts), *check_fences(texts), *check_options(program, texts)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
