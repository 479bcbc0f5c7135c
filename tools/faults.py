#!/usr/bin/env python3
"""faults.py FULLSCHEMA LIBRARY [--points N] [--only NAME]... [--verbose]

Fails one allocation or one system call of a run, and all from one on, at points spread over the whole of it, and says of
each what came of it. LIBRARY is tests/lib/faults.c, built to be preloaded.

A run may do all it was asked, with the same exit status, output and files as one without a fault; or end with status 2 and
a line that says why, with files that are all as they were or all new. Anything else is a finding: another status, a death by
signal, a run that does not end, files of both kinds, no word, a process that outlives it, a directory that the next run does
not remove. The exit status is 1 where there was one.
"""

import argparse
import collections
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

KINDS = ("alloc", "call", "child")
TIME = 300  # seconds of one run on a machine that others keep busy
PAGE = 4096
HIDDEN = re.compile(r"(^|/)\.[^/]*\.new$")

SCHEMA = {
    "schema/common/schema_version.sql": "CREATE TABLE schema_version (version INTEGER NOT NULL, upgraded BOOL NOT NULL);\n"
    "CREATE TABLE applied_schema_deltas (version INTEGER NOT NULL, file TEXT NOT NULL, UNIQUE (version, file));\n",
    "schema/common/delta/1/01_queue.sql": "CREATE TABLE background_updates (update_name TEXT NOT NULL UNIQUE,"
    " progress_json TEXT NOT NULL, depends_on TEXT, ordering INTEGER NOT NULL DEFAULT 0);\n",
    "schema/main/delta/1/02_rooms.sql": "CREATE TABLE rooms (room_id TEXT NOT NULL PRIMARY KEY, name TEXT, n BIGINT DEFAULT 7"
    " CHECK (n > 0));\nINSERT INTO rooms VALUES ('!b', 'it''s b', 1), ('!a', NULL, 2);\n"
    "CREATE VIEW named AS SELECT room_id, n + 1 AS more FROM rooms WHERE name IS NOT NULL;\n",
    "schema/main/delta/2/01_names.sql": "INSERT INTO background_updates (update_name, progress_json) VALUES ('rooms_name', '{}');\n",
    "schema/main/background_updates/rooms_name.sql": "CREATE INDEX rooms_name ON rooms (name);\n",
    "schema/state/delta/1/03_groups.sql": "CREATE TABLE groups (id BIGINT PRIMARY KEY, room TEXT);\n",
}
LATER = {
    "schema/main/delta/2/02_more.sql": "CREATE TABLE members (room_id TEXT REFERENCES rooms (room_id), who TEXT NOT NULL);\n"
    "CREATE INDEX members_who ON members (who);\nALTER TABLE rooms ADD COLUMN topic TEXT;\n",
    "schema/state/delta/2/01_drop.sql": "DROP TABLE groups;\n",
}

Scenario = collections.namedtuple("Scenario", "name words share")
SCENARIOS = (
    Scenario("generate-sqlite", ["generate", "--engine", "sqlite", "--no-cache"], 4),
    Scenario("generate-cache", ["generate", "--engine", "sqlite"], 2),
    Scenario("check-sqlite", ["check", "--engine", "sqlite", "--no-cache"], 3),
    Scenario("diff", ["diff", "before", "after"], 3),
    Scenario("diff-json", ["diff", "--format", "json", "--format", "sarif=report.sarif", "before", "after"], 3),
    Scenario("diff-html", ["diff", "--format", "html=report.html", "before", "after"], 2),
    Scenario("diff-git", ["diff", "HEAD", "full_schemas"], 2),
    Scenario("generate-postgres", ["generate", "--engine", "postgres", "--no-cache"], 1),
    Scenario("check-postgres", ["check", "--engine", "postgres", "--no-cache"], 1),
)


class Run(collections.namedtuple("Run", "status out err files")):
    """How a run ended; status None: it did not."""


def write(root, files):
    for path, text in files.items():
        path = os.path.join(root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def read_tree(root):
    """All files of a project but those of git and the cache, by their paths."""
    found = {}
    for directory, names, files in os.walk(root):
        names[:] = [n for n in names if n not in (".git", "cache")]
        for name in files:
            path = os.path.join(directory, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, root)] = f.read()
    return found


