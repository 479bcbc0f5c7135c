/* What a snapshot's text is: usable, and for which engine. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "source/private.h"
#include "sql/sqlite/lex.h"

static const char lfs_start[] = "version https://git-lfs.github.com/spec/";

char *snapshot_accept(char *text, size_t size, const char *path, struct diags *diags)
{
    if (strncmp(text, lfs_start, strlen(lfs_start)) != 0)
        return text_accept(text, size, path, diags);
    struct diag *e = diag_error(diags, "a pointer of Git LFS stands where the snapshot should be");
    e->file = mem_strdup(diags->ctx, path);
    diag_hint(diags, e, "git lfs pull, and name the file itself rather than a revision");
    return NULL;
}

/* The engine by the last part of a file name: "full.sql.postgres". */
static bool engine_of_name(const char *path, enum engine *engine)
{
    const char *dot = strrchr(path, '.');
    return dot && engine_from_name(dot + 1, engine);
}

/* Words, one or two in a row, that stand in dumps of one engine alone. */
struct sign {
    enum engine engine;
    const char *first, *second; /* second NULL: one word */
};

static const struct sign signs[] = {
    {ENGINE_POSTGRES, ":", ":"},
    {ENGINE_POSTGRES, "CREATE", "SEQUENCE"},
    {ENGINE_POSTGRES, "CREATE", "EXTENSION"},
    {ENGINE_POSTGRES, "CREATE", "FUNCTION"},
    {ENGINE_POSTGRES, "CREATE", "TYPE"},
    {ENGINE_POSTGRES, "OWNER", "TO"},
    {ENGINE_POSTGRES, "USING", "btree"},
    {ENGINE_POSTGRES, "character", "varying"},
    {ENGINE_POSTGRES, "timestamp", "with"},
    {ENGINE_POSTGRES, "timestamp", "without"},
    {ENGINE_POSTGRES, "pg_catalog", NULL},
    {ENGINE_POSTGRES, "bytea", NULL},
    {ENGINE_POSTGRES, "jsonb", NULL},
    {ENGINE_SQLITE, "PRAGMA", NULL},
    {ENGINE_SQLITE, "AUTOINCREMENT", NULL},
    {ENGINE_SQLITE, "CREATE", "VIRTUAL"},
    {ENGINE_SQLITE, "WITHOUT", "ROWID"},
    {ENGINE_SQLITE, "sqlite_sequence", NULL},
    {ENGINE_SQLITE, "BEGIN", "TRANSACTION"},
};

static bool is_sign(const struct sign *sign, const struct sqlite_token *token)
{
    if (*sign->first == ':') /* a cast; SQLite knows no such operator */
        return token->length == 1 && token->start[0] == ':' && token->start[1] == ':';
    return sqlite_token_is(token, sign->first) && (!sign->second || sqlite_token_is(token + 1, sign->second));
}

static bool is_exactly(const struct sqlite_token *token, const char *const words[2])
{
    for (size_t i = 0; i < 2; i++)
        if (token->length == strlen(words[i]) && strncmp(token->start, words[i], token->length) == 0)
            return true;
    return false;
}

/*
 * How much speaks for each engine. Where nothing is certain the case of types
 * tells: Postgres prints them small, and in SQLite people write them large.
 */
struct evidence {
    size_t signs[ENGINE_COUNT], types[ENGINE_COUNT];
};

static void add_evidence(struct evidence *evidence, const struct sqlite_token *token)
{
    static const char *const types[ENGINE_COUNT][2] = {
        [ENGINE_POSTGRES] = {"text", "bigint"}, [ENGINE_SQLITE] = {"TEXT", "INTEGER"}};
    if (token->type != TOKEN_WORD && *token->start != ':')
        return;
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
        evidence->signs[signs[k].engine] += is_sign(&signs[k], token);
    for (int e = 0; e < ENGINE_COUNT; e++)
        evidence->types[e] += is_exactly(token, types[e]);
}

bool engine_of_file(const char *path, const char *text, const struct source_options *options, enum engine *engine,
                    struct diags *diags)
{
    if (engine_of_name(path, engine))
        return true;
    *engine = options->engine;
    if (options->engine_given)
        return true;
    void *ctx = mem_root("engine_of_file");
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, text);
    struct evidence evidence = {0};
    for (size_t i = 0; i < tokens.n; i++)
        add_evidence(&evidence, &tokens.items[i]);
    mem_free(ctx);
    bool certain = evidence.signs[ENGINE_POSTGRES] != evidence.signs[ENGINE_SQLITE];
    const size_t *n = certain ? evidence.signs : evidence.types;
    *engine = n[ENGINE_POSTGRES] > n[ENGINE_SQLITE] ? ENGINE_POSTGRES : ENGINE_SQLITE;
    if (n[ENGINE_POSTGRES] != n[ENGINE_SQLITE])
        return true;
    struct diag *e = diag_error(diags, "neither the name nor the text says whether it is for Postgres or SQLite");
    e->file = mem_strdup(diags->ctx, path);
    diag_hint(diags, e, "say --engine, or name it like full.sql.postgres");
    return false;
}
