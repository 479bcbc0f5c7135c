#include "model/postgres/unparsed.h"

#include <string.h>

#include "model/postgres/cursor.h"

/* WITH NO DATA behind the query says nothing of it. */
static char *without_end(char *definition)
{
    static const char end[] = " WITH NO DATA";
    size_t n = strlen(definition);
    if (n > strlen(end) && strcmp(definition + n - strlen(end), end) == 0)
        definition[n - strlen(end)] = '\0';
    return definition;
}

bool read_unparsed(struct reader *r, struct statement *s)
{
    struct cursor c = cursor_begin(r, s);
    const char *schema, *name;
    if (!cursor_take(&c, "create"))
        return false;
    if (cursor_take(&c, "or"))
        cursor_advance(&c);
    bool materialized = cursor_take(&c, "materialized");
    if (!cursor_take(&c, "view") || !cursor_qualified(&c, &schema, &name) || !cursor_take(&c, "as"))
        return false;
    const struct model_kind *kind = materialized ? &model_materialized_view : &model_view;
    struct item *item = model_draft_find(r->draft, kind, schema, "", name);
    if (!item)
        item = model_add(r->draft, kind, schema, "", name, s->line);
    char *definition = without_end(lex_words(s->ctx, s->text + c.now.start, s->length - c.now.start));
    model_set(r->draft, item, "definition", definition);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE %sVIEW %s AS\n%s%s;", materialized ? "MATERIALIZED " : "",
                              qualified(s->ctx, schema, name), definition, materialized ? "\nWITH NO DATA" : ""));
    relation_add(r, RELATION_VIEW, schema, name, item);
    return true;
}
