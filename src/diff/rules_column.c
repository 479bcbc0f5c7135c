/* Columns. */
#include <string.h>

#include "base/mem.h"
#include "diff/calls.h"
#include "diff/rule.h"
#include "diff/type.h"
#include "diff/users.h"
#include "model/kinds.h"
#include "sql/sqlite/ddl.h"

static bool has(const struct item *column, const char *attribute)
{
    return item_attribute(column, attribute) != NULL;
}

/* An INSERT that does not name the column has no value for it. */
static bool is_required(const struct rule_case *c)
{
    const struct item *column = change_item(c->change);
    return has(column, "not null") && !has(column, "default") && !has(column, "generated") && !has(column, "identity");
}

/* Tried on servers from 11 to 18; a column that is computed when it is read (VIRTUAL, 18) is stored nowhere. */
static bool fills_rows(const struct rule_case *c)
{
    const struct item *column = change_item(c->change);
    return default_is_volatile(c->new_model, column) || has(column, "identity") ||
           item_has_fact(column, "generated", "STORED") || type_is_checked(c->new_model, column);
}

/* What SQLite's ALTER TABLE ADD COLUMN refuses: https://sqlite.org/lang_altertable.html#altertabaddcol */
static bool needs_rebuild(const struct rule_case *c)
{
    const struct item *column = change_item(c->change);
    return item_fact(column, "default computed", 0) || item_has_fact(column, "generated", "STORED");
}

static bool type_is(const struct rule_case *c, enum type_change change)
{
    return type_change_postgres(c->old_model, c->change->old_item, c->new_model, c->change->new_item) == change;
}

static bool is_other(const struct rule_case *c)
{
    return type_is(c, TYPE_OTHER);
}

static bool is_widened(const struct rule_case *c)
{
    return type_is(c, TYPE_WIDENED);
}

static bool is_narrowed(const struct rule_case *c)
{
    return type_is(c, TYPE_NARROWED);
}

static bool affinity_changes(const struct rule_case *c)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return strcmp(sqlite_affinity(before ? before : ""), sqlite_affinity(after ? after : "")) != 0;
}

static bool has_default(const struct rule_case *c)
{
    return rule_gained(c) && (has(c->change->new_item, "default") || has(c->change->new_item, "identity"));
}

/* NOT VALID, since 18: rows that are there stay as they are. */
static bool is_not_looked_at(const struct rule_case *c)
{
    return has_default(c) && has(c->change->new_item, "not null validated");
}

/* INSERTs that relied on the default leave the column NULL, which it refuses. */
static bool loses_needed_default(const struct rule_case *c)
{
    return rule_lost(c) && is_required(c);
}

static bool gained_or_lost(const struct rule_case *c)
{
    return rule_gained(c) || rule_lost(c);
}

/* GENERATED ALWAYS takes no value from an INSERT. */
static bool is_always(const struct rule_case *c)
{
    return c->attribute->new_value && strcmp(c->attribute->new_value, "ALWAYS") == 0;
}

typedef const char *name_users(void *ctx, struct users *users, const struct item *column);

static bool are_there(name_users *name, const struct rule_case *c)
{
    void *scratch = mem_context(NULL);
    bool there = name(scratch, c->old_users, c->change->old_item) != NULL;
    mem_free(scratch);
    return there;
}

static bool is_used(const struct rule_case *c)
{
    return are_there(column_users, c) || are_there(row_type_users, c);
}

static bool is_computed_from(const struct rule_case *c)
{
    return are_there(computed_from_column, c);
}

static const char *say(void *ctx, const char *before, const char *names)
{
    return names ? mem_printf(ctx, "; %s: %s", before, names) : "";
}

#define REFUSES_USED     "the server refuses it while these use the column"
#define REFUSES_ROW_TYPE "the server refuses it while these are of the table's row type"

static const char *say_dropped(void *ctx, const struct rule_case *c)
{
    return say(ctx, REFUSES_USED, column_users(ctx, c->old_users, c->change->old_item));
}

static const char *say_filled(void *ctx, const struct rule_case *c)
{
    return fills_rows(c) ? say(ctx, REFUSES_ROW_TYPE, row_type_users(ctx, c->old_users, c->change->new_item)) : "";
}

static const char *say_retyped(void *ctx, const struct rule_case *c)
{
    const struct item *column = c->change->old_item;
    return mem_printf(ctx, "%s%s%s", say(ctx, REFUSES_USED, column_users(ctx, c->old_users, column)),
                      say(ctx, REFUSES_ROW_TYPE, row_type_users(ctx, c->old_users, column)),
                      say(ctx, "checked or built anew", computed_from_column(ctx, c->old_users, column)));
}

static bool is_proved(const struct rule_case *c)
{
    return rule_gained(c) && null_was_refused(c->old_users, c->change->old_item);
}

/* One that is computed when it is read is stored nowhere. */
static bool is_virtual(const struct rule_case *c)
{
    return item_has_fact(c->change->old_item, "generated", "VIRTUAL") &&
           item_has_fact(c->change->new_item, "generated", "VIRTUAL");
}

#define ADDED    &model_column, CHANGE_ADDED, NULL
#define CHANGED  &model_column, CHANGE_ALTERED
#define REWRITES "rewrites the table under an exclusive lock"
#define REBUILDS "rebuilds the table"

