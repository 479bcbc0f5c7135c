#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_sequence_query[];

enum { UNLOGGED, OPTIONS, N_FIELDS };
static const char *const fields[N_FIELDS] = {[UNLOGGED] = "unlogged", [OPTIONS] = "options"};
static const int forms[N_FIELDS] = {
    [UNLOGGED] = ANSWER_FLAG,
    [OPTIONS] = ANSWER_LIST,
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(object_flag(o, UNLOGGED) ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ", out);
    print_object_name(out, o);
    print_sequence_options(out, object_value(o, OPTIONS), true);
    fputs(";\n", out);
}

static bool alter(struct alteration *a)
{
    if (strcmp(object_value(a->from, OPTIONS), object_value(a->to, OPTIONS)) != 0) {
        fputs("ALTER SEQUENCE ", a->out);
        print_object_name(a->out, a->to);
        print_sequence_settings(a->out, object_value(a->to, OPTIONS), "", true);
        fputs(";\n", a->out);
    }
    if (object_flag(a->from, UNLOGGED) != object_flag(a->to, UNLOGGED)) {
        fputs("ALTER SEQUENCE ", a->out);
        print_object_name(a->out, a->to);
        fprintf(a->out, " SET %s;\n", object_flag(a->to, UNLOGGED) ? "UNLOGGED" : "LOGGED");
    }
    return true;
}

static void remove_it(struct alteration *a)
{
    a->loses = "where the sequence stands";
    fputs("DROP SEQUENCE ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it, .stays = true};

const struct kind postgres_sequence = {
    .name = "sequence",
    .query = postgres_sequence_query,
    .present = "EXISTS (SELECT FROM pg_sequence)",
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_SEQUENCE,
    .print = print,
    .changes = &changes,
};
