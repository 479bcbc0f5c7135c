"""Random databases: sqlite_random.py says of what."""

import sqlite3

from sqlite_random import ACTIONS, COLLATIONS, CONFLICTS, STRICT_TYPES, TYPES, VERSION
from sqlite_random_query import Queries


class Schemas(Queries):
    def __init__(self, seed):
        super().__init__(seed)
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("PRAGMA foreign_keys = ON")
        self.tables, self.names, self.refused = {}, {"one"}, []
        self.one_column = ["one"]
        self.run("CREATE TABLE one (z)")
        self.relations["one"] = self.tables["one"] = ["z"]

    def run(self, sql):
        """Runs a statement; what SQLite refuses is forgotten."""
        try:
            self.db.execute(sql)
            return True
        except (sqlite3.Error, sqlite3.Warning, UnicodeError) as e:
            self.refused.append((str(e), sql))
            return False

    def columns_of(self, name):
        return [r[0] for r in self.db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden IN (0, 2, 3)", [name])]

    # ---- tables ----

    def conflict(self, p=0.2):
        return self.maybe(self.kw("on conflict " + self.pick(CONFLICTS)), p)

    def constraint_name(self):
        return self.maybe(self.say(self.kw("constraint"), self.quoted(self.pick(["k", "k2", "a b", "check", "é"]))), 0.15)

    def references(self, columns):
        parent = self.pick(sorted(self.tables) + ["missing"])
        columns = self.maybe("(" + self.listed([self.name(c) for c in columns]) + ")", 0.6) if columns else ""
        parts = [self.kw("references"), self.declared(parent), columns]
        for event in self.pick([[], [], ["delete"], ["update"], ["update", "delete"], ["delete", "delete"]]):
            parts += [self.kw("on " + event), self.kw(self.pick(ACTIONS))]
        parts += [self.maybe(self.say(self.kw("match"), self.pick(["simple", "'simple'", "FULL", '"partial"'])), 0.1),
                  self.maybe(self.kw(self.pick(["deferrable", "not deferrable", "deferrable initially deferred",
                                                "deferrable initially immediate",
                                                "not deferrable initially deferred"])), 0.2)]
        return self.say(*parts)

    def default(self):
        value = self.pick([self.number, self.number, lambda: self.string(self.pick(["a", "it's", "x y", ""])),
                           lambda: self.kw(self.pick(["null", "current_timestamp", "current_date", "true", "false"])),
                           lambda: self.pick(["word", '"quoted"', "x'AB'", "- 3", "+ 4"]),
                           lambda: "(" + self.expression([], 2, False) + ")",
                           lambda: "((" + self.number() + "))", lambda: '("str")'])()
        return self.say(self.kw("default"), value)

    def column_definition(self, name, names, keys, strict):
        parts = [self.declared(name), self.pick(STRICT_TYPES if strict else TYPES)]
        options = [lambda: self.say(self.kw("not null"), self.conflict()), lambda: self.kw("null"), self.default,
                   lambda: self.say(self.kw("collate"), self.pick(COLLATIONS)),
                   lambda: self.say(self.kw("check"), "(" + self.expression([(None, names)], 2, False) + ")"),
                   lambda: self.say(self.kw("unique"), self.conflict(0.3)), lambda: self.references(["id"])]
        if not keys and self.chance(0.3):
            keys.append(name)
            parts.append(self.say(self.constraint_name(), self.kw("primary key"),
                                  self.maybe(self.kw(self.pick(["asc", "desc"])), 0.3), self.conflict(0.3),
                                  self.maybe(self.kw("autoincrement"), 0.2)))
        elif self.chance(0.12) and len(names) > 1:
            inner = [(None, [n for n in names if n != name])]
            parts.append(self.say(self.constraint_name(), self.maybe(self.kw("generated always")), self.kw("as"),
                                  "(" + self.expression(inner, 2, False) + ")",
                                  self.maybe(self.kw(self.pick(["stored", "virtual"])), 0.6)))
        for _ in range(self.pick([0, 0, 1, 1, 2, 3])):
            parts.append(self.say(self.constraint_name(), self.pick(options)()))
        if self.chance(0.03):  # of whichever foreign key stands before it
            parts.append(self.kw(self.pick(["deferrable initially deferred", "not deferrable", "deferrable"])))
        return self.say(*parts)

    def key(self, column):
        return self.say(self.name(column), self.maybe(self.say(self.kw("collate"), self.pick(COLLATIONS)), 0.15),
                        self.maybe(self.kw(self.pick(["asc", "desc"])), 0.25))

    def some(self, names):
        return [n for n in names if self.chance(0.4)] or [self.pick(names)]

    def table_constraint(self, names, keys):
        choice = self.r.randrange(5)
        if choice == 0 and not keys:
            keys.append(names[0])
            text = self.say(self.kw("primary key"), "(" + self.listed([self.key(n) for n in self.some(names)]) + ")",
                            self.conflict(0.3))
        elif choice <= 2:
            text = self.say(self.kw("unique"), "(" + self.listed([self.key(n) for n in self.some(names)]) + ")",
                            self.conflict(0.3))
        elif choice == 3:
            text = self.say(self.kw("check"), "(" + self.expression([(None, names)], 2, False) + ")", self.conflict(0.1))
        else:
            chosen = self.some(names)
            text = self.say(self.kw("foreign key"), "(" + self.listed([self.name(n) for n in chosen]) + ")",
                            self.references(chosen))
        return self.say(self.constraint_name(), text)

    def create_table(self):
        name = self.new_name(self.names)
        if self.chance(0.05):
            ok = self.run(self.say(self.kw("create table"), self.name(name), self.kw("as"), self.select([], 1)))
        else:
            taken, keys = set(), []
            names = [self.new_name(taken) for _ in range(self.r.randrange(1, 6))]
            strict = self.chance(0.08)
            entries = [self.column_definition(n, names, keys, strict) for n in names]
            constraints = [self.table_constraint(names, keys) for _ in range(self.pick([0, 0, 0, 1, 1, 2, 3]))]
            body = self.listed(entries)
            for c in constraints:
                body = self.say(body + self.maybe(",", 0.95), c) if body != self.listed(entries) else body + ", " + c
            options = [self.kw("without rowid")] if keys and self.chance(0.15) else []
            options += [self.kw("strict")] if strict else []
            ok = self.run(self.say(self.kw("create"), self.kw("table"), self.maybe(self.kw("if not exists"), 0.2),
                                   self.maybe("main.", 0.1) + self.declared(name), "(" + body + ")", self.listed(options)))
        if ok:
            self.relations[name] = self.tables[name] = self.columns_of(name)
            if len(self.tables[name]) == 1:
                self.one_column = self.one_column + [name]
        else:
            self.names.discard(name.lower())

    def alter_table(self):
        name = self.pick(sorted(self.tables))
        columns = self.tables[name]
        if name == "one":
            return
        choice = self.r.randrange(6 if VERSION >= (3, 53) else 4)
        if choice >= 4:
            sql = self.say(self.kw("alter table"), self.name(name), self.alter_constraint(columns))
        elif choice == 0:
            new = self.new_name(set(c.lower() for c in columns))
            sql = self.say(self.kw("alter table"), self.name(name), self.kw("add column"), self.column_definition(new, columns, [1], False))
        elif choice == 1:
            new = self.new_name(set(c.lower() for c in columns))
            sql = self.say(self.kw("alter table"), self.name(name), self.kw("rename column"), self.name(self.pick(columns)),
                           self.kw("to"), self.quoted(new))
        elif choice == 2:
            sql = self.say(self.kw("alter table"), self.name(name), self.kw("drop column"), self.name(self.pick(columns)))
        else:
            new = self.new_name(self.names)
            if self.run(self.say(self.kw("alter table"), self.name(name), self.kw("rename to"), self.quoted(new))):
                del self.tables[name], self.relations[name]
                self.one_column = [n for n in self.one_column if n != name]
                self.tables[new] = self.relations[new] = columns
            return
        if self.run(sql):
            self.tables[name] = self.relations[name] = self.columns_of(name)
            self.one_column = [n for n in self.one_column if n != name]

    def alter_constraint(self, columns):
        column = self.say(self.kw("alter"), self.maybe(self.kw("column"), 0.5), self.name(self.pick(columns)))
        check = "(" + self.say(self.expression([(None, columns)], 2, False), self.kw("or"), "1") + ")"
        return self.pick([lambda: self.say(self.kw("add constraint"), self.quoted(self.pick(["k", "k2", "k3"])),
                                           self.kw("check"), check),
                          lambda: self.say(self.kw("add check"), check),
                          lambda: self.say(self.kw("drop constraint"), self.pick(["k", "k2", '"a b"', "[check]"])),
                          lambda: self.say(column, self.kw("set not null"), self.conflict()),
                          lambda: self.say(column, self.kw("drop not null"))])()

    # ---- the rest ----

    def create_virtual_table(self):
        name = self.new_name(self.names)
        content = self.pick(sorted(self.tables))
        form = self.pick(["fts5({0}, {1}, tokenize = 'porter ascii')", "fts5({0} , {1} UNINDEXED)", "fts4({0}, {1}, prefix='2')",
                          "fts3({0})", "rtree({0}, {1}, {2})", "fts4({0}, content={3})", "fts5({0}, content={3})"])
        columns = [self.quoted(n, '"[') for n in ("id", "Low", "b c")]
        text = form.format(*columns, self.quoted(content, "\"'"))
        if self.run(self.say(self.kw("create virtual table"), self.name(name), self.kw("using"), text)):
            self.relations[name] = self.columns_of(name)
        else:
            self.names.discard(name.lower())


    def create_index(self):
        name = self.pick([n for n in self.tables])
        columns = self.tables[name]
        keys = []
        for _ in range(self.pick([1, 1, 2, 3])):
            if self.chance(0.7):
                keys.append(self.key(self.pick(columns)))
            else:
                keys.append(self.say(self.expression([(None, columns)], 2, False), self.maybe(self.kw("desc"), 0.2)))
        where = self.say(self.kw("where"), self.expression([(None, columns)], 2, False))
        index = self.new_name(self.names)
        if not self.run(self.say(self.kw("create"), self.maybe(self.kw("unique"), 0.3), self.kw("index"), self.declared(index),
                                 self.kw("on"), self.name(name), "(" + self.listed(keys) + ")", self.maybe(where, 0.3))):
            self.names.discard(index.lower())
        else:
            self.indexes.setdefault(name, []).append(index)

    def create_view(self):
        name, names = self.new_name(self.names), []
        text = self.select([], 2, 0, names)
        listed = ""
        if self.chance(0.15):
            taken = set()
            listed = "(" + self.listed([self.quoted(self.new_name(taken)) for _ in names]) + ")"
        ok = self.run(self.say(self.kw("create"), self.kw("view"), self.name(name), listed, self.kw("as"), text))
        try:
            columns = self.columns_of(name) if ok else []
        except sqlite3.Error:
            columns = []
        if columns and self.run("EXPLAIN SELECT * FROM " + self.quoted(name, '"')):
            self.relations[name] = columns
        elif ok and not self.chance(0.2):  # a few views that do not compile are left
            self.run("DROP VIEW " + self.quoted(name, '"'))
            self.names.discard(name.lower())

    def create_trigger(self):
        name = self.new_name(self.names)
        views = [n for n in self.relations if n not in self.tables]
        view = bool(views) and self.chance(0.15)
        target = self.pick(views) if view else self.pick(sorted(self.tables))
        columns = self.relations[target]
        event = self.pick(["insert", "update", "delete"])
        rows = self.rows_of_trigger(columns, event)
        said = self.kw(event)
        if event == "update" and self.chance(0.4):
            said = self.say(said, self.kw("of"), self.listed([self.name(c) for c in self.some(columns)]))
        when = ""
        if self.chance(0.3):
            when = self.say(self.kw("when"), self.value(rows, 2), self.pick(["=", "<>", "is"]), self.value(rows, 2))
        body = self.blank().join(self.change(self.tables, rows) + ";" for _ in range(self.pick([1, 1, 2, 3])))
        ok = self.run(self.say(self.kw("create trigger"), self.maybe(self.kw("if not exists"), 0.1), self.name(name),
                               self.kw("instead of") if view else self.pick(["", self.kw("before"), self.kw("after")]), said,
                               self.kw("on"), self.name(target), self.maybe(self.kw("for each row"), 0.4), when,
                               self.kw("begin"), body, self.kw("end")))
        if ok and not view and not self.compiles(target, event) and self.chance(0.9):
            self.run("DROP TRIGGER " + self.quoted(name, '"'))
        elif ok:
            return
        self.names.discard(name.lower())

    def compiles(self, table, event):
        quoted = self.quoted(table, '"')
        column = self.quoted(self.tables[table][0], '"')
        sql = {"insert": "INSERT INTO %s DEFAULT VALUES" % quoted, "delete": "DELETE FROM " + quoted,
               "update": "UPDATE %s SET %s = %s" % (quoted, column, column)}[event]
        return self.run("EXPLAIN " + sql)

    def build(self):
        for _ in range(self.r.randrange(1, 5)):
            self.create_table()
        for _ in range(self.pick([0, 0, 1, 2])):
            self.alter_table()
        for _ in range(self.r.randrange(0, 4)):
            self.create_index()
        if self.chance(0.15):
            self.create_virtual_table()
        for _ in range(self.r.randrange(0, 6)):
            self.create_view()
        for _ in range(self.r.randrange(0, 5)):
            self.create_trigger()
        if self.chance(0.1):
            self.alter_table()
        return self.db
