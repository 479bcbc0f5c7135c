/*
 * Statements of a plain shape are read without the parser (Postgres) or without being run (SQLite). What is said of
 * them is what the whole way says: of every SQL text there is, and of texts that are nearly plain.
 */
#include "model_support.h"

#include <ftw.h>
#include <limits.h>

#include "model/postgres/reader.h"
#include "model/sqlite.h"

/* All of a model, with lines. "" where the text cannot be read. */
static char *told(void *ctx, const struct model *model)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; model && i < model->n_items; i++)
        fprintf(t.out, "%d ", model->items[i]->line);
    if (model)
        print_items(model, t.out);
    for (size_t i = 0; model && i < model->n_items; i++)
        for (size_t k = 0; k < model->items[i]->n_facts; k++)
            fprintf(t.out, "%s: %s: %s\n", item_describe(ctx, model->items[i]), model->items[i]->facts[k].name,
                    model->items[i]->facts[k].value);
    return text_close(&t, ctx);
}

static char *read_either(void *ctx, enum engine engine, const char *text, bool fast, struct diags *diags)
{
    diags_init(diags, ctx);
    return told(ctx, engine == ENGINE_POSTGRES ? postgres_read(ctx, "x", text, fast, diags)
                                               : sqlite_read(ctx, "x", text, fast, diags));
}

static int n_read, n_different;

static void read_both_ways(enum engine engine, const char *path, const char *text)
{
    void *ctx = mem_root("both ways");
    struct diags fast, whole;
    const char *one = read_either(ctx, engine, text, true, &fast);
    const char *two = read_either(ctx, engine, text, false, &whole);
    if (strcmp(one, two) != 0) {
        diags_print(&fast, stderr, false);
        diags_print(&whole, stderr, false);
        fprintf(stderr, "%s\n%s\n---- read fast\n%s\n---- read whole\n%s\n", path, text, one, two);
        n_different++;
    }
    n_read++;
    mem_free(ctx);
}

/* Without an engine in its name a file is for both. */
static int visit(const char *path, const struct stat *status, int type, struct FTW *place)
{
    void *ctx = mem_root("visit");
    struct diags diags;
    const char *name = path + place->base, *sql = strstr(name, ".sql");
    (void)status;
    diags_init(&diags, ctx);
    const char *text = type == FTW_F && sql ? file_read_text(ctx, &root_own, path, &diags) : NULL;
    if (text && !strstr(sql, "sqlite"))
        read_both_ways(ENGINE_POSTGRES, path, text);
    if (text && !strstr(sql, "postgres"))
        read_both_ways(ENGINE_SQLITE, path, text);
    mem_free(ctx);
    return 0;
}

static char top[PATH_MAX];

static void every_text_is_read_alike_both_ways(void **state)
{
    static const char *const places[] = {"schema", "full_schemas", "tests/cases", "tests/fixtures", "examples"};
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_int_equal(nftw(path_join(p->ctx, top, places[i]), visit, 8, FTW_PHYS), 0);
    assert_true(n_read > 0);
    assert_int_equal(n_different, 0);
}

