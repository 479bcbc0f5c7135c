/* What a person names as a side of a comparison: REV:PATH, A..B, a file, a database. Nothing of it is there. */
#include "fuzz.h"

#include <git2.h>

#include "source/source.h"

static void fuzz_one(struct fuzz *f)
{
    static const struct source_options options;
    struct source source = {0};
    const char *sides[2] = {NULL, NULL}, *words[] = {f->text};
    fuzz_directory();
    /* Held, since it reads the system's certificates each time that the first of its users comes. */
    static bool held;
    held = held || git_libgit2_init() > 0;
    /* Databases are connected to, which is not the reader's. */
    if (!strchr(f->text, ':') || strstr(f->text, "://") || strchr(f->text, '='))
        return;
    if (!source_sides(f->ctx, words, 1, &options, sides, &f->diags) && f->diags.n_errors == 0)
        fuzz_fail("refused without a word", f->text);
    if (!source_open(f->ctx, f->text, &options, &source, &f->diags) && f->diags.n_errors == 0)
        fuzz_fail("not opened, without a word", f->text);
}
