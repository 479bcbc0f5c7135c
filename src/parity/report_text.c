/*
 * For a terminal:
 *
 *     main: full.sql.postgres, full.sql.sqlite
 *
 *       column rooms.kind type
 *           postgres: text
 *           sqlite: INTEGER
 *
 *       the application converts
 *           rooms.public: boolean (boolean, BOOLEAN)
 */
#include "base/mem.h"
#include "base/shown.h"
#include "parity/report.h"

enum { LONGEST = 160 };

static void print_finding(FILE *out, void *ctx, const struct parity_result *result,
                          const struct parity_database *database, const struct parity_finding *finding)
{
    fprintf(out, "  %s\n", shown_text(ctx, finding->subject));
    for (size_t i = 0; i < 2; i++)
        fprintf(out, "      %s: %s\n", parity_side_name(ctx, result, database, i),
                parity_value(ctx, finding->values[i], LONGEST));
}

static void print_conversions(FILE *out, void *ctx, const struct parity_conversions *conversions)
{
    if (!conversions->n)
        return;
    fputs("\n  the application converts\n", out);
    for (size_t i = 0; i < conversions->n; i++) {
        const struct parity_conversion *c = &conversions->items[i];
        fprintf(out, "      %s.%s: %s (%s, %s)\n", shown_text(ctx, c->table), shown_text(ctx, c->column),
                parity_sort_name(c->sort), shown_text(ctx, c->types[0]), shown_text(ctx, c->types[1]));
    }
}

static void print_database(FILE *out, void *ctx, const struct parity_result *result, const struct parity_database *d)
{
    const char *name = *d->name ? mem_printf(ctx, "%s: ", shown_text(ctx, d->name)) : "";
    fprintf(out, "%s%s, %s\n", name, d->paths[0] ? shown_text(ctx, d->paths[0]) : "(none)",
            d->paths[1] ? shown_text(ctx, d->paths[1]) : "(none)");
    if (d->found.n)
        fputc('\n', out);
    for (size_t i = 0; i < d->found.n; i++)
        print_finding(out, ctx, result, d, &d->found.items[i]);
    print_conversions(out, ctx, &d->conversions);
    fputc('\n', out);
}

void parity_print_text(FILE *out, const struct parity_result *result)
{
    void *ctx = mem_context(NULL);
    for (size_t i = 0; i < result->n; i++)
        print_database(out, ctx, result, &result->items[i]);
    fprintf(out, "%s\n", parity_outcome(ctx, result));
    mem_free(ctx);
}
