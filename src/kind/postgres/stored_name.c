#include <stdint.h>
#include <stdlib.h>

#include <uthash.h>

#include "base/mem.h"
#include "catalog/ask.h"
#include "catalog/read.h"
#include "kind/postgres/meaning.h"

extern const char postgres_stored_name_query[];

struct name_entry {
    uint64_t key; /* number and part */
    const char *name;
    unsigned relation;
    UT_hash_handle hh;
};

static uint64_t key_of(unsigned number, int part)
{
    return (uint64_t)number << 32 | (unsigned)part;
}

struct stored_names {
    struct name_entry *entries;
};

static unsigned number_of(const char *text)
{
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static struct stored_names *names_in(void *ctx, const struct rows *rows)
{
    struct stored_names *names = mem_new(ctx, struct stored_names);
    for (int r = 0; r < rows->n_rows; r++) {
        struct name_entry *entry = mem_new(ctx, struct name_entry), *replaced;
        entry->key = key_of(number_of(rows_text(rows, r, 0)), (int)number_of(rows_text(rows, r, 1)));
        entry->name = rows_text(rows, r, 2);
        entry->relation = number_of(rows_text(rows, r, 3));
        HASH_REPLACE(hh, names->entries, key, sizeof(entry->key), entry, replaced);
    }
    return names;
}

struct stored_names *stored_names_of(struct reading *reading, void *ctx)
{
    static const struct answer_column columns[] = {
        {"oid", ANSWER_OID}, {"part", ANSWER_NUMBER}, {"name", ANSWER_TEXT}, {"relation", ANSWER_OID | ANSWER_NULL}};
    static const struct question question = {"names of objects", postgres_stored_name_query, columns,
                                             sizeof(columns) / sizeof(*columns)};
    struct rows rows;
    return catalog_ask(reading->connection, &question, ctx, &rows, reading->diags) ? names_in(ctx, &rows) : NULL;
}

void stored_names_free(struct stored_names *names)
{
    HASH_CLEAR(hh, names->entries);
}

bool stored_ask(struct reading *reading, const struct question *question, size_t first, int field,
                bool (*use)(struct reading *reading, const struct rows *rows, const struct stored_names *names,
                            size_t first, int field, void *ctx))
{
    void *ctx = mem_context(reading->catalog->ctx);
    struct question asked = *question;
    asked.query = query_for_version(ctx, question->query, reading->catalog->version);
    struct rows rows;
    struct stored_names *names = NULL;
    bool ok = catalog_ask(reading->connection, &asked, ctx, &rows, reading->diags);
    if (ok && rows.n_rows > 0) {
        names = stored_names_of(reading, ctx);
        ok = names && use(reading, &rows, names, first, field, ctx);
    }
    if (names)
        stored_names_free(names);
    mem_free(ctx);
    return ok;
}

static const struct name_entry *entry_of(const struct stored_names *names, unsigned number, int part)
{
    uint64_t key = key_of(number, part);
    struct name_entry *found;
    if (!names)
        return NULL;
    HASH_FIND(hh, names->entries, &key, sizeof(key), found);
    return found;
}

const char *stored_name(const struct stored_names *names, unsigned number, int part)
{
    const struct name_entry *entry = entry_of(names, number, part);
    return entry ? entry->name : NULL;
}

unsigned stored_relation(const struct stored_names *names, unsigned type)
{
    const struct name_entry *entry = entry_of(names, type, 0);
    return entry ? entry->relation : 0;
}
