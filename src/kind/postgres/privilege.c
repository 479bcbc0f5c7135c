/* GRANT and REVOKE, behind what they are about: one kind for each place, as with comments. */
#include <string.h>

#include "kind/change.h"
#include "kind/postgres/common.h"
#include "kind/postgres/described.h"
#include "kind/postgres/owner.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/target.h"

extern const char postgres_privilege_query[];

enum { PHASE, KEYWORD, SCHEMA, NAME, ARGUMENTS, PARENT, ACTION, PRIVILEGES, ROLE, GRANTABLE, OWNER, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [PHASE] = "phase",         [KEYWORD] = "keyword",     [SCHEMA] = "target_schema", [NAME] = "target",
    [ARGUMENTS] = "arguments", [PARENT] = "parent",       [ACTION] = "action",        [PRIVILEGES] = "privileges",
    [ROLE] = "role",           [GRANTABLE] = "grantable", [OWNER] = "owner",
};
static const int forms[N_FIELDS] = {
    [PHASE] = ANSWER_TEXT,      [KEYWORD] = ANSWER_TEXT, [SCHEMA] = ANSWER_TEXT,    [ACTION] = ANSWER_TEXT,
    [PRIVILEGES] = ANSWER_TEXT, [ROLE] = ANSWER_TEXT,    [GRANTABLE] = ANSWER_FLAG,
};

static const struct phase_kind kinds[] = {
    {"schema", &postgres_privilege_schema},
    {"type", &postgres_privilege_type},
    {"sequence", &postgres_privilege_sequence},
    {"function", &postgres_privilege_function},
    {"table", &postgres_privilege},
    {"last", &postgres_privilege_last},
};

/* Where owners are reported the object is not whose who loads it is: its owner has a name. */
static void name_owner(const struct reading *reading, const struct object *o)
{
    bool own = !reading->rows->owners || strcmp(object_value(o, OWNER), reading->catalog->own_role) == 0;
    if (!own && strcmp(object_value(o, ROLE), "*") == 0)
        o->values[ROLE] = o->values[OWNER];
    o->values[OWNER] = NULL;
}

static bool read_privileges(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects;
    const char *query = query_with_described(catalog->ctx, kind->query);
    if (!own_role(reading) || !catalog_add_query(catalog, kind, query, reading->connection, reading->diags))
        return false;
    for (size_t i = first; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        move_to_phase(o, kinds, sizeof(kinds) / sizeof(*kinds), object_value(o, PHASE));
        name_owner(reading, o);
    }
    return true;
}

/* Privileges on columns: SELECT (a), UPDATE (a) ON t. */
static void print_column_privileges(FILE *out, const struct object *o, const char *privilege)
{
    while (*privilege) {
        size_t n = strcspn(privilege, ",");
        fprintf(out, "%.*s (", (int)n, privilege);
        print_name(out, object_value(o, NAME));
        putc(')', out);
        privilege += n + strspn(privilege + n, ", ");
        fputs(*privilege ? ", " : "", out);
    }
    fputs(" ON TABLE ", out);
    print_parent_name(out, o, object_value(o, SCHEMA), object_value(o, PARENT));
}

static bool is_on_public(const struct object *o)
{
    return strcmp(object_value(o, KEYWORD), "SCHEMA") == 0 && strcmp(object_value(o, NAME), "public") == 0;
}

/*
 * A new database's schema public is nobody's who loads a snapshot: what its owner may not do is said of a schema that
 * is his own.
 */
static bool is_of_public_owner(const struct object *o)
{
    return is_on_public(o) && strcmp(object_value(o, ROLE), "*") == 0;
}

static void print_action(FILE *out, const struct object *o, bool grants, const char *privileges)
{
    struct kind_target target = {object_value(o, KEYWORD), object_value(o, SCHEMA), object_value(o, NAME),
                                 o->values[ARGUMENTS], o->values[PARENT]};
    fputs(grants ? "GRANT " : "REVOKE ", out);
    if (o->values[PARENT]) {
        print_column_privileges(out, o, privileges);
    } else {
        fprintf(out, "%s ON ", privileges);
        print_target(out, o, &target);
    }
    fputs(grants ? " TO " : " FROM ", out);
    print_role(out, NULL, object_value(o, ROLE));
    fputs(grants && object_flag(o, GRANTABLE) ? " WITH GRANT OPTION" : "", out);
    fputs(";\n", out);
}

static bool is_grant(const struct object *o)
{
    return object_value(o, ACTION)[0] == 'G';
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    if (is_of_public_owner(o))
        fputs("ALTER SCHEMA public OWNER TO CURRENT_USER;\n", out);
    print_action(out, o, is_grant(o), object_value(o, PRIVILEGES));
}

/* ALL that is taken from everybody on schema public is what a new database's has, which is less from 15 on. */
static const char *privileges_of(const struct catalog *catalog, const struct object *o)
{
    const char *list = object_value(o, PRIVILEGES);
    bool usual = !is_grant(o) && is_on_public(o) && !object_value(o, ROLE)[0] && strcmp(list, "ALL") == 0;
    return !usual ? list : catalog->version < 150000 ? "CREATE, USAGE" : "USAGE";
}

