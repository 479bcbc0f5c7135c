#include "catalog/remarks.h"

#include <string.h>
#include <strings.h>

#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/packed.h"

/* What has gone stays until its step ends, for what takes its place. */
enum state { THERE, GONE };

struct column {
    const char *name, *text;
    enum state state;
};

struct table {
    const char *key, *schema, *name;
    const char *text;
    struct column *columns;
    size_t n;
    enum state state;
    UT_hash_handle hh;
};

struct remarks {
    void *ctx;
    enum engine engine;
    struct table *tables;
    struct remark_things *things;
};

/* The table of hashes is no memory of talloc's. */
static int forget_hashes(struct remarks *r)
{
    HASH_CLEAR(hh, r->tables);
    return 0;
}

struct remarks *remarks_new(void *ctx, enum engine engine)
{
    struct remarks *r = mem_new(ctx, struct remarks);
    *r = (struct remarks){.ctx = r, .engine = engine, .things = remark_things_new(r, engine)};
    talloc_set_destructor(r, forget_hashes);
    return r;
}

enum engine remarks_engine(const struct remarks *r)
{
    return r->engine;
}

struct remark_things *remarks_things(const struct remarks *r)
{
    return r->things;
}

/* SQLite knows names in any case. */
static char *key_of(const struct remarks *r, void *ctx, const char *schema, const char *name)
{
    char *key = mem_printf(ctx, "%zu %s.%s", strlen(schema), schema, name);
    return r->engine == ENGINE_SQLITE ? ascii_lower(key) : key;
}

static struct table *find(const struct remarks *r, const char *schema, const char *name)
{
    void *work = mem_context(NULL);
    const char *key = key_of(r, work, schema, name);
    struct table *found;
    HASH_FIND_STR(r->tables, key, found);
    mem_free(work);
    return found;
}

static struct table *find_there(const struct remarks *r, const char *schema, const char *name)
{
    struct table *t = find(r, schema, name);
    return t && t->state == THERE ? t : NULL;
}

static const char *copy(struct remarks *r, const char *text)
{
    return text ? mem_strdup(r->ctx, text) : NULL;
}

static struct table *add(struct remarks *r, const char *schema, const char *name)
{
    struct table *t = mem_new(r->ctx, struct table);
    t->key = key_of(r, r->ctx, schema, name);
    t->schema = copy(r, schema);
    t->name = copy(r, name);
    HASH_ADD_KEYPTR(hh, r->tables, t->key, strlen(t->key), t);
    return t;
}

static struct column *find_column(const struct remarks *r, const struct table *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (r->engine == ENGINE_SQLITE ? strcasecmp(t->columns[i].name, name) == 0
                                       : strcmp(t->columns[i].name, name) == 0)
            return &t->columns[i];
    return NULL;
}

/* One that has gone and comes again says what it said, unless it says something else. */
static void put_column(struct remarks *r, struct table *t, const struct remark_column *new)
{
    struct column *c = find_column(r, t, new->name);
    if (!c) {
        size_t at = mem_grow(r->ctx, &t->columns, &t->n);
        c = &t->columns[at];
        c->name = copy(r, new->name);
    }
    c->state = THERE;
    if (new->text)
        c->text = copy(r, new->text);
}

/* Into one that has none. */
static void copy_columns(struct remarks *r, struct table *to, const struct table *from)
{
    to->columns = NULL;
    to->n = 0;
    for (size_t i = 0; i < from->n; i++) {
        size_t at = mem_grow(r->ctx, &to->columns, &to->n);
        to->columns[at] = from->columns[i];
    }
}

/* What `t` says nothing of, as `former` said it. Which columns a query makes is not known: any may be one of them. */
static void fill_gaps(struct remarks *r, struct table *t, const struct table *former)
{
    if (!t->text)
        t->text = former->text;
    if (t->n == 0)
        copy_columns(r, t, former);
    for (size_t i = 0; i < t->n; i++) {
        const struct column *c = find_column(r, former, t->columns[i].name);
        if (!t->columns[i].text && c)
            t->columns[i].text = c->text;
    }
}

