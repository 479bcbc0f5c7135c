#!/usr/bin/env python3
"""kills.py FULLSCHEMA [--points N] [--only NAME]... [--seed N]

Kills runs by SIGKILL at points spread over all their time, and says what is left half a second later. Nothing may be but a
directory that the next run removes: no process that the run had started, whatever became of its parents, no shared memory,
no file that is neither the old nor the new one. The exit status is 1 where there was more.
"""

import argparse
import collections
import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from faults import LATER, SCHEMA, read_tree, write
from postgres_server import Server, server_bindir

PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWNS, CLONE_NEWIPC, MS_REC, MS_PRIVATE = 0x20000, 0x8000000, 0x4000, 1 << 18
LATER_S = 0.5  # when there has to be nothing any more, on a machine that has nothing else to do
LATEST_S = 20  # on any
apart = False  # whether shared memory is ours alone
COMMANDS = {
    "generate": ["generate", "--no-cache"],
    "check": ["check", "--no-cache"],
    "verify": ["verify", "--no-cache", "--bases", "--layouts", "--reproducible"],
    "check --against": ["check", "--no-cache", "--against", "dbname=lived"],
}


def children():
    """All that came from here and still is, but those that have ended: what loses its parent becomes ours."""
    found, level = [], [os.getpid()]
    while level:
        below = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8") as f:
                    state, parent = f.read().rsplit(")", 1)[1].split()[:2]
            except OSError:
                continue
            if int(parent) in level and state not in "ZX":
                below.append(int(pid))
        found += below
        level = below
    return found


def described(pid):
    """Whose process it is, for the report."""
    try:
        with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as f:
            words = f.read().replace("\0", " ").strip()
        with open(f"/proc/{pid}/status", encoding="utf-8") as f:
            status = dict(line.rstrip().split(":\t", 1) for line in f if ":\t" in line)
    except OSError:
        return f"{pid} (gone)"
    dying = (int(status["SigPnd"], 16) | int(status["ShdPnd"], 16)) >> (signal.SIGKILL - 1) & 1
    return f"{pid} {status['State'].strip()}{', which a kill waits for' if dying else ''}: {words[:100] or status['Name'].strip()}"


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def busy():
    """Others' work, which makes everything late."""
    return os.getloadavg()[0] > (os.cpu_count() or 1)


def shared_memory():
    """Segments of System V and those that Postgres names, where they are ours alone."""
    if not apart:
        return set()
    with open("/proc/sysvipc/shm", encoding="utf-8") as f:
        segments = {("System V", line.split()[1]) for line in f.readlines()[1:]}
    return segments | {("POSIX", name) for name in os.listdir("/dev/shm") if name.startswith("PostgreSQL.")}


def part():
    """Shared memory of our own, so that no other server's is taken for a run's. True where the machine allows it."""
    libc = ctypes.CDLL(None)
    return (os.path.isdir("/dev/shm") and libc.unshare(CLONE_NEWNS | CLONE_NEWIPC) == 0
            and libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None) == 0
            and libc.mount(b"none", b"/dev/shm", b"tmpfs", 0, None) == 0)


class Place:
    """A project, and a place for temporary files of its own."""

    def __init__(self, root, program, server):
        self.root, self.program, self.server = root, program, server
        self.project, self.tmp = os.path.join(root, "project"), os.path.join(root, "tmp")
        self.environment = dict(server.env, HOME=root, TMPDIR=self.tmp, XDG_CACHE_HOME=os.path.join(root, "cache"), LC_ALL="C.UTF-8")
        if "PG_BINDIR" in os.environ:
            self.environment["FULLSCHEMA_PG_BINDIR"] = os.environ["PG_BINDIR"]
        os.makedirs(self.tmp)
        os.chmod(self.tmp, 0o1777)

    def run(self, words, **more):
        return subprocess.run([self.program, *words], cwd=self.project, env=self.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False, **more)

    def make(self):
        write(self.project, SCHEMA)
        assert self.run(COMMANDS["generate"]).returncode == 0
        subprocess.run([f"{self.server.bindir}/createdb", "lived"], env=self.server.env, check=True)
        loaded = self.run(["load", "--database", "main", "dbname=lived"])
        write(self.project, LATER)
        self.old = read_tree(self.project)
        return loaded

    def restore(self):
        for path in read_tree(self.project):
            if path not in self.old:
                os.unlink(os.path.join(self.project, path))
        for path, content in self.old.items():
            with open(os.path.join(self.project, path), "wb") as f:
                f.write(content)


