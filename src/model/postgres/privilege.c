/*
 * GRANT, REVOKE and ALTER DEFAULT PRIVILEGES. pg_dump takes everything from
 * the owner and grants what is left; a snapshot says what differs. Both come
 * out alike when the statements are followed and what differs is reported at the end.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/postgres/privileges.h"

static const struct grantable objects[] = {
    {"OBJECT_TABLE", "TABLE", "INSERT,SELECT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN", "", NULL},
    {"OBJECT_SEQUENCE", "SEQUENCE", "USAGE,SELECT,UPDATE", "", NULL},
    {"OBJECT_SCHEMA", "SCHEMA", "USAGE,CREATE", "", NULL},
    {"OBJECT_FUNCTION", "FUNCTION", "EXECUTE", "EXECUTE", NULL},
    {"OBJECT_PROCEDURE", "PROCEDURE", "EXECUTE", "EXECUTE", NULL},
    {"OBJECT_ROUTINE", "ROUTINE", "EXECUTE", "EXECUTE", NULL},
    {"OBJECT_TYPE", "TYPE", "USAGE", "USAGE", NULL},
    {"OBJECT_DOMAIN", "DOMAIN", "USAGE", "USAGE", NULL},
};

const struct grantable *grantable(void *ctx, const char *type)
{
    for (size_t i = 0; i < sizeof(objects) / sizeof(*objects); i++)
        if (strcmp(objects[i].type, type) == 0)
            return &objects[i];
    const struct kind *kind = grammar_of_type(type);
    if (!kind || !kind->grammar->privileges.code)
        return NULL;
    const struct grammar *g = kind->grammar;
    const struct grantable found = {type, g->privileges.keyword ? g->privileges.keyword : g->keyword, g->privileges.all,
                                    g->privileges.everybody, kind};
    return mem_copy(ctx, &found, sizeof(found));
}

static void hold_own(struct privileges *p, const char *role, const char *list)
{
    for (size_t n; *list; list += n + (list[n] == ',')) {
        n = strcspn(list, ",");
        char *privilege = mem_strndup(p, list, n);
        struct right *right = right_of(p, role, privilege, "");
        right->held = right->own = true;
    }
}

static char *key_of(void *ctx, const struct privileges *p)
{
    return mem_printf(ctx, "%d\n%s\n%s\n%s", p->defaults, p->schema, p->name, p->maker ? p->maker : "");
}

void keep_privileges(struct reader *r, struct privileges *p)
{
    p->key = key_of(p, p);
    HASH_ADD_KEYPTR(hh, r->privileges, p->key, strlen(p->key), p);
    if (p->defaults) {
        HASH_ADD_KEYPTR(beside, r->defaults, p->key, strlen(p->key), p);
    } else {
        p->owned_key = mem_lines(p, (const char *const[]){p->schema, p->owned}, 2);
        HASH_ADD_KEYPTR(beside, r->owned, p->owned_key, strlen(p->owned_key), p);
    }
}

void lose_privileges(struct reader *r, struct privileges *p)
{
    HASH_DEL(r->privileges, p); /* NOLINT(clang-analyzer-core.NullDereference): uthash keeps its list whole */
    if (p->defaults)
        HASH_DELETE(beside, r->defaults, p);
    else
        HASH_DELETE(beside, r->owned, p);
}

static struct privileges *find_like(struct reader *r, const struct privileges *like)
{
    struct privileges *found = NULL;
    char *key = key_of(r->work, like);
    HASH_FIND_STR(r->privileges, key, found);
    mem_free(key);
    return found;
}

