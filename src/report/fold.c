/*
 * Changes that both engines have alike, as a person wants to read them: once. Alike is what would be printed alike,
 * but for the case of words, as in TEXT and text.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/findings.h"

/* The findings of one comparison stand in a row. */
struct run {
    size_t from, to;
};

struct keyed {
    char *key;
    size_t at;
    bool taken;
};

/* In small letters, but for what stands in quotes; and a sign that is in none of the texts behind it. */
static void put_value(FILE *out, const char *value)
{
    char quote = '\0';
    for (const char *s = value ? value : "\x02"; *s; s++) {
        if (quote ? *s == quote : *s == '\'' || *s == '"')
            quote = (char)(quote ? '\0' : *s);
        putc(quote ? *s : tolower((unsigned char)*s), out);
    }
    putc('\x01', out);
}

static void put_item(FILE *out, const struct item *item, bool whole)
{
    if (!item) {
        putc('\x03', out);
        return;
    }
    fprintf(out, "%s\x01%s\x01%s\x01%s\x01", item->kind->name, item->schema, item->relation, item->name);
    for (size_t i = 0; whole && i < item->n_attributes; i++) {
        put_value(out, item->attributes[i].name);
        put_value(out, item->attributes[i].value);
    }
}

/* All that is printed of a change, but for where it stands in its snapshot. */
static char *key_of(void *ctx, const struct change *change)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "%d\x01%d\x01%s\x01%s\x01%d\x01", change->action, change->class, change->reason,
            change->delta ? change->delta : "", change->delta_line);
    put_value(t.out, change->certain);
    put_item(t.out, change->old_item, false);
    put_item(t.out, change->new_item, change->action == CHANGE_ADDED);
    for (size_t i = 0; i < change->n_attributes; i++) {
        put_value(t.out, change->attributes[i].name);
        put_value(t.out, change->attributes[i].old_value);
        put_value(t.out, change->attributes[i].new_value);
    }
    return text_close(&t, ctx);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

static struct keyed *keys_of(void *ctx, const struct findings *findings, struct run run)
{
    struct keyed *keys = mem_array(ctx, struct keyed, run.to - run.from + 1);
    for (size_t i = run.from; i < run.to; i++)
        keys[i - run.from] = (struct keyed){key_of(ctx, findings->items[i].change), i, false};
    return keys;
}

static struct run run_from(const struct findings *findings, size_t from)
{
    struct run run = {from, from};
    while (run.to < findings->n && findings->items[run.to].comparison == findings->items[from].comparison)
        run.to++;
    return run;
}

static bool are_pair(const struct finding *a, const struct finding *b)
{
    const struct comparison *x = a->comparison, *y = b->comparison;
    return x->engine != y->engine && strcmp(x->database, y->database) == 0 && x->old_model && x->new_model &&
           y->old_model && y->new_model;
}

/* What both have, then what the first alone has, then what the second has. */
static void put_pair(const struct findings *findings, struct run first, struct run second, struct finding *folded,
                     size_t *n)
{
    void *ctx = mem_context(NULL);
    struct keyed *wanted = keys_of(ctx, findings, first), *known = keys_of(ctx, findings, second);
    size_t n_known = second.to - second.from;
    bool *twin = mem_array(ctx, bool, findings->n + 1);
    qsort(known, n_known, sizeof(*known), by_key);
    for (size_t i = first.from; i < first.to; i++) {
        struct keyed *found = bsearch(&wanted[i - first.from], known, n_known, sizeof(*known), by_key);
        if (!found || found->taken)
            continue;
        found->taken = twin[i] = twin[found->at] = true;
        folded[*n] = findings->items[i];
        folded[(*n)++].twin = findings->items[found->at].comparison;
    }
    for (size_t i = first.from; i < second.to; i++)
        if (!twin[i])
            folded[(*n)++] = findings->items[i];
    mem_free(ctx);
}

void findings_fold(void *ctx, struct findings *findings)
{
    struct finding *folded = mem_array(ctx, struct finding, findings->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < findings->n;) {
        struct run first = run_from(findings, i), second = run_from(findings, first.to);
        i = first.to;
        if (second.from < second.to && are_pair(&findings->items[first.from], &findings->items[second.from])) {
            put_pair(findings, first, second, folded, &n);
            i = second.to;
            continue;
        }
        memcpy(&folded[n], &findings->items[first.from], (first.to - first.from) * sizeof(*folded));
        n += first.to - first.from;
    }
    findings->items = folded;
    findings->n = n;
}
