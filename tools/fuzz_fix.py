#!/usr/bin/env python3
"""Random pairs of Postgres schemas for diff --sql: fuzz_fix.py FULLSCHEMA [SECONDS [SEED]].

Each pair is a schema and a copy in which objects were dropped, added and changed at random. The statements between
them must be found and proved, both ways, or what has none must be named as docs/fix.md says. Prints what was not so,
with the seed that makes it again, and ends with 1 then.
"""
import copy
import os
import random
import re
import subprocess
import sys
import tempfile
import time

TYPES = ["integer", "bigint", "smallint", "text", "character varying(20)", "boolean", "numeric(10,2)", "date",
         "timestamp with time zone", "jsonb", "uuid", "bytea", "integer[]", "mood", "posint", "pair"]
DEFAULTS = {"integer": ["1", "2"], "bigint": ["7"], "smallint": ["3"], "text": ["'x'", "lower('Y')"],
            "character varying(20)": ["'v'"], "boolean": ["true", "false"], "numeric(10,2)": ["1.5"],
            "date": ["CURRENT_DATE"], "timestamp with time zone": ["now()"], "jsonb": ["'{}'"], "integer[]": ["'{}'"],
            "mood": ["'ok'"]}
COMPARABLE = {"integer", "bigint", "smallint", "numeric(10,2)", "posint"}
SORTED = set(TYPES) - {"jsonb", "pair"}

# What docs/fix.md says there is no statement for.
NAMED = [r": it cannot be made again as it is wanted", r"columns of .*: there is no statement that puts them into another order", r"enum type mood: ",
         r"domain .*: no statement works for it: cannot drop", r"foreign key .*: no statement works for it: ",
         r"column .*: no statement works for it: ",
         r"column .*: it is NOT NULL without a default, and rows that are there have no value for it: "]

# And of what needs a column that is not added then.
WAITS = [r': no statement works for it: column ".*" (of relation ".*" )?(does not exist|named in key does not exist)']



