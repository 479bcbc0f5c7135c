#!/usr/bin/env python3
"""Whether what `fullschema inspect` prints of random Postgres expressions means what the server keeps of them.

    postgres_meaning.py FULLSCHEMA --random SEED COUNT     databases made of random statements
    postgres_meaning.py FULLSCHEMA --for SECONDS [SEED]    the same, as many as that time allows, and says how many

The server of PG_BINDIR, or else the newest of Debian's, is the judge. Of each database and of the one that its snapshot
makes: what its functions print of every object (tools/fidelity_catalog.sql), and the trees that it stores, where the
numbers of objects are taken for their names. The second one's snapshot has to be the same text. Names the first few
differences, SHOW of them, exits 1. KEEP names a directory for the statements of databases that fail.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "tools"))
from fidelity_postgres import Failed, Trip, find_pg_dump  # noqa: E402  (found through the path above)
from postgres_client import Connection, Refused  # noqa: E402
from postgres_random_schema import Schemas  # noqa: E402
from postgres_server import Server, server_bindir  # noqa: E402

SIZE = 8  # of a database: so many rounds of all kinds of objects

TREES = """
SELECT concat('rule of ', ev_class::regclass, ' ', rulename), concat(ev_qual, ' ', ev_action) FROM pg_rewrite WHERE oid >= 16384
UNION ALL SELECT concat('default of ', adrelid::regclass, ' ', adnum), concat(adbin) FROM pg_attrdef WHERE oid >= 16384
UNION ALL SELECT 'constraint ' || conname, concat(conbin) FROM pg_constraint WHERE oid >= 16384 AND conbin IS NOT NULL
UNION ALL SELECT concat('index ', indexrelid::regclass), concat(indexprs, ' ', indpred) FROM pg_index JOIN pg_class ON oid = indexrelid
    WHERE indexrelid >= 16384 AND relnamespace <> 99
UNION ALL SELECT 'policy ' || polname, concat(polqual, ' ', polwithcheck) FROM pg_policy
UNION ALL SELECT 'trigger ' || tgname, concat(tgqual) FROM pg_trigger WHERE tgqual IS NOT NULL
UNION ALL SELECT 'default of type ' || typname, concat(typdefaultbin) FROM pg_type WHERE typdefaultbin IS NOT NULL
"""
FUNCTIONS = "UNION ALL SELECT 'function ' || proname, concat(proargdefaults, ' ', prosqlbody) FROM pg_proc WHERE oid >= 16384"
NAMES = """
SELECT oid, oid::regclass::text FROM pg_class WHERE oid >= 16384 UNION ALL SELECT oid, oid::regtype::text FROM pg_type WHERE oid >= 16384
UNION ALL SELECT oid, oid::regprocedure::text FROM pg_proc WHERE oid >= 16384
UNION ALL SELECT oid, oid::regoperator::text FROM pg_operator WHERE oid >= 16384
UNION ALL SELECT oid, collname FROM pg_collation WHERE oid >= 16384
"""
# Where a token stood; what a cast is called; names that nobody sees.
UNSEEN = re.compile(r" :(?:location|stmt_location|stmt_len|list_start|list_end|rexpr_list_start|rexpr_list_end) -?\d+"
                    r"| :(?:funcformat|relabelformat|coerceformat|convertformat) [012]\b"
                    r"| :(?:eref|alias) (?:<>|\{ALIAS(?:[^{}\\]|\\.)*\})| :querySource \d| :resname (?:[^ \\]|\\.)+"
                    r"| :join(?:left|right)cols (?:<>|\(i[ \d]*\))| :isNatural \w+"
                    r"| :format_type \d| :wrapper [01]\b")
# Values that hold numbers of objects: of types that the schema makes, and of regclass. Texts say what they are.
NUMBERED = re.compile(r"(:consttype (?!\d+ )(?:[^ \\]|\\.)+ |:consttype 2205 )([^{}]*?) :constvalue \d+ \[[-\d ]*\]")
# ('1 day'::interval)::interval hour, and the constant that the server reads of what it prints of that.
INTERVAL = re.compile(r"\{FUNCEXPR :funcid 1200 [^{}]*\(\{INTERVAL\} \{CONST [^{}]*\}\)\}|\{CONST :consttype 1186 [^{}]*\}")
JOINED = ":joinaliasvars ("


def unseen(tree):
    """Without what says nothing, and the columns of joins: those that a table got later are not among them at first."""
    tree = UNSEEN.sub("", tree)
    while JOINED in tree:
        at = tree.index(JOINED)
        tree = tree[:at] + tree[end_of(tree, at + len(JOINED) - 1) + 1:]
    return flat_tree(tree)


def named(tree, names):
    # What a window's frame is like is a number as large as somebody's OID.
    tree = re.sub(r"(?<!:frameOptions )(?<=[ (])\d{5,}\b", lambda n: names.get(n[0], n[0]), tree)
    tree, changed = NUMBERED.sub(r"\1\2", tree), 1
    while changed:
        tree, changed = INTERVAL.subn("{INTERVAL}", tree)
    return tree


def end_of(text, at):
    """Where the bracket that opens there is closed. Names in trees have backslashes, texts have quotes."""
    depth = 0
    for token in re.finditer(r"""\\.|'(?:[^']|'')*'|"(?:[^"]|"")*"|[({]|[)}]""", text[at:], re.S):
        depth += (token[0] in "({") - (token[0] in ")}")
        if depth == 0:
            return at + token.start()
    raise ValueError(text[at:at + 60])


NESTED = re.compile(r"\{BOOLEXPR :boolop (and|or) :args \((\{BOOLEXPR :boolop \1 :args )\(")


