"""Cases of tests/fixtures/changes: a file of blocks, read; what was found, held against it; what docs/changes.md says.

A case is a block:

    == name [from MAJOR]
    SQL that makes the schema; a table t gets a row
    -- change
    SQL that a person would write
    -- instead
    SQL that brings the same about where the database refuses the change
    -- diff: class anchor            the worst of what diff says
    -- says: words                   somewhere in the reasons that diff gives
    -- does: words                   what the database does; "11 words" behind a semicolon is what version 11 does
    -- old WORD: SQL                 what becomes of a statement of a client that knows the old schema only: it works
                                     as before, differs (gives something else), fails, or is accepted only now

A case without a client's statement reads column a of t, and adds a row that has one. Where no statement can show the
change, "-- old none: why" says so.
"""
import re
import pathlib

# The strongest lock on what the schema had before, weakest first; the weaker ones let everybody go on.
LOCKS = {"ShareUpdateExclusive": "SHARE UPDATE EXCLUSIVE", "Share": "SHARE", "ShareRowExclusive": "SHARE ROW EXCLUSIVE",
         "Exclusive": "EXCLUSIVE", "AccessExclusive": "ACCESS EXCLUSIVE"}
DEEDS = {"rewrites": "table rewritten", "reads": "table read", "builds": "index built", "refuses": "refused"}
USUAL = ["SELECT a FROM t", "INSERT INTO t (a) SELECT a FROM t LIMIT 0", "DELETE FROM t"]

# What a reason says, and what of it has to be seen; what a reason has to say where it is seen.
CLAIMS = {"rewrites the table": {"rewrites"}, "exclusive lock": {"AccessExclusive"}, "refuses it": {"refuses"},
          "reads the whole table": {"reads"}, "rebuilds the table": {"refuses"},
          "made anew and its rows copied": {"refuses", "rewrites", "drops"}}


class Case:
    """One block; the schema that it stands in is called SELF in its SQL."""

    def __init__(self, block):
        head, body = block.split("\n", 1)
        self.head = head.strip()
        since = re.search(r" from (\d+)$", self.head)
        self.since = int(since[1]) if since else 0
        self.setup, rest = body.split("-- change\n")
        notes, sql = {}, ""
        self.old = []
        for line in rest.splitlines(keepends=True):
            note = re.match(r"-- (diff|says|does|old) ?(\w*): (.*)", line)
            if not note:
                sql += line
            elif note[1] == "old":
                self.old.append((note[2], note[3].strip()))
            else:
                notes[note[1]] = note[3].strip()
        self.diff, self.says, self.does = (notes.get(name, "") for name in ("diff", "says", "does"))
        self.change, _, self.instead = sql.partition("-- instead\n")
        self.name = ""

    def name_schema(self, name):
        """SELF stands for the case's own schema, and names what belongs to none."""
        self.name = name
        self.setup, self.change, self.instead = (sql.replace("SELF", name)
                                                 for sql in (self.setup, self.change, self.instead))
        self.old = [(word, sql.replace("SELF", name)) for word, sql in self.old]
        self.says = self.says.replace("SELF", name)

    def questions(self):
        """The statements of the client that knows the old schema: what has to become of each, and its SQL."""
        if self.old:
            return [(word, sql) for word, sql in self.old if word != "none"]
        return [("works", sql) for sql in USUAL] if re.search(r"TABLE t\b", self.setup) else []

    def expected(self, major):
        """'AccessExclusive; 11 AccessExclusive rewrites' says what 11 does, and what all others do."""
        usual, *special = [part.strip() for part in self.does.split(";")]
        for part in special:
            number, _, words = part.partition(" ")
            if int(number) == major:
                return words
        return usual


def read(path, major):
    """The cases of a file that a version has."""
    blocks = re.split(r"(?m)^== ", pathlib.Path(path).read_text())[1:]
    cases = [case for case in map(Case, blocks) if case.since <= major]
    for i, case in enumerate(cases):
        case.name_schema(f"c{i}")
    return cases


