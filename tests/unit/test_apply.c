#include "support.h"

#include "apply/background.h"
#include "apply/deltas.h"
#include "apply/script.h"
#include "catalog/read.h"
#include "engine/engine.h"
#include "generate/proof.h"
#include "schema/plan.h"

/* A SQLite database of a test's own. */
struct database {
    struct fixture *p;
    struct server *server;
    struct connection *connection;
};

static struct database open_database(struct fixture *p)
{
    struct database d = {.p = p};
    d.server = server_start(ENGINE_SQLITE, &(struct server_options){.statement_timeout_ms = 60000}, &p->diags);
    d.connection = database_create(d.server, "test", &p->diags);
    assert_non_null(d.connection);
    return d;
}

static void close_database(struct database *d)
{
    database_drop(d->connection);
    server_stop(d->server, &d->p->diags);
}

/* The first column of all rows, joined with blanks. */
static const char *answers(struct database *d, const char *query)
{
    struct rows rows;
    struct sql_failure failure;
    struct text t;
    if (!connection_query(d->connection, query, 0, NULL, d->p->ctx, &rows, &failure))
        fail_msg("%s: %s", query, failure.message);
    text_open(&t);
    for (int r = 0; r < rows.n_rows; r++)
        fprintf(t.out, "%s%s", r ? " " : "", rows_text(&rows, r, 0));
    return text_close(&t, d->p->ctx);
}

static void a_script_runs_all_its_statements(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put("a.sql", "-- Nothing but a comment: fine.\n");
    put("b.sql", "CREATE TABLE t (x);; INSERT INTO t VALUES ('a;b');\nINSERT INTO t VALUES ('c') -- no semicolon\n");
    assert_true(script_run(d.connection, &root_own, "a.sql", p->ctx, &p->diags, NULL));
    assert_true(script_run(d.connection, &root_own, "b.sql", p->ctx, &p->diags, NULL));
    assert_string_equal(answers(&d, "SELECT x FROM t ORDER BY rowid"), "a;b c");
    close_database(&d);
}

/* The placeholder's text is longer or shorter than what stands for it: places must be those of the file. */
static void failures_point_into_the_file_as_it_was_written(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put("d.sql", "CREATE TABLE a (id $%AUTO_INCREMENT_PRIMARY_KEY%$, x text);\n"
                 "CREATE TABLE b (id $%AUTO_INCREMENT_PRIMARY_KEY%$, x text); INSERT INTO c VALUES (1);\n");
    struct sql_failure failure;
    assert_false(script_run(d.connection, &root_own, "d.sql", p->ctx, &p->diags, &failure));
    assert_string_equal(failure.code, "SQLITE_ERROR");
    assert_string_equal(printed(p),
                        "d.sql:2:61: sqlite: no such table: c (SQLITE_ERROR)\n"
                        "    CREATE TABLE b (id $%AUTO_INCREMENT_PRIMARY_KEY%$, x text); INSERT INTO c VALUES (1);\n"
                        "                                                                ^\n");
    assert_string_equal(answers(&d, "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"), "a b");
    close_database(&d);
}

static void a_failure_inside_a_placeholder_points_at_it(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put("d.sql", "CREATE TABLE a (id TEXT $%AUTO_INCREMENT_PRIMARY_KEY%$);\n");
    assert_false(script_run(d.connection, &root_own, "d.sql", p->ctx, &p->diags, NULL));
    assert_memory_equal(printed(p), "d.sql:1:", 8);
    close_database(&d);
}

static const char queue_table[] = "CREATE TABLE background_updates (update_name TEXT, progress_json TEXT, "
                                  "depends_on TEXT, ordering INTEGER NOT NULL DEFAULT 0);\n"
                                  "CREATE TABLE ran (name TEXT);\n";

static void put_update(struct fixture *p, const char *name, const char *sql)
{
    put(mem_printf(p->ctx, "s/main/background_updates/%s.sql", name),
        mem_printf(p->ctx, "INSERT INTO ran VALUES ('%s');\n%s", name, sql));
}