class Place:
    """A project in a directory of its own, and what runs in it."""

    def __init__(self, root, program, library):
        self.root, self.program, self.library = root, program, library
        self.project, self.tmp = os.path.join(root, "project"), os.path.join(root, "tmp")
        self.cache, self.tally = os.path.join(root, "cache"), os.path.join(root, "tally")
        self.environment = {"PATH": os.environ["PATH"], "HOME": root, "TMPDIR": self.tmp, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": self.cache}
        if "PG_BINDIR" in os.environ:
            self.environment["FULLSCHEMA_PG_BINDIR"] = os.environ["PG_BINDIR"]
        os.makedirs(self.tmp)
        os.chmod(self.tmp, 0o1777)
        with open(self.tally, "wb") as f:
            f.write(bytes(PAGE))

    def make(self):
        write(self.project, SCHEMA)
        self.plain(["generate", "--no-cache"])
        for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "1"]):
            subprocess.run(["git", "-C", self.project, *words], check=True, env=self.environment)
        shutil.copytree(os.path.join(self.project, "full_schemas"), os.path.join(self.project, "before"))
        write(self.project, LATER)
        self.plain(["generate", "--no-cache", "--output", "after"])
        self.old = read_tree(self.project)

    def plain(self, words):
        subprocess.run([self.program, *words], cwd=self.project, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def restore(self):
        for path, content in read_tree(self.project).items():
            if path not in self.old:
                os.unlink(os.path.join(self.project, path))
            elif self.old[path] != content:
                self.put_back(path)
        for path in self.old:
            if not os.path.exists(os.path.join(self.project, path)):
                self.put_back(path)
        shutil.rmtree(self.cache, ignore_errors=True)

    def put_back(self, path):
        with open(os.path.join(self.project, path), "wb") as f:
            f.write(self.old[path])

    def run(self, words, fault=None):
        """One run in the project as it was first."""
        self.restore()
        environment = dict(self.environment, LD_PRELOAD=self.library, FAULTS_PROGRAM="fullschema", FAULTS_TALLY=self.tally)
        if fault:
            environment["FAULTS"] = fault
        with open(self.tally, "r+b") as f:
            f.write(bytes(PAGE))
        p = subprocess.Popen([self.program, *words], cwd=self.project, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            out, err = p.communicate(timeout=TIME)
            status = p.returncode
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            out, err = p.communicate()
            status = None
        return Run(status, re.sub(rb"\d+\.\d+ s|\(\d+ ms\)", b"N s", out), err.decode(errors="replace"), read_tree(self.project))

    def counts(self):
        with open(self.tally, "rb") as f:
            *numbers, _, name = struct.unpack("=4Q32s", f.read(64))
        return dict(zip(KINDS, numbers)), name.rstrip(b"\0").decode()

    def outlived(self):
        """Processes that work below the temporary directory, some time after the end."""
        for _ in range(40):
            left = []
            for pid in filter(str.isdigit, os.listdir("/proc")):
                try:
                    if os.readlink(f"/proc/{pid}/cwd").startswith(self.tmp + "/"):
                        left.append(pid)
                except OSError:
                    pass
            if not left:
                return []
            time.sleep(0.05)
        return left


def same_reports(files, new):
    return all(files.get(path) == new.get(path) for path in ("report.html", "report.sarif"))


def cut_report(files):
    """A report that is not whole, or that says that all was compared though it was not; None where there is none."""
    for path, content in files.items():
        if path == "report.html" and not content.rstrip().endswith(b"</html>"):
            return path
        if path == "report.sarif":
            try:
                if json.loads(content)["runs"][0]["invocations"][0]["executionSuccessful"]:
                    return path
            except ValueError:
                return path
    return None


def mixed(run, old, new):
    """Why the files are neither all as they were nor all new; None where they are."""
    files = {p: c for p, c in run.files.items() if not HIDDEN.search(p)}
    if run.files.keys() & {"report.html", "report.sarif"} and not same_reports(run.files, new):
        # Written of what could be compared, as the status and the words say.
        return f"{cut_report(run.files)} is cut" if cut_report(run.files) else None
    if files in (old, new):
        return None
    differing = [p for p in set(files) | set(new) if files.get(p) != new.get(p) and files.get(p) != old.get(p)]
    return f"files are neither old nor new: {sorted(differing) or 'some of each'}"


def judge(run, right, old, place, goes_on):
    """What is wrong with a run that had a fault; None where nothing is."""
    if run.status is None:
        return "does not end"
    if run.status < 0:
        return f"died by signal {-run.status}"
    left = place.outlived()
    if left:
        return f"outlived by {left}"
    # What cannot be removed stays, under a hidden name that the next run clears.
    staged = [p for p in run.files if p not in old and p not in right.files]
    kept = {p: c for p, c in run.files.items() if p not in staged or not HIDDEN.search(p)}
    files = kept if place.counts()[1] == "unlinkat" else run.files
    if run.status == right.status and run.out == right.out and files == right.files:
        return None
    if run.status != 2:
        return f"status {run.status}, and not as without a fault"
    if not re.search(r"^(fullschema: |\S[^\n]*: \S)", run.err, re.M):
        return "no word of it"
    if staged and not goes_on and place.counts()[1] != "unlinkat":
        return f"left {staged}"
    return mixed(run, old, right.files)


def spread(total, points):
    """At most so many numbers from 1 to total, evenly."""
    return sorted({1 + i * total // points for i in range(points)}) if total > points else list(range(1, total + 1))


def wishes(counts, points):
    """The faults of one scenario: a third of allocations, the rest of system calls; every other one goes on."""
    for kind, part in (("alloc", 3), ("call", 2), ("child", 6)):
        for i, k in enumerate(spread(counts[kind], max(1, points // part))):
            # Children have few calls, each is worth both.
            for mode in ("once", "on") if kind == "child" else (("once", "on")[i % 2],):
                yield f"{kind}:{k}:{mode}"


def try_scenario(place, scenario, points, verbose):
    right = place.run(scenario.words)
    counts, _ = place.counts()
    if right.status not in (0, 1) or not counts["alloc"]:
        sys.exit(f"{scenario.name}: without a fault the status is {right.status}: {right.err}")
    outcomes, found = collections.Counter(), []
    for wish in wishes(counts, points):
        run = place.run(scenario.words, wish)
        wrong = judge(run, right, place.old, place, ":on" in wish)
        name = place.counts()[1]
        outcomes["wrong" if wrong else "2" if run.status == 2 else "right"] += 1
        if wrong:
            found.append(wish)
        if wrong or verbose:
            print(f"{scenario.name} {wish} {name}: {wrong or run.status}: {run.err.strip()[:400]}", flush=True)
    print(f"{scenario.name}: {sum(outcomes.values())} points of {counts['alloc']} allocations, {counts['call']} calls and"
          f" {counts['child']} of children: {outcomes['right']} right, {outcomes['2']} status 2, {outcomes['wrong']} wrong", flush=True)
    return outcomes


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=os.path.abspath)
    arguments.add_argument("library", type=os.path.abspath)
    arguments.add_argument("--points", type=int, default=2200)
    arguments.add_argument("--only", action="append", choices=[s.name for s in SCENARIOS])
    arguments.add_argument("--verbose", action="store_true")
    a = arguments.parse_args()
    chosen = [s for s in SCENARIOS if not a.only or s.name in a.only]
    root = tempfile.mkdtemp(prefix="faults-", dir=os.environ.get("TMPDIR", "/tmp"))
    os.chmod(root, 0o711)
    total = collections.Counter()
    try:
        place = Place(root, a.program, a.library)
        place.make()
        for scenario in chosen:
            total += try_scenario(place, scenario, a.points * scenario.share // sum(s.share for s in chosen), a.verbose)
            # What runs that were killed or out of memory left, the next one removes.
            place.plain(["generate", "--no-cache", "--output", os.path.join(root, "last")])
            if os.listdir(place.tmp):
                print(f"{scenario.name}: left by the runs, and not removed by the next: {os.listdir(place.tmp)}")
                total["wrong"] += 1
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"{sum(total.values())} points: {total['right']} right, {total['2']} status 2, {total['wrong']} wrong")
    return 1 if total["wrong"] or not total else 0


if __name__ == "__main__":
    sys.exit(main())
