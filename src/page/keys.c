#include "page/keys.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/facet.h"
#include "page/html.h"

static const struct {
    const char *type; /* of the constraint */
    const char *mark, *meaning;
} kinds[] = {
    [KEY_PRIMARY] = {"PRIMARY KEY", "PK", "part of the primary key"},
    [KEY_UNIQUE] = {"UNIQUE", "UQ", "unique"},
    [KEY_FOREIGN] = {"FOREIGN KEY", "FK", "refers to another table"},
};

void keys_add(void *ctx, struct keys *keys, enum engine engine, const struct item *item)
{
    const char *type = item_attribute(item, "type"), *definition = item_attribute(item, "definition");
    if (item->kind != &model_constraint || !type || !definition)
        return;
    struct names columns = key_columns(ctx, engine, definition);
    for (int k = 0; k < KEY_KINDS; k++) {
        struct names *names = &keys->of[k][engine];
        if (strcmp(type, kinds[k].type) != 0 || (k == KEY_UNIQUE && columns.n != 1))
            continue;
        for (size_t i = 0; i < columns.n; i++) {
            size_t at = mem_grow(ctx, &names->items, &names->n);
            names->items[at] = columns.items[i];
        }
    }
}

char *key_marks(void *ctx, const struct keys *keys, enum key_kind kind, const struct pair *column)
{
    int n = 0, n_with = 0, with = 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const struct item *item = column->of[e].item;
        n += item != NULL;
        if (item && names_hold(&keys->of[kind][e], item->name)) {
            n_with++;
            with = e;
        }
    }
    if (n_with == 0)
        return NULL;
    return n_with == n ? mem_strdup(ctx, kinds[kind].mark)
                       : mem_printf(ctx, "%s on %s", kinds[kind].mark, engine_title((enum engine)with));
}

void keys_print(FILE *out, const struct keys *keys, const struct pair *column)
{
    void *ctx = mem_context(NULL);
    for (int k = 0; k < KEY_KINDS; k++) {
        const char *words = key_marks(ctx, keys, (enum key_kind)k, column);
        if (words)
            html_print(out, " <abbr class=\"key\" title=\"%s%s\">%s</abbr>", kinds[k].meaning,
                       words + strlen(kinds[k].mark), words);
    }
    mem_free(ctx);
}
