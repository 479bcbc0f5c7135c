/* Tables of Markdown: a line for each thing, whose cells say once what both engines say. */
#include <string.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"

enum { LONGEST_VALUE = 300 };

/* A column that is written: of both engines, or of one. */
struct written {
    const struct grid_column *column;
    int engine; /* -1: of both */
};

static const char *value_of(void *ctx, const struct grid_column *column, const struct pair *pair, int engine)
{
    const struct item *item = pair->of[engine].item;
    return item ? column->value(ctx, (enum engine)engine, item) : NULL;
}

static bool agree(void *ctx, const struct grid_column *column, const struct pair *pair)
{
    const char *first = value_of(ctx, column, pair, 0), *second = value_of(ctx, column, pair, 1);
    if (!first || !second)
        return true;
    return column->same ? column->same(first, second) : strcmp(first, second) == 0;
}

/* The first that says something: of what the engines agree on. */
static const char *agreed_value(void *ctx, const struct grid_column *column, const struct pair *pair)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const char *value = value_of(ctx, column, pair, e);
        if (value && value[0])
            return value;
    }
    return "";
}

static const char *cell(const struct doc *doc, const struct place *place, const struct written *w,
                        const struct pair *pair)
{
    if (w->column->cell)
        return w->column->cell(doc, place, pair);
    const char *value =
        w->engine < 0 ? agreed_value(doc->ctx, w->column, pair) : value_of(doc->ctx, w->column, pair, w->engine);
    if (!value)
        return "–";
    return value[0] ? markdown_cell_code(doc->ctx, value, LONGEST_VALUE) : "";
}

static bool says_something(const struct doc *doc, const struct place *place, const struct written *w,
                           const struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++) {
        const char *said = cell(doc, place, w, &pairs->items[i]);
        if (said[0] && strcmp(said, "–") != 0)
            return true;
    }
    return false;
}

static bool all_agree(void *ctx, const struct grid_column *column, const struct pairs *pairs)
{
    for (size_t i = 0; column->value && i < pairs->n; i++)
        if (!agree(ctx, column, &pairs->items[i]))
            return false;
    return true;
}

static void print_line(const struct doc *doc, const struct place *place, const struct written *columns, size_t n,
                       const struct pair *pair)
{
    for (size_t i = 0; i < n; i++) {
        const char *said = cell(doc, place, &columns[i], pair);
        fprintf(doc->out, "| %s%s", said, said[0] ? " " : "");
    }
    fputs("|\n", doc->out);
}

static void print_head(const struct doc *doc, const struct written *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fprintf(doc->out, "| %s%s ", columns[i].column->head,
                columns[i].engine < 0                  ? ""
                : columns[i].engine == ENGINE_POSTGRES ? ", Postgres"
                                                       : ", SQLite");
    fputs("|\n", doc->out);
    for (size_t i = 0; i < n; i++)
        fputs("| --- ", doc->out);
    fputs("|\n", doc->out);
}

void grid_print(const struct doc *doc, const struct place *place, const struct pairs *pairs,
                const struct grid_column *columns, size_t n)
{
    struct written *written = mem_array(doc->ctx, struct written, n * ENGINE_COUNT);
    size_t n_written = 0;
    for (size_t i = 0; i < n; i++) {
        bool one = all_agree(doc->ctx, &columns[i], pairs);
        for (int e = one ? -1 : 0; e < (one ? 0 : ENGINE_COUNT); e++) {
            struct written w = {&columns[i], e};
            if (i == 0 || says_something(doc, place, &w, pairs))
                written[n_written++] = w;
        }
    }
    print_head(doc, written, n_written);
    for (size_t i = 0; i < pairs->n; i++)
        print_line(doc, place, written, n_written, &pairs->items[i]);
    fputs("\n", doc->out);
}
