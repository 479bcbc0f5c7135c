#include "kind/postgres/table_stand_in.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_inherits.h"
#include "kind/remark.h"
#include "sql/postgres/server_name.h"

struct stand_in {
    FILE *out;
    const struct catalog *catalog;
    const struct object *table;
    struct objects columns;
    const char *name;
    bool company; /* something that is inherited refers to other columns, which the stand-in then has as well */
};

static bool computes_otherwise(const struct catalog *catalog, const struct object *table, const struct object *column)
{
    return !object_flag(column, COLUMN_LOCAL) && object_value(column, COLUMN_GENERATED)[0] &&
           !takes_expression(catalog, table, column);
}

bool needs_stand_in(const struct catalog *catalog, const struct object *table, struct objects columns)
{
    if (catalog->of_text || !table_has_inherits(table) || object_flag(table, TABLE_ALL_LOCAL))
        return false;
    bool found = object_flag(table, TABLE_OWN_ORDER);
    for (size_t i = 0; i < columns.n && !found; i++)
        found = computes_otherwise(catalog, table, columns.items[i]) ||
                takes_two_defaults(catalog, table, columns.items[i]);
    return found;
}

/* Names of relations and types; what is said of one bears its name, and is no other. */
static void add_name(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    char *key = lookup_pair(NULL, o->schema, o->name);
    add(to, key);
    mem_free(key);
}

static const struct lookup of_name = {NULL, add_name};

static bool is_taken(const struct catalog *catalog, const char *schema, const char *name)
{
    return objects_naming(catalog, &of_name, schema, name).n > 0;
}

static const char *choose_name(void *ctx, const struct catalog *catalog, const struct object *table)
{
    char *name = server_name(ctx, table->name, "", "inherits");
    for (int i = 1; is_taken(catalog, table->schema, name); i++)
        name = server_name(ctx, table->name, "", mem_printf(ctx, "inherits%d", i));
    return name;
}

/* Both kinds of constraints that tables below have as well, checked or not. */
static const struct {
    const struct kind *kind;
    int local, definition;
} checks[] = {{&postgres_constraint, CONSTRAINT_LOCAL, CONSTRAINT_DEFINITION},
              {&postgres_constraint_not_valid, NOT_VALID_LOCAL, NOT_VALID_DEFINITION}};
enum { N_CHECKS = sizeof(checks) / sizeof(*checks) };

/* A constraint that a table above has when this one is put under it: it must be there before. */
static bool comes_from_above(const struct stand_in *s, size_t kind, const struct object *constraint)
{
    void *work = mem_context(NULL);
    bool found = false;
    struct list parents = parse_array(work, s->table->values[TABLE_PARENTS]);
    for (int i = 0; i + 1 < parents.n && !object_flag(constraint, checks[kind].local); i += 2)
        for (size_t k = 0; k < N_CHECKS; k++) {
            const struct object *above =
                catalog_find(s->catalog, checks[k].kind, parents.items[i], parents.items[i + 1], constraint->name);
            found |= above && !catalog_postpones(s->catalog, above);
        }
    mem_free(work);
    return found;
}

static struct objects constraints_of(const struct stand_in *s, size_t kind)
{
    return catalog_children(s->catalog, checks[kind].kind, s->table->schema, s->table->name);
}

static bool has_company(const struct stand_in *s)
{
    bool found = false;
    for (size_t i = 0; i < s->columns.n; i++)
        found |=
            !object_flag(s->columns.items[i], COLUMN_LOCAL) && object_value(s->columns.items[i], COLUMN_GENERATED)[0];
    for (size_t k = 0; k < N_CHECKS; k++) {
        struct objects constraints = constraints_of(s, k);
        for (size_t i = 0; i < constraints.n; i++)
            found |= comes_from_above(s, k, constraints.items[i]);
    }
    return found;
}

static bool is_in_stand_in(const struct stand_in *s, const struct object *column)
{
    bool inherited = strcmp(object_value(column, COLUMN_INHERITED), "0") != 0;
    return inherited && (s->company || !object_flag(column, COLUMN_LOCAL));
}

/* As the table is to have it from the stand-in. */
static void print_inherited_column(const struct stand_in *s, const struct object *column)
{
    bool local = object_flag(column, COLUMN_LOCAL);
    print_typed_column(s->out, column);
    if (!local && object_flag(column, COLUMN_NOT_NULL) && object_flag(column, COLUMN_NOT_NULL_VALID) &&
        !needs_not_null_constraint(s->catalog, s->table, column))
        fputs(" NOT NULL", s->out);
    if (!local || object_value(column, COLUMN_GENERATED)[0])
        print_column_value(s->out, s->catalog, column);
}

static void print_stand_in_name(const struct stand_in *s)
{
    print_qualified(s->out, s->table->schema, s->name);
}

