/* The file of one kind of what belongs to no table: functions, types, settings, each with the SQL that makes it. */
#include <string.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"

/* Of a constraint of a domain: the domain before it. */
static char *title_of(void *ctx, const struct item *item)
{
    const char *schema = item->kind == &model_schema ? "" : item->schema;
    return item->relation[0] ? mem_printf(ctx, "%s: %s", doc_qualified(ctx, schema, item->relation), item->name)
                             : doc_qualified(ctx, schema, item->name);
}

void kind_file_print(const struct doc *doc, const struct facet *facet)
{
    struct pairs pairs = loose_pairs(doc, facet);
    bool both = is_of_both(doc->database);
    fprintf(doc->out, "# %s\n\n", facet_capital(doc->ctx, facet->title));
    if (doc->database->name[0])
        fprintf(doc->out, "Of the database %s. [All tables](../README.md)\n\n",
                code_span(doc->ctx, doc->database->name, 0));
    else
        fputs("[All tables](README.md)\n\n", doc->out);
    for (size_t i = 0; i < pairs.n; i++) {
        const struct pairs one = {&pairs.items[i], 1};
        const struct item *item = pair_item(&pairs.items[i]);
        const char *comment = loose_comment_of(doc->ctx, doc->comments, item);
        fprintf(doc->out, "<a id=\"%s\"></a>\n\n## %s\n\n", doc_anchor(doc->ctx, item),
                code_span(doc->ctx, title_of(doc->ctx, item), 0));
        if (both)
            fprintf(doc->out, "On %s.\n\n", doc_engines(&pairs.items[i]));
        if (comment[0])
            fprintf(doc->out, "%s\n\n", comment);
        section_sql(doc, &one);
    }
}
