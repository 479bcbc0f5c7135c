#include "parity/report.h"

#include <ctype.h>

#include "base/mem.h"
#include "base/shown.h"

const struct parity_format parity_formats[] = {
    {"text", parity_print_text, true},
    {"json", parity_print_json, false},
    {"markdown", parity_print_markdown, true},
    {"html", parity_print_html, false},
    {NULL, NULL, false},
};

const char *parity_side_name(void *ctx, const struct parity_result *result, const struct parity_database *database,
                             size_t side)
{
    if (database->engines[0] != database->engines[1])
        return engine_name(database->engines[side]);
    return shown_text(ctx, result->names[side]);
}

/* Statements of several lines come out on one. */
static char *on_one_line(void *ctx, const char *value)
{
    char *line = mem_strdup(ctx, value), *to = line;
    for (const char *from = value; *from; from++) {
        if (*from != '\n') {
            *to++ = *from;
            continue;
        }
        while (isspace((unsigned char)from[1]))
            from++;
        *to++ = ' ';
    }
    *to = '\0';
    return line;
}

const char *parity_value(void *ctx, const char *value, size_t most)
{
    return value ? shown_at_most(ctx, on_one_line(ctx, value), most) : "nothing";
}

const char *parity_outcome(void *ctx, const struct parity_result *r)
{
    const char *text = r->n_found == 0   ? "no difference"
                       : r->n_found == 1 ? "1 difference"
                                         : mem_printf(ctx, "%zu differences", r->n_found);
    if (r->n_known)
        text = mem_printf(ctx, "%s, %zu known", text, r->n_known);
    if (r->n_conversions)
        text = mem_printf(ctx, "%s; %zu column%s to convert", text, r->n_conversions, r->n_conversions == 1 ? "" : "s");
    return text;
}
