/* Statements of SQLite, by their tokens (https://sqlite.org/lang.html). */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "clock/statement.h"
#include "clock/words.h"
#include "sql/sqlite_ddl.h"
#include "sql/sqlite_lex.h"

/* What a run of tokens refers to. */
enum { READS_CLOCK = 1, READS_KEPT = 2, READS_NAMES = 4, READS_QUERY = 8 };

struct reader {
    void *ctx;
    const struct knowledge *knowledge;
    struct clock_statement *out;
    struct sqlite_tokens tokens;
    size_t at;
};

/* Tokens [from, to). */
struct run {
    size_t from, to;
};

static const struct sqlite_token *token(const struct reader *r, size_t i)
{
    return &r->tokens.items[i < r->tokens.n ? i : r->tokens.n];
}

static bool is_word(const struct reader *r, size_t i, const char *word)
{
    return sqlite_token_is(token(r, i), word);
}

static bool is_symbol(const struct reader *r, size_t i, char symbol)
{
    const struct sqlite_token *t = token(r, i);
    return t->type == TOKEN_SYMBOL && t->length == 1 && *t->start == symbol;
}

static bool at_end(const struct reader *r)
{
    return token(r, r->at)->type == TOKEN_END || is_symbol(r, r->at, ';');
}

static bool skip_word(struct reader *r, const char *word)
{
    bool found = is_word(r, r->at, word);
    r->at += found;
    return found;
}

static const char *name_at(const struct reader *r, size_t i)
{
    return sqlite_token_content(r->ctx, token(r, i));
}

static bool is_name(const struct sqlite_token *t)
{
    return t->type == TOKEN_WORD || t->type == TOKEN_DOUBLE || t->type == TOKEN_BRACKET;
}

/* [schema .] name */
static const char *take_relation(struct reader *r)
{
    if (is_symbol(r, r->at + 1, '.'))
        r->at += 2;
    return name_at(r, r->at++);
}

/* Behind the parenthesis that opens at `i`. */
static size_t behind_parenthesis(const struct reader *r, size_t i)
{
    int depth = 0;
    do {
        depth += is_symbol(r, i, '(');
        depth -= is_symbol(r, i, ')');
        i++;
    } while (depth > 0 && i < r->tokens.n);
    return i;
}

/* The end of what begins at `i`: a comma, a closing parenthesis, one of the words, or the statement's end. */
static size_t end_of_item(const struct reader *r, size_t i, const char *const *words)
{
    while (i < r->tokens.n && !is_symbol(r, i, ',') && !is_symbol(r, i, ')') && !is_symbol(r, i, ';')) {
        for (const char *const *w = words; *w; w++)
            if (is_word(r, i, *w))
                return i;
        i = is_symbol(r, i, '(') ? behind_parenthesis(r, i) : i + 1;
    }
    return i;
}

/* Whether a call of a function of time, whose arguments are this run, gives it no other time. */
static bool takes_now(const struct reader *r, const char *function, struct run arguments)
{
    static const char *const no_words[] = {NULL};
    if (arguments.from == arguments.to)
        return true;
    if (strcasecmp(function, "strftime") == 0 && end_of_item(r, arguments.from, no_words) == arguments.to)
        return true;
    for (size_t i = arguments.from; i < arguments.to; i++)
        if (token(r, i)->type == TOKEN_STRING && clock_literal(ENGINE_SQLITE, name_at(r, i)))
            return true;
    return false;
}

static int reads_call(const struct reader *r, size_t i)
{
    const char *name = name_at(r, i);
    if (!clock_function(ENGINE_SQLITE, name))
        return 0;
    if (strncasecmp(name, "random", 6) == 0)
        return READS_CLOCK;
    return takes_now(r, name, (struct run){i + 2, behind_parenthesis(r, i + 1) - 1}) ? READS_CLOCK : 0;
}

/* Words of the grammar that may stand in an expression without any name of a column. */
static bool is_of_grammar(const struct reader *r, size_t i)
{
    static const char *const types[] = {"INTEGER", "INT", "BIGINT", "REAL", "TEXT", "BLOB", "NUMERIC", "TRUE", "FALSE"};
    const struct sqlite_token *t = token(r, i);
    for (size_t k = 0; k < sizeof(types) / sizeof(*types); k++)
        if (is_word(r, i, types[k]))
            return true;
    return t->type == TOKEN_WORD && sqlite_reserved(t->start, t->length);
}

static int reads_name(const struct reader *r, size_t i)
{
    const char *name = name_at(r, i);
    int found = r->knowledge->suspect(r->knowledge->data, name) ? READS_CLOCK : 0;
    if (r->knowledge->kept(r->knowledge->data, name))
        found |= READS_KEPT;
    return found | (is_of_grammar(r, i) ? 0 : READS_NAMES);
}

