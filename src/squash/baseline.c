/* What the migrations that go add up to, as their tool runs it. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "squash/private.h"

static const struct generated *made_for(const struct generate_result *made, enum engine engine)
{
    for (size_t i = 0; i < made->n; i++)
        if (made->snapshots[i].engine == engine)
            return &made->snapshots[i];
    return NULL;
}

/* A migration is nothing that a person may not edit: the snapshot's first line says so of itself. */
static const char *without_title(const char *snapshot)
{
    if (strncmp(snapshot, "--", 2) != 0)
        return snapshot;
    snapshot += strcspn(snapshot, "\n");
    return snapshot + strspn(snapshot, "\n");
}

static const char *text_of(const struct cut *cut, const struct cut_set *s, const struct generated *snapshot)
{
    const struct tool_squash *squash = &s->tool->squash;
    return mem_printf(cut->ctx, SQUASH_TITLE "%s in one, made by fullschema squash.\n%s\n%s%s",
                      base_name(s->last->entry), squash->head ? squash->head : "", without_title(snapshot->text),
                      squash->tail ? squash->tail : "");
}

struct output *baseline_outputs(const struct cut *cut, const struct generate_result *made, size_t *n,
                                struct diags *diags)
{
    struct output *outputs = mem_array(cut->ctx, struct output, made->n + cut->n_sets + 1);
    *n = 0;
    if (!cut->database) {
        for (size_t i = 0; i < made->n; i++)
            outputs[(*n)++] = (struct output){.path = made->snapshots[i].path, .text = made->snapshots[i].text};
        return outputs;
    }
    for (size_t i = 0; i < cut->n_sets; i++) {
        const struct generated *snapshot = made_for(made, cut->sets[i].engine);
        if (!snapshot) {
            diag_error(diags, "no snapshot of %s for %s came", cut->database, engine_name(cut->sets[i].engine));
            return NULL;
        }
        outputs[(*n)++] = (struct output){.path = cut->sets[i].path, .text = text_of(cut, &cut->sets[i], snapshot)};
    }
    return outputs;
}
