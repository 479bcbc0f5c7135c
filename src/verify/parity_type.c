/* Which declared types of SQLite stand for a type of Postgres; docs/parity.md has the table. */
#include <string.h>
#include <strings.h>

#include "sql/sqlite/ddl.h"
#include "verify/parity_private.h"

struct pairing {
    const char *postgres; /* the type, without modifiers */
    const char *affinity; /* of the declared type, or NULL */
    const char *names;    /* declared types that will do whatever their affinity, each in spaces */
};

static const struct pairing pairings[] = {
    {"smallint", "INTEGER", " "},
    {"integer", "INTEGER", " "},
    {"bigint", "INTEGER", " "},
    {"boolean", "INTEGER", " BOOL BOOLEAN "},
    {"text", "TEXT", " "},
    {"character varying", "TEXT", " "},
    {"varchar", "TEXT", " "},
    {"character", "TEXT", " "},
    {"char", "TEXT", " "},
    {"uuid", "TEXT", " UUID "},
    {"json", "TEXT", " JSON JSONB "},
    {"jsonb", "TEXT", " JSON JSONB "},
    {"bytea", "BLOB", " BYTEA "},
    {"real", "REAL", " "},
    {"double precision", "REAL", " "},
    {"numeric", "NUMERIC", " REAL "},
    {"date", "TEXT", " DATE INTEGER BIGINT "},
    {"time without time zone", "TEXT", " TIME INTEGER BIGINT "},
    {"timestamp without time zone", "TEXT", " TIMESTAMP DATETIME INTEGER BIGINT "},
    {"timestamp with time zone", "TEXT", " TIMESTAMP DATETIME TIMESTAMPTZ INTEGER BIGINT "},
};

/* The length of a type's name without its modifiers; what stands behind them is `rest`. */
static size_t name_length(const char *type, const char **rest)
{
    size_t n = strcspn(type, "(");
    const char *close = strchr(type, ')');
    *rest = close ? close + 1 : "";
    return n;
}

static bool is_type(const char *type, const char *name)
{
    const char *rest;
    size_t n = name_length(type, &rest);
    return strlen(name) == n + strlen(rest) && strncasecmp(type, name, n) == 0 && strcasecmp(rest, name + n) == 0;
}

static bool is_listed(const char *names, const char *type)
{
    const char *rest;
    size_t n = name_length(type, &rest);
    for (const char *s = names; (s = strchr(s, ' ')) && s[1]; s++)
        if (n == strcspn(s + 1, " ") && strncasecmp(s + 1, type, n) == 0)
            return true;
    return false;
}

bool parity_same_type(const char *postgres_type, const char *sqlite_type)
{
    for (size_t i = 0; i < sizeof(pairings) / sizeof(*pairings); i++)
        if (is_type(postgres_type, pairings[i].postgres))
            return strcmp(sqlite_affinity(sqlite_type), pairings[i].affinity) == 0 ||
                   is_listed(pairings[i].names, sqlite_type);
    return strcasecmp(postgres_type, sqlite_type) == 0;
}
