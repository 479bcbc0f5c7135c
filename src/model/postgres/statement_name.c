#include "model/postgres/statement_name.h"

#include <string.h>

#include "base/mem.h"
#include "model/statement.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/spelling.h"

struct naming {
    void *ctx;
    const char *text;
    struct lexer lexer;
    struct lexeme now;
};

static void advance(struct naming *n)
{
    n->now = lex_next(&n->lexer);
}

static bool is(const struct naming *n, const char *keyword)
{
    return lexeme_is(n->text, n->now, keyword);
}

static bool is_end(const struct naming *n)
{
    return n->now.kind == LEXEME_END || n->now.kind == LEXEME_OPEN;
}

static bool is_one_of(const struct naming *n, const char *const *keywords)
{
    while (*keywords && !is(n, *keywords))
        keywords++;
    return *keywords != NULL;
}

static const char *between(const struct naming *n, size_t from, size_t to)
{
    return spelling_of(n->ctx, n->text + from, to - from);
}

static const char *upper(const struct naming *n)
{
    return mem_upper(n->ctx, n->text + n->now.start, n->now.end - n->now.start);
}

/* Up to the first of these words outside of parentheses, or the end. */
static const char *up_to(struct naming *n, const char *const *keywords)
{
    size_t from = n->now.start, to = from;
    int depth = 0;
    for (; !is_end(n) && (depth > 0 || !is_one_of(n, keywords)); advance(n)) {
        depth += is(n, "(") - is(n, ")");
        to = n->now.end;
    }
    return between(n, from, to);
}

/* (integer, text) */
static const char *take_arguments(struct naming *n)
{
    size_t from = n->now.start, to;
    int depth = 0;
    if (!is(n, "("))
        return "";
    do {
        depth += is(n, "(") - is(n, ")");
        to = n->now.end;
        advance(n);
    } while (depth > 0 && !is_end(n));
    return between(n, from, to);
}

/* schema.name, an operator, (a AS b) of a cast, FOR somebody SERVER s of a mapping. */
static const char *take_name(struct naming *n)
{
    static const char *const behind[] = {"options", "(", NULL};
    size_t from = n->now.start, to = n->now.end;
    if (is(n, "("))
        return take_arguments(n);
    if (is(n, "for") || n->now.kind == LEXEME_SIGN)
        return up_to(n, behind);
    advance(n);
    while (is(n, ".")) {
        advance(n);
        to = n->now.end;
        advance(n);
    }
    return between(n, from, to);
}

/* What hangs on a table: ON t, of a rule TO t. */
static const char *take_table(struct naming *n, const char *before)
{
    while (!is_end(n) && !is(n, before))
        advance(n);
    if (is_end(n))
        return "";
    advance(n);
    return mem_printf(n->ctx, " ON %s", take_name(n));
}

/* FOREIGN TABLE, OPERATOR CLASS: words that can be a part of what is made, without those that are a mere quality. */
static const char *take_kind(struct naming *n)
{
    static const char *const qualities[] = {"or",        "replace", "temp",       "temporary",  "unlogged",
                                            "unique",    "trusted", "procedural", "constraint", "default",
                                            "recursive", "global",  "local",      NULL};
    static const char *const parts[] = {
        "access",       "aggregate",  "cast",         "class",  "collation",  "configuration", "conversion",
        "data",         "database",   "dictionary",   "domain", "event",      "extension",     "family",
        "foreign",      "function",   "graph",        "group",  "index",      "language",      "mapping",
        "materialized", "method",     "operator",     "parser", "policy",     "procedure",     "property",
        "publication",  "role",       "routine",      "rule",   "schema",     "search",        "sequence",
        "server",       "statistics", "subscription", "table",  "tablespace", "template",      "text",
        "transform",    "trigger",    "type",         "user",   "view",       "wrapper",       NULL};
    const char *kind = "";
    while (is_one_of(n, qualities))
        advance(n);
    for (; is_one_of(n, parts); advance(n))
        kind = mem_printf(n->ctx, "%s%s%s", kind, *kind ? " " : "", upper(n));
    return kind;
}

static bool is_kind(const char *kind, const char *const *kinds)
{
    while (*kinds && strcmp(*kinds, kind) != 0)
        kinds++;
    return *kinds != NULL;
}

static const char *name_object(struct naming *n)
{
    static const char *const fillers[] = {"if", "not", "exists", "only", "concurrently", NULL};
    static const char *const called[] = {"FUNCTION", "PROCEDURE", "AGGREGATE", "ROUTINE", "OPERATOR", NULL};
    static const char *const on_table[] = {"TRIGGER", "POLICY", "RULE", NULL};
    static const char *const with_method[] = {"OPERATOR CLASS", "OPERATOR FAMILY", NULL};
    static const char *const ends[] = {"as", "add", "drop", "rename", "owner", "set", NULL};
    const char *kind = take_kind(n), *more = "";
    while (is_one_of(n, fillers))
        advance(n);
    if (!*kind || is_end(n))
        return NULL;
    const char *name = take_name(n);
    if (is_kind(kind, called))
        more = take_arguments(n);
    else if (is_kind(kind, with_method))
        more = mem_printf(n->ctx, " %s", up_to(n, ends));
    else if (is_kind(kind, on_table))
        more = take_table(n, strcmp(kind, "RULE") == 0 ? "to" : "on");
    return mem_printf(n->ctx, "%s %s%s", kind, name, more);
}

/* INSERT INTO t, UPDATE ONLY t */
static const char *name_rows(struct naming *n, const char *verb)
{
    static const char *const fillers[] = {"into", "from", "only", "table", NULL};
    while (is_one_of(n, fillers))
        advance(n);
    return is_end(n) ? NULL : mem_printf(n->ctx, "%s %s", verb, take_name(n));
}

const char *statement_name(void *ctx, const char *text, size_t length)
{
    static const char *const objects[] = {"create", "alter", "drop", NULL}, *const notes[] = {"comment", "security",
                                                                                              NULL};
    static const char *const rows[] = {"insert", "copy", "update", "delete", "merge", "truncate", NULL};
    static const char *const before_value[] = {"is", NULL};
    struct naming n = {.ctx = ctx, .text = text, .lexer = {text, 0, length}};
    const char *name = NULL;
    advance(&n);
    const char *verb = n.now.kind == LEXEME_WORD ? upper(&n) : "";
    if (is_one_of(&n, objects)) {
        advance(&n);
        name = name_object(&n);
    } else if (is_one_of(&n, rows)) {
        advance(&n);
        name = name_rows(&n, verb);
    } else if (is_one_of(&n, notes)) {
        name = up_to(&n, before_value);
    }
    return name ? name : statement_name_of_text(ctx, spelling_of(ctx, text, length));
}
