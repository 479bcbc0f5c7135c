/* A run that is to stop: what was asked of a database when it was met ends for that reason, and all that is asked
 * later. */
#include "support.h"

#include "base/cancellation.h"
#include "engine/engine.h"

/* An answer that is there at once is taken; this one never is. */
static const char endless[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

static void each_request_is_stopped(void **state)
{
    struct fixture *p = *state;
    struct cancellation *stop = cancellation_new(p->ctx);
    struct server_options options = {.stop = stop};
    struct server *server = server_start(ENGINE_SQLITE, &options, &p->diags);
    assert_non_null(server);
    struct connection *c = database_create(server, "test", &p->diags);
    assert_non_null(c);
    struct rows rows;
    struct sql_failure failure = {0};
    assert_true(connection_query(c, "SELECT 1", 0, NULL, p->ctx, &rows, &failure));
    cancellation_request(stop);
    static const char *const queries[] = {endless, "SELECT 1", "SELECT 1"};
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        failure = (struct sql_failure){0};
        assert_false(connection_query(c, queries[i], 0, NULL, p->ctx, &rows, &failure));
        assert_true(failure.stopped);
    }
    failure = (struct sql_failure){0};
    assert_false(connection_run(c, "CREATE TABLE t (a)", p->ctx, &failure));
    assert_true(failure.stopped);
    database_drop(c);
    server_stop(server, &p->diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(each_request_is_stopped),
    };
    return RUN_TAP("engine: stopped", tests);
}
