/* Statements of SQLite, by their tokens (https://sqlite.org/lang.html). */
#include <string.h>

#include "base/mem.h"
#include "clock/sqlite_run.h"
#include "sql/sqlite/ddl.h"

static bool at_end(const struct reader *r)
{
    return token_at(r, r->at)->type == TOKEN_END || symbol_at(r, r->at, ';');
}

static bool skip_keyword(struct reader *r, const char *keyword)
{
    bool found = is_keyword_at(r, r->at, keyword);
    r->at += found;
    return found;
}

/* [schema .] name */
static const char *take_relation(struct reader *r)
{
    if (symbol_at(r, r->at + 1, '.'))
        r->at += 2;
    return name_at(r, r->at++);
}

/* As it stands in VALUES; a default would have it in parentheses. */
static const char *canonical(const struct reader *r, struct run run)
{
    const char *text = sqlite_canonical_default(r->ctx, run_text(r, run));
    size_t n = text ? strlen(text) : 0;
    return n > 1 && text[0] == '(' ? mem_strndup(r->ctx, text + 1, n - 2) : text;
}

/* `rows`: names in the expression are columns. */
static void put_value(struct reader *r, size_t at, const char *column, struct run run, bool rows)
{
    int found = run.from < run.to ? run_reads(r, run) : 0;
    bool computed = found & READS_QUERY || (rows && found & READS_NAMES);
    const char *expression = NULL;
    enum fate fate = FATE_PLAIN;
    if (run.from < run.to && run_is_column(r, run))
        fate = rows ? FATE_COPY : FATE_PLAIN;
    else if (found & READS_VOLATILE && computed)
        fate = FATE_LOST;
    else if (found & READS_CLOCK) {
        expression = computed ? NULL : canonical(r, run);
        fate = expression ? FATE_VOLATILE : FATE_LOST;
    }
    statement_put(r->ctx, r->out, at, column, fate, expression);
}

struct columns {
    const char **items;
    size_t n;
};

static struct columns take_columns(struct reader *r)
{
    struct columns c = {NULL, 0};
    if (!symbol_at(r, r->at, '('))
        return c;
    size_t end = behind_parenthesis(r, r->at);
    for (size_t i = r->at + 1; i < end; i += 2) {
        size_t at = mem_grow(r->ctx, &c.items, &c.n);
        c.items[at] = name_at(r, i);
    }
    r->at = end;
    return c;
}

static const char *column_at(const struct columns *c, size_t i)
{
    return i < c->n ? c->items[i] : NULL;
}

/* The items of a list up to one of the keywords; r->at ends behind them. */
static void take_items(struct reader *r, const struct columns *columns, const char *const *ends, bool rows)
{
    static const char *const no_keywords[] = {NULL};
    static const char *const alias[] = {"AS", NULL};
    for (size_t n = 0;; n++) {
        struct run item = {r->at, end_of_item(r, r->at, ends)};
        r->at = item.to;
        size_t named = end_of_item(r, item.from, *ends ? alias : no_keywords);
        item.to = named < item.to ? named : item.to;
        if (item.to > item.from && symbol_at(r, item.to - 1, '*'))
            r->out->all_columns = true;
        else if (r->out->all_columns)
            r->out->everywhere = r->out->everywhere || run_is_tainted(r, item);
        else
            put_value(r, n, column_at(columns, n), item, rows);
        if (!symbol_at(r, r->at, ','))
            return;
        r->at++;
    }
}

static void take_values(struct reader *r, const struct columns *columns)
{
    static const char *const no_keywords[] = {NULL};
    while (symbol_at(r, r->at, '(')) {
        r->at++;
        take_items(r, columns, no_keywords, false);
        r->at++;
        if (symbol_at(r, r->at, ','))
            r->at++;
    }
}

/* The rest of a statement, where the clock decides on which rows. */
static void take_rest(struct reader *r)
{
    r->out->everywhere = r->out->everywhere || run_is_tainted(r, (struct run){r->at, r->tokens.n});
    r->at = r->tokens.n;
}

static void take_select(struct reader *r, const struct columns *columns)
{
    static const char *const ends[] = {"FROM",  "WHERE", "GROUP",  "HAVING",    "WINDOW", "ORDER",
                                       "LIMIT", "UNION", "EXCEPT", "INTERSECT", "ON",     NULL};
    r->at++;
    if (!skip_keyword(r, "DISTINCT"))
        skip_keyword(r, "ALL");
    size_t end = r->at;
    do
        end = end_of_item(r, end, ends) + 1;
    while (symbol_at(r, end - 1, ','));
    take_items(r, columns, ends, is_keyword_at(r, end - 1, "FROM"));
    /* ON CONFLICT of a query without FROM is the caller's. */
    if (!is_keyword_at(r, r->at, "ON"))
        take_rest(r);
}

/* c = expression, (a, b) = (...), ... */
static void take_assignments(struct reader *r, bool conflict)
{
    static const char *const ends[] = {"FROM", "WHERE", "RETURNING", NULL};
    for (;; r->at++) {
        struct columns columns = take_columns(r);
        const char *name = columns.n ? NULL : name_at(r, r->at++);
        struct run value = {r->at + 1, end_of_item(r, r->at + 1, ends)};
        bool tainted = run_is_tainted(r, value);
        for (size_t i = 0; i < columns.n && tainted; i++)
            statement_lose(r->ctx, r->out, columns.items[i]);
        if (name && conflict && (tainted || is_keyword_at(r, value.from, "excluded")))
            statement_lose(r->ctx, r->out, name);
        else if (name && !conflict)
            put_value(r, r->out->n_targets, name, value, true);
        r->at = value.to;
        if (!symbol_at(r, r->at, ','))
            return;
    }
}

