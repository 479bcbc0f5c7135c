/* COMMENT ON. No comment and an empty one are the same, as the server has it. */
#include <string.h>

#include "model/extension.h"
#include "model/postgres/target.h"

static const char public_schema[] = "SCHEMA public";

static bool goes_without_saying(const struct target *t, const char *text)
{
    if (strcmp(t->name, public_schema) == 0)
        return strcmp(text, "standard public schema") == 0;
    static const char extension[] = "EXTENSION ";
    bool of_extension = strncmp(t->name, extension, strlen(extension)) == 0;
    return !text[0] || (of_extension && extension_comment_is_its_own(t->name + strlen(extension), text));
}

bool read_comment(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *text = field_text(body, "comment");
    struct target t;
    if (!named_target(r, s, field_text(body, "objtype"), field_node(body, "object"), &t))
        return false;
    struct item *item = model_draft_find(r->draft, &model_comment, t.schema, t.relation, t.name);
    if (item)
        model_remove(r->draft, item);
    if (goes_without_saying(&t, text))
        return true;
    item = model_add(r->draft, &model_comment, t.schema, t.relation, t.name, s->line);
    model_add_fact(r->draft, item, "name", t.own);
    model_set(r->draft, item, "text", text);
    const char *said = text[0] ? quoted_literal(s->ctx, text) : "NULL";
    model_set_text(r->draft, item, mem_printf(s->ctx, "COMMENT ON %s IS %s;", t.spelling, said));
    return true;
}
