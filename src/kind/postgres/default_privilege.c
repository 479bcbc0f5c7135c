#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

extern const char postgres_default_privilege_query[];

enum { ACTION, WORD, PRIVILEGES, ROLE, GRANTABLE, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [ACTION] = "action", [WORD] = "word", [PRIVILEGES] = "privileges", [ROLE] = "role", [GRANTABLE] = "grantable",
};

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("ALTER DEFAULT PRIVILEGES", out);
    if (o->schema[0]) {
        fputs(" IN SCHEMA ", out);
        print_name(out, o->schema);
    }
    fprintf(out, " %s %s ON %s %s ", object_value(o, ACTION), object_value(o, PRIVILEGES), object_value(o, WORD),
            object_value(o, ACTION)[0] == 'G' ? "TO" : "FROM");
    print_role(out, object_value(o, ROLE));
    fputs(object_flag(o, GRANTABLE) ? " WITH GRANT OPTION" : "", out);
    fputs(";\n", out);
}

/* Last of all, because they change what everything after them is granted with. */
const struct kind postgres_default_privilege = {
    .name = "default privilege",
    .query = postgres_default_privilege_query,
    .present = "EXISTS (SELECT FROM pg_default_acl)",
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
};
