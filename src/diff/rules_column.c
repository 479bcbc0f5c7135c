/* Columns. */
#include <string.h>
#include <strings.h>

#include "diff/rule.h"
#include "model/kinds.h"
#include "sql/sqlite_ddl.h"

static bool has(const struct item *column, const char *attribute)
{
    return item_attribute(column, attribute) != NULL;
}

/* An INSERT that does not name the column has no value for it. */
static bool is_required(const struct rule_case *c)
{
    const struct item *column = change_item(c->change);
    return has(column, "null") && !has(column, "default") && !has(column, "generated") && !has(column, "identity");
}

/* The constraint has another name, say. */
static bool stays_not_null(const struct rule_case *c)
{
    return c->attribute->old_value && c->attribute->new_value;
}

/* Functions whose value stays the same within a statement, so that one value serves all rows. */
static bool is_stable(const char *name, size_t n)
{
    static const char *const stable[] = {"now",
                                         "transaction_timestamp",
                                         "statement_timestamp",
                                         "current_setting",
                                         "lower",
                                         "upper",
                                         "date_trunc",
                                         "to_timestamp",
                                         "round",
                                         "floor",
                                         "ceil",
                                         "coalesce",
                                         "array",
                                         "row",
                                         "decode",
                                         "encode",
                                         "to_char",
                                         "date_part",
                                         "extract",
                                         "concat",
                                         "length",
                                         "md5"};
    for (size_t i = 0; i < sizeof(stable) / sizeof(*stable); i++)
        if (strlen(stable[i]) == n && strncasecmp(stable[i], name, n) == 0)
            return true;
    return false;
}

static bool is_name_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* A type's length in a cast, as in 'a'::varchar(5), is no call. */
static bool follows_cast(const char *text, const char *name)
{
    while (name > text && (name[-1] == ' ' || is_name_part(name[-1])))
        name--;
    return name > text && name[-1] == ':';
}

/* True when a default calls a function that is not known to be stable; strings are passed over. */
static bool may_be_volatile(const char *text)
{
    bool quoted = false;
    for (const char *s = text; *s; s++) {
        if (*s == '\'')
            quoted = !quoted;
        if (quoted || *s != '(' || s == text || !is_name_part(s[-1]))
            continue;
        const char *name = s;
        while (name > text && is_name_part(name[-1]))
            name--;
        if (!is_stable(name, (size_t)(s - name)) && !follows_cast(text, name))
            return true;
    }
    return false;
}

/* A domain's constraints are looked at for every row, though the value is the same in all. */
static bool has_checked_domain(const struct rule_case *c)
{
    const struct item *column = change_item(c->change);
    const char *type = item_attribute(column, "type");
    struct item_run domain = model_relation_items(c->new_model, column->schema, type ? type : "");
    bool is_domain = false, is_checked = false;
    for (size_t i = 0; i < domain.n; i++) {
        is_domain = is_domain || domain.items[i]->kind == &model_type;
        is_checked = is_checked || domain.items[i]->kind == &model_constraint;
    }
    return is_domain && is_checked;
}

/* Tried on servers from 11 to 18; a column that is computed when it is read (VIRTUAL, 18) is stored nowhere. */
static bool fills_rows(const struct rule_case *c)
{
    const char *value = item_attribute(change_item(c->change), "default");
    const char *generated = item_attribute(change_item(c->change), "generated");
    return (value && may_be_volatile(value)) || has(change_item(c->change), "identity") ||
           (generated && !strstr(generated, "VIRTUAL")) || has_checked_domain(c);
}

/* What SQLite's ALTER TABLE ADD COLUMN refuses: https://sqlite.org/lang_altertable.html#altertabaddcol */
static bool needs_rebuild(const struct rule_case *c)
{
    const char *value = item_attribute(change_item(c->change), "default");
    const char *generated = item_attribute(change_item(c->change), "generated");
    return (value && (value[0] == '(' || strncasecmp(value, "CURRENT_", strlen("CURRENT_")) == 0)) ||
           (generated && strstr(generated, "STORED"));
}

