/* What a database does or shows by itself: views, functions, triggers, rules, policies. */
#include <string.h>

#include "diff/rule.h"
#include "model/kinds.h"

static bool is_of_new_table(const struct rule_case *c)
{
    return !rule_relation_stays(c);
}

/* An argument as it was and as it is; NULL where there is none. */
struct argument {
    const char *before, *after;
};

static struct argument argument_at(const struct rule_case *c, const char *fact, size_t i)
{
    return (struct argument){item_fact(c->change->old_item, fact, i), item_fact(c->change->new_item, fact, i)};
}

static bool differs(struct argument a)
{
    return !a.before || !a.after || strcmp(a.before, a.after) != 0;
}

static bool is_result(const char *mode)
{
    return mode && (strcmp(mode, "OUT") == 0 || strcmp(mode, "INOUT") == 0 || strcmp(mode, "TABLE") == 0);
}

/* What comes out has names and types of its own. */
static bool gives_other_columns(const struct rule_case *c)
{
    for (size_t i = 0;; i++) {
        struct argument mode = argument_at(c, "argument mode", i);
        if (!mode.before && !mode.after)
            return false;
        if ((is_result(mode.before) || is_result(mode.after)) &&
            (differs(mode) || differs(argument_at(c, "argument name", i)) ||
             differs(argument_at(c, "argument type", i))))
            return true;
    }
}

/* One that had no name may get one. */
static bool renames_argument(const struct rule_case *c)
{
    const char *before;
    for (size_t i = 0; (before = item_fact(c->change->old_item, "argument name", i)); i++)
        if (before[0] && differs(argument_at(c, "argument name", i)))
            return true;
    return false;
}

static bool loses_default(const struct rule_case *c)
{
    const char *before, *after;
    for (size_t i = 0; (before = item_fact(c->change->old_item, "argument default", i)); i++) {
        after = item_fact(c->change->new_item, "argument default", i);
        if (before[0] && (!after || !after[0]))
            return true;
    }
    return false;
}

/* VARIADIC comes or goes: an array is given, or single values are. */
static bool is_called_otherwise(const struct rule_case *c)
{
    for (size_t i = 0;; i++) {
        struct argument mode = argument_at(c, "argument mode", i);
        if (!mode.before && !mode.after)
            return false;
        if (differs(mode))
            return true;
    }
}

static bool was_immutable(const struct rule_case *c)
{
    return item_has_fact(c->change->old_item, "volatility", "immutable");
}

static const char *option_value(const struct item *item, const char *name)
{
    const char *option;
    for (size_t i = 0; (option = item_fact(item, "option", i)); i++)
        if (strcmp(option, name) == 0)
            return item_fact(item, "option value", i);
    return NULL;
}

static bool option_differs(const struct rule_case *c, const char *name)
{
    const char *before = option_value(c->change->old_item, name), *after = option_value(c->change->new_item, name);
    return before ? !after || strcmp(before, after) != 0 : after != NULL;
}

/* security_invoker: the rights of who asks count, not those of the view's owner. */
static bool changes_rights(const struct rule_case *c)
{
    return option_differs(c, "security_invoker");
}

/* LOCAL looks at the view's own condition, CASCADED at those below it, too. */
static bool checks_more(const struct rule_case *c)
{
    const char *before = option_value(c->change->old_item, "check_option");
    const char *after = option_value(c->change->new_item, "check_option");
    return after && (!before || (strcmp(before, "local") == 0 && strcmp(after, "cascaded") == 0));
}

/* The old columns of a view (or what they are made of) are there, each in its place. */
static bool keeps_columns(const struct rule_case *c, const char *fact)
{
    size_t i = 0;
    for (; item_fact(c->change->old_item, fact, i); i++)
        if (differs(argument_at(c, fact, i)))
            return false;
    return i > 0;
}

/* More columns at the end, and nothing else. */
static bool adds_columns(const struct rule_case *c)
{
    struct argument rest = argument_at(c, "rest", 0);
    return rest.before && !differs(rest) && keeps_columns(c, "column") && keeps_columns(c, "target");
}

static bool loses_columns(const struct rule_case *c)
{
    return item_fact(c->change->old_item, "column", 0) && item_fact(c->change->new_item, "column", 0) &&
           !keeps_columns(c, "column");
}

#define VIEW     &model_view, CHANGE_ALTERED
#define FUNCTION &model_function, CHANGE_ALTERED

