/* Types, sequences, rows, and whatever has no rules of its own. */
#include <stdlib.h>
#include <string.h>

#include "diff/rule.h"
#include "model/kinds.h"

/* The length of the literal at `s`, quotes included; a doubled quote stands for itself. */
static size_t literal_length(const char *s)
{
    size_t i = 1;
    while (s[i] && (s[i] != '\'' || s[i + 1] == '\''))
        i += s[i] == '\'' ? 2 : 1;
    return s[i] ? i + 1 : i;
}

/* Where the label stands in "'a', 'b'", as a literal; NULL where it does not. */
static const char *find_label(const char *labels, const char *label, size_t n)
{
    for (const char *s = strchr(labels, '\''); s; s = strchr(s, '\'')) {
        size_t length = literal_length(s);
        if (length == n && strncmp(s, label, n) == 0)
            return s;
        s += length;
    }
    return NULL;
}

/* All old labels are there, in the old order. */
static bool keeps_labels(const struct rule_case *c)
{
    const char *at = c->attribute->new_value;
    if (!c->attribute->old_value || !at)
        return false;
    for (const char *s = strchr(c->attribute->old_value, '\''); s && at; s = strchr(s, '\'')) {
        size_t n = literal_length(s);
        at = find_label(at, s, n);
        at = at ? at + n : NULL;
        s += n;
    }
    return at != NULL;
}

/* An absent bound is the type's own, which "type" judges. */
static bool is_lower(const struct rule_case *c)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return after && (!before || strtoll(after, NULL, 10) < strtoll(before, NULL, 10));
}

static bool is_higher(const struct rule_case *c)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return after && (!before || strtoll(after, NULL, 10) > strtoll(before, NULL, 10));
}

/* A sequence without a type counts in bigint. */
static bool type_is_narrower(const struct rule_case *c)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return type_change_postgres(before ? before : "bigint", after ? after : "bigint") == TYPE_NARROWED;
}

/* Nothing that was granted before is missing: the old text stands in the new one. */
static bool grants_more(const struct rule_case *c)
{
    return !c->attribute->old_value ||
           (c->attribute->new_value && strstr(c->attribute->new_value, c->attribute->old_value));
}

#define UNKNOWN      "fullschema does not know what the statement does"
#define OTHER_RIGHTS "another role may change it, and functions and views may act with its rights"

#define SEQUENCE &model_sequence, CHANGE_ALTERED

const struct rule rules_of_others[] = {
    {&model_type, CHANGE_ALTERED, "labels", ON_BOTH, keeps_labels, CHANGE_SAFE, "all old labels stay, in their order",
     "type-labels"},
    {&model_type, CHANGE_ALTERED, "labels", ON_BOTH, NULL, CHANGE_BREAKING, "labels are gone or sort otherwise",
     "type-labels"},
    {&model_type, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "values of the type are others",
     "type-changed"},

    {SEQUENCE, "type", ON_BOTH, type_is_narrower, CHANGE_BREAKING, "it runs out sooner", "sequence-range"},
    {SEQUENCE, "maximum", ON_BOTH, is_lower, CHANGE_BREAKING, "it runs out sooner", "sequence-range"},
    {SEQUENCE, "minimum", ON_BOTH, is_higher, CHANGE_BREAKING, "numbers that were given before are refused",
     "sequence-range"},
    {SEQUENCE, "cycle", ON_BOTH, NULL, CHANGE_BREAKING, "at its end it begins anew, or no longer does",
     "sequence-range"},
    {SEQUENCE, NULL, ON_BOTH, NULL, CHANGE_SAFE, "gives numbers as before", "sequence-options"},

    {&model_extension, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "its functions stand in another schema",
     "extension-schema"},
    {&model_statistics, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {&model_statistics, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {&model_comment, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only people read it", "comment"},
    {&model_comment, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only people read it", "comment"},
    {&model_owner, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_CARE, OTHER_RIGHTS, "owner"},
    {&model_owner, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_CARE, OTHER_RIGHTS, "owner"},
    {&model_owner, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_CARE, OTHER_RIGHTS, "owner"},
    {&model_privilege, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "what was granted may be refused",
     "privileges"},
    {&model_privilege, CHANGE_ALTERED, NULL, ON_BOTH, grants_more, CHANGE_SAFE, "all that was granted stays",
     "privileges"},
    {&model_privilege, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "what was granted may be refused",
     "privileges"},

    {&model_row, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "code that expects the row finds none",
     "row-removed"},
    {&model_row, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a new database holds a row more", "row-changed"},
    {&model_row, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a new database begins with other values",
     "row-changed"},
    {&model_sequence_position, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE,
     "a new database begins to number elsewhere", "sequence-position"},
    {&model_sequence_position, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE,
     "a new database begins to number elsewhere", "sequence-position"},
    {&model_setting, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a number for the application alone", "setting"},
    {&model_setting, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a number for the application alone", "setting"},

    {&model_statement, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, UNKNOWN, "statement"},
    {&model_statement, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, UNKNOWN, "statement"},
    {&model_statement, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, UNKNOWN, "statement"},

    {NULL, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "other-added"},
    {NULL, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use it fail", "other-removed"},
    {NULL, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use the old name fail",
     "other-renamed"},
    {NULL, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use it may behave otherwise",
     "other-changed"},
    {0},
};
