/* Names: of schemas and lists, and those that the server chooses (its indexcmds.c and makeObjectName). */
#include <string.h>

#include "model/postgres/described.h"
#include "sql/postgres/name.h"
#include "sql/postgres/server_name.h"

const char *schema_of(const char *schema)
{
    return strcmp(schema, "public") == 0 ? "" : schema;
}

const char *object_schema(const char *schema)
{
    return schema[0] ? schema : "public";
}

const char *names_schema(const json_t *names)
{
    size_t n = json_array_size(names);
    return n > 1 ? schema_of(list_text(names, n - 2)) : "";
}

const char *names_last(const json_t *names)
{
    size_t n = json_array_size(names);
    return n > 0 ? list_text(names, n - 1) : "";
}

char *qualified_name(void *ctx, const char *schema, const char *name)
{
    struct text t;
    if (!schema[0] && name_is_bare(name))
        return mem_strdup(ctx, name);
    text_open(&t);
    print_qualified(t.out, schema, name);
    return text_close(&t, ctx);
}

char *quoted_name(void *ctx, const char *name)
{
    return qualified_name(ctx, "", name);
}

char *quoted_literal(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    print_literal(t.out, text);
    return text_close(&t, ctx);
}

char *choose_relation_name(struct reader *r, void *ctx, const char *schema, const char *table, const char *column,
                           const char *label)
{
    char *name = server_name(ctx, table, column, label);
    for (int i = 1; described_reader.is_relation(&r->parsing, schema, name); i++)
        name = server_name(ctx, table, column, mem_printf(ctx, "%s%d", label, i));
    return name;
}

bool calls_sequence(const json_t *call)
{
    static const char *const functions[] = {"nextval", "currval", "setval"};
    const json_t *names = field_node(call, "funcname");
    for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
        if (strcmp(names_last(names), functions[i]) == 0)
            return true;
    return false;
}

bool type_is_member(const char *type)
{
    static const char *const members[] = {"OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_POLICY",
                                          "OBJECT_RULE"};
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        if (strcmp(type, members[i]) == 0)
            return true;
    return false;
}

json_t *relation_made_by(const json_t *node)
{
    static const char *const makers[][2] = {
        {"CreateStmt", "relation"}, {"CreateSeqStmt", "sequence"}, {"ViewStmt", "view"}};
    const json_t *body = node_body(node);
    for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
        if (node_as(node, makers[i][0]))
            return field_node(body, makers[i][1]);
    if (node_as(node, "CreateForeignTableStmt"))
        return field_node(field_node(body, "base"), "relation");
    const json_t *into = field_node(body, node_as(node, "SelectStmt") ? "intoClause" : "into");
    return field_node(node_as(into, "IntoClause") ? node_body(into) : into, "rel");
}

bool names_query(const json_t *tree, const char *name)
{
    size_t i;
    const char *member;
    json_t *item;
    bool found = field_is(node_as(tree, "CommonTableExpr"), "ctename", name);
    json_array_foreach(tree, i, item) found = found || names_query(item, name);
    json_object_foreach((json_t *)tree, member, item) found = found || names_query(item, name);
    return found;
}
