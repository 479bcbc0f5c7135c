/* One snapshot in a file. Which database it is of, nobody can tell, unless it stands where generate puts it. */
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "source/private.h"

/* By the directories above, as they really are. */
static struct candidate placed(void *ctx, const char *path)
{
    struct candidates found = {0};
    char *real = realpath(path, NULL);
    candidates_add(ctx, &found, real ? real : path, path, true, NULL);
    free(real);
    return found.n ? found.items[0] : (struct candidate){.database = "", .version = -1};
}

bool source_read_copy(void *ctx, const char *file, const char *path, const struct source_options *options,
                      struct source_snapshot *snapshot, struct diags *diags)
{
    char *text = input_read_text(ctx, file, options->stop, diags);
    enum engine engine;
    if (!text || !snapshot_accept(text, strlen(text), path, diags) ||
        !engine_of_file(path, text, options, &engine, diags))
        return false;
    struct candidate place = placed(ctx, path);
    *snapshot =
        (struct source_snapshot){place.database, place.version, engine, mem_strdup(ctx, path), text, SOURCE_FILE};
    return true;
}

bool read_snapshot_file(void *ctx, const char *path, const struct source_options *options, struct source *source,
                        struct diags *diags)
{
    source->single = true;
    source->items = mem_new(ctx, struct source_snapshot);
    source->n = 1;
    return source_read_copy(ctx, path, path, options, source->items, diags);
}