static bool any_volatile(const struct clock_statement *s)
{
    for (size_t i = 0; i < s->n_targets; i++)
        if (s->targets[i].fate > FATE_COPY)
            return true;
    return false;
}

/* ON CONFLICT ... DO UPDATE SET: `excluded` counts where something of the clock would have been inserted. */
static void take_conflict(struct reader *r)
{
    while (!at_end(r) && !is_keyword_at(r, r->at, "SET"))
        r->at++;
    if (skip_keyword(r, "SET") && (any_volatile(r->out) || run_is_tainted(r, (struct run){r->at, r->tokens.n})))
        take_assignments(r, true);
    take_rest(r);
}

static void read_insert(struct reader *r)
{
    r->out->action = ACTION_INSERT;
    while (!at_end(r) && !skip_keyword(r, "INTO"))
        r->at++;
    r->out->table = take_relation(r);
    if (skip_keyword(r, "AS"))
        r->at++;
    struct columns columns = take_columns(r);
    r->out->named = columns.n > 0;
    if (skip_keyword(r, "VALUES"))
        take_values(r, &columns);
    else if (is_keyword_at(r, r->at, "SELECT"))
        take_select(r, &columns);
    else if (skip_keyword(r, "DEFAULT"))
        r->out->named = true;
    if (is_keyword_at(r, r->at, "ON"))
        take_conflict(r);
    take_rest(r);
}

static void read_update(struct reader *r)
{
    r->out->action = ACTION_UPDATE;
    r->out->named = true;
    r->at++;
    if (skip_keyword(r, "OR"))
        r->at++;
    r->out->table = take_relation(r);
    while (!at_end(r) && !skip_keyword(r, "SET"))
        r->at++;
    take_assignments(r, false);
    take_rest(r);
}

static void read_create_table(struct reader *r)
{
    static const struct columns none = {NULL, 0};
    if (skip_keyword(r, "IF"))
        r->at += 2;
    const char *name = take_relation(r);
    r->out->defined = name;
    r->out->is_table = true;
    if (!skip_keyword(r, "AS"))
        return;
    r->out->action = ACTION_INSERT;
    r->out->table = name;
    if (is_keyword_at(r, r->at, "SELECT"))
        take_select(r, &none);
    take_rest(r);
}

static void read_create(struct reader *r)
{
    r->at++;
    if (!skip_keyword(r, "TEMP"))
        skip_keyword(r, "TEMPORARY");
    if (skip_keyword(r, "TABLE")) {
        read_create_table(r);
    } else if (skip_keyword(r, "VIEW")) {
        if (skip_keyword(r, "IF"))
            r->at += 2;
        r->out->defined = take_relation(r);
    } else if (is_keyword_at(r, r->at, "TRIGGER")) {
        while (!at_end(r) && !skip_keyword(r, "ON"))
            r->at++;
        r->out->is_trigger = true;
        r->out->defined = take_relation(r);
    }
}

static void read_alter(struct reader *r)
{
    r->at += 2;
    r->out->action = ACTION_ALTER;
    r->out->is_table = true;
    r->out->named = true;
    r->out->table = r->out->defined = take_relation(r);
    if (!skip_keyword(r, "RENAME"))
        return;
    r->out->action = ACTION_NONE;
    r->out->defined = NULL;
    if (!is_keyword_at(r, r->at, "TO")) {
        if (!is_keyword_at(r, r->at + 1, "TO"))
            skip_keyword(r, "COLUMN");
        r->out->renamed = name_at(r, r->at++);
    }
    r->out->new_name = name_at(r, r->at + 1);
}

/* Behind the common table expressions before the statement proper. */
static void skip_with(struct reader *r)
{
    static const char *const verbs[] = {"INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT", "VALUES"};
    size_t from = r->at;
    for (; !at_end(r); r->at = symbol_at(r, r->at, '(') ? behind_parenthesis(r, r->at) : r->at + 1)
        for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
            if (is_keyword_at(r, r->at, verbs[i])) {
                r->out->everywhere = run_is_tainted(r, (struct run){from, r->at});
                return;
            }
}

void statement_read_sqlite(void *ctx, const char *sql, const struct knowledge *knowledge,
                           struct clock_statement *statement)
{
    struct reader r = {ctx, knowledge, statement, sqlite_tokenize(ctx, sql), 0};
    while (symbol_at(&r, r.at, ';'))
        r.at++;
    if (is_keyword_at(&r, r.at, "WITH"))
        skip_with(&r);
    if (is_keyword_at(&r, r.at, "INSERT") || is_keyword_at(&r, r.at, "REPLACE")) {
        read_insert(&r);
    } else if (is_keyword_at(&r, r.at, "UPDATE")) {
        read_update(&r);
    } else if (is_keyword_at(&r, r.at, "CREATE")) {
        read_create(&r);
    } else if (is_keyword_at(&r, r.at, "ALTER")) {
        read_alter(&r);
    } else if (is_keyword_at(&r, r.at, "DELETE")) {
        statement->action = ACTION_OTHER;
        take_rest(&r);
    }
}
