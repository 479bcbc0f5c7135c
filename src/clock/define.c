/* Definitions that hold the time of the run, said to a person. */
#include "base/mem.h"
#include "clock/private.h"

bool defines_dated(const struct clock *clock)
{
    return clock->engine == ENGINE_POSTGRES && (clock->statement->literal || clock->statement->opaque);
}

static bool explain(const struct clock *clock, const struct dated_list *found, void *ctx, struct sql_failure *failure)
{
    struct text message, hint;
    text_open(&message);
    text_open(&hint);
    for (size_t i = 0; i < found->n; i++) {
        fprintf(message.out, "%s%s", i ? ", " : "", found->items[i].what);
        fprintf(hint.out, "%s--accept-clock %s", i ? " " : "", found->items[i].accepted);
    }
    bool opaque = clock->statement->opaque;
    fputs(opaque
              ? " would be what this run makes of the time or of chance, and differ in another"
              : " would hold the time of this run: Postgres puts it in the place of 'now', 'today' and the like when "
                "the statement runs",
          message.out);
    failure->message = text_close(&message, ctx);
    failure->hint = mem_printf(ctx, "%s; or keep what this run gives with %s",
                               opaque ? "name it, with what it holds, in the statement"
                                      : "write CURRENT_TIMESTAMP, which is computed when it is used",
                               text_close(&hint, ctx));
    return false;
}

bool clock_resolve_definitions(struct clock *clock, void *ctx, struct sql_failure *failure)
{
    struct definitions after;
    struct dated_list found = {NULL, 0};
    if (!definitions_read(clock->connection, clock->step, &after, failure) ||
        !definitions_dated(clock->connection, &clock->defined_before, &after, clock->sql, clock->statement->opaque,
                           clock->step, &found, failure))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++)
        if (!is_accepted(clock, found.items[i].accepted))
            found.items[n++] = found.items[i];
    found.n = n;
    return n == 0 || clock->forgiving || explain(clock, &found, ctx, failure);
}
