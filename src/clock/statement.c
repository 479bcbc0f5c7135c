#include "clock/statement.h"

#include <strings.h>

#include "base/mem.h"
#include "base/same_text.h"

struct clock_statement *clock_statement_read(void *ctx, enum engine engine, const char *sql,
                                             const struct knowledge *knowledge)
{
    struct clock_statement *s = mem_new(ctx, struct clock_statement);
    if (engine == ENGINE_POSTGRES)
        statement_read_postgres(s, sql, knowledge, s);
    else
        statement_read_sqlite(s, sql, knowledge, s);
    return s;
}

/* Of rows that differ one cannot tell afterwards which was which, where the clock is among what they hold. */
static void join(struct target *t, enum fate fate, const char *expression)
{
    t->defaulted = t->defaulted || fate == FATE_DEFAULT;
    if (t->fate == fate && same_text(t->expression, expression))
        return;
    enum fate worst = t->fate > fate ? t->fate : fate;
    t->fate = worst == FATE_DEFAULT ? FATE_PLAIN : worst == FATE_VOLATILE ? FATE_LOST : worst;
    t->expression = NULL;
}

void statement_put(void *ctx, struct clock_statement *s, size_t at, const char *column, enum fate fate,
                   const char *expression)
{
    if (at < s->n_targets) {
        join(&s->targets[at], fate, expression);
        return;
    }
    at = mem_grow(ctx, &s->targets, &s->n_targets);
    s->targets[at] = (struct target){column, fate, expression, fate == FATE_DEFAULT};
}

void statement_lose(void *ctx, struct clock_statement *s, const char *column)
{
    for (size_t i = 0; s->named && i < s->n_targets; i++)
        if (strcasecmp(s->targets[i].column, column) == 0) {
            s->targets[i].fate = FATE_LOST;
            s->targets[i].expression = NULL;
            return;
        }
    s->named = s->named || s->n_targets == 0;
    if (s->named)
        statement_put(ctx, s, s->n_targets, column, FATE_LOST, NULL);
    else
        s->everywhere = true;
}
