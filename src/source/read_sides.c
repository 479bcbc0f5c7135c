#include "source/read_sides.h"

#include "base/mem.h"
#include "base/parallel.h"

struct source_side source_side_new(const char *spec, const struct source_options *options)
{
    struct source_side side = {.ctx = mem_root("side"), .spec = spec, .options = *options};
    diags_init(&side.diags, side.ctx);
    return side;
}

static void read_side(void *sides, size_t i)
{
    struct source_side *side = &((struct source_side *)sides)[i];
    side->ok = source_open(side->ctx, side->spec, &side->options, &side->source, &side->diags);
}

void source_read_sides(void *ctx, struct source_side *sides, size_t n, struct diags *diags)
{
    parallel_for(n, n, read_side, sides);
    for (size_t i = 0; i < n; i++) {
        diags_append(diags, &sides[i].diags);
        mem_adopt(ctx, sides[i].ctx);
    }
}
