/* Extended statistics. */
#include <stdlib.h>
#include <string.h>

#include "model/postgres/facts.h"
#include "sql/postgres/lex.h"

static struct item *replaced(struct reader *r, const struct model_kind *kind, const char *schema, const char *relation,
                             const char *name, int line)
{
    struct item *old = model_draft_find(r->draft, kind, schema, relation, name);
    if (old)
        model_remove(r->draft, old);
    return model_add(r->draft, kind, schema, relation, name, line);
}

bool read_statistics(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *names = field_node(body, "defnames");
    const json_t *range = node_as(json_array_get(field_node(body, "relations"), 0), "RangeVar");
    const char *schema = names_schema(names), *relation = field_text(range, "relname");
    if (json_array_size(names) == 0)
        return false;
    struct item *item = replaced(r, &model_statistics, schema, relation, names_last(names), s->line);
    const char *text = deparse_short(r, s, PIECE_STATEMENT, node, field_text(range, "schemaname"), relation);
    model_set(r->draft, item, "definition", text);
    model_set_text(r->draft, item, mem_printf(s->ctx, "%s;", text));
    return true;
}

/* The number at the end of ALTER STATISTICS s SET STATISTICS n; NULL for -1, the usual one. */
static const char *statistics_target(const struct statement *s)
{
    struct lexer l = {s->text, 0, s->length};
    struct lexeme before = {0}, last = {0};
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        before = last;
        last = x;
    }
    if (last.kind != LEXEME_NUMBER || lexeme_is(s->text, before, "-"))
        return NULL;
    return mem_printf(s->ctx, "%ld", strtol(s->text + last.start, NULL, 10));
}

/* ALTER STATISTICS s SET STATISTICS n says no relation: the one item of that name is meant. */
bool read_alter_statistics(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node), *names = field_node(body, "defnames");
    for (struct relation *t = r->relations; t; t = t->hh.next) {
        struct item *item =
            model_draft_find(r->draft, &model_statistics, names_schema(names), t->name, names_last(names));
        if (!item)
            continue;
        const char *target = statistics_target(s);
        model_set(r->draft, item, "target", target);
        if (!target)
            return true;
        model_set_text(r->draft, item,
                       mem_printf(s->ctx, "%s\nALTER STATISTICS %s SET STATISTICS %s;", item->text,
                                  qualified_name(s->ctx, item->schema, item->name), target));
        return true;
    }
    return false;
}
