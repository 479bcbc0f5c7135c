/* A text of Postgres statements, read as a model; canonical texts of expressions and their like, which stay as they
 * are. */
#include "fuzz.h"

#include "model/read.h"
#include "sql/postgres/canon.h"

enum { VERSION = 150000, DEEPEST = 60 };

/* The parser calls itself, and has a limit of its own that a sanitizer's frames do not leave room for. */
static bool is_deep(const char *text)
{
    int depth = 0;
    for (const char *c = text; *c; c++)
        if (strchr("([{", *c) && ++depth > DEEPEST)
            return true;
    return false;
}

static void fuzz_one(struct fuzz *f)
{
    if (is_deep(f->text))
        return;
    if (!model_read_postgres(f->ctx, "input", f->text, &f->diags) && f->diags.n_errors == 0)
        fuzz_fail("refused without a word", f->text);
    /* The forms that are answered where the text is none of theirs, too, add parentheses to it each time. */
    static const enum canon_form stable[] = {CANON_EXPRESSION, CANON_TYPE, CANON_QUERY, CANON_STATEMENT};
    for (size_t i = 0; i < sizeof stable / sizeof *stable; i++) {
        const char *once = canon_text(f->ctx, stable[i], f->text, VERSION);
        const char *twice = once ? canon_text(f->ctx, stable[i], once, VERSION) : NULL;
        if (once && twice && strcmp(once, twice) != 0)
            fuzz_fail("a canonical text becomes another", once);
    }
}
