/* What statements do with the clock, on both engines. */
#include <strings.h>

#include "clock/statement.h"
#include "clock/tokens.h"
#include "support.h"

static bool is_suspect(const void *data, const char *name)
{
    return strcasecmp(data, name) == 0;
}

static bool is_kept(const void *data, const char *column)
{
    (void)data;
    return strcasecmp(column, "kept") == 0;
}

/* "insert t: a plain, b kept now(); everywhere", where `suspect` is a function or view of the clock. */
static const char *read_as(struct fixture *p, enum engine engine, const char *sql)
{
    static const char *const actions[] = {"none", "insert", "update", "alter", "other"};
    static const char *const fates[] = {"plain", "default", "copy", "kept", "lost"};
    struct knowledge knowledge = {is_suspect, is_kept, "suspect"};
    const struct clock_statement *s = clock_statement_read(p->ctx, engine, sql, &knowledge);
    struct text t;
    text_open(&t);
    fprintf(t.out, "%s", actions[s->action]);
    fprintf(t.out, "%s%s", s->table ? " " : "", s->table ? s->table : "");
    for (size_t i = 0; i < s->n_targets; i++) {
        const struct target *x = &s->targets[i];
        fprintf(t.out, "%s %s%s%s", i ? "," : ":", x->column ? x->column : "", x->column ? " " : "", fates[x->fate]);
        fprintf(t.out, "%s%s", x->expression ? " " : "", x->expression ? x->expression : "");
    }
    fprintf(t.out, "%s%s", s->all_columns ? "; all" : "", s->everywhere ? "; everywhere" : "");
    fprintf(t.out, "%s%s", s->defined ? "; defines " : "", s->defined ? s->defined : "");
    fprintf(t.out, "%s", s->is_trigger ? " trigger" : "");
    if (s->new_name)
        fprintf(t.out, "; renames %s to %s", s->renamed ? s->renamed : "it", s->new_name);
    return text_close(&t, p->ctx);
}

struct expectation {
    const char *sql, *result;
};

static void check(struct fixture *p, enum engine engine, const struct expectation *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_string_equal(read_as(p, engine, list[i].sql), list[i].result);
}

#define CHECK(p, engine, list) check(p, engine, list, sizeof(list) / sizeof(*(list)))

/* What both engines understand alike. */
static void on_both(void **state)
{
    static const struct expectation list[] = {
        {"INSERT INTO t VALUES (1, 'a')", "insert t: plain, plain"},
        {"INSERT INTO t (a, b) VALUES (1, CURRENT_TIMESTAMP)", "insert t: a plain, b kept CURRENT_TIMESTAMP"},
        {"INSERT INTO t (a) VALUES (current_date), (CURRENT_DATE)", "insert t: a kept CURRENT_DATE"},
        {"INSERT INTO t (a) VALUES (CURRENT_DATE), (1)", "insert t: a lost"},
        {"INSERT INTO t (a) SELECT CURRENT_TIME", "insert t: a kept CURRENT_TIME"},
        {"INSERT INTO t (a, b) SELECT x, y + 1 FROM u", "insert t: a copy, b plain"},
        {"INSERT INTO t (a) SELECT x || CURRENT_TIME FROM u", "insert t: a lost"},
        {"INSERT INTO t (a) SELECT x FROM u WHERE CURRENT_TIME > '1'", "insert t: a copy; everywhere"},
        {"INSERT INTO t SELECT * FROM u", "insert t; all"},
        {"INSERT INTO t (a) SELECT kept FROM u", "insert t: a copy"},
        {"INSERT INTO t (a) SELECT kept + 1 FROM u", "insert t: a lost"},
        {"INSERT INTO t (a) SELECT 1 FROM u WHERE kept > 1", "insert t: a plain; everywhere"},
        {"INSERT INTO t (a) VALUES ((SELECT max(kept) FROM u))", "insert t: a lost"},
        {"INSERT INTO t (a) SELECT 1 FROM suspect", "insert t: a plain; everywhere"},
        {"INSERT INTO t DEFAULT VALUES", "insert t"},
        {"INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = CURRENT_TIME",
         "insert t: a plain, b lost"},
        {"INSERT INTO t (a, b) VALUES (1, CURRENT_TIME) ON CONFLICT (a) DO UPDATE SET b = excluded.b",
         "insert t: a plain, b lost"},
        {"INSERT INTO t (a, b) VALUES (1, CURRENT_TIME) ON CONFLICT DO NOTHING",
         "insert t: a plain, b kept CURRENT_TIME"},
        {"UPDATE t SET a = 1, b = CURRENT_TIME WHERE c = 2", "update t: a plain, b kept CURRENT_TIME"},
        {"UPDATE t SET a = kept", "update t: a copy"},
        {"UPDATE t SET a = kept + 1", "update t: a lost"},
        {"UPDATE t SET a = 1 WHERE b < CURRENT_TIME", "update t: a plain; everywhere"},
        {"DELETE FROM t WHERE b < CURRENT_TIME", "other; everywhere"},
        {"CREATE TABLE t (a TEXT DEFAULT CURRENT_TIMESTAMP)", "none; defines t"},
        {"CREATE TABLE t AS SELECT x, CURRENT_TIME FROM u", "insert t: copy, kept CURRENT_TIME"},
        {"CREATE VIEW v AS SELECT CURRENT_TIME", "none; defines v"},
        {"ALTER TABLE t RENAME TO u", "none t; renames it to u"},
        {"ALTER TABLE t RENAME COLUMN a TO b", "none t; renames a to b"},
        {"ALTER TABLE t ADD COLUMN a TEXT DEFAULT 'x'", "alter t; defines t"},
        {"CREATE INDEX i ON t (a)", "none"},
    };
    for (int e = 0; e < ENGINE_COUNT; e++) {
        size_t n = sizeof(list) / sizeof(*list);
        for (size_t i = 0; i < n; i++) {
            const char *found = read_as(*state, (enum engine)e, list[i].sql);
            /* DEFAULT VALUES has no column on SQLite either; CREATE TABLE AS defines a table there. */
            const char *cut = strstr(found, "; defines t");
            if (cut && strncmp(found, "insert", 6) == 0)
                found = mem_strndup(((struct fixture *)*state)->ctx, found, (size_t)(cut - found));
            assert_string_equal(found, list[i].result);
        }
    }
}

