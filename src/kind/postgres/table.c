#include "kind/postgres/table.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/constraints_made.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/secret.h"
#include "kind/postgres/table_change.h"
#include "kind/postgres/table_inherits.h"
#include "kind/postgres/table_item.h"
#include "kind/postgres/table_stand_in.h"
#include "kind/postgres/unchecked.h"
#include "kind/remark.h"

extern const char postgres_table_query[];

static const char *const fields[TABLE_N_FIELDS] = {
    [TABLE_UNLOGGED] = "unlogged",
    [TABLE_OPTIONS] = "options",
    [TABLE_TOAST_OPTIONS] = "toast_options",
    [TABLE_PARTITION_KEY] = "partition_key",
    [TABLE_PARTITION_BOUND] = "partition_bound",
    [TABLE_PARENTS] = "parents",
    [TABLE_OWN_ORDER] = "own_order",
    [TABLE_ALL_LOCAL] = "all_local",
    [TABLE_OF_TYPE] = "of_type",
    [TABLE_ACCESS_METHOD] = "access_method",
    [TABLE_SERVER] = "server",
    [TABLE_FOREIGN_OPTIONS] = "foreign_options",
};
static const int forms[TABLE_N_FIELDS] = {
    [TABLE_UNLOGGED] = ANSWER_FLAG,
    [TABLE_OPTIONS] = ANSWER_LIST | ANSWER_NULL,
    [TABLE_TOAST_OPTIONS] = ANSWER_LIST | ANSWER_NULL,
    [TABLE_PARENTS] = ANSWER_LIST | ANSWER_NULL,
    [TABLE_FOREIGN_OPTIONS] = ANSWER_LIST | ANSWER_NULL,
    [TABLE_OWN_ORDER] = ANSWER_FLAG | ANSWER_NULL,
    [TABLE_ALL_LOCAL] = ANSWER_FLAG,
};

static void begin_line(FILE *out, int *n)
{
    fputs(*n > 0 ? ",\n    " : "\n    ", out);
    (*n)++;
}

static void print_columns(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns,
                          int *n)
{
    for (size_t i = 0; i < columns.n; i++) {
        const struct object *column = columns.items[i];
        if (table_has_inherits(table) && !object_flag(column, COLUMN_LOCAL))
            continue;
        if (!table->values[TABLE_OF_TYPE]) {
            begin_line(out, n);
            print_column_remark(out, catalog, table, column->name, "    ");
            if (table_has_inherits(table) && !object_flag(table, TABLE_OWN_ORDER) && !catalog->of_text)
                print_column_below(out, catalog, table, column);
            else
                print_column(out, catalog, column);
        } else if (object_flag(column, COLUMN_NOT_NULL) || column->values[COLUMN_DEFAULT]) {
            begin_line(out, n);
            print_column_remark(out, catalog, table, column->name, "    ");
            print_name(out, column->name);
            fputs(" WITH OPTIONS", out);
            print_column_clauses(out, catalog, column);
        }
    }
}

/* Constraints NOT NULL of inherited columns that ALTER COLUMN cannot make. */
static void print_not_null_constraints(FILE *out, const struct catalog *catalog, const struct object *table,
                                       struct objects columns, int *n)
{
    for (size_t i = 0; table_has_inherits(table) && i < columns.n; i++)
        if (needs_not_null_constraint(catalog, table, columns.items[i])) {
            begin_line(out, n);
            print_not_null_constraint(out, columns.items[i]);
        }
}

static void print_constraints(FILE *out, const struct catalog *catalog, const struct object *table,
                              const struct constraints_made *made, int *n)
{
    for (size_t i = 0; i < made->n; i++) {
        const struct object *constraint = made->items[i].object;
        if ((table_has_inherits(table) && !object_flag(constraint, CONSTRAINT_LOCAL)) || made->items[i].apart ||
            object_flag(constraint, CONSTRAINT_ONLY) || catalog_postpones(catalog, constraint))
            continue;
        begin_line(out, n);
        print_constraint_remark(out, catalog, table, constraint->name, "    ");
        print_constraint_definition(out, catalog, constraint, CONSTRAINT_DEFINITION);
    }
}

/* Of a text, whose constraints are all its own: by name, with what else is said of their indexes. */
static void print_stated_constraints(FILE *out, const struct catalog *catalog, const struct object *table, int *n)
{
    void *work = mem_context(NULL);
    struct objects constraints = catalog_children(catalog, &postgres_constraint, table->schema, table->name);
    for (size_t i = 0; i < constraints.n; i++) {
        if (constraint_stands_alone(constraints.items[i]))
            continue;
        begin_line(out, n);
        fputs(grammar_text(work, catalog, constraints.items[i]), out);
    }
    mem_free(work);
}

static void print_constraints_apart(FILE *out, const struct catalog *catalog, const struct constraints_made *made)
{
    for (size_t i = 0; i < made->n; i++)
        if (made->items[i].apart && !object_flag(made->items[i].object, CONSTRAINT_ONLY) &&
            !catalog_postpones(catalog, made->items[i].object)) {
            print_object_remark(out, catalog, made->items[i].object);
            print_added_constraint(out, catalog, made->items[i].object, CONSTRAINT_DEFINITION);
        }
}

