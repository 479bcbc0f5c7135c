/* CREATE INDEX (https://sqlite.org/lang_createindex.html). */
#include "base/mem.h"
#include "sql/sqlite/parse.h"

struct expressions {
    struct piece *items;
    size_t n;
};

static void add_expression(struct parser *p, struct expressions *all, const struct piece *piece)
{
    size_t at = mem_grow(p->ctx, &all->items, &all->n);
    all->items[at] = *piece;
}

static struct span read_index_keys(struct parser *p, struct expressions *expressions)
{
    open_parenthesis(p, GLUE_NONE);
    size_t from = p->n_printed;
    do {
        struct sqlite_key key = {0};
        struct piece expression = {0};
        parse_key(p, &key, &expression);
        if (!key.column)
            add_expression(p, expressions, &expression);
    } while (take_symbol(p, ",", GLUE_LEFT));
    struct span keys = span_from(p, from);
    close_parenthesis(p);
    return keys;
}

static struct span read_condition(struct parser *p, struct expressions *expressions)
{
    struct piece condition = piece_begin(p);
    parse_expression(p);
    piece_end(p, &condition);
    add_expression(p, expressions, &condition);
    return condition.printed;
}

bool sqlite_read_index(void *ctx, const char *sql, const struct sqlite_names *columns, struct sqlite_index *index,
                       struct sqlite_problem *problem)
{
    struct parser p;
    parser_start(&p, ctx, sql);
    *index = (struct sqlite_index){0};
    expect_keyword(&p, "CREATE");
    index->unique = skip_keyword(&p, "UNIQUE");
    expect_keyword(&p, "INDEX");
    index->name = parse_created_name(&p);
    expect_keyword(&p, "ON");
    index->table = parse_created_name(&p);
    scope_open(&p);
    scope_add_relation(&p, index->table);
    struct expressions expressions = {NULL, 0};
    struct span keys = read_index_keys(&p, &expressions), where = {0, 0};
    bool partial = skip_keyword(&p, "WHERE");
    if (partial)
        where = read_condition(&p, &expressions);
    parse_statement_end(&p);
    if (p.failed)
        return parser_report(&p, problem);
    span_resolve(&p, span_from(&p, 0), columns);
    for (size_t i = 0; i < expressions.n; i++)
        resolve_expression(&p, &expressions.items[i], index->table, columns);
    index->keys = span_text(&p, keys);
    index->where = partial ? span_text(&p, where) : NULL;
    return true;
}
