/* CREATE TRIGGER (https://sqlite.org/lang_createtrigger.html). */
#include "base/mem.h"
#include "sql/sqlite/parse.h"

static const char *read_timing(struct parser *p)
{
    if (skip_keyword(p, "AFTER"))
        return "AFTER";
    if (skip_keyword(p, "INSTEAD")) {
        if (!skip_keyword(p, "OF"))
            parser_fail(p);
        return "INSTEAD OF";
    }
    skip_keyword(p, "BEFORE"); /* the default */
    return "BEFORE";
}

/* The columns of UPDATE OF are those of the trigger's table, which comes after them. */
static struct span read_event(struct parser *p)
{
    size_t from = p->n_printed;
    bool update = at_keyword(p, "UPDATE");
    if (!update && !at_keyword(p, "INSERT") && !at_keyword(p, "DELETE"))
        parser_fail(p);
    take_keyword(p);
    if (update && take_if(p, "OF")) {
        do
            take_column(p, p->place.scope);
        while (take_symbol(p, ",", GLUE_LEFT));
    }
    return span_from(p, from);
}

static void skip_for_each_row(struct parser *p)
{
    if (skip_keyword(p, "FOR") && !(skip_keyword(p, "EACH") && skip_keyword(p, "ROW")))
        parser_fail(p);
}

struct body {
    struct piece when; /* empty: none */
    struct piece *statements;
    size_t n_statements;
};

static void read_when(struct parser *p, struct body *body)
{
    if (!skip_keyword(p, "WHEN"))
        return;
    body->when = piece_begin(p);
    parse_expression(p);
    piece_end(p, &body->when);
}

static void read_body(struct parser *p, struct body *body)
{
    if (!skip_keyword(p, "BEGIN"))
        parser_fail(p);
    while (!p->failed && !at_keyword(p, "END")) {
        struct piece statement = piece_begin(p);
        parse_change(p);
        piece_end(p, &statement);
        size_t at = mem_grow(p->ctx, &body->statements, &body->n_statements);
        body->statements[at] = statement;
        if (!skip_symbol(p, ";"))
            parser_fail(p);
    }
    parser_skip(p); /* END */
}

static const char *body_text(struct parser *p, const struct body *body, const struct sqlite_names *names)
{
    struct text t;
    text_open(&t);
    fputs("BEGIN\n", t.out);
    for (size_t i = 0; i < body->n_statements; i++) {
        resolve_change(p, &body->statements[i], names);
        fprintf(t.out, "    %s;\n", span_text(p, body->statements[i].printed));
    }
    fputs("END", t.out);
    return text_close(&t, p->ctx);
}

static const char *when_text(struct parser *p, const struct body *body, const struct sqlite_names *names)
{
    if (body->when.to == body->when.from)
        return NULL;
    resolve_expression(p, &body->when, NULL, names);
    return span_text(p, body->when.printed);
}

bool sqlite_read_trigger(void *ctx, const char *sql, const struct sqlite_names *names, struct sqlite_trigger *trigger,
                         struct sqlite_problem *problem)
{
    struct parser p;
    struct body body = {0};
    parser_start(&p, ctx, sql);
    p.in_trigger = true;
    *trigger = (struct sqlite_trigger){0};
    expect_keyword(&p, "CREATE");
    if (!skip_keyword(&p, "TEMP"))
        skip_keyword(&p, "TEMPORARY");
    expect_keyword(&p, "TRIGGER");
    trigger->name = parse_created_name(&p);
    trigger->timing = read_timing(&p);
    int scope = scope_open(&p);
    struct span event = read_event(&p);
    expect_keyword(&p, "ON");
    trigger->table = parse_created_name(&p);
    scope_add_relation(&p, trigger->table);
    p.place = p.scopes[scope].parent;
    skip_for_each_row(&p);
    read_when(&p, &body);
    read_body(&p, &body);
    parse_statement_end(&p);
    if (p.failed)
        return parser_report(&p, problem);
    span_resolve(&p, event, names);
    trigger->event = span_text(&p, event);
    trigger->when = when_text(&p, &body, names);
    trigger->body = body_text(&p, &body, names);
    return true;
}
