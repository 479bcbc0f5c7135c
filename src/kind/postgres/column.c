#include "kind/postgres/column.h"

#include <stdlib.h>
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_column_query[];

static const char *const fields[COLUMN_N_FIELDS] = {
    [COLUMN_POSITION] = "position",
    [COLUMN_TYPE] = "type",
    [COLUMN_COLLATION] = "collation",
    [COLUMN_NOT_NULL] = "not_null",
    [COLUMN_NOT_NULL_NAME] = "not_null_name",
    [COLUMN_NOT_NULL_NO_INHERIT] = "not_null_no_inherit",
    [COLUMN_NOT_NULL_VALID] = "not_null_valid",
    [COLUMN_DEFAULT] = "default",
    [COLUMN_GENERATED] = "generated",
    [COLUMN_IDENTITY] = "identity",
    [COLUMN_IDENTITY_SEQUENCE] = "identity_sequence",
    [COLUMN_IDENTITY_OPTIONS] = "identity_options",
    [COLUMN_LOCAL] = "local",
    [COLUMN_INHERITED] = "inherited",
};

static void settle(struct catalog *catalog, const struct object *o)
{
    bool generated = object_value(o, COLUMN_GENERATED)[0] != '\0';
    settle_type(catalog, o, COLUMN_TYPE);
    settle_expression(catalog, o, COLUMN_DEFAULT, generated ? CANON_ANYWHERE : CANON_DEFAULT);
}

static bool read_columns(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void print_not_null(FILE *out, const struct object *o)
{
    if (!object_flag(o, COLUMN_NOT_NULL) || !object_flag(o, COLUMN_NOT_NULL_VALID))
        return;
    if (o->values[COLUMN_NOT_NULL_NAME]) {
        fputs(" CONSTRAINT ", out);
        print_name(out, o->values[COLUMN_NOT_NULL_NAME]);
    }
    fputs(" NOT NULL", out);
    fputs(object_flag(o, COLUMN_NOT_NULL_NO_INHERIT) ? " NO INHERIT" : "", out);
}

/* The name the server gives the sequence of an identity column, cut as it cuts (makeObjectName). */
static bool is_usual_sequence(const struct object *o, const char *sequence)
{
    enum { NAME_SIZE = 63, SUFFIX_SIZE = sizeof("__seq") - 1 };
    size_t table = strlen(o->relation), column = strlen(o->name);
    while (table + column + SUFFIX_SIZE > NAME_SIZE) {
        if (table > column)
            table--;
        else
            column--;
    }
    char usual[NAME_SIZE + 1];
    snprintf(usual, sizeof(usual), "%.*s_%.*s_seq", (int)table, o->relation, (int)column, o->name);
    return strcmp(usual, sequence) == 0;
}

static void print_identity(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    struct text t;
    text_open(&t);
    const char *sequence = object_value(o, COLUMN_IDENTITY_SEQUENCE);
    if (sequence[0] && !is_usual_sequence(o, sequence)) {
        fputs(" SEQUENCE NAME ", t.out);
        print_qualified(t.out, o->schema, sequence);
    }
    print_sequence_options(t.out, object_value(o, COLUMN_IDENTITY_OPTIONS), false);
    char *options = text_close(&t, work);
    bool always = object_value(o, COLUMN_IDENTITY)[0] == 'a';
    fprintf(out, " GENERATED %s AS IDENTITY", always ? "ALWAYS" : "BY DEFAULT");
    if (options[0])
        fprintf(out, " (%s)", options + 1);
    mem_free(work);
}

static void print_default(FILE *out, const struct object *o)
{
    char *text = canon_short_default(NULL, o->values[COLUMN_DEFAULT], object_value(o, COLUMN_TYPE));
    fprintf(out, " DEFAULT %s", text);
    mem_free(text);
}

void print_column_clauses(FILE *out, const struct object *o)
{
    const char *generated = object_value(o, COLUMN_GENERATED);
    print_not_null(out, o);
    if (generated[0])
        fprintf(out, " GENERATED ALWAYS AS (%s) %s", object_value(o, COLUMN_DEFAULT),
                generated[0] == 'v' ? "VIRTUAL" : "STORED");
    else if (object_value(o, COLUMN_IDENTITY)[0])
        print_identity(out, o);
    else if (o->values[COLUMN_DEFAULT])
        print_default(out, o);
}

void print_column(FILE *out, const struct object *o)
{
    print_name(out, o->name);
    fprintf(out, " %s", object_value(o, COLUMN_TYPE));
    if (o->values[COLUMN_COLLATION]) {
        fputs(" COLLATE ", out);
        print_visible(out, o->values[COLUMN_COLLATION]);
    }
    print_column_clauses(out, o);
}

static int compare_positions(const void *a, const void *b)
{
    const struct object *x = *(const struct object *const *)a, *y = *(const struct object *const *)b;
    int length = (int)strlen(object_value(x, COLUMN_POSITION)) - (int)strlen(object_value(y, COLUMN_POSITION));
    return length ? length : strcmp(object_value(x, COLUMN_POSITION), object_value(y, COLUMN_POSITION));
}

struct objects columns_of(void *ctx, const struct catalog *catalog, const struct object *relation)
{
    struct objects found = catalog_children(catalog, &postgres_column, relation->schema, relation->name);
    const struct object **items = mem_array(ctx, const struct object *, found.n);
    if (found.n) {
        memcpy(items, found.items, found.n * sizeof(*items));
        qsort(items, found.n, sizeof(*items), compare_positions);
    }
    return (struct objects){items, found.n};
}

const struct kind postgres_column = {
    .name = "column",
    .query = postgres_column_query,
    .read = read_columns,
    .fields = fields,
    .n_fields = COLUMN_N_FIELDS,
    .phase = PHASE_INSIDE,
};
