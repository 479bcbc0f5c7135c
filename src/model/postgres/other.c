/* Schemas and extensions, and what is compared as one text: casts, event triggers, text search. */
#include <string.h>

#include "model/postgres/signature.h"

struct item *add_other(struct reader *r, const char *schema, const char *name, const char *definition, int line)
{
    struct item *item = model_draft_find(r->draft, &model_other, schema, "", name);
    if (!item)
        item = model_add(r->draft, &model_other, schema, "", name, line);
    model_set(r->draft, item, "definition", definition);
    model_set_text(r->draft, item, mem_printf(r->work, "%s;", definition));
    return item;
}

bool read_schema(struct reader *r, struct statement *s, json_t *node)
{
    const char *name = field_text(node_body(node), "schemaname");
    if (field(node_body(node), "schemaElts"))
        return false;
    if (strcmp(name, "public") == 0 || model_draft_find(r->draft, &model_schema, name, "", name))
        return true;
    struct item *item = model_add(r->draft, &model_schema, name, "", name, s->line);
    model_set_text(r->draft, item, mem_printf(s->ctx, "CREATE SCHEMA %s;", quoted(s->ctx, name)));
    return true;
}

/* plpgsql is there without being asked for. */
bool read_extension(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *name = field_text(body, "extname"), *schema = "";
    size_t i;
    json_t *option;
    if (strcmp(name, "plpgsql") == 0 || model_draft_find(r->draft, &model_extension, "", "", name))
        return true;
    json_array_foreach(field(body, "options"), i, option)
    {
        if (field_is(node_body(option), "defname", "schema"))
            schema = schema_of(field_text(node_body(field(node_body(option), "arg")), "sval"));
    }
    struct item *item = model_add(r->draft, &model_extension, "", "", name, s->line);
    model_set(r->draft, item, "schema", schema[0] ? schema : NULL);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE EXTENSION %s%s%s;", quoted(s->ctx, name), schema[0] ? " SCHEMA " : "",
                              schema[0] ? quoted(s->ctx, schema) : ""));
    return true;
}

static const char *cast_method(struct statement *s, const json_t *body)
{
    const json_t *function = field(body, "func");
    const char *schema = names_schema(field(function, "objname"));
    if (field_flag(body, "inout"))
        return "WITH INOUT";
    if (!function)
        return "WITHOUT FUNCTION";
    if (!schema[0] || strcmp(schema, "pg_catalog") == 0)
        return mem_printf(s->ctx, "WITH FUNCTION %s", deparse_signature(s, function));
    return mem_printf(s->ctx, "WITH FUNCTION %s.%s", quoted(s->ctx, schema), deparse_signature(s, function));
}

bool read_cast(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *name = mem_printf(s->ctx, "CAST (%s AS %s)", deparse(s, PIECE_TYPE, field(body, "sourcetype")),
                                  deparse(s, PIECE_TYPE, field(body, "targettype")));
    const char *context = field_is(body, "context", "COERCION_ASSIGNMENT") ? " AS ASSIGNMENT"
                          : field_is(body, "context", "COERCION_IMPLICIT") ? " AS IMPLICIT"
                                                                           : "";
    add_other(r, "", name, mem_printf(s->ctx, "CREATE %s %s%s", name, cast_method(s, body), context), s->line);
    return true;
}

bool read_event_trigger(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *function = field(body, "funcname");
    const char *name = field_text(body, "trigname"), *tags = "";
    size_t i, k;
    json_t *clause, *tag;
    json_array_foreach(field(body, "whenclause"), i, clause)
    {
        json_array_foreach(field(node_as(field(node_body(clause), "arg"), "List"), "items"), k, tag) tags =
            mem_printf(s->ctx, "%s%s%s", tags, k > 0 ? ", " : "\n    WHEN TAG IN (",
                       literal(s->ctx, field_text(node_body(tag), "sval")));
    }
    add_other(r, "", mem_printf(s->ctx, "EVENT TRIGGER %s", name),
              mem_printf(s->ctx, "CREATE EVENT TRIGGER %s ON %s%s%s\n    EXECUTE PROCEDURE %s()", quoted(s->ctx, name),
                         field_text(body, "eventname"), tags, tags[0] ? ")" : "",
                         qualified(s->ctx, names_schema(function), names_last(function))),
              s->line);
    return true;
}

/* Adds a line to what an item's definition says, in order of the lines. */
static bool add_line(struct reader *r, struct statement *s, const char *schema, const char *name, const char *line)
{
    struct item *item = model_draft_find(r->draft, &model_other, schema, "", name);
    if (!item)
        return false;
    const char *before = item_attribute(item, "definition"), *at = before, *next;
    while ((next = strstr(at, ";\n")) && strcmp(next + 2, line) < 0)
        at = next + 2;
    next = strstr(at, ";\n");
    size_t n = next ? (size_t)(next - before) : strlen(before);
    const char *definition = mem_printf(s->ctx, "%.*s;\n%s%s", (int)n, before, line, before + n);
    add_other(r, schema, name, definition, item->line);
    return true;
}

bool read_alter_event_trigger(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *name = field_text(body, "trigname"), *state = field_text(body, "tgenabled");
    const char *how = state[0] == 'D' ? "DISABLE" : state[0] == 'R' ? "ENABLE REPLICA" : "ENABLE ALWAYS";
    if (state[0] == 'O')
        return true;
    return add_line(r, s, "", mem_printf(s->ctx, "EVENT TRIGGER %s", name),
                    mem_printf(s->ctx, "ALTER EVENT TRIGGER %s %s", quoted(s->ctx, name), how));
}

bool read_search_mapping(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *names = field(body, "cfgname");
    const char *dictionaries = "";
    bool known = field_is(body, "kind", "ALTER_TSCONFIG_ADD_MAPPING");
    size_t i;
    json_t *item;
    json_array_foreach(field(body, "dicts"), i, item)
    {
        const json_t *dictionary = field(node_as(item, "List"), "items");
        const char *schema = names_schema(dictionary);
        dictionaries =
            mem_printf(s->ctx, "%s%s%s", dictionaries, i > 0 ? ", " : "",
                       qualified(s->ctx, strcmp(schema, "pg_catalog") == 0 ? "" : schema, names_last(dictionary)));
    }
    json_array_foreach(field(body, "tokentype"), i, item) known =
        known &&
        add_line(r, s, names_schema(names), mem_printf(s->ctx, "TEXT SEARCH CONFIGURATION %s", names_last(names)),
                 mem_printf(s->ctx, "ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s",
                            qualified(s->ctx, names_schema(names), names_last(names)),
                            quoted(s->ctx, field_text(node_body(item), "sval")), dictionaries));
    return known;
}
