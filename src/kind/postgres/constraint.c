#include "kind/postgres/constraint.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/definition.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_inherits.h"

extern const char postgres_constraint_query[];

static const char *const fields[CONSTRAINT_N_FIELDS] = {
    [CONSTRAINT_TYPE] = "type",           [CONSTRAINT_DEFINITION] = "definition", [CONSTRAINT_LOCAL] = "local",
    [CONSTRAINT_INHERITED] = "inherited", [CONSTRAINT_PARENT] = "parent",         [CONSTRAINT_STORAGE] = "storage",
    [CONSTRAINT_ONLY] = "only",
};
static const int forms[CONSTRAINT_N_FIELDS] = {
    [CONSTRAINT_TYPE] = ANSWER_TEXT,
    [CONSTRAINT_DEFINITION] = ANSWER_TEXT | ANSWER_NULL,
    [CONSTRAINT_LOCAL] = ANSWER_FLAG,
    [CONSTRAINT_INHERITED] = ANSWER_NUMBER,
    [CONSTRAINT_PARENT] = ANSWER_LIST | ANSWER_NULL,
    [CONSTRAINT_STORAGE] = ANSWER_LIST | ANSWER_NULL,
    [CONSTRAINT_ONLY] = ANSWER_FLAG,
};

static const struct answer_column beside[CONSTRAINT_N_VALUES - CONSTRAINT_N_FIELDS] = {
    [CONSTRAINT_TABLE_ID - CONSTRAINT_N_FIELDS] = {"table_id", ANSWER_OID},
    [CONSTRAINT_KEYS - CONSTRAINT_N_FIELDS] = {"keys", ANSWER_LIST | ANSWER_NULL},
    [CONSTRAINT_SHAPE - CONSTRAINT_N_FIELDS] = {"shape", ANSWER_TEXT | ANSWER_NULL},
};

static void canonicalize(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, CONSTRAINT_DEFINITION, CANON_CONSTRAINT);
    if (constraint_is(o, 'x'))
        o->values[CONSTRAINT_DEFINITION] =
            constraint_without_storage(catalog->ctx, object_value(o, CONSTRAINT_DEFINITION));
}

static bool print_plain(FILE *out, const struct columns_read *columns, const struct object *o)
{
    fputs(object_value(o, CONSTRAINT_TYPE)[0] == 'p' ? "PRIMARY KEY " : "UNIQUE ", out);
    return print_key_columns(
        out, columns, (struct key_columns){object_value(o, CONSTRAINT_TABLE_ID), object_value(o, CONSTRAINT_KEYS)});
}

static const struct definition plain = {
    .field = CONSTRAINT_DEFINITION,
    .function = "pg_get_constraintdef",
    .print = print_plain,
    .canonicalize = canonicalize,
};

static bool read_constraints(const struct kind *kind, struct reading *reading)
{
    return read_definitions(kind, reading, &plain);
}

void print_constraint_definition(FILE *out, const struct catalog *catalog, const struct object *constraint,
                                 int definition)
{
    fputs("CONSTRAINT ", out);
    print_name(out, constraint->name);
    putc(' ', out);
    const char *storage = constraint->kind == &postgres_constraint ? constraint->values[CONSTRAINT_STORAGE] : NULL;
    if (!storage) {
        print_short(out, catalog, constraint, CANON_CONSTRAINT, object_value(constraint, definition));
        return;
    }
    struct text t;
    text_open(&t);
    print_short(t.out, catalog, constraint, CANON_CONSTRAINT, object_value(constraint, definition));
    char *text = text_close(&t, NULL);
    print_with_storage(out, text, storage);
    mem_free(text);
}

