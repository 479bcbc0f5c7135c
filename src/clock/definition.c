#include "clock/definition.h"

#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "catalog/read.h"
#include "clock/tokens.h"

extern const char clock_definition_query[];

enum { WHAT, ACCEPTED, NAME, DEFINITION };

/*
 * How the time of now and days about it are written: in definitions, and (the others) in names. The minute and second
 * are the same in nearly all zones; rounded or a moment ago they may be one off.
 */
static const char dates[] =
    "SELECT to_char(now() + s * interval '1 second', ':MI:SS'), true FROM generate_series(-1, 1) s"
    " UNION SELECT to_char(now() + d * interval '1 day', 'YYYY-MM-DD'), true FROM generate_series(-2, 2) d"
    " UNION SELECT to_char(now() + d * interval '1 day', f), false"
    "         FROM generate_series(-1, 1) d, unnest(ARRAY['YYYY', 'YYMMDD', 'YYYYMM', 'YYYY_MM', 'MM_YYYY', 'MM_DD']) f"
    " UNION SELECT (extract(epoch FROM now())::bigint / 1000)::text, false";

bool definitions_read(struct connection *connection, void *ctx, struct definitions *definitions,
                      struct sql_failure *failure)
{
    char *query = query_for_version(ctx, clock_definition_query, connection_version(connection));
    return connection_query(connection, query, 0, NULL, ctx, &definitions->rows, failure);
}

/* Definitions that were there before, by all they say. */
struct known {
    const char *key;
    UT_hash_handle hh;
};

static const char *key_of(void *ctx, const struct rows *rows, int row)
{
    const char *definition = rows_text(rows, row, DEFINITION);
    return mem_printf(ctx, "%s %s", rows_text(rows, row, WHAT), definition ? definition : "");
}

static struct known *know(void *ctx, const struct rows *rows)
{
    struct known *all = NULL;
    for (int r = 0; r < rows->n_rows; r++) {
        struct known *k = mem_new(ctx, struct known), *same;
        k->key = key_of(ctx, rows, r);
        HASH_FIND_STR(all, k->key, same);
        if (!same)
            HASH_ADD_KEYPTR(hh, all, k->key, strlen(k->key), k);
    }
    return all;
}

static bool stands_in(const char *text, const char *part)
{
    return text && strstr(text, part) != NULL;
}

struct search {
    const struct rows *rows, *dates;
    const char *statement;
    bool opaque, chance;
};

static bool is_dated(const struct search *s, int row)
{
    for (int d = 0; d < s->dates->n_rows; d++) {
        const char *date = rows_text(s->dates, d, 0);
        bool sure = strcmp(rows_text(s->dates, d, 1), "t") == 0;
        if ((!sure && !s->opaque) || stands_in(s->statement, date))
            continue;
        if (stands_in(rows_text(s->rows, row, DEFINITION), date) ||
            (s->opaque && stands_in(rows_text(s->rows, row, NAME), date)))
            return true;
    }
    return false;
}

static bool is_of(const struct search *s, int row, const char *kind)
{
    return strncmp(rows_text(s->rows, row, WHAT), kind, strlen(kind)) == 0;
}

/* A name that neither the statement nor a function has was made up; but for those that the server gives itself. */
static bool is_made_up(const struct search *s, int row)
{
    const char *name = rows_text(s->rows, row, NAME);
    bool by_itself = is_of(s, row, "sequence ") || is_of(s, row, "column ");
    if (!s->opaque || !s->chance || !name || by_itself || stands_in(s->statement, name))
        return false;
    for (int r = 0; r < s->rows->n_rows; r++)
        if (is_of(s, r, "function ") && stands_in(rows_text(s->rows, r, DEFINITION), name))
            return false;
    return true;
}

/* Whether the statement, or a function that it may call, has to do with chance. */
static bool has_chance(const struct search *s)
{
    bool found = clock_chance_in(s->statement);
    for (int r = 0; !found && r < s->rows->n_rows; r++)
        found = is_of(s, r, "function ") && rows_text(s->rows, r, DEFINITION) &&
                clock_chance_in(rows_text(s->rows, r, DEFINITION));
    return found;
}

bool definitions_dated(struct connection *connection, const struct definitions *before, const struct definitions *after,
                       const char *statement, bool opaque, void *ctx, struct dated_list *found,
                       struct sql_failure *failure)
{
    struct rows written;
    if (!connection_query(connection, dates, 0, NULL, ctx, &written, failure))
        return false;
    struct search s = {&after->rows, &written, statement, opaque, false};
    s.chance = opaque && has_chance(&s);
    struct known *known = know(ctx, &before->rows), *old;
    for (int r = 0; r < s.rows->n_rows; r++) {
        const char *key = key_of(ctx, s.rows, r);
        HASH_FIND_STR(known, key, old);
        if (old || (!is_dated(&s, r) && !is_made_up(&s, r)))
            continue;
        size_t at = mem_grow(ctx, &found->items, &found->n);
        found->items[at] = (struct dated){rows_text(s.rows, r, WHAT), rows_text(s.rows, r, ACCEPTED)};
    }
    HASH_CLEAR(hh, known);
    return true;
}
