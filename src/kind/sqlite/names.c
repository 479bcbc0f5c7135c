/* Which columns the relations of a database have. */
#include <strings.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"

struct known {
    const char *relation;
    bool answered; /* SQLite can fail to tell: of a view with unknown functions, say */
    struct rows columns;
};

struct memory {
    struct reading *reading;
    void *ctx;
    struct known *items;
    size_t n;
};

static struct known *find(struct memory *m, const char *relation)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcasecmp(m->items[i].relation, relation) == 0)
            return &m->items[i];
    size_t at = mem_grow(m->ctx, &m->items, &m->n);
    struct known *k = &m->items[at];
    k->relation = mem_strdup(m->ctx, relation);
    k->answered = sqlite_try(m->reading, m->ctx, "SELECT name FROM pragma_table_xinfo(?1)", relation, &k->columns) &&
                  k->columns.n_rows > 0;
    return k;
}

static const char *column(void *data, const char *relation, const char *name, bool *known)
{
    struct known *k = find(data, relation);
    *known = k->answered;
    for (int i = 0; k->answered && i < k->columns.n_rows; i++)
        if (strcasecmp(rows_text(&k->columns, i, 0), name) == 0)
            return rows_text(&k->columns, i, 0);
    return NULL;
}

struct sqlite_names *sqlite_names_new(struct reading *reading, void *ctx)
{
    struct memory *m = mem_new(ctx, struct memory);
    struct sqlite_names *names = mem_new(ctx, struct sqlite_names);
    m->reading = reading;
    m->ctx = m;
    *names = (struct sqlite_names){column, m, sqlite_judge_new(reading, m)};
    return names;
}
