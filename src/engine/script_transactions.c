/* Which statements of a script begin or end a transaction: recognized by their first keywords, without a server. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "engine/engine.h"
#include "engine/postgres.h"
#include "sql/postgres/lex.h"
#include "sql/sqlite/split.h"

/* The first lexemes of a statement of either engine, of which more are not looked at. */
enum { MOST_KEYWORDS = 8 };
struct beginning {
    struct keyword {
        const char *start;
        size_t length;
    } keywords[MOST_KEYWORDS];
    size_t n, at;
};

static void add(struct beginning *b, const char *start, size_t length)
{
    if (b->n < MOST_KEYWORDS)
        b->keywords[b->n++] = (struct keyword){start, length};
}

static struct beginning of_postgres(const char *text, size_t length)
{
    struct beginning b = {.n = 0};
    struct lexer l = {text, 0, length};
    for (struct lexeme x; b.n < MOST_KEYWORDS && (x = lex_next(&l)).kind != LEXEME_END;)
        add(&b, text + x.start, x.end - x.start);
    return b;
}

/* A pragma's name may have quotes. */
static void add_token(struct beginning *b, const struct sqlite_token *t)
{
    size_t quote = t->length > 1 && strchr("\"'`[", *t->start) ? 1 : 0;
    add(b, t->start + quote, t->length - 2 * quote);
}

static struct beginning of_sqlite(const struct sqlite_statement *s)
{
    struct beginning b = {.n = 0};
    for (size_t i = 0; i < s->n && i < MOST_KEYWORDS; i++)
        add_token(&b, &s->tokens[i]);
    return b;
}

/* Whether that stands next; then it is passed over. */
static bool is_keyword(struct beginning *b, const char *keyword)
{
    const struct keyword *next = &b->keywords[b->at];
    bool is = b->at < b->n && next->length == strlen(keyword) && strncasecmp(next->start, keyword, next->length) == 0;
    b->at += is;
    return is;
}

static bool begins(struct beginning b)
{
    return is_keyword(&b, "BEGIN") || (is_keyword(&b, "START") && is_keyword(&b, "TRANSACTION"));
}

bool postgres_runs_extension_script(const char *statement)
{
    struct beginning b = of_postgres(statement, strlen(statement));
    return (is_keyword(&b, "CREATE") || is_keyword(&b, "ALTER")) && is_keyword(&b, "EXTENSION");
}

/* ROLLBACK TO ends a savepoint only; COMMIT PREPARED another transaction. AND CHAIN begins the next one. */
static bool ends(struct beginning b, bool *chains)
{
    bool rollback = is_keyword(&b, "ROLLBACK");
    *chains = false;
    if (is_keyword(&b, "PREPARE"))
        return !rollback && is_keyword(&b, "TRANSACTION");
    if (!rollback && !is_keyword(&b, "COMMIT") && !is_keyword(&b, "END") && !is_keyword(&b, "ABORT"))
        return false;
    (void)(is_keyword(&b, "TRANSACTION") || is_keyword(&b, "WORK"));
    if (is_keyword(&b, "PREPARED") || (rollback && is_keyword(&b, "TO")))
        return false;
    *chains = is_keyword(&b, "AND") && is_keyword(&b, "CHAIN");
    return true;
}

static void note(struct beginning b, struct script_transactions *t)
{
    bool chains, end = ends(b, &chains), begin = begins(b) || chains;
    if (!begin && !end)
        return;
    t->ends_first |= end && !t->any;
    t->begins_last = begin;
    t->any = true;
}

/* PRAGMA foreign_keys = OFF, PRAGMA main.foreign_keys(0); without a value it only asks. */
static bool sets_foreign_keys(struct beginning b)
{
    if (!is_keyword(&b, "PRAGMA"))
        return false;
    if (b.n > 2 && b.keywords[2].length == 1 && *b.keywords[2].start == '.')
        b.at = 3;
    return is_keyword(&b, "foreign_keys") && (is_keyword(&b, "=") || is_keyword(&b, "("));
}

static void note_sqlite(const char *script, void *ctx, struct script_transactions *t)
{
    void *scratch = mem_context(ctx);
    struct sqlite_statements statements = sqlite_split(scratch, script);
    for (size_t i = 0; i < statements.n; i++) {
        struct beginning b = of_sqlite(&statements.items[i]);
        note(b, t);
        if (!t->sets_foreign_keys && sets_foreign_keys(b)) {
            t->sets_foreign_keys = true;
            t->foreign_keys_at = (size_t)(statements.items[i].tokens[0].start - script);
        }
    }
    mem_free(scratch);
}

static void note_postgres(const char *script, void *ctx, struct script_transactions *t)
{
    void *scratch = mem_context(ctx);
    size_t n;
    struct statement *statements = postgres_split(script, &n, scratch);
    for (size_t i = 0; i < n; i++)
        note(of_postgres(script + statements[i].start, statements[i].length), t);
    mem_free(scratch);
}

struct script_transactions script_transactions(enum engine engine, const char *script, void *ctx)
{
    struct script_transactions t = {0};
    if (engine == ENGINE_SQLITE)
        note_sqlite(script, ctx, &t);
    else
        note_postgres(script, ctx, &t);
    return t;
}