def start(place, words):
    place.restore()
    return subprocess.Popen([place.program, *words], cwd=place.project, env=place.environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def length(place, words):
    """How long the command takes when nothing happens to it; what it writes."""
    before = time.monotonic()
    status = start(place, words).wait()
    if status not in (0, 1):
        sys.exit(f"{words}: without a kill the status is {status}: {place.run(words).stderr}")
    return time.monotonic() - before, read_tree(place.project)


def kill_once(place, words, moment, new, others, segments):
    """What is wrong some time after a kill at that moment; None: nothing. And how long processes were left."""
    run = start(place, words)
    try:
        run.wait(moment)
        return "ended", 0
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
    run.wait()
    killed = time.monotonic()
    while (left := [p for p in children() if p not in others]) and time.monotonic() < killed + LATEST_S:
        reap()
        time.sleep(0.005)
    gone = time.monotonic() - killed
    if left or (gone > LATER_S and not busy()):
        names = "; ".join(described(pid) for pid in left)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        return f"processes were left for {gone:.2f} s: {names or 'none any more'}", gone
    reap()
    more = shared_memory() - segments
    if more:
        segments |= more
        return f"shared memory is left: {more}", gone
    for path, content in read_tree(place.project).items():
        staged = os.path.basename(path).startswith(".") and path.endswith(".new")
        if not staged and content not in (place.old.get(path), new.get(path)):
            return f"{path} is neither old nor new", gone
    strange = [n for n in os.listdir(place.tmp) if not n.startswith("fullschema-")]
    return (f"left beside its directory: {strange}" if strange else None), gone


def try_command(place, name, points, rng):
    words = COMMANDS[name]
    took, new = length(place, words)
    segments, others = shared_memory(), children()
    outcomes, slowest, late, directories = collections.Counter(), 0, 0, 0
    for i in range(points):
        wrong, gone = kill_once(place, words, took * (i + rng.random()) / points, new, others, segments)
        outcomes["ended" if wrong == "ended" else "wrong" if wrong else "clean"] += 1
        slowest, late = max(slowest, gone), late + (gone > LATER_S)
        directories = max(directories, len(os.listdir(place.tmp)))
        if wrong and wrong != "ended":
            print(f"{name}, killed {i} of {points}: {wrong}", flush=True)
    # One that was killed before it had a lock may be just being made, for a minute.
    for name_left in os.listdir(place.tmp):
        os.utime(os.path.join(place.tmp, name_left), (0, 0))
    after = start(place, COMMANDS["generate"])
    if after.wait() != 0 or os.listdir(place.tmp):
        outcomes["wrong"] += 1
        print(f"{name}: not removed by the next run: {os.listdir(place.tmp)}")
    if {p: c for p, c in read_tree(place.project).items() if p not in place.old and p.endswith(".new")}:
        outcomes["wrong"] += 1
        print(f"{name}: hidden files are left after the next run")
    print(f"{name}: {points} points of {took:.2f} s: {outcomes['clean']} clean, {outcomes['ended']} had ended before,"
          f" {outcomes['wrong']} wrong; processes were gone after at most {slowest:.3f} s, of {late} points later than {LATER_S} s"
          f"{' on a busy machine' if late else ''}; at most {directories} directories", flush=True)
    return outcomes


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=os.path.abspath)
    arguments.add_argument("--points", type=int, default=300)
    arguments.add_argument("--only", action="append", choices=list(COMMANDS))
    arguments.add_argument("--seed", type=int, default=1)
    a = arguments.parse_args()
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit("what loses its parent cannot be watched here")
    chosen, rng, total = a.only or list(COMMANDS), random.Random(a.seed), collections.Counter()
    global apart
    apart = part()
    if not apart:
        print("shared memory is not looked at: that takes root, and namespaces")
    # What lay in /dev/shm is hidden by a memory of our own.
    place = os.environ.get("TMPDIR", "/tmp")
    place = os.environ["TMPDIR"] = tempfile.tempdir = "/tmp" if apart and place.startswith("/dev/shm") else place
    root = tempfile.mkdtemp(prefix="kills-", dir=place)
    os.chmod(root, 0o711)
    try:
        with Server(server_bindir(), "owner") as server:
            place = Place(root, a.program, server)
            loaded = place.make()
            if loaded.returncode != 0:
                sys.exit(f"the database to look at cannot be made: {loaded.stderr}")
            for name in chosen:
                total += try_command(place, name, a.points // len(chosen), rng)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"{sum(total.values())} points: {total['clean']} clean, {total['ended']} had ended before, {total['wrong']} wrong")
    return 1 if total["wrong"] or not total["clean"] else 0


if __name__ == "__main__":
    sys.exit(main())