static const char *const nearly_plain_postgres[] = {
    "CREATE TABLE t (a integer DEFAULT '5', b text DEFAULT 5, c real DEFAULT 1, d date DEFAULT '2020-01-01');",
    "CREATE TABLE t (a bigint DEFAULT 3000000000, b smallint DEFAULT '1', c boolean DEFAULT 't', d boolean DEFAULT 1);",
    "CREATE TABLE t (a double precision DEFAULT '1.50', b real DEFAULT '1e3');",
    "CREATE TABLE t (c uuid DEFAULT 'x', d jsonb DEFAULT '{}');",
    "CREATE TABLE t (a text DEFAULT 'it''s', b bytea DEFAULT 'x', c text DEFAULT '', d text DEFAULT NULL);",
    "CREATE TABLE t (a text, CONSTRAINT k PRIMARY KEY (a), CONSTRAINT u UNIQUE (a));",
    "CREATE TABLE t (a text NOT NULL NULL);",
    "CREATE TABLE t (a text, a text);",
    "CREATE TABLE t (a text); CREATE TABLE t (b text);",
    "CREATE TABLE t (a text, CONSTRAINT k PRIMARY KEY (b));",
    "CREATE TABLE t (a text, CONSTRAINT k PRIMARY KEY (a), CONSTRAINT l PRIMARY KEY (a));",
    "CREATE TABLE t (a text); CREATE INDEX i ON t (a); CREATE INDEX i ON t (a DESC);",
    "CREATE TABLE t (a text); CREATE INDEX i ON t USING btree (a DESC); CREATE INDEX j ON t USING GIN (a);",
    "CREATE TABLE t (a text); CREATE INDEX \"On\" ON t (\"A\", a);",
    "CREATE TABLE t (a text); CREATE UNIQUE INDEX \"concurrently\" ON ONLY t (a);",
    "CREATE TABLE t (a text); CREATE INDEX CONCURRENTLY i ON t (a); CREATE INDEX ON t (a);",
    "CREATE TABLE Public.T (A TEXT); CREATE INDEX I ON Public.T (A);",
    "CREATE TABLE Public.T (A TEXT); ALTER TABLE ONLY public.t ADD CONSTRAINT K UNIQUE (A);",
    "CREATE TABLE s.t (a text); CREATE INDEX i ON s.t (a); ALTER TABLE s.t ADD CONSTRAINT i UNIQUE (a);",
    "CREATE TABLE t (\"select\" text, \"\"\"\" text); INSERT INTO t (\"select\") VALUES ('x');",
    "CREATE TABLE t (\"like\" text, key text, value text, name text, type text, time text, interval text);",
    "CREATE TABLE t (a date, b text[], c jsonb); INSERT INTO t (a, b) VALUES ('2020-01-01', '{a}'), (NULL, NULL);",
    "CREATE TABLE t (a bigint, b boolean, c text); INSERT INTO t VALUES (1, true, 'x');",
    "CREATE TABLE t (a bigint, b boolean, c text); INSERT INTO t VALUES (-1, 'f', E'\\n');",
    "CREATE TABLE t (a bigint, b double precision); INSERT INTO t (b, a) VALUES (0.10, 007), (1e2, - 5), ('1.0', '5');",
    "CREATE TABLE t (a text DEFAULT 'd'); INSERT INTO t VALUES (DEFAULT); INSERT INTO t DEFAULT VALUES;",
    "CREATE TABLE t (a text); INSERT INTO t (a) VALUES ($$x$$), (U&'\\0041'), (B'1'), (X'ff'), (N'n'), ('a' 'b');",
    "CREATE TABLE t (a text); INSERT INTO t (a) VALUES ('a'\n'b'), ('a'\n -- c\n 'b');",
    "CREATE TABLE t (a text, b text DEFAULT 'd'); INSERT INTO t VALUES ('x'); INSERT INTO t (b) VALUES ('y');",
    "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY); INSERT INTO t OVERRIDING SYSTEM VALUE VALUES (1);",
    "CREATE TABLE t (a text); INSERT INTO t VALUES ('x') ON CONFLICT DO NOTHING;",
    "CREATE TABLE t (a text); INSERT INTO t VALUES ('x') RETURNING a;",
    "CREATE TABLE t (a text); INSERT INTO t AS x VALUES ('x'); INSERT INTO t (a) SELECT 'x';",
    "CREATE TABLE t (a text); INSERT INTO u VALUES (1);",
    "CREATE TABLE t (a numeric(4,2), b date); INSERT INTO t VALUES (1.5, '2020-01-01'), (100000000000000000000, NULL);",
    "CREATE TABLE t (a text); INSERT INTO t VALUES (1), (1.50), (true), (-1), (+1), (1_000), (0x1F);",
    "CREATE TABLE t (a boolean); INSERT INTO t VALUES ('yes'), ('off'), (TRUE), (NULL), ('0');",
    "CREATE TABLE t (a text, b text); INSERT INTO t (a, b) VALUES ('x'); INSERT INTO t (a) VALUES ('x', 'y');",
    "CREATE TABLE IF NOT EXISTS t (a text); CREATE TABLE IF NOT EXISTS t (b text); CREATE TABLE if (a text);",
    "CREATE TABLE t (a text, CONSTRAINT user UNIQUE (a));",
    "CREATE TABLE t (a text, CONSTRAINT k UNIQUE (user));",
    "CREATE TABLE t (a text); CREATE INDEX i ON t (user);",
    "CREATE TABLE t (a text); INSERT INTO t (user) VALUES (1);",
    "CREATE TABLE t (a text) WITH (fillfactor=70); CREATE TABLE u (a text COLLATE \"C\"); CREATE TABLE v ();",
};