void remarks_create(struct remarks *r, const struct remark_table *new)
{
    struct table *t = find(r, new->schema, new->name), former = {0};
    bool stays = t && t->state == THERE && new->if_absent;
    if (!t)
        t = add(r, new->schema, new->name);
    if (!stays) {
        if (t->state == GONE)
            former = *t;
        t->text = NULL;
        t->columns = NULL;
        t->n = 0;
        t->state = THERE;
    }
    t->text = new->text && !(stays && t->text) ? copy(r, new->text) : t->text;
    for (size_t i = 0; i < new->n_columns; i++) {
        const struct column *c = find_column(r, t, new->columns[i].name);
        /* The statement has made nothing: it is no more than what people read beside the table. */
        if (!stays || (c && !c->text))
            put_column(r, t, &new->columns[i]);
    }
    fill_gaps(r, t, &former);
}

void remarks_drop(struct remarks *r, const char *schema, const char *name)
{
    struct table *t = find(r, schema, name);
    if (t)
        t->state = GONE;
    remark_things_drop_of(r->things, schema, name);
}

/* Under its old name it has gone: a table that is made there may be the same. */
void remarks_move(struct remarks *r, const char *schema, const char *name, const char *new_schema, const char *new_name)
{
    struct table *from = find_there(r, schema, name), *to = find(r, new_schema, new_name), former = {0};
    if (from && from == to)
        return;
    if (!from)
        remarks_drop(r, new_schema, new_name);
    remark_things_move_of(r->things, schema, name, new_schema, new_name);
    if (!from)
        return;
    if (!to)
        to = add(r, new_schema, new_name);
    else if (to->state == GONE)
        former = *to;
    to->text = from->text;
    copy_columns(r, to, from);
    to->state = THERE;
    from->state = GONE;
    fill_gaps(r, to, &former);
}

void remarks_rename_schema(struct remarks *r, const char *schema, const char *new_schema)
{
    struct table *t, *next;
    HASH_ITER(hh, r->tables, t, next)
    if (t->state == THERE && strcmp(t->schema, schema) == 0)
        remarks_move(r, schema, t->name, new_schema, t->name);
    remark_things_rename_schema(r->things, schema, new_schema);
}

void remarks_add_column(struct remarks *r, const char *schema, const char *name, const struct remark_column *column)
{
    struct table *t = find_there(r, schema, name);
    if (!t && !column->text)
        return;
    if (!t)
        remarks_create(r, &(struct remark_table){.schema = schema, .name = name});
    put_column(r, find_there(r, schema, name), column);
}

void remarks_drop_column(struct remarks *r, const char *schema, const char *name, const char *column)
{
    struct table *t = find_there(r, schema, name);
    struct column *c = t ? find_column(r, t, column) : NULL;
    if (c)
        c->state = GONE;
}

void remarks_rename_column(struct remarks *r, const char *schema, const char *name, const char *column,
                           const char *new_column)
{
    struct table *t = find_there(r, schema, name);
    struct column *c = t ? find_column(r, t, column) : NULL, *gone = c ? find_column(r, t, new_column) : NULL;
    if (!c || gone == c)
        return;
    struct remark_column renamed = {new_column, c->text};
    put_column(r, t, &renamed);
    find_column(r, t, column)->state = GONE;
}

void remarks_end_step(struct remarks *r)
{
    struct table *t, *next;
    HASH_ITER(hh, r->tables, t, next)
    {
        if (t->state == GONE) {
            HASH_DEL(r->tables, t);
            continue;
        }
        size_t kept = 0;
        for (size_t i = 0; i < t->n; i++)
            if (t->columns[i].state == THERE)
                t->columns[kept++] = t->columns[i];
        t->n = kept;
    }
    remark_things_end_step(r->things);
}

