#!/usr/bin/env python3
"""Holds README.md and docs/ against the program: docs.py ROOT FULLSCHEMA prints every mistake, a line each.

Links lead to files and sections that are there, fenced blocks end, what looks
like an option of fullschema is one, generate.md's list of generate's options is
that of --help, and the program understands each command line of fullschema, in
blocks and in code spans.
"""
import functools
import os
import re
import shlex
import subprocess
import sys

# Options of other programs that the pages speak of.
ELSEWHERE = {"--no-install-recommends", "--name-only", "--no-index",
             "--ext-diff", "--global", "--no-ext-diff", "--no-textconv",
             # pg_dump, psql, sqldef: docs/comparison.md, docs/rails.md
             "--no-owner", "--no-privileges", "--restrict-key", "--set",
             "--file", "--no-psqlrc", "--check", "--enable-drop", "--create"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")
FENCED = re.compile(r"^ *(`{3,})(.*)\n((?:.*\n)*?) *\1`*$", re.M)
# Where a command may begin in a line of a block: at its start, behind a prompt, a key of YAML or JSON, another command.
COMMAND = re.compile(r'(?:^\s*(?:\$ |- )?(?:[\w-]+: )?|&& |\|\| |[|;(] |"command": ")(?:[A-Z_]+=\S* )*'
                     r'fullschema (?!\w+: )(?=(.*))')
# Where it ends: at what a list of commands says of it, at another command, a file, a comment, the end of a string.
END = re.compile(r'\s{2,}|\s(?:&&|\|\||2?[|;<>#])|["`]')


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


def commands_of(text, console=False):
    """Yields what stands behind `fullschema` in each command line of a page, in its order.

    What is printed in console blocks is held against what the program prints (console.py); of a page for which that is
    not done they are asked for, without what stands there as printed.
    """
    spans = FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)
    found = [(hit.start(), END.split(" ".join(hit[1].split()))[0])
             for hit in re.finditer(r"`fullschema\s(?!\w+: )([^`]*)`", spans)]
    for block in FENCED.finditer(text):
        in_console = block[2].startswith("console")
        if in_console and not console:
            continue
        for line in re.sub(r"\\\n\s*", "", block[3]).splitlines():
            if not in_console or line.startswith("$ "):
                found += [(block.start(), END.split(hit[1])[0]) for hit in COMMAND.finditer(line)]
    return [line for _, line in sorted(found, key=lambda item: item[0])]


@functools.lru_cache(None)
def complaint(program, line):
    """What the program says of the words; asked for help, it reads them and does nothing else."""
    try:
        command, *words = shlex.split(re.sub(r"[][]", "", line))
    except ValueError:
        return "no command line"
    if command.isupper() or command.startswith("-"):
        return None
    run = subprocess.run([program, command, "--help", *words], capture_output=True, text=True)
    return run.stderr.splitlines()[0] if run.returncode else None


def check_commands(program, texts):
    for page, text in texts.items():
        for line in commands_of(text):
            wrong = complaint(program, line)
            if wrong:
                yield f"{page}: fullschema {line}: {wrong}"


def main():
    root, program = sys.argv[1:]
    texts = pages(root)
    wrong = [*check_links(root, texts), *check_fences(texts), *check_options(program, texts),
             *check_commands(program, texts)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
