/* CREATE TABLE (https://sqlite.org/lang_createtable.html): from the draft to the table. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/draft.h"

/* CREATE [TEMP] TABLE [IF NOT EXISTS] [schema.]name */
static const char *read_head(struct parser *p)
{
    expect_keyword(p, "CREATE");
    if (!skip_keyword(p, "TEMP"))
        skip_keyword(p, "TEMPORARY");
    expect_keyword(p, "TABLE");
    return parse_created_name(p);
}

static void read_options(struct parser *p, struct sqlite_table *table)
{
    do {
        if (skip_keyword(p, "WITHOUT") && at_keyword(p, "ROWID"))
            table->without_rowid = true;
        else if (at_keyword(p, "STRICT"))
            table->strict = true;
        else
            parser_fail(p);
        parser_skip(p);
    } while (skip_symbol(p, ","));
}

static void read_body(struct draft *d)
{
    struct parser *p = d->p;
    open_parenthesis(p, GLUE_NONE);
    do
        draft_read_column(d);
    while (take_symbol(p, ",", GLUE_LEFT) && !at_table_constraint(p));
    /* The comma between two constraints may be missing; a name reaches as far as the next comma. */
    while (at_table_constraint(p)) {
        d->constraint_name = d->check_name = NULL;
        while (at_table_constraint(p))
            draft_read_constraint(d);
        if (!take_symbol(p, ",", GLUE_LEFT))
            break;
    }
    close_parenthesis(p);
}

static const char *find_column(void *data, const char *relation, const char *column, bool *known)
{
    const struct draft *d = data;
    (void)relation;
    *known = true;
    for (size_t i = 0; i < d->n_columns; i++)
        if (strcasecmp(d->columns[i].name, column) == 0)
            return d->columns[i].name;
    return NULL;
}

/* The text of the keys, and the keys by the names their columns are declared with. */
static void finish_keys(const struct draft *d, struct draft_constraint *from, struct sqlite_constraint *to)
{
    void *ctx = d->p->ctx;
    bool known;
    if (from->type == SQLITE_CHECK)
        return;
    if (from->column != NO_COLUMN) {
        to->keys = mem_array(ctx, struct sqlite_key, 1);
        to->n_keys = 1;
        to->keys[0].column = d->columns[from->column].name;
        return;
    }
    to->keys = from->keys;
    to->n_keys = from->n_keys;
    for (size_t i = 0; i < to->n_keys; i++)
        if (to->keys[i].column)
            to->keys[i].column = find_column((void *)d, "", to->keys[i].column, &known);
}

static const char *column_list(const struct draft *d, const struct draft_constraint *from,
                               const struct sqlite_constraint *to)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < to->n_keys; i++) {
        const char *column =
            to->keys[i].column ? sqlite_quote_name(d->p->ctx, to->keys[i].column) : span_text(d->p, from->key_spans[i]);
        fprintf(t.out, "%s%s", i ? ", " : "", column);
    }
    return text_close(&t, d->p->ctx);
}

/* What stands between the parentheses of the constraint's line. */
static const char *inner_text(const struct draft *d, const struct draft_constraint *c)
{
    if (c->type == SQLITE_CHECK)
        return span_text(d->p, c->condition.printed);
    if (c->column == NO_COLUMN)
        return span_text(d->p, c->span);
    return mem_printf(d->p->ctx, "%s%s", sqlite_quote_name(d->p->ctx, d->columns[c->column].name),
                      c->descending ? " DESC" : "");
}

static int integer_column(const struct draft *d, const struct draft_constraint *from,
                          const struct sqlite_constraint *to)
{
    if (from->column != NO_COLUMN || to->n_keys == 0 || !to->keys[0].column)
        return from->column;
    for (size_t i = 0; i < d->n_columns; i++)
        if (strcmp(d->columns[i].name, to->keys[0].column) == 0)
            return (int)i;
    return NO_COLUMN;
}

/* A PRIMARY KEY that must stay at its column, or whose usual place is there. */
static bool stays_in_column(struct draft *d, struct draft_constraint *from, const struct sqlite_constraint *to)
{
    int column = from->type == SQLITE_PRIMARY_KEY ? integer_column(d, from, to) : NO_COLUMN;
    if (column == NO_COLUMN || strcmp(d->columns[column].type, "INTEGER") != 0)
        return false;
    if (!from->descending && !from->autoincrement)
        return false;
    from->column = column;
    return true;
}