void print_table_options(FILE *out, const struct object *o)
{
    const char *options = o->values[TABLE_OPTIONS], *toast = o->values[TABLE_TOAST_OPTIONS];
    if (options)
        print_options_of(out, options);
    fputs(options && toast ? ", " : "", out);
    if (toast)
        print_options_of(out, toast);
}

static void print_storage(FILE *out, const struct object *o)
{
    if (!o->values[TABLE_OPTIONS] && !o->values[TABLE_TOAST_OPTIONS])
        return;
    fputs("\nWITH (", out);
    print_table_options(out, o);
    putc(')', out);
}

static void print_server(FILE *out, const struct object *o)
{
    if (!o->values[TABLE_SERVER])
        return;
    fputs("\n    SERVER ", out);
    print_name(out, o->values[TABLE_SERVER]);
    print_fdw_options(out, o->values[TABLE_FOREIGN_OPTIONS]);
}

void print_table_head(FILE *out, const struct catalog *catalog, const struct object *o)
{
    bool later = catalog_find(catalog, &postgres_persistence, o->schema, o->name, o->name) != NULL;
    fputs(o->values[TABLE_SERVER]                    ? "CREATE FOREIGN TABLE "
          : object_flag(o, TABLE_UNLOGGED) && !later ? "CREATE UNLOGGED TABLE "
                                                     : "CREATE TABLE ",
          out);
    print_object_name(out, o);
}

void print_table_tail(FILE *out, const struct object *o)
{
    if (o->values[TABLE_PARTITION_KEY])
        fprintf(out, " PARTITION BY %s", o->values[TABLE_PARTITION_KEY]);
    if (o->values[TABLE_ACCESS_METHOD]) {
        fputs(" USING ", out);
        print_name(out, o->values[TABLE_ACCESS_METHOD]);
    }
    print_storage(out, o);
    print_server(out, o);
    fputs(";\n", out);
}

static void print_identity_types(FILE *out, struct objects columns)
{
    for (size_t i = 0; i < columns.n; i++)
        if (identity_has_other_type(columns.items[i]))
            print_identity_type(out, columns.items[i]);
}

/* CREATE TABLE, and what of the table that cannot say. */
static void print_table(FILE *out, const struct catalog *catalog, const struct object *o, struct objects columns)
{
    void *work = mem_context(NULL);
    int lines = 0;
    const struct constraints_made *made = catalog->of_text ? NULL : constraints_made(catalog, o->schema, o->name);
    print_table_head(out, catalog, o);
    if (o->values[TABLE_OF_TYPE])
        fprintf(out, " OF %s", o->values[TABLE_OF_TYPE]);
    struct text t;
    text_open(&t);
    print_columns(t.out, catalog, o, columns, &lines);
    print_not_null_constraints(t.out, catalog, o, columns, &lines);
    if (made)
        print_constraints(t.out, catalog, o, made, &lines);
    else
        print_stated_constraints(t.out, catalog, o, &lines);
    char *inside = text_close(&t, work);
    if (lines > 0)
        fprintf(out, " (%s\n)", inside);
    else
        fputs(o->values[TABLE_OF_TYPE] ? "" : " ()", out);
    if (table_has_inherits(o) && !object_flag(o, TABLE_OWN_ORDER)) {
        fputs(" INHERITS (", out);
        print_parent_names(out, o->values[TABLE_PARENTS]);
        putc(')', out);
    }
    print_table_tail(out, o);
    if (table_has_inherits(o) && object_flag(o, TABLE_OWN_ORDER))
        print_inherit(out, catalog, o, columns);
    if (made)
        print_constraints_apart(out, catalog, made);
    print_overrides(out, catalog, o, columns);
    print_identity_types(out, columns);
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    print_table_remark(out, catalog, o);
    if (needs_stand_in(catalog, o, columns))
        print_under_stand_in(out, catalog, o, columns);
    else
        print_table(out, catalog, o, columns);
    print_inherited_options(out, o, columns);
    mem_free(work);
}

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, TABLE_OF_TYPE, CANON_TYPE);
}

static bool read_tables(const struct kind *kind, struct reading *reading)
{
    size_t first = reading->catalog->n_objects;
    if (!read_without_secrets(kind, reading, TABLE_FOREIGN_OPTIONS, SECRET_BY_NAME))
        return false;
    for (size_t i = first; i < reading->catalog->n_objects; i++)
        canonicalize(reading->catalog, reading->catalog->objects[i]);
    return true;
}

static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    if (table_has_inherits(o))
        need_unchecked_above(catalog, o, need, to);
}

const struct kind postgres_table = {
    .name = "table",
    .query = postgres_table_query,
    .read = read_tables,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = TABLE_N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_SELF,
    .print = print,
    .needs = needs,
    .grammar = &table_grammar,
    .changes = &table_changes,
};