/* Applies a delta that makes the queue and fills it, then drains; true when that went well. */
static bool drain(struct database *d, const char *sql)
{
    struct fixture *p = d->p;
    put("s/common/schema_version.sql", "CREATE TABLE schema_version (version INTEGER, upgraded BOOL);\n"
                                       "CREATE TABLE applied_schema_deltas (version INTEGER, file TEXT);\n");
    put("s/main/delta/1/a.sql", mem_printf(p->ctx, "%s%s", queue_table, sql));
    const struct schema_tree *tree = schema_tree_open(p->ctx, "s", &tree_layout_databases, NULL, &p->diags);
    const struct plan *plan = plan_make(p->ctx, tree, "main", ENGINE_SQLITE, NO_BASE, 1, &p->diags);
    assert_true(apply_bookkeeping(d->connection, plan, &p->diags));
    assert_true(apply_deltas(d->connection, NULL, plan, NULL, NULL, 0, &p->diags));
    static const struct update_options none;
    struct updates *updates = updates_new(p->ctx, tree, &none);
    return background_drain(d->connection, updates, tree, plan, NULL, 0, &p->diags);
}

/* By (ordering, name); an update waits for the one it depends on, and only while that is queued. */
static void the_queue_is_drained_in_its_documented_order(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    static const char *const names[] = {"a", "B", "b", "c", "late", "first", "waits", "free"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_update(p, names[i], "");
    bool ok = drain(&d, "INSERT INTO background_updates VALUES ('waits', '{}', 'late', 1), ('late', '{}', NULL, 9),"
                        " ('c', '{}', NULL, 5), ('b', '{}', NULL, 5), ('B', '{}', NULL, 5), ('a', '{}', NULL, 7),"
                        " ('first', '{}', NULL, -1), ('free', '{}', 'finished long ago', 8);");
    assert_string_equal(printed(p), "");
    assert_true(ok);
    assert_string_equal(answers(&d, "SELECT name FROM ran ORDER BY rowid"), "first B b c a free late waits");
    assert_string_equal(answers(&d, "SELECT update_name FROM background_updates"), "");
    close_database(&d);
}

static void an_update_may_queue_others(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put_update(p, "z", "INSERT INTO background_updates VALUES ('a', '{}', NULL, 1), ('y', '{}', 'a', 0);");
    put_update(p, "a", "");
    put_update(p, "y", "");
    put_update(p, "zz", "");
    assert_true(drain(&d, "INSERT INTO background_updates VALUES ('z', '{}', NULL, 2), ('zz', '{}', 'y', 2);"));
    assert_string_equal(answers(&d, "SELECT name FROM ran ORDER BY rowid"), "z a y zz");
    close_database(&d);
}

static void the_plain_file_runs_before_the_one_of_the_engine(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put_update(p, "u", "");
    put("s/main/background_updates/u.sql.sqlite", "INSERT INTO ran VALUES ('u.sqlite');");
    put("s/main/background_updates/u.sql.postgres", "INSERT INTO ran VALUES ('u.postgres');");
    put("s/common/background_updates/w.sql.sqlite", "INSERT INTO ran VALUES ('w.sqlite');");
    assert_true(drain(&d, "INSERT INTO background_updates VALUES ('u', '{}', NULL, 0), ('w', '{}', NULL, 0);"));
    assert_string_equal(answers(&d, "SELECT name FROM ran ORDER BY rowid"), "u u.sqlite w.sqlite");
    close_database(&d);
}

static void columns_of_the_queue_may_be_missing(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put_update(p, "a", "");
    put_update(p, "b", "");
    assert_true(drain(&d, "DROP TABLE background_updates; CREATE TABLE background_updates (update_name TEXT,"
                          " progress_json TEXT); INSERT INTO background_updates VALUES ('b', '{}'), ('a', '{}');"));
    assert_string_equal(answers(&d, "SELECT name FROM ran ORDER BY rowid"), "a b");
    close_database(&d);
}

static void a_database_without_a_queue_has_an_empty_one(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    assert_true(drain(&d, "DROP TABLE background_updates;"));
    close_database(&d);
}

static void all_updates_without_implementation_are_listed_before_one_runs(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put_update(p, "a", "");
    put("s/main/background_updates/y.sql.postgres", "");
    assert_false(drain(&d, "INSERT INTO background_updates VALUES ('a', '{}', NULL, 0),\n  ('x', '{}', NULL, 0),\n"
                           "  ('y', '{}', NULL, 0);"));
    assert_string_equal(
        printed(p),
        "s/main/delta/1/a.sql:4:4: background update x has no implementation for sqlite\n"
        "      ('x', '{}', NULL, 0),\n"
        "       ^\n"
        "hint: write s/main/background_updates/x.sql (or .sql.sqlite); a comment alone says it changes no schema\n"
        "s/main/delta/1/a.sql:5:4: background update y has no implementation for sqlite\n"
        "      ('y', '{}', NULL, 0);\n"
        "       ^\n"
        "hint: write s/main/background_updates/y.sql (or .sql.sqlite); a comment alone says it changes no schema\n");
    assert_string_equal(answers(&d, "SELECT name FROM ran"), "");
    close_database(&d);
}

/* The cycle alone is named, not what waits for it. */
static void a_circle_of_updates_is_named(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < 5; i++)
        put_update(p, names[i], "");
    assert_false(drain(&d, "INSERT INTO background_updates VALUES ('a', '{}', 'c', 0), ('b', '{}', 'd', 0),"
                           " ('c', '{}', 'b', 0), ('d', '{}', 'c', 0), ('e', '{}', NULL, 0);"));
    assert_string_equal(answers(&d, "SELECT name FROM ran"), "e");
    const char *told = printed(p);
    assert_true(strstr(told, ": b waits for d waits for c waits for b\n") ||
                strstr(told, ": c waits for b waits for d waits for c\n") ||
                strstr(told, ": d waits for c waits for b waits for d\n"));
    assert_memory_equal(told, "fullschema: dependency cycle in the queue of background updates: ", 65);
    close_database(&d);
}

