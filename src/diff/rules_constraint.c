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

/* The columns between the parentheses of "UNIQUE (a, b)"; an index's keys. */
static const char *keys_of(const struct item *item, size_t *n)
{
    const char *text = item_attribute(item, item->kind == &model_index ? "keys" : "definition");
    const char *open = text && item->kind == &model_constraint ? strchr(text, '(') : NULL;
    if (open)
        text = open + 1;
    *n = text ? (open ? strcspn(text, ")") : strlen(text)) : 0;
    return text ? text : "";
}

static bool same_keys(const struct item *a, const struct item *b)
{
    size_t n, m;
    const char *first = keys_of(a, &n), *second = keys_of(b, &m);
    const char *where = item_attribute(a, "where"), *other = item_attribute(b, "where");
    return n == m && strncmp(first, second, n) == 0 && (where ? other && strcmp(where, other) == 0 : !other);
}

/* Something else of the table in that model makes the same values unique. */
static bool kept_unique(const struct model *model, const struct item *item)
{
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *other = model->items[i];
        if (is_unique(other) && strcmp(other->schema, item->schema) == 0 &&
            strcmp(other->relation, item->relation) == 0 && same_keys(other, item))
            return true;
    }
    return false;
}

static bool was_unique(const struct rule_case *c)
{
    return is_unique(c->change->new_item) && kept_unique(c->old_model, c->change->new_item);
}

static bool stays_unique(const struct rule_case *c)
{
    return is_unique(c->change->old_item) && kept_unique(c->new_model, c->change->old_item);
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
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_POSTGRES, was_unique, CHANGE_CARE,
     "builds an index under an exclusive lock, unless it takes over one", "constraint-kept"},
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_SQLITE, was_unique, CHANGE_CARE, REBUILDS, "constraint-kept"},
    {CONSTRAINT, CHANGE_ADDED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "rows that break it are refused",
     "constraint-added"},
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
    {INDEX, CHANGE_ALTERED, "unique", ON_BOTH, rule_gained, CHANGE_BREAKING, "rows with equal values are refused",
     "unique-added"},
    {INDEX, CHANGE_ALTERED, "unique", ON_BOTH, NULL, CHANGE_BREAKING, UPSERTS, "unique-removed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_BOTH, is_unique_case, CHANGE_BREAKING, "other rows are refused than before",
     "constraint-changed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_POSTGRES, NULL, CHANGE_CARE, "blocks writes to the table while it is built anew",
     "index-changed"},
    {INDEX, CHANGE_ALTERED, NULL, ON_SQLITE, NULL, CHANGE_SAFE, "reads the table once", "index-changed"},
    {0},
};
