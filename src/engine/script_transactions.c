/* Which statements of a script begin or end a transaction: recognized by their first words, without a server. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "engine/engine.h"
#include "engine/postgres.h"
#include "sql/postgres/lex.h"
#include "sql/sqlite/split.h"

/* The first lexemes of a statement of either engine, of which more are not looked at. */
enum { MOST_WORDS = 8 };
struct beginning {
    struct word {
        const char *start;
        size_t length;
    } words[MOST_WORDS];
    size_t n, at;
};

static void add(struct beginning *b, const char *start, size_t length)
{
    if (b->n < MOST_WORDS)
        b->words[b->n++] = (struct word){start, length};
}

static struct beginning of_postgres(const char *text, size_t length)
{
    struct beginning b = {.n = 0};
    struct lexer l = {text, 0, length};
    for (struct lexeme x; b.n < MOST_WORDS && (x = lex_next(&l)).kind != LEXEME_END;)
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
    for (size_t i = 0; i < s->n && i < MOST_WORDS; i++)
        add_token(&b, &s->tokens[i]);
    return b;
}

/* Whether that stands next; then it is passed over. */
static bool is_word(struct beginning *b, const char *word)
{
    const struct word *next = &b->words[b->at];
    bool is = b->at < b->n && next->length == strlen(word) && strncasecmp(next->start, word, next->length) == 0;
    b->at += is;
    return is;
}

static bool begins(struct beginning b)
{
    return is_word(&b, "BEGIN") || (is_word(&b, "START") && is_word(&b, "TRANSACTION"));
}

bool postgres_runs_extension_script(const char *statement)
{
    struct beginning b = of_postgres(statement, strlen(statement));
    return (is_word(&b, "CREATE") || is_word(&b, "ALTER")) && is_word(&b, "EXTENSION");
}

/* ROLLBACK TO ends a savepoint only; COMMIT PREPARED another transaction. AND CHAIN begins the next one. */
static bool ends(struct beginning b, bool *chains)
{
    bool rollback = is_word(&b, "ROLLBACK");
    *chains = false;
    if (is_word(&b, "PREPARE"))
        return !rollback && is_word(&b, "TRANSACTION");
    if (!rollback && !is_word(&b, "COMMIT") && !is_word(&b, "END") && !is_word(&b, "ABORT"))
        return false;
    (void)(is_word(&b, "TRANSACTION") || is_word(&b, "WORK"));
    if (is_word(&b, "PREPARED") || (rollback && is_word(&b, "TO")))
        return false;
    *chains = is_word(&b, "AND") && is_word(&b, "CHAIN");
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
    if (!is_word(&b, "PRAGMA"))
        return false;
    if (b.n > 2 && b.words[2].length == 1 && *b.words[2].start == '.')
        b.at = 3;
    return is_word(&b, "foreign_keys") && (is_word(&b, "=") || is_word(&b, "("));
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
