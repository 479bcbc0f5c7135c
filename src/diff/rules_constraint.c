/* Constraints and indexes. What makes values unique counts as one, whichever of the two it is. */
#include <string.h>

#include "diff/rule.h"
#include "model/kinds.h"

static bool is_unique_constraint(const struct item *item)
{
    const char *type = item->kind == &model_constraint ? item_attribute(item, "type") : NULL;
    return type && (strcmp(type, "UNIQUE") == 0 || strcmp(type, "PRIMARY KEY") == 0);
}

static bool is_unique(const struct item *item)
{
    return is_unique_constraint(item) || (item->kind == &model_index && item_attribute(item, "unique"));
}

static bool same_value_of(const struct item *a, const struct item *b, const char *fact)
{
    for (size_t i = 0;; i++) {
        const char *first = item_fact(a, fact, i), *second = item_fact(b, fact, i);
        if (!first || !second || strcmp(first, second) != 0)
            return first == second;
    }
}

static bool has_all_keys(const struct item *a, const struct item *b)
{
    const char *key;
    size_t i = 0;
    for (; (key = item_fact(a, "key", i)); i++)
        if (!item_has_fact(b, "key", key))
            return false;
    return i > 0;
}

static bool nulls_are_equal(const struct item *item)
{
    const char *unique = item->kind == &model_index ? item_attribute(item, "unique") : NULL;
    return item_has_fact(item, "nulls", "NOT DISTINCT") || (unique && strcmp(unique, "UNIQUE NULLS NOT DISTINCT") == 0);
}

/* The same values are unique: of the same columns, whatever their order, and under the same condition. */
static bool same_uniqueness(const struct item *a, const struct item *b)
{
    const char *where = item_attribute(a, "where"), *other = item_attribute(b, "where");
    return is_unique(a) && is_unique(b) && has_all_keys(a, b) && has_all_keys(b, a) &&
           nulls_are_equal(a) == nulls_are_equal(b) && (where ? other && strcmp(where, other) == 0 : !other);
}

/* What is checked at the end of the transaction serves no ON CONFLICT and no foreign key. */
static bool is_deferrable(const struct item *item)
{
    const char *timing = item_fact(item, "timing", 0);
    return timing && strcmp(timing, "IMMEDIATE") != 0;
}

/* Something else of the table in that model makes the same values unique. */
static bool volatiles_unique(const struct model *model, const struct item *item)
{
    struct item_run run = model_relation_items(model, item->schema, item->relation);
    for (size_t i = 0; i < run.n; i++)
        if (strcmp(run.items[i]->relation, item->relation) == 0 && same_uniqueness(run.items[i], item) &&
            !is_deferrable(run.items[i]))
            return true;
    return false;
}

static bool was_unique(const struct rule_case *c)
{
    return is_unique(c->change->new_item) && volatiles_unique(c->old_model, c->change->new_item);
}

static bool stays_unique(const struct rule_case *c)
{
    return is_unique(c->change->old_item) && volatiles_unique(c->new_model, c->change->old_item);
}

static bool is_unique_case(const struct rule_case *c)
{
    return is_unique(change_item(c->change));
}

/* Removing an exclusion constraint, too, takes away what INSERT ... ON CONFLICT looks for. */
static bool serves_upserts(const struct rule_case *c)
{
    const char *type = item_attribute(change_item(c->change), "type");
    return is_unique_case(c) || (type && strcmp(type, "EXCLUDE") == 0);
}

/* NOT ENFORCED: nobody looks. */
static bool is_not_enforced(const struct rule_case *c)
{
    return item_has_fact(change_item(c->change), "enforced", "no");
}

/* A foreign key that does more than to refuse. */
static bool acts_on_rows(const struct rule_case *c)
{
    const struct item *item = change_item(c->change);
    const char *on_delete = item_fact(item, "on delete", 0), *on_update = item_fact(item, "on update", 0);
    static const char *const acts[] = {"CASCADE", "SET NULL", "SET DEFAULT"};
    for (size_t i = 0; on_delete && on_update && i < sizeof(acts) / sizeof(*acts); i++)
        if (strcmp(acts[i], on_delete) == 0 || strcmp(acts[i], on_update) == 0)
            return true;
    return false;
}

/* Nothing of a constraint differs but that, beside its definition's core. */
static bool differs_only_in(const struct rule_case *c, const char *fact)
{
    static const char *const facts[] = {"core", "timing", "enforced", "include"};
    const struct item *before = c->change->old_item, *after = c->change->new_item;
    for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
        if ((strcmp(facts[i], fact) == 0) == same_value_of(before, after, facts[i]))
            return false;
    return true;
}

static bool is_no_longer_enforced(const struct rule_case *c)
{
    return differs_only_in(c, "enforced") && item_has_fact(c->change->new_item, "enforced", "no");
}

/* SET CONSTRAINTS may put off the checks of a foreign key from now on; until somebody says so they come as before. */
static bool becomes_deferrable(const struct rule_case *c)
{
    return differs_only_in(c, "timing") && item_fact(c->change->new_item, "on delete", 0) &&
           item_has_fact(c->change->old_item, "timing", "IMMEDIATE") &&
           item_has_fact(c->change->new_item, "timing", "DEFERRABLE");
}

static bool only_carries_others(const struct rule_case *c)
{
    return differs_only_in(c, "include");
}

static bool refuses_the_same(const struct rule_case *c)
{
    return same_uniqueness(c->change->old_item, c->change->new_item);
}

/* A table that is new has no old rows and no old code. */
static bool is_of_new_table(const struct rule_case *c)
{
    return !rule_relation_stays(c);
}

#define CONSTRAINT &model_constraint
#define INDEX      &model_index
#define UPSERTS    "INSERT ... ON CONFLICT on its columns fails, and duplicates are possible"
#define REBUILDS   "rebuilds the table"

