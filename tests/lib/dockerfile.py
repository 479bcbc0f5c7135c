#!/usr/bin/env python3
"""dockerfile.py FILE: what hadolint's strictest rules say of the few instructions that the image here has."""
import re
import sys

KNOWN = {"FROM", "ARG", "COPY", "RUN", "WORKDIR", "ENTRYPOINT"}


def wrong(text):
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for instruction in "\n".join(lines).replace("\\\n", " ").splitlines():
        word, _, rest = instruction.partition(" ")
        if word not in KNOWN:
            yield f"no instruction {word}"
        if word == "FROM" and (":" not in rest or rest.endswith(":latest")):
            yield "the base image has no tag"
        if word == "RUN" and "apt-get install" in rest:
            if "-y" not in rest or "--no-install-recommends" not in rest or "/var/lib/apt/lists" not in rest:
                yield "apt-get install: -y, --no-install-recommends and removing the lists belong to it"
        if word == "ENTRYPOINT" and not re.fullmatch(r'\["[^"]+"(, "[^"]+")*\]', rest):
            yield "ENTRYPOINT is no list"
        if word == "WORKDIR" and not rest.startswith("/"):
            yield "WORKDIR is relative"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        problems = list(wrong(file.read()))
    print("\n".join(problems), end="\n" if problems else "")
    sys.exit(1 if problems else 0)
