/* Which statements of a script begin or end a transaction: recognized by their first words, without a server. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "engine/engine.h"
#include "engine/postgres.h"
#include "sql/sqlite/split.h"

/* What follows blanks and comments. */
static const char *skip_blank(const char *s)
{
    for (;;) {
        s += strspn(s, " \t\r\n\f\v;");
        const char *end;
        if (strncmp(s, "--", 2) == 0)
            end = s + strcspn(s, "\n");
        else if (strncmp(s, "/*", 2) == 0 && (end = strstr(s + 2, "*/")))
            end += 2;
        else
            return s;
        s = end;
    }
}

/* The word at *at in `text`, which is set behind it. */
static bool is_word(const char **at, const char *word)
{
    const char *s = skip_blank(*at);
    size_t n = strlen(word);
    if (strncasecmp(s, word, n) != 0 || isalnum((unsigned char)s[n]) || s[n] == '_')
        return false;
    *at = s + n;
    return true;
}

static bool begins(const char *statement)
{
    return is_word(&statement, "BEGIN") || (is_word(&statement, "START") && is_word(&statement, "TRANSACTION"));
}

bool postgres_runs_extension_script(const char *statement)
{
    return (is_word(&statement, "CREATE") || is_word(&statement, "ALTER")) && is_word(&statement, "EXTENSION");
}

/* ROLLBACK TO ends a savepoint only; COMMIT PREPARED another transaction. AND CHAIN begins the next one. */
static bool ends(const char *statement, bool *chains)
{
    bool rollback = is_word(&statement, "ROLLBACK");
    *chains = false;
    if (is_word(&statement, "PREPARE"))
        return !rollback && is_word(&statement, "TRANSACTION");
    if (!rollback && !is_word(&statement, "COMMIT") && !is_word(&statement, "END") && !is_word(&statement, "ABORT"))
        return false;
    (void)(is_word(&statement, "TRANSACTION") || is_word(&statement, "WORK"));
    if (is_word(&statement, "PREPARED") || (rollback && is_word(&statement, "TO")))
        return false;
    *chains = is_word(&statement, "AND") && is_word(&statement, "CHAIN");
    return true;
}

static void note(const char *statement, struct script_transactions *t)
{
    bool chains, end = ends(statement, &chains), begin = begins(statement) || chains;
    if (!begin && !end)
        return;
    t->ends_first |= end && !t->any;
    t->begins_last = begin;
    t->any = true;
}

/* The name before a dot, "main" or otherwise. */
static const char *skip_schema(const char *s)
{
    const char *name = skip_blank(s);
    size_t n = 0;
    while (isalnum((unsigned char)name[n]) || name[n] == '_' || name[n] == '"')
        n++;
    const char *dot = skip_blank(name + n);
    return n > 0 && *dot == '.' ? dot + 1 : s;
}

/* PRAGMA foreign_keys = OFF, PRAGMA main.foreign_keys(0); without a value it only asks. */
static bool sets_foreign_keys(const char *statement)
{
    if (!is_word(&statement, "PRAGMA"))
        return false;
    statement = skip_schema(statement);
    if (!is_word(&statement, "foreign_keys"))
        return false;
    statement = skip_blank(statement);
    return *statement == '=' || *statement == '(';
}

static void note_setting(const char *script, const char *statement, struct script_transactions *t)
{
    if (t->sets_foreign_keys || !sets_foreign_keys(statement))
        return;
    t->sets_foreign_keys = true;
    t->foreign_keys_at = (size_t)(statement - script);
}

static void note_sqlite(const char *script, void *ctx, struct script_transactions *t)
{
    void *scratch = mem_context(ctx);
    struct sqlite_statements statements = sqlite_split(scratch, script);
    for (size_t i = 0; i < statements.n; i++) {
        note(statements.items[i].tokens[0].start, t);
        note_setting(script, statements.items[i].tokens[0].start, t);
    }
    mem_free(scratch);
}

static void note_postgres(const char *script, void *ctx, struct script_transactions *t)
{
    void *scratch = mem_context(ctx);
    size_t n;
    struct statement *statements = postgres_split(script, &n, scratch);
    for (size_t i = 0; i < n; i++)
        note(mem_strndup(scratch, script + statements[i].start, statements[i].length), t);
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
