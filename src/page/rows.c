#include "page/rows.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/facet.h"
#include "page/html.h"

/* More than this are folded away. */
enum { MANY = 20 };

static size_t count_rows(const struct shown_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->items[i].item->kind == &model_row;
    return n;
}

struct names row_columns(void *ctx, const struct shown_list *list)
{
    struct names names = {0};
    for (size_t i = 0; i < list->n; i++) {
        const struct item *item = list->items[i].item;
        for (size_t a = 0; item->kind == &model_row && a < item->n_attributes; a++)
            if (!names_hold(&names, item->attributes[a].name)) {
                size_t at = mem_grow(ctx, &names.items, &names.n);
                names.items[at] = item->attributes[a].name;
            }
    }
    return names;
}

static const struct attribute_change *changed_value(const struct change *change, const char *column)
{
    for (size_t i = 0; change && i < change->n_attributes; i++)
        if (strcmp(change->attributes[i].name, column) == 0)
            return &change->attributes[i];
    return NULL;
}

static void print_value(FILE *out, const struct shown *row, const char *column)
{
    const struct attribute_change *c = changed_value(row->change, column);
    const char *value = item_attribute(row->item, column);
    fputs("<td>", out);
    if (c && c->old_value)
        html_print(out, "<del><code>%s</code></del> ", c->old_value);
    if (c && c->new_value)
        html_print(out, "<ins><code>%s</code></ins>", c->new_value);
    else if (!c && value)
        html_print(out, "<code>%s</code>", value);
}

static void print_row(FILE *out, const struct shown *row, const struct names *columns, bool notes)
{
    const char *mark = change_mark(row->change);
    html_print(out, mark[0] ? "<tr class=\"%s\">" : "<tr>%s", mark);
    for (size_t i = 0; i < columns->n; i++)
        print_value(out, row, columns->items[i]);
    if (notes) {
        fputs("<td>", out);
        print_note(out, row);
    }
    fputs("\n", out);
}

static void print_table(void *ctx, FILE *out, const struct shown_list *list)
{
    struct names columns = row_columns(ctx, list);
    bool notes = false;
    for (size_t i = 0; i < list->n; i++)
        notes = notes || (list->items[i].item->kind == &model_row && list->items[i].change);
    fputs("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Rows\"><table class=\"rows\">\n<thead><tr>",
          out);
    for (size_t i = 0; i < columns.n; i++)
        html_print(out, "<th scope=\"col\"><code>%s</code>", columns.items[i]);
    fputs(notes ? "<th scope=\"col\">Change\n<tbody>\n" : "\n<tbody>\n", out);
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].item->kind == &model_row)
            print_row(out, &list->items[i], &columns, notes);
    fputs("</table></div>\n", out);
}

static void print_folded(FILE *out, const char *engine, size_t n, const char *table)
{
    html_print(out, "<h4>Rows %s</h4>\n", engine);
    if (n > MANY)
        html_print(out, "<details><summary>%zu rows</summary>\n", n);
    fputs(table, out);
    if (n > MANY)
        fputs("</details>\n", out);
}

void rows_print(FILE *out, const struct relation *relation)
{
    void *ctx = mem_context(NULL);
    const char *tables[ENGINE_COUNT] = {NULL};
    size_t n[ENGINE_COUNT];
    for (int e = 0; e < ENGINE_COUNT; e++) {
        struct text t;
        n[e] = count_rows(&relation->parts[e]);
        text_open(&t);
        if (n[e] > 0)
            print_table(ctx, t.out, &relation->parts[e]);
        tables[e] = text_close(&t, ctx);
    }
    bool same = strcmp(tables[ENGINE_POSTGRES], tables[ENGINE_SQLITE]) == 0;
    if (same && n[ENGINE_POSTGRES] > 0)
        print_folded(out, "", n[ENGINE_POSTGRES], tables[ENGINE_POSTGRES]);
    for (int e = 0; e < ENGINE_COUNT && !same; e++) {
        bool alone = !relation->database->sides[ENGINE_COUNT - 1 - e];
        if (n[e] > 0)
            print_folded(out, alone ? "" : e == ENGINE_POSTGRES ? "on Postgres" : "on SQLite", n[e], tables[e]);
    }
    mem_free(ctx);
}