const char *remarks_schema_of(const struct remarks *r, const char *name)
{
    const struct table *found = NULL;
    for (const struct table *t = r->tables; t; t = t->hh.next)
        if (t->state == THERE && strcmp(t->name, name) == 0) {
            if (found)
                return NULL;
            found = t;
        }
    return found ? found->schema : NULL;
}

bool remarks_know(const struct remarks *r, const char *schema, const char *name)
{
    return find_there(r, schema, name) != NULL;
}

bool remarks_take(const struct remarks *r, const char *schema, const char *name)
{
    return remarks_know(r, schema, name) || remark_things_take(r->things, schema, name);
}

const char **remarks_columns(void *ctx, const struct remarks *r, const char *schema, const char *name)
{
    const struct table *t = find_there(r, schema, name);
    const char **names = mem_array(ctx, const char *, (t ? t->n : 0) + 1);
    size_t n = 0;
    for (size_t i = 0; t && i < t->n; i++)
        if (t->columns[i].state == THERE)
            names[n++] = t->columns[i].name;
    names[n] = NULL;
    return names;
}

const char *remarks_of_table(const struct remarks *r, const char *schema, const char *name)
{
    const struct table *t = r ? find_there(r, schema, name) : NULL;
    return t ? t->text : NULL;
}

const char *remarks_of_column(const struct remarks *r, const char *schema, const char *name, const char *column)
{
    const struct table *t = r ? find_there(r, schema, name) : NULL;
    const struct column *c = t ? find_column(r, t, column) : NULL;
    return c && c->state == THERE ? c->text : NULL;
}

void remarks_pack(FILE *out, const struct remarks *r)
{
    packed_put_number(out, (long)HASH_COUNT(r->tables));
    for (const struct table *t = r->tables; t; t = t->hh.next) {
        packed_put_number(out, t->state);
        packed_put(out, t->schema);
        packed_put(out, t->name);
        packed_put(out, t->text);
        packed_put_number(out, (long)t->n);
        for (size_t i = 0; i < t->n; i++) {
            packed_put_number(out, t->columns[i].state);
            packed_put(out, t->columns[i].name);
            packed_put(out, t->columns[i].text);
        }
    }
    remark_things_pack(out, r->things);
}

static bool unpack_state(const char **rest, enum state *state)
{
    long number;
    bool ok = packed_get_number(rest, &number) && (number == THERE || number == GONE);
    *state = ok ? (enum state)number : GONE;
    return ok;
}

static bool unpack_column(struct remarks *r, struct table *t, const char **rest)
{
    struct column c;
    if (!unpack_state(rest, &c.state) || !packed_get(r->ctx, rest, &c.name) || !c.name ||
        !packed_get(r->ctx, rest, &c.text))
        return false;
    size_t at = mem_grow(r->ctx, &t->columns, &t->n);
    t->columns[at] = c;
    return true;
}

static bool unpack_table(struct remarks *r, const char **rest)
{
    enum state state;
    const char *schema, *name;
    long n;
    if (!unpack_state(rest, &state) || !packed_get(r->ctx, rest, &schema) || !schema ||
        !packed_get(r->ctx, rest, &name) || !name)
        return false;
    struct table *t = add(r, schema, name);
    t->state = state;
    bool ok = packed_get(r->ctx, rest, &t->text) && packed_get_number(rest, &n);
    for (long i = 0; ok && i < n; i++)
        ok = unpack_column(r, t, rest);
    return ok;
}

struct remarks *remarks_unpack(const char **rest, enum engine engine, void *ctx)
{
    struct remarks *r = remarks_new(ctx, engine);
    long n;
    bool ok = packed_get_number(rest, &n);
    for (long i = 0; ok && i < n; i++)
        ok = unpack_table(r, rest);
    if (ok && remark_things_unpack(r->things, rest))
        return r;
    mem_free(r);
    return NULL;
}
