/* CREATE INDEX (https://sqlite.org/lang_createindex.html). */
#include "sql/sqlite_parse.h"

static struct span read_index_keys(struct parser *p)
{
    open_parenthesis(p, GLUE_NONE);
    size_t from = p->n_words;
    do {
        struct sqlite_key key = {0};
        parse_key(p, &key);
    } while (take_symbol(p, ",", GLUE_LEFT));
    struct span keys = span_from(p, from);
    close_parenthesis(p);
    return keys;
}

bool sqlite_read_index(void *ctx, const char *sql, const struct sqlite_names *columns, struct sqlite_index *index,
                       struct sqlite_problem *problem)
{
    struct parser p;
    parser_start(&p, ctx, sql);
    *index = (struct sqlite_index){0};
    expect_word(&p, "CREATE");
    index->unique = skip_word(&p, "UNIQUE");
    expect_word(&p, "INDEX");
    index->name = parse_created_name(&p);
    expect_word(&p, "ON");
    index->table = parse_created_name(&p);
    scope_open(&p);
    scope_add_relation(&p, index->table);
    struct span keys = read_index_keys(&p), where = {0, 0};
    bool partial = skip_word(&p, "WHERE");
    if (partial) {
        size_t from = p.n_words;
        parse_expression(&p);
        where = span_from(&p, from);
    }
    parse_statement_end(&p);
    if (p.failed)
        return parser_report(&p, problem);
    words_resolve(&p, columns);
    index->keys = words_text(&p, keys);
    index->where = partial ? words_text(&p, where) : NULL;
    return true;
}
