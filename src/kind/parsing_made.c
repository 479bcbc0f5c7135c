/* Which objects a statement has made: of what default privileges say something. */
#include "base/mem.h"
#include "kind/parsing.h"

void parsing_note_made(struct parsing *parsing, struct object *o)
{
    if (!parsing->notes_made)
        return;
    size_t at = mem_grow(parsing->ctx, &parsing->made, &parsing->n_made);
    parsing->made[at] = o;
}

struct object *parsing_take_made(struct parsing *parsing)
{
    return parsing->n_made > 0 ? parsing->made[--parsing->n_made] : NULL;
}

void parsing_forget_made(struct parsing *parsing, const struct object *o)
{
    size_t n = 0;
    for (size_t i = 0; i < parsing->n_made; i++)
        if (parsing->made[i] != o)
            parsing->made[n++] = parsing->made[i];
    parsing->n_made = n;
}
