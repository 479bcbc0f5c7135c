/* The columns of CREATE TABLE (https://sqlite.org/lang_createtable.html). */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/draft.h"

/* The text between two tokens, as it was typed. */
static const char *typed(const struct parser *p, size_t from, size_t to)
{
    const char *start = p->tokens.items[from].start;
    const struct sqlite_token *last = &p->tokens.items[to - 1];
    return mem_strndup(p->ctx, start, (size_t)(last->start - start) + last->length);
}

static void skip_parenthesis(struct parser *p)
{
    int depth = 0;
    do {
        depth += at_symbol(p, "(");
        depth -= at_symbol(p, ")");
        parser_skip(p);
    } while (depth > 0 && !at_end(p));
}

static void read_default(struct draft *d, struct draft_column *c)
{
    struct parser *p = d->p;
    parser_skip(p);
    size_t from = p->at;
    if (at_symbol(p, "(")) {
        skip_parenthesis(p);
    } else {
        if (at_symbol(p, "-") || at_symbol(p, "+"))
            parser_skip(p);
        parser_skip(p);
    }
    if (!p->failed && p->at > from)
        c->value = sqlite_canonical_default(p->ctx, typed(p, from, p->at));
    if (!c->value)
        parser_fail(p);
    c->value_name = d->constraint_name;
}

static void read_not_null(struct draft *d, struct draft_column *c)
{
    parser_skip(d->p);
    parser_skip(d->p);
    c->not_null = mem_printf(d->p->ctx, "NOT NULL%s", draft_read_conflict(d));
    c->not_null_name = d->constraint_name;
}

static void read_collation(struct draft *d, struct draft_column *c)
{
    size_t from = d->p->n_printed;
    parse_collation(d->p);
    if (!d->p->failed)
        c->collation = span_text(d->p, (struct span){from + 1, d->p->n_printed});
    c->collation_name = d->constraint_name;
}

static void read_generated(struct draft *d, struct draft_column *c)
{
    struct parser *p = d->p;
    if (skip_keyword(p, "GENERATED") && !skip_keyword(p, "ALWAYS"))
        parser_fail(p);
    expect_keyword(p, "AS");
    open_parenthesis(p, GLUE_NONE);
    c->generated = piece_begin(p);
    parse_expression(p);
    piece_end(p, &c->generated);
    c->is_generated = true;
    close_parenthesis(p);
    c->stored = skip_keyword(p, "STORED");
    if (!c->stored)
        skip_keyword(p, "VIRTUAL");
}

static void read_primary_key(struct draft *d, int column)
{
    struct parser *p = d->p;
    parser_skip(p);
    if (!skip_keyword(p, "KEY"))
        parser_fail(p);
    struct draft_constraint *c = draft_add_constraint(d, SQLITE_PRIMARY_KEY, column);
    if (!skip_keyword(p, "ASC"))
        c->descending = skip_keyword(p, "DESC");
    c->conflict = draft_read_conflict(d);
    c->autoincrement = skip_keyword(p, "AUTOINCREMENT");
}

static bool at_not(const struct parser *p, const char *keyword)
{
    return at_keyword(p, "NOT") && sqlite_token_is(parser_peek(p, 1), keyword);
}

/*
 * DEFERRABLE belongs to the last REFERENCES of the table, be it another
 * column's: SQLite's grammar takes it anywhere, and where none stands before
 * it, it means nothing.
 */
static void read_deferrable(struct draft *d)
{
    struct draft_constraint none, *to = &none;
    for (size_t i = 0; i < d->n_constraints; i++)
        if (d->constraints[i].type == SQLITE_FOREIGN_KEY)
            to = &d->constraints[i];
    draft_read_deferrable(d, to);
}

/* One constraint that makes an entry of its own in the table's list; false when there is none. */
static bool read_listed(struct draft *d, int column)
{
    struct parser *p = d->p;
    if (at_keyword(p, "PRIMARY")) {
        read_primary_key(d, column);
    } else if (skip_keyword(p, "UNIQUE")) {
        struct draft_constraint *c = draft_add_constraint(d, SQLITE_UNIQUE, column);
        c->conflict = draft_read_conflict(d);
    } else if (at_keyword(p, "CHECK")) {
        draft_read_check(d, column);
    } else if (at_keyword(p, "REFERENCES")) {
        draft_read_references(d, draft_add_constraint(d, SQLITE_FOREIGN_KEY, column));
    } else if (at_keyword(p, "DEFERRABLE") || at_not(p, "DEFERRABLE")) {
        read_deferrable(d);
    } else {
        return false;
    }
    return true;
}

static bool read_property(struct draft *d, int column)
{
    struct parser *p = d->p;
    struct draft_column *c = &d->columns[column];
    if (at_keyword(p, "DEFAULT"))
        read_default(d, c);
    else if (at_not(p, "NULL"))
        read_not_null(d, c);
    else if (at_keyword(p, "COLLATE"))
        read_collation(d, c);
    else if (at_keyword(p, "GENERATED") || at_keyword(p, "AS"))
        read_generated(d, c);
    else if (skip_keyword(p, "NULL")) /* the default */
        draft_read_conflict(d);
    else
        return false;
    return true;
}

/* Without `keyword` and the white space before it, where the text ends so. */
static bool cut_end(char *text, const char *keyword)
{
    size_t n = strlen(text), length = strlen(keyword);
    if (n < length || strcasecmp(text + n - length, keyword) != 0)
        return false;
    for (n -= length; n > 0 && strchr(" \t\r\n\f", text[n - 1]);)
        n--;
    text[n] = '\0';
    return true;
}

/* GENERATED ALWAYS are names to SQLite's grammar, and taken off the type again: not where a comment parts them. */
static const char *read_type(struct parser *p)
{
    char *type = mem_strdup(p->ctx, type_as_typed(p));
    if (strlen(type) >= strlen("generated always") && cut_end(type, "always"))
        cut_end(type, "generated");
    return sqlite_written_type(p->ctx, type);
}

void draft_read_column(struct draft *d)
{
    struct parser *p = d->p;
    size_t at = mem_grow(p->ctx, &d->columns, &d->n_columns);
    d->columns[at].name = take_name(p);
    d->columns[at].type = read_type(p);
    d->constraint_name = d->check_name = NULL;
    while (!p->failed) {
        if (at_keyword(p, "CONSTRAINT")) {
            draft_read_constraint_name(d);
            continue;
        }
        if (!read_property(d, (int)at) && !read_listed(d, (int)at))
            break;
        d->constraint_name = NULL;
    }
}
