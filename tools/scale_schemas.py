"""Schemas of any size, of one kind of object each, for measuring how time grows with the number of objects.

Each of POSTGRES and SQLITE maps a name to (what counts, make): make(n, seed) brings the statements that make n of
the kind. The same seed makes the same statements; with another one, every object is there and differs somewhere.
"""
import random


def numbered(n, statement):
    return [statement(i) for i in range(n)]


def chosen(seed):
    """Names and numbers by chance, the same for the same seed."""
    return random.Random(seed)


def tables(n, seed):
    """Of each a key, three indexes and a foreign key."""
    r = chosen(seed)
    made = ["CREATE TABLE hub (id bigint PRIMARY KEY);"]
    for i in range(n):
        made += [f"CREATE TABLE t{i} (id bigint PRIMARY KEY, room_id text NOT NULL, user_id text NOT NULL,"
                 f" stream_ordering bigint NOT NULL DEFAULT {r.randrange(10 ** 6)}, hub bigint REFERENCES hub (id),"
                 f" UNIQUE (room_id, user_id));",
                 f"CREATE INDEX t{i}_room ON t{i} (room_id);",
                 f"CREATE INDEX t{i}_user ON t{i} (user_id, stream_ordering);",
                 f"CREATE UNIQUE INDEX t{i}_stream ON t{i} (stream_ordering DESC, room_id);"]
    return made


def partitions(n, seed):
    r = chosen(seed)
    return (["CREATE TABLE parts (a integer NOT NULL, b text) PARTITION BY RANGE (a);",
             "CREATE INDEX parts_b ON parts (b);"]
            + numbered(n, lambda i: f"CREATE TABLE part{i} PARTITION OF parts FOR VALUES FROM ({i * 10}) TO"
                                    f" ({i * 10 + 1 + r.randrange(9)});"))


def partition_indexes(n, seed):
    """Two levels, and indexes of which any could come under any of those above."""
    r = chosen(seed)
    return (["CREATE TABLE parts (a integer, b integer, c text) PARTITION BY RANGE (a);"]
            + [f"CREATE TABLE half{i} PARTITION OF parts FOR VALUES FROM ({i * n * 5}) TO ({(i + 1) * n * 5})"
               " PARTITION BY RANGE (a);" for i in range(2)]
            + numbered(n, lambda i: f"CREATE TABLE part{i} PARTITION OF half{i // (n // 2)} FOR VALUES FROM"
                                    f" ({i * 10}) TO ({i * 10 + 1 + r.randrange(9)});")
            + [f"CREATE INDEX alike{i} ON parts (b{order});" for i, order in enumerate(["", " DESC", " NULLS FIRST"])])


def indexes(n, seed):
    r = chosen(seed)
    return (["CREATE TABLE wide (a bigint, b text, c text);"]
            + numbered(n, lambda i: f"CREATE INDEX wide_{i} ON wide (b, a) WHERE a > {r.randrange(10 ** 9)};"))


def functions(n, seed):
    r = chosen(seed)
    return numbered(n, lambda i: f"CREATE FUNCTION f{i}(x integer) RETURNS integer LANGUAGE "
                    + (f"sql AS 'SELECT x + {r.randrange(10 ** 6)}';" if i % 2 else
                       f"plpgsql AS 'BEGIN RETURN x + {r.randrange(10 ** 6)}; END';"))


def views(n, seed):
    r = chosen(seed)
    return (["CREATE TABLE ground (a integer, b text);",
             "CREATE VIEW v0 AS SELECT a, b FROM ground;"]
            + [f"CREATE VIEW v{i} AS SELECT a, b FROM v{i - 1} WHERE a > {r.randrange(10 ** 6)};" for i in range(1, n)])


def enums(n, seed):
    r = chosen(seed)
    return numbered(n, lambda i: f"CREATE TYPE e{i} AS ENUM ('one', 'two', '{r.randrange(10 ** 6)}');")


def domains(n, seed):
    r = chosen(seed)
    return numbered(n, lambda i: f"CREATE DOMAIN d{i} AS integer CHECK (VALUE > {r.randrange(10 ** 6)});")


def triggers(n, seed):
    r = chosen(seed)
    return (["CREATE TABLE watched (a integer, b text);",
             "CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';"]
            + numbered(n, lambda i: f"CREATE TRIGGER g{i} BEFORE INSERT ON watched FOR EACH ROW"
                                    f" WHEN (new.a > {r.randrange(10 ** 6)}) EXECUTE FUNCTION look();"))


def bare_tables(n):
    return numbered(n, lambda i: f"CREATE TABLE t{i} (a integer, b text);")


def comments(n, seed):
    r = chosen(seed)
    return bare_tables(n) + numbered(n, lambda i: f"COMMENT ON TABLE t{i} IS 'a note {r.randrange(10 ** 6)}';")


def grants(n, seed):
    r = chosen(seed)
    return bare_tables(n) + numbered(n, lambda i: f"GRANT {r.choice(('SELECT', 'INSERT', 'DELETE'))} ON t{i}"
                                                  f" TO pg_monitor;")