static const char *const nearly_plain_sqlite[] = {
    "CREATE TABLE t (a, b INTEGER PRIMARY KEY, c TEXT DEFAULT 'x' NOT NULL, d REAL DEFAULT -1.5, e DEFAULT +1);",
    "CREATE TABLE t (a INTEGER PRIMARY KEY DESC); CREATE TABLE u (a INT PRIMARY KEY);",
    "CREATE TABLE v (a INTEGER, PRIMARY KEY (a DESC));",
    "CREATE TABLE t (a TEXT DEFAULT \"x\"); CREATE TABLE u (a TEXT DEFAULT x); CREATE TABLE v (a DEFAULT (1));",
    "CREATE TABLE t (a TEXT DEFAULT CURRENT_TIMESTAMP, b DEFAULT null, c DEFAULT true, d DEFAULT x'00');",
    "CREATE TABLE t (a, A);",
    "CREATE TABLE t (a, PRIMARY KEY (b));",
    "CREATE TABLE t (a, UNIQUE (a, a)); CREATE TABLE u (a, b, PRIMARY KEY (a, a));",
    "CREATE TABLE t (a PRIMARY KEY, b, PRIMARY KEY (b));",
    "CREATE TABLE t (a); CREATE TABLE T (b);",
    "CREATE TABLE t (a); CREATE TABLE IF NOT EXISTS t (b);",
    "CREATE TABLE t (a); CREATE INDEX t ON t (a);",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a); CREATE INDEX i ON t (a);",
    "CREATE TABLE t (a); CREATE INDEX i ON t (b);",
    "CREATE TABLE t (a); CREATE INDEX i ON t ('a'); CREATE INDEX j ON t (\"a\");",
    "CREATE TABLE t (a); CREATE INDEX k ON t ([a] DESC, `a`);",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a COLLATE NOCASE); CREATE INDEX j ON t (a COLLATE foo);",
    "CREATE TABLE t (a COLLATE NOCASE, b COLLATE rtrim); CREATE UNIQUE INDEX i ON t (a, b DESC);",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a) WHERE b = \"x\";",
    "CREATE TABLE t (a, b); CREATE INDEX j ON t (a) WHERE b = 'x' AND a IS NOT NULL;",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a) WHERE b; CREATE INDEX j ON t (a) WHERE rowid > 1;",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a) WHERE (b > 1) OR (a IN (1, 2));",
    "CREATE TABLE t (a, b); CREATE INDEX j ON t (a) WHERE t.b = 1;",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a) WHERE b > (SELECT 1);",
    "CREATE TABLE t (a, b); CREATE INDEX j ON t (a) WHERE b NOT BETWEEN 1 AND 2;",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a) WHERE; CREATE INDEX j ON t () ; CREATE INDEX k ON t (a,);",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a b); CREATE INDEX j ON t (a ASC DESC);",
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (a) WHERE a = 1 b;",
    "CREATE TABLE p (a, b, PRIMARY KEY (a, b)); CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES p);",
    "CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES p (a));",
    "CREATE TABLE t (a COLLATE foo COLLATE NOCASE, PRIMARY KEY (a COLLATE foo));",
    "CREATE TABLE t (a, FOREIGN KEY (a DESC) REFERENCES p);",
    "CREATE TABLE t (a, FOREIGN KEY (a COLLATE NOCASE) REFERENCES p (a));",
    "CREATE TABLE t (a REFERENCES p, b REFERENCES p (x) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);",
    "CREATE TABLE t (a REFERENCES p (x) MATCH FULL ON UPDATE SET NULL, FOREIGN KEY (z) REFERENCES p);",
    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b CHECK (b > 0)); INSERT INTO t VALUES (1, 2);",
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE ON CONFLICT IGNORE, c NOT NULL ON CONFLICT REPLACE DEFAULT 1);",
    "CREATE TABLE t (a CONSTRAINT x NOT NULL CONSTRAINT y UNIQUE, CONSTRAINT z PRIMARY KEY (a));",
    "CREATE TABLE \"t\"\"u\" (\"a b\" \"INT\", [c] [long type], `d`); INSERT INTO \"t\"\"u\" VALUES (1, 2, 3);",
    "CREATE TABLE t (rowid, oid, _rowid_); CREATE TABLE u (abort, key, \"order\", action, no);",
    "CREATE TABLE t (a VARCHAR(10), b DECIMAL(1, 2), c UNSIGNED BIG INT, d double precision);",
    "CREATE TABLE t (a) WITHOUT ROWID; CREATE TABLE u (a INT PRIMARY KEY) STRICT;",
    "CREATE TABLE main.t (a); CREATE TEMP TABLE u (a); CREATE TABLE temp.v (a); CREATE TABLE w AS SELECT 1 AS a;",
    "CREATE TABLE sqlite_x (a); CREATE TABLE t (a); CREATE INDEX sqlite_i ON t (a);",
    "CREATE TABLE t (a UNIQUE); CREATE INDEX sqlite_autoindex_t_1 ON t (a);",
    "CREATE TABLE t (a); CREATE TABLE u (a); CREATE VIEW v AS SELECT a FROM t; INSERT INTO u VALUES (1);",
    "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t WHERE CASE WHEN a THEN 1 ELSE 0 END;",
    "CREATE TABLE t (a); END;",
    "CREATE TABLE f_data (a); CREATE TABLE f_x (a); CREATE VIRTUAL TABLE f USING fts4 (a);",
    "CREATE TABLE f_content (docid INTEGER PRIMARY KEY, 'c0a'); CREATE VIRTUAL TABLE f USING fts4 (a);",
    "CREATE TABLE t (a); ALTER TABLE t ADD COLUMN b; CREATE INDEX i ON t (b);",
    "CREATE TABLE t (a); DROP TABLE t; CREATE TABLE t (b);",
    "CREATE TABLE t (a -- c\n, b /* x */ TEXT); PRAGMA user_version = 5;",
    "CREATE TABLE t (a TEXT NULL); CREATE TABLE u (a NOT NULL NOT NULL); CREATE TABLE v (a DEFAULT 1 DEFAULT 2);",
    "CREATE TABLE t (a GENERATED ALWAYS AS (b + 1), b); CREATE TABLE u (a AS (b) STORED, b);",
    "CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT REPLACE, b TEXT COLLATE nocase UNIQUE);",
    "CREATE TABLE t (a, CHECK (a > 0)); CREATE TABLE u (a, UNIQUE (a COLLATE NOCASE), UNIQUE (a));",
    "CREATE TABLE t (a, UNIQUE (a), UNIQUE (a)); CREATE TABLE u (a UNIQUE, UNIQUE (a));",
    "CREATE TABLE v (a UNIQUE PRIMARY KEY);",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a IS NOT 1;",
    "CREATE TABLE t (a); CREATE INDEX j ON t (a) WHERE a NOT NULL AND a ISNULL;",
    "CREATE TABLE t (a); CREATE INDEX main.i ON t (a); CREATE INDEX IF NOT EXISTS i ON t (a);",
};

static void what_is_nearly_plain_is_read_alike_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof nearly_plain_postgres / sizeof *nearly_plain_postgres; i++)
        read_both_ways(ENGINE_POSTGRES, "", nearly_plain_postgres[i]);
    for (size_t i = 0; i < sizeof nearly_plain_sqlite / sizeof *nearly_plain_sqlite; i++)
        read_both_ways(ENGINE_SQLITE, "", nearly_plain_sqlite[i]);
    assert_int_equal(n_different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_text_is_read_alike_both_ways),
        with_fixture(what_is_nearly_plain_is_read_alike_both_ways),
    };
    if (!getcwd(top, sizeof top))
        return 1;
    return RUN_TAP("model, fast and whole", tests);
}
