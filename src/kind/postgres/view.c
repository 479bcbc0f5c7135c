#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"

extern const char postgres_view_query[];

enum { DEFINITION, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[DEFINITION] = "definition", [OPTIONS] = "options"};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_query(catalog, o, DEFINITION);
}

static bool read_views(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

/* Columns of views can have defaults, for INSERT into the view. */
static void print_defaults(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct objects columns = columns_of(work, catalog, o);
    for (size_t i = 0; i < columns.n; i++) {
        if (!columns.items[i]->values[COLUMN_DEFAULT])
            continue;
        fputs("ALTER VIEW ", out);
        print_object_name(out, o);
        fputs(" ALTER COLUMN ", out);
        print_name(out, columns.items[i]->name);
        fprintf(out, " SET DEFAULT %s;\n", columns.items[i]->values[COLUMN_DEFAULT]);
    }
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("CREATE VIEW ", out);
    print_object_name(out, o);
    if (o->values[OPTIONS]) {
        fputs(" WITH (", out);
        print_options_of(out, o->values[OPTIONS]);
        putc(')', out);
    }
    fprintf(out, " AS\n%s;\n", object_value(o, DEFINITION));
    print_defaults(out, catalog, o);
}

const struct kind postgres_view = {
    .name = "view",
    .query = postgres_view_query,
    .present = "EXISTS (SELECT FROM pg_class WHERE oid >= 16384 AND relkind = 'v')",
    .read = read_views,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_VIEW,
    .print = print,
};
