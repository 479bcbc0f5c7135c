/* Whose the objects of a text are that does not say OWNER TO. */
#include <string.h>

#include "model/postgres/reader.h"
#include "model/postgres/split.h"
#include "sql/postgres/lex.h"

static bool is(const char *text, struct lexeme x, const char *keyword)
{
    return lexeme_is(text, x, keyword);
}

/* The name behind the last of those two words in a row; NULL where they do not stand there. */
static const char *name_behind(void *ctx, const char *text, const struct piece_of_text *p, const char *first,
                               const char *second)
{
    struct lexer l = {text, p->start, p->end};
    struct lexeme before = lex_next(&l), x = lex_next(&l);
    const char *name = NULL;
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; before = x, x = lex_next(&l)) {
        if (!is(text, x, second) || (first && !is(text, before, first)))
            continue;
        before = lex_next(&l);
        name = before.kind == LEXEME_WORD || before.kind == LEXEME_QUOTED ? lexeme_name(ctx, text, before) : NULL;
    }
    return name;
}

/* Nobody is granted anything before: what is revoked is the owner's by nature. */
static const char *owner_named_by(void *ctx, const char *text, const struct piece_of_text *p)
{
    struct lexer l = {text, p->start, p->end};
    struct lexeme first = lex_next(&l), second = lex_next(&l);
    const char *name = NULL;
    if (is(text, first, "revoke"))
        name = name_behind(ctx, text, p, NULL, "from");
    else if (is(text, first, "alter") && is(text, second, "default"))
        name = name_behind(ctx, text, p, "for", "role");
    return name && strcmp(name, "public") != 0 ? name : NULL;
}

const char *owner_by_grants(void *ctx, const char *text)
{
    struct splitter splitter = split_begin(text);
    struct piece_of_text piece;
    const char *owner = NULL;
    while (split_next(&splitter, &piece) && !piece.open) {
        const char *name = owner_named_by(ctx, text, &piece);
        if (name && owner && strcmp(name, owner) != 0)
            return NULL;
        owner = name ? name : owner;
    }
    return owner;
}
