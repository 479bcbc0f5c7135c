/*
 * The tables that virtual tables keep their data in: found by trying, for
 * libraries that do not tell them, they are those that this library tells.
 */
#include "support.h"

#include "kind/sqlite/sqlite.h"

enum { TELLS = 3037000, TELLS_NOT = 3036000 };

struct database {
    struct server *server;
    struct reading reading;
    struct catalog catalog;
};

static struct database *open_database(struct fixture *p, const char *script)
{
    struct database *d = mem_new(p->ctx, struct database);
    struct server_options options = {0};
    struct sql_failure failure;
    d->server = server_start(ENGINE_SQLITE, &options, &p->diags);
    assert_non_null(d->server);
    d->catalog = (struct catalog){.ctx = p->ctx};
    d->reading = (struct reading){
        .connection = database_create(d->server, "test", &p->diags), .catalog = &d->catalog, .diags = &p->diags};
    assert_non_null(d->reading.connection);
    if (connection_version(d->reading.connection) < TELLS)
        skip();
    if (!connection_run(d->reading.connection, script, p->ctx, &failure))
        fail_msg("%s", failure.message);
    return d;
}

static void close_database(struct fixture *p, struct database *d)
{
    database_drop(d->reading.connection);
    server_stop(d->server, &p->diags);
}

/* The names of what a person made, as a library of that version is asked. */
static const char *relations_of(struct fixture *p, struct database *d, int version)
{
    struct sqlite_relations relations;
    struct text t;
    d->catalog.version = version;
    d->reading.shared = NULL; /* another reading */
    if (!sqlite_read_relations(&d->reading, &relations))
        return NULL;
    text_open(&t);
    for (size_t i = 0; i < relations.n; i++)
        fprintf(t.out, "%s%s", i ? " " : "", relations.items[i].name);
    return text_close(&t, p->ctx);
}

static const struct {
    const char *script, *relations;
} examples[] = {
    {"CREATE VIRTUAL TABLE search USING fts4(room_id, body); CREATE TABLE search_content_of_mine (x);"
     "CREATE TABLE searches (x)",
     "search search_content_of_mine searches"},
    {"CREATE VIRTUAL TABLE five USING fts5(body, prefix='2 3'); CREATE TABLE five_data_too (x)", "five five_data_too"},
    {"CREATE VIRTUAL TABLE box USING rtree(id, minx, maxx); INSERT INTO box VALUES (1, 0, 1)", "box"},
    {"CREATE VIRTUAL TABLE less USING fts4(content='', body)", "less"},
    /* columns taken from an ordinary table */
    {"CREATE TABLE outside (id INTEGER PRIMARY KEY, body TEXT); CREATE VIRTUAL TABLE inner USING "
     "fts4(content='outside')",
     "inner outside"},
    {"CREATE TABLE outside (id INTEGER PRIMARY KEY, body TEXT);"
     "CREATE VIRTUAL TABLE outside_fts USING fts5(body, content='outside', content_rowid='id')",
     "outside outside_fts"},
    /* one name at the start of the other */
    {"CREATE VIRTUAL TABLE a USING fts4(x); CREATE VIRTUAL TABLE a_b USING fts4(x)", "a a_b"},
    {"CREATE VIRTUAL TABLE \"my \"\"search\" USING fts4(x); CREATE VIEW v AS SELECT * FROM \"my \"\"search\"",
     "my \"search v"},
};

static void test_both_ways_find_the_same(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
        struct database *d = open_database(p, examples[i].script);
        assert_string_equal(relations_of(p, d, TELLS_NOT), examples[i].relations);
        assert_string_equal(relations_of(p, d, TELLS), examples[i].relations);
        close_database(p, d);
    }
    assert_string_equal(printed(p), "");
}

static void test_nothing_is_left_of_the_copies(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
        struct database *d = open_database(p, examples[i].script);
        struct rows rows;
        assert_non_null(relations_of(p, d, TELLS_NOT));
        assert_true(
            sqlite_ask(&d->reading, p->ctx, "what is left", "SELECT name FROM sqlite_temp_master", NULL, &rows));
        assert_int_equal(rows.n_rows, 0);
        close_database(p, d);
    }
}

/* Its copy would need the table that is gone. */
static void test_a_virtual_table_that_cannot_be_made_again_is_told(void **state)
{
    struct fixture *p = *state;
    struct database *d =
        open_database(p, "CREATE TABLE outside (body); CREATE VIRTUAL TABLE f USING fts4(content=outside);"
                         "DROP TABLE outside");
    assert_null(relations_of(p, d, TELLS_NOT));
    assert_string_equal(printed(p), "fullschema: cannot tell which tables virtual table f keeps its data in\n");
    close_database(p, d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_both_ways_find_the_same),
        with_fixture(test_nothing_is_left_of_the_copies),
        with_fixture(test_a_virtual_table_that_cannot_be_made_again_is_told),
    };
    return RUN_TAP("sqlite_shadow", tests);
}
