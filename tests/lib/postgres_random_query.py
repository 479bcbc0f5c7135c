"""Random queries: postgres_random.py says of what."""

from postgres_random import declared, quoted
from postgres_random_expression import NUMBERS, ORDERED, TEXTS, Expressions

AGGREGATES = {"bigint": ["count(*)", "count(DISTINCT {any})", "sum({integer})", "count({any})"], "numeric": ["sum({numeric})", "avg({integer})",
              "sum(DISTINCT {bigint})"], "integer": ["max({integer})", "min({integer})", "mode() WITHIN GROUP (ORDER BY {integer})"],
              "text": ["string_agg({text}, ',' ORDER BY {any} DESC)", "max({text})", "string_agg(DISTINCT {text}, '; ')"],
              "boolean": ["bool_and({boolean})", "every({boolean})"], "integer[]": ["array_agg({integer} ORDER BY {any} NULLS FIRST, {any})"],
              "text[]": ["array_agg(DISTINCT {text})"], "jsonb": ["jsonb_agg({any})", "jsonb_object_agg({text}, {any})"],
              "double precision": ["percentile_cont(0.5) WITHIN GROUP (ORDER BY {double precision})", "corr({double precision}, {double precision})"],
              "date": ["max({date})"], "xml": ["xmlagg({xml} ORDER BY {any})"]}
WINDOWED = {"bigint": ["row_number()", "rank()", "count(*)"], "integer": ["ntile(4)", "lag({integer}, 1, 0)", "first_value({integer})"],
            "text": ["lead({text})", "nth_value({text}, 2)"], "numeric": ["sum({numeric})"], "double precision": ["cume_dist()"]}
FRAMES = ["", " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW", " RANGE UNBOUNDED PRECEDING", " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
          " GROUPS BETWEEN 2 PRECEDING AND 1 FOLLOWING EXCLUDE TIES", " ROWS 2 PRECEDING EXCLUDE CURRENT ROW"]


