/* Which columns sequences belong to, as those of serial columns do: what is said when there is a table. */
#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence.h"

enum { COLUMN, N_FIELDS };
static const char *const fields[N_FIELDS] = {[COLUMN] = "column"};
static const int forms[N_FIELDS] = {
    [COLUMN] = ANSWER_TEXT,
};

/* A sequence is in the schema of its table. */
static bool read_owners(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t n = catalog->n_objects;
    for (size_t i = 0; i < n; i++) {
        const struct object *sequence = catalog->objects[i];
        if (sequence->kind != &postgres_sequence)
            continue;
        struct sequence_owner owner = sequence_owner(catalog->ctx, sequence);
        if (owner.table)
            catalog_add(catalog, kind, sequence->schema, owner.table, sequence->name)->values[COLUMN] = owner.column;
    }
    return true;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER SEQUENCE ", out);
    print_object_name(out, o);
    fputs(" OWNED BY ", out);
    print_object_relation(out, o);
    putc('.', out);
    print_name(out, object_value(o, COLUMN));
    fputs(";\n", out);
}

static void remove_it(struct alteration *a)
{
    fputs("ALTER SEQUENCE ", a->out);
    print_object_name(a->out, a->from);
    fputs(" OWNED BY NONE;\n", a->out);
}

static const struct change_forms changes = {.alter = alter_as_added, .remove = remove_it};

const struct kind postgres_sequence_owner = {
    .name = "sequence owner",
    .present = "EXISTS (SELECT FROM pg_sequence)",
    .read = read_owners,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
    .changes = &changes,
};