const struct rule rules_of_constraints[] = {
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_POSTGRES, is_not_enforced, CHANGE_SAFE, "no row is looked at",
     "constraint-added"},
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_POSTGRES, was_unique, CHANGE_CARE,
     "builds an index under an exclusive lock, unless it takes over one", "constraint-kept"},
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_SQLITE, was_unique, CHANGE_CARE, REBUILDS, "constraint-kept"},
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "rows that break it are refused",
     "constraint-added"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_POSTGRES, is_not_enforced, CHANGE_SAFE, "nobody looked at it",
     "constraint-removed"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_POSTGRES, acts_on_rows, CHANGE_BREAKING,
     "rows that refer to others no longer follow them", "constraint-removed"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_POSTGRES, stays_unique, CHANGE_SAFE,
     "something else makes the same values unique", "constraint-kept"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_SQLITE, stays_unique, CHANGE_CARE, REBUILDS, "constraint-kept"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_BOTH, serves_upserts, CHANGE_BREAKING, UPSERTS, "unique-removed"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_POSTGRES, NULL, CHANGE_SAFE, "allows more than before", "constraint-removed"},
    {CONSTRAINT, CHANGE_REMOVED, NULL, ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "constraint-removed"},
    {CONSTRAINT, CHANGE_RENAMED, NULL, ON_POSTGRES, NULL, CHANGE_SAFE, "only statements that name it see it",
     "constraint-renamed"},
    {CONSTRAINT, CHANGE_RENAMED, NULL, ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "constraint-renamed"},
    {CONSTRAINT, CHANGE_ALTERED, "validated", ON_BOTH, rule_lost, CHANGE_CARE, "reads the whole table",
     "constraint-validated"},
    {CONSTRAINT, CHANGE_ALTERED, "validated", ON_BOTH, NULL, CHANGE_SAFE, "old rows are not looked at",
     "constraint-validated"},
    {CONSTRAINT, CHANGE_ALTERED, "options", ON_BOTH, NULL, CHANGE_SAFE, "counts for what is stored from then on",
     "index-options"},
    {CONSTRAINT, CHANGE_ALTERED, "statistics", ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {CONSTRAINT, CHANGE_ALTERED, "definition", ON_POSTGRES, is_no_longer_enforced, CHANGE_SAFE,
     "allows more than before", "constraint-changed"},
    {CONSTRAINT, CHANGE_ALTERED, "definition", ON_POSTGRES, becomes_deferrable, CHANGE_SAFE,
     "rows are looked at as before, until a transaction puts it off", "constraint-changed"},
    {CONSTRAINT, CHANGE_ALTERED, "definition", ON_POSTGRES, only_carries_others, CHANGE_CARE,
     "builds its index anew under an exclusive lock", "constraint-kept"},
    {CONSTRAINT, CHANGE_ALTERED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "other rows are refused than before",
     "constraint-changed"},

    {INDEX, CHANGE_ADDED, NULL, ON_BOTH, is_of_new_table, CHANGE_SAFE, "the table is new", "table-added"},
    {INDEX, CHANGE_ADDED, NULL, ON_POSTGRES, was_unique, CHANGE_CARE, "blocks writes to the table while it is built",
     "index-added"},
    {INDEX, CHANGE_ADDED, NULL, ON_SQLITE, was_unique, CHANGE_SAFE, "reads the table once", "index-added"},
    {INDEX, CHANGE_ADDED, NULL, ON_BOTH, is_unique_case, CHANGE_BREAKING, "rows with equal values are refused",
     "unique-added"},
    {INDEX, CHANGE_ADDED, NULL, ON_POSTGRES, NULL, CHANGE_CARE, "blocks writes to the table while it is built",
     "index-added"},
    {INDEX, CHANGE_ADDED, NULL, ON_SQLITE, NULL, CHANGE_SAFE, "reads the table once", "index-added"},
    {INDEX, CHANGE_REMOVED, NULL, ON_BOTH, is_of_new_table, CHANGE_SAFE, "it goes with its table", "table-removed"},
    {INDEX, CHANGE_REMOVED, NULL, ON_BOTH, stays_unique, CHANGE_SAFE, "something else makes the same values unique",
     "constraint-kept"},
    {INDEX, CHANGE_REMOVED, NULL, ON_BOTH, is_unique_case, CHANGE_BREAKING, UPSERTS, "unique-removed"},
    {INDEX, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries that used it get slower", "index-removed"},
    {INDEX, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries do not name indexes", "index-renamed"},
    {INDEX, CHANGE_ALTERED, "options", ON_BOTH, NULL, CHANGE_SAFE, "counts for what is stored from then on",
     "index-options"},
    {INDEX, CHANGE_ALTERED, "statistics", ON_BOTH, NULL, CHANGE_SAFE, "only the planner sees it", "statistics"},
    {INDEX, CHANGE_ALTERED, "unique", ON_BOTH, rule_gained, CHANGE_BREAKING, "rows with equal values are refused",
     "unique-added"},
    {INDEX, CHANGE_ALTERED, "unique", ON_BOTH, rule_lost, CHANGE_BREAKING, UPSERTS, "unique-removed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_POSTGRES, refuses_the_same, CHANGE_CARE,
     "blocks writes to the table while it is built anew", "index-changed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_SQLITE, refuses_the_same, CHANGE_SAFE, "reads the table once", "index-changed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_BOTH, is_unique_case, CHANGE_BREAKING, "other rows are refused than before",
     "constraint-changed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_POSTGRES, NULL, CHANGE_CARE, "blocks writes to the table while it is built anew",
     "index-changed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_SQLITE, NULL, CHANGE_SAFE, "reads the table once", "index-changed"},
    {0},
};
