#include "report/outline.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "model/kinds.h"
#include "report/wording.h"

enum { STEP = 4, WHOLE = 0 };

static int position_of(const struct item *column)
{
    const char *position = item_attribute(column, "position");
    return position ? atoi(position) : 0;
}

static int compare(const void *a, const void *b)
{
    const struct item *one = *(const struct item *const *)a, *two = *(const struct item *const *)b;
    bool neighbours = one->kind == &model_column && two->kind == &model_column &&
                      strcmp(one->schema, two->schema) == 0 && strcmp(one->relation, two->relation) == 0;
    return neighbours ? position_of(one) - position_of(two) : model_compare_items(one, two);
}

static bool has_lines(const struct attribute *a)
{
    return strchr(a->value, '\n') != NULL;
}

/* Where a column stands is reported by the lines themselves. */
static bool is_reported(const struct item *item, const struct attribute *a)
{
    return item->kind != &model_column || strcmp(a->name, "position") != 0;
}

static void print_lines(FILE *out, void *ctx, int depth, const struct attribute *a)
{
    fprintf(out, "%*s%s:\n", depth, "", shown_text(ctx, a->name));
    for (const char *line = a->value; *line;) {
        size_t n = strcspn(line, "\n");
        const char *shown = shown_text(ctx, mem_strndup(ctx, line, n));
        fprintf(out, "%*s%s\n", *shown ? depth + STEP : 0, "", shown);
        line += n + (line[n] == '\n');
    }
}

static void print_item(FILE *out, int depth, const struct item *item)
{
    void *ctx = mem_context(NULL);
    const char *separator = ": ";
    fprintf(out, "%*s%s %s", depth, "", item->kind->name, wording_name(ctx, item, WHOLE));
    for (size_t i = 0; i < item->n_attributes; i++) {
        bool here = is_reported(item, &item->attributes[i]) && !has_lines(&item->attributes[i]);
        const char *digest = here ? attribute_digest(ctx, item, i, WHOLE) : NULL;
        if (digest)
            fprintf(out, "%s%s", separator, digest);
        separator = digest ? ", " : separator;
    }
    fputc('\n', out);
    for (size_t i = 0; i < item->n_attributes; i++)
        if (has_lines(&item->attributes[i]))
            print_lines(out, ctx, depth + STEP, &item->attributes[i]);
    mem_free(ctx);
}

/* What belongs to a relation that the snapshot does not make, as in a file that was cut. */
static void print_absent(FILE *out, const struct item *item)
{
    char *name = wording_relation(NULL, item, WHOLE);
    fprintf(out, "relation %s\n", name);
    mem_free(name);
}

void outline_print(FILE *out, const struct model *model)
{
    const struct item **items = mem_array(NULL, const struct item *, model->n_items + 1);
    const struct item *above = NULL;
    for (size_t i = 0; i < model->n_items; i++)
        items[i] = model->items[i];
    qsort(items, model->n_items, sizeof(*items), compare);
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = items[i];
        bool inside = item->relation[0] != '\0', is_reported = inside && above && reported_under(item, above);
        if (above && !is_reported)
            fputc('\n', out);
        if (inside && !is_reported)
            print_absent(out, item);
        print_item(out, inside ? STEP : 0, item);
        above = item;
    }
    mem_free(items);
}