class Schema:
    """Tables by name, each with columns and what stands on them; and what stands alone."""

    def __init__(self, r):
        self.r = r
        self.labels = ["sad", "ok", "happy"]
        self.domain_check, self.pair = 0, ["a integer", "b text"]
        self.tables, self.views, self.functions, self.sequences = {}, {}, {}, {}
        for _ in range(r.randint(2, 4)):
            self.add_table()
        for _ in range(r.randint(1, 3)):
            self.add_view()
            self.add_function()
        self.sequences = {"s%d" % i: r.choice([1, 2, 5]) for i in range(2)}

    def column(self):
        kind = self.r.choice(TYPES)
        default = self.r.choice(DEFAULTS.get(kind, [None])) if self.r.random() < 0.4 else None
        return {"type": kind, "default": default, "null": self.r.random() < 0.7, "comment": self.r.choice([None, "c"])}

    def fresh(self, names, prefix):
        return next(n for n in (prefix + str(self.r.randint(1, 999)) for _ in range(99)) if n not in names)

    def add_table(self):
        name = self.fresh(self.tables, "t")
        columns = {"id": {"type": "integer", "default": None, "null": False, "comment": None}}
        for _ in range(self.r.randint(2, 6)):
            columns[self.fresh(columns, "c")] = self.column()
        self.tables[name] = {"columns": columns, "parts": {}, "fill": None, "rls": False, "key": True}
        for _ in range(self.r.randint(0, 4)):
            self.add_part(name)

    def add_part(self, name):
        t, r = self.tables[name], self.r
        column = r.choice(sorted(t["columns"]))
        kind = t["columns"][column]["type"]
        what = r.choice(["index", "check", "unique", "fk", "trigger", "policy", "grant", "comment", "statistics"])
        if what == "check" and kind not in COMPARABLE or what in ("index", "unique") and kind not in SORTED:
            return
        if what == "fk":
            if kind not in ("integer", "bigint"):
                return
            others = [o for o in sorted(self.tables) if self.tables[o]["key"]]
            if not others:
                return
            value = (column, r.choice(others), r.choice(["", " ON DELETE CASCADE"]))
        else:
            value = (column, r.choice([0, 1, 5]), r.choice(["", "x"]))
        t["parts"][self.fresh(t["parts"], "%s_%s_" % (name, what))] = (what, value)

    def add_view(self):
        base = self.r.choice(sorted(self.tables))
        columns = [c for c in sorted(self.tables[base]["columns"]) if self.r.random() < 0.6] or ["id"]
        self.views[self.fresh(self.views, "v")] = (base, columns, self.r.random() < 0.3)

    def add_function(self):
        self.functions[self.fresh(self.functions, "f")] = (self.r.choice(["integer", "bigint"]), self.r.randint(1, 9))

    def settle(self):
        """Without what stands on something that is gone, or of another type."""
        for name, t in self.tables.items():
            for part, (what, value) in list(t["parts"].items()):
                column = t["columns"].get(value[0])
                other = self.tables.get(value[1]) if what == "fk" else None
                if (not column or what == "check" and column["type"] not in COMPARABLE
                        or what in ("index", "unique") and column["type"] not in SORTED
                        or what == "fk" and (not other or not other["key"]
                                             or column["type"] not in ("integer", "bigint"))):
                    del t["parts"][part]
        for view, (base, columns, _) in list(self.views.items()):
            if base not in self.tables or any(c not in self.tables[base]["columns"] for c in columns):
                del self.views[view]

    def mutate(self):
        r = self.r
        table = self.tables[r.choice(sorted(self.tables))]
        column = r.choice(sorted(table["columns"]))
        step = r.randint(0, 15)
        if step == 0:
            self.add_table()
        elif step == 1 and len(self.tables) > 1:
            del self.tables[r.choice(sorted(self.tables))]
        elif step in (2, 3):
            table["columns"][self.fresh(table["columns"], "c")] = self.column()
        elif step == 4 and column != "id":
            del table["columns"][column]
        elif step in (5, 6) and column != "id":
            table["columns"][column].update(type=self.column()["type"], default=None)
        elif step == 7 and column != "id":
            table["columns"][column]["null"] ^= True
        elif step == 8:
            table["columns"][column]["comment"] = r.choice([None, "d"])
        elif step in (9, 10):
            self.add_part(r.choice(sorted(self.tables)))
        elif step == 11 and table["parts"]:
            del table["parts"][r.choice(sorted(table["parts"]))]
        elif step == 12:
            self.add_view()
        elif step == 13 and self.views:
            del self.views[r.choice(sorted(self.views))]
        elif step == 14:
            f = r.choice(sorted(self.functions) or ["f1"])
            self.functions[f] = (r.choice(["integer", "bigint"]), r.randint(1, 9))
        elif step == 15:
            choice = r.randint(0, 5)
            if choice == 0:
                self.labels.insert(r.randint(0, len(self.labels)), self.fresh(self.labels, "l"))
            elif choice == 1:
                self.domain_check += 1
            elif choice == 2:
                self.pair.append("c%d integer" % len(self.pair))
            elif choice == 3:
                table["fill"] = r.choice([None, 70, 80])
            elif choice == 4:
                table["rls"] ^= True
            else:
                self.sequences["s%d" % r.randint(0, 3)] = r.randint(1, 9)
        self.settle()

    def text(self):
        out = ["CREATE TYPE mood AS ENUM (%s);" % ", ".join("'%s'" % x for x in self.labels),
               "CREATE DOMAIN posint AS integer CONSTRAINT pos CHECK (VALUE > %d);" % self.domain_check,
               "CREATE TYPE pair AS (%s);" % ", ".join(self.pair)]
        out += ["CREATE SEQUENCE %s INCREMENT BY %d;" % s for s in sorted(self.sequences.items())]
        out += ["CREATE FUNCTION %s() RETURNS %s LANGUAGE sql AS 'SELECT %d::%s';" % (f, k, n, k)
                for f, (k, n) in sorted(self.functions.items())]
        out.append("CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';")
        last = []
        for name, t in sorted(self.tables.items()):
            lines = []
            for c, d in t["columns"].items():
                lines.append("%s %s%s%s" % (c, d["type"], " DEFAULT " + d["default"] if d["default"] else "",
                                            "" if d["null"] else " NOT NULL"))
                if d["comment"]:
                    last.append("COMMENT ON COLUMN %s.%s IS '%s';" % (name, c, d["comment"]))
            if t["key"]:
                lines.append("CONSTRAINT %s_pkey PRIMARY KEY (id)" % name)
            out.append("CREATE TABLE %s (\n    %s\n)%s;" % (name, ",\n    ".join(lines),
                                                            " WITH (fillfactor=%d)" % t["fill"] if t["fill"] else ""))
            if t["rls"]:
                out.append("ALTER TABLE %s ENABLE ROW LEVEL SECURITY;" % name)
            for part, (what, v) in sorted(t["parts"].items()):
                last += self.part_text(name, part, what, v)
        for view, (base, columns, stored) in sorted(self.views.items()):
            out.append("CREATE %sVIEW %s AS SELECT %s FROM %s;" % ("MATERIALIZED " if stored else "", view,
                                                                  ", ".join(columns), base))
        return "\n".join(out + last) + "\n"

    @staticmethod
    def part_text(table, name, what, v):
        if what == "index":
            return ["CREATE INDEX %s ON %s (%s)%s;" % (name, table, v[0], " WHERE id > %d" % v[1] if v[2] else "")]
        if what == "check":
            return ["ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s > %s);" % (table, name, v[0], v[1])]
        if what == "unique":
            return ["ALTER TABLE %s ADD CONSTRAINT %s UNIQUE (%s);" % (table, name, v[0])]
        if what == "fk":
            return ["ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (id)%s;"
                    % (table, name, v[0], v[1], v[2])]
        if what == "trigger":
            return ["CREATE TRIGGER %s BEFORE UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION trg();"
                    % (name, v[0], table)]
        if what == "policy":
            return ["CREATE POLICY %s ON %s USING (%s IS NOT NULL OR id > %d);" % (name, table, v[0], v[1])]
        if what == "grant":
            return ["GRANT SELECT%s ON %s TO reader;" % (" (%s)" % v[0] if v[2] else "", table)]
        if what == "comment":
            return ["COMMENT ON TABLE %s IS '%d';" % (table, v[1])]
        return ["CREATE STATISTICS %s ON id, %s FROM %s;" % (name, v[0], table)] if v[0] != "id" else []


