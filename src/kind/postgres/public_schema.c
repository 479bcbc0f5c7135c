#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_public_schema_query[];

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    (void)o;
    fputs("DROP SCHEMA public;\n", out);
}

/* As a new database has it. */
static void remove_it(struct alteration *a)
{
    const char *rights = a->before->version < 150000 ? "ALL" : "USAGE";
    fputs("CREATE SCHEMA public;\n", a->out);
    fputs("COMMENT ON SCHEMA public IS 'standard public schema';\n", a->out);
    fprintf(a->out, "GRANT %s ON SCHEMA public TO PUBLIC;\n", rights);
}

static const struct change_forms changes = {.remove = remove_it};

const struct kind postgres_public_schema = {
    .name = "lack of schema",
    .query = postgres_public_schema_query,
    .present = "NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')",
    .phase = PHASE_SCHEMA,
    .print = print,
    .changes = &changes,
};