static void remove_it(struct alteration *a)
{
    print_action(a->out, a->from, !is_grant(a->from), privileges_of(a->before, a->from));
}

static bool has_item(const char *list, const char *item, size_t n)
{
    for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
        size_t length = strcspn(list, ",");
        if (length == n && strncmp(list, item, n) == 0)
            return true;
        list += length;
    }
    return false;
}

/* Those of one list that the other does not have. */
static const char *privileges_beyond(void *ctx, const char *list, const char *other)
{
    struct text t;
    text_open(&t);
    for (list += strspn(list, ", "); *list; list += strspn(list, ", ")) {
        size_t n = strcspn(list, ",");
        if (!has_item(other, list, n))
            fprintf(t.out, "%s%.*s", text_size(&t) ? ", " : "", (int)n, list);
        list += n;
    }
    return text_close(&t, ctx);
}

/* Nobody is without what both states grant, unless it is granted in another way. */
static bool alter(struct alteration *a)
{
    const char *from = privileges_of(a->before, a->from), *to = privileges_of(a->after, a->to);
    bool grants = is_grant(a->to), same_way = object_flag(a->from, GRANTABLE) == object_flag(a->to, GRANTABLE);
    const char *gone = same_way ? privileges_beyond(a->ctx, from, to) : from;
    const char *added = same_way ? privileges_beyond(a->ctx, to, from) : to;
    if (gone[0])
        print_action(a->out, a->from, !grants, gone);
    if (added[0])
        print_action(a->out, a->to, grants, added);
    return true;
}

static const struct change_forms changes = {.alter = alter, .remove = remove_it};

/* What is taken from a role on a table is taken on all its columns. */
static void need_revokes(const struct catalog *catalog, const struct object *o,
                         void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects all = catalog_children(catalog, o->kind, o->schema, o->relation);
    for (size_t i = 0; i < all.n; i++) {
        const struct object *other = all.items[i];
        if (object_value(other, ACTION)[0] == 'R' && !other->values[PARENT] &&
            strcmp(object_value(other, ROLE), object_value(o, ROLE)) == 0)
            need(to, other);
    }
}

/* Whoever loads the rows must still be allowed to. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    need_target(catalog, o, "", need, to);
    if (o->values[PARENT])
        need_revokes(catalog, o, need, to);
    if (object_value(o, ACTION)[0] == 'R')
        need_rows(catalog, o->schema, o->relation, need, to);
}

/* What comes with the server, granted otherwise than initdb did; schema public is one such. */
#define SYSTEM(catalog, id, sub, acl)                                                                                  \
    " OR EXISTS (SELECT FROM " catalog " o LEFT JOIN pg_init_privs i ON i.classoid = '" catalog                        \
    "'::regclass AND i.objoid = o." id " AND i.objsubid = " sub " WHERE o." id " < 16384 AND o." acl                   \
    " IS DISTINCT FROM i.initprivs)"

static const char present[] =
    "EXISTS (SELECT FROM class WHERE granted)"
    " OR EXISTS (SELECT FROM pg_attribute WHERE attrelid >= 16384 AND attacl IS NOT NULL)"
    " OR EXISTS (SELECT FROM type WHERE granted)"
    " OR EXISTS (SELECT FROM pg_proc WHERE oid >= 16384 AND proacl IS NOT NULL)"
    " OR EXISTS (SELECT FROM pg_namespace WHERE oid >= 16384 AND nspacl IS NOT NULL)"
    " OR EXISTS (SELECT FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL)"
    " OR EXISTS (SELECT FROM pg_foreign_server WHERE srvacl IS NOT NULL)"
    " OR EXISTS (SELECT FROM pg_language WHERE lanacl IS NOT NULL)" SYSTEM("pg_class", "oid", "0", "relacl")
        SYSTEM("pg_attribute", "attrelid", "attnum", "attacl") SYSTEM("pg_type", "oid", "0", "typacl") SYSTEM(
            "pg_proc", "oid", "0", "proacl") " OR EXISTS (SELECT FROM pg_init_privs WHERE objoid >= 16384)"
                                             " OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public' AND oid >= "
                                             "16384) OR " PUBLIC_RENAMED SYSTEM("pg_namespace", "oid", "0", "nspacl");

#define PRIVILEGE_KIND(reader, where)                                                                                  \
    {                                                                                                                  \
        .name = "privilege", .query = postgres_privilege_query, .present = present, .read = (reader),                  \
        .fields = fields, .forms = forms, .n_fields = N_FIELDS, .phase = (where), .place = PLACE_OPTION,               \
        .print = print, .needs = needs, .changes = &changes,                                                           \
    }

const struct kind postgres_privilege = PRIVILEGE_KIND(read_privileges, PHASE_TABLE);
const struct kind postgres_privilege_schema = PRIVILEGE_KIND(read_nothing, PHASE_SCHEMA);
const struct kind postgres_privilege_type = PRIVILEGE_KIND(read_nothing, PHASE_TYPE);
const struct kind postgres_privilege_sequence = PRIVILEGE_KIND(read_nothing, PHASE_SEQUENCE);
const struct kind postgres_privilege_function = PRIVILEGE_KIND(read_nothing, PHASE_FUNCTION);
const struct kind postgres_privilege_last = PRIVILEGE_KIND(read_nothing, PHASE_LAST);
