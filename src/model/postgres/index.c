/* CREATE INDEX, and the names of indexes without one. */
#include <string.h>

#include "kind/postgres/storage.h"
#include "model/postgres/facts.h"
#include "sql/postgres/shorten.h"

/* What the server calls a column made of an expression (FigureIndexColname). */
static const char *expression_name(const json_t *expression)
{
    const json_t *body = node_body(expression);
    if (node_as(expression, "FuncCall"))
        return names_last(field_node(body, "funcname"));
    if (node_as(expression, "ColumnRef"))
        return names_last(field_node(body, "fields"));
    if (node_as(expression, "CoalesceExpr"))
        return "coalesce";
    if (node_as(expression, "CaseExpr"))
        return "case";
    if (node_as(expression, "CollateClause"))
        return expression_name(field_node(body, "arg"));
    if (node_as(expression, "TypeCast")) {
        const char *inner = expression_name(field_node(body, "arg"));
        return strcmp(inner, "expr") != 0 ? inner : names_last(field_node(field_node(body, "typeName"), "names"));
    }
    return "expr";
}

/* a_expr_expr1: columns of the same name are distinguished by numbers. */
static const char *middle_of_name(struct statement *s, const json_t *elements)
{
    size_t n = json_array_size(elements);
    const char **names = mem_array(s->ctx, const char *, n + 1);
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        const json_t *element = node_as(json_array_get(elements, i), "IndexElem");
        const char *own =
            field_node(element, "name") ? field_text(element, "name") : expression_name(field_node(element, "expr"));
        names[i] = own;
        for (size_t k = 0, number = 1; k < i; k++)
            if (strcmp(names[k], names[i]) == 0) {
                names[i] = mem_printf(s->ctx, "%s%zu", own, number++);
                k = (size_t)-1;
            }
        text = mem_printf(s->ctx, "%s%s%s", text, i > 0 ? "_" : "", names[i]);
    }
    return text;
}

/* The statement as a snapshot says it: finish.c writes it again when options come later. */
static void set_attributes(struct reader *r, struct statement *s, struct item *item, json_t *body)
{
    const char *schema = item->schema, *table = item->relation;
    const char *method = field_text(body, "accessMethod");
    json_t *parts[] = {field_node(body, "indexParams"), field_node(body, "indexIncludingParams"),
                       field_node(body, "whereClause")};
    bool distinct = field_flag(body, "nulls_not_distinct");
    set_index_facts(r, s, item, parts[0], parts[1], parts[2]);
    if (field_flag(body, "unique"))
        model_set(r->draft, item, "unique", distinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE");
    if (strcmp(method, "btree") != 0)
        model_set(r->draft, item, "method", method);
    model_set(r->draft, item, "keys", deparse_short(r, s, PIECE_INDEX_ELEMENTS, parts[0], schema, table));
    if (parts[1])
        model_set(r->draft, item, "include", deparse_short(r, s, PIECE_INDEX_ELEMENTS, parts[1], schema, table));
    if (parts[2])
        model_set(r->draft, item, "where", deparse_short(r, s, PIECE_EXPRESSION, parts[2], schema, table));
    set_storage_options(r, item, "options",
                        field_of_storage_options(&r->parsing, NULL, field_node(body, "options"), false));
}

bool read_create_index(struct reader *r, struct statement *s, json_t *node)
{
    json_t *body = node_body(node);
    const json_t *range = field_node(body, "relation");
    const char *schema = schema_of(field_text(range, "schemaname")), *table = field_text(range, "relname");
    struct relation *owner = relation_of(r, range);
    const char *name = field_text(body, "idxname");
    if (!name[0])
        name =
            choose_relation_name(r, s->ctx, schema, table, middle_of_name(s, field_node(body, "indexParams")), "idx");
    if (field_flag(body, "if_not_exists") && relation_find(r, schema, name))
        return true;
    if (relation_find(r, schema, name))
        return false;
    struct item *item = model_add(r->draft, &model_index, schema, table, name, s->line);
    struct relation *index = relation_add(r, RELATION_INDEX, schema, name, item);
    index->table = owner;
    index->only = !field_flag(range, "inh");
    set_attributes(r, s, item, body);
    return true;
}