static void on_postgres(void **state)
{
    static const struct expectation list[] = {
        {"INSERT INTO s.t (a) VALUES (Now( ) - interval '1 day')", "insert t: a kept now() - '1 day'::interval"},
        {"INSERT INTO t (a) VALUES (extract(epoch from current_timestamp)*1000)",
         "insert t: a kept EXTRACT(epoch FROM CURRENT_TIMESTAMP) * 1000"},
        {"INSERT INTO t (a, b) VALUES (DEFAULT, 'now'::timestamp)",
         "insert t: a default, b kept 'now'::timestamp without time zone"},
        {"INSERT INTO t (a) VALUES (CURRENT_USER)", "insert t: a plain"},
        {"INSERT INTO t (a) VALUES ('as of now')", "insert t: a plain"},
        {"INSERT INTO t (a) VALUES ('now'::text)", "insert t: a plain"},
        {"INSERT INTO t (a, b) VALUES (age('2020-01-01'), age('2020-01-01', '2021-01-01'))",
         "insert t: a kept age('2020-01-01'), b plain"},
        {"INSERT INTO t (a) VALUES (suspect(1))", "insert t: a kept suspect(1)"},
        {"INSERT INTO t (a) VALUES (nextval('s'))", "insert t: a plain"},
        {"UPDATE t SET (a, b) = (now(), 1)", "update t: a lost, b lost"},
        {"WITH x AS (INSERT INTO u VALUES (now()) RETURNING 1) INSERT INTO t SELECT * FROM x",
         "insert t; all; everywhere"},
        {"DO $$ BEGIN INSERT INTO t VALUES (now()); END $$", "other; everywhere"},
        {"DO $$ BEGIN INSERT INTO t VALUES (1); END $$", "other"},
        {"SELECT suspect()", "other; everywhere"},
        {"ALTER TABLE t ALTER COLUMN a TYPE text USING a || now()", "alter t: a lost; defines t"},
        {"CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "none; defines f"},
        {"CREATE TRIGGER x BEFORE INSERT ON s.t EXECUTE FUNCTION s.f()", "none; defines t trigger"},
        {"THIS IS NO SQL", "other; everywhere"},
    };
    CHECK(*state, ENGINE_POSTGRES, list);
}

static void on_sqlite(void **state)
{
    static const struct expectation list[] = {
        {"INSERT OR IGNORE INTO main.t (a) VALUES (strftime('%s','NOW')*1000)",
         "insert t: a kept strftime('%s', 'NOW') * 1000"},
        {"REPLACE INTO \"t\" (a) VALUES (date())", "insert t: a kept date()"},
        {"INSERT INTO t (a, b) VALUES (date('2020-01-01'), strftime('%s', '2020-01-01'))",
         "insert t: a plain, b plain"},
        {"INSERT INTO t (a) VALUES (strftime('%s'))", "insert t: a kept strftime('%s')"},
        {"INSERT INTO t (a) VALUES (max(random(), 1))", "insert t: a kept max(random(), 1)"},
        {"INSERT INTO t (a) VALUES ('CURRENT_TIME')", "insert t: a plain"},
        {"INSERT INTO t (a) SELECT hex(randomblob(4)) AS x", "insert t: a kept hex(randomblob(4))"},
        {"INSERT INTO t (a) SELECT x FROM u UNION SELECT date()", "insert t: a copy; everywhere"},
        {"WITH x AS (SELECT date() AS d) INSERT INTO t SELECT d FROM x", "insert t: copy; everywhere"},
        {"UPDATE OR IGNORE t SET (a, b) = (1, date()), c = 1", "update t: a lost, b lost, c plain"},
        {"CREATE TEMP TRIGGER IF NOT EXISTS x AFTER UPDATE OF a ON main.t BEGIN SELECT date(); END",
         "none; defines t trigger"},
        {"ALTER TABLE t RENAME a TO b", "none t; renames a to b"},
        {"PRAGMA user_version = 1", "none"},
    };
    CHECK(*state, ENGINE_SQLITE, list);
}

static void finds_words(void **state)
{
    (void)state;
    assert_true(clock_tokens_in(ENGINE_POSTGRES, "x, NOW() y"));
    assert_false(clock_tokens_in(ENGINE_POSTGRES, "known, randomly, strftime"));
    assert_true(clock_tokens_in(ENGINE_SQLITE, "(strftime('%s'))"));
    assert_false(clock_tokens_in(ENGINE_SQLITE, "gen_random_uuid"));
    assert_true(text_has_token("NEW.At := 1", "at"));
    assert_false(text_has_token("format", "at"));
    assert_true(assigned_in("BEGIN NEW.at := now(); END", "at"));
    assert_true(assigned_in("UPDATE t SET b = 1, at = 2", "at"));
    assert_false(assigned_in("INSERT INTO log VALUES (NEW.at)", "at"));
    assert_false(assigned_in("WHERE t.at = NEW.id", "at"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(on_both),
        with_fixture(on_postgres),
        with_fixture(on_sqlite),
        cmocka_unit_test(finds_words),
    };
    return RUN_TAP("clock_statement", tests);
}
