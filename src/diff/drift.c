/*
 * What drift means to an application that expects the snapshot: a table of rules, of which the first that fits
 * decides. docs/changes.md has the same table under "Drift".
 */
#include <string.h>

#include "diff/diff.h"
#include "model/kinds.h"

struct drift_rule {
    const struct model_kind *kind; /* NULL: any */
    const char *attribute;         /* of what is different; NULL: any */
    bool (*applies)(const struct change *change, const struct attribute_change *attribute); /* NULL: always */
    enum change_class class;
    const char *reason; /* NULL ends a table */
};

static bool is_key(const struct change *change, const struct attribute_change *attribute)
{
    (void)attribute;
    const char *type = item_attribute(change_item(change), "type");
    return type && (strcmp(type, "PRIMARY KEY") == 0 || strcmp(type, "UNIQUE") == 0);
}

static bool is_unique(const struct change *change, const struct attribute_change *attribute)
{
    (void)attribute;
    return item_attribute(change_item(change), "unique") != NULL;
}

static bool is_broken(const struct change *change, const struct attribute_change *attribute)
{
    (void)attribute;
    return change->broken;
}

static bool is_broken_unique(const struct change *change, const struct attribute_change *attribute)
{
    return change->broken && is_unique(change, attribute);
}

static bool wants_value(const struct change *change, const struct attribute_change *attribute)
{
    (void)attribute;
    const struct item *item = change_item(change);
    return item_attribute(item, "not null") && !item_attribute(item, "default") && !item_attribute(item, "identity") &&
           !item_attribute(item, "generated");
}

static bool is_gone(const struct change *change, const struct attribute_change *attribute)
{
    (void)change;
    return !attribute->new_value;
}

/* ALTER FUNCTION f() DEPENDS ON EXTENSION hstore. */
static bool is_extension_use(const struct change *change, const struct attribute_change *attribute)
{
    static const char words[] = "DEPENDS ON EXTENSION ";
    (void)attribute;
    return strncmp(change_item(change)->name, words, strlen(words)) == 0;
}

static const struct drift_rule missing[] = {
    {&model_constraint, NULL, is_key, CHANGE_BREAKING,
     "INSERT ... ON CONFLICT on its columns fails, and equal values may be there"},
    {&model_constraint, NULL, NULL, CHANGE_CARE, "rows that it would refuse may be there"},
    {&model_index, NULL, is_broken_unique, CHANGE_BREAKING,
     "it is there and INVALID: INSERT ... ON CONFLICT on its columns fails, and equal values may be there"},
    {&model_index, NULL, is_unique, CHANGE_BREAKING,
     "INSERT ... ON CONFLICT on its columns fails, and equal values may be there"},
    {&model_index, NULL, is_broken, CHANGE_CARE,
     "it is there and INVALID: no query uses it, and each write pays for it"},
    {&model_index, NULL, NULL, CHANGE_CARE, "queries that rely on it read the whole table"},
    {&model_trigger, NULL, NULL, CHANGE_BREAKING, "what it does with each write is not done"},
    {&model_rule, NULL, NULL, CHANGE_BREAKING, "statements are not rewritten as the application expects"},
    {&model_policy, NULL, NULL, CHANGE_BREAKING, "other rows are seen and may be written than the application expects"},
    {&model_privilege, NULL, NULL, CHANGE_BREAKING, "who has it in the snapshot is refused"},
    {&model_owner, NULL, NULL, CHANGE_CARE, "another role may change it, and functions and views act with its rights"},
    {&model_comment, NULL, NULL, CHANGE_SAFE, "no statement depends on a comment"},
    {&model_statistics, NULL, NULL, CHANGE_SAFE, "the planner estimates without them"},
    {&model_row, NULL, NULL, CHANGE_CARE, "the application may look for the row"},
    {&model_sequence_position, NULL, NULL, CHANGE_SAFE, "positions move as the application writes"},
    {&model_setting, NULL, NULL, CHANGE_CARE, "it works under another setting"},
    {&model_statement, NULL, NULL, CHANGE_CARE, "what the statement makes may be missing"},
    {&model_other, NULL, is_extension_use, CHANGE_SAFE, "only DROP EXTENSION asks what goes with the extension"},
    {&model_other, NULL, NULL, CHANGE_CARE, "what relies on it does not find it"},
    {NULL, NULL, NULL, CHANGE_BREAKING, "statements that name it fail"},
};

