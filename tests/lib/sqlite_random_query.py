"""Random queries, and the statements of triggers: sqlite_random.py says of what."""

from sqlite_random import AGGREGATES, CONFLICTS, Expressions, JOINS, ODD, PLAIN, VERSION, WINDOWS


class Queries(Expressions):
    """Over `relations`: {name: [column, ...]}, what the database holds so far."""

    def __init__(self, seed):
        super().__init__(seed)
        self.relations = {}
        self.common = {}
        self.indexes = {}  # of each table

    def source(self, outer, taken, depth):
        """One entry of FROM: (text, alias, columns)."""
        choice = self.r.randrange(10)
        alias = self.new_name(taken)
        spelled = self.say(self.maybe(self.kw("as"), 0.6), self.name(alias)) if alias.isidentifier() else \
            self.say(self.kw("as"), self.quoted(alias))
        if choice < 6 or depth <= 0 or self.nesting > 3 or not self.relations:
            known = dict(self.relations, **self.common)
            if not known:
                return "(" + self.kw("select") + " 1 " + self.name("a") + ") " + spelled, alias, ["a"]
            name = self.pick(sorted(known))
            if self.chance(0.4):
                return self.name(name), name, known[name]
            schema = self.maybe(self.pick(["main.", "Main . "]), 0.1) if name in self.relations else ""
            index = ""
            if name in self.indexes and self.chance(0.3):
                index = self.say(self.kw("indexed by"), self.name(self.pick(self.indexes[name])))
            elif name in self.relations and self.chance(0.04):
                index = self.kw("not indexed")
            return self.say(schema + self.name(name), spelled, index), alias, known[name]
        if choice < 8:
            n = self.r.randrange(1, 3)
            names = []
            text = self.select(outer, depth - 1, n, names)
            return self.say("(" + text + ")", spelled), alias, names
        if choice == 8:
            values = self.listed([self.expression(outer, 1) for _ in range(self.r.randrange(1, 3))])
            return self.say("(" + self.kw("values") + self.maybe(" ") + "(" + values + "))", spelled), alias, []
        return self.say("json_each(" + self.expression(taken.around, 1) + ")", spelled), alias, ["value", "key"]

    def sources(self, outer, depth):
        class Taken(set):
            around = outer
        taken, around, text = Taken(), [], ""
        for i in range(self.pick([1, 1, 1, 2, 2, 3])):
            taken.around = outer + around
            item, alias, columns = self.source(outer, taken, depth)
            if i == 0:
                text, around = item, [(alias, columns)]
                continue
            join = self.pick(JOINS)
            around.append((alias, columns))
            condition = ""
            if join not in (",", "cross join") and "natural" not in join:
                shared = [c for c in columns if any(c in o[1] for o in around[:-1])]
                if shared and self.chance(0.3):
                    condition = self.say(self.kw("using"), "(" + self.name(self.pick(shared)) + ")")
                elif self.chance(0.8):
                    condition = self.say(self.kw("on"), self.expression(around + outer, 1))
            if self.chance(0.08):
                item = "(" + item + ")"
            text = self.say(text + "," if join == "," else self.say(text, self.kw(join)), item, condition)
        return text, around

    def result(self, around, depth, columns, aggregate, names, windows):
        """The result list; fills `names` with what its columns are called, and returns aliases too."""
        items, aliases = [], []
        if not columns and self.chance(0.15) and not aggregate:
            items.append("*")
            names.extend(c for r in around for c in r[1])
            return items, aliases
        for _ in range(columns or self.r.randrange(1, 4)):
            name = None
            if self.chance(0.35):
                pool = [r for r in around if r[1]]
                if pool and not aggregate:
                    name = self.pick(self.pick(pool)[1])
                    text = self.name(name)
                else:
                    text = self.expression(around, depth)
            elif aggregate and self.chance(0.6):
                text = self.aggregate(around, depth)
            elif windows and self.chance(0.5):
                text = self.window(around, windows)
            else:
                text = self.expression(around, depth)
            if self.chance(0.6):
                name = self.pick(PLAIN + ODD)
                bare = name.isidentifier() and name.isascii() and name in PLAIN
                spelled = self.name(name) if bare else self.quoted(name, '"[`' if self.chance(0.8) else '"')
                if self.chance(0.1):
                    spelled = "'" + name.replace("'", "''") + "'"
                text = self.say(text, self.maybe(self.kw("as"), 0.7), spelled)
                aliases.append(name)
            elif name is None:
                name = text.strip()
            items.append(text)
            names.append(name)
        return items, aliases

    def aggregate(self, around, depth):
        name = self.pick(AGGREGATES)
        inside = "*" if name == "count" and self.chance(0.4) else \
            self.say(self.maybe(self.kw(self.pick(["distinct", "all"])), 0.3), self.expression(around, depth))
        if VERSION >= (3, 44) and inside != "*" and self.chance(0.2):
            inside = self.say(inside, self.kw("order by"), self.expression(around, 1),
                              self.maybe(self.kw(self.pick(["asc", "desc", "desc nulls last"])), 0.4))
        tail = self.say(self.kw("filter"), "(" + self.say(self.kw("where"), self.expression(around, 1)) + ")")
        return name + "(" + self.maybe(" ") + inside + ")" + self.maybe(" " + tail, 0.2)

    def window_definition(self, around, base=None):
        parts = [self.name(base) if base else ""]
        if self.chance(0.5) and not base:
            parts.append(self.say(self.kw("partition by"), self.expression(around, 1)))
        if self.chance(0.7):
            parts.append(self.say(self.kw("order by"), self.expression(around, 1), self.maybe(self.kw("desc"), 0.3)))
            if self.chance(0.3):
                parts.append(self.kw(self.pick(["rows between 1 preceding and current row", "groups unbounded preceding",
                                                "range between 1.5 preceding and 2 following exclude group",
                                                "groups between current row and 1 following exclude current row",
                                                "rows between unbounded preceding and 1 following exclude ties",
                                                "range between unbounded preceding and unbounded following exclude no others"])))
        return "(" + self.say(*parts) + ")"

    def window(self, around, windows):
        name = self.pick(WINDOWS + ["sum", "count"])
        args = {"lag": 1, "first_value": 1, "ntile": 1, "sum": 1, "count": 1}.get(name, 0)
        text = name + "(" + self.listed([self.expression(around, 1) for _ in range(args)]) + ")"
        if windows and self.chance(0.4):
            return self.say(text, self.kw("over"), self.pick(windows))
        return self.say(text, self.kw("over"), self.window_definition(around))

    def core(self, outer, depth, columns, names):
        if self.chance(0.06):
            n = columns or self.r.randrange(1, 3)
            names.extend("column%d" % (i + 1) for i in range(n))
            rows = ["(" + self.listed([self.expression(outer, 1) for _ in range(n)]) + ")"
                    for _ in range(self.r.randrange(1, 3))]
            return self.say(self.kw("values"), self.listed(rows)), []
        source, around = self.sources(outer, depth) if self.chance(0.93) else ("", [])
        aggregate = bool(source) and self.chance(0.2)
        windows = []
        if source and not aggregate and self.chance(0.15):
            windows = [self.pick(["w", "win", '"rows"', "[over]", '"w x"', "rows"])]
        inner = around + outer
        items, aliases = self.result(inner, depth, columns, aggregate, names, windows)
        late = inner + [(None, aliases)]
        parts = [self.kw("select"), self.maybe(self.kw(self.pick(["distinct", "all"])), 0.15), self.listed(items)]
        if source:
            parts += [self.kw("from"), source]
            if self.chance(0.5):
                parts += [self.kw("where"), self.expression(late, depth)]
            if aggregate and self.chance(0.6):
                parts += [self.kw("group by"), self.listed([self.expression(late, 1) for _ in range(self.r.randrange(1, 3))])]
                if self.chance(0.4):
                    parts += [self.kw("having"), self.expression(late, 1)]
            if windows:
                parts += [self.kw("window"), windows[0], self.kw("as"), self.window_definition(late)]
                if self.chance(0.3):
                    parts[-1] += ","
                    parts += ["w2", self.kw("as"), "(" + self.say(windows[0], self.kw("rows 2 preceding")) + ")"]
        return self.say(*parts), late

    def select(self, outer, depth=1, columns=0, names=None):
        names = [] if names is None else names
        self.nesting += 1
        kept, parts = dict(self.common), []
        if depth > 0 and self.chance(0.12):
            parts.append(self.with_clause(outer, depth))
        columns = columns or self.r.randrange(1, 4)
        text, late = self.core(outer, depth, columns, names)
        parts.append(text)
        columns, compound = len(names), False
        while self.chance(0.12) and "*" not in text:
            compound = True
            parts += [self.kw(self.pick(["union", "union all", "except", "intersect"])),
                      self.core(outer, depth, columns, [])[0]]
        if self.chance(0.25):
            terms = [str(self.r.randrange(1, columns + 1)) if self.chance(0.3) or (compound and self.chance(0.8)) or
                     columns < 1 else self.expression(late, 1) for _ in range(self.r.randrange(1, 3))]
            terms = [self.say(t, self.maybe(self.kw(self.pick(["asc", "desc"])), 0.4),
                              self.maybe(self.kw(self.pick(["nulls first", "nulls last"])), 0.2)) for t in terms]
            parts += [self.kw("order by"), self.listed(terms)]
        if self.chance(0.15):
            parts += [self.kw("limit"), self.expression([], 0), self.maybe(self.say(self.kw("offset"), "1"), 0.3)]
        self.common = kept
        self.nesting -= 1
        return self.say(*parts)

    def with_clause(self, outer, depth):
        entries = []
        for _ in range(self.r.randrange(1, 3)):
            name = self.new_name(set(n.lower() for n in list(self.relations) + list(self.common)))
            names = []
            text = self.select(outer, depth - 1, 0, names)
            listed = ""
            if self.chance(0.3):
                names = [self.new_name(taken) for taken in [set()] for _ in names]
                listed = "(" + self.listed([self.quoted(n, '"[`') for n in names]) + ")"
            entries.append(self.say(self.quoted(name, '"[`') if name in ODD else self.name(name), listed, self.kw("as"),
                                    self.maybe(self.kw(self.pick(["materialized", "not materialized"])), 0.2),
                                    "(" + text + ")"))
            self.common[name] = names
        return self.say(self.kw("with"), self.maybe(self.kw("recursive"), 0.3), self.listed(entries))

    # ---- statements of triggers ----

    def rows_of_trigger(self, columns, event):
        rows = [("new", columns)] if event != "delete" else []
        return rows + ([("old", columns)] if event != "insert" else [])

    def qualified(self, rows):
        """Relations whose columns can only be named with them: one such name, as if it were a literal."""
        alias, columns = self.pick(rows)
        return self.pick([alias, alias.upper()]) + "." + self.name(self.pick(columns))

    def value(self, rows, depth=1):
        return self.qualified(rows) if rows and self.chance(0.4) else self.expression([], depth)

    def change(self, tables, rows):
        name = self.pick(sorted(tables))
        columns = tables[name]
        choice = self.r.randrange(8)
        if choice < 3:
            return self.insert(name, columns, rows)
        if choice < 5:
            return self.update(name, columns, rows)
        if choice == 5:
            where = self.say(self.kw("where"), self.expression([(None, columns)], 2))
            return self.say(self.kw("delete from"), self.name(name), self.maybe(where, 0.8))
        if choice == 6:
            said = [self.kw("ignore"), self.kw("abort") + ", " + self.string(self.pick(PLAIN)),
                    self.kw("fail") + "," + self.string("a; END;")]
            if VERSION >= (3, 47):
                said.append(self.kw("rollback") + ", " + self.value(rows, 2))
            return self.say(self.kw("select"), self.kw("raise") + "(" + self.pick(said) + ")",
                            self.kw("where"), self.value(rows), self.kw("is null"))
        return self.select([], 2)

    def insert(self, name, columns, rows):
        verb = self.kw(self.pick(["insert into", "insert into", "replace into", "insert or %s into" % self.pick(CONFLICTS)]))
        chosen = [c for c in columns if self.chance(0.7)] or columns[:1]
        listed = "(" + self.listed([self.name(c) for c in chosen]) + ")"
        if self.chance(0.5):
            what = self.say(self.kw("values"), self.listed([
                "(" + self.listed([self.value(rows) for _ in chosen]) + ")" for _ in range(self.pick([1, 1, 2]))]))
        else:
            what = self.select([], 1, len(chosen))
        clauses = self.pick([0, 0, 1, 1, 2]) if verb.lower().startswith("insert") else 0
        upserts = [self.upsert(name, columns, last=i == clauses - 1) for i in range(clauses)]
        return self.say(verb, self.name(name), listed, what, *upserts)

    def upsert(self, name, columns, last):
        target = "" if last and self.chance(0.5) else self.say(
            "(" + self.listed([self.name(c) for c in self.pick([columns[:1], columns[-1:], columns[:2]])]) + ")",
            self.maybe(self.say(self.kw("where"), self.expression([(None, columns)], 1)), 0.15))
        here = [(None, columns), ("excluded", columns), (name, columns)]
        do = self.kw("nothing") if not target or self.chance(0.4) else self.say(
            self.kw("update set"), self.assignments(columns, lambda: self.expression(here, 1)),
            self.maybe(self.say(self.kw("where"), self.expression(here, 1)), 0.3))
        return self.say(self.kw("on conflict"), target, self.kw("do"), do)

    def assignments(self, columns, value):
        sets, chosen = [], [c for c in columns if self.chance(0.4)] or columns[:1]
        if len(chosen) > 1 and self.chance(0.2):
            names = "(" + self.listed([self.name(c) for c in chosen]) + ")"
            row = self.select([], 1, len(chosen)) if self.chance(0.5) else self.listed([value() for _ in chosen])
            return self.say(names, "=", "(" + row + ")")
        for column in chosen:
            sets.append(self.say(self.name(column), "=", value()))
        return self.listed(sets)

    def update(self, name, columns, rows):
        source, around = "", []
        if self.chance(0.35):
            source, around = self.sources([], 1)
        here = [(None, columns), (name, columns)] + around
        sets = self.assignments(columns, lambda: self.value(rows) if self.chance(0.4) else self.expression(here, 2))
        where = self.say(self.kw("where"), self.expression(here, 2))
        return self.say(self.kw(self.pick(["update", "update", "update or " + self.pick(CONFLICTS)])), self.name(name),
                        self.kw("set"), sets, self.maybe(self.say(self.kw("from"), source), 1) if source else "",
                        self.maybe(where, 0.7))
