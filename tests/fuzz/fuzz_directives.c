/* The comments by which migration tools say where an up migration begins, for the tool that a text looks like. */
#include "fuzz.h"

#include "schema/migration_directives.h"

static void fuzz_one(struct fuzz *f)
{
    const struct migration_tool *tool = directives_tool(f->text);
    char *kept = mem_strdup(f->ctx, f->text);
    struct doubtful_mark mark;
    directives_line(f->ctx, f->text, true);
    directives_line(f->ctx, f->text, false);
    directives_refuse_transaction(f->text);
    directives_refuse_enforcement(f->text, tool);
    directives_keep_up(kept, tool);
    if (strlen(kept) != f->size)
        fuzz_fail("what is left out has moved what is kept", f->text);
    for (size_t i = 0; i < f->size; i++)
        if (kept[i] != f->text[i] && kept[i] != ' ' && kept[i] != '\n')
            fuzz_fail("a character has become another", f->text);
    directives_doubtful(kept, tool != NULL, &mark);
}
