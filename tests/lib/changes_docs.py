#!/usr/bin/env python3
"""Holds docs/changes.md against the cases of tests/fixtures/changes: each section of a change ends with what was
measured, and each has a case.

    changes_docs.py DOCS CASES-OF-POSTGRES CASES-OF-SQLITE [--write]

--write puts what the cases say into the page.
"""
import pathlib
import re
import sys

import changes_case

# What is no change of a schema, or not understood.
NOT_MEASURED = {"snapshot", "statement", "delta-not-run", "delta-edited", "live"}


def anchor_of(heading):
    return heading.lower().replace(" ", "-")


def measured(cases, anchor):
    """The lines below a section, engine by engine."""
    lines = []
    for engine, of_engine in cases.items():
        here = [case for case in of_engine if case.diff.endswith(f" {anchor}")]
        if here:
            lines.append(changes_case.measured_line(engine, here))
    return lines


def rewritten(section, cases):
    heading, _, text = section.partition("\n")
    text = re.sub(r"\n+Measured on (.|\n)*", "", text).rstrip("\n")
    lines = measured(cases, anchor_of(heading))
    return "\n".join([heading, text, *([""] if lines else []), *lines, ""])


def main():
    page, postgres, sqlite = sys.argv[1:4]
    cases = {"Postgres": changes_case.read(postgres, 99), "SQLite": changes_case.read(sqlite, 99)}
    text = pathlib.Path(page).read_text()
    head, *sections = re.split(r"(?m)^## ", text)
    wanted = "## ".join([head, "\n## ".join(rewritten(section, cases) for section in sections)])
    if "--write" in sys.argv:
        pathlib.Path(page).write_text(wanted)
        return
    anchors = [anchor_of(section.split("\n")[0]) for section in sections]
    mistakes = [f"{page}: no case is about {anchor}" for anchor in anchors
                if not measured(cases, anchor) and anchor not in NOT_MEASURED and not anchor.startswith("drift-")]
    here, there = text.split("\n"), wanted.split("\n")
    mistakes += [f"{page}: {line}: the cases say otherwise" for line in here if line not in there]
    mistakes += [f"{page}: {line}: this is missing" for line in there if line not in here]
    print(*mistakes, f"{len(anchors)} reasons, {len(mistakes)} mistakes", sep="\n")
    sys.exit(len(mistakes) > 0)


main()
