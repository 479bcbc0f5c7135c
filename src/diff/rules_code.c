/* What a database does or shows by itself: views, functions, triggers, rules, policies. */
#include "diff/rule.h"
#include "model/kinds.h"

static bool is_of_new_table(const struct rule_case *c)
{
    return !rule_relation_stays(c);
}

const struct rule rules_of_code[] = {
    {&model_view, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "view-added"},
    {&model_view, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that name it fail", "view-removed"},
    {&model_view, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "its columns or rows may be others",
     "view-changed"},
    {&model_materialized_view, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "view-added"},
    {&model_materialized_view, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that name it fail",
     "view-removed"},
    {&model_materialized_view, CHANGE_ALTERED, "definition", ON_BOTH, NULL, CHANGE_BREAKING,
     "its columns or rows may be others, and it has to be filled anew", "view-changed"},
    {&model_materialized_view, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference",
     "view-options"},

    {&model_function, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing calls it yet", "function-added"},
    {&model_function, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "calls of it fail", "function-removed"},
    {&model_function, CHANGE_ALTERED, "body", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-body"},
    {&model_function, CHANGE_ALTERED, "language", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-body"},
    {&model_function, CHANGE_ALTERED, "options", ON_BOTH, NULL, CHANGE_SAFE, "is called as before", "function-body"},
    {&model_function, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "gives another kind of result",
     "function-signature"},

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