class Queries(Expressions):
    """Relations are {name as written: [(column, type), ...]}."""

    relations = {}
    aliases = 0

    def filled(self, form, around, depth=1):
        for kind in ["any"] + list(dict.fromkeys(ORDERED + ["xml", "jsonb"])):
            while "{%s}" % kind in form:
                form = form.replace("{%s}" % kind, self.expression(self.pick(ORDERED) if kind == "any" else kind, around, depth), 1)
        return form

    def alias(self):
        self.aliases += 1
        return self.pick([quoted(self.pick(["t", "x y", "select", "Q", "old", "a", "text"]) + str(self.aliases)), "r%d" % self.aliases])

    def reads(self, alias, columns, bare):
        """What can be read of an item of FROM: its columns, bare ones where no other has the name."""
        found = [("%s.%s" % (alias, quoted(c)), t) for c, t in columns]
        return found + ([(quoted(c), t) for c, t in columns] if bare else [])

    def item(self, around, depth):
        """An item of FROM: (text, alias, columns)."""
        choice = self.r.randrange(12)
        alias = self.alias()
        if choice == 0 and self.nesting < 2:
            wanted = [self.type() for _ in range(self.r.randrange(1, 4))]
            text, names = self.select(wanted, [], depth - 1)
            return "(%s) AS %s" % (text, alias), alias, list(zip(names, wanted))
        if choice == 1:
            wanted = [self.pick(["integer", "text", "boolean"]) for _ in range(self.r.randrange(1, 3))]
            rows = self.several(lambda: "(%s)" % ", ".join(self.expression(t, [], 1) for t in wanted), 1, 3)
            names = ["v%d" % i for i in range(len(wanted))]
            return "(VALUES %s) AS %s (%s)" % (", ".join(rows), alias, ", ".join(names)), alias, list(zip(names, wanted))
        if choice == 2:
            return self.function_item(alias, around)
        name = self.pick(sorted(self.relations))
        columns = self.relations[name]
        text = self.maybe("ONLY ", 0.05) + name
        if self.chance(0.15) and len(columns) > 1:
            renamed = [("c%d" % i if i < 1 else c, t) for i, (c, t) in enumerate(columns)]
            return "%s AS %s (c0)" % (text, alias), alias, renamed
        text += " AS " + alias if self.chance(0.8) else ""
        if not text.endswith(alias):
            alias = name
        return text + self.maybe(" TABLESAMPLE %s" % self.pick(["system (10)", "bernoulli (1.5) REPEATABLE (3)"]), 0.03 if name in self.tables else 0), alias, columns

    tables = {}

    def function_item(self, alias, around):
        inner = lambda t: self.expression(t, [], 1)
        ordinality = self.maybe(" WITH ORDINALITY", 0.4)
        extra = [("o", "bigint")] if ordinality else []
        named = lambda names: "AS %s (%s)" % (alias, ", ".join(names + (["o"] if ordinality else [])))
        return self.pick([
            lambda: ("generate_series(%s, %s)%s %s" % (inner("integer"), inner("integer"), ordinality, named(["g"])), alias, [("g", "integer")] + extra),
            lambda: ("unnest(%s, %s)%s %s" % (inner("text[]"), inner("integer[]"), ordinality, named(["u", "w"])), alias, [("u", "text"), ("w", "integer")] + extra),
            lambda: ("ROWS FROM (generate_series(1, 3), unnest(%s))%s %s" % (inner("text[]"), ordinality, named(["g", "u"])), alias, [("g", "integer"), ("u", "text")] + extra),
            lambda: ("json_to_record(%s) AS %s (k integer, l text)" % (inner("json"), alias), alias, [("k", "integer"), ("l", "text")]),
            lambda: ("rows_of_t1(%s) AS %s" % (inner("integer"), alias), alias, self.relations["t1"]),
            lambda: ("two_columns()%s %s" % (ordinality, named(["p", "q"])), alias, [("p", "integer"), ("q", "text")] + extra),
            lambda: ("jsonb_each(%s) AS %s" % (inner("jsonb"), alias), alias, [("key", "text"), ("value", "jsonb")]),
            lambda: ("XMLTABLE(XMLNAMESPACES('urn:x' AS n), '/r' PASSING %s COLUMNS a integer PATH '@a' NOT NULL, \"b c\" text DEFAULT %s, o FOR ORDINALITY) AS %s"
                     % (inner("xml"), inner("text"), alias), alias, [("a", "integer"), ("b c", "text"), ("o", "integer")]),
        ] + ([lambda: ("JSON_TABLE(%s, '$[*]' COLUMNS (o FOR ORDINALITY, j integer PATH '$.x' DEFAULT 1 ON EMPTY, k text EXISTS PATH '$.y',"
                       " NESTED PATH '$.z[*]' COLUMNS (l jsonb PATH '$' WITH WRAPPER))) AS %s" % (inner("jsonb"), alias), alias,
                       [("o", "integer"), ("j", "integer"), ("k", "text"), ("l", "jsonb")])] if self.newer >= 170000 else []))()

    def source(self, around, depth):
        """FROM: (text, what can be read)."""
        text, alias, columns = self.item(around, depth)
        alone = self.chance(0.6)
        reads, taken = self.reads(alias, columns, alone), {c for c, _ in columns}
        for _ in range(0 if alone else self.r.randrange(1, 3)):
            other, name, more = self.item(around, depth)
            if name == alias:
                continue
            join = self.pick(["CROSS JOIN", ",", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN LATERAL", "USING", "NATURAL"])
            common = [c for c, t in more if (c, t) in columns and t in ORDERED]
            if join == "USING" and common:
                shared = self.pick(common)
                text = "(%s %s JOIN %s USING (%s)%s)" % (text, self.pick(["", "LEFT", "FULL"]), other, quoted(shared),
                                                         self.maybe(" AS " + self.alias(), 0.3) if self.version >= 140000 else "")
            elif join == "NATURAL" and taken.isdisjoint(c for c, _ in more):
                text = "%s NATURAL JOIN %s" % (text, other)
            elif join == "CROSS JOIN LATERAL" and self.nesting < 2:
                wanted = [self.type()]
                query, names = self.select(wanted, self.reads(alias, columns, False), depth - 1)
                name, more = self.alias(), list(zip(names, wanted))
                text = "%s CROSS JOIN LATERAL (%s) AS %s" % (text, query, name)
            elif join in ("CROSS JOIN", ","):
                text = "%s%s %s" % (text, join if join == "," else " " + join, other)
            else:
                condition = self.expression("boolean", self.reads(alias, columns, False) + self.reads(name, more, False), 2)
                text = "%s %s %s ON %s" % (text, join if "JOIN" in join and "LATERAL" not in join else "JOIN", other, condition)
            reads = reads + self.reads(name, more, False)
            taken |= {c for c, _ in more}
        return text, reads

    def subquery(self, wanted, around, depth, one=False):
        text, _ = self.select(wanted, around, depth)
        return text + self.maybe(" LIMIT 1", 0.3) if one and "LIMIT" not in text and "FETCH" not in text and "FOR " not in text else text

    def targets(self, wanted, reads, depth, make=None):
        """The list after SELECT, and the columns' names."""
        taken, items, names = set(), [], []
        for kind in wanted:
            name = self.new_name(taken)
            items.append("%s AS %s" % ((make or self.expression)(kind, reads, depth), quoted(name)))
            names.append(name)
        return ", ".join(items), names

    def select(self, wanted, around, depth):
        """A query with columns of these types, and their names."""
        self.nesting += 1
        try:
            choice = self.r.randrange(10)
            if choice == 0 and self.nesting < 3:
                return self.combined(wanted, around, depth)
            if choice == 1 and self.nesting < 3:
                return self.with_queries(wanted, around, depth)
            if choice == 2:
                return self.grouped(wanted, around, depth)
            return self.plain(wanted, around, depth)
        finally:
            self.nesting -= 1

    def combined(self, wanted, around, depth):
        first, names = self.plain(wanted, around, depth, simple=True)
        text = first
        for _ in range(self.r.randrange(1, 3)):
            how = self.pick(["UNION", "UNION ALL", "EXCEPT", "INTERSECT", "INTERSECT ALL"])
            other = self.plain(wanted, around, depth, simple=True)[0]
            if self.chance(0.4) and self.newer <= 150000:  # names that nobody sees, derived by the server
                other = "SELECT %s" % ", ".join(self.expression(t, [], 1) for t in wanted)
            text = "%s %s %s" % (text, how, other) if self.chance(0.7) else "(%s) %s (%s)" % (text, how, other)
        if self.chance(0.3):
            text += " ORDER BY 1%s" % self.pick(["", " DESC NULLS LAST"])
        return text, names

    def with_queries(self, wanted, around, depth):
        name, inner = self.alias(), [self.type() for _ in range(2)]
        query, names = self.plain(inner, [], depth, simple=True)
        if self.chance(0.3):
            query = "VALUES (%s)" % ", ".join(self.expression(t, [], 1) for t in inner)
            names = ["column1", "column2"]
        recursive = self.chance(0.2)
        if recursive:
            inner, names = ["integer", "text"], ["n", "m"]
            query = "SELECT 1, 'a'::text UNION ALL SELECT n + 1, m || 'x' FROM %s WHERE n < %s" % (name, self.expression("integer", [], 1))
        search = ""
        if recursive and self.version >= 140000:
            search = self.pick(["", " SEARCH %s FIRST BY n, m SET so" % self.pick(["DEPTH", "BREADTH"]), " CYCLE n SET cy USING pa",
                                " CYCLE n SET cy TO 'Y'::text DEFAULT 'N'::text USING pa"])
        how = self.pick(["", "MATERIALIZED ", "NOT MATERIALIZED "]) if self.version >= 120000 else ""
        reads = self.reads(name, list(zip(names, inner)), True)
        items, result = self.targets(wanted, reads + around, depth)
        return "WITH %s%s%s AS %s(%s)%s SELECT %s FROM %s" % (
            "RECURSIVE " if recursive else "", name, " (n, m)" if recursive else "", how, query, search, items, name), result

    def grouped(self, wanted, around, depth):
        text, reads = self.source(around, depth)
        keys = [r for r in reads if r[1] in ORDERED]
        if not keys:
            return self.plain(wanted, around, depth)
        key = self.pick(keys)

        def make(kind, _, inner):
            if kind in AGGREGATES and self.chance(0.7):
                found = self.filled(self.pick(AGGREGATES[kind]), reads, 1)
                return found + self.maybe(" FILTER (WHERE %s)" % self.expression("boolean", reads, 1), 0.3)
            return self.expression(kind, [key], inner)
        queries, self.queries = self.queries, False
        items, names = self.targets(wanted, reads, depth, make)
        having = self.maybe(" HAVING " + self.filled(self.pick(["count(*) > {integer}", "max({integer}) IS NULL", "bool_or({boolean})"]), reads), 0.3)
        self.queries = queries
        group = self.pick(["%s", "ROLLUP (%s)", "CUBE (%s)", "GROUPING SETS ((%s), ())", "%s"]) % key[0]
        if self.version >= 140000 and self.chance(0.1):
            group = "DISTINCT " + group
        return "SELECT %s FROM %s GROUP BY %s%s" % (items, text, group, having), names

    def windowed(self, kind, reads, depth):
        if kind not in WINDOWED or not self.chance(0.25):
            return self.expression(kind, reads, depth)
        call = self.filled(self.pick(WINDOWED[kind]), reads, 0)
        ordered = ["PARTITION BY " + self.filled("{any}", reads, 1)] if self.chance(0.5) else []
        ordered.append("ORDER BY %s%s" % (self.filled("{any}", reads, 1), self.pick(["", " DESC", " ASC NULLS FIRST", " USING <"])))
        return "%s OVER (%s%s)" % (call, " ".join(ordered), self.pick(FRAMES))

    def plain(self, wanted, around, depth, simple=False):
        text, reads = self.source(around, depth)
        reads = reads + [r for r in around if "." in r[0]]
        items, names = self.targets(wanted, reads, depth, self.windowed)
        distinct = ""
        if not simple and self.chance(0.1) and all(t in ORDERED for t in wanted):
            distinct = "DISTINCT "
        parts = ["SELECT %s%s FROM %s" % (distinct, items, text)]
        if self.chance(0.6):
            parts.append("WHERE " + self.expression("boolean", reads, depth))
        if not simple:
            if self.chance(0.3) and not distinct:
                parts.append("ORDER BY " + ", ".join(self.several(lambda: self.filled("{any}", reads, 1) + self.pick(
                    ["", " DESC", " NULLS FIRST", " DESC NULLS LAST", " USING >"]), 1, 2)))
                if self.chance(0.2) and self.version >= 130000:
                    parts.append("FETCH FIRST %s ROWS WITH TIES" % self.pick(["1", "5", "(1 + 2)"]))
            if self.chance(0.1) and "FETCH" not in parts[-1]:
                parts.append(self.pick(["LIMIT 5", "LIMIT NULL", "OFFSET 2", "LIMIT 1 + 1 OFFSET 3", "FETCH FIRST 3 ROWS ONLY", "LIMIT '10'"]))
            elif self.chance(0.04) and not distinct and self.nesting == 1:
                parts.append(self.pick(["FOR UPDATE", "FOR SHARE SKIP LOCKED", "FOR NO KEY UPDATE NOWAIT"]))
        return " ".join(parts), names