def run(program, old, new):
    return subprocess.run([program, "diff", old, new, "--sql", "--allow-loss"], text=True, capture_output=True)


def judge(result):
    """What is wrong with it, or None."""
    named = NAMED + (WAITS if re.search(NAMED[-1], result.stderr) else [])
    found = [line for line in result.stderr.splitlines() if line.startswith("fullschema: ")
             and not any(re.search(known, line) for known in named)]
    if result.returncode in (0, 1) and not result.stderr:
        return None
    if result.returncode == 2 and result.stderr and not found:
        return None
    return "exit status %d\n%s" % (result.returncode, result.stderr)


def main():
    program, seconds = os.path.abspath(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed, end = int(sys.argv[3]) if len(sys.argv) > 3 else 1, time.time() + seconds
    pairs = wrong = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        while time.time() < end:
            r = random.Random(seed)
            old = Schema(r)
            old.settle()
            new = copy.deepcopy(old)
            for _ in range(r.randint(1, 12)):
                new.mutate()
            for name, schema in (("old.sql.postgres", old), ("new.sql.postgres", new)):
                with open(name, "w", encoding="utf-8") as file:
                    file.write(schema.text())
            for sides in (("old.sql.postgres", "new.sql.postgres"), ("new.sql.postgres", "old.sql.postgres")):
                result = run(program, *sides)
                said = judge(result)
                pairs += 1
                refused += result.returncode == 2 and not said
                wrong += bool(said)
                if said:
                    print("seed %d, %s -> %s: %s" % (seed, *sides, said), flush=True)
            seed += 1
    print("%d pairs, %d with something that has no statement, %d wrong" % (pairs, refused, wrong))
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
