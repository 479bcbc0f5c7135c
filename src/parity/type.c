/* Which declared types of SQLite stand for a type of Postgres; docs/parity.md has the table. */
#include <string.h>
#include <strings.h>

#include "parity/private.h"
#include "sql/sqlite/ddl.h"

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

static bool is_declared_as(const char *postgres_type, const char *sqlite_type)
{
    for (size_t i = 0; i < sizeof(pairings) / sizeof(*pairings); i++)
        if (is_type(postgres_type, pairings[i].postgres))
            return strcmp(sqlite_affinity(sqlite_type), pairings[i].affinity) == 0 ||
                   is_listed(pairings[i].names, sqlite_type);
    return strcasecmp(postgres_type, sqlite_type) == 0;
}

/* SQLite ignores lengths; drivers look at the name. */
static bool is_same_declared(const char *a, const char *b)
{
    const char *rest;
    size_t n = name_length(a, &rest);
    return n == name_length(b, &rest) && strncasecmp(a, b, n) == 0;
}

bool parity_same_type(const struct parity_type types[2])
{
    if (types[0].engine != types[1].engine) {
        size_t postgres = types[0].engine == ENGINE_POSTGRES ? 0 : 1;
        return is_declared_as(types[postgres].name, types[1 - postgres].name);
    }
    return types[0].engine == ENGINE_POSTGRES ? strcasecmp(types[0].name, types[1].name) == 0
                                              : is_same_declared(types[0].name, types[1].name);
}

bool parity_sort_of(const char *postgres_type, enum parity_sort *sort)
{
    static const struct {
        const char *type;
        enum parity_sort sort;
    } sorts[] = {
        {"boolean", PARITY_BOOLEAN},
        {"date", PARITY_DATE},
        {"time without time zone", PARITY_TIME},
        {"time with time zone", PARITY_TIME},
        {"timestamp without time zone", PARITY_TIMESTAMP},
        {"timestamp with time zone", PARITY_TIMESTAMP},
    };
    for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++)
        if (is_type(postgres_type, sorts[i].type)) {
            *sort = sorts[i].sort;
            return true;
        }
    return false;
}