static int reads(const struct reader *r, struct run run)
{
    int found = 0;
    for (size_t i = run.from; i < run.to; i++) {
        if (!is_name(token(r, i)))
            continue;
        if (is_symbol(r, i + 1, '('))
            found |= reads_call(r, i);
        else if (token(r, i)->type == TOKEN_WORD && strncasecmp(token(r, i)->start, "CURRENT_", 8) == 0 &&
                 clock_function(ENGINE_SQLITE, name_at(r, i)))
            found |= READS_CLOCK;
        else
            found |= is_word(r, i, "SELECT") ? READS_QUERY : reads_name(r, i);
    }
    return found;
}

static bool is_tainted(const struct reader *r, struct run run)
{
    return (reads(r, run) & (READS_CLOCK | READS_KEPT)) != 0;
}

static const char *text_of(const struct reader *r, struct run run)
{
    const struct sqlite_token *first = token(r, run.from), *last = token(r, run.to - 1);
    return mem_strndup(r->ctx, first->start, (size_t)(last->start + last->length - first->start));
}

/* `a`, `t.a` */
static bool is_column(const struct reader *r, struct run run)
{
    size_t n = run.to - run.from;
    return (n == 1 || (n == 3 && is_symbol(r, run.from + 1, '.'))) && is_name(token(r, run.to - 1)) &&
           (reads(r, run) & READS_NAMES);
}

/* As it stands in VALUES; a default would have it in parentheses. */
static const char *canonical(const struct reader *r, struct run run)
{
    const char *text = sqlite_canonical_default(r->ctx, text_of(r, run));
    size_t n = text ? strlen(text) : 0;
    return n > 1 && text[0] == '(' ? mem_strndup(r->ctx, text + 1, n - 2) : text;
}

