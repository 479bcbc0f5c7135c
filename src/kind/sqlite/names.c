/* Which columns the relations of a database have. */
#include <string.h>
#include <strings.h>

#include <uthash.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"

struct known {
    const char *relation; /* in small letters, as far as SQLite takes letters for the same */
    bool answered;        /* SQLite can fail to tell: of a view with unknown functions, say */
    struct rows columns;
    UT_hash_handle hh;
};

struct memory {
    struct reading *reading;
    void *ctx;
    struct known *items;
};

static int memory_free(struct memory *m)
{
    HASH_CLEAR(hh, m->items);
    return 0;
}

static char *small_letters(void *ctx, const char *name)
{
    char *small = mem_strdup(ctx, name);
    for (char *c = small; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    return small;
}

static struct known *find(struct memory *m, const char *relation)
{
    char *small = small_letters(m->ctx, relation);
    struct known *k;
    HASH_FIND_STR(m->items, small, k);
    if (k) {
        mem_free(small);
        return k;
    }
    k = mem_new(m->ctx, struct known);
    k->relation = small;
    k->answered = sqlite_try(m->reading, m->ctx, "SELECT name FROM pragma_table_xinfo(?1)", relation, &k->columns) &&
                  k->columns.n_rows > 0;
    HASH_ADD_KEYPTR(hh, m->items, k->relation, strlen(k->relation), k);
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
    talloc_set_destructor(m, memory_free);
    m->reading = reading;
    m->ctx = m;
    *names = (struct sqlite_names){column, m, sqlite_judge_new(reading, m)};
    return names;
}
