/*
 * GRANT, REVOKE and ALTER DEFAULT PRIVILEGES. pg_dump takes everything from
 * the owner and grants what is left; a snapshot says what differs. Both come
 * out alike when the statements are followed and what differs is told at the end.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/postgres/signature.h"

static const struct {
    const char *type, *words, *all; /* all: the privileges there are, as the server orders them */
    const char *everybody;          /* what PUBLIC has without being granted */
} objects[] = {
    {"OBJECT_TABLE", "TABLE", "INSERT,SELECT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN", ""},
    {"OBJECT_SEQUENCE", "SEQUENCE", "USAGE,SELECT,UPDATE", ""},
    {"OBJECT_SCHEMA", "SCHEMA", "USAGE,CREATE", ""},
    {"OBJECT_FUNCTION", "FUNCTION", "EXECUTE", "EXECUTE"},
    {"OBJECT_PROCEDURE", "PROCEDURE", "EXECUTE", "EXECUTE"},
    {"OBJECT_TYPE", "TYPE", "USAGE", "USAGE"},
    {"OBJECT_DOMAIN", "DOMAIN", "USAGE", "USAGE"},
};

enum { N_OBJECTS = sizeof(objects) / sizeof(*objects) };

/* Everybody may use the schema public, and before 15 make things in it. */
#define PUBLIC_SCHEMA "SCHEMA public"

/* One privilege of one role: held, with the right to grant it, or taken from who has it by himself. */
struct right {
    const char *role, *privilege, *column;
    bool held, grantable;
    bool own; /* goes without saying while it is held */
    bool by_name;
};

struct privileges {
    char *key;
    size_t object;
    const char *schema, *relation, *name; /* the item's */
    const char *object_name;              /* "rooms", "f(integer)"; NULL of defaults */
    const char *on;                       /* ON ..., or IN SCHEMA s for defaults */
    bool defaults;
    const char *maker; /* of defaults: whose objects they are about, "" for whoever runs the text */
    int line;
    struct right *rights;
    size_t n;
    UT_hash_handle hh;
};

static struct right *right_of(struct privileges *p, const char *role, const char *privilege, const char *column)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->rights[i].role, role) == 0 && strcmp(p->rights[i].privilege, privilege) == 0 &&
            strcmp(p->rights[i].column, column) == 0)
            return &p->rights[i];
    size_t at = mem_grow(p, &p->rights, &p->n);
    p->rights[at] = (struct right){
        .role = mem_strdup(p, role), .privilege = mem_strdup(p, privilege), .column = mem_strdup(p, column)};
    return &p->rights[at];
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

static struct privileges *privileges_of(struct reader *r, const struct privileges *like)
{
    struct privileges *found = NULL;
    char *key =
        mem_printf(r->work, "%d\n%s\n%s\n%s", like->defaults, like->schema, like->name, like->maker ? like->maker : "");
    HASH_FIND_STR(r->privileges, key, found);
    if (found)
        return found;
    found = mem_new(r->work, struct privileges);
    *found = *like;
    found->key = key;
    found->schema = mem_strdup(found, like->schema);
    found->relation = mem_strdup(found, like->relation);
    found->name = mem_strdup(found, like->name);
    found->object_name = like->object_name ? mem_strdup(found, like->object_name) : NULL;
    found->on = mem_strdup(found, like->on);
    found->maker = like->maker ? mem_strdup(found, like->maker) : "";
    hold_own(found, "CURRENT_USER", objects[like->object].all);
    hold_own(found, "PUBLIC", objects[like->object].everybody);
    if (strcmp(found->name, PUBLIC_SCHEMA) == 0)
        hold_own(found, "PUBLIC", r->version < 150000 ? "USAGE,CREATE" : "USAGE");
    HASH_ADD_KEYPTR(hh, r->privileges, found->key, strlen(found->key), found);
    return found;
}

static void set_right(struct privileges *p, const char *role, const char *privilege, const char *column, bool grant,
                      const json_t *body, bool by_name)
{
    struct right *right = right_of(p, role, privilege, column);
    bool option = field_flag(body, "grant_option");
    if (grant) {
        right->held = true;
        right->grantable = right->grantable || option;
    } else {
        /* What is taken away from everybody was there, if the text does not say which version's schema it is. */
        right->own = right->own || (by_name && strcmp(p->name, PUBLIC_SCHEMA) == 0);
        right->grantable = false;
        right->held = right->held && option;
    }
    right->by_name = by_name;
}