/* `rows`: names in the expression are columns. */
static void put_value(struct reader *r, size_t at, const char *column, struct run run, bool rows)
{
    int found = run.from < run.to ? reads(r, run) : 0;
    bool computed = found & READS_QUERY || (rows && found & READS_NAMES);
    const char *expression = NULL;
    enum fate fate = FATE_PLAIN;
    if (run.from < run.to && is_column(r, run))
        fate = rows ? FATE_COPY : FATE_PLAIN;
    else if (found & READS_KEPT && computed)
        fate = FATE_LOST;
    else if (found & READS_CLOCK) {
        expression = computed ? NULL : canonical(r, run);
        fate = expression ? FATE_KEPT : FATE_LOST;
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
    if (!is_symbol(r, r->at, '('))
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

/* The items of a list up to one of the words; r->at ends behind them. */
static void take_items(struct reader *r, const struct columns *columns, const char *const *ends, bool rows)
{
    static const char *const no_words[] = {NULL};
    static const char *const alias[] = {"AS", NULL};
    for (size_t n = 0;; n++) {
        struct run item = {r->at, end_of_item(r, r->at, ends)};
        r->at = item.to;
        size_t named = end_of_item(r, item.from, *ends ? alias : no_words);
        item.to = named < item.to ? named : item.to;
        if (item.to > item.from && is_symbol(r, item.to - 1, '*'))
            r->out->all_columns = true;
        else if (r->out->all_columns)
            r->out->everywhere = r->out->everywhere || is_tainted(r, item);
        else
            put_value(r, n, column_at(columns, n), item, rows);
        if (!is_symbol(r, r->at, ','))
            return;
        r->at++;
    }
}

static void take_values(struct reader *r, const struct columns *columns)
{
    static const char *const no_words[] = {NULL};
    while (is_symbol(r, r->at, '(')) {
        r->at++;
        take_items(r, columns, no_words, false);
        r->at++;
        if (is_symbol(r, r->at, ','))
            r->at++;
    }
}

/* The rest of a statement, where the clock decides on which rows. */
static void take_rest(struct reader *r)
{
    r->out->everywhere = r->out->everywhere || is_tainted(r, (struct run){r->at, r->tokens.n});
    r->at = r->tokens.n;
}

static void take_select(struct reader *r, const struct columns *columns)
{
    static const char *const ends[] = {"FROM",  "WHERE", "GROUP",  "HAVING",    "WINDOW", "ORDER",
                                       "LIMIT", "UNION", "EXCEPT", "INTERSECT", "ON",     NULL};
    r->at++;
    if (!skip_word(r, "DISTINCT"))
        skip_word(r, "ALL");
    size_t end = r->at;
    do
        end = end_of_item(r, end, ends) + 1;
    while (is_symbol(r, end - 1, ','));
    take_items(r, columns, ends, is_word(r, end - 1, "FROM"));
    /* ON CONFLICT of a query without FROM is the caller's. */
    if (!is_word(r, r->at, "ON"))
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
        bool tainted = is_tainted(r, value);
        for (size_t i = 0; i < columns.n && tainted; i++)
            statement_lose(r->ctx, r->out, columns.items[i]);
        if (name && conflict && (tainted || is_word(r, value.from, "excluded")))
            statement_lose(r->ctx, r->out, name);
        else if (name && !conflict)
            put_value(r, r->out->n_targets, name, value, true);
        r->at = value.to;
        if (!is_symbol(r, r->at, ','))
            return;
    }
}

static bool any_kept(const struct clock_statement *s)
{
    for (size_t i = 0; i < s->n_targets; i++)
        if (s->targets[i].fate > FATE_COPY)
            return true;
    return false;
}

/* ON CONFLICT ... DO UPDATE SET: `excluded` counts where something of the clock would have been inserted. */
static void take_conflict(struct reader *r)
{
    while (!at_end(r) && !is_word(r, r->at, "SET"))
        r->at++;
    if (skip_word(r, "SET") && (any_kept(r->out) || is_tainted(r, (struct run){r->at, r->tokens.n})))
        take_assignments(r, true);
    take_rest(r);
}

static void read_insert(struct reader *r)
{
    r->out->action = ACTION_INSERT;
    while (!at_end(r) && !skip_word(r, "INTO"))
        r->at++;
    r->out->table = take_relation(r);
    if (skip_word(r, "AS"))
        r->at++;
    struct columns columns = take_columns(r);
    r->out->named = columns.n > 0;
    if (skip_word(r, "VALUES"))
        take_values(r, &columns);
    else if (is_word(r, r->at, "SELECT"))
        take_select(r, &columns);
    else if (skip_word(r, "DEFAULT"))
        r->out->named = true;
    if (is_word(r, r->at, "ON"))
        take_conflict(r);
    take_rest(r);
}

static void read_update(struct reader *r)
{
    r->out->action = ACTION_UPDATE;
    r->out->named = true;
    r->at++;
    if (skip_word(r, "OR"))
        r->at++;
    r->out->table = take_relation(r);
    while (!at_end(r) && !skip_word(r, "SET"))
        r->at++;
    take_assignments(r, false);
    take_rest(r);
}

static void read_create_table(struct reader *r)
{
    static const struct columns none = {NULL, 0};
    if (skip_word(r, "IF"))
        r->at += 2;
    const char *name = take_relation(r);
    r->out->defined = name;
    r->out->is_table = true;
    if (!skip_word(r, "AS"))
        return;
    r->out->action = ACTION_INSERT;
    r->out->table = name;
    if (is_word(r, r->at, "SELECT"))
        take_select(r, &none);
    take_rest(r);
}

static void read_create(struct reader *r)
{
    r->at++;
    if (!skip_word(r, "TEMP"))
        skip_word(r, "TEMPORARY");
    if (skip_word(r, "TABLE")) {
        read_create_table(r);
    } else if (skip_word(r, "VIEW")) {
        if (skip_word(r, "IF"))
            r->at += 2;
        r->out->defined = take_relation(r);
    } else if (is_word(r, r->at, "TRIGGER")) {
        while (!at_end(r) && !skip_word(r, "ON"))
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
    if (!skip_word(r, "RENAME"))
        return;
    r->out->action = ACTION_NONE;
    r->out->defined = NULL;
    if (!is_word(r, r->at, "TO")) {
        if (!is_word(r, r->at + 1, "TO"))
            skip_word(r, "COLUMN");
        r->out->renamed = name_at(r, r->at++);
    }
    r->out->new_name = name_at(r, r->at + 1);
}

/* Behind the common table expressions before the statement proper. */
static void skip_with(struct reader *r)
{
    static const char *const verbs[] = {"INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT", "VALUES"};
    size_t from = r->at;
    for (; !at_end(r); r->at = is_symbol(r, r->at, '(') ? behind_parenthesis(r, r->at) : r->at + 1)
        for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
            if (is_word(r, r->at, verbs[i])) {
                r->out->everywhere = is_tainted(r, (struct run){from, r->at});
                return;
            }
}

void statement_read_sqlite(void *ctx, const char *sql, const struct knowledge *knowledge,
                           struct clock_statement *statement)
{
    struct reader r = {ctx, knowledge, statement, sqlite_tokenize(ctx, sql), 0};
    while (is_symbol(&r, r.at, ';'))
        r.at++;
    if (is_word(&r, r.at, "WITH"))
        skip_with(&r);
    if (is_word(&r, r.at, "INSERT") || is_word(&r, r.at, "REPLACE")) {
        read_insert(&r);
    } else if (is_word(&r, r.at, "UPDATE")) {
        read_update(&r);
    } else if (is_word(&r, r.at, "CREATE")) {
        read_create(&r);
    } else if (is_word(&r, r.at, "ALTER")) {
        read_alter(&r);
    } else if (is_word(&r, r.at, "DELETE")) {
        statement->action = ACTION_OTHER;
        take_rest(&r);
    }
}