struct privileges *privileges_of(struct reader *r, const struct privileges *like)
{
    struct privileges *found = find_like(r, like);
    if (found)
        return found;
    found = mem_new(r->work, struct privileges);
    *found = *like;
    found->schema = mem_strdup(found, like->schema);
    found->relation = mem_strdup(found, like->relation);
    found->name = mem_strdup(found, like->name);
    found->object_name = like->object_name ? mem_strdup(found, like->object_name) : NULL;
    found->owned = like->owned ? mem_strdup(found, like->owned) : NULL;
    found->on = mem_strdup(found, like->on);
    found->maker = like->maker ? mem_strdup(found, like->maker) : "";
    /* Defaults of one schema are given beside those of all. */
    if (!like->in_schema) {
        hold_own(found, found->maker[0] ? quoted_name(found, found->maker) : "CURRENT_USER", like->object->all);
        hold_own(found, "PUBLIC", like->object->everybody);
    }
    if (strcmp(found->name, PUBLIC_SCHEMA) == 0) {
        hold_own(found, "PUBLIC", r->version < 150000 ? "USAGE,CREATE" : "USAGE");
        if (is_silent_of_create(r))
            right_of(found, "PUBLIC", "CREATE", "")->held = false;
    }
    keep_privileges(r, found);
    return found;
}

static bool is_system(const struct privileges *p)
{
    static const char *const schemas[] = {"pg_catalog", "information_schema"};
    for (size_t i = 0; i < sizeof(schemas) / sizeof(*schemas); i++)
        if (strcmp(p->schema, schemas[i]) == 0 || (p->object_name && strcmp(p->object_name, schemas[i]) == 0))
            return true;
    return false;
}

/* What a statement does to each right that it names. */
struct granting {
    bool grant, option;
    const char *grantor, *role;
    bool by_name;
};

static void set_right(struct privileges *p, const struct granting *g, const char *privilege, const char *column)
{
    if (!can_grant(p, g->grantor, privilege, column))
        return;
    struct right *right = right_by(p, g->grantor, g->role, privilege, column);
    if (g->grant) {
        right->held = true;
        right->grantable = right->grantable || g->option;
    } else {
        /* What is taken away from everybody was there, if the text does not say which version's schema it is; what
         * goes without saying of what comes with the server no text says at all. */
        bool of_public_schema = strcmp(p->name, PUBLIC_SCHEMA) == 0 && strcmp(g->role, "PUBLIC") == 0;
        right->own = right->own || (!g->grantor[0] && ((g->by_name && of_public_schema) || is_system(p)));
        take_right(p, right, g->option);
    }
    right->by_name = g->by_name;
}

/* Of a sequence that is called a table, to which that means nothing: the server warns, and goes on. */
static bool is_for_tables_alone(const struct privileges *p, const char *privilege)
{
    return strcmp(p->object->keyword, "SEQUENCE") == 0 && !strstr(p->object->all, privilege);
}

/* What is taken of a table is taken of each of its columns, too. */
static void take_of_columns(struct privileges *p, const struct granting *g, const char *privilege)
{
    for (size_t i = 0; i < p->n; i++) {
        struct right *right = &p->rights[i];
        if (right->column[0] && strcmp(right->role, g->role) == 0 && strcmp(right->privilege, privilege) == 0 &&
            strcmp(right->grantor, g->grantor) == 0)
            take_right(p, right, g->option);
    }
}

/* One privilege of the statement, or all there are, for one role. */
static void apply(struct reader *r, struct statement *s, struct privileges *p, struct granting *g, const json_t *access)
{
    const char *name = field_text(access, "priv_name");
    const json_t *columns = field_node(access, "cols");
    const char *list = name[0] ? mem_upper(s->ctx, name, strlen(name)) : p->object->all;
    if (!name[0] && columns)
        list = "INSERT,SELECT,UPDATE,REFERENCES";
    g->by_name = name[0] != '\0';
    for (size_t n; *list; list += n + (list[n] == ',')) {
        n = strcspn(list, ",");
        char *privilege = mem_strndup(s->ctx, list, n);
        if (is_for_tables_alone(p, privilege))
            continue;
        r->maintains = r->maintains || (g->by_name && strcmp(privilege, "MAINTAIN") == 0);
        for (size_t i = 0; i < json_array_size(columns); i++)
            set_right(p, g, privilege, list_text(columns, i));
        if (!columns)
            set_right(p, g, privilege, "");
        if (!columns && !g->grant)
            take_of_columns(p, g, privilege);
    }
}

