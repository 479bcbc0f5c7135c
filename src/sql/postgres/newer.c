#include "sql/postgres/newer.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sql/postgres/lex.h"

/* The grammar that texts are read by has the keywords of up to this version. */
enum { GRAMMAR = 15 };

/* The keywords by the version that added them, and whether they are some expression's first keyword; bytewise order. */
static const struct keyword {
    const char *text;
    int since;
    bool expression;
} keywords[] = {
    {"absent", 16, false},       {"conditional", 17, false}, {"empty", 17, false},         {"error", 17, false},
    {"format", 16, false},       {"indent", 16, false},      {"json", 17, true},           {"json_array", 16, true},
    {"json_arrayagg", 16, true}, {"json_exists", 17, true},  {"json_object", 16, true},    {"json_objectagg", 16, true},
    {"json_query", 17, true},    {"json_scalar", 17, true},  {"json_serialize", 17, true}, {"json_table", 17, true},
    {"json_value", 17, true},    {"keep", 17, false},        {"keys", 16, false},          {"merge_action", 17, true},
    {"nested", 17, false},       {"normalize", 13, true},    {"omit", 17, false},          {"path", 17, false},
    {"plan", 17, false},         {"quotes", 17, false},      {"scalar", 16, false},        {"source", 17, false},
    {"string", 17, false},       {"system_user", 16, true},  {"target", 17, false},        {"unconditional", 17, false},
};

static int compare(const void *text, const void *keyword)
{
    return strcmp(text, ((const struct keyword *)keyword)->text);
}

static const struct keyword *keyword_of(const char *text)
{
    return bsearch(text, keywords, sizeof(keywords) / sizeof(*keywords), sizeof(*keywords), compare);
}

bool is_newer_keyword(const char *text)
{
    const struct keyword *keyword = keyword_of(text);
    return keyword && keyword->since > GRAMMAR;
}

bool is_newer_syntax(const char *text, int version)
{
    const struct keyword *keyword = keyword_of(text);
    return keyword && keyword->expression && version / 10000 >= keyword->since;
}

/* Most texts have none of the keywords that begin an expression. */
static bool is_suspect(const char *text)
{
    return strcasestr(text, "json") || strcasestr(text, "system_user") || strcasestr(text, "merge_action") ||
           strcasestr(text, "normalize");
}

/* The keyword there, where it begins an expression of a server that knows it: all but SYSTEM_USER with a parenthesis.
 */
static const struct keyword *expression_at(void *ctx, const struct lexer *after, struct lexeme before, struct lexeme x)
{
    if (x.kind != LEXEME_WORD || lexeme_is(after->text, before, "."))
        return NULL;
    const struct keyword *keyword = keyword_of(lexeme_name(ctx, after->text, x));
    struct lexer ahead = *after;
    bool call = lexeme_is(after->text, lex_next(&ahead), "(");
    return keyword && keyword->expression && (call || keyword == keyword_of("system_user")) ? keyword : NULL;
}

static bool goes_on(struct lexeme x)
{
    return x.kind != LEXEME_END && x.kind != LEXEME_OPEN;
}

bool has_newer_keywords(const char *text, int version)
{
    if (version < 160000 || !is_suspect(text))
        return false;
    void *work = mem_context(NULL);
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme before = {0};
    bool found = false;
    for (struct lexeme x = lex_next(&l); goes_on(x) && !found; before = x, x = lex_next(&l)) {
        const struct keyword *keyword = expression_at(work, &l, before, x);
        found = keyword && keyword->since > GRAMMAR && is_newer_syntax(keyword->text, version);
    }
    mem_free(work);
    return found;
}

const char *with_newer_keywords_quoted(void *ctx, const char *text, int version)
{
    if (!is_suspect(text))
        return text;
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme before = {0};
    size_t done = 0;
    struct text t;
    text_open(&t);
    for (struct lexeme x = lex_next(&l); goes_on(x); before = x, x = lex_next(&l)) {
        const struct keyword *keyword = expression_at(ctx, &l, before, x);
        if (keyword && !is_newer_syntax(keyword->text, version)) {
            fprintf(t.out, "%.*s\"%s\"", (int)(x.start - done), text + done, keyword->text);
            done = x.end;
        }
    }
    fputs(text + done, t.out);
    return text_close(&t, ctx);
}

const char *without_newer_defaults(void *ctx, const char *text, int version)
{
    if (version < 160000 || !strstr(text, "NO INDENT"))
        return text;
    char *copy = mem_strdup(ctx, text);
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme no = {0}, indent = {0};
    for (struct lexeme x = lex_next(&l); goes_on(x); no = indent, indent = x, x = lex_next(&l))
        if (lexeme_is(text, no, "no") && lexeme_is(text, indent, "indent") && lexeme_is(text, x, ")"))
            memset(copy + no.start, ' ', indent.end - no.start);
    return copy;
}
