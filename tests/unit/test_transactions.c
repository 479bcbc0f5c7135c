/* A transaction that was begun is the one that is committed, whatever a script says in between. */
#include "support.h"

#include "engine/engine.h"

struct database {
    struct fixture *p;
    struct server *server;
    struct connection *connection;
};

static struct database open_database(void **state)
{
    static const struct server_options options = {.pg_user = NULL};
    struct database d = {.p = *state};
    d.server = server_start(ENGINE_SQLITE, &options, &d.p->diags);
    assert_non_null(d.server);
    d.connection = database_create(d.server, "test", &d.p->diags);
    assert_non_null(d.connection);
    return d;
}

static void close_database(struct database *d)
{
    database_drop(d->connection);
    server_stop(d->server, &d->p->diags);
}

/* What fails of a script in a transaction, and that the transaction counts as over; NULL: nothing fails. */
static const char *failure_of(void **state, const char *script)
{
    struct database d = open_database(state);
    struct sql_failure failure = {0};
    assert_true(connection_begin(d.connection, d.p->ctx, &failure));
    assert_true(connection_run(d.connection, "CREATE TABLE t (x INTEGER)", d.p->ctx, &failure));
    bool ok = connection_run(d.connection, script, d.p->ctx, &failure);
    assert_int_equal(connection_in_transaction(d.connection), ok);
    if (!ok) {
        struct sql_failure ignored = {0};
        assert_false(connection_commit(d.connection, d.p->ctx, &ignored));
    }
    connection_rollback(d.connection);
    assert_false(connection_in_transaction(d.connection));
    close_database(&d);
    return ok ? NULL : mem_printf(d.p->ctx, "%zu: %s", failure.statement, failure.message);
}

static void whoever_ends_it_is_found(void **state)
{
    static const char *const first[] = {
        "ROLLBACK", "COMMIT", "END", "ROLLBACK; BEGIN", "COMMIT; BEGIN; SELECT 1", "ROLLBACK TRANSACTION; SAVEPOINT a"};
    for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
        assert_string_equal(failure_of(state, first[i]),
                            "0: the statement ends the transaction that the script runs in");
    assert_string_equal(failure_of(state, "SELECT 1;\n ROLLBACK;BEGIN"),
                        "11: the statement ends the transaction that the script runs in");
}

static void savepoints_end_nothing(void **state)
{
    assert_null(failure_of(state, "SAVEPOINT a; ROLLBACK TO a; RELEASE a"));
}

static void one_that_is_left_open_is_found(void **state)
{
    struct database d = open_database(state);
    struct sql_failure failure = {0};
    assert_true(connection_run(d.connection, "BEGIN; COMMIT; SAVEPOINT a; RELEASE a", d.p->ctx, &failure));
    assert_false(connection_run(d.connection, "BEGIN; SELECT 1", d.p->ctx, &failure));
    assert_string_equal(failure.message, "the script begins a transaction and does not end it");
    close_database(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(whoever_ends_it_is_found),
        with_fixture(savepoints_end_nothing),
        with_fixture(one_that_is_left_open_is_found),
    };
    return RUN_TAP("engine: transactions", tests);
}