def flat_tree(tree):
    """(a AND b) AND c is stored where a BETWEEN or IN came first, but not read as such: any text of it is a AND b AND c."""
    while found := NESTED.search(tree):
        start, inner = found.start(2), found.end(2)
        end = end_of(tree, inner)
        tree = tree[:start] + tree[inner + 1:end] + tree[end_of(tree, start) + 1:]
    return tree


PIECES = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]| AND | OR |[^'"() ]+| """, re.S)


def flat_text(text):
    """The same of what the server prints, which has brackets around each of them."""
    groups = [[None, None, ""]]  # the operator between its parts, that of a group which is the first of them, the text
    for piece in PIECES.findall(text):
        if piece == "(":
            groups.append([None, None, ""])
        elif piece == ")" and len(groups) > 1:
            joined, _, done = groups.pop()
            outer = groups[-1]
            if not outer[2]:
                outer[1] = (joined, len(done) + 2)
            outer[2] += "(%s)" % done
        else:
            group = groups[-1]
            if piece in (" AND ", " OR ") and group[0] is None:
                group[0] = piece
                if group[1] and group[1][0] == piece and len(group[2]) == group[1][1]:
                    group[2] = group[2][1:-1]
            group[2] += piece
    return "".join("(" * (i > 0) + g[2] for i, g in enumerate(groups))


def trees(connection):
    names = dict(connection.run(NAMES))
    version = int(connection.run("SHOW server_version_num")[0][0])
    found = connection.run(TREES + (FUNCTIONS if version >= 140000 else ""))
    return {label: named(unseen(tree), names) for label, tree in found}


def differences(there, back):
    """Of two {label: text}, each pair of texts from before they differ on."""
    for label in list(there) + [label for label in back if label not in there]:
        texts = [side.get(label, "") for side in (there, back)]
        if texts[0] != texts[1]:
            at = len(os.path.commonprefix(texts))
            yield "%s\n- %s\n+ %s" % (label, *[text[max(0, at - 80):at + 160] for text in texts])


# A constant interval and the conversion of one to so many digits look alike, where there are no more of them.
BRACKETS = re.compile(r"\(((?:'[^']*'|NULL)::interval(?: [a-z ]+)?(?:\(\d\))?)\)")


def labelled(facts):
    """By kind and name, and the rest."""
    found = {}
    for fact in facts:
        fact = flat_text(BRACKETS.sub(r"\1", fact))
        label = "|".join(fact.split("|")[:2])
        found[label] = found.get(label, "") + fact[len(label):]
    return found


class Random(Trip):
    """What fidelity.py does with a file, done with the statements of a seed, which are one database of the server."""

    def __init__(self, fullschema, server, pg_dump, place, seed):
        super().__init__(fullschema, server, pg_dump, place)
        self.seed, self.schemas = seed, None
        self.shown = int(os.environ.get("SHOW", "3"))

    def connection(self, database):
        return Connection("host=%s user=%s dbname=%s" % (self.server.env["PGHOST"], self.server.env["PGUSER"], database))

    def load(self, verdict, database, path, *options):
        if database != "trip_there":
            super().load(verdict, database, path, *options)
            return
        with self.connection(database) as connection:
            self.schemas = Schemas(self.seed, connection)
            self.schemas.build(SIZE)

    def judge(self, name, there, back):
        """Names all that differ, but shows a few."""
        if not isinstance(there, dict):
            there, back = labelled(there), labelled(back)
        found = list(differences(there, back))
        if found:
            raise Failed(name, "\n".join(found[:self.shown]))

    def __call__(self, path):
        number = super().__call__(path)
        with self.connection("trip_there") as there, self.connection("trip_back") as back:
            self.judge("trees", trees(there), trees(back))
        return number


def report(trip, failed):
    print("seed %d: %s\n%s" % (trip.seed, failed.verdict, failed.text), flush=True)
    keep = os.environ.get("KEEP")
    if keep and trip.schemas:
        path = pathlib.Path(keep) / ("%d.%d.sql" % (trip.seed, trip.schemas.version // 10000))
        path.write_text(";\n".join(trip.schemas.made) + ";\n", encoding="utf-8")
        there = trip.place / "there.sql"
        if there.exists():
            path.with_suffix(".out").write_bytes(there.read_bytes())


def seeds(words):
    if words[0] == "--random":
        yield from range(int(words[1]), int(words[1]) + int(words[2]))
        return
    end, seed = time.monotonic() + float(words[1]), int(words[2]) if len(words) > 2 else int(time.time())
    while time.monotonic() < end:
        yield seed
        seed += 1


def main(fullschema, *words):
    bindir = server_bindir()
    if not bindir:
        sys.exit("postgres_meaning.py: no Postgres server found; set PG_BINDIR")
    databases = objects = refused = bad = 0
    with Server(bindir, "fuzz") as server, tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        for seed in seeds(words):
            trip = Random(os.path.abspath(fullschema), server, find_pg_dump(bindir), pathlib.Path(place), seed)
            try:
                trip(None)
            except (Failed, Refused) as e:
                report(trip, e if isinstance(e, Failed) else Failed("trouble", str(e)))
                bad += 1
            databases, objects, refused = databases + 1, objects + len(trip.schemas.made), refused + len(trip.schemas.refused)
            if os.environ.get("REFUSED"):
                for message, sql in trip.schemas.refused:
                    print("  refused: %s\n    %s" % (message, sql), flush=True)
    version = subprocess.run([f"{bindir}/postgres", "--version"], check=True, capture_output=True, text=True).stdout.split()[2]
    print("PostgreSQL %s: %d databases, %d statements (%d more were refused), %d databases failed" % (version, databases, objects, refused, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
