#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/from_names.h"
#include "kind/postgres/postgres.h"

extern const char postgres_materialized_view_query[];

enum { DEFINITION, OPTIONS, ACCESS_METHOD, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [DEFINITION] = "definition", [OPTIONS] = "options", [ACCESS_METHOD] = "access_method"};
static const int forms[N_FIELDS] = {
    [DEFINITION] = ANSWER_TEXT,
    [OPTIONS] = ANSWER_LIST | ANSWER_NULL,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, DEFINITION, CANON_QUERY);
}

static bool read_views(const struct kind *kind, struct reading *reading)
{
    return read_completed(kind, reading, complete_view_names, DEFINITION, settle);
}

/* Always empty at first: what it selects from has no rows yet. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
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
    fputs(" AS\n", out);
    print_short(out, catalog, o, CANON_QUERY, object_value(o, DEFINITION));
    fputs("\nWITH NO DATA;\n", out);
}

/* Its query is that of a new one. */
static bool alter(struct alteration *a)
{
    const char *from = a->from->values[OPTIONS], *to = a->to->values[OPTIONS];
    if (strcmp(object_value(a->from, DEFINITION), object_value(a->to, DEFINITION)) != 0 ||
        strcmp(object_value(a->from, ACCESS_METHOD), object_value(a->to, ACCESS_METHOD)) != 0)
        return false;
    print_storage_change(a->out, "MATERIALIZED VIEW", a->to, from, to);
    return true;
}

static void remove_it(struct alteration *a)
{
    fputs("DROP MATERIALIZED VIEW ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

const struct kind postgres_materialized_view = {
    .name = "materialized view",
    .query = postgres_materialized_view_query,
    .present = "EXISTS (SELECT FROM class WHERE relkind = 'm')",
    .read = read_views,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_VIEW,
    .print = print,
    .changes = &changes,
};