static void print_alter_stand_in(const struct stand_in *s)
{
    fputs("ALTER TABLE ", s->out);
    print_stand_in_name(s);
}

static void print_alter(const struct stand_in *s)
{
    fputs("ALTER TABLE ", s->out);
    print_object_name(s->out, s->table);
}

/* The columns before `end`, as a list of CREATE TABLE: those of the stand-in or the table's own. */
static void print_list(const struct stand_in *s, size_t end, bool of_stand_in)
{
    int n = 0;
    for (size_t i = 0; i < end; i++) {
        const struct object *column = s->columns.items[i];
        bool inherited = is_in_stand_in(s, column);
        if (of_stand_in ? !inherited : !object_flag(column, COLUMN_LOCAL))
            continue;
        fputs(n++ > 0 ? ",\n    " : " (\n    ", s->out);
        if (!of_stand_in)
            print_column_remark(s->out, s->catalog, s->table, column->name, "    ");
        if (of_stand_in)
            print_inherited_column(s, column);
        else if (inherited)
            print_merged_column(s->out, s->catalog, column);
        else
            print_column(s->out, s->catalog, column);
    }
    fputs(n > 0 ? "\n)" : " ()", s->out);
}

/* Both tables, with the columns before the first that a parent got later. Returns its place. */
static size_t print_both(const struct stand_in *s)
{
    size_t end = 0;
    while (end < s->columns.n && is_in_stand_in(s, s->columns.items[end]))
        end++;
    while (end < s->columns.n && !is_in_stand_in(s, s->columns.items[end]))
        end++;
    fputs("CREATE TABLE ", s->out);
    print_stand_in_name(s);
    print_list(s, end, true);
    fputs(";\n", s->out);
    print_table_head(s->out, s->catalog, s->table);
    print_list(s, end, false);
    fputs(" INHERITS (", s->out);
    print_stand_in_name(s);
    putc(')', s->out);
    print_table_tail(s->out, s->table);
    return end;
}

/* One column more: the table's own comes first, and stays its own when the stand-in gets it as well. */
static void print_addition(const struct stand_in *s, const struct object *column)
{
    if (object_flag(column, COLUMN_LOCAL)) {
        print_column_remark(s->out, s->catalog, s->table, column->name, "");
        print_alter(s);
        fputs(" ADD COLUMN ", s->out);
        print_column(s->out, s->catalog, column);
        fputs(";\n", s->out);
    }
    if (is_in_stand_in(s, column)) {
        print_alter_stand_in(s);
        fputs(" ADD COLUMN ", s->out);
        print_inherited_column(s, column);
        fputs(";\n", s->out);
    }
}

/* Those that the table only has from above; which of its own are not checked stands elsewhere. */
static void print_constraints_of_stand_in(const struct stand_in *s)
{
    for (size_t k = 0; k < N_CHECKS; k++) {
        struct objects constraints = constraints_of(s, k);
        for (size_t i = 0; i < constraints.n; i++) {
            if (!comes_from_above(s, k, constraints.items[i]))
                continue;
            print_alter_stand_in(s);
            fputs(" ADD ", s->out);
            print_constraint_definition(s->out, s->catalog, constraints.items[i], checks[k].definition);
            fputs(";\n", s->out);
        }
    }
}

static void print_own_constraints(const struct stand_in *s)
{
    struct objects constraints = constraints_of(s, 0);
    for (size_t i = 0; i < s->columns.n; i++)
        if (needs_not_null_constraint(s->catalog, s->table, s->columns.items[i])) {
            print_alter(s);
            fputs(" ADD ", s->out);
            print_not_null_constraint(s->out, s->columns.items[i]);
            fputs(";\n", s->out);
        }
    for (size_t i = 0; i < constraints.n; i++) {
        const struct object *constraint = constraints.items[i];
        if (object_flag(constraint, CONSTRAINT_LOCAL) && !catalog_postpones(s->catalog, constraint))
            print_added_constraint(s->out, s->catalog, constraint, CONSTRAINT_DEFINITION);
    }
}

void print_under_stand_in(FILE *out, const struct catalog *catalog, const struct object *table, struct objects columns)
{
    void *work = mem_context(NULL);
    struct stand_in s = {.out = out, .catalog = catalog, .table = table, .columns = columns};
    s.name = choose_name(work, catalog, table);
    s.company = has_company(&s);
    for (size_t i = print_both(&s); i < columns.n; i++)
        print_addition(&s, columns.items[i]);
    print_constraints_of_stand_in(&s);
    print_own_constraints(&s);
    print_inherit(out, catalog, table, columns);
    print_own_not_null(out, catalog, table, columns);
    print_alter(&s);
    fputs(" NO INHERIT ", out);
    print_stand_in_name(&s);
    fputs(";\nDROP TABLE ", out);
    print_stand_in_name(&s);
    fputs(";\n", out);
    mem_free(work);
}
