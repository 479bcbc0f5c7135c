#include "load/extension.h"

#include <string.h>

#include "base/mem.h"
#include "kind/kind.h"
#include "sql/postgres/lex.h"

/* One that stands in another schema is an error to the server, which says so. */
static bool has(const struct catalog *there, const char *statement, size_t length, void *ctx)
{
    for (size_t i = 0; i < there->n_objects; i++) {
        const struct object *o = there->objects[i];
        if (o->kind->phase != PHASE_EXTENSION || o->address.sub_id == -1)
            continue;
        const char *text = kind_text(ctx, there, o);
        if (strlen(text) == length && strncmp(text, statement, length) == 0)
            return true;
    }
    return false;
}

char *without_extensions(void *ctx, const char *text, const struct catalog *there)
{
    char *copy = mem_strdup(ctx, text);
    if (there->engine != ENGINE_POSTGRES)
        return copy;
    struct lexer l = {text, 0, strlen(text)};
    bool first = true, create = false, extension = false;
    size_t start = 0;
    for (struct lexeme x; (x = lex_next(&l)).kind != LEXEME_END && x.kind != LEXEME_OPEN;) {
        extension |= create && lexeme_is(text, x, "EXTENSION");
        create = first && lexeme_is(text, x, "CREATE");
        if (first)
            start = x.start;
        first = lexeme_is(text, x, ";");
        if (first && extension && has(there, text + start, x.end - start, ctx))
            memset(copy + start, ' ', x.end - start);
        extension &= !first;
    }
    return copy;
}
