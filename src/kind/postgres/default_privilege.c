#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/owner.h"
#include "kind/postgres/postgres.h"

extern const char postgres_default_privilege_query[];

enum { ACTION, KEYWORD, PRIVILEGES, ROLE, GRANTABLE, MAKER /* NULL: the catalog's own role */, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [ACTION] = "action", [KEYWORD] = "keyword",     [PRIVILEGES] = "privileges",
    [ROLE] = "role",     [GRANTABLE] = "grantable", [MAKER] = "maker",
};
static const int forms[N_FIELDS] = {
    [ACTION] = ANSWER_TEXT, [KEYWORD] = ANSWER_TEXT,   [PRIVILEGES] = ANSWER_TEXT,
    [ROLE] = ANSWER_TEXT,   [GRANTABLE] = ANSWER_FLAG,
};

/* Of another role than the catalog's own it is another one. */
static void canonicalize(struct catalog *catalog, const struct object *o)
{
    if (strcmp(object_value(o, MAKER), catalog->own_role) == 0) {
        o->values[MAKER] = NULL;
        return;
    }
    if (strcmp(object_value(o, ROLE), "*") == 0)
        o->values[ROLE] = o->values[MAKER];
    ((struct object *)o)->name = mem_printf(catalog->ctx, "FOR ROLE %s %s", o->values[MAKER], o->name);
}

static bool read_default_privileges(const struct kind *kind, struct reading *reading)
{
    return own_role(reading) && read_canonicalized(kind, reading, canonicalize);
}

static void print_action(FILE *out, const struct catalog *catalog, const struct object *o, bool grants)
{
    fputs("ALTER DEFAULT PRIVILEGES", out);
    if (o->values[MAKER]) {
        fputs(" FOR ROLE ", out);
        print_name(out, o->values[MAKER]);
    }
    if (o->schema[0]) {
        fputs(" IN SCHEMA ", out);
        print_name(out, o->schema);
    }
    fprintf(out, " %s %s ON %s %s ", grants ? "GRANT" : "REVOKE", object_value(o, PRIVILEGES), object_value(o, KEYWORD),
            grants ? "TO" : "FROM");
    print_role(out, catalog->own_role, object_value(o, ROLE));
    fputs(grants && object_flag(o, GRANTABLE) ? " WITH GRANT OPTION" : "", out);
    fputs(";\n", out);
}

static bool is_grant(const struct object *o)
{
    return object_value(o, ACTION)[0] == 'G';
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_action(out, catalog, o, is_grant(o));
}

static void remove_it(struct alteration *a)
{
    print_action(a->out, a->before, a->from, !is_grant(a->from));
}

static bool alter(struct alteration *a)
{
    remove_it(a);
    print(a->out, a->after, a->to);
    return true;
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

/* Last of all, because they change what everything after them is granted with. */
const struct kind postgres_default_privilege = {
    .name = "default privilege",
    .query = postgres_default_privilege_query,
    .present = "EXISTS (SELECT FROM pg_default_acl)",
    .read = read_default_privileges,
    .fields = fields,
    .forms = forms,
    .n_fields = N_FIELDS,
    .phase = PHASE_LAST,
    .print = print,
    .changes = &changes,
};