static bool type_is(const struct rule_case *c, enum type_change change)
{
    const char *before = c->attribute->old_value, *after = c->attribute->new_value;
    return before && after && type_change_postgres(before, after) == change;
}

static bool is_same_storage(const struct rule_case *c)
{
    return type_is(c, TYPE_SAME_STORAGE);
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

/* INSERTs that relied on the default leave the column NULL, which it refuses. */
static bool loses_needed_default(const struct rule_case *c)
{
    return rule_lost(c) && is_required(c);
}

static bool gained_or_lost(const struct rule_case *c)
{
    return rule_gained(c) || rule_lost(c);
}

static bool is_always(const struct rule_case *c)
{
    return c->attribute->new_value && strstr(c->attribute->new_value, "ALWAYS") &&
           !(c->attribute->old_value && strstr(c->attribute->old_value, "ALWAYS"));
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

    {CHANGED, "type", ON_POSTGRES, is_same_storage, CHANGE_SAFE, "holds all old values, and no row is rewritten",
     "column-type"},
    {CHANGED, "type", ON_POSTGRES, is_widened, CHANGE_CARE, REWRITES, "column-type"},
    {CHANGED, "type", ON_POSTGRES, is_narrowed, CHANGE_BREAKING, "values that fitted before may not fit",
     "column-type-narrowed"},
    {CHANGED, "type", ON_POSTGRES, NULL, CHANGE_BREAKING, "values are read and written as another type",
     "column-type-other"},
    {CHANGED, "type", ON_SQLITE, affinity_changes, CHANGE_BREAKING, "values are stored and compared as another type",
     "column-type-other"},
    {CHANGED, "type", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-type"},

    {CHANGED, "null", ON_POSTGRES, stays_not_null, CHANGE_SAFE, "NULL is refused as before", "column-null"},
    {CHANGED, "null", ON_POSTGRES, has_default, CHANGE_CARE, "reads the whole table under an exclusive lock",
     "column-not-null"},
    {CHANGED, "null", ON_SQLITE, has_default, CHANGE_CARE, REBUILDS, "column-not-null"},
    {CHANGED, "null", ON_BOTH, rule_gained, CHANGE_BREAKING, "writes without a value for it fail", "column-not-null"},
    {CHANGED, "null", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-null"},
    {CHANGED, "null", ON_POSTGRES, NULL, CHANGE_SAFE, "allows more than before", "column-null"},

    {CHANGED, "default", ON_BOTH, loses_needed_default, CHANGE_BREAKING, "INSERTs that do not name it fail",
     "column-required"},
    {CHANGED, "default", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-default"},
    {CHANGED, "default", ON_POSTGRES, NULL, CHANGE_SAFE, "counts for rows that are added from then on",
     "column-default"},

    {CHANGED, "generated", ON_BOTH, gained_or_lost, CHANGE_BREAKING,
     "who writes the column changes: the application or the database", "column-generated"},
    {CHANGED, "generated", ON_POSTGRES, NULL, CHANGE_CARE, REWRITES, "column-generated"},
    {CHANGED, "generated", ON_SQLITE, NULL, CHANGE_CARE, REBUILDS, "column-generated"},

    {CHANGED, "identity", ON_BOTH, is_always, CHANGE_BREAKING, "INSERTs that give it a value fail", "column-identity"},
    {CHANGED, "identity", ON_BOTH, loses_needed_default, CHANGE_BREAKING, "INSERTs that do not name it fail",
     "column-required"},
    {CHANGED, "identity", ON_BOTH, NULL, CHANGE_SAFE, "INSERTs go on as before", "column-identity"},

    {CHANGED, "collation", ON_POSTGRES, NULL, CHANGE_CARE,
     "sorts and compares otherwise, and builds its indexes anew under an exclusive lock", "column-collation"},
    {CHANGED, "collation", ON_SQLITE, NULL, CHANGE_CARE, "sorts and compares otherwise, and rebuilds the table",
     "column-collation"},
    {CHANGED, "position", ON_BOTH, NULL, CHANGE_CARE, "the table has to be made anew and its rows copied",
     "column-position"},
    {CHANGED, NULL, ON_BOTH, NULL, CHANGE_SAFE, "queries see no difference", "column-storage"},
    {0},
};
