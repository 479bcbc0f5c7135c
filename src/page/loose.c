#include "page/loose.h"

#include <ctype.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/badge.h"
#include "page/facet.h"
#include "page/html.h"

bool has_loose(const struct database *database)
{
    return database->loose[ENGINE_POSTGRES].n + database->loose[ENGINE_SQLITE].n > 0;
}

char *loose_anchor(void *ctx, const struct database *database)
{
    struct text t;
    text_open(&t);
    html_anchor_part(t.out, database->name);
    fputs(":others", t.out);
    return text_close(&t, ctx);
}

static bool holds(const struct database *d, const struct model_kind *kind)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < d->loose[e].n; i++)
            if (d->loose[e].items[i].item->kind == kind)
                return true;
    return false;
}

void print_loose_name(FILE *out, const struct database *database)
{
    enum { MOST = 3 };
    int n = 0;
    struct facet facet;
    for (size_t i = 0; facet_at(i, &facet); i++) {
        if (facet.kind == &model_constraint || !holds(database, facet.kind))
            continue;
        char *title = facet_capital(NULL, facet.title);
        if (n > 0)
            title[0] = (char)tolower((unsigned char)title[0]);
        if (n < MOST)
            html_print(out, n > 0 ? ", %s" : "%s", title);
        n++;
        mem_free(title);
    }
    fputs(n > MOST ? ", …" : "", out);
}

void loose_print(FILE *out, const struct database *database)
{
    struct place place = {.database = database};
    char *anchor = loose_anchor(NULL, database);
    html_print(out, "<article id=\"%s\" class=\"", anchor);
    print_class(out, &database->loose_changes);
    html_print(out, "\">\n<h3 class=\"loose\"><a href=\"#%s\">", anchor);
    print_loose_name(out, database);
    fputs("</a>", out);
    print_counts(out, &database->loose_changes);
    fputs("</h3>\n", out);
    struct facet facet;
    for (size_t i = 0; facet_at(i, &facet); i++)
        facet_print(out, &facet, &place, database->loose);
    fputs("</article>\n", out);
    mem_free(anchor);
}
