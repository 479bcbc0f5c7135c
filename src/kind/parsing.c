#include "kind/parsing.h"

#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "kind/kind.h"

/* `object` stands first, so that one pointer serves for both. */
struct parsed {
    struct object object;
    int line;
    char *key;
    UT_hash_handle hh;
};

static char *key_of(void *ctx, const struct kind *kind, const char *schema, const char *relation, const char *name)
{
    return mem_printf(ctx, "%s\n%s\n%s\n%s", kind->name, schema, relation, name);
}

static struct parsed *find(struct parsing *parsing, const char *key)
{
    struct parsed *found = NULL;
    HASH_FIND_STR(parsing->objects, key, found);
    return found;
}

static void remember(struct parsing *parsing, struct parsed *p, const char *schema, const char *name)
{
    p->object.schema = mem_strdup(parsing->ctx, schema);
    p->object.name = mem_strdup(parsing->ctx, name);
    p->key = key_of(parsing->ctx, p->object.kind, schema, p->object.relation, name);
    HASH_ADD_KEYPTR(hh, parsing->objects, p->key, strlen(p->key), p);
}

struct object *parsing_add(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                           const char *name)
{
    struct object *before = parsing_find(parsing, kind, schema, relation, name);
    if (before)
        parsing_remove(parsing, before);
    struct parsed *p = mem_new(parsing->ctx, struct parsed);
    p->object.kind = kind;
    p->object.relation = mem_strdup(parsing->ctx, relation);
    p->object.values = mem_array(parsing->ctx, const char *, (size_t)kind->n_fields);
    p->line = parsing->line;
    remember(parsing, p, schema, name);
    return &p->object;
}

struct object *parsing_find(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                            const char *name)
{
    char *key = key_of(parsing->ctx, kind, schema, relation, name);
    struct parsed *found = find(parsing, key);
    mem_free(key);
    return found ? &found->object : NULL;
}

void parsing_remove(struct parsing *parsing, struct object *o)
{
    struct parsed *p = (struct parsed *)o;
    HASH_DEL(parsing->objects, p); /* NOLINT(clang-analyzer-core.NullDereference): uthash keeps its list whole */
}

void parsing_move(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    parsing_remove(parsing, o);
    remember(parsing, (struct parsed *)o, schema, name);
}

struct object *parsing_next(struct parsing *parsing, struct object *o)
{
    struct parsed *next = o ? ((struct parsed *)o)->hh.next : parsing->objects;
    return next ? &next->object : NULL;
}

int parsing_line(const struct object *o)
{
    return ((const struct parsed *)o)->line;
}

void parsing_end(struct parsing *parsing)
{
    HASH_CLEAR(hh, parsing->objects);
}
