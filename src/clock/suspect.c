#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/private.h"
#include "clock/tokens.h"

const struct suspect *suspect_find(const struct clock *clock, enum suspect_kind kind, const char *name)
{
    for (size_t i = 0; i < clock->n_suspects; i++)
        if (clock->suspects[i].kind == kind && strcasecmp(clock->suspects[i].name, name) == 0)
            return &clock->suspects[i];
    return NULL;
}

static bool is_suspect(const void *data, const char *token)
{
    const struct clock *clock = data;
    return suspect_find(clock, SUSPECT_CALL, token) || suspect_find(clock, SUSPECT_TABLE, token) ||
           suspect_find(clock, SUSPECT_TRIGGER, token) || volatiles_in_table(clock->volatiles, token);
}

bool suspect_text(const struct clock *clock, const char *sql)
{
    return clock_tokens_in(clock->engine, sql) || tokens_any(sql, is_suspect, clock);
}

static void learn_definition(struct clock *clock, const struct clock_statement *s, const char *sql)
{
    enum suspect_kind kind = s->is_trigger ? SUSPECT_TRIGGER : s->is_table ? SUSPECT_TABLE : SUSPECT_CALL;
    if (!s->defined || !suspect_text(clock, sql) || suspect_find(clock, kind, s->defined))
        return;
    size_t at = mem_grow(clock->ctx, &clock->suspects, &clock->n_suspects);
    clock->suspects[at] = (struct suspect){kind, mem_strdup(clock->ctx, s->defined)};
}

static void rename_suspects(struct clock *clock, const char *table, const char *name)
{
    for (size_t i = 0; i < clock->n_suspects; i++)
        if (strcasecmp(clock->suspects[i].name, table) == 0)
            clock->suspects[i].name = mem_strdup(clock->ctx, name);
}

void suspect_learn(struct clock *clock, const struct clock_statement *s, const char *sql)
{
    learn_definition(clock, s, sql);
    if (!s->new_name)
        return;
    if (s->renamed) {
        volatiles_rename_column(clock->volatiles, s->table, s->renamed, s->new_name);
    } else {
        volatiles_rename_table(clock->volatiles, s->table, s->new_name);
        rename_suspects(clock, s->table, s->new_name);
    }
}