static const struct drift_rule extra[] = {
    {&model_column, NULL, wants_value, CHANGE_BREAKING, "an INSERT that does not name it fails: it wants a value"},
    {&model_column, NULL, NULL, CHANGE_SAFE, "statements that name their columns do not see it"},
    {&model_constraint, NULL, NULL, CHANGE_BREAKING, "writes that the application may make are refused"},
    {&model_index, NULL, is_unique, CHANGE_BREAKING, "writes that repeat values are refused"},
    {&model_index, NULL, NULL, CHANGE_SAFE, "each write keeps it up to date, and no query needs it"},
    {&model_trigger, NULL, NULL, CHANGE_CARE, "writes do more than the application expects"},
    {&model_rule, NULL, NULL, CHANGE_BREAKING, "statements are rewritten as the application does not expect"},
    {&model_policy, NULL, NULL, CHANGE_BREAKING, "other rows are seen and may be written than the application expects"},
    {&model_privilege, NULL, NULL, CHANGE_CARE, "somebody may do more, or less, than the snapshot says"},
    {&model_owner, NULL, NULL, CHANGE_CARE, "another role may change it, and functions and views act with its rights"},
    {&model_comment, NULL, NULL, CHANGE_SAFE, "no statement depends on a comment"},
    {&model_statistics, NULL, NULL, CHANGE_SAFE, "the planner knows more than it has to"},
    {&model_row, NULL, NULL, CHANGE_CARE, "the application may find a row that it does not expect"},
    {&model_sequence_position, NULL, NULL, CHANGE_SAFE, "positions move as the application writes"},
    {&model_setting, NULL, NULL, CHANGE_CARE, "it works under another setting"},
    {NULL, NULL, NULL, CHANGE_SAFE, "the application does not name it; a later delta that makes it fails"},
};

static const struct drift_rule renamed[] = {
    {&model_index, NULL, NULL, CHANGE_SAFE, "queries do not name it; a later delta that does fails"},
    {&model_constraint, NULL, NULL, CHANGE_SAFE, "few statements name it; a later delta that does fails"},
    {&model_trigger, NULL, NULL, CHANGE_SAFE, "no query names it; a later delta that does fails"},
    {NULL, NULL, NULL, CHANGE_BREAKING, "statements that use the name in the snapshot fail"},
};