/* One privilege of the statement, or all there are, for one role. */
static void apply(struct statement *s, struct privileges *p, const json_t *body, const json_t *access, const char *role)
{
    bool grant = field_flag(body, "is_grant");
    const char *name = field_text(access, "priv_name");
    const json_t *columns = field(access, "cols");
    const char *list = name[0] ? mem_upper(s->ctx, name, strlen(name)) : objects[p->object].all;
    if (!name[0] && columns)
        list = "INSERT,SELECT,UPDATE,REFERENCES";
    for (size_t n; *list; list += n + (list[n] == ',')) {
        n = strcspn(list, ",");
        char *privilege = mem_strndup(s->ctx, list, n);
        for (size_t i = 0; i < json_array_size(columns); i++)
            set_right(p, role, privilege, list_text(columns, i), grant, body, name[0] != '\0');
        if (!columns)
            set_right(p, role, privilege, "", grant, body, name[0] != '\0');
    }
}

/* The owner of an object is CURRENT_USER, as in a text that its owner runs. */
static const char *role_of(struct reader *r, struct statement *s, const struct privileges *p, const json_t *role)
{
    const char *name = role_words(s, role);
    const char *owner = p->defaults ? p->maker : owner_of(r, p->schema, p->relation, p->name);
    owner = owner ? owner : r->dump_owner;
    return owner && owner[0] && strcmp(name, quoted(s->ctx, owner)) == 0 ? "CURRENT_USER" : name;
}

static void apply_all(struct reader *r, struct statement *s, struct privileges *p, const json_t *body)
{
    const json_t *privileges = field(body, "privileges");
    size_t i, k;
    json_t *role, *access;
    json_array_foreach(field(body, "grantees"), i, role)
    {
        const char *name = role_of(r, s, p, role);
        json_array_foreach(privileges, k, access) apply(s, p, body, node_as(access, "AccessPriv"), name);
        if (json_array_size(privileges) == 0)
            apply(s, p, body, NULL, name);
    }
}

/* What is granted on: the item's place and its words. False for what is not known. */
static bool name_object(struct reader *r, struct statement *s, struct privileges *like, const json_t *object)
{
    const char *kind = objects[like->object].words;
    const json_t *range = node_as(object, "RangeVar"), *call = node_as(object, "ObjectWithArgs");
    const json_t *names = field(node_as(object, "List"), "items");
    const char *name = "", *words_of = "";
    if (range) {
        like->schema = schema_of(field_text(range, "schemaname"));
        like->relation = strcmp(kind, "TABLE") == 0 ? field_text(range, "relname") : "";
        name = field_text(range, "relname");
        words_of = qualified(s->ctx, like->schema, name);
    } else if (call) {
        like->schema = names_schema(field(call, "objname"));
        name = signature_words(s, call);
        words_of = mem_printf(s->ctx, "%s%s", qualified(s->ctx, like->schema, names_last(field(call, "objname"))),
                              strchr(name, '(') ? strchr(name, '(') : "");
    } else if (names) {
        like->schema = names_schema(names);
        name = names_last(names);
        words_of = qualified(s->ctx, like->schema, name);
    } else if (node_as(object, "String")) {
        name = field_text(node_as(object, "String"), "sval");
        words_of = quoted(s->ctx, name);
    }
    /* pg_dump says TYPE of domains as well. */
    const struct relation *type = strcmp(kind, "TYPE") == 0 ? domain_find(r, like->schema, name) : NULL;
    if (type && type->base)
        kind = "DOMAIN";
    like->object_name = name;
    like->name = mem_printf(s->ctx, "%s %s", kind, name);
    like->on = mem_printf(s->ctx, "%s %s", kind, words_of);
    return name[0] != '\0';
}

