/*
 * Statements that are about what an administrator has made (engine/prepare.h): a
 * role, whose rights and password no schema holds, an extension that stands
 * already. They are passed over, whoever has written them.
 */
#include <ctype.h>
#include <pg_query.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "engine/postgres_prepare.h"
#include "sql/postgres/depth.h"

/* What is looked for in the parse of a statement, and where the names stand in it that it is about. */
struct form {
    const char *node;
    const char *with; /* also in the parse; or NULL */
    const char *keys[2];
};

static const struct form about_roles[] = {
    {"CreateRoleStmt", NULL, {"\"role\":\"", NULL}},
    {"AlterRoleStmt", NULL, {"\"rolename\":\"", NULL}},
    {"AlterRoleSetStmt", NULL, {"\"rolename\":\"", NULL}},
    {"DropRoleStmt", NULL, {"\"rolename\":\"", NULL}},
    {"GrantRoleStmt", NULL, {"\"priv_name\":\"", NULL}},
    {"CommentStmt", "\"OBJECT_ROLE\"", {"\"sval\":\"", "\"str\":\""}},
};

static const struct form make_extension = {"CreateExtensionStmt", NULL, {"\"extname\":\"", NULL}};
static const struct form drop_extension = {"DropStmt", "\"OBJECT_EXTENSION\"", {"\"sval\":\"", "\"str\":\""}};
static const struct form make_schema = {"CreateSchemaStmt", NULL, {"\"schemaname\":\"", NULL}};
static const struct form schema_of_extension = {
    "CreateExtensionStmt", "\"defname\":\"schema\"", {"\"sval\":\"", "\"str\":\""}};

static bool is_form(const char *tree, const struct form *form)
{
    static const char before[] = "\"stmt\":{\"";
    const char *at = strstr(tree, before);
    size_t n = strlen(form->node);
    return at && strncmp(at + strlen(before), form->node, n) == 0 && at[strlen(before) + n] == '"' &&
           (!form->with || strstr(tree, form->with));
}

/* What is asked of each name in a statement. */
struct names {
    bool (*has)(const struct postgres_connection *p, const char *name, size_t n);
    const struct postgres_connection *p;
};

/* Whether there are such names in the tree, and all are known. Names that are known have no character to be escaped. */
static bool knows_all(const char *tree, const struct form *form, const struct names *names)
{
    size_t found = 0;
    for (int k = 0; k < 2 && form->keys[k]; k++)
        for (const char *at = tree; (at = strstr(at, form->keys[k])); found++) {
            at += strlen(form->keys[k]);
            if (!names->has(names->p, at, strcspn(at, "\"")))
                return false;
        }
    return found > 0;
}

static bool is_name(const char *name, const char *text, size_t n)
{
    return strlen(name) == n && strncmp(name, text, n) == 0;
}

static bool has_role(const struct postgres_connection *p, const char *name, size_t n)
{
    for (size_t i = 0; i < p->base.server->n_roles; i++)
        if (is_name(p->base.server->roles[i].name, name, n))
            return true;
    return false;
}

static const struct prepared_extension *extension_named(const struct postgres_connection *p, const char *name, size_t n)
{
    for (size_t i = 0; i < p->base.n_prepared; i++)
        if (is_name(p->base.prepared[i].name, name, n))
            return &p->base.prepared[i];
    return NULL;
}

static bool has_extension(const struct postgres_connection *p, const char *name, size_t n)
{
    return extension_named(p, name, n) != NULL;
}

static bool has_schema(const struct postgres_connection *p, const char *name, size_t n)
{
    for (size_t i = 0; i < p->base.n_prepared; i++)
        if (p->base.prepared[i].schema && is_name(p->base.prepared[i].schema, name, n))
            return true;
    return false;
}

/* False with a failure where the statement wants it in a schema in which it does not stand. */
static bool stands_there(const struct postgres_connection *p, const char *tree, size_t start, void *ctx,
                         struct sql_failure *failure)
{
    const char *at = strstr(tree, make_extension.keys[0]) + strlen(make_extension.keys[0]);
    const struct prepared_extension *x = extension_named(p, at, strcspn(at, "\""));
    const char *own = x->schema ? x->schema : "public";
    if (!is_form(tree, &schema_of_extension))
        return true;
    at = strstr(tree, schema_of_extension.with);
    for (int k = 0; k < 2; k++) {
        const char *schema = strstr(at, schema_of_extension.keys[k]);
        if (!schema)
            continue;
        schema += strlen(schema_of_extension.keys[k]);
        size_t n = strcspn(schema, "\"");
        if (is_name(own, schema, n))
            return true;
        failure_at(failure, start,
                   mem_printf(ctx, "the extension %s is to stand in %.*s, and [prepare] of %s makes it in %s", x->name,
                              (int)n, schema, x->file, own));
        failure->hint = mem_printf(ctx, "extensions = %s in %.*s", x->name, (int)n, schema);
        return false;
    }
    return true;
}

static bool may_be(const char *sql)
{
    static const char *const verbs[] = {"CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "COMMENT"};
    size_t n = 0;
    while (isalpha((unsigned char)sql[n]))
        n++;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strlen(verbs[i]) == n && strncasecmp(sql, verbs[i], n) == 0)
            return true;
    return false;
}

static bool is_about_roles(const char *tree, const struct names *names)
{
    for (size_t i = 0; i < sizeof about_roles / sizeof *about_roles; i++)
        if (is_form(tree, &about_roles[i]))
            return knows_all(tree, &about_roles[i], names);
    return false;
}

static bool has_roles(const struct postgres_connection *p)
{
    return p->base.server && p->base.server->n_roles;
}

static enum prepared_statement look_at(const struct postgres_connection *p, const char *tree, size_t start, void *ctx,
                                       struct sql_failure *failure)
{
    const struct names roles = {has_role, p}, extensions = {has_extension, p}, schemas = {has_schema, p};
    if (has_roles(p) && is_about_roles(tree, &roles))
        return PREPARED_OVER;
    if (!p->base.n_prepared)
        return PREPARED_NOT;
    if (is_form(tree, &make_extension) && knows_all(tree, &make_extension, &extensions))
        return stands_there(p, tree, start, ctx, failure) ? PREPARED_OVER : PREPARED_WRONG;
    if (p->base.keeps_prepared && is_form(tree, &drop_extension) && knows_all(tree, &drop_extension, &extensions))
        return PREPARED_OVER;
    if (is_form(tree, &make_schema) && !strstr(tree, "\"schemaElts\"") && knows_all(tree, &make_schema, &schemas))
        return PREPARED_OVER;
    return PREPARED_NOT;
}

enum prepared_statement postgres_prepared(const struct postgres_connection *p, const char *sql, size_t start, void *ctx,
                                          struct sql_failure *failure)
{
    if (!has_roles(p) && !p->base.n_prepared)
        return PREPARED_NOT;
    if (!may_be(sql) || sql_is_deep(sql))
        return PREPARED_NOT;
    PgQueryParseResult parsed = pg_query_parse(sql);
    enum prepared_statement is = parsed.error ? PREPARED_NOT : look_at(p, parsed.parse_tree, start, ctx, failure);
    pg_query_free_parse_result(parsed);
    return is;
}
