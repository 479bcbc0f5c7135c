"""Random databases of Postgres: postgres_random.py says of what."""

from postgres_client import Refused
from postgres_random import MODIFIED, TYPES, Vocabulary, declared, quoted
from postgres_random_query import Queries

PRELUDE = """
CREATE SCHEMA other;
CREATE SCHEMA "Sch x";
CREATE TYPE mood AS ENUM ('sad', 'Ok', 'so ''so''');
CREATE TYPE other.mood AS ENUM ('sad', 'blue');
CREATE TYPE pair AS (x integer, y text);
CREATE DOMAIN word AS varchar(20) CHECK (VALUE <> 'no');
CREATE COLLATION "My Order" FROM "C";
CREATE FUNCTION now_or_then() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';
CREATE FUNCTION glue(t text, sep text DEFAULT '-', times integer DEFAULT 1) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $2';
CREATE FUNCTION cat(VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1[1]';
CREATE FUNCTION "left"(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION other.lower(m mood) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''x''::text';
CREATE FUNCTION other.join_moods(a mood, b mood) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''y''::text';
CREATE OPERATOR other.|| (LEFTARG = mood, RIGHTARG = mood, PROCEDURE = other.join_moods);
CREATE FUNCTION two_columns(OUT p integer, OUT q text) RETURNS SETOF record LANGUAGE sql AS 'SELECT 1, ''a''::text';
CREATE TABLE t1 (a integer, b text, "order" character varying(10), at timestamp with time zone, doc jsonb, t1 mood);
CREATE FUNCTION rows_of_t1(a integer) RETURNS SETOF t1 LANGUAGE sql AS 'SELECT * FROM t1';
"""
T1 = [("a", "integer"), ("b", "text"), ("order", "character varying"), ("at", "timestamp with time zone"), ("doc", "jsonb"), ("t1", "mood")]