void print_added_constraint(FILE *out, const struct catalog *catalog, const struct object *constraint, int definition)
{
    bool only = constraint->kind == &postgres_constraint && object_flag(constraint, CONSTRAINT_ONLY);
    fputs(only ? "ALTER TABLE ONLY " : "ALTER TABLE ", out);
    print_object_relation(out, constraint);
    fputs(" ADD ", out);
    print_constraint_definition(out, catalog, constraint, definition);
    fputs(";\n", out);
}

/* The parent's one reaches the tables below it by itself, but for partitions, which are attached later. */
static void print_postponed(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    if (object_flag(o, CONSTRAINT_LOCAL) || !table || !table_has_inherits(table))
        print_added_constraint(out, catalog, o, CONSTRAINT_DEFINITION);
}

static const struct postponable postponable = {.whole = true, .print = print_postponed};

/* The columns of a key that is nothing but these: "(a, b)"; NULL: it says more. */
static const char *plain_key(const struct object *o)
{
    const char *definition = object_value(o, CONSTRAINT_DEFINITION), *open = strchr(definition, '(');
    size_t n = strlen(definition);
    bool key = strncmp(definition, "PRIMARY KEY (", strlen("PRIMARY KEY (")) == 0 ||
               strncmp(definition, "UNIQUE (", strlen("UNIQUE (")) == 0;
    return key && strchr(definition, ')') == definition + n - 1 && !strchr(definition, '"') ? open : NULL;
}

/* The index is built while others write, and taken over then. */
static void add_key(struct alteration *a, const char *columns)
{
    fputs("CREATE UNIQUE INDEX CONCURRENTLY ", a->out);
    print_name(a->out, a->to->name);
    fputs(" ON ", a->out);
    print_object_relation(a->out, a->to);
    fprintf(a->out, " %s;\n", columns);
    alteration_step_alone(a, CONCURRENTLY_LOCKS, a->to);
    fputs("ALTER TABLE ", a->out);
    print_object_relation(a->out, a->to);
    fputs(" ADD CONSTRAINT ", a->out);
    print_name(a->out, a->to->name);
    fprintf(a->out, " %s USING INDEX ", object_value(a->to, CONSTRAINT_TYPE)[0] == 'p' ? "PRIMARY KEY" : "UNIQUE");
    print_name(a->out, a->to->name);
    fputs(";\n", a->out);
}

static void add(struct alteration *a)
{
    const struct object *table = catalog_find(a->after, &postgres_table, a->to->schema, "", a->to->relation);
    bool partitioned = table && table->values[TABLE_PARTITION_KEY];
    if (!object_flag(a->to, CONSTRAINT_LOCAL))
        return;
    bool others_write = a->busy && !partitioned && a->attempt == 0;
    if (others_write && object_value(a->to, CONSTRAINT_TYPE)[0] == 'c')
        add_checked_constraint(a, object_value(a->to, CONSTRAINT_DEFINITION));
    else if (others_write && plain_key(a->to))
        add_key(a, plain_key(a->to));
    else
        print_added_constraint(a->out, a->after, a->to, CONSTRAINT_DEFINITION);
}

/* That of a table below goes with its parent's. */
static void remove_it(struct alteration *a)
{
    if (object_flag(a->from, CONSTRAINT_LOCAL))
        print_drop_constraint(a->out, a->from);
}

static const struct change_forms changes = {.add = add, .remove = remove_it, .rebuilt = true};

const struct kind postgres_constraint = {
    .name = "constraint",
    .query = postgres_constraint_query,
    .read = read_constraints,
    .asks = true,
    .fields = fields,
    .forms = forms,
    .n_fields = CONSTRAINT_N_FIELDS,
    .beside = beside,
    .n_beside = CONSTRAINT_N_VALUES - CONSTRAINT_N_FIELDS,
    .n_apart = CONSTRAINT_N_TEXT_VALUES - CONSTRAINT_N_VALUES,
    .phase = PHASE_INSIDE,
    .remark = REMARK_CONSTRAINT,
    .postponable = &postponable,
    .grammar = &constraint_grammar,
    .changes = &changes,
};
