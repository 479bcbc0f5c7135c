#include "catalog/remark_things.h"

#include <string.h>

#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/packed.h"

/* What has gone stays until its step ends, for what takes its place. */
enum state { THERE, GONE };

struct thing {
    const char *id;
    struct remark_key key;
    const char *text;
    enum state state;
    UT_hash_handle hh;
};

struct remark_things {
    void *ctx;
    enum engine engine;
    struct thing *things;
};

/* The table of hashes is no memory of talloc's. */
static int forget_hashes(struct remark_things *r)
{
    HASH_CLEAR(hh, r->things);
    return 0;
}

struct remark_things *remark_things_new(void *ctx, enum engine engine)
{
    struct remark_things *r = mem_new(ctx, struct remark_things);
    *r = (struct remark_things){.ctx = r, .engine = engine};
    talloc_set_destructor(r, forget_hashes);
    return r;
}

static char *id_of(const struct remark_things *r, void *ctx, const struct remark_key *key)
{
    bool of_table = key->class == REMARK_CONSTRAINT || (key->class == REMARK_TRIGGER && r->engine == ENGINE_POSTGRES);
    const char *relation = of_table ? key->relation : "";
    char *id = mem_printf(ctx, "%d %zu %s.%zu %s.%s", (int)key->class, strlen(key->schema), key->schema,
                          strlen(relation), relation, key->name);
    return r->engine == ENGINE_SQLITE ? ascii_lower(id) : id;
}

static struct thing *find(const struct remark_things *r, const struct remark_key *key)
{
    void *work = mem_context(NULL);
    const char *id = id_of(r, work, key);
    struct thing *found;
    HASH_FIND_STR(r->things, id, found);
    mem_free(work);
    return found;
}

static void enter(struct remark_things *r, struct thing *t, const struct remark_key *key)
{
    t->key = (struct remark_key){key->class, mem_strdup(r->ctx, key->schema), mem_strdup(r->ctx, key->relation),
                                 mem_strdup(r->ctx, key->name)};
    t->id = id_of(r, r->ctx, key);
    HASH_ADD_KEYPTR(hh, r->things, t->id, strlen(t->id), t);
}

static struct thing *add(struct remark_things *r, const struct remark_key *key, const char *text)
{
    struct thing *t = mem_new(r->ctx, struct thing);
    *t = (struct thing){.text = text};
    enter(r, t, key);
    return t;
}

void remark_things_put(struct remark_things *r, const struct remark_key *key, const char *text, enum remark_again again)
{
    struct thing *t = find(r, key);
    const char *known = t && (t->state == GONE || again != REMARK_ANEW) ? t->text : NULL;
    bool stays = t && t->state == THERE && again == REMARK_STAYS;
    if (!t)
        t = add(r, key, NULL);
    else if (!stays)
        t->key.relation = mem_strdup(r->ctx, key->relation);
    t->state = THERE;
    t->text = text && !(stays && known) ? mem_strdup(r->ctx, text) : known;
}

void remark_things_drop(struct remark_things *r, const struct remark_key *key)
{
    struct thing *t = find(r, key);
    if (t)
        t->state = GONE;
}

/* Under its old name it has gone: one that is made there may be the same. */
static void move(struct remark_things *r, struct thing *t, const struct remark_key *to)
{
    struct thing *there = find(r, to);
    if (there == t) {
        t->key.relation = mem_strdup(r->ctx, to->relation);
        return;
    }
    if (there) {
        if (!t->text)
            t->text = there->text;
        HASH_DEL(r->things, there);
    }
    const struct remark_key from = t->key;
    HASH_DEL(r->things, t); /* NOLINT(clang-analyzer-core.NullDereference): uthash keeps its list whole */
    add(r, &from, t->text)->state = GONE;
    enter(r, t, to);
}

void remark_things_rename(struct remark_things *r, const struct remark_key *key, const char *new_schema,
                          const char *new_name)
{
    struct thing *t = find(r, key);
    if (!t || t->state != THERE)
        return;
    const char *relation = t->key.relation;
    if (key->class == REMARK_ROUTINE)
        relation = mem_strndup(r->ctx, new_name, strcspn(new_name, "("));
    move(r, t, &(struct remark_key){key->class, new_schema, relation, new_name});
}

static bool has_relation(const struct remark_things *r, const struct thing *t, const char *schema, const char *relation)
{
    return t->state == THERE && t->key.relation[0] && engine_same_name(r->engine, t->key.schema, schema) &&
           engine_same_name(r->engine, t->key.relation, relation);
}

