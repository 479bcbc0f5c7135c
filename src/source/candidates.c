/* The snapshots that a directory holds, before they are read: which of them are meant. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "source/private.h"

void candidates_put(void *ctx, struct candidates *found, const struct snapshot_identity *place, const char *path,
                    const void *handle)
{
    size_t at = mem_grow(ctx, &found->items, &found->n);
    found->items[at] =
        (struct candidate){place->database, place->version, place->engine, mem_strdup(ctx, path), handle};
}

void candidates_add(void *ctx, struct candidates *found, const char *place, const char *path, bool named,
                    const void *handle)
{
    struct snapshot_identity read;
    bool engines[ENGINE_COUNT];
    if (!layout_is_snapshot(place, engines))
        return;
    if (!layout_read_place(ctx, place, &read) && named)
        read.database = "";
    for (read.engine = 0; read.engine < ENGINE_COUNT; read.engine++)
        if (engines[read.engine])
            candidates_put(ctx, found, &read, path, handle);
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
        diag_hint(diags, e, "looked for " LAYOUT_LOOKED_FOR " in it");
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

/* Which of them is up to date, nobody can tell. */
static bool check_forms(const struct candidates *found, const char *where, struct diags *diags)
{
    const struct candidate *fixed = NULL, *versioned = NULL;
    for (size_t i = 0; i < found->n; i++) {
        fixed = found->items[i].version < 0 && !found->items[i].database[0] ? &found->items[i] : fixed;
        versioned = found->items[i].version >= 0 ? &found->items[i] : versioned;
    }
    if (!fixed || !versioned)
        return true;
    struct diag *e = diag_error(diags, "it has snapshots by version and one that is of none: %s and %s",
                                versioned->path, fixed->path);
    e->file = mem_strdup(diags->ctx, where);
    diag_hint(diags, e, "remove those that nothing makes any more, or name one of them");
    return false;
}

bool candidates_have(const struct candidates *found, int version)
{
    for (size_t i = 0; i < found->n; i++)
        if (version == VERSION_HIGHEST || found->items[i].version == version)
            return true;
    return false;
}

bool candidates_choose(struct candidates *found, int version, const char *where, struct diags *diags)
{
    if (version == VERSION_HIGHEST && !check_forms(found, where, diags))
        return false;
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