class Schemas(Queries):
    """Makes objects in the database of a connection; what the server refuses is forgotten."""

    def __init__(self, seed, connection):
        super().__init__(seed)
        self.connection = connection
        self.relations, self.tables, self.refused, self.made = {"t1": T1}, {"t1": T1}, [], []
        for statement in PRELUDE.strip().split(";\n"):
            connection.run(statement.rstrip(";"))
        self.words = Vocabulary(connection)
        self.version = self.words.version
        self.newer = self.version if seed % 4 == 0 else 150000

    def run(self, sql):
        try:
            self.connection.run(sql)
            self.made.append(sql)
            return True
        except Refused as e:
            self.refused.append((str(e), sql))
            return False

    def immutably(self, wanted, around, depth=2):
        """An expression for places that allow neither what changes nor a query."""
        stable, queries, self.stable, self.queries = self.stable, self.queries, False, False
        try:
            return self.expression(wanted, around, depth)
        finally:
            self.stable, self.queries = stable, queries

    def checked(self, wanted, around, depth=2):
        queries, self.queries = self.queries, False
        try:
            return self.expression(wanted, around, depth)
        finally:
            self.queries = queries

    def reading(self, columns):
        return [(quoted(c), t) for c, t in columns]

    def create_table(self, name):
        taken, columns, parts = set(), [], []
        for _ in range(self.r.randrange(2, 8)):
            column, kind = self.new_name(taken), self.type()
            modifier = self.pick(MODIFIED[kind]) if kind in MODIFIED else ""
            parts.append("%s %s" % (quoted(column), declared(kind, modifier)))
            if kind in ("text", "character varying", "character") and self.chance(0.15):
                parts[-1] += ' COLLATE "C"'
            columns.append((column, kind))
        if self.run("CREATE TABLE %s (%s)" % (name, ", ".join(parts))):
            self.relations[name] = self.tables[name] = columns

    def alter_table(self, name, number):
        columns = self.tables[name]
        column, kind = self.pick(columns)
        reads = self.reading(columns)
        added, wanted = "g%d" % number, self.type()
        choice = self.r.randrange(6)
        if choice < 2:
            self.run("ALTER TABLE %s ALTER %s SET DEFAULT %s" % (name, quoted(column), self.checked(kind, [])))
        elif choice < 4:
            self.run("ALTER TABLE %s ADD CONSTRAINT k%d CHECK (%s)" % (name, number, self.checked("boolean", reads, 3)))
        elif choice == 4 and self.version >= 120000 and name != "t1":  # whose rows a function returns
            how = "VIRTUAL" if self.version >= 180000 and self.chance(0.5) else "STORED"
            if self.run("ALTER TABLE %s ADD %s %s GENERATED ALWAYS AS (%s) %s" % (
                    name, added, declared(wanted), self.immutably(wanted, reads), how)):
                self.relations[name] = columns  # generated columns read none of their kind
        elif choice == 5:
            using = self.checked("boolean", reads, 3) if self.chance(0.3) else self.expression("boolean", reads, 3)
            self.run("CREATE POLICY p%d ON %s FOR %s USING (%s)%s" % (number, name, self.pick(["ALL", "UPDATE"]), using, self.maybe(
                " WITH CHECK (%s)" % self.expression("boolean", reads, 2), 0.3)))

    def create_index(self, number):
        name = self.pick(sorted(self.tables))
        reads = self.reading(self.tables[name])
        keys = []
        for _ in range(self.pick([1, 1, 2])):
            kind = self.pick(["integer", "text", "boolean", "character varying", "date", "numeric", "mood"])
            keys.append("(%s)%s%s" % (self.immutably(kind, reads), self.maybe(' COLLATE "C"' if kind in ("text", "character varying") else "", 0.2),
                                      self.pick(["", "", " DESC", " NULLS FIRST"])))
        where = self.maybe(" WHERE " + self.immutably("boolean", reads), 0.4)
        self.run("CREATE INDEX i%d ON %s (%s)%s" % (number, name, ", ".join(keys), where))

    def create_statistics(self, number):
        if self.version < 140000:
            return
        name = self.pick(sorted(self.tables))
        reads = self.reading(self.tables[name])
        self.run("CREATE STATISTICS s%d ON (%s), (%s) FROM %s" % (
            number, self.immutably("integer", reads), self.immutably("text", reads), name))

    def create_view(self, number):
        name = self.pick(["v%d", '"V %d"', "other.v%d"]) % number
        wanted = [self.type() for _ in range(self.r.randrange(1, 4))]
        text, names = self.select(wanted, [], self.pick([1, 2, 2, 3]))
        stored = self.chance(0.1)  # and not filled, for its rows would be computed
        if self.run("CREATE %sVIEW %s AS %s%s" % ("MATERIALIZED " * stored, name, text, " WITH NO DATA" * stored)) and self.chance(0.4):
            self.relations[name] = list(zip(names, wanted))

    def create_trigger(self, number):
        """A rule is of statements, and its condition and a trigger's read OLD and NEW."""
        name = self.pick(sorted(self.tables))
        columns = self.tables[name]
        reads = [("%s.%s" % (row, quoted(c)), t) for row in ("new", "old") for c, t in columns]
        if self.chance(0.5):
            self.run("CREATE TRIGGER g%d BEFORE UPDATE ON %s FOR EACH ROW WHEN (%s) EXECUTE PROCEDURE suppress_redundant_updates_trigger()"
                     % (number, name, self.checked("boolean", reads, 2)))
        else:
            column, kind = self.pick(columns)
            action = self.pick([
                lambda: "NOTHING", lambda: "UPDATE %s SET %s = %s WHERE %s" % (
                    name, quoted(column), self.expression(kind, reads, 1), self.checked("boolean", reads, 1)),
                lambda: "INSERT INTO t1 (b, \"order\") VALUES (%s, %s)" % (self.checked("text", reads, 1), self.checked("character varying", reads, 1)),
                lambda: "DELETE FROM t1 WHERE %s" % self.checked("boolean", reads, 1)])()
            self.run("CREATE RULE r%d AS ON UPDATE TO %s WHERE %s DO %s %s" % (
                number, name, self.checked("boolean", reads, 2), self.pick(["ALSO", "INSTEAD"]), action))

    def create_function(self, number):
        """A body that the server stores as a tree."""
        if self.version < 140000:
            return
        kinds = [self.type() for _ in range(2)]
        reads = [("a", kinds[0]), ("$2", kinds[1])]
        wanted = self.type()
        body = "RETURN " + self.expression(wanted, reads, 2) if self.chance(0.5) else "BEGIN ATOMIC %s; SELECT %s; END" % (
            self.select([self.type()], reads, 1)[0], self.expression(wanted, reads, 2))
        self.run("CREATE FUNCTION f%d(a %s, \"b c\" %s DEFAULT %s) RETURNS %s LANGUAGE sql STABLE %s" % (
            number, declared(kinds[0]), declared(kinds[1]), self.checked(kinds[1], [], 1), declared(wanted), body))

    def create_domain(self, number):
        kind = self.pick(["text", "integer", "numeric", "character varying", "date", "jsonb"])
        self.run("CREATE DOMAIN d%d AS %s DEFAULT %s CHECK (%s)" % (
            number, kind, self.checked(kind, [], 1), self.checked("boolean", [("VALUE", kind)] * 3, 2)))

    def build(self, size):
        for name in ['t2', 'other.t1', '"Sch x"."T y"', '"user"']:
            self.create_table(name)
        for number in range(size):
            self.create_view(number + size)
            for make in (self.create_view, self.create_index, self.create_trigger, self.create_function):
                make(number)
            self.alter_table(self.pick(sorted(self.tables)), number)
            self.alter_table(self.pick(sorted(self.tables)), number + size)
            if self.chance(0.3):
                self.create_domain(number)
                self.create_statistics(number)


assert set(MODIFIED) <= set(TYPES)