bool read_grant(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    struct privileges like = {.relation = "", .schema = "", .line = s->line};
    while (like.object < N_OBJECTS && !field_is(body, "objtype", objects[like.object].type))
        like.object++;
    if (like.object == N_OBJECTS || !field_is(body, "targtype", "ACL_TARGET_OBJECT"))
        return false;
    size_t i;
    json_t *object;
    json_array_foreach(field(body, "objects"), i, object)
    {
        if (!name_object(r, s, &like, object))
            return false;
        apply_all(r, s, privileges_of(r, &like), body);
    }
    return true;
}

/* One sort of objects in one schema, or in all, that one role makes. */
static void read_defaults(struct reader *r, struct statement *s, struct privileges *like, const char *schema,
                          const json_t *action)
{
    const char *kind = mem_printf(s->ctx, "%sS", objects[like->object].words);
    like->name = mem_printf(s->ctx, "DEFAULT PRIVILEGES ON %s", kind);
    like->schema = schema_of(schema);
    like->on = schema[0] ? mem_printf(s->ctx, " IN SCHEMA %s", quoted(s->ctx, schema)) : "";
    struct privileges *p = privileges_of(r, like);
    /* In one schema nothing goes without saying. */
    for (size_t k = 0; schema[0] && k < p->n; k++)
        p->rights[k].own = false;
    apply_all(r, s, p, action);
}

/* "" for whoever runs the text. */
static const char *maker_of(struct statement *s, const json_t *roles, size_t at)
{
    const json_t *role = node_as(json_array_get(roles, at), "RoleSpec");
    return field_is(role, "roletype", "ROLESPEC_CSTRING") ? mem_strdup(s->ctx, field_text(role, "rolename")) : "";
}

bool read_default_privileges(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *action = field(body, "action"), *schemas = NULL, *roles = NULL;
    struct privileges like = {.relation = "", .schema = "", .on = "", .defaults = true, .line = s->line};
    size_t i, k;
    json_t *option;
    json_array_foreach(field(body, "options"), i, option)
    {
        const json_t *list = field(node_as(field(node_body(option), "arg"), "List"), "items");
        if (field_is(node_body(option), "defname", "roles"))
            roles = list;
        else
            schemas = list;
    }
    while (like.object < N_OBJECTS && !field_is(action, "objtype", objects[like.object].type))
        like.object++;
    if (like.object == N_OBJECTS)
        return false;
    for (k = 0; k < json_array_size(roles) || k == 0; k++)
        for (i = 0; i < json_array_size(schemas) || i == 0; i++) {
            like.maker = maker_of(s, roles, k);
            read_defaults(r, s, &like, list_text(schemas, i), action);
        }
    return true;
}

/* The server had no MAINTAIN before 17: a list without it does not take it away. */
static bool says_something(const struct right *right, bool all_gone)
{
    if (right->own && !right->held && strcmp(right->privilege, "MAINTAIN") == 0)
        return right->by_name || all_gone;
    return right->held != right->own || right->grantable;
}

static bool is_bare(const struct privileges *p, const char *role)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->rights[i].role, role) == 0 && p->rights[i].own && p->rights[i].held)
            return false;
    return true;
}

static int by_role(const void *a, const void *b)
{
    const struct right *x = a, *y = b;
    int order = strcmp(x->role, y->role);
    order = order ? order : strcmp(x->column, y->column);
    order = order ? order : (int)x->held - (int)y->held;
    order = order ? order : (int)x->grantable - (int)y->grantable;
    return order ? order : strcmp(x->privilege, y->privilege);
}

static bool same_line(const struct right *a, const struct right *b)
{
    return strcmp(a->role, b->role) == 0 && strcmp(a->column, b->column) == 0 && a->held == b->held &&
           a->grantable == b->grantable;
}

/* "SELECT, UPDATE" or ALL of the rights from `first` to `last`. */
static const char *list_words(void *ctx, const struct privileges *p, size_t first, size_t last)
{
    const char *all = objects[p->object].all, *text = "";
    size_t count = 1;
    for (const char *c = all; *c; c++)
        count += *c == ',';
    const struct right *head = &p->rights[first];
    if (last - first == count && !head->column[0])
        return "ALL";
    /* A column stands behind each privilege: SELECT, UPDATE (a) is SELECT of the whole table. */
    const char *column = head->column[0] ? mem_printf(ctx, " (%s)", quoted(ctx, head->column)) : "";
    for (size_t i = first; i < last; i++)
        text = mem_printf(ctx, "%s%s%s%s", text, i > first ? ", " : "", p->rights[i].privilege, column);
    return text;
}

