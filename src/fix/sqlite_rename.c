/* Tables and columns that were renamed for certain. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "fix/sqlite.h"
#include "model/kinds.h"
#include "sql/sqlite/lex.h"

static bool is_of_kind(const struct change *c, const struct model_kind *kind)
{
    return c->action == CHANGE_RENAMED && c->new_item->kind == kind;
}

bool sqlite_is_renamed(const struct sqlite_planning *p, const char *table)
{
    const struct comparison *comparison = p->sides->request->comparison;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const struct change *c = &comparison->changes[i];
        if ((is_of_kind(c, &model_table) && strcasecmp(c->old_item->name, table) == 0) ||
            (is_of_kind(c, &model_column) && strcasecmp(c->old_item->relation, table) == 0))
            return true;
    }
    return false;
}

static const char *statement(struct sqlite_planning *p, const struct item *item, const char *from, const char *to)
{
    from = sqlite_quote_name(p->pass, from);
    to = sqlite_quote_name(p->pass, to);
    if (item->kind == &model_table)
        return mem_printf(p->pass, "ALTER TABLE %s RENAME TO %s;\n", from, to);
    return mem_printf(p->pass, "ALTER TABLE %s RENAME COLUMN %s TO %s;\n", sqlite_quote_name(p->pass, item->relation),
                      from, to);
}

/* One that differs in capitals only is taken by itself. */
static void rename_one(struct sqlite_planning *p, const struct change *c)
{
    const char *from = c->old_item->name, *to = c->new_item->name, *text;
    if (strcasecmp(from, to) != 0) {
        text = statement(p, c->new_item, from, to);
    } else {
        const char *between = mem_printf(p->pass, "%s_renamed", from);
        text = mem_printf(p->pass, "%s%s", statement(p, c->new_item, from, between),
                          statement(p, c->new_item, between, to));
    }
    sqlite_do(p, NULL, item_describe(p->pass, c->new_item), NULL, text);
}

void sqlite_rename(struct sqlite_planning *p)
{
    const struct comparison *comparison = p->sides->request->comparison;
    const struct model_kind *const kinds[] = {&model_table, &model_column};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < comparison->n_changes; i++)
            if (is_of_kind(&comparison->changes[i], kinds[k]))
                rename_one(p, &comparison->changes[i]);
}
