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

static void rename_one(struct sqlite_planning *p, const struct change *c)
{
    const char *old_name = sqlite_quote_name(p->pass, c->old_item->name);
    const char *new_name = sqlite_quote_name(p->pass, c->new_item->name), *text;
    if (c->new_item->kind == &model_table)
        text = mem_printf(p->pass, "ALTER TABLE %s RENAME TO %s;\n", old_name, new_name);
    else
        text = mem_printf(p->pass, "ALTER TABLE %s RENAME COLUMN %s TO %s;\n",
                          sqlite_quote_name(p->pass, c->new_item->relation), old_name, new_name);
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
