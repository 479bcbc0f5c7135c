#include "kind/change.h"
#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_composite_query[];

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    fputs("CREATE TYPE ", out);
    print_object_name(out, o);
    fputs(" AS (", out);
    for (size_t i = 0; i < columns.n; i++) {
        fputs(i > 0 ? ",\n    " : "\n    ", out);
        print_column(out, catalog, columns.items[i]);
    }
    fputs(columns.n > 0 ? "\n);\n" : ");\n", out);
    mem_free(work);
}

static void remove_it(struct alteration *a)
{
    fputs("DROP TYPE ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.remove = remove_it, .stays = true};

const struct kind postgres_composite = {
    .name = "composite type",
    .query = postgres_composite_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'c')",
    .phase = PHASE_TYPE,
    .print = print,
    .changes = &changes,
};