def sequences(n, seed):
    r = chosen(seed)
    return numbered(n, lambda i: f"CREATE SEQUENCE s{i} INCREMENT {1 + r.randrange(1000)};")


COLUMNS_OF_TABLE = 100


def columns(n, seed):
    r = chosen(seed)
    row = lambda i: ", ".join(f"c{k} bigint DEFAULT {r.randrange(10 ** 6)} NOT NULL" for k in range(COLUMNS_OF_TABLE))
    return numbered(n // COLUMNS_OF_TABLE, lambda i: f"CREATE TABLE t{i} ({row(i)});")


def keys(n, seed, target):
    """Tables with a foreign key each, to the table whose number target(i) says."""
    r = chosen(seed)
    action = lambda: r.choice(("CASCADE", "RESTRICT", "SET NULL"))
    return (numbered(n, lambda i: f"CREATE TABLE k{i} (id bigint PRIMARY KEY, other bigint);")
            + [f"ALTER TABLE k{i} ADD CONSTRAINT k{i}_other FOREIGN KEY (other) REFERENCES k{target(i)} (id)"
               f" ON DELETE {action()};" for i in range(n) if target(i) is not None])


def key_chain(n, seed):
    return keys(n, seed, lambda i: i - 1 if i else None)


def key_star(n, seed):
    return keys(n, seed, lambda i: 0 if i else None)


def key_cycle(n, seed):
    return keys(n, seed, lambda i: (i + 1) % n)


def rows(n, seed):
    r = chosen(seed)
    made = ["CREATE TABLE full_of_rows (id bigint PRIMARY KEY, name text, score bigint);"]
    for start in range(0, n, 1000):
        values = ", ".join(f"({i}, 'name {i}', {r.randrange(10 ** 6)})" for i in range(start, min(n, start + 1000)))
        made.append(f"INSERT INTO full_of_rows VALUES {values};")
    return made


def sqlite_keys(target):
    """SQLite has foreign keys in CREATE TABLE alone."""
    def make(n, seed):
        r = chosen(seed)
        action = lambda: r.choice(("CASCADE", "RESTRICT", "SET NULL"))
        key = lambda i: f" REFERENCES k{target(i, n)} (id) ON DELETE {action()}" if target(i, n) is not None else ""
        return numbered(n, lambda i: f"CREATE TABLE k{i} (id INTEGER PRIMARY KEY, other INTEGER{key(i)});")
    return make


def sqlite_triggers(n, seed):
    r = chosen(seed)
    return (["CREATE TABLE watched (a INTEGER, b TEXT);"]
            + numbered(n, lambda i: f"CREATE TRIGGER g{i} AFTER INSERT ON watched WHEN new.a > {r.randrange(10 ** 6)}"
                                    f" BEGIN UPDATE watched SET b = 'x' WHERE a = new.a; END;"))


def sqlite_views(n, seed):
    """One beside another: SQLite looks into a whole chain for each of its views, so that no chain can be linear."""
    r = chosen(seed)
    return (["CREATE TABLE ground (a INTEGER, b TEXT);"]
            + numbered(n, lambda i: f"CREATE VIEW v{i} AS SELECT a, b FROM ground WHERE a > {r.randrange(10 ** 6)};"))


THOUSANDS = (1000, 10000)
ROWS = (1000, 10000, 100000)

# What is there of it, and how it is made.
POSTGRES = {
    "tables": (THOUSANDS, tables),
    "partitions of one table": (THOUSANDS, partitions),
    "partitions with indexes alike": (THOUSANDS, partition_indexes),
    "indexes of one table": (THOUSANDS, indexes),
    "functions": (THOUSANDS, functions),
    "views in a chain": (THOUSANDS, views),
    "enums": (THOUSANDS, enums),
    "domains": (THOUSANDS, domains),
    "triggers of one table": (THOUSANDS, triggers),
    "comments": (THOUSANDS, comments),
    "grants": (THOUSANDS, grants),
    "sequences": (THOUSANDS, sequences),
    "columns": (THOUSANDS, columns),
    "foreign keys in a chain": (THOUSANDS, key_chain),
    "foreign keys in a star": (THOUSANDS, key_star),
    "foreign keys in a cycle": (THOUSANDS, key_cycle),
    "rows of one table": (ROWS, rows),
}
SQLITE = {
    "tables": (THOUSANDS, tables),
    "indexes of one table": (THOUSANDS, indexes),
    "triggers of one table": (THOUSANDS, sqlite_triggers),
    "views": (THOUSANDS, sqlite_views),
    "columns": (THOUSANDS, columns),
    "foreign keys in a chain": (THOUSANDS, sqlite_keys(lambda i, n: i - 1 if i else None)),
    "foreign keys in a star": (THOUSANDS, sqlite_keys(lambda i, n: 0 if i else None)),
    "foreign keys in a cycle": (THOUSANDS, sqlite_keys(lambda i, n: (i + 1) % n)),
    "rows of one table": (ROWS, rows),
}
