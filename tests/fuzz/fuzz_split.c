/* Statements of a script, of both engines; transactions in it. */
#include "fuzz.h"

#include "engine/engine.h"
#include "sql/sqlite/split.h"

static void fuzz_one(struct fuzz *f)
{
    const char *last = f->text;
    struct sqlite_statements statements = sqlite_split(f->ctx, f->text);
    for (size_t i = 0; i < statements.n; i++)
        for (size_t k = 0; k < statements.items[i].n; k++) {
            const struct sqlite_token *token = &statements.items[i].tokens[k];
            if (token->start < last || token->start + token->length > f->text + f->size)
                fuzz_fail("a token lies outside or behind the one before", f->text);
            last = token->start;
        }
    script_transactions(ENGINE_SQLITE, f->text, f->ctx);
    script_transactions(ENGINE_POSTGRES, f->text, f->ctx);
}
