/* One page, which loads nothing. */
#include "base/mem.h"
#include "page/head.h"
#include "page/html.h"
#include "parity/report.h"

static void print_value(FILE *out, const char *value)
{
    if (value)
        html_print(out, "<td><pre>%s</pre></td>", value);
    else
        fputs("<td>nothing</td>", out);
}

static void print_findings(FILE *out, void *ctx, const struct parity_result *result, const struct parity_database *d)
{
    if (!d->found.n)
        return;
    html_print(out,
               "<table>\n<thead><tr><th scope=\"col\">what differs</th><th scope=\"col\">%s</th><th scope=\"col\">%s"
               "</th></tr></thead>\n<tbody>\n",
               parity_side_name(ctx, result, d, 0), parity_side_name(ctx, result, d, 1));
    for (size_t i = 0; i < d->found.n; i++) {
        const struct parity_finding *f = &d->found.items[i];
        html_print(out, "<tr><th scope=\"row\"><code>%s</code></th>", f->subject);
        for (size_t k = 0; k < 2; k++)
            print_value(out, f->values[k]);
        fputs("</tr>\n", out);
    }
    fputs("</tbody>\n</table>\n", out);
}

static void print_conversions(FILE *out, void *ctx, const struct parity_result *result, const struct parity_database *d)
{
    if (!d->conversions.n)
        return;
    html_print(out,
               "<table>\n<thead><tr><th scope=\"col\">the application converts</th><th scope=\"col\">as</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
               parity_side_name(ctx, result, d, 0), parity_side_name(ctx, result, d, 1));
    for (size_t i = 0; i < d->conversions.n; i++) {
        const struct parity_conversion *c = &d->conversions.items[i];
        html_print(out,
                   "<tr><th scope=\"row\"><code>%s.%s</code></th><td>%s</td><td><code>%s</code></td>"
                   "<td><code>%s</code></td></tr>\n",
                   c->table, c->column, parity_sort_name(c->sort), c->types[0], c->types[1]);
    }
    fputs("</tbody>\n</table>\n", out);
}

void parity_print_html(FILE *out, const struct parity_result *result)
{
    void *ctx = mem_context(NULL);
    const char *title = mem_printf(ctx, "Parity of %s and %s", result->names[0], result->names[1]);
    page_print_head(out, title);
    html_print(out, "<body>\n<header>\n<h1>%s</h1>\n<output>%s</output>\n</header>\n<main class=\"parity\">\n", title,
               parity_outcome(ctx, result));
    for (size_t i = 0; i < result->n; i++) {
        const struct parity_database *d = &result->items[i];
        html_print(out, "<article>\n<h2>%s</h2>\n<p><code>%s</code>, <code>%s</code></p>\n",
                   *d->name ? d->name : "schema", d->paths[0] ? d->paths[0] : "(none)",
                   d->paths[1] ? d->paths[1] : "(none)");
        print_findings(out, ctx, result, d);
        print_conversions(out, ctx, result, d);
        if (!d->found.n)
            fputs("<p>Both say the same.</p>\n", out);
        fputs("</article>\n", out);
    }
    fputs("</main>\n</body>\n</html>\n", out);
    mem_free(ctx);
}
