#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_schema_query[];

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE SCHEMA ", out);
    print_name(out, o->name);
    fputs(";\n", out);
}

/* One that still holds something is not dropped. */
static void remove_it(struct alteration *a)
{
    fputs("DROP SCHEMA ", a->out);
    print_name(a->out, a->from->name);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.remove = remove_it};

const struct kind postgres_schema = {
    .name = "schema",
    .query = postgres_schema_query,
    .present = "EXISTS (SELECT FROM pg_namespace WHERE oid >= 16384) OR " PUBLIC_RENAMED,
    .phase = PHASE_SCHEMA,
    .print = print,
    .changes = &changes,
};
