#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_extension_query[];

enum { SCHEMA, OWN_SCHEMA, N_FIELDS };
static const char *const fields[N_FIELDS] = {[SCHEMA] = "target_schema", [OWN_SCHEMA] = "own_schema"};
static const int forms[N_FIELDS] = {
    [SCHEMA] = ANSWER_TEXT,
    [OWN_SCHEMA] = ANSWER_FLAG,
};

/* Without a version: every server has its own. */
static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    const char *schema = object_value(o, SCHEMA);
    bool usual = strcmp(schema, "public") == 0 || object_flag(o, OWN_SCHEMA);
    fputs("CREATE EXTENSION ", out);
    print_name(out, o->name);
    if (!usual) {
        fputs(" SCHEMA ", out);
        print_name(out, schema);
    }
    fputs(";\n", out);
}

static bool alter(struct alteration *a)
{
    fputs("ALTER EXTENSION ", a->out);
    print_name(a->out, a->to->name);
    fputs(" SET SCHEMA ", a->out);
    print_name(a->out, object_value(a->to, SCHEMA));
    fputs(";\n", a->out);
    return true;
}

static void remove_it(struct alteration *a)
{
    a->loses = "what the extension holds, and values of its types";
    fputs("DROP EXTENSION ", a->out);
    print_name(a->out, a->from->name);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it, .stays = true};

const struct kind postgres_extension = {
    .name = "extension",
    .query = postgres_extension_query,
    .present = "EXISTS (SELECT FROM pg_extension WHERE extname <> 'plpgsql')",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_EXTENSION,
    .print = print,
    .changes = &changes,
};
