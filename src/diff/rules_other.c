/* Types, sequences, rows, and whatever has no rules of its own. */
#include <stdlib.h>
#include <string.h>

#include "diff/rights.h"
#include "diff/rule.h"
#include "diff/type.h"
#include "model/kinds.h"

/* All old labels are there, in the old order. */
static bool keeps_labels(const struct rule_case *c)
{
    const char *old, *new = NULL;
    size_t at = 0;
    for (size_t i = 0; (old = item_fact(c->change->old_item, "label", i)); i++) {
        while ((new = item_fact(c->change->new_item, "label", at++)) && strcmp(new, old) != 0)
            ;
        if (!new)
            return false;
    }
    return true;
}

static long long bound(const struct item *item, const char *name)
{
    const char *value = item_fact(item, name, 0);
    return value ? strtoll(value, NULL, 10) : 0;
}

static bool same_fact(const struct rule_case *c, const char *name)
{
    const char *before = item_fact(c->change->old_item, name, 0), *after = item_fact(c->change->new_item, name, 0);
    return !before || !after || strcmp(before, after) == 0;
}

bool rule_range_shrinks(const struct rule_case *c)
{
    const struct item *before = c->change->old_item, *after = c->change->new_item;
    return bound(after, "minimum") > bound(before, "minimum") || bound(after, "maximum") < bound(before, "maximum") ||
           !same_fact(c, "direction") || !same_fact(c, "cycle");
}

static bool loses_rights(const struct rule_case *c)
{
    return rights_are_lost(c->change->old_item, c->change->new_item);
}

/* Default privileges: what is there already keeps its own. */
static bool is_of_later_objects(const struct rule_case *c)
{
    return item_fact(change_item(c->change), "defaults", 0) != NULL;
}

/* What it is of comes or goes with it. */
static bool is_of_one_side(const struct rule_case *c)
{
    const struct item *item = change_item(c->change);
    return has_object_of(c->old_model, item) != has_object_of(c->new_model, item);
}

static bool is_called(const struct rule_case *c, const char *word)
{
    return strncmp(change_item(c->change)->name, word, strlen(word)) == 0;
}

/* ALTER FUNCTION f() DEPENDS ON EXTENSION hstore. */
static bool is_tie_to_extension(const struct rule_case *c)
{
    return is_called(c, "DEPENDS ON EXTENSION ");
}

static bool is_event_trigger(const struct rule_case *c)
{
    return is_called(c, "EVENT TRIGGER ");
}

#define UNKNOWN      "fullschema does not know what the statement does"
#define OTHER_RIGHTS "another role may change it, and functions and views may act with its rights"

#define SEQUENCE &model_sequence, CHANGE_ALTERED

#define PRIVILEGE &model_privilege

