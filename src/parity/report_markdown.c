/* For a comment on GitHub, and never longer than one may be: what does not fit is counted and said. */
#include <string.h>

#include "base/mem.h"
#include "markdown/text.h"
#include "parity/report.h"
#include "report/report.h"

enum { LONGEST = 160, CLOSING = 1000 };

struct comment {
    void *ctx;
    FILE *out;
    const struct parity_result *result;
    size_t used, left_out;
};

/* A line, where there is room for it; else it is counted. */
static void put_row(struct comment *c, const char *row)
{
    if (c->used + strlen(row) > REPORT_MARKDOWN_MOST - CLOSING) {
        c->left_out++;
        return;
    }
    fputs(row, c->out);
    c->used += strlen(row);
}

/* A bar would end the cell, within a code span, too. */
static const char *cell(struct comment *c, const char *text, size_t most)
{
    const char *span = code_span(c->ctx, text, most);
    struct text t;
    text_open(&t);
    for (; *span; span++)
        fprintf(t.out, *span == '|' ? "\\%c" : "%c", *span);
    return text_close(&t, c->ctx);
}

static const char *value_cell(struct comment *c, const char *value)
{
    return value ? cell(c, parity_value(c->ctx, value, LONGEST), 0) : "_nothing_";
}

static const char *side_cell(struct comment *c, const struct parity_database *d, size_t side)
{
    return d->engines[0] != d->engines[1] ? engine_name(d->engines[side]) : cell(c, c->result->names[side], LONGEST);
}

static void put_findings(struct comment *c, const struct parity_database *d)
{
    if (!d->found.n)
        return;
    put_row(c, mem_printf(c->ctx, "| what differs | %s | %s |\n| --- | --- | --- |\n", side_cell(c, d, 0),
                          side_cell(c, d, 1)));
    for (size_t i = 0; i < d->found.n; i++) {
        const struct parity_finding *f = &d->found.items[i];
        put_row(c, mem_printf(c->ctx, "| %s | %s | %s |\n", cell(c, f->subject, LONGEST), value_cell(c, f->values[0]),
                              value_cell(c, f->values[1])));
    }
    put_row(c, "\n");
}

static void put_conversions(struct comment *c, const struct parity_database *d)
{
    if (!d->conversions.n)
        return;
    put_row(c, mem_printf(c->ctx, "| the application converts | as | %s | %s |\n| --- | --- | --- | --- |\n",
                          side_cell(c, d, 0), side_cell(c, d, 1)));
    for (size_t i = 0; i < d->conversions.n; i++) {
        const struct parity_conversion *v = &d->conversions.items[i];
        put_row(c, mem_printf(c->ctx, "| %s | %s | %s | %s |\n",
                              cell(c, mem_printf(c->ctx, "%s.%s", v->table, v->column), LONGEST),
                              parity_sort_name(v->sort), value_cell(c, v->types[0]), value_cell(c, v->types[1])));
    }
    put_row(c, "\n");
}

void parity_print_markdown(FILE *out, const struct parity_result *result)
{
    struct comment c = {.ctx = mem_context(NULL), .out = out, .result = result};
    fprintf(out, "### Parity: %s\n\n", parity_outcome(c.ctx, result));
    for (size_t i = 0; i < result->n; i++) {
        const struct parity_database *d = &result->items[i];
        const char *paths[2];
        for (size_t k = 0; k < 2; k++)
            paths[k] = d->paths[k] ? code_span(c.ctx, d->paths[k], LONGEST) : "_none_";
        put_row(&c, mem_printf(c.ctx, "**%s**: %s, %s\n\n", *d->name ? code_span(c.ctx, d->name, LONGEST) : "database",
                               paths[0], paths[1]));
        put_findings(&c, d);
        put_conversions(&c, d);
    }
    if (c.left_out)
        fprintf(out, "\n%zu more lines do not fit into a comment.\n", c.left_out);
    mem_free(c.ctx);
}
