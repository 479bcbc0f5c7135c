/*
 * The drifts of verify --self-test as snapshots: of each that fits a snapshot, the text with it.
 *
 *     planted ENGINE SNAPSHOT DIRECTORY
 *
 * writes DIRECTORY/N.sql.ENGINE, and says for each a line "N NAME".
 */
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "model/read.h"
#include "verify/drift.h"

static bool put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    return file && fputs(text, file) >= 0 && fclose(file) == 0;
}

static const struct item *place_of(const struct model *model, const struct drift *drift)
{
    for (size_t i = 0; i < model->n_items; i++)
        if (drift->fits(model, model->items[i]))
            return model->items[i];
    return NULL;
}

static bool plant_all(void *ctx, enum engine engine, const char *path, const char *directory, struct diags *diags)
{
    const char *text = file_read_text(ctx, &root_own, path, diags);
    const struct model *model = text ? model_read(ctx, engine, path, text, diags) : NULL;
    for (const struct drift *drift = planted_drifts; model && drift->name; drift++) {
        const struct item *item = place_of(model, drift);
        const char *file = mem_printf(ctx, "%s/%td.sql.%s", directory, drift - planted_drifts, engine_name(engine));
        if (!item)
            continue;
        if (!put(file, drift->plant(ctx, engine, text, item)))
            return false;
        printf("%td %s\n", drift - planted_drifts, drift->name);
    }
    return model != NULL;
}

int main(int argc, char **argv)
{
    void *ctx = mem_root("planted");
    struct diags diags;
    diags_init(&diags, ctx);
    enum engine engine = argc > 1 && strcmp(argv[1], "sqlite") == 0 ? ENGINE_SQLITE : ENGINE_POSTGRES;
    bool ok = argc == 4 && plant_all(ctx, engine, argv[2], argv[3], &diags);
    for (size_t i = 0; i < diags.n; i++)
        fprintf(stderr, "%s\n", diags.items[i].message);
    mem_free(ctx);
    return ok ? 0 : 2;
}