static void an_update_that_waits_for_itself_is_a_circle(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put_update(p, "a", "");
    assert_false(drain(&d, "INSERT INTO background_updates VALUES ('a', '{}', 'a', 0);"));
    assert_non_null(strstr(printed(p), ": a waits for a\n"));
    close_database(&d);
}

static void a_queue_that_refills_itself_comes_to_an_end(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put("s/main/background_updates/a.sql", "INSERT INTO background_updates VALUES ('b', '{}', NULL, 0);");
    put("s/main/background_updates/b.sql", "INSERT INTO background_updates VALUES ('a', '{}', NULL, 0);");
    assert_false(drain(&d, "INSERT INTO background_updates VALUES ('a', '{}', NULL, 0);"));
    assert_string_equal(printed(p), "fullschema: the queue of background updates does not get empty: 10000 updates "
                                    "have run\n");
    close_database(&d);
}

static void bookkeeping_is_kept_as_the_application_would(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    put("s/common/delta/3/it's.sql", "");
    put("s/common/schema_version.sql", "CREATE TABLE schema_version (version INTEGER, upgraded BOOL);\n"
                                       "CREATE TABLE applied_schema_deltas (version INTEGER, file TEXT);\n");
    put("s/main/delta/2/b.sql.sqlite", "");
    put("s/main/delta/2/c.sql.postgres", "");
    const struct schema_tree *tree = schema_tree_open(p->ctx, "s", &tree_layout_databases, NULL, &p->diags);
    const struct plan *plan = plan_make(p->ctx, tree, "main", ENGINE_SQLITE, NO_BASE, 3, &p->diags);
    assert_true(apply_bookkeeping(d.connection, plan, &p->diags));
    assert_true(apply_deltas(d.connection, NULL, plan, NULL, NULL, 0, &p->diags));
    assert_string_equal(answers(&d, "SELECT version || ':' || file FROM applied_schema_deltas ORDER BY 1"),
                        "2:2/b.sql.sqlite 3:3/it's.sql");
    assert_string_equal(answers(&d, "SELECT version FROM schema_version"), "3");
    close_database(&d);
}

