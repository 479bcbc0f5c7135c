#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_policy_query[];

enum { PERMISSIVE, COMMAND, ROLES, VISIBLE, ALLOWED, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PERMISSIVE] = "permissive", [COMMAND] = "command", [ROLES] = "roles", [VISIBLE] = "visible", [ALLOWED] = "allowed",
};

static void settle(struct catalog *catalog, const struct object *o)
{
    settle_expression(catalog, o, VISIBLE, CANON_ANYWHERE);
    settle_expression(catalog, o, ALLOWED, CANON_ANYWHERE);
}

static bool read_policies(const struct kind *kind, struct reading *reading)
{
    return read_settled(kind, reading, settle);
}

static void print_roles(FILE *out, const struct object *o)
{
    void *work = mem_context(NULL);
    struct list roles = parse_array(work, object_value(o, ROLES));
    if (roles.n != 1 || roles.items[0][0])
        for (int i = 0; i < roles.n; i++) {
            fputs(i > 0 ? ", " : " TO ", out);
            print_role(out, roles.items[i]);
        }
    mem_free(work);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("CREATE POLICY ", out);
    print_name(out, o->name);
    fputs(" ON ", out);
    print_object_relation(out, o);
    fputs(object_flag(o, PERMISSIVE) ? "" : " AS RESTRICTIVE", out);
    if (o->values[COMMAND])
        fprintf(out, " FOR %s", o->values[COMMAND]);
    print_roles(out, o);
    if (o->values[VISIBLE])
        fprintf(out, "\n    USING (%s)", o->values[VISIBLE]);
    if (o->values[ALLOWED])
        fprintf(out, "\n    WITH CHECK (%s)", o->values[ALLOWED]);
    fputs(";\n", out);
}

const struct kind postgres_policy = {
    .name = "policy",
    .query = postgres_policy_query,
    .present = "EXISTS (SELECT FROM pg_policy)",
    .read = read_policies,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_OPTION,
    .print = print,
};
