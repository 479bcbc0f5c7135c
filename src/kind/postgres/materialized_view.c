#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_materialized_view_query[];

enum { DEFINITION, OPTIONS, ACCESS_METHOD, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFINITION] = "definition", [OPTIONS] = "options", [ACCESS_METHOD] = "access_method"};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_query(catalog, o, DEFINITION);
}

static bool read_views(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

/* Always empty at first: what it selects from has no rows yet. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE MATERIALIZED VIEW ", out);
    print_object_name(out, o);
    if (o->values[ACCESS_METHOD]) {
        fputs(" USING ", out);
        print_name(out, o->values[ACCESS_METHOD]);
    }
    if (o->values[OPTIONS]) {
        fputs(" WITH (", out);
        print_options_of(out, o->values[OPTIONS]);
        putc(')', out);
    }
    fprintf(out, " AS\n%s\nWITH NO DATA;\n", object_value(o, DEFINITION));
}

const struct kind postgres_materialized_view = {
    .name = "materialized view",
    .query = postgres_materialized_view_query,
    .present = "EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND relkind = 'm')",
    .read = read_views,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_VIEW,
    .print = print,
};
