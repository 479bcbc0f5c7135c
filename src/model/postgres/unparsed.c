#include "model/postgres/unparsed.h"

#include <string.h>

#include "canon/lex.h"

/* Up to two names with a dot between them; false where there are none. */
static bool take_name(struct statement *s, struct lexer *l, const char **schema, const char **name)
{
    struct lexeme x = lex_next(l);
    *schema = "";
    if (x.kind != LEXEME_WORD && x.kind != LEXEME_QUOTED)
        return false;
    *name = lexeme_name(s->ctx, s->text, x);
    struct lexer ahead = *l;
    if (lexeme_is(s->text, lex_next(&ahead), ".")) {
        *schema = schema_of(*name);
        *name = lexeme_name(s->ctx, s->text, lex_next(&ahead));
        *l = ahead;
    }
    return true;
}

static bool take_word(struct statement *s, struct lexer *l, const char *word)
{
    struct lexer ahead = *l;
    if (!lexeme_is(s->text, lex_next(&ahead), word))
        return false;
    *l = ahead;
    return true;
}

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
    struct lexer l = {s->text, 0, s->length};
    const char *schema, *name;
    if (!take_word(s, &l, "create"))
        return false;
    if (take_word(s, &l, "or"))
        lex_next(&l);
    bool materialized = take_word(s, &l, "materialized");
    if (!take_word(s, &l, "view") || !take_name(s, &l, &schema, &name) || !take_word(s, &l, "as"))
        return false;
    const struct model_kind *kind = materialized ? &model_materialized_view : &model_view;
    struct item *item = model_draft_find(r->draft, kind, schema, "", name);
    if (!item)
        item = model_add(r->draft, kind, schema, "", name, s->line);
    char *definition = without_end(lex_words(s->ctx, s->text + l.at, s->length - l.at));
    definition += strspn(definition, " ");
    model_set(r->draft, item, "definition", definition);
    model_set_text(r->draft, item,
                   mem_printf(s->ctx, "CREATE %sVIEW %s AS\n%s%s;", materialized ? "MATERIALIZED " : "",
                              qualified(s->ctx, schema, name), definition, materialized ? "\nWITH NO DATA" : ""));
    relation_add(r, RELATION_VIEW, schema, name, item);
    return true;
}