static void finish_constraint(struct draft *d, struct draft_constraint *from, struct sqlite_constraint *to)
{
    static const char *const keywords[] = {"PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY"};
    to->type = from->type;
    to->name = from->name;
    finish_keys(d, from, to);
    to->columns = column_list(d, from, to);
    to->in_column = stays_in_column(d, from, to);
    to->autoincrement = from->autoincrement;
    if (to->in_column)
        to->definition = mem_printf(d->p->ctx, "PRIMARY KEY%s%s%s", from->descending ? " DESC" : "", from->conflict,
                                    from->autoincrement ? " AUTOINCREMENT" : "");
    else
        to->definition = mem_printf(d->p->ctx, "%s (%s)%s%s%s%s%s", keywords[from->type], inner_text(d, from),
                                    from->conflict, *from->references ? " " : "", from->references, from->deferrable,
                                    from->autoincrement ? " AUTOINCREMENT" : "");
}

static void print_clause(FILE *out, void *ctx, const char *name, const char *clause, const char *value)
{
    if (name)
        fprintf(out, " CONSTRAINT %s", sqlite_quote_name(ctx, name));
    fprintf(out, " %s%s%s", clause, *clause && *value ? " " : "", value);
}

static const char *column_definition(const struct draft *d, size_t column, const char *generated,
                                     const struct sqlite_table *table)
{
    void *ctx = d->p->ctx;
    const struct draft_column *c = &d->columns[column];
    struct text t;
    text_open(&t);
    fprintf(t.out, "%s%s%s", sqlite_quote_name(ctx, c->name), *c->type ? " " : "", c->type);
    if (c->not_null)
        print_clause(t.out, ctx, c->not_null_name, c->not_null, "");
    if (c->value)
        print_clause(t.out, ctx, c->value_name, "DEFAULT", c->value);
    if (c->collation)
        print_clause(t.out, ctx, c->collation_name, "COLLATE", c->collation);
    if (generated)
        fprintf(t.out, " GENERATED ALWAYS AS (%s) %s", generated, c->stored ? "STORED" : "VIRTUAL");
    for (size_t i = 0; i < d->n_constraints; i++) {
        const struct sqlite_constraint *key = &table->constraints[i];
        if (key->in_column && d->constraints[i].column == (int)column)
            print_clause(t.out, ctx, key->name, key->definition, "");
    }
    char *definition = text_close(&t, ctx);
    return is_word_of_shell(definition) ? mem_printf(ctx, "\"%s\"", definition) : definition;
}

static void finish_column(const struct draft *d, size_t at, const struct sqlite_table *table, struct sqlite_column *to)
{
    const struct draft_column *from = &d->columns[at];
    *to = (struct sqlite_column){.name = from->name,
                                 .type = from->type,
                                 .not_null = from->not_null,
                                 .value = from->value,
                                 .collation = from->collation,
                                 .generated = from->is_generated ? span_text(d->p, from->generated.printed) : NULL,
                                 .stored = from->stored};
    to->definition = column_definition(d, at, to->generated, table);
}

/* Now that all columns are known. */
static void normalize_words(struct draft *d, const char *table, const struct sqlite_judge *judge)
{
    const struct sqlite_names names = {find_column, d, judge};
    span_resolve(d->p, span_from(d->p, 0), &names);
    for (size_t i = 0; i < d->n_columns; i++)
        if (d->columns[i].is_generated)
            resolve_expression(d->p, &d->columns[i].generated, table, &names);
    for (size_t i = 0; i < d->n_constraints; i++)
        if (d->constraints[i].type == SQLITE_CHECK)
            resolve_expression(d->p, &d->constraints[i].condition, table, &names);
}

static void finish(struct draft *d, struct sqlite_table *table)
{
    void *ctx = d->p->ctx;
    table->n_constraints = d->n_constraints;
    table->constraints = mem_array(ctx, struct sqlite_constraint, d->n_constraints);
    for (size_t i = 0; i < d->n_constraints; i++)
        finish_constraint(d, &d->constraints[i], &table->constraints[i]);
    draft_order_constraints(d, table);
    table->n_columns = d->n_columns;
    table->columns = mem_array(ctx, struct sqlite_column, d->n_columns);
    for (size_t i = 0; i < d->n_columns; i++)
        finish_column(d, i, table, &table->columns[i]);
}

bool sqlite_read_table(void *ctx, const char *sql, const struct sqlite_judge *judge, struct sqlite_table *table,
                       struct sqlite_problem *problem)
{
    struct parser p;
    struct draft d = {.p = &p};
    parser_start(&p, ctx, sql);
    *table = (struct sqlite_table){.name = read_head(&p)};
    scope_open(&p);
    scope_add_relation(&p, table->name);
    read_body(&d);
    if (!at_end(&p) && !at_symbol(&p, ";"))
        read_options(&p, table);
    parse_statement_end(&p);
    if (p.failed)
        return parser_report(&p, problem);
    normalize_words(&d, table->name, judge);
    finish(&d, table);
    return true;
}
