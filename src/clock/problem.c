/* What cannot be kept, said to a person once for each column. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/private.h"

bool is_accepted(struct clock *clock, const char *name)
{
    for (size_t i = 0; clock->accepted && clock->accepted[i]; i++)
        if (strcasecmp(clock->accepted[i], name) == 0)
            return clock->needed[i] = true;
    return false;
}

void problems_add(struct problems *p, struct clock *clock, const char *table, const char *column)
{
    char *name = mem_printf(p->ctx, "%s.%s", table, column);
    if (is_accepted(clock, name))
        return;
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->names[i], name) == 0)
            return;
    size_t at = mem_grow(p->ctx, &p->names, &p->n);
    p->names[at] = name;
}

bool problems_none(const struct problems *p, struct sql_failure *failure)
{
    struct text message, hint;
    if (p->n == 0)
        return true;
    text_open(&message);
    text_open(&hint);
    for (size_t i = 0; i < p->n; i++) {
        fprintf(message.out, "%s%s", i ? ", " : "", p->names[i]);
        fprintf(hint.out, "%s--accept-clock %s", i ? " " : "", p->names[i]);
    }
    fprintf(message.out,
            " would hold what differs from run to run (the time, a random value), in a way that a snapshot cannot "
            "say");
    failure->message = text_close(&message, p->ctx);
    failure->hint = mem_printf(p->ctx,
                               "insert the expression itself, as in VALUES (CURRENT_TIMESTAMP); or keep the value "
                               "of this run with %s",
                               text_close(&hint, p->ctx));
    return false;
}