def outcome(before, after):
    """What became of a client's statement: two answers, which begin with "fails" where it failed."""
    if before.startswith("fails"):
        return "fails always" if after.startswith("fails") else "accepted"
    if after.startswith("fails"):
        return "fails"
    return "works" if before == after else "differs"


def worst(changes):
    """Class and anchor of the worst of the changes that diff found."""
    order = ["safe", "care", "breaking"]
    best = max(changes, key=lambda c: order.index(c["class"]), default=None)
    return f"{best['class']} {best['link'].rpartition(' ')[2]}" if best else "no change"


def contradictions(case, changes, done, olds):
    """Where the words of diff and the deeds of the database do not fit, whatever the file says."""
    grade = worst(changes).split()[0]
    reasons = " | ".join(change["reason"] for change in changes)
    if re.search("DROP (FOREIGN )?TABLE t;", case.change):
        done = done | {"drops"}
    if grade == "safe":
        heavy = {"rewrites", "builds", "refuses"} | ({"reads"} if done & set(LOCKS) else set())
        yield from (f"it is called safe, but the database {deed}" for deed in done & heavy)
        yield from (f"it is called safe, but {sql} {word}" for word, sql in olds if word in ("fails", "differs"))
    if grade == "care":
        yield from (f"it is not called breaking, but {sql} fails" for word, sql in olds if word == "fails")
    if grade == "breaking" and not case.old:
        yield "it is called breaking, and no client's statement shows it"
    if grade == "breaking" and case.old and case.old[0][0] != "none" and {word for word, _ in olds} == {"works"}:
        yield "it is called breaking, but the client's statements work as before"
    for words, deeds in CLAIMS.items():
        claimed = re.search(rf"(?<!11 ){words}", reasons)
        if claimed and not done & deeds and "refuses" not in done:
            yield f"the reason says that it '{words}', but the database: {' '.join(sorted(done))}"
    if "refuses" in done and grade == "care" and not re.search("refuses|rebuilds|made anew", reasons):
        yield "the database refuses it, and the reason does not say so"
    if "rewrites" in done and grade == "care" and "rewrites" not in reasons and "made anew" not in reasons:
        yield "the table is rewritten, and the reason does not say so"


def mistakes(case, changes, done, answers, major):
    """All that is not as the file says; answers are those before and after, statement by statement."""
    olds = [(outcome(before, after), sql) for (before, after), (_, sql) in zip(answers, case.questions())]
    reasons = "".join(f"\n    {c['class']}: {c['action']} {c['kind']} {c['name']}: {c['reason']}" for c in changes)
    found = []
    if worst(changes) != case.diff:
        found.append(f"diff says {worst(changes)}, expected {case.diff}{reasons}")
    if case.says not in reasons:
        found.append(f"no reason says {case.says}:{reasons}")
    if done != case.expected(major):
        found.append(f"the database {done}, expected {case.expected(major)}")
    for (word, sql), (expected, _), (before, after) in zip(olds, case.questions(), answers):
        if word != expected:
            found.append(f"{sql}: {word}, expected {expected}\n    before: {before}\n    after: {after}")
    found += contradictions(case, changes, set(done.split()), olds)
    return [f"{case.head}: {mistake}" for mistake in found]


def words_of(engine, done):
    """'AccessExclusive reads' as docs/changes.md has it."""
    words = done.split()
    lock = next((LOCKS[word] for word in words if word in LOCKS), None)
    said = ", ".join([word for word in (lock, *(DEEDS[d] for d in DEEDS if d in words)) if word])
    return said or ("no lock" if engine == "Postgres" else "done in place")


def measured_line(engine, cases):
    """The line of a section: each outcome once, the most frequent first."""
    counts = {}
    for case in cases:
        words = words_of(engine, case.expected(0))
        counts[words] = counts.get(words, 0) + 1
    ordered = sorted(counts, key=lambda words: (-counts[words], words))
    return f"Measured on {engine}: " + "; ".join(
        f"{words} ({counts[words]})" if len(counts) > 1 else words for words in ordered) + "."
