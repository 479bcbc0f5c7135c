/* Composite types. */
#include <string.h>

#include "model/postgres/facts.h"

static const char *collation_words(struct statement *s, const json_t *clause)
{
    const json_t *names = field_node(clause, "collname");
    const char *schema = names_schema(names);
    return clause
               ? mem_printf(s->ctx, " COLLATE %s",
                            qualified_name(s->ctx, strcmp(schema, "pg_catalog") == 0 ? "" : schema, names_last(names)))
               : "";
}

/* For tables of the type: its columns are no items of their own. */
static void add_field(struct reader *r, struct statement *s, struct relation *type, const json_t *definition)
{
    if (!r->fields)
        r->fields = model_draft_new(r->work, ENGINE_POSTGRES);
    struct item *item =
        model_add(r->fields, &model_column, type->schema, type->name, field_text(definition, "colname"), s->line);
    model_set(r->fields, item, "type", statement_deparse(s, PIECE_TYPE, field_node(definition, "typeName")));
    set_type_facts(r, s, item, field_node(definition, "typeName"));
    size_t at = mem_grow(type, &type->columns, &type->n_columns);
    type->columns[at] = (struct column){.item = item};
}

bool read_composite(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *range = field_node(body, "typevar");
    const char *schema = schema_of(field_text(range, "schemaname")), *name = field_text(range, "relname");
    struct item *item = model_add(r->draft, &model_type, schema, "", name, s->line);
    struct relation *type = relation_add(r, RELATION_TYPE, schema, name, item);
    const char *definition = "", *lines = "";
    size_t i;
    json_t *column;
    json_array_foreach(field_node(body, "coldeflist"), i, column)
    {
        const json_t *c = node_as(column, "ColumnDef");
        const char *collation = collation_words(s, field_node(c, "collClause"));
        const char *one = mem_printf(s->ctx, "%s %s%s", quoted_name(s->ctx, field_text(c, "colname")),
                                     statement_deparse(s, PIECE_TYPE, field_node(c, "typeName")), collation);
        add_field(r, s, type, c);
        definition = mem_printf(s->ctx, "%s%s%s", definition, i > 0 ? ", " : "", one);
        lines = mem_printf(s->ctx, "%s%s\n    %s", lines, i > 0 ? "," : "", one);
    }
    model_set(r->draft, item, "kind", "composite");
    model_set(r->draft, item, "definition", mem_printf(s->ctx, "(%s)", definition));
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE TYPE %s AS (%s%s);", qualified_name(s->ctx, schema, name), lines,
                              lines[0] ? "\n" : ""));
    return true;
}