const struct rule rules_of_code[] = {
    {&model_view, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "view-added"},
    {&model_view, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that name it fail", "view-removed"},
    {VIEW, "definition", ON_POSTGRES, adds_columns, CHANGE_SAFE, "its rows and the columns it had stay",
     "view-column-added"},
    {VIEW, "definition", ON_POSTGRES, loses_columns, CHANGE_BREAKING,
     "columns are gone or stand elsewhere, and CREATE OR REPLACE refuses it", "view-changed"},
    {VIEW, "definition", ON_BOTH, NULL, CHANGE_BREAKING, "its columns or rows may be others", "view-changed"},
    {VIEW, "columns", ON_BOTH, NULL, CHANGE_SAFE, "counts for what is written from then on", "view-options"},
    {VIEW, "options", ON_BOTH, changes_rights, CHANGE_BREAKING, "reads its tables with the rights of another role",
     "view-rights"},
    {VIEW, "options", ON_BOTH, checks_more, CHANGE_BREAKING, "rows that do not fit the view are refused",
     "view-rights"},
    {VIEW, "options", ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference", "view-options"},
    {VIEW, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "its columns or rows may be others", "view-changed"},
    {&model_materialized_view, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "view-added"},
    {&model_materialized_view, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that name it fail",
     "view-removed"},
    {&model_materialized_view, CHANGE_ALTERED, "definition", ON_BOTH, NULL, CHANGE_BREAKING,
     "its columns or rows may be others, and it has to be filled anew", "view-changed"},
    {&model_materialized_view, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference",
     "view-options"},

    {&model_function, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing calls it yet", "function-added"},
    {&model_function, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "calls of it fail", "function-removed"},
    {FUNCTION, "body", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-body"},
    {FUNCTION, "language", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-body"},
    {FUNCTION, "transforms", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-body"},
    {FUNCTION, "arguments", ON_BOTH, gives_other_columns, CHANGE_BREAKING, "gives another kind of result",
     "function-signature"},
    {FUNCTION, "arguments", ON_BOTH, renames_argument, CHANGE_BREAKING,
     "calls that name the argument fail, and CREATE OR REPLACE refuses it", "function-arguments"},
    {FUNCTION, "arguments", ON_BOTH, loses_default, CHANGE_BREAKING,
     "calls that leave the argument out fail, and CREATE OR REPLACE refuses it", "function-arguments"},
    {FUNCTION, "arguments", ON_BOTH, is_called_otherwise, CHANGE_BREAKING, "calls that fitted no longer fit",
     "function-arguments"},
    {FUNCTION, "arguments", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-arguments"},
    {FUNCTION, "strict", ON_BOTH, NULL, CHANGE_BREAKING, "calls with NULL give something else", "function-null"},
    {FUNCTION, "security", ON_BOTH, NULL, CHANGE_BREAKING, "acts with the rights of another role", "function-rights"},
    {FUNCTION, "settings", ON_BOTH, NULL, CHANGE_BREAKING, "its body runs under other settings", "function-settings"},
    {FUNCTION, "volatility", ON_BOTH, was_immutable, CHANGE_CARE,
     "an index, a generated column or a partition key that uses it cannot be made again", "function-volatility"},
    {FUNCTION, "volatility", ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "function-volatility"},
    {FUNCTION, "leakproof", ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "function-planner"},
    {FUNCTION, "parallel", ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "function-planner"},
    {FUNCTION, "costs", ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "function-planner"},
    {FUNCTION, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "gives another kind of result", "function-signature"},

    {&model_trigger, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "writes to the table do more than before",
     "trigger-added"},
    {&model_trigger, CHANGE_REMOVED, NULL, ON_BOTH, is_of_new_table, CHANGE_SAFE, "it goes with its table or view",
     "table-removed"},
    {&model_trigger, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "writes to the table no longer do its work",
     "trigger-removed"},
    {&model_trigger, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "statements do not name triggers",
     "trigger-renamed"},
    {&model_trigger, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "writes to the table have other effects",
     "trigger-changed"},

    {&model_rule, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements are rewritten in another way",
     "rewrite-rule"},
    {&model_rule, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements are rewritten in another way",
     "rewrite-rule"},
    {&model_rule, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements are rewritten in another way",
     "rewrite-rule"},
    {&model_policy, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "other rows are seen or refused",
     "row-security"},
    {&model_policy, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "other rows are seen or refused",
     "row-security"},
    {&model_policy, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "other rows are seen or refused",
     "row-security"},
    {0},
};
