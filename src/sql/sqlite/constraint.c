/* The constraints of CREATE TABLE (https://sqlite.org/syntax/table-constraint.html). */
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "sql/sqlite/draft.h"

bool at_table_constraint(const struct parser *p)
{
    return at_keyword(p, "CONSTRAINT") || at_keyword(p, "PRIMARY") || at_keyword(p, "UNIQUE") ||
           at_keyword(p, "CHECK") || at_keyword(p, "FOREIGN");
}

struct draft_constraint *draft_add_constraint(struct draft *d, enum sqlite_constraint_type type, int column)
{
    size_t at = mem_grow(d->p->ctx, &d->constraints, &d->n_constraints);
    struct draft_constraint *c = &d->constraints[at];
    c->type = type;
    c->name = d->constraint_name;
    c->column = column;
    c->conflict = c->references = c->deferrable = "";
    return c;
}

void draft_read_constraint_name(struct draft *d)
{
    parser_skip(d->p);
    d->constraint_name = d->check_name = take_name(d->p);
}

const char *draft_read_conflict(struct draft *d)
{
    struct parser *p = d->p;
    if (!at_keyword(p, "ON") || !sqlite_token_is(parser_peek(p, 1), "CONFLICT"))
        return "";
    size_t from = p->n_printed;
    take_keyword(p);
    take_keyword(p);
    take_keyword(p);
    return mem_printf(p->ctx, " %s", span_text(p, span_from(p, from)));
}

void draft_read_check(struct draft *d, int column)
{
    struct parser *p = d->p;
    parser_skip(p);
    struct draft_constraint *c = draft_add_constraint(d, SQLITE_CHECK, column);
    c->name = d->check_name;
    open_parenthesis(p, GLUE_NONE);
    c->condition = piece_begin(p);
    parse_expression(p);
    piece_end(p, &c->condition);
    close_parenthesis(p);
    c->conflict = draft_read_conflict(d);
}

/* What a foreign key does to its rows; NULL for NO ACTION, the default. */
static const char *read_action(struct parser *p)
{
    size_t from = p->n_printed;
    if (at_keyword(p, "NO") || at_keyword(p, "SET"))
        take_keyword(p);
    take_keyword(p);
    const char *action = span_text(p, span_from(p, from));
    return strcmp(action, "NO ACTION") == 0 ? NULL : action;
}

static const char *read_parent(struct parser *p)
{
    size_t from = p->n_printed;
    take_keyword(p); /* REFERENCES */
    take_name(p);
    if (at_symbol(p, "(")) {
        open_parenthesis(p, GLUE_NONE);
        do
            take_name(p);
        while (take_symbol(p, ",", GLUE_LEFT));
        close_parenthesis(p);
    }
    return span_text(p, span_from(p, from));
}

/* A name, which SQLite reads and forgets. */
static const char *read_match(struct parser *p)
{
    size_t from = p->n_printed;
    if (parser_peek(p, 0)->type == TOKEN_WORD) {
        take_keyword(p);
    } else {
        char *name = ascii_upper(sqlite_token_content(p->ctx, parser_peek(p, 0)));
        take_name(p);
        if (!p->failed)
            p->printed[from].text = sqlite_quote_name(p->ctx, name);
    }
    return span_text(p, span_from(p, from));
}

/* The order is Postgres's: MATCH, ON UPDATE, ON DELETE. Of two of a kind the last one counts. */
void draft_read_references(struct draft *d, struct draft_constraint *c)
{
    struct parser *p = d->p;
    const char *parent = read_parent(p), *match = NULL, *on_update = NULL, *on_delete = NULL;
    for (;;) {
        if (skip_keyword(p, "MATCH")) {
            match = read_match(p);
        } else if (at_keyword(p, "ON") && !sqlite_token_is(parser_peek(p, 1), "CONFLICT")) {
            parser_skip(p);
            bool update = at_keyword(p, "UPDATE"), delete = at_keyword(p, "DELETE");
            parser_skip(p);
            const char *action = read_action(p); /* ON INSERT is accepted and means nothing */
            on_update = update ? action : on_update;
            on_delete = delete ? action : on_delete;
        } else {
            break;
        }
    }
    c->references = mem_printf(p->ctx, "%s%s%s%s%s%s%s", parent, match ? " MATCH " : "", match ? match : "",
                               on_update ? " ON UPDATE " : "", on_update ? on_update : "",
                               on_delete ? " ON DELETE " : "", on_delete ? on_delete : "");
}

/* NOT DEFERRABLE and INITIALLY IMMEDIATE are the defaults. */
void draft_read_deferrable(struct draft *d, struct draft_constraint *c)
{
    struct parser *p = d->p;
    bool not = skip_keyword(p, "NOT");
    bool deferrable = skip_keyword(p, "DEFERRABLE") && !not ;
    bool deferred = false;
    if (skip_keyword(p, "INITIALLY")) {
        deferred = at_keyword(p, "DEFERRED");
        parser_skip(p);
    }
    c->deferrable = !deferrable ? "" : deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

/* ( key, key ): PRIMARY KEY may end in AUTOINCREMENT. */
static void read_keys(struct draft *d, struct draft_constraint *c)
{
    struct parser *p = d->p;
    open_parenthesis(p, GLUE_NONE);
    size_t from = p->n_printed, n_spans = 0;
    do {
        size_t start = p->n_printed;
        size_t at = mem_grow(p->ctx, &c->keys, &c->n_keys);
        struct piece expression;
        parse_key(p, &c->keys[at], &expression);
        at = mem_grow(p->ctx, &c->key_spans, &n_spans);
        c->key_spans[at] = span_from(p, start);
    } while (take_symbol(p, ",", GLUE_LEFT));
    c->span = span_from(p, from);
    c->autoincrement = skip_keyword(p, "AUTOINCREMENT");
    close_parenthesis(p);
}

static void read_foreign_key(struct draft *d)
{
    struct draft_constraint *c = draft_add_constraint(d, SQLITE_FOREIGN_KEY, NO_COLUMN);
    parser_skip(d->p);
    if (!skip_keyword(d->p, "KEY"))
        parser_fail(d->p);
    read_keys(d, c);
    draft_read_references(d, c);
    if (at_keyword(d->p, "DEFERRABLE") || at_keyword(d->p, "NOT"))
        draft_read_deferrable(d, c);
}

void draft_read_constraint(struct draft *d)
{
    struct parser *p = d->p;
    if (at_keyword(p, "CONSTRAINT")) {
        draft_read_constraint_name(d);
        return;
    }
    if (at_keyword(p, "CHECK")) {
        draft_read_check(d, NO_COLUMN);
    } else if (at_keyword(p, "FOREIGN")) {
        read_foreign_key(d);
    } else {
        bool primary = skip_keyword(p, "PRIMARY");
        if (!skip_keyword(p, primary ? "KEY" : "UNIQUE"))
            parser_fail(p);
        struct draft_constraint *c = draft_add_constraint(d, primary ? SQLITE_PRIMARY_KEY : SQLITE_UNIQUE, NO_COLUMN);
        read_keys(d, c);
        c->conflict = draft_read_conflict(d);
    }
    d->constraint_name = NULL;
}
