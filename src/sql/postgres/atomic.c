#include "sql/postgres/atomic.h"

#include <stdbool.h>

/* After AS or a dot a word is a name, whatever it is. */
static bool is_label(const char *text, struct lexeme before)
{
    return lexeme_is(text, before, "as") || lexeme_is(text, before, ".");
}

void atomic_follow(struct atomic_body *b, const char *text, struct lexeme x)
{
    bool word = x.kind == LEXEME_WORD && !is_label(text, b->before);
    if (word && lexeme_is(text, x, "atomic") && lexeme_is(text, b->before, "begin"))
        b->depth++;
    else if (word && b->depth > 0)
        b->depth += lexeme_is(text, x, "case") - lexeme_is(text, x, "end");
    b->before = x;
}