/* The owner of an object is CURRENT_USER, as in a text that its owner runs; in defaults that is whoever runs it. */
static const char *role_of(struct reader *r, struct statement *s, const struct privileges *p, const json_t *role)
{
    const char *name = role_text(s, role);
    const char *owner = p->defaults ? NULL : owner_of_granted(r, p);
    owner = owner || p->defaults ? owner : r->dump_owner;
    return owner && strcmp(name, quoted_name(s->ctx, owner)) == 0 ? "CURRENT_USER" : name;
}

/* pg_dump from 17 on names all seven that tables of an older server have, where that said ALL. */
static bool is_all_but_maintain(const struct reader *r, const struct privileges *p, const json_t *privileges)
{
    size_t i;
    json_t *access;
    if (r->version >= 170000 || !strstr(p->object->all, "MAINTAIN") || json_array_size(privileges) != 7)
        return false;
    json_array_foreach(privileges, i, access)
    {
        if (field_node(node_as(access, "AccessPriv"), "cols") ||
            field_is(node_as(access, "AccessPriv"), "priv_name", "maintain"))
            return false;
    }
    return true;
}

void apply_grant(struct reader *r, struct statement *s, struct privileges *p, const json_t *body)
{
    const json_t *privileges = field_node(body, "privileges");
    if (is_all_but_maintain(r, p, privileges))
        privileges = NULL;
    struct granting g = {.grant = field_flag(body, "is_grant"),
                         .option = field_flag(body, "grant_option"),
                         .grantor = grantor_now(r, s, p)};
    size_t i, k;
    json_t *role, *access;
    json_array_foreach(field_node(body, "grantees"), i, role)
    {
        g.role = role_of(r, s, p, role);
        json_array_foreach(privileges, k, access) apply(r, s, p, &g, node_as(access, "AccessPriv"));
        if (json_array_size(privileges) == 0)
            apply(r, s, p, &g, NULL);
    }
}

static const char *name_owned(void *ctx, const struct privileges *p)
{
    const struct kind *described = p->object->kind;
    return described ? mem_printf(ctx, "%s %s", described->grammar->keyword, p->object_name) : p->name;
}

void name_granted(struct statement *s, struct privileges *like, const char *kind, const char *name,
                  const char *spelling)
{
    like->object_name = name;
    like->name = mem_printf(s->ctx, "%s %s", kind, name);
    like->owned = name_owned(s->ctx, like);
    like->on = mem_printf(s->ctx, "%s %s", kind, spelling);
}

bool read_grant(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct privileges like = {.relation = "", .schema = "", .line = s->line};
    like.object = grantable(r->work, field_text(body, "objtype"));
    if (like.object && field_is(body, "targtype", "ACL_TARGET_ALL_IN_SCHEMA"))
        return grant_in_schemas(r, s, &like, body);
    if (!like.object || !field_is(body, "targtype", "ACL_TARGET_OBJECT"))
        return false;
    size_t i;
    json_t *object;
    json_array_foreach(field_node(body, "objects"), i, object)
    {
        struct privileges own = like;
        if (!name_object(r, s, &own, object))
            return false;
        apply_grant(r, s, privileges_of(r, &own), body);
    }
    return true;
}

/* One sort of objects in one schema, or in all, that one role makes. */
static void read_defaults(struct reader *r, struct statement *s, struct privileges *like, const char *schema,
                          const json_t *action)
{
    const char *kind = mem_printf(s->ctx, "%sS", like->object->keyword);
    like->name = mem_printf(s->ctx, "DEFAULT PRIVILEGES ON %s", kind);
    like->schema = schema_of(schema);
    like->on = schema[0] ? mem_printf(s->ctx, " IN SCHEMA %s", quoted_name(s->ctx, schema)) : "";
    like->in_schema = schema[0] != '\0';
    apply_grant(r, s, privileges_of(r, like), action);
}