static const struct drift_rule different[] = {
    {&model_column, "type", NULL, CHANGE_BREAKING, "values are read and written as another type"},
    {&model_column, "not null", is_gone, CHANGE_CARE, "NULL may be there, which the application does not expect"},
    {&model_column, "not null", NULL, CHANGE_BREAKING, "writes without a value are refused"},
    {&model_column, "not null name", NULL, CHANGE_SAFE, "NULL is refused as the application expects"},
    {&model_column, "not null inherit", NULL, CHANGE_SAFE, "NULL is refused as the application expects"},
    {&model_column, "not null validated", NULL, CHANGE_CARE, "old rows may hold NULL"},
    {&model_column, "default", NULL, CHANGE_CARE, "rows that leave it out get another value"},
    {&model_column, "generated", NULL, CHANGE_BREAKING, "another side writes the column, or another value"},
    {&model_column, "identity", NULL, CHANGE_BREAKING, "the numbers come from elsewhere, or may not be given"},
    {&model_column, "identity options", NULL, CHANGE_CARE, "it gives other numbers"},
    {&model_column, "collation", NULL, CHANGE_CARE, "values sort and compare otherwise"},
    {&model_column, "position", NULL, CHANGE_CARE, "an INSERT without a list of columns writes into the wrong ones"},
    {&model_column, NULL, NULL, CHANGE_SAFE, "how values are stored, and what the planner knows of them"},
    {&model_table, "options", NULL, CHANGE_SAFE, "how rows are stored, which no query sees"},
    {&model_table, "access method", NULL, CHANGE_SAFE, "how rows are stored, which no query sees"},
    {&model_table, "clustered on", NULL, CHANGE_SAFE, "how rows are stored, which no query sees"},
    {&model_table, "replica identity", NULL, CHANGE_CARE, "who follows its changes learns otherwise of old rows"},
    {&model_table, NULL, NULL, CHANGE_BREAKING, "it holds, shows or refuses other rows"},
    {&model_constraint, "options", NULL, CHANGE_SAFE, "how its index is stored, which no query sees"},
    {&model_constraint, "statistics", NULL, CHANGE_SAFE, "the planner estimates otherwise"},
    {&model_constraint, "validated", is_gone, CHANGE_SAFE, "it holds for old rows, too"},
    {&model_constraint, "validated", NULL, CHANGE_CARE, "old rows may break it"},
    {&model_constraint, NULL, NULL, CHANGE_BREAKING, "it refuses other rows than the application expects"},
    {&model_index, "unique", NULL, CHANGE_BREAKING, "other rows are refused, or ON CONFLICT fails"},
    {&model_index, "options", NULL, CHANGE_SAFE, "how it is stored, which no query sees"},
    {&model_index, "statistics", NULL, CHANGE_SAFE, "the planner estimates otherwise"},
    {&model_index, NULL, is_unique, CHANGE_BREAKING, "other rows are refused, or ON CONFLICT fails"},
    {&model_index, NULL, NULL, CHANGE_CARE, "queries that rely on it may read the whole table"},
    {&model_view, "definition", NULL, CHANGE_BREAKING, "it has other columns or rows"},
    {&model_view, NULL, NULL, CHANGE_CARE, "rights, or what may be written through it, may be others"},
    {&model_materialized_view, "definition", NULL, CHANGE_BREAKING, "it has other columns or rows"},
    {&model_materialized_view, NULL, NULL, CHANGE_SAFE, "how it is stored, which no query sees"},
    {&model_function, "body", NULL, CHANGE_CARE, "it may do something else"},
    {&model_function, "settings", NULL, CHANGE_CARE, "its body works under other settings"},
    {&model_function, "volatility", NULL, CHANGE_SAFE, "the planner calls it more often, or less"},
    {&model_function, "leakproof", NULL, CHANGE_SAFE, "only the planner looks at it"},
    {&model_function, "parallel", NULL, CHANGE_SAFE, "only the planner looks at it"},
    {&model_function, "costs", NULL, CHANGE_SAFE, "only the planner looks at it"},
    {&model_function, NULL, NULL, CHANGE_BREAKING, "it is called, or answers, otherwise"},
    {&model_trigger, "order", NULL, CHANGE_CARE, "triggers of one event fire in another order"},
    {&model_trigger, NULL, NULL, CHANGE_BREAKING, "writes have other effects"},
    {&model_rule, NULL, NULL, CHANGE_BREAKING, "statements are rewritten otherwise"},
    {&model_policy, NULL, NULL, CHANGE_BREAKING, "other rows are seen and may be written than the application expects"},
    {&model_type, "default", NULL, CHANGE_CARE, "rows that leave a value out get another one"},
    {&model_type, NULL, NULL, CHANGE_BREAKING, "other values are taken, or refused"},
    {&model_sequence, "owner", NULL, CHANGE_SAFE, "it gives the same numbers"},
    {&model_sequence, "cache", NULL, CHANGE_SAFE, "it gives numbers in larger steps at most"},
    {&model_sequence, "start", NULL, CHANGE_SAFE, "only a restart looks at it"},
    {&model_sequence, NULL, NULL, CHANGE_CARE, "it gives other numbers, or ends elsewhere"},
    {&model_extension, NULL, NULL, CHANGE_BREAKING, "its functions stand in another schema"},
    {&model_comment, NULL, NULL, CHANGE_SAFE, "no statement depends on a comment"},
    {&model_statistics, NULL, NULL, CHANGE_SAFE, "the planner estimates otherwise"},
    {&model_privilege, NULL, NULL, CHANGE_CARE, "somebody may do more, or less, than the snapshot says"},
    {&model_owner, NULL, NULL, CHANGE_CARE, "another role may change it, and functions and views act with its rights"},
    {&model_sequence_position, NULL, NULL, CHANGE_SAFE, "positions move as the application writes"},
    {NULL, NULL, NULL, CHANGE_CARE, "what relies on it may find it otherwise"},
};

static const struct {
    const struct drift_rule *rules;
    const char *anchor; /* a section of docs/changes.md */
} tables[CHANGE_ACTIONS] = {
    [CHANGE_ADDED] = {extra, "drift-extra"},
    [CHANGE_REMOVED] = {missing, "drift-missing"},
    [CHANGE_ALTERED] = {different, "drift-different"},
    [CHANGE_RENAMED] = {renamed, "drift-renamed"},
};

static void take(struct change *change, enum change_action action, const struct attribute_change *attribute)
{
    const struct drift_rule *rule = tables[action].rules;
    const struct model_kind *kind = change_item(change)->kind;
    while ((rule->kind && rule->kind != kind) ||
           (rule->attribute && (!attribute || strcmp(rule->attribute, attribute->name) != 0)) ||
           (rule->applies && !rule->applies(change, attribute)))
        rule++;
    if (change->reason && rule->class <= change->class)
        return;
    change->class = rule->class;
    change->reason = rule->reason;
    change->anchor = tables[action].anchor;
}

static void judge(struct change *change)
{
    change->reason = NULL;
    if (change->action != CHANGE_ALTERED)
        take(change, change->action, NULL);
    for (size_t i = 0; i < change->n_attributes; i++)
        take(change, CHANGE_ALTERED, &change->attributes[i]);
}

bool is_drift(const struct change *change)
{
    for (int action = 0; action < CHANGE_ACTIONS; action++)
        if (change->anchor == tables[action].anchor)
            return true;
    return false;
}

void drift_judge(struct comparison *comparison)
{
    comparison->drift = true;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        struct change *change = &comparison->changes[i];
        if (model_kind_find(change_item(change)->kind->name) == change_item(change)->kind)
            judge(change);
    }
}
