"""What drift_proof.py does with an application whatever its engine is: the project's directory, checks of databases."""
import json
import os
import re
import shutil
import subprocess

# In place of a finding's kind: what no snapshot holds. It is named as an error, and the exit status is 2 (docs/check.md).
LEFT_OUT = "left out"


class Untried(Exception):
    """An application's database could not be made."""


def changes_text(report):
    return "\n".join(f"{c['word']} {c['kind']} {c['relation']} {c['name']}"
                     for comparison in (report or {}).get("comparisons", ()) for c in comparison["changes"])


class Project:
    """
    One application: its migrations as a project's, in a directory with drift.txt, and its database. A subclass has
    EXPECTED (drift.txt), PLANTED (what it is, the kind that the finding has or None for any, where candidates come from),
    build(), location(planted) and plant(candidates), which gives the statement and the name that the finding has to say.
    """

    def __init__(self, fullschema, name, tool, engine, migrations, place):
        self.fullschema, self.name, self.place = fullschema, name, place / name
        self.copy_migrations(migrations)
        (self.place / "drift.txt").write_text(self.EXPECTED, encoding="utf-8")
        (self.place / "fullschema.ini").write_text(
            f"schema = migrations\nlayout-in = numbered\nengine = {engine}\nmigration-tool = {tool}\n", encoding="utf-8")

    def copy_migrations(self, migrations):
        """What the tool runs, and what it reads beside: other files there are no migrations."""
        for path in self.files(migrations):
            for source in [path] if path.parent == migrations else path.parent.iterdir():
                copy = self.place / "migrations" / source.relative_to(migrations)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)

    def run(self, *words):
        return subprocess.run([self.fullschema, *words], cwd=self.place, check=False, capture_output=True, text=True,
                              env=dict(os.environ, **self.env))

    def generate(self):
        """The snapshot. What rows hold of the clock or of chance is kept as it came: rows of a database are not compared."""
        done, accepted = self.run("generate", "-q"), set()
        while done.returncode:
            cells = set(re.findall(r"--accept-clock ([^\s]+)", done.stderr)) - accepted
            if not cells:
                break
            accepted |= cells
            done = self.run("generate", "-q", *(f"--accept-clock={cell}" for cell in sorted(accepted)))
        if done.returncode:
            raise Untried("generate: " + done.stderr)

    def check(self, planted, *words):
        """(exit status, what it says on standard error, report) of the database, or of the copy with a drift."""
        done = self.run("check", "--against", self.location(planted), "--format", "json", *words)
        try:
            return done.returncode, done.stderr.strip(), json.loads(done.stdout)
        except ValueError:
            return done.returncode, done.stderr.strip(), None

    def quiet(self):
        """What is wrong with the database as production has it; None: nothing, and drift.txt is what makes it so."""
        status, said, report = self.check(False)
        if status != 0 or said:
            return f"exit status {status}, not a quiet 0: {said}\n" + changes_text(report)
        if report["counts"]["expected"] == 0:
            return "nothing was expected"
        (self.place / "empty.txt").write_text("# nothing\n", encoding="utf-8")
        status, said, _ = self.check(False, "--expected", "empty.txt")
        return None if status == 1 else f"without drift.txt exit status {status}: {said}"

    def find(self, kind, name):
        """What is wrong with how the drift in the copy is found; None: nothing."""
        status, said, report = self.check(True)
        if kind == LEFT_OUT and status == 2 and name in said:
            return None
        found = [c for comparison in (report or {}).get("comparisons", ()) for c in comparison["changes"]
                 if name in c["name"] and kind in (None, c["kind"])]
        if status == 1 and found:
            return None
        return f"exit status {status}: {said}\n" + changes_text(report)
