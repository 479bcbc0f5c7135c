#include "model/postgres/cursor.h"

#include "model/postgres/search_path.h"
#include "sql/postgres/name.h"

struct cursor cursor_begin(struct reader *r, struct statement *s)
{
    struct cursor c = {.r = r, .s = s, .lexer = {s->text, 0, s->length}};
    cursor_advance(&c);
    return c;
}

void cursor_advance(struct cursor *c)
{
    c->now = lex_next(&c->lexer);
}

bool cursor_take(struct cursor *c, const char *keyword)
{
    bool found = lexeme_is(c->s->text, c->now, keyword);
    if (found)
        cursor_advance(c);
    return found;
}

const char *cursor_name(struct cursor *c, void *ctx)
{
    if (c->now.kind != LEXEME_WORD && c->now.kind != LEXEME_QUOTED)
        return NULL;
    const char *name = lexeme_name(ctx, c->s->text, c->now);
    if (c->now.kind == LEXEME_WORD && !c->any_name && name_is_reserved(name))
        return NULL;
    cursor_advance(c);
    return name;
}

bool cursor_qualified(struct cursor *c, const char **schema, const char **name)
{
    *schema = "";
    *name = cursor_name(c, c->s->ctx);
    if (*name && cursor_take(c, ".")) {
        *schema = schema_of(*name);
        *name = cursor_name(c, c->s->ctx);
    } else if (*name) {
        *schema = search_path_of_relation(c->r, *name);
    }
    return *name != NULL;
}

struct relation *cursor_relation(struct cursor *c)
{
    const char *schema, *name;
    return cursor_qualified(c, &schema, &name) ? relation_find(c->r, schema, name) : NULL;
}

const char *const *cursor_names(struct cursor *c, void *ctx)
{
    const char **names = NULL;
    size_t n = 0;
    if (!cursor_take(c, "("))
        return NULL;
    do {
        const char *name = cursor_name(c, ctx);
        if (!name)
            return NULL;
        size_t at = mem_grow(ctx, &names, &n);
        names[at] = name;
    } while (cursor_take(c, ","));
    mem_grow(ctx, &names, &n);
    return cursor_take(c, ")") ? names : NULL;
}
