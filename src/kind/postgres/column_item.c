/* Columns of tables as items: what reports show of them. Those of other relations are parts of these. */
#include <string.h>

#include "kind/grammar.h"
#include "kind/postgres/column.h"
#include "kind/postgres/column_option.h"
#include "kind/postgres/common.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"

static void join_not_null(FILE *out, const struct object *o)
{
    fputs(object_flag(o, COLUMN_NOT_NULL) ? "NOT NULL" : "", out);
}

static void join_inherit(FILE *out, const struct object *o)
{
    fputs(object_flag(o, COLUMN_NOT_NULL_NO_INHERIT) ? "NO INHERIT" : "", out);
}

static void join_validity(FILE *out, const struct object *o)
{
    fputs(object_flag(o, COLUMN_NOT_NULL) && !object_flag(o, COLUMN_NOT_NULL_VALID) ? "NOT VALID" : "", out);
}

/* Short, as a text has it from the start. */
static void gather_default(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const char *expression = o->values[COLUMN_DEFAULT];
    if (!expression || object_value(o, COLUMN_GENERATED)[0])
        return;
    char *text = catalog->of_text ? NULL : canon_short_default(NULL, expression, object_value(o, COLUMN_TYPE));
    fputs(text ? text : expression, out);
    mem_free(text);
}

static void join_generated(FILE *out, const struct object *o)
{
    const char *generated = object_value(o, COLUMN_GENERATED);
    if (generated[0])
        fprintf(out, "(%s) %s", object_value(o, COLUMN_DEFAULT), generated[0] == 'v' ? "VIRTUAL" : "STORED");
}

static void join_identity(FILE *out, const struct object *o)
{
    const char *identity = object_value(o, COLUMN_IDENTITY);
    fputs(!identity[0] ? "" : identity[0] == 'a' ? "ALWAYS" : "BY DEFAULT", out);
}

static void gather_identity_options(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct text t;
    if (!object_value(o, COLUMN_IDENTITY)[0])
        return;
    text_open(&t);
    print_identity_options(t.out, catalog, o);
    if (identity_has_other_type(o)) {
        fputs(" AS ", t.out);
        show_sequence_option(t.out, object_value(o, COLUMN_IDENTITY_OPTIONS), SEQUENCE_TYPE);
    }
    char *options = text_close(&t, NULL);
    fputs(options[0] ? options + 1 : "", out);
    mem_free(options);
}

/* A partition has all columns of its parent, and who made them first is nothing that people see. */
static void gather_inheritance(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    const char *above = object_value(o, COLUMN_INHERITED);
    bool inherited = above[0] && strcmp(above, "0") != 0 && !(table && table->values[TABLE_PARTITION_BOUND]);
    fputs(inherited && object_flag(o, COLUMN_LOCAL) ? "OWN AS WELL" : "", out);
}

static void show_collation(FILE *out, const char *value)
{
    print_visible(out, value);
}

/* What ALTER COLUMN ... SET says of it. */
#define SETTING(name) SETTING_##name,
enum { COLUMN_SETTINGS(SETTING) };
#define GATHER(name)                                                                                                   \
    static void gather_##name(FILE *out, const struct catalog *catalog, const struct object *o)                        \
    {                                                                                                                  \
        show_column_setting(out, catalog, o, SETTING_##name);                                                          \
    }
COLUMN_SETTINGS(GATHER)
#define FORM(name) {.label = #name, .gather = gather_##name},

#define LABEL(id, field, form, label_) [COLUMN_##id].label = (label_),
#define NO_LABEL(...)
/* clang-format off */
static const struct attribute_form attributes[] = {
    COLUMN_FIELDS(LABEL, NO_LABEL, )
    [COLUMN_NOT_NULL].join = join_not_null,
    [COLUMN_NOT_NULL_NO_INHERIT].join = join_inherit,
    [COLUMN_NOT_NULL_VALID].join = join_validity,
    [COLUMN_DEFAULT].gather = gather_default,
    [COLUMN_GENERATED].join = join_generated,
    [COLUMN_IDENTITY].join = join_identity,
    [COLUMN_IDENTITY_OPTIONS].gather = gather_identity_options,
    [COLUMN_COLLATION].show = show_collation,
    [COLUMN_LOCAL].gather = gather_inheritance,
    [COLUMN_FOREIGN_OPTIONS].show = show_fdw_options,
    [COLUMN_N_FIELDS] = {0}, /* behind the fields */
    COLUMN_SETTINGS(FORM)
};
/* clang-format on */

const struct grammar column_grammar = {
    .item = {.forms = attributes, .n_forms = sizeof(attributes) / sizeof(*attributes)},
    .item_kind = "column",
    .part = true,
    .twin = &postgres_column_option,
    .recompute = identity_recompute,
};