const struct rule rules_of_columns[] = {
    {ADDED, ON_BOTH, is_required, CHANGE_BREAKING, "INSERTs that do not name it fail", "column-required"},
    {ADDED, ON_POSTGRES, fills_rows, CHANGE_CARE, REWRITES, "column-filled"},
    {ADDED, ON_SQLITE, needs_rebuild, CHANGE_CARE, REBUILDS, "column-filled"},
    {ADDED, ON_BOTH, NULL, CHANGE_SAFE, "statements that do not name it go on as before", "column-added"},
    {&model_column, CHANGE_REMOVED, NULL, ON_BOTH, NULL, CHANGE_BREAKING,
     "its values are lost, and statements that name it fail", "column-removed"},
    {&model_column, CHANGE_RENAMED, NULL, ON_BOTH, NULL, CHANGE_BREAKING, "statements that use the old name fail",
     "column-renamed"},

    {CHANGED, "foreign options", ON_BOTH, NULL, CHANGE_BREAKING, "its values may come from elsewhere", "foreign-table"},
    {CHANGED, "type", ON_POSTGRES, is_narrowed, CHANGE_BREAKING, "values that fitted before may not fit",
     "column-type-narrowed"},
    {CHANGED, "type", ON_POSTGRES, is_other, CHANGE_BREAKING, "values are read and written as another type",
     "column-type-other"},
    {CHANGED, "type", ON_POSTGRES, is_widened, CHANGE_CARE, REWRITES, "column-type"},
    {CHANGED, "type", ON_POSTGRES, is_used, CHANGE_CARE, "holds all old values, and no row is rewritten",
     "column-type-used"},
    {CHANGED, "type", ON_POSTGRES, is_computed_from, CHANGE_CARE, "reads the whole table under an exclusive lock",
     "column-type"},
    {CHANGED, "type", ON_POSTGRES, NULL, CHANGE_SAFE, "holds all old values, and no row is rewritten", "column-type"},
    {CHANGED, "type", ON_SQLITE, affinity_changes, CHANGE_BREAKING, "values are stored and compared as another type",
     "column-type-other"},
    {CHANGED, "type", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-type"},

    {CHANGED, "not null name", ON_BOTH, NULL, CHANGE_SAFE, "NULL is refused as before", "column-null"},
    {CHANGED, "not null inherit", ON_BOTH, NULL, CHANGE_SAFE, "NULL is refused as before", "column-null"},
    {CHANGED, "not null", ON_POSTGRES, is_not_looked_at, CHANGE_SAFE, "no row is looked at", "column-not-null"},
    {CHANGED, "not null", ON_POSTGRES, is_proved, CHANGE_CARE,
     "a constraint has kept NULL out; Postgres 11 reads the whole table under an exclusive lock", "column-not-null"},
    {CHANGED, "not null", ON_POSTGRES, has_default, CHANGE_CARE, "reads the whole table under an exclusive lock",
     "column-not-null"},
    {CHANGED, "not null", ON_SQLITE, has_default, CHANGE_CARE, REBUILDS, "column-not-null"},
    {CHANGED, "not null", ON_BOTH, rule_gained, CHANGE_BREAKING, "writes without a value for it fail",
     "column-not-null"},
    {CHANGED, "not null", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-null"},
    {CHANGED, "not null", ON_POSTGRES, NULL, CHANGE_SAFE, "allows more than before", "column-null"},

    {CHANGED, "not null validated", ON_BOTH, rule_lost, CHANGE_CARE, "reads the whole table", "constraint-validated"},

    {CHANGED, "default", ON_BOTH, loses_needed_default, CHANGE_BREAKING, "INSERTs that do not name it fail",
     "column-required"},
    {CHANGED, "default", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-default"},
    {CHANGED, "default", ON_POSTGRES, NULL, CHANGE_SAFE, "counts for rows that are added from then on",
     "column-default"},

    {CHANGED, "generated", ON_BOTH, gained_or_lost, CHANGE_BREAKING,
     "who writes the column changes: the application or the database", "column-generated"},
    {CHANGED, "generated", ON_POSTGRES, is_virtual, CHANGE_SAFE, "is computed when it is read", "column-generated"},
    {CHANGED, "generated", ON_POSTGRES, NULL, CHANGE_CARE, REWRITES, "column-generated"},
    {CHANGED, "generated", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-generated"},

    {CHANGED, "identity", ON_BOTH, is_always, CHANGE_BREAKING, "INSERTs that give it a value fail", "column-identity"},
    {CHANGED, "identity", ON_BOTH, loses_needed_default, CHANGE_BREAKING, "INSERTs that do not name it fail",
     "column-required"},
    {CHANGED, "identity", ON_BOTH, NULL, CHANGE_SAFE, "INSERTs go on as before", "column-identity"},
    {CHANGED, "identity options", ON_BOTH, rule_range_shrinks, CHANGE_BREAKING,
     "it runs out sooner, or refuses numbers", "sequence-range"},
    {CHANGED, "identity options", ON_BOTH, NULL, CHANGE_SAFE, "gives numbers as before", "sequence-options"},

    {CHANGED, "collation", ON_POSTGRES, NULL, CHANGE_CARE,
     "sorts and compares otherwise, and builds its indexes anew under an exclusive lock", "column-collation"},
    {CHANGED, "collation", ON_SQLITE, NULL, CHANGE_CARE, "sorts and compares otherwise, and rebuilds the table",
     "column-collation"},
    {CHANGED, "position", ON_BOTH, NULL, CHANGE_CARE, "the table has to be made anew and its rows copied",
     "column-position"},
    {CHANGED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference", "column-storage"},
    {0},
};

const struct rule_addition additions_of_columns[] = {
    {&model_column, CHANGE_ADDED, NULL, say_filled},
    {&model_column, CHANGE_REMOVED, NULL, say_dropped},
    {&model_column, CHANGE_ALTERED, "type", say_retyped},
    {NULL, CHANGE_ALTERED, NULL, NULL},
};
