/* Which columns the relations of a database have. */
#include <string.h>
#include <strings.h>

#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

struct known {
    const char *relation; /* in small letters, as far as SQLite takes letters for the same */
    const char **columns;
    size_t n; /* 0: SQLite can fail to tell: of a view with unknown functions, say */
    UT_hash_handle hh;
};

struct sqlite_columns_memory {
    struct known *items;
};

struct asker {
    struct reading *reading;
    struct sqlite_columns_memory *memory;
};

static int memory_free(struct sqlite_columns_memory *m)
{
    HASH_CLEAR(hh, m->items);
    return 0;
}

static struct sqlite_columns_memory *memory_of(struct reading *reading)
{
    struct sqlite_shared *shared = sqlite_shared(reading);
    if (!shared->columns) {
        shared->columns = mem_new(shared, struct sqlite_columns_memory);
        talloc_set_destructor(shared->columns, memory_free);
    }
    return shared->columns;
}

static struct known *add(struct reading *reading, struct sqlite_columns_memory *m, const char *relation,
                         const struct rows *rows, int column)
{
    struct known *k = mem_new(m, struct known);
    k->relation = ascii_lowered(k, relation);
    k->n = (size_t)rows->n_rows;
    k->columns = mem_array(k, const char *, k->n);
    for (int i = 0; i < rows->n_rows; i++)
        k->columns[i] = catalog_text(reading->catalog, rows_text(rows, i, column));
    HASH_ADD_KEYPTR(hh, m->items, k->relation, strlen(k->relation), k);
    return k;
}

void sqlite_names_note(struct reading *reading, const char *relation, const struct rows *rows, int column)
{
    add(reading, memory_of(reading), relation, rows, column);
}

static struct known *find(const struct asker *a, const char *relation)
{
    struct known *k;
    struct rows rows = {0};
    void *ctx = mem_root("sqlite_names");
    const char *small = ascii_lowered(ctx, relation);
    HASH_FIND_STR(a->memory->items, small, k);
    if (!k) {
        bool answered = sqlite_try(a->reading, ctx, "SELECT name FROM pragma_table_xinfo(?1)", relation, &rows);
        k = add(a->reading, a->memory, relation, answered ? &rows : &(struct rows){0}, 0);
    }
    mem_free(ctx);
    return k;
}

static const char *column(void *data, const char *relation, const char *name, bool *known)
{
    const struct known *k = find(data, relation);
    *known = k->n > 0;
    for (size_t i = 0; i < k->n; i++)
        if (strcasecmp(k->columns[i], name) == 0)
            return k->columns[i];
    return NULL;
}

struct sqlite_names *sqlite_names_new(struct reading *reading, void *ctx)
{
    struct asker *a = mem_new(ctx, struct asker);
    struct sqlite_names *names = mem_new(ctx, struct sqlite_names);
    *a = (struct asker){reading, memory_of(reading)};
    *names = (struct sqlite_names){column, a, sqlite_judge_new(reading, ctx)};
    return names;
}