/* "" for whoever runs the text. */
static const char *maker_of(const struct reader *r, struct statement *s, const json_t *roles, size_t at)
{
    const json_t *role = node_as(json_array_get(roles, at), "RoleSpec");
    bool named = field_is(role, "roletype", "ROLESPEC_CSTRING");
    return named ? mem_strdup(s->ctx, field_text(role, "rolename")) : maker_now(r);
}

bool read_default_privileges(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *action = field_node(body, "action"), *schemas = NULL, *roles = NULL;
    struct privileges like = {.relation = "", .schema = "", .on = "", .defaults = true, .line = s->line};
    size_t i, k;
    json_t *option;
    json_array_foreach(field_node(body, "options"), i, option)
    {
        const json_t *list = field_node(node_as(field_node(node_body(option), "arg"), "List"), "items");
        if (field_is(node_body(option), "defname", "roles"))
            roles = list;
        else
            schemas = list;
    }
    like.object = grantable(r->work, field_text(action, "objtype"));
    if (!like.object)
        return false;
    r->parsing.notes_made = true;
    for (k = 0; k < json_array_size(roles) || k == 0; k++)
        for (i = 0; i < json_array_size(schemas) || i == 0; i++) {
            like.maker = maker_of(r, s, roles, k);
            read_defaults(r, s, &like, list_text(schemas, i), action);
        }
    return true;
}

static struct privileges *find_privileges(struct reader *r, const char *schema, const char *name)
{
    return find_like(r, &(struct privileges){.schema = schema, .name = name});
}

void forget_privileges(struct reader *r, const char *schema, const char *name)
{
    struct privileges *p = find_privileges(r, schema, name);
    if (p)
        lose_privileges(r, p);
}

static void call_otherwise(struct reader *r, struct privileges *p, const char *schema, const char *keyword,
                           const char *name, const char *own)
{
    lose_privileges(r, p);
    p->schema = mem_strdup(p, schema);
    p->object_name = mem_strdup(p, name);
    p->name = mem_printf(p, "%s %s", keyword, name);
    p->owned = name_owned(p, p);
    p->on = mem_printf(p, "%s %s%s", keyword, qualified_name(p, schema, own), name + strlen(own));
    keep_privileges(r, p);
}

void rename_privileges(struct reader *r, const char *schema, const char *name, const char *new_schema,
                       const char *keyword, const char *new_name, const char *own)
{
    struct privileges *p = find_privileges(r, schema, name);
    if (!p)
        return;
    p->relation = p->relation[0] ? mem_strdup(p, new_name) : p->relation;
    call_otherwise(r, p, new_schema, keyword, new_name, own);
}

/* Tables, views and the like are all TABLE to GRANT. */
static struct privileges *find_of_relation(struct reader *r, const struct relation *relation)
{
    void *work = mem_context(r->work);
    struct privileges *p = find_privileges(r, relation->schema, mem_printf(work, "TABLE %s", relation->name));
    mem_free(work);
    return p;
}

void forget_relation_privileges(struct reader *r, const struct relation *relation)
{
    struct privileges *p = find_of_relation(r, relation);
    if (p)
        lose_privileges(r, p);
}

void rename_relation_privileges(struct reader *r, const struct relation *relation, const char *schema, const char *name)
{
    struct privileges *p = find_of_relation(r, relation);
    if (!p)
        return;
    p->relation = mem_strdup(p, name);
    call_otherwise(r, p, schema, "TABLE", name, name);
}

void rename_column_privileges(struct reader *r, const struct relation *relation, const char *old, const char *new)
{
    struct privileges *p = find_of_relation(r, relation);
    for (size_t i = 0; p && i < p->n; i++) {
        struct right *right = &p->rights[i];
        if (strcmp(right->column, old) != 0)
            continue;
        if (new)
            right->column = mem_strdup(p, new);
        else
            right->held = right->own = right->grantable = false;
    }
}
