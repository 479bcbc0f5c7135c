#include "apply/replacements.h"

#include <string.h>

#include "base/mem.h"

/* The longest that stands there; NULL: none does. */
static const struct project_replacement *longest_at(const struct project_database *section, enum engine engine,
                                                    const char *at)
{
    const struct project_replacement *found = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < section->n_replacements; i++) {
        const struct project_replacement *r = &section->replacements[i];
        size_t n = strlen(r->from);
        if (!r->engines[engine] || n <= longest || strncmp(at, r->from, n) != 0)
            continue;
        found = r;
        longest = n;
    }
    return found;
}

static char *replace_all(void *ctx, const char *text, const struct project_replacement *r)
{
    struct text t;
    size_t n = strlen(r->from);
    text_open(&t);
    for (const char *hit; (hit = strstr(text, r->from)); text = hit + n) {
        fwrite(text, 1, (size_t)(hit - text), t.out);
        fputs(r->to, t.out);
    }
    fputs(text, t.out);
    return text_close(&t, ctx);
}

/* The application replaces one word after the other: where that makes a text of its own, the first that matters. */
static const struct project_replacement *find_turn(void *ctx, const struct project_database *section,
                                                   enum engine engine, const char *text, const char *at_once)
{
    const struct project_replacement *last = NULL;
    const char *in_turn = text;
    for (size_t i = 0; i < section->n_replacements; i++) {
        const struct project_replacement *r = &section->replacements[i];
        if (!r->engines[engine] || !strstr(in_turn, r->from))
            continue;
        in_turn = replace_all(ctx, in_turn, r);
        last = r;
    }
    return strcmp(in_turn, at_once) == 0 ? NULL : last;
}

struct replaced replacements_find(void *ctx, const struct project_database *section, enum engine engine,
                                  const char *text)
{
    struct replaced found = {0};
    if (!section || section->n_replacements == 0)
        return found;
    for (const char *at = text; *at;) {
        const struct project_replacement *r = longest_at(section, engine, at);
        if (!r) {
            at++;
            continue;
        }
        size_t i = mem_grow(ctx, &found.edits, &found.n);
        found.edits[i] = (struct script_edit){(size_t)(at - text), strlen(r->from), r->to};
        at += strlen(r->from);
    }
    found.in_turn = find_turn(ctx, section, engine, text, script_edited(ctx, text, found.edits, found.n));
    return found;
}
