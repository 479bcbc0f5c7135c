/* The rows of a table, as the first so many of them. */
#include <string.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"
#include "page/rows.h"

/* A page of GitHub that is larger is not drawn. */
enum { MOST_ROWS = 100, LONGEST_VALUE = 200 };

static size_t count_rows(const struct shown_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->items[i].item->kind == &model_row;
    return n;
}

static void print_row(const struct doc *doc, FILE *out, const struct item *row, const struct names *columns)
{
    for (size_t i = 0; i < columns->n; i++) {
        const char *value = item_attribute(row, columns->items[i]);
        fprintf(out, "| %s ", value ? markdown_cell_code(doc->ctx, value, LONGEST_VALUE) : "");
    }
    fputs("|\n", out);
}

static char *table(const struct doc *doc, const struct shown_list *list, size_t n)
{
    struct names columns = row_columns(doc->ctx, list);
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (size_t i = 0; n && i < columns.n; i++)
        fprintf(t.out, "| %s ", markdown_cell_code(doc->ctx, columns.items[i], 0));
    fputs(n ? "|\n" : "", t.out);
    for (size_t i = 0; n && i < columns.n; i++)
        fputs("| --- ", t.out);
    fputs(n ? "|\n" : "", t.out);
    for (size_t i = 0; i < list->n && done < MOST_ROWS; i++)
        if (list->items[i].item->kind == &model_row) {
            print_row(doc, t.out, list->items[i].item, &columns);
            done++;
        }
    if (done < n)
        fprintf(t.out, "\nAnd %zu more rows, which the snapshot has.\n", n - done);
    return text_close(&t, doc->ctx);
}

void rows_section_print(const struct doc *doc, const struct relation *relation)
{
    const char *tables[ENGINE_COUNT];
    for (int e = 0; e < ENGINE_COUNT; e++)
        tables[e] = table(doc, &relation->parts[e], count_rows(&relation->parts[e]));
    bool same = strcmp(tables[ENGINE_POSTGRES], tables[ENGINE_SQLITE]) == 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!tables[e][0] || (same && e != ENGINE_POSTGRES))
            continue;
        bool alone = same || !is_of_both(doc->database);
        fprintf(doc->out, "## Rows%s%s\n\n%s\n", alone ? "" : " on ", alone ? "" : engine_title((enum engine)e),
                tables[e]);
    }
}
