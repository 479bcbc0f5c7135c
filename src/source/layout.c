/*
 * Which snapshot a file is, by its place. generate writes
 *
 *     OUT/N/DATABASE/full.sql.ENGINE                 flat
 *     OUT/DATABASE/full_schemas/N/full.sql.ENGINE    nested
 *
 * and whichever of these directories a person names, the others stand above it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/tree.h"
#include "source/private.h"

enum { FLAT_DEPTH = 2, NESTED_DEPTH = 3, ABOVE = NESTED_DEPTH };

static const char file_name[] = "full.sql";
static const char nested[] = "full_schemas";

static int number_of(const char *name)
{
    size_t n = strspn(name, "0123456789");
    return n > 0 && n < 9 && name[n] == '\0' ? atoi(name) : -1;
}

/* The names of the directories above a file, the nearest first; "" where there are no more. */
static void names_above(void *ctx, const char *place, const char *names[ABOVE])
{
    char *rest = mem_strdup(ctx, place);
    for (int i = -1; i < ABOVE; i++) {
        char *slash = rest ? strrchr(rest, '/') : NULL;
        const char *name = slash ? slash + 1 : rest ? rest : "";
        if (i >= 0)
            names[i] = name;
        if (slash)
            *slash = '\0';
        rest = slash ? rest : NULL;
    }
}

/* Which engines a file is a snapshot for: by the end of its name one, without one both, as for deltas. */
static bool is_snapshot(const char *place, bool engines[ENGINE_COUNT])
{
    const char *name = base_name(place);
    size_t n = strlen(file_name);
    enum engine engine;
    engines[ENGINE_POSTGRES] = engines[ENGINE_SQLITE] = strcmp(name, file_name) == 0;
    if (strncmp(name, file_name, n) == 0 && name[n] == '.' && engine_of_name(name, &engine))
        engines[engine] = true;
    return engines[ENGINE_POSTGRES] || engines[ENGINE_SQLITE];
}

/* Fills in database and version; how many directories stand between OUT and the file, 0 where it is in neither layout.
 */
static int read_place(void *ctx, const char *place, struct candidate *c)
{
    const char *above[ABOVE];
    names_above(ctx, place, above);
    bool is_nested = strcmp(above[1], nested) == 0 && number_of(above[0]) >= 0;
    c->database = is_nested ? above[2] : above[0];
    c->version = number_of(is_nested ? above[0] : above[1]);
    return c->version < 0 ? 0 : is_nested ? NESTED_DEPTH : FLAT_DEPTH;
}

void layout_add(void *ctx, struct candidates *found, const char *place, const char *path, bool named,
                const void *handle)
{
    struct candidate c = {.path = mem_strdup(ctx, path), .handle = handle};
    bool engines[ENGINE_COUNT];
    if (!is_snapshot(place, engines))
        return;
    if (read_place(ctx, place, &c) == 0 && named)
        c.database = "";
    for (c.engine = 0; c.engine < ENGINE_COUNT; c.engine++)
        if (engines[c.engine]) {
            size_t at = mem_grow(ctx, &found->items, &found->n);
            found->items[at] = c;
        }
}

char *layout_directory(void *ctx, const char *place)
{
    struct candidate c;
    bool engines[ENGINE_COUNT];
    int depth = is_snapshot(place, engines) ? read_place(ctx, place, &c) : 0;
    if (depth == 0)
        return NULL;
    char *directory = mem_strdup(ctx, place);
    for (int i = 0; i <= depth; i++) {
        char *slash = strrchr(directory, '/');
        *(slash ? slash : directory) = '\0';
    }
    return directory;
}

/* "54, 58, 59" of the candidates: what there is. */
static char *versions_text(void *ctx, const struct candidates *found)
{
    struct text t;
    int last = -1;
    text_open(&t);
    for (;;) {
        int next = -1;
        for (size_t i = 0; i < found->n; i++) {
            int v = found->items[i].version;
            if (v > last && (next < 0 || v < next))
                next = v;
        }
        if (next < 0)
            return text_close(&t, ctx);
        fprintf(t.out, "%s%d", last < 0 ? "" : ", ", next);
        last = next;
    }
}

static bool refuse_none(const struct candidates *found, int version, const char *where, struct diags *diags)
{
    struct diag *e = version < 0 ? diag_error(diags, "the directory has no snapshots")
                                 : diag_error(diags, "the directory has no snapshots of version %d", version);
    e->file = mem_strdup(diags->ctx, where);
    const char *versions = versions_text(diags->ctx, found);
    if (versions[0])
        diag_hint(diags, e, "it has those of %s", versions);
    else
        diag_hint(diags, e, "looked for N/DATABASE/full.sql.ENGINE and DATABASE/full_schemas/N/full.sql.ENGINE in it");
    return false;
}

static bool check_twins(const struct candidates *found, const char *where, struct diags *diags)
{
    for (size_t i = 0; i < found->n; i++)
        for (size_t k = i + 1; k < found->n; k++) {
            const struct candidate *a = &found->items[i], *b = &found->items[k];
            if (a->engine != b->engine || strcmp(a->database, b->database) != 0)
                continue;
            struct diag *e = diag_error(diags, "two snapshots of %s for %s: %s and %s", a->database,
                                        engine_name(a->engine), a->path, b->path);
            e->file = mem_strdup(diags->ctx, where);
            diag_hint(diags, e, "name the directory that holds one of them");
            return false;
        }
    return true;
}

bool layout_choose(struct candidates *found, int version, const char *where, struct diags *diags)
{
    int chosen = version;
    size_t kept = 0;
    for (size_t i = 0; version == VERSION_HIGHEST && i < found->n; i++)
        chosen = found->items[i].version > chosen ? found->items[i].version : chosen;
    struct candidates all = *found;
    for (size_t i = 0; i < all.n; i++)
        kept += all.items[i].version == chosen;
    if (kept == 0)
        return refuse_none(&all, version, where, diags);
    found->n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].version == chosen)
            found->items[found->n++] = all.items[i];
    return check_twins(found, where, diags);
}
