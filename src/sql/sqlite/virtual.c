/* CREATE VIRTUAL TABLE (https://sqlite.org/lang_createvtab.html). */
#include "base/ascii.h"
#include "base/mem.h"
#include "sql/sqlite/parse.h"

/* One argument: from its first token to its last, as written, for only the module knows what it means. */
static const char *read_argument(struct parser *p)
{
    const struct sqlite_token *first = parser_peek(p, 0), *last = NULL;
    int depth = 0;
    while (!p->failed && !at_end(p) && (depth > 0 || (!at_symbol(p, ",") && !at_symbol(p, ")")))) {
        depth += at_symbol(p, "(");
        depth -= at_symbol(p, ")");
        last = parser_peek(p, 0);
        parser_skip(p);
    }
    if (!last)
        return "";
    return mem_strndup(p->ctx, first->start, (size_t)(last->start - first->start) + last->length);
}

static void read_arguments(struct parser *p, struct sqlite_virtual_table *table)
{
    do {
        size_t at = mem_grow(p->ctx, &table->arguments, &table->n_arguments);
        table->arguments[at] = read_argument(p);
    } while (skip_symbol(p, ","));
    if (!skip_symbol(p, ")"))
        parser_fail(p);
    if (table->n_arguments == 1 && !*table->arguments[0])
        table->n_arguments = 0;
}

/* Modules are found without regard to case: one spelling is the lower one. */
static const char *take_module(struct parser *p)
{
    return ascii_lower(mem_strdup(p->ctx, take_name(p)));
}

bool sqlite_read_virtual_table(void *ctx, const char *sql, struct sqlite_virtual_table *table,
                               struct sqlite_problem *problem)
{
    struct parser p;
    parser_start(&p, ctx, sql);
    *table = (struct sqlite_virtual_table){0};
    expect_keyword(&p, "CREATE");
    expect_keyword(&p, "VIRTUAL");
    expect_keyword(&p, "TABLE");
    table->name = parse_created_name(&p);
    expect_keyword(&p, "USING");
    table->module = take_module(&p);
    if (skip_symbol(&p, "("))
        read_arguments(&p, table);
    parse_statement_end(&p);
    if (p.failed)
        return parser_report(&p, problem);
    return true;
}
