#include "clock/clock.h"

#include <string.h>

#include "base/mem.h"
#include "clock/private.h"
#include "clock/tokens.h"

static bool is_call(const void *data, const char *name)
{
    return suspect_find(data, SUSPECT_CALL, name) != NULL;
}

static bool has_trigger(const void *data, const char *table)
{
    return suspect_find(data, SUSPECT_TRIGGER, table) != NULL;
}

static bool is_volatile_column(const void *data, const char *column)
{
    const struct clock *clock = data;
    return volatiles_in_column(clock->volatiles, column);
}

static bool has_tainted_target(const struct clock *clock, const struct clock_statement *s)
{
    bool copies = s->all_columns;
    for (size_t i = 0; i < s->n_targets; i++) {
        if (s->targets[i].fate > FATE_COPY)
            return true;
        copies = copies || s->targets[i].fate == FATE_COPY;
    }
    return copies && !volatiles_empty(clock->volatiles);
}

/* A trigger may make up statements, as a function does that is called. */
static bool fires_suspect(const struct clock *clock, const struct clock_statement *s)
{
    return s->action == ACTION_OTHER ? tokens_any(clock->sql, has_trigger, clock)
                                     : s->table && suspect_find(clock, SUSPECT_TRIGGER, s->table) != NULL;
}

/* Whether the rows have to be looked at, which costs some queries. */
static bool wants_rows(const struct clock *clock, const struct clock_statement *s)
{
    if (clock->calling)
        return s->action != ACTION_NONE;
    switch (s->action) {
    case ACTION_INSERT:
    case ACTION_UPDATE:
        return s->everywhere || has_tainted_target(clock, s) || suspect_find(clock, SUSPECT_TABLE, s->table) ||
               suspect_find(clock, SUSPECT_TRIGGER, s->table);
    case ACTION_ALTER:
        return suspect_text(clock, clock->sql);
    case ACTION_OTHER:
        return s->everywhere || suspect_text(clock, clock->sql);
    case ACTION_NONE:
        break;
    }
    return false;
}

/* What there is, for connection_in_savepoint. */
struct question {
    struct clock *clock;
    struct database_rows *rows;
    void *ctx;
};

static bool ask_what_is(void *data, void *ctx, struct sql_failure *failure)
{
    struct question *q = data;
    struct clock *clock = q->clock;
    (void)ctx;
    return (!clock->looking || rows_read(clock->connection, q->ctx, q->rows, failure)) &&
           (!clock->defining || definitions_read(clock->connection, q->ctx, &clock->defined_before, failure));
}

/* PostgreSQL's ERRCODE_IN_FAILED_SQL_TRANSACTION: nothing but ROLLBACK TO works, and that writes no rows. */
static bool transaction_has_failed(const struct sql_failure *failure)
{
    return failure->code && strcmp(failure->code, "25P02") == 0;
}

static void explain(void *ctx, struct sql_failure *failure)
{
    if (!failure->stopped)
        failure->message = mem_printf(ctx, "cannot see which rows depend on the clock: %s", failure->message);
}

static bool wants(struct statement_hook *hook, const char *text)
{
    const struct clock *clock = (const struct clock *)hook;
    return clock->calling || suspect_text(clock, text);
}

static bool before(struct statement_hook *hook, const char *sql, void *ctx, struct sql_failure *failure)
{
    struct clock *clock = (struct clock *)hook;
    mem_free(clock->own_step);
    clock->own_step = NULL;
    clock->statement = NULL;
    clock->looking = clock->defining = false;
    note_server_names(clock, sql, ctx);
    if (!wants(hook, sql))
        return true;
    if (!clock->calling)
        clock->own_step = mem_context(clock->ctx);
    clock->step = clock->calling ? call_memory(clock) : clock->own_step;
    clock->sql = mem_strdup(clock->step, sql);
    struct knowledge knowledge = {is_call, is_volatile_column, clock};
    if (clock->calling)
        call_note(clock, sql);
    clock->statement = clock_statement_read(clock->step, clock->engine, sql, &knowledge);
    if (fires_suspect(clock, clock->statement)) {
        clock->statement->opaque = true;
        clock->statement->everywhere = clock->statement->everywhere || clock->statement->action == ACTION_OTHER;
    }
    clock->looking = wants_rows(clock, clock->statement);
    clock->defining = defines_dated(clock);
    clock->looked = clock->looked || clock->looking || clock->defining || clock->calling;
    struct question q = {clock, &clock->before, clock->step};
    if ((!clock->looking && !clock->defining) ||
        connection_in_savepoint(clock->connection, ask_what_is, &q, ctx, failure))
        return true;
    clock->looking = clock->defining = false;
    if (transaction_has_failed(failure))
        return true;
    explain(ctx, failure);
    return false;
}

static bool ask_what_happened(void *data, void *ctx, struct sql_failure *failure)
{
    struct question *q = data;
    if (q->clock->defining && !clock_resolve_definitions(q->clock, ctx, failure))
        return false;
    if (!q->clock->looking)
        return true;
    if (!rows_read(q->clock->connection, q->ctx, q->rows, failure))
        return false;
    if (q->clock->calling)
        call_record(q->clock, q->rows);
    return clock_resolve(q->clock, q->rows, ctx, failure);
}

static bool after(struct statement_hook *hook, void *ctx, struct sql_failure *failure)
{
    struct clock *clock = (struct clock *)hook;
    if (!clock->statement)
        return true;
    suspect_learn(clock, clock->statement, clock->sql);
    struct database_rows rows;
    struct question q = {clock, &rows, clock->step};
    return (!clock->looking && !clock->defining) ||
           connection_in_savepoint(clock->connection, ask_what_happened, &q, ctx, failure);
}

struct clock *clock_attach(struct connection *connection, const char *const *accepted, void *ctx)
{
    struct clock *clock = mem_new(ctx, struct clock);
    size_t n = 0;
    while (accepted && accepted[n])
        n++;
    *clock = (struct clock){.hook = {wants, before, after},
                            .ctx = clock,
                            .connection = connection,
                            .engine = connection_engine(connection),
                            .volatiles = volatiles_new(clock),
                            .accepted = accepted,
                            .needed = mem_array(clock, bool, n)};
    connection_set_hook(connection, &clock->hook);
    return clock;
}

void clock_forgive(struct clock *clock)
{
    clock->forgiving = true;
}

const struct volatiles *clock_volatiles(const struct clock *clock)
{
    return clock->volatiles;
}

bool clock_looked(const struct clock *clock)
{
    return clock->looked;
}

bool clock_needed(const struct clock *clock, size_t i)
{
    return clock->needed[i];
}
