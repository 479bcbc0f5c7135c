/*
 * Where in a script things stand. The database that loaded the script cannot
 * tell, so its tokens are looked at: enough of the grammar to find names.
 */
#include <string.h>

#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "model/sqlite.h"

struct place {
    char *key;
    int line;
    UT_hash_handle hh;
};

struct sqlite_places {
    struct place *items; /* uthash */
    /* While reading: the line of a byte of the text, counted on from the last one asked for. */
    const char *at;
    int line;
};

static int line_of(struct sqlite_places *p, const struct sqlite_token *t)
{
    for (; p->at < t->start; p->at++)
        p->line += *p->at == '\n';
    return p->line;
}

/* Names are found without regard to case, as SQLite does; values of rows are not. */
static char *key_of(const void *ctx, const char *type, const char *relation, const char *name)
{
    bool values = strcmp(type, "row") == 0;
    char *key = mem_printf(ctx, "%s\n%s\n%s", type, relation, name);
    ascii_lower_part(key, strlen(key) - (values ? strlen(name) : 0));
    return key;
}

static struct place *find(const struct sqlite_places *p, const char *key)
{
    struct place *found = NULL;
    HASH_FIND_STR(p->items, key, found);
    return found;
}

/* The last one counts: what stood before it was dropped, or is the same. */
static void remember(struct sqlite_places *p, const char *type, const char *relation, const char *name, int line)
{
    char *key = key_of(p, type, relation, name);
    struct place *place = find(p, key);
    if (!place) {
        place = mem_new(p, struct place);
        place->key = key;
        HASH_ADD_KEYPTR(hh, p->items, place->key, strlen(place->key), place);
    }
    place->line = line;
}

static int recall(const struct sqlite_places *p, const char *type, const char *relation, const char *name)
{
    char *key = key_of(p, type, relation, name);
    const struct place *found = find(p, key);
    mem_free(key);
    return found ? found->line : 0;
}

/* Tokens as a text to compare: quotes of names and white space do not count. */
static const char *spelling(void *ctx, const struct sqlite_token *tokens, size_t n)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++) {
        bool name = tokens[i].type == TOKEN_DOUBLE || tokens[i].type == TOKEN_BRACKET;
        if (name)
            fputs(sqlite_token_content(ctx, &tokens[i]), t.out);
        else
            fwrite(tokens[i].start, 1, tokens[i].length, t.out);
        putc(' ', t.out);
    }
    return text_close(&t, ctx);
}

/* The end of what stands at `from`: its comma, or the parenthesis around it. */
static size_t entry_end(const struct sqlite_statement *s, size_t from)
{
    int depth = 0;
    for (; from < s->n; from++) {
        const struct sqlite_token *t = &s->tokens[from];
        if (depth == 0 && (sqlite_token_is_symbol(t, ",") || sqlite_token_is_symbol(t, ")")))
            break;
        depth += sqlite_token_is_symbol(t, "(") - sqlite_token_is_symbol(t, ")");
    }
    return from;
}

struct entry {
    const struct sqlite_statement *statement;
    size_t from, to;
};

static bool begins(const struct entry *e, const char *word)
{
    return sqlite_token_is(statement_token(e->statement, e->from), word);
}

/* One entry of the list in CREATE TABLE. */
static void remember_entry(struct sqlite_places *p, void *ctx, const char *table, struct entry e)
{
    int line = line_of(p, statement_token(e.statement, e.from));
    bool named = begins(&e, "CONSTRAINT");
    if (named) {
        e.from++;
        const char *name = sqlite_name_at(ctx, e.statement, &e.from);
        remember(p, "constraint", table, name ? name : "", line);
    }
    if (named || begins(&e, "PRIMARY") || begins(&e, "UNIQUE") || begins(&e, "CHECK") || begins(&e, "FOREIGN"))
        remember(p, "definition", table, spelling(ctx, e.statement->tokens + e.from, e.to - e.from), line);
    else if (e.from < e.to)
        remember(p, "column", table, sqlite_token_content(ctx, statement_token(e.statement, e.from)), line);
}

static void read_entries(struct sqlite_places *p, void *ctx, const struct sqlite_statement *s, const char *table,
                         size_t at)
{
    while (sqlite_token_is_symbol(statement_token(s, at), "(") || sqlite_token_is_symbol(statement_token(s, at), ",")) {
        size_t end = entry_end(s, at + 1);
        remember_entry(p, ctx, table, (struct entry){s, at + 1, end});
        at = end;
    }
}

static void read_creation(struct sqlite_places *p, void *ctx, const struct sqlite_statement *s)
{
    struct sqlite_creation created = sqlite_creation_of(ctx, s);
    if (!created.type)
        return;
    remember(p, created.type, "", created.name, line_of(p, &s->tokens[0]));
    if (strcmp(created.type, "table") == 0)
        read_entries(p, ctx, s, created.name, created.next);
}