static bool prove(struct database *d, const char *database, const char *snapshot, bool *needs_common,
                  const struct snapshot *common)
{
    struct fixture *p = d->p;
    struct sql_failure failure;
    if (!connection_run(d->connection, database, p->ctx, &failure))
        fail_msg("%s", failure.message);
    struct catalog *catalog = catalog_read(d->connection, NULL, NULL, p->ctx, &p->diags);
    assert_non_null(catalog);
    struct catalog nothing = {.engine = catalog->engine};
    struct snapshot s = {.path = "out.sql", .text = snapshot, .catalog = catalog, .bookkeeping = &nothing};
    return prove_snapshot(d->server, &(struct spare){NULL}, &s, common, needs_common, &p->diags);
}

static void a_snapshot_that_gives_the_same_catalog_passes(void **state)
{
    struct fixture *p = *state;
    struct database d = open_database(p);
    bool needs_common = true;
    assert_true(prove(&d, "CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (x); INSERT INTO t VALUES (1, 'a');",
                      "CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (x); INSERT INTO t VALUES (1, 'a');",
                      &needs_common, NULL));
    assert_false(needs_common);
    assert_string_equal(printed(p), "");
    close_database(&d);
}

/* The self-test of the proof: planted differences must be found, and named. */
static void a_snapshot_that_gives_another_catalog_is_found_out(void **state)
{
    static const char database[] =
        "CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (x); INSERT INTO t VALUES (1, 'a');";
    static const struct {
        const char *snapshot, *told;
    } cases[] = {
        {"CREATE TABLE t (x INTEGER, y); INSERT INTO t VALUES (1, 'a');",
         "out.sql: index t.i is lost when the snapshot is loaded\n"},
        {"CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (x); CREATE INDEX j ON t (y); INSERT INTO t VALUES (1, "
         "'a');",
         "out.sql: index t.j appears when the snapshot is loaded\n"},
        {"CREATE TABLE t (x INTEGER, y TEXT); CREATE INDEX i ON t (x); INSERT INTO t VALUES (1, 'a');",
         "column t.y changes when the snapshot is loaded\n"},
        {"CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (y); INSERT INTO t VALUES (1, 'a');",
         "index t.i changes when the snapshot is loaded\n"},
        {"CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (x);", "is lost when the snapshot is loaded\n"},
        {"CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON t (x); INSERT INTO t VALUES (1, 'b');",
         "when the snapshot is loaded\n"},
        {"CREATE TABLE t (x INTEGER, y); CREATE INDEX i ON u (x);",
         "out.sql:1:32: the snapshot does not load into an empty database, so it was not written: no such table: "
         "main.u\n"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct database d = open_database(p);
        bool needs_common = true;
        diags_init(&p->diags, p->ctx);
        assert_false(prove(&d, database, cases[i].snapshot, &needs_common, NULL));
        assert_false(needs_common);
        if (!strstr(printed(p), cases[i].told))
            fail_msg("case %zu: %s", i, printed(p));
        close_database(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(a_script_runs_all_its_statements),
        with_fixture(failures_point_into_the_file_as_it_was_written),
        with_fixture(a_failure_inside_a_placeholder_points_at_it),
        with_fixture(the_queue_is_drained_in_its_documented_order),
        with_fixture(an_update_may_queue_others),
        with_fixture(the_plain_file_runs_before_the_one_of_the_engine),
        with_fixture(columns_of_the_queue_may_be_missing),
        with_fixture(a_database_without_a_queue_has_an_empty_one),
        with_fixture(all_updates_without_implementation_are_listed_before_one_runs),
        with_fixture(a_circle_of_updates_is_named),
        with_fixture(an_update_that_waits_for_itself_is_a_circle),
        with_fixture(a_queue_that_refills_itself_comes_to_an_end),
        with_fixture(bookkeeping_is_kept_as_the_application_would),
        with_fixture(a_snapshot_that_gives_the_same_catalog_passes),
        with_fixture(a_snapshot_that_gives_another_catalog_is_found_out),
    };
    return RUN_TAP("apply", tests);
}