static bool is_of(const struct remark_things *r, const struct thing *t, const char *schema, const char *table)
{
    return t->key.class != REMARK_ROUTINE && has_relation(r, t, schema, table);
}

void remark_things_drop_of(struct remark_things *r, const char *schema, const char *table)
{
    struct thing *t, *next;
    HASH_ITER(hh, r->things, t, next)
    if (is_of(r, t, schema, table))
        t->state = GONE;
}

void remark_things_move_of(struct remark_things *r, const char *schema, const char *table, const char *new_schema,
                           const char *new_table)
{
    struct thing *t, *next;
    HASH_ITER(hh, r->things, t, next)
    if (is_of(r, t, schema, table))
        move(r, t, &(struct remark_key){t->key.class, new_schema, new_table, t->key.name});
}

void remark_things_rename_schema(struct remark_things *r, const char *schema, const char *new_schema)
{
    struct thing *t, *next;
    HASH_ITER(hh, r->things, t, next)
    if (t->state == THERE && engine_same_name(r->engine, t->key.schema, schema))
        move(r, t, &(struct remark_key){t->key.class, new_schema, t->key.relation, t->key.name});
}

void remark_things_end_step(struct remark_things *r)
{
    struct thing *t, *next;
    HASH_ITER(hh, r->things, t, next)
    if (t->state == GONE)
        HASH_DEL(r->things, t);
}

bool remark_things_know(const struct remark_things *r, const struct remark_key *key)
{
    const struct thing *t = find(r, key);
    return t && t->state == THERE;
}

bool remark_things_take(const struct remark_things *r, const char *schema, const char *name)
{
    for (const struct thing *t = r->things; t; t = t->hh.next)
        if (t->state == THERE && (t->key.class == REMARK_RELATION || t->key.class == REMARK_CONSTRAINT) &&
            engine_same_name(r->engine, t->key.schema, schema) && engine_same_name(r->engine, t->key.name, name))
            return true;
    return false;
}

const struct remark_key *remark_things_only(const struct remark_things *r, enum remark_class class, const char *schema,
                                            const char *name)
{
    const struct thing *found = NULL;
    for (const struct thing *t = r->things; t; t = t->hh.next)
        if (t->state == THERE && t->key.class == class && engine_same_name(r->engine, t->key.name, name) &&
            (!schema || engine_same_name(r->engine, t->key.schema, schema))) {
            if (found)
                return NULL;
            found = t;
        }
    return found ? &found->key : NULL;
}

const char **remark_things_names(void *ctx, const struct remark_things *r, enum remark_class class, const char *schema,
                                 const char *relation)
{
    const char **names = mem_array(ctx, const char *, HASH_COUNT(r->things) + 1);
    size_t n = 0;
    for (const struct thing *t = r->things; t; t = t->hh.next)
        if (t->key.class == class && has_relation(r, t, schema, relation))
            names[n++] = t->key.name;
    names[n] = NULL;
    return names;
}

const char *remark_things_text(const struct remark_things *r, const struct remark_key *key)
{
    const struct thing *t = find(r, key);
    return t && t->state == THERE ? t->text : NULL;
}

void remark_things_pack(FILE *out, const struct remark_things *r)
{
    packed_put_number(out, (long)HASH_COUNT(r->things));
    for (const struct thing *t = r->things; t; t = t->hh.next) {
        packed_put_number(out, t->state);
        packed_put_number(out, t->key.class);
        packed_put(out, t->key.schema);
        packed_put(out, t->key.relation);
        packed_put(out, t->key.name);
        packed_put(out, t->text);
    }
}

static bool unpack(struct remark_things *r, const char **rest)
{
    long state, class;
    struct remark_key key;
    const char *text;
    if (!packed_get_number(rest, &state) || (state != THERE && state != GONE) || !packed_get_number(rest, &class) ||
        class <= REMARK_NONE || class >= REMARK_CLASSES || !packed_get(r->ctx, rest, &key.schema) || !key.schema ||
        !packed_get(r->ctx, rest, &key.relation) || !key.relation || !packed_get(r->ctx, rest, &key.name) ||
        !key.name || !packed_get(r->ctx, rest, &text))
        return false;
    key.class = (enum remark_class) class;
    if (find(r, &key))
        return false;
    add(r, &key, text)->state = (enum state)state;
    return true;
}

bool remark_things_unpack(struct remark_things *r, const char **rest)
{
    long n;
    bool ok = packed_get_number(rest, &n);
    for (long i = 0; ok && i < n; i++)
        ok = unpack(r, rest);
    return ok;
}
