#include "kind/postgres/table_inherits.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

bool table_has_inherits(const struct object *table)
{
    return table->values[TABLE_PARENTS] && !table->values[TABLE_PARTITION_BOUND];
}

void print_parent_names(FILE *out, const char *array)
{
    void *work = mem_context(NULL);
    struct list parents = parse_array(work, array);
    for (int i = 0; i + 1 < parents.n; i += 2) {
        fputs(i > 0 ? ", " : "", out);
        print_qualified(out, parents.items[i], parents.items[i + 1]);
    }
    mem_free(work);
}

bool table_has_below(const struct catalog *catalog, const struct object *o)
{
    return objects_naming(catalog, &tables_below, o->schema, o->relation).n > 0;
}

static void print_change(FILE *out, const struct object *table, const struct object *column)
{
    fputs("ALTER TABLE ", out);
    print_object_name(out, table);
    fputs(" ALTER COLUMN ", out);
    print_name(out, column->name);
}

/* What a column gets from the parents of its table. */
struct inherited {
    bool not_null;
    bool not_null_named;  /* by a person: it would have that name, too */
    const char *fallback; /* the default, or NULL */
    bool conflicting;     /* parents have two, which CREATE TABLE refuses */
    bool uncertain;       /* that is a statement of its own, before or after this table's */
};

static struct inherited inherited_of(void *ctx, const struct catalog *catalog, const struct object *table,
                                     const struct object *column)
{
    struct inherited found = {0};
    struct list parents = parse_array(ctx, table->values[TABLE_PARENTS]);
    for (int i = 0; i + 1 < parents.n; i += 2) {
        const struct object *above =
            catalog_find(catalog, &postgres_column, parents.items[i], parents.items[i + 1], column->name);
        if (!above)
            continue;
        found.not_null |= object_flag(above, COLUMN_NOT_NULL) && !object_flag(above, COLUMN_NOT_NULL_NO_INHERIT);
        found.not_null_named |= above->values[COLUMN_NOT_NULL_NAME] != NULL;
        found.uncertain |= catalog_postpones(catalog, above);
        const char *fallback = above->values[COLUMN_DEFAULT];
        if (!fallback)
            continue;
        found.conflicting |= found.fallback && strcmp(found.fallback, fallback) != 0;
        found.fallback = fallback;
    }
    return found;
}

static bool requires_value_below(const struct object *column)
{
    return !object_flag(column, COLUMN_LOCAL) && object_flag(column, COLUMN_NOT_NULL) &&
           object_flag(column, COLUMN_NOT_NULL_VALID);
}

/* NOT NULL that the tables above have, while it is known to be the table's own as well. */
static bool is_own_as_well(const struct catalog *catalog, const struct object *column, const struct inherited *above)
{
    return catalog->version >= NAMED_NOT_NULL_SINCE && requires_value_below(column) && above->not_null &&
           object_flag(column, COLUMN_NOT_NULL_LOCAL);
}

static bool stands_in_create_table(const struct catalog *catalog, const struct object *column,
                                   const struct inherited *above)
{
    return requires_value_below(column) &&
           (column->values[COLUMN_NOT_NULL_NAME] || object_flag(column, COLUMN_NOT_NULL_NO_INHERIT) ||
            (is_own_as_well(catalog, column, above) && above->not_null_named));
}

bool needs_not_null_constraint(const struct catalog *catalog, const struct object *table, const struct object *column)
{
    void *work = mem_context(NULL);
    struct inherited above = inherited_of(work, catalog, table, column);
    mem_free(work);
    return stands_in_create_table(catalog, column, &above);
}

bool takes_expression(const struct catalog *catalog, const struct object *table, const struct object *column)
{
    void *work = mem_context(NULL);
    bool found = false, same = object_value(column, COLUMN_GENERATED)[0] != '\0';
    struct list parents = parse_array(work, table->values[TABLE_PARENTS]);
    for (int i = 0; i + 1 < parents.n; i += 2) {
        const struct object *above =
            catalog_find(catalog, &postgres_column, parents.items[i], parents.items[i + 1], column->name);
        if (!above)
            continue;
        found = true;
        same = same && strcmp(object_value(above, COLUMN_GENERATED), object_value(column, COLUMN_GENERATED)) == 0 &&
               strcmp(object_value(above, COLUMN_DEFAULT), object_value(column, COLUMN_DEFAULT)) == 0;
    }
    mem_free(work);
    return found && same;
}

static void print_column_options(FILE *out, const struct object *table, const struct object *column)
{
    if (object_value(column, COLUMN_IDENTITY)[0]) {
        print_change(out, table, column);
        fputs(" ADD", out);
        print_identity(out, &(const struct catalog){0}, column);
        fputs(";\n", out);
    }
    if (column->values[COLUMN_FOREIGN_OPTIONS]) {
        print_change(out, table, column);
        fputs(" OPTIONS (", out);
        show_fdw_options(out, column->values[COLUMN_FOREIGN_OPTIONS]);
        fputs(");\n", out);
    }
}

