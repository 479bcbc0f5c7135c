/* Types: domains, composites and ranges. */
#include <string.h>
#include <strings.h>

#include "model/postgres/facts.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/server_name.h"
#include "sql/postgres/shorten.h"

static struct item *type_item(struct reader *r, struct statement *s, const json_t *names, const char *variety)
{
    struct item *item = model_add(r->draft, &model_type, names_schema(names), "", names_last(names), s->line);
    model_set(r->draft, item, "kind", variety);
    return item;
}

/* ---- domains: the constraints are items of their own ---- */

static const char *collation_words(struct statement *s, const json_t *clause)
{
    const json_t *names = field_node(clause, "collname");
    const char *schema = names_schema(names);
    return clause
               ? mem_printf(s->ctx, " COLLATE %s",
                            qualified_name(s->ctx, strcmp(schema, "pg_catalog") == 0 ? "" : schema, names_last(names)))
               : "";
}

static const char *type_of_value(const void *data, const char *schema, const char *relation, const char *column)
{
    (void)schema, (void)relation;
    return strcmp(column, "value") == 0 ? data : NULL;
}

static void add_check(struct reader *r, struct statement *s, const struct relation *domain, json_t *constraint)
{
    struct canon_columns columns = {domain->schema, domain->name, type_of_value, domain->base};
    const char *name = field_text(constraint, "conname");
    for (int i = 0;
         !name[0] || (i > 0 && model_draft_find(r->draft, &model_constraint, domain->schema, domain->name, name)); i++)
        name = server_name(s->ctx, domain->name, "", i > 0 ? mem_printf(s->ctx, "check%d", i) : "check");
    struct item *item = model_add(r->draft, &model_constraint, domain->schema, domain->name, name, s->line);
    bool valid = !field_flag(constraint, "skip_validation");
    json_object_del(constraint, "skip_validation");
    tree_shorten(constraint, &columns);
    const char *definition = statement_deparse(s, PIECE_DOMAIN_CONSTRAINT, constraint);
    model_set(r->draft, item, "type", "CHECK");
    model_set(r->draft, item, "definition", definition);
    model_set(r->draft, item, "validated", valid ? NULL : "NOT VALID");
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "ALTER DOMAIN %s ADD CONSTRAINT %s %s%s;",
                              qualified_name(s->ctx, domain->schema, domain->name), quoted_name(s->ctx, name),
                              definition, valid ? "" : " NOT VALID"));
}

/* The name only where a person chose it. */
static const char *not_null_words(struct statement *s, const char *domain, const json_t *constraint,
                                  const json_t *constraints)
{
    const char *name = field_text(constraint, "conname");
    const char **checks = mem_array(s->ctx, const char *, json_array_size(constraints) + 1);
    size_t i, n = 0;
    json_t *item;
    json_array_foreach(constraints, i, item)
    {
        if (field_is(node_as(item, "Constraint"), "contype", "CONSTR_CHECK"))
            checks[n++] = field_text(node_as(item, "Constraint"), "conname");
    }
    bool named = name[0] && domain_not_null_is_chosen(domain, name, false, checks);
    return named ? mem_printf(s->ctx, "CONSTRAINT %s NOT NULL", quoted_name(s->ctx, name)) : "NOT NULL";
}

static void set_domain_text(struct reader *r, struct statement *s, struct item *item)
{
    const char *null = item_attribute(item, "not null"), *fallback = item_attribute(item, "default");
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE DOMAIN %s AS %s%s%s%s%s;",
                              qualified_name(s->ctx, item->schema, item->name), item_attribute(item, "type"),
                              null ? " " : "", null ? null : "", fallback ? " DEFAULT " : "",
                              fallback ? fallback : ""));
}

bool read_domain(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *names = field_node(body, "domainname");
    struct item *item = type_item(r, s, names, "domain");
    struct relation *domain = relation_add(r, RELATION_TYPE, item->schema, item->name, item);
    const char *null = NULL, *fallback = NULL;
    size_t i;
    json_t *node_of_constraint;
    domain->base = mem_strdup(r->work, statement_deparse(s, PIECE_TYPE, field_node(body, "typeName")));
    set_type_facts(r, s, item, field_node(body, "typeName"));
    json_array_foreach(field_node(body, "constraints"), i, node_of_constraint)
    {
        json_t *constraint = node_as(node_of_constraint, "Constraint");
        if (field_is(constraint, "contype", "CONSTR_NOTNULL"))
            null = not_null_words(s, item->name, constraint, field_node(body, "constraints"));
        else if (field_is(constraint, "contype", "CONSTR_CHECK"))
            add_check(r, s, domain, constraint);
        else if (field_is(constraint, "contype", "CONSTR_DEFAULT"))
            fallback = piece_default(s->ctx, field_node(constraint, "raw_expr"), domain->base);
    }
    const char *type = mem_printf(s->ctx, "%s%s", domain->base, collation_words(s, field_node(body, "collClause")));
    model_set(r->draft, item, "type", type);
    model_set(r->draft, item, "not null", null);
    model_set(r->draft, item, "default", fallback);
    set_domain_text(r, s, item);
    return true;
}

/* SET and DROP, of DEFAULT and of NOT NULL. */
static bool set_domain(struct reader *r, struct statement *s, const struct relation *domain, const char *what,
                       json_t *def)
{
    struct item *item = domain->item;
    if (what[0] == 'T')
        model_set(r->draft, item, "default", def ? piece_default(s->ctx, def, domain->base) : NULL);
    else if (what[0] == 'O' && !item_attribute(item, "not null"))
        model_set(r->draft, item, "not null", "NOT NULL");
    else if (what[0] == 'N')
        model_set(r->draft, item, "not null", NULL);
    else
        return what[0] == 'O';
    set_domain_text(r, s, item);
    return true;
}

bool read_alter_domain(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *names = field_node(body, "typeName");
    struct relation *domain = domain_find(r, names_schema(names), names_last(names));
    const char *what = field_text(body, "subtype");
    if (!domain)
        return field_flag(body, "missing_ok");
    json_t *constraint = node_as(field_node(body, "def"), "Constraint");
    struct item *named =
        model_draft_find(r->draft, &model_constraint, domain->schema, domain->name, field_text(body, "name"));
    if (what[0] == 'C' && field_is(constraint, "contype", "CONSTR_CHECK"))
        add_check(r, s, domain, constraint);
    else if (what[0] == 'X' && named)
        model_remove(r->draft, named);
    else if (what[0] == 'V' && named)
        model_set(r->draft, named, "validated", NULL);
    else
        return domain->item && domain->base && set_domain(r, s, domain, what, field_node(body, "def"));
    return true;
}

/* ---- composites and ranges ---- */

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
