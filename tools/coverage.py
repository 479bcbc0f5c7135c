#!/usr/bin/env python3
"""coverage.py BUILD: what gcov says of the files of src/, from the objects and counts of a build with COVERAGE=1.

A line a file: lines and branches reached, of how many; the worst first, and all together at the end. Branches that the
compiler made (calls that might not come back) are not counted.
"""

import collections
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def reports(build):
    """What gcov says of each object file that ran."""
    for notes in sorted(pathlib.Path(build, "obj").rglob("*.gcno")):
        with tempfile.TemporaryDirectory() as place:
            subprocess.run(["gcov", "--json-format", "--branch-probabilities", notes.resolve()],
                           cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            for report in pathlib.Path(place).glob("*.gcov.json.gz"):
                with gzip.open(report) as f:
                    yield json.load(f)


def read(build):
    """By file of src/: lines by number, whether reached, and branches, how often."""
    lines, branches = collections.defaultdict(dict), collections.defaultdict(dict)
    for report in reports(build):
        for file in report["files"]:
            name = os.path.relpath(os.path.join(report["current_working_directory"], file["file"]))
            if not name.startswith("src/"):
                continue
            for line in file["lines"]:
                at = line["line_number"]
                lines[name][at] = lines[name].get(at, 0) + line["count"]
                for i, branch in enumerate(b for b in line["branches"] if not b["throw"]):
                    branches[name][at, i] = branches[name].get((at, i), 0) + branch["count"]
    return lines, branches


def share(counts):
    reached = sum(1 for n in counts.values() if n)
    return reached, len(counts), 100 * reached / len(counts) if counts else 100


def main():
    lines, branches = read(sys.argv[1])
    for name in sorted(lines, key=lambda n: share(lines[n])[2]):
        print("{}: lines {} of {} ({:.1f} %), ".format(name, *share(lines[name])) + "branches {} of {} ({:.1f} %)".format(*share(branches[name])))
    for what, of in (("lines", lines), ("branches", branches)):
        every = {(name, at): n for name, counts in of.items() for at, n in counts.items()}
        print("all: {} {} of {} ({:.1f} %)".format(what, *share(every)))
    return 0 if lines else 1


if __name__ == "__main__":
    sys.exit(main())
