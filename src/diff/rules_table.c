/* Tables as a whole. */
#include <string.h>

#include "diff/rule.h"
#include "model/kinds.h"

static bool is_unlogged(const struct rule_case *c)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return (!before || strcmp(before, "unlogged") == 0) && (!after || strcmp(after, "unlogged") == 0);
}

static bool is_foreign(const struct rule_case *c)
{
    return item_attribute(c->change->new_item, "server") != NULL;
}

/* A partitioned table has no rows of its own: what it says of storage is for partitions that are made later. */
static bool is_partitioned(const struct rule_case *c)
{
    return item_attribute(c->change->old_item, "partition key") && item_attribute(c->change->new_item, "partition key");
}

/* A new option of SQLite asks more of the rows (STRICT), or takes the row ID away (WITHOUT ROWID). */
static bool gains_option(const struct rule_case *c)
{
    const char *option;
    for (size_t i = 0; (option = item_fact(c->change->new_item, "option", i)); i++)
        if (!item_has_fact(c->change->old_item, "option", option))
            return true;
    return false;
}

static bool identifies_nothing(const struct rule_case *c)
{
    return c->attribute->new_value && strcmp(c->attribute->new_value, "NOTHING") == 0;
}

const struct rule rules_of_tables[] = {
    {&model_table, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "table-added"},
    {&model_table, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING,
     "its rows are lost, and statements that name it fail", "table-removed"},
    {&model_table, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use the old name fail",
     "table-renamed"},
    {&model_table, CHANGE_ALTERED, "kind", ON_POSTGRES, is_unlogged, CHANGE_CARE,
     "rewrites the table under an exclusive lock", "table-rewritten"},
    {&model_table, CHANGE_ALTERED, "kind", ON_POSTGRES, NULL, CHANGE_BREAKING,
     "its rows are those of another server, or are no more", "foreign-table"},
    {&model_table, CHANGE_ALTERED, "server", ON_BOTH, NULL, CHANGE_BREAKING, "its rows come from elsewhere",
     "foreign-table"},
    {&model_table, CHANGE_ALTERED, "options", ON_POSTGRES, is_foreign, CHANGE_BREAKING,
     "its rows may come from elsewhere", "foreign-table"},
    {&model_table, CHANGE_ALTERED, "access method", ON_BOTH, is_partitioned, CHANGE_SAFE,
     "counts for partitions that are made from then on", "table-options"},
    {&model_table, CHANGE_ALTERED, "access method", ON_BOTH, NULL, CHANGE_CARE,
     "rewrites the table under an exclusive lock", "table-rewritten"},
    {&model_table, CHANGE_ALTERED, "definition", ON_BOTH, NULL, CHANGE_BREAKING,
     "the columns of a virtual table stand in its arguments, and it has to be made anew", "virtual-table"},
    {&model_table, CHANGE_ALTERED, "settings", ON_SQLITE, NULL, CHANGE_CARE,
     "a search may rank otherwise, or the index grow otherwise", "virtual-table"},
    {&model_table, CHANGE_ALTERED, "partition key", ON_BOTH, NULL, CHANGE_CARE,
     "the table has to be made anew and its rows copied", "table-rewritten"},
    {&model_table, CHANGE_ALTERED, "partition of", ON_BOTH, NULL, CHANGE_BREAKING,
     "queries of the parent table find other rows", "table-parent"},
    {&model_table, CHANGE_ALTERED, "bound", ON_BOTH, NULL, CHANGE_BREAKING, "other rows are refused than before",
     "partition-bound"},
    {&model_table, CHANGE_ALTERED, "inherits", ON_BOTH, NULL, CHANGE_BREAKING,
     "queries of the parent table find other rows", "table-parent"},
    {&model_table, CHANGE_ALTERED, "options", ON_SQLITE, gains_option, CHANGE_BREAKING,
     "values or row IDs that were allowed are refused, and the table is rebuilt", "table-options"},
    {&model_table, CHANGE_ALTERED, "options", ON_SQLITE, NULL, CHANGE_CARE, "rebuilds the table", "table-options"},
    {&model_table, CHANGE_ALTERED, "options", ON_POSTGRES, NULL, CHANGE_SAFE, "counts for what is stored from then on",
     "table-options"},
    {&model_table, CHANGE_ALTERED, "row security", ON_BOTH, NULL, CHANGE_BREAKING, "other rows are seen or refused",
     "row-security"},
    {&model_table, CHANGE_ALTERED, "triggers", ON_BOTH, NULL, CHANGE_BREAKING, "writes to the table have other effects",
     "trigger-changed"},
    {&model_table, CHANGE_ALTERED, "row security of the owner", ON_BOTH, NULL, CHANGE_BREAKING,
     "other rows are seen or refused", "row-security"},
    {&model_table, CHANGE_ALTERED, "replica identity", ON_BOTH, identifies_nothing, CHANGE_BREAKING,
     "UPDATE and DELETE fail where the table is published", "replica-identity"},
    {&model_table, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference", "table-options"},
    {0},
};
