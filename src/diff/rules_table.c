/* Tables as a whole. */
#include <string.h>

#include "diff/rule.h"
#include "model/kinds.h"

static bool is_unlogged(const struct rule_case *c)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return (!before || strcmp(before, "unlogged") == 0) && (!after || strcmp(after, "unlogged") == 0);
}

/* The options of SQLite are words; a word that is new asks more of the rows, or takes the row ID away. */
static bool gains_option(const struct rule_case *c)
{
    static const char *const options[] = {"STRICT", "WITHOUT ROWID"};
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    for (size_t i = 0; after && i < sizeof(options) / sizeof(*options); i++)
        if (strstr(after, options[i]) && !(before && strstr(before, options[i])))
            return true;
    return false;
}

const struct rule rules_of_tables[] = {
    {&model_table, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "table-added"},
    {&model_table, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING,
     "its rows are lost, and statements that name it fail", "table-removed"},
    {&model_table, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use the old name fail",
     "table-renamed"},
    {&model_table, CHANGE_ALTERED, "variety", ON_POSTGRES, is_unlogged, CHANGE_CARE,
     "rewrites the table under an exclusive lock", "table-rewritten"},
    {&model_table, CHANGE_ALTERED, "variety", ON_BOTH, NULL, CHANGE_CARE,
     "the table has to be made anew and its rows copied", "table-rewritten"},
    {&model_table, CHANGE_ALTERED, "definition", ON_BOTH, NULL, CHANGE_BREAKING,
     "the columns of a virtual table stand in its arguments, and it has to be made anew", "virtual-table"},
    {&model_table, CHANGE_ALTERED, "partition key", ON_BOTH, NULL, CHANGE_CARE,
     "the table has to be made anew and its rows copied", "table-rewritten"},
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
    {&model_table, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference", "table-options"},
    {0},
};