const struct rule rules_of_others[] = {
    {&model_type, CHANGE_ALTERED, "labels", ON_BOTH, keeps_labels, CHANGE_SAFE, "all old labels stay, in their order",
     "type-labels"},
    {&model_type, CHANGE_ALTERED, "labels", ON_BOTH, NULL, CHANGE_BREAKING, "labels are gone or sort otherwise",
     "type-labels"},
    {&model_type, CHANGE_ALTERED, "default", ON_BOTH, NULL, CHANGE_SAFE, "counts for rows that are added from then on",
     "type-changed"},
    {&model_type, CHANGE_ALTERED, "not null", ON_BOTH, rule_lost, CHANGE_SAFE, "allows more than before",
     "type-changed"},
    {&model_type, CHANGE_ALTERED, "not null", ON_BOTH, NULL, CHANGE_BREAKING, "values that fitted before may not fit",
     "type-changed"},
    {&model_type, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "values of the type are others",
     "type-changed"},

    {SEQUENCE, NULL, ON_BOTH, rule_range_shrinks, CHANGE_BREAKING,
     "it runs out sooner, refuses numbers that it gave, or goes on otherwise at its end", "sequence-range"},
    {SEQUENCE, NULL, ON_BOTH, NULL, CHANGE_SAFE, "gives numbers as before", "sequence-options"},

    {&model_extension, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "its functions stand in another schema",
     "extension-schema"},
    {&model_statistics, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {&model_statistics, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {&model_statistics, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {&model_comment, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only people read it", "comment"},
    {&model_comment, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only people read it", "comment"},
    {&model_comment, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "only people read it", "comment"},
    {&model_owner, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_CARE, OTHER_RIGHTS, "owner"},
    {&model_owner, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_CARE, OTHER_RIGHTS, "owner"},
    {&model_owner, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_CARE, OTHER_RIGHTS, "owner"},
    {PRIVILEGE, CHANGE_ADDED, NULL, ON_BOTH, is_of_later_objects, CHANGE_SAFE, "counts for what is made from then on",
     "privileges"},
    {PRIVILEGE, CHANGE_ADDED, NULL, ON_BOTH, is_of_one_side, CHANGE_SAFE, "comes or goes with what it is of",
     "privileges"},
    {PRIVILEGE, CHANGE_ADDED, NULL, ON_BOTH, loses_rights, CHANGE_BREAKING, "what was granted may be refused",
     "privileges"},
    {PRIVILEGE, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "all that was granted stays", "privileges"},
    {PRIVILEGE, CHANGE_REMOVED, NULL, ON_BOTH, is_of_later_objects, CHANGE_SAFE, "counts for what is made from then on",
     "privileges"},
    {PRIVILEGE, CHANGE_REMOVED, NULL, ON_BOTH, is_of_one_side, CHANGE_SAFE, "comes or goes with what it is of",
     "privileges"},
    {PRIVILEGE, CHANGE_REMOVED, NULL, ON_BOTH, loses_rights, CHANGE_BREAKING, "what was granted may be refused",
     "privileges"},
    {PRIVILEGE, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "all that was granted stays", "privileges"},
    {PRIVILEGE, CHANGE_ALTERED, NULL, ON_BOTH, is_of_later_objects, CHANGE_SAFE, "counts for what is made from then on",
     "privileges"},
    {PRIVILEGE, CHANGE_ALTERED, NULL, ON_BOTH, loses_rights, CHANGE_BREAKING, "what was granted may be refused",
     "privileges"},
    {PRIVILEGE, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "all that was granted stays", "privileges"},

    {&model_row, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "code that expects the row finds none",
     "row-removed"},
    {&model_row, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a new database holds a row more", "row-changed"},
    {&model_row, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a new database begins with other values",
     "row-changed"},
    {&model_sequence_position, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE,
     "a new database begins to number elsewhere", "sequence-position"},
    {&model_sequence_position, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE,
     "a new database begins to number elsewhere", "sequence-position"},
    {&model_sequence_position, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE,
     "a new database begins to number elsewhere", "sequence-position"},
    {&model_setting, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a number for the application alone", "setting"},
    {&model_setting, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a number for the application alone", "setting"},
    {&model_setting, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "a number for the application alone", "setting"},

    {&model_statement, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, UNKNOWN, "statement"},
    {&model_statement, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, UNKNOWN, "statement"},
    {&model_statement, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, UNKNOWN, "statement"},

    {&model_other, CHANGE_ADDED, NULL, ON_BOTH, is_tie_to_extension, CHANGE_SAFE,
     "it goes when the extension is dropped", "extension-dependency"},
    {&model_other, CHANGE_REMOVED, NULL, ON_BOTH, is_tie_to_extension, CHANGE_SAFE,
     "it stays when the extension is dropped", "extension-dependency"},
    {&model_other, CHANGE_ADDED, NULL, ON_BOTH, is_event_trigger, CHANGE_SAFE,
     "commands that change the schema do more than before", "event-trigger"},
    {&model_other, CHANGE_REMOVED, NULL, ON_BOTH, is_event_trigger, CHANGE_BREAKING,
     "commands that change the schema no longer do its work", "event-trigger"},
    {&model_other, CHANGE_ALTERED, NULL, ON_BOTH, is_event_trigger, CHANGE_BREAKING,
     "commands that change the schema have other effects", "event-trigger"},

    {NULL, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "nothing uses it yet", "other-added"},
    {NULL, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use it fail", "other-removed"},
    {NULL, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use the old name fail",
     "other-renamed"},
    {NULL, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use it may behave otherwise",
     "other-changed"},
    {0},
};
