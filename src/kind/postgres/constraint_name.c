#include "kind/postgres/constraint_name.h"

#include <string.h>

#include "kind/postgres/index.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/server_name.h"

/* The columns an expression names, each once. */
static void collect_columns(json_t *value, json_t *found)
{
    size_t i;
    const char *name;
    json_t *item;
    const json_t *names = field_node(node_as(value, "ColumnRef"), "fields");
    size_t n = json_array_size(names);
    bool known = false;
    for (i = 0; n > 0 && i < json_array_size(found); i++)
        known = known || strcmp(list_text(found, i), list_text(names, n - 1)) == 0;
    if (names && !known)
        json_array_append(found, json_array_get(names, n - 1));
    json_array_foreach(value, i, item) collect_columns(item, found);
    json_object_foreach(value, name, item) collect_columns(item, found);
}

static const char *joined(void *ctx, const json_t *names)
{
    const char *text = "";
    for (size_t i = 0; i < json_array_size(names); i++)
        text = mem_printf(ctx, "%s%s%s", text, i > 0 ? "_" : "", list_text(names, i));
    return text;
}

static void add_elements(json_t *elements, const json_t *names)
{
    for (size_t i = 0; i < json_array_size(names); i++)
        json_array_append_new(elements, json_pack("{s:{s:s}}", "IndexElem", "name", list_text(names, i)));
}

/* As of an index of these columns: INCLUDE counts. */
static const char *names_of_index(void *ctx, const json_t *constraint)
{
    json_t *elements = json_array(), *included = json_array(), *item;
    size_t i;
    add_elements(elements, field_node(constraint, "keys"));
    json_array_foreach(field_node(constraint, "exclusions"), i, item)
        json_array_append(elements, json_array_get(field_node(node_as(item, "List"), "items"), 0));
    add_elements(included, field_node(constraint, "including"));
    const char *text = mem_strdup(ctx, index_column_names(ctx, elements, included));
    json_decref(elements);
    json_decref(included);
    return text;
}

const char *constraint_column_names(void *ctx, const json_t *constraint, const struct constraint_type *type)
{
    if (type->type[0] == 'p')
        return "";
    if (type->has_index)
        return names_of_index(ctx, constraint);
    if (type->type[0] == 'f')
        return joined(ctx, field_node(constraint, "fk_attrs"));
    /* Of a check only the one that it names. */
    json_t *checked = json_array();
    collect_columns(field_node(constraint, "raw_expr"), checked);
    const char *text = json_array_size(checked) == 1 ? joined(ctx, checked) : "";
    json_decref(checked);
    return text;
}

/* The server looks through all constraints of the schema, those of domains among them. */
static bool is_taken(struct parsing *parsing, const char *schema, const char *name, bool relation)
{
    return (relation && parsing->reader->is_relation(parsing, schema, name)) ||
           parsing_has_member(parsing, &postgres_constraint, schema, name) ||
           parsing_has_member(parsing, &postgres_domain_constraint, schema, name);
}

const char *constraint_choose_name(struct parsing *parsing, struct name_pair table, const struct constraint_type *type,
                                   const char *columns)
{
    char *name = server_name(parsing->ctx, table.name, columns, type->label);
    for (int i = 1; is_taken(parsing, table.schema, name, type->has_index); i++)
        name = server_name(parsing->ctx, table.name, columns, mem_printf(parsing->ctx, "%s%d", type->label, i));
    return name;
}
