/* A run that is to stop: whatever is asked of a database from then on ends for that reason, and says so each time. */
#include "support.h"

#include "base/cancellation.h"
#include "engine/engine.h"

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
    for (int i = 0; i < 3; i++) {
        failure = (struct sql_failure){0};
        assert_false(connection_query(c, "SELECT 1", 0, NULL, p->ctx, &rows, &failure));
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
