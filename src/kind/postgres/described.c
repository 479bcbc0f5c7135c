#include "kind/postgres/described.h"

#include <string.h>

#include <uthash.h>

#include "base/mem.h"

static const char catalogs_mark[] = "/* catalogs of kinds that describe themselves */";
static const char privileges_mark[] = "    -- Kinds that describe themselves.\n";

/* The place where something said of such objects stands: "type", "function", ..., as in comment.sql. */
static const char *described_phase(const struct kind *kind)
{
    switch (kind->phase) {
    case PHASE_EXTENSION:
        return "extension";
    case PHASE_SCHEMA:
        return "schema";
    case PHASE_TYPE:
        return "type";
    case PHASE_SEQUENCE:
        return "sequence";
    case PHASE_FUNCTION:
        return "function";
    case PHASE_LAST:
        return "last";
    default:
        return "table";
    }
}

static void print_privileges(FILE *out)
{
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++) {
        const struct grammar *g = (*k)->grammar;
        if (!g || !g->privileges.code)
            continue;
        const char *p = g->privileges.prefix;
        fprintf(out,
                "    UNION ALL\n"
                "    SELECT '%s', '', o.%sname, '%s', '', o.%sname, NULL, NULL, o.%sacl, o.%sowner, '%c',\n"
                "           '%s'::regclass, o.oid, 0\n"
                "      FROM %s o\n",
                described_phase(*k), p, g->privileges.keyword, p, p, p, g->privileges.code, g->catalog, g->catalog);
    }
}

const char *query_with_described(void *ctx, const char *query)
{
    struct text t;
    text_open(&t);
    while (*query) {
        if (strncmp(query, catalogs_mark, strlen(catalogs_mark)) == 0) {
            fputs(grammar_catalogs(ctx), t.out);
            query += strlen(catalogs_mark);
        } else if (strncmp(query, privileges_mark, strlen(privileges_mark)) == 0) {
            print_privileges(t.out);
            query += strlen(privileges_mark);
        } else {
            putc(*query++, t.out);
        }
    }
    return text_close(&t, ctx);
}

/* An object whose kind describes itself, by its address. */
struct by_address {
    struct address key;
    const struct object *object;
    UT_hash_handle hh;
};

struct described {
    struct by_address *objects;
};

static struct described *find_described(void *ctx, const struct catalog *catalog, size_t n)
{
    struct described *d = mem_new(ctx, struct described);
    for (size_t i = 0; i < n; i++) {
        const struct object *o = catalog->objects[i];
        struct by_address *found;
        if (!o->kind->grammar || !o->kind->grammar->catalog || o->address.sub_id != 0)
            continue;
        HASH_FIND(hh, d->objects, &o->address, sizeof(o->address), found);
        if (found)
            continue;
        struct by_address *entry = mem_new(d, struct by_address);
        entry->key = o->address;
        entry->object = o;
        HASH_ADD(hh, d->objects, key, sizeof(entry->key), entry);
    }
    return d;
}

const struct object *described_at(const struct described *described, struct address address)
{
    struct by_address *found;
    address.sub_id = 0;
    HASH_FIND(hh, described->objects, &address, sizeof(address), found);
    return found ? found->object : NULL;
}

void say_of_described(const struct catalog *catalog, struct object *said, const struct object *of,
                      struct said_fields fields)
{
    const struct object_name name = grammar_spell(catalog->ctx, of);
    const char *keyword = grammar_keyword(of);
    said->schema = of->schema;
    said->relation = of->name;
    said->name = mem_printf(catalog->ctx, "%s %s", keyword, of->name);
    said->values[fields.phase] = described_phase(of->kind);
    said->values[fields.keyword] = keyword;
    said->values[fields.schema] = name.schema;
    said->values[fields.name] = name.name;
    said->values[fields.arguments] = name.arguments;
}

void keep_objects(struct catalog *catalog, size_t first,
                  bool (*keep)(struct catalog *catalog, const struct described *described, struct object *o))
{
    struct described *described = find_described(NULL, catalog, first);
    size_t n = first;
    for (size_t i = first; i < catalog->n_objects; i++)
        if (keep(catalog, described, (struct object *)catalog->objects[i]))
            catalog->objects[n++] = catalog->objects[i];
    catalog->n_objects = n;
    HASH_CLEAR(hh, described->objects);
    mem_free(described);
}