/* The shell's .dump makes a virtual table by a row of sqlite_schema: (type, name, tbl_name, rootpage, sql). */
static void read_virtual_table(struct sqlite_places *p, void *ctx, const char *table, const struct sqlite_statement *s,
                               size_t at, int line)
{
    bool schema = strcmp(table, "sqlite_schema") == 0 || strcmp(table, "sqlite_master") == 0;
    if (schema && statement_token(s, at + 3)->type == TOKEN_STRING)
        remember(p, "table", "", sqlite_token_content(ctx, statement_token(s, at + 3)), line);
}

/* INSERT INTO t [(a, b)] VALUES (1, 2), (3, 4) */
static void read_rows(struct sqlite_places *p, void *ctx, const struct sqlite_statement *s)
{
    size_t at = 0;
    while (at < s->n && !sqlite_token_is(&s->tokens[at], "INTO"))
        at++;
    at++;
    const char *table = sqlite_name_at(ctx, s, &at);
    while (at < s->n && !sqlite_token_is(&s->tokens[at], "VALUES"))
        at++;
    for (at++; table && sqlite_token_is_symbol(statement_token(s, at), "(");) {
        size_t end = entry_end(s, at + 1);
        while (sqlite_token_is_symbol(statement_token(s, end), ","))
            end = entry_end(s, end + 1);
        int line = line_of(p, &s->tokens[at]);
        remember(p, "row", table, spelling(ctx, s->tokens + at, end + 1 < s->n ? end + 1 - at : s->n - at), line);
        read_virtual_table(p, ctx, table, s, at, line);
        at = end + 2; /* past `),` */
    }
}

/* ALTER TABLE t ADD [COLUMN] c */
static void read_alteration(struct sqlite_places *p, void *ctx, const struct sqlite_statement *s)
{
    size_t at = 2;
    const char *table = sqlite_name_at(ctx, s, &at);
    if (!table || !sqlite_token_is(statement_token(s, at), "ADD"))
        return;
    at += sqlite_token_is(statement_token(s, at + 1), "COLUMN") ? 2 : 1;
    int line = line_of(p, &s->tokens[0]);
    const char *column = sqlite_name_at(ctx, s, &at);
    if (column)
        remember(p, "column", table, column, line);
}

static void read_setting(struct sqlite_places *p, void *ctx, const struct sqlite_statement *s)
{
    size_t at = 1;
    const char *name = sqlite_name_at(ctx, s, &at);
    if (name && at < s->n)
        remember(p, "setting", "", name, line_of(p, &s->tokens[0]));
}

struct sqlite_places *sqlite_places_read(void *ctx, const char *sql, const struct sqlite_statements *statements)
{
    struct sqlite_places *p = mem_new(ctx, struct sqlite_places);
    p->at = sql;
    p->line = 1;
    for (size_t i = 0; i < statements->n; i++) {
        const struct sqlite_statement *s = &statements->items[i];
        void *scratch = mem_context(p);
        if (sqlite_token_is(&s->tokens[0], "CREATE"))
            read_creation(p, scratch, s);
        else if (sqlite_token_is(&s->tokens[0], "INSERT") || sqlite_token_is(&s->tokens[0], "REPLACE"))
            read_rows(p, scratch, s);
        else if (sqlite_token_is(&s->tokens[0], "ALTER"))
            read_alteration(p, scratch, s);
        else if (sqlite_token_is(&s->tokens[0], "PRAGMA"))
            read_setting(p, scratch, s);
        mem_free(scratch);
    }
    return p;
}

void sqlite_places_free(struct sqlite_places *places)
{
    HASH_CLEAR(hh, places->items);
    mem_free(places);
}

int sqlite_place(const struct sqlite_places *places, const char *type, const char *name)
{
    return recall(places, type, "", name);
}

int sqlite_place_column(const struct sqlite_places *places, const char *table, const char *column)
{
    int line = recall(places, "column", table, column);
    return line ? line : recall(places, "table", "", table);
}

static int find_spelled(const struct sqlite_places *places, const char *type, const char *table, const char *sql)
{
    void *scratch = mem_context(places);
    struct sqlite_tokens tokens = sqlite_tokenize(scratch, sql);
    int line = recall(places, type, table, spelling(scratch, tokens.items, tokens.n));
    mem_free(scratch);
    return line;
}

int sqlite_place_constraint(const struct sqlite_places *places, const char *table, const char *name,
                            const char *definition, const char *columns)
{
    int line = name ? recall(places, "constraint", table, name) : 0;
    line = line ? line : find_spelled(places, "definition", table, definition);
    return line ? line : sqlite_place_column(places, table, columns);
}

int sqlite_place_row(const struct sqlite_places *places, const char *table, const char *tuple)
{
    return find_spelled(places, "row", table, tuple);
}