/* The rights from `first` to `last` as one statement. */
static const char *line_words(void *ctx, const struct privileges *p, size_t first, size_t last)
{
    const struct right *right = &p->rights[first];
    const char *list = list_words(ctx, p, first, last), *option = right->grantable ? " WITH GRANT OPTION" : "";
    const char *verb = right->held ? "GRANT" : "REVOKE", *to = right->held ? "TO" : "FROM", *role = right->role;
    if (!p->defaults)
        return mem_printf(ctx, "%s %s ON %s %s %s%s;", verb, list, p->on, to, role, option);
    const char *maker = p->maker[0] ? quoted(ctx, p->maker) : "";
    if (maker[0] && strcmp(role, "CURRENT_USER") == 0)
        role = maker;
    return mem_printf(ctx, "ALTER DEFAULT PRIVILEGES%s%s%s %s %s ON %sS %s %s%s;", maker[0] ? " FOR ROLE " : "", maker,
                      p->on, verb, list, objects[p->object].words, to, role, option);
}

/* The same for people. */
static const char *grant_words(void *ctx, const struct privileges *p, size_t first, size_t last)
{
    const struct right *right = &p->rights[first];
    return mem_printf(ctx, "%s %s %s %s%s", right->held ? "GRANT" : "REVOKE", list_words(ctx, p, first, last),
                      right->held ? "TO" : "FROM", right->role, right->grantable ? " WITH GRANT OPTION" : "");
}

/* Whose objects defaults are about is part of what they are; the text's own role goes without saying. */
static const char *name_of(struct reader *r, const struct privileges *p)
{
    if (!p->defaults || !p->maker[0])
        return p->name;
    return mem_printf(r->work, "DEFAULT PRIVILEGES FOR ROLE %s ON %sS", p->maker, objects[p->object].words);
}

static void add_facts(struct reader *r, struct item *item, const struct privileges *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct right *right = &p->rights[i];
        model_add_fact(r->draft, item, "right role", right->role);
        model_add_fact(r->draft, item, "right", right->privilege);
        model_add_fact(r->draft, item, "right column", right->column);
        model_add_fact(r->draft, item, "right state", !right->held ? "taken" : right->grantable ? "grantable" : "held");
    }
    if (p->defaults)
        model_add_fact(r->draft, item, "defaults", "");
    else
        model_add_fact(r->draft, item, "object", p->object_name);
}

/* All of one role's own taken away: REVOKE ALL. */
static void finish(struct reader *r, struct privileges *p)
{
    const char *grants = "", *lines = "";
    size_t kept = 0;
    for (size_t i = 0; i < p->n; i++)
        if (says_something(&p->rights[i], is_bare(p, p->rights[i].role)))
            p->rights[kept++] = p->rights[i];
    p->n = kept;
    if (p->n == 0)
        return;
    qsort(p->rights, p->n, sizeof(*p->rights), by_role);
    if (r->own_role && strcmp(p->maker, r->own_role) == 0)
        p->maker = "";
    for (size_t i = 0, next; i < p->n; i = next) {
        for (next = i + 1; next < p->n && same_line(&p->rights[i], &p->rights[next]);)
            next++;
        grants = mem_printf(r->work, "%s%s%s", grants, i > 0 ? "; " : "", grant_words(r->work, p, i, next));
        lines = mem_printf(r->work, "%s%s%s", lines, i > 0 ? "\n" : "", line_words(r->work, p, i, next));
    }
    struct item *item = model_add(r->draft, &model_privilege, p->schema, p->relation, name_of(r, p), p->line);
    model_set(r->draft, item, "grants", grants);
    add_facts(r, item, p);
    model_set_text(r->draft, item, lines);
}

void finish_privileges(struct reader *r)
{
    struct privileges *p, *next;
    for (p = r->privileges; p; p = next) {
        next = p->hh.next;
        finish(r, p);
    }
    HASH_CLEAR(hh, r->privileges);
}
