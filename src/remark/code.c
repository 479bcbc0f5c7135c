/*
 * SQL that somebody has switched off: `-- nickname TEXT,` among columns says nothing of the next one. A comment counts
 * as that when all of it reads so; a sentence with a statement in it is a person's.
 */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "remark/text.h"

static const char *const verbs[] = {"create", "alter",   "drop",     "insert",  "update",  "delete",
                                    "select", "comment", "grant",    "revoke",  "pragma",  "begin",
                                    "commit", "vacuum",  "truncate", "analyze", "reindex", NULL};

static const char *const types[] = {
    "bigint",    "bigserial",   "bit",       "blob",    "bool",      "boolean",     "bytea",   "char",
    "character", "cidr",        "citext",    "clob",    "date",      "datetime",    "decimal", "double",
    "float",     "float4",      "float8",    "inet",    "int",       "int2",        "int4",    "int8",
    "integer",   "interval",    "json",      "jsonb",   "money",     "numeric",     "real",    "serial",
    "smallint",  "smallserial", "text",      "time",    "timestamp", "timestamptz", "timetz",  "tinyint",
    "tsvector",  "uuid",        "varbinary", "varchar", "xml",       NULL};

/* What a type goes on with. */
static const char *const type_words[] = {"precision", "varying", "with", "without", "time", "zone", "unsigned", NULL};

static const char *const column_clauses[] = {"not",   "null",    "primary",       "unique",    "default", "references",
                                             "check", "collate", "autoincrement", "generated", NULL};

/* Behind a parenthesis and all in it; `i` where none stands there. */
static size_t behind_parenthesis(const struct marks *m, size_t i)
{
    int depth = 0;
    do {
        if (mark_is(m, i, "("))
            depth++;
        else if (mark_is(m, i, ")"))
            depth--;
        else if (depth == 0)
            return i;
        i++;
    } while (depth > 0 && m->items[i].kind != MARK_END);
    return i;
}

static size_t item_end(const struct marks *m, size_t i)
{
    while (m->items[i].kind != MARK_END && !mark_is(m, i, ",")) {
        size_t behind = behind_parenthesis(m, i);
        i = behind > i ? behind : i + 1;
    }
    return i;
}

/* One item of a list of columns and constraints. */
enum item { NO_CODE, MAYBE_CODE, CODE };

static bool in_capitals(const struct marks *m, size_t i)
{
    return isupper((unsigned char)m->text[m->items[i].start]) && isupper((unsigned char)m->text[m->items[i].start + 1]);
}

/* PRIMARY KEY (...), FOREIGN KEY (...), UNIQUE (...), CHECK (...), CONSTRAINT name of those. */
static enum item constraint(const struct marks *m, size_t i)
{
    size_t first = i;
    if (mark_is(m, i, "constraint") && mark_is_name(m, i + 1))
        i += 2;
    bool named = i > first;
    if ((mark_is(m, i, "primary") || mark_is(m, i, "foreign")) && mark_is(m, i + 1, "key"))
        i += 2;
    else if (mark_is(m, i, "unique") || mark_is(m, i, "check"))
        i++;
    else
        return NO_CODE;
    if (!mark_is(m, i, "("))
        return NO_CODE;
    return named || in_capitals(m, first) ? CODE : MAYBE_CODE;
}

static enum item column(const struct marks *m, size_t i, size_t end)
{
    if (!mark_is_name(m, i) || !mark_is_any(m, i + 1, types))
        return NO_CODE;
    i += 2;
    while (mark_is_any(m, i, type_words))
        i++;
    i = behind_parenthesis(m, i);
    while (mark_is_any(m, i, type_words))
        i++;
    if (i == end)
        return MAYBE_CODE;
    return mark_is_any(m, i, column_clauses) ? CODE : NO_CODE;
}

static bool is_list(const struct marks *m)
{
    bool sure = false;
    size_t i = 0, last = m->n - 1;
    while (i < last) {
        size_t end = item_end(m, i);
        enum item item = constraint(m, i);
        if (item == NO_CODE)
            item = column(m, i, end);
        if (item == NO_CODE)
            return false;
        sure |= item == CODE || end < last;
        i = end < last ? end + 1 : end;
    }
    return sure;
}

bool remark_is_code(const char *text)
{
    void *work = mem_context(NULL);
    struct marks m;
    bool code = marks_cut(work, ENGINE_SQLITE, text, &m) && m.n > 2;
    if (code)
        code = (mark_is_any(&m, 0, verbs) && mark_is(&m, m.n - 2, ";")) || is_list(&m);
    mem_free(work);
    return code;
}