void print_inherited_options(FILE *out, const struct object *table, struct objects columns)
{
    for (size_t i = 0; table_has_inherits(table) && i < columns.n; i++)
        if (!object_flag(columns.items[i], COLUMN_LOCAL))
            print_column_options(out, table, columns.items[i]);
}

/* Up to 17 a table below may do without its parent's NOT NULL, but not while it is put under it. */
static void print_required(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns,
                           const char *action)
{
    void *work = mem_context(NULL);
    for (size_t i = 0; i < columns.n; i++)
        if (!object_flag(columns.items[i], COLUMN_NOT_NULL) &&
            inherited_of(work, catalog, table, columns.items[i]).not_null) {
            print_change(out, table, columns.items[i]);
            fprintf(out, " %s NOT NULL;\n", action);
        }
    mem_free(work);
}

void print_inherit(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns)
{
    void *work = mem_context(NULL);
    struct list parents = parse_array(work, table->values[TABLE_PARENTS]);
    print_required(out, catalog, table, columns, "SET");
    for (int i = 0; i + 1 < parents.n; i += 2) {
        fputs("ALTER TABLE ", out);
        print_object_name(out, table);
        fputs(" INHERIT ", out);
        print_qualified(out, parents.items[i], parents.items[i + 1]);
        fputs(";\n", out);
    }
    print_required(out, catalog, table, columns, "DROP");
    mem_free(work);
}

static void print_own_default(FILE *out, const struct catalog *catalog, const struct object *table,
                              const struct object *column, const struct inherited *above)
{
    const char *own = column->values[COLUMN_DEFAULT];
    bool same = !above->uncertain && strcmp(own ? own : "", above->fallback ? above->fallback : "") == 0;
    if (own && !same && !catalog_postpones(catalog, column)) {
        fputs("ALTER TABLE ", out);
        print_set_default(out, column);
    } else if (!own && !same) {
        print_change(out, table, column);
        fputs(" DROP DEFAULT;\n", out);
    }
}

bool lacks_default(const struct catalog *catalog, const struct object *table, const struct object *column)
{
    void *work = mem_context(NULL);
    bool above = inherited_of(work, catalog, table, column).fallback != NULL;
    mem_free(work);
    return above && !column->values[COLUMN_DEFAULT] && !object_value(column, COLUMN_IDENTITY)[0];
}

bool takes_two_defaults(const struct catalog *catalog, const struct object *table, const struct object *column)
{
    void *work = mem_context(NULL);
    bool two = inherited_of(work, catalog, table, column).conflicting;
    mem_free(work);
    return two && !object_flag(column, COLUMN_LOCAL);
}

/* NULL said of a domain's column is a default. */
static void print_own_lack(FILE *out, const struct catalog *catalog, const struct object *table,
                           const struct object *column)
{
    void *work = mem_context(NULL);
    const char *schema, *name;
    if (!catalog->of_text && !object_flag(table, TABLE_OWN_ORDER) && lacks_default(catalog, table, column) &&
        domain_name(work, object_value(column, COLUMN_TYPE), &schema, &name) &&
        catalog_find(catalog, &postgres_domain, schema, "", name)) {
        print_change(out, table, column);
        fputs(" DROP DEFAULT;\n", out);
    }
    mem_free(work);
}

static void print_required_column(FILE *out, const struct object *table, const struct object *column)
{
    print_change(out, table, column);
    fputs(" SET NOT NULL;\n", out);
}

void print_own_not_null(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns)
{
    void *work = mem_context(NULL);
    for (size_t i = 0; i < columns.n; i++) {
        struct inherited above = inherited_of(work, catalog, table, columns.items[i]);
        if (is_own_as_well(catalog, columns.items[i], &above) &&
            !stands_in_create_table(catalog, columns.items[i], &above))
            print_required_column(out, table, columns.items[i]);
    }
    mem_free(work);
}

void print_overrides(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns)
{
    void *work = mem_context(NULL);
    for (size_t i = 0; table_has_inherits(table) && i < columns.n; i++) {
        const struct object *column = columns.items[i];
        if (object_flag(column, COLUMN_LOCAL)) {
            print_own_lack(out, catalog, table, column);
            continue;
        }
        struct inherited above = inherited_of(work, catalog, table, column);
        if (!object_value(column, COLUMN_GENERATED)[0])
            print_own_default(out, catalog, table, column, &above);
        if (requires_value_below(column) && (!above.not_null || is_own_as_well(catalog, column, &above)) &&
            !stands_in_create_table(catalog, column, &above))
            print_required_column(out, table, column);
    }
    if (table_has_inherits(table) && !object_flag(table, TABLE_OWN_ORDER))
        print_required(out, catalog, table, columns, "DROP");
    mem_free(work);
}
