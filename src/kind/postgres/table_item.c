/* Tables as items: what reports show of them, and all the statements that make one. */
#include "kind/postgres/table_item.h"

#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/firing.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_inherits.h"
#include "kind/postgres/table_stand_in.h"

static void join_kind(FILE *out, const struct object *o)
{
    fputs(o->values[TABLE_SERVER] ? "foreign" : object_flag(o, TABLE_UNLOGGED) ? "unlogged" : "", out);
}

static void join_options(FILE *out, const struct object *o)
{
    print_table_options(out, o);
    if (o->values[TABLE_FOREIGN_OPTIONS])
        show_fdw_options(out, o->values[TABLE_FOREIGN_OPTIONS]);
}

static void join_partitioned(FILE *out, const struct object *o)
{
    if (o->values[TABLE_PARTITION_BOUND])
        print_parent_names(out, o->values[TABLE_PARENTS]);
}

static void join_parents(FILE *out, const struct object *o)
{
    if (table_has_inherits(o))
        print_parent_names(out, o->values[TABLE_PARENTS]);
}

/* ---- what statements of their own say ---- */

static struct objects said_of(const struct catalog *catalog, const struct kind *kind, const struct object *o)
{
    return catalog_children(catalog, kind, o->schema, o->name);
}

static void gather_security(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects found = said_of(catalog, &postgres_row_security, o);
    fputs(found.n > 0 && object_flag(found.items[0], ROW_SECURITY_ENABLED) ? "ENABLED" : "", out);
}

static void gather_forced(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects found = said_of(catalog, &postgres_row_security, o);
    fputs(found.n > 0 && object_flag(found.items[0], ROW_SECURITY_FORCED) ? "FORCED" : "", out);
}

void show_replica_identity_of(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects found = said_of(catalog, &postgres_replica_identity, o);
    if (found.n > 0)
        show_replica_identity(out, found.items[0]);
}

void show_clustering_of(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects found = said_of(catalog, &postgres_clustering, o);
    if (found.n > 0)
        fputs(object_value(found.items[0], CLUSTERING_INDEX), out);
}

static void gather_triggers(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct objects found = said_of(catalog, &postgres_partition_trigger, o);
    for (size_t i = 0; i < found.n; i++) {
        fprintf(out, "%s%s ", i > 0 ? ", " : "",
                firing_clause(object_value(found.items[i], PARTITION_TRIGGER_ENABLED)));
        print_name(out, found.items[i]->name);
    }
}

/* ---- the statements ---- */

/* Whether an unchecked constraint is the column's NOT NULL: `NOT NULL a NO INHERIT`. */
static bool is_not_null_of(const struct object *constraint, const struct object *column)
{
    struct text t;
    text_open(&t);
    fputs("NOT NULL ", t.out);
    print_name(t.out, column->name);
    char *printed = text_close(&t, NULL);
    const char *definition = object_value(constraint, NOT_VALID_DEFINITION);
    size_t n = strlen(printed);
    bool is = strncmp(definition, printed, n) == 0 && (!definition[n] || definition[n] == ' ');
    mem_free(printed);
    return is;
}

/* NOT NULL of later rows alone, which CREATE TABLE cannot say: an object of its own to a catalog. */
static void print_unchecked(FILE *out, const struct catalog *catalog, const struct object *column)
{
    if (catalog->of_text) {
        print_unchecked_not_null(out, column);
        return;
    }
    struct objects found = catalog_children(catalog, &postgres_constraint_not_valid, column->schema, column->relation);
    for (size_t i = 0; i < found.n; i++)
        if (is_not_null_of(found.items[i], column))
            found.items[i]->kind->print(out, catalog, found.items[i]);
}

static void print_columns(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    for (size_t i = 0; i < columns.n; i++) {
        const struct object *option =
            catalog_find(catalog, &postgres_column_option, o->schema, o->name, columns.items[i]->name);
        print_unchecked(out, catalog, columns.items[i]);
        if (option)
            option->kind->print(out, catalog, option);
    }
    mem_free(work);
}

static void print_alone(FILE *out, const struct catalog *catalog, const struct object *o)
{
    static const struct kind *const beside[] = {&postgres_partition, &postgres_replica_identity, &postgres_clustering,
                                                &postgres_row_security, &postgres_partition_trigger};
    o->kind->print(out, catalog, o);
    print_columns(out, catalog, o);
    for (size_t k = 0; k < sizeof(beside) / sizeof(*beside); k++) {
        struct objects found = said_of(catalog, beside[k], o);
        for (size_t i = 0; i < found.n; i++)
            beside[k]->print(out, catalog, found.items[i]);
    }
}

/* Behind the fields: what is made of several, or said in other statements. */
enum { PARTITION_OF = TABLE_N_FIELDS, SECURITY, FORCED, IDENTITY, CLUSTERED, TRIGGERS, N_FORMS };

static const struct attribute_form attributes[N_FORMS] = {
    [TABLE_UNLOGGED] = {.label = "kind", .join = join_kind},
    [TABLE_OPTIONS] = {.label = "options", .join = join_options},
    [TABLE_PARTITION_KEY] = {.label = "partition key"},
    [TABLE_PARTITION_BOUND] = {.label = "bound"},
    [TABLE_PARENTS] = {.label = "inherits", .join = join_parents},
    [TABLE_OF_TYPE] = {.label = "of type"},
    [TABLE_ACCESS_METHOD] = {.label = "access method"},
    [TABLE_SERVER] = {.label = "server", .names = "OBJECT_FOREIGN_SERVER"},
    [PARTITION_OF] = {.label = "partition of", .join = join_partitioned},
    [SECURITY] = {.label = "row security", .gather = gather_security},
    [FORCED] = {.label = "row security of the owner", .gather = gather_forced},
    [IDENTITY] = {.label = "replica identity", .gather = show_replica_identity_of},
    [CLUSTERED] = {.label = "clustered on", .gather = show_clustering_of},
    [TRIGGERS] = {.label = "triggers", .gather = gather_triggers},
};

const struct grammar table_grammar = {
    .item = {.forms = attributes, .n_forms = N_FORMS},
    .item_kind = "table",
    .part = true,
    .alter = table_alter,
    .print_alone = print_alone,
};
