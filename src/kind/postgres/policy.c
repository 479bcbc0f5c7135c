#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/owner.h"
#include "kind/postgres/postgres.h"

extern const char postgres_policy_query[];

enum { PERMISSIVE, COMMAND, ROLES, VISIBLE, ALLOWED, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PERMISSIVE] = "permissive", [COMMAND] = "command", [ROLES] = "roles", [VISIBLE] = "visible", [ALLOWED] = "allowed",
};
static const int forms[N_FIELDS] = {
    [PERMISSIVE] = ANSWER_FLAG,
    [ROLES] = ANSWER_LIST | ANSWER_NULL,
};

static void settle(struct catalog *catalog, const struct object *o)
{
    normalize_text(catalog, o, VISIBLE, CANON_EXPRESSION);
    normalize_text(catalog, o, ALLOWED, CANON_EXPRESSION);
}

static bool read_policies(const struct kind *kind, struct reading *reading)
{
    return own_role(reading) && read_settled(kind, reading, settle);
}

/* The catalog's own role stands first, whatever it is called. */
static void print_roles(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    struct list roles = parse_array(work, object_value(o, ROLES));
    const char *separator = " TO ";
    for (int others = 0; others < 2; others++)
        for (int i = 0; i < roles.n; i++) {
            bool own = strcmp(roles.items[i], catalog->own_role) == 0;
            if (own == (others == 1) || (roles.n == 1 && !roles.items[0][0]))
                continue;
            fputs(separator, out);
            print_role(out, catalog->own_role, roles.items[i]);
            separator = ", ";
        }
    mem_free(work);
}

static void print_condition(FILE *out, const struct catalog *catalog, const struct object *o, const char *words,
                            const char *condition)
{
    if (!condition)
        return;
    fprintf(out, "\n    %s (", words);
    print_short(out, catalog, o, CANON_EXPRESSION, condition);
    putc(')', out);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    fputs("CREATE POLICY ", out);
    print_name(out, o->name);
    fputs(" ON ", out);
    print_object_relation(out, o);
    fputs(object_flag(o, PERMISSIVE) ? "" : " AS RESTRICTIVE", out);
    if (o->values[COMMAND])
        fprintf(out, " FOR %s", o->values[COMMAND]);
    print_roles(out, catalog, o);
    print_condition(out, catalog, o, "USING", o->values[VISIBLE]);
    print_condition(out, catalog, o, "WITH CHECK", o->values[ALLOWED]);
    fputs(";\n", out);
}

const struct kind postgres_policy = {
    .name = "policy",
    .query = postgres_policy_query,
    .present = "EXISTS (SELECT FROM pg_policy)",
    .read = read_policies,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
};
