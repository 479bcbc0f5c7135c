/*
 * How much SQLite would have to compile for a statement: it puts the text of a view in the place of each reference, so
 * that twenty views of which each refers to the one before twice are a million relations.
 */
#include <string.h>
#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "kind/sqlite/expansion.h"
#include "sql/sqlite/lex.h"

/* Counting stops there; SQLite, which takes no time limit while it compiles, is busy with twice as many for seconds. */
enum { MOST_RELATIONS = 20000, DEEPEST = 500 };

struct view {
    const char *name; /* in small letters */
    const char *sql;
    size_t relations; /* 0: not counted yet */
    bool counting;    /* it refers to itself, by way of others */
    UT_hash_handle hh;
};

struct expansion {
    struct view *views; /* by name */
};

static int forget(struct expansion *e)
{
    HASH_CLEAR(hh, e->views);
    return 0;
}

struct expansion *expansion_new(void *ctx)
{
    struct expansion *e = mem_new(ctx, struct expansion);
    *e = (struct expansion){NULL};
    talloc_set_destructor(e, forget);
    return e;
}

void expansion_add(struct expansion *e, const char *name, const char *sql)
{
    struct view *v = mem_new(e, struct view);
    *v = (struct view){.name = ascii_lowered(e, name), .sql = sql};
    HASH_ADD_KEYPTR(hh, e->views, v->name, strlen(v->name), v);
}

static size_t count(struct expansion *e, const char *statement, int depth);

static size_t count_view(struct expansion *e, struct view *v, int depth)
{
    if (v->counting || depth > DEEPEST)
        return 1; /* SQLite refuses it */
    if (v->relations == 0) {
        v->counting = true;
        v->relations = 1 + count(e, v->sql, depth + 1);
        v->counting = false;
    }
    return v->relations;
}

/* A name that stands for something else counts as well: that only makes it more. A view's own name is no reference. */
static size_t count(struct expansion *e, const char *statement, int depth)
{
    size_t sum = 0;
    void *work = mem_context(NULL);
    struct sqlite_tokens tokens = sqlite_tokenize(work, statement);
    for (size_t i = 0; i < tokens.n && sum <= MOST_RELATIONS; i++) {
        struct view *v;
        char *name = ascii_lowered(work, sqlite_token_content(work, &tokens.items[i]));
        HASH_FIND_STR(e->views, name, v);
        if (v && !(v->counting && v->relations == 0 && v->sql == statement))
            sum += count_view(e, v, depth);
        mem_free(name);
    }
    mem_free(work);
    return sum;
}

size_t expansion_of(struct expansion *e, const char *statement)
{
    return e->views ? count(e, statement, 0) : 0;
}

const char *expansion_too_large(struct expansion *e)
{
    for (struct view *v = e->views; v; v = v->hh.next)
        if (count_view(e, v, 0) > MOST_RELATIONS)
            return v->name;
    return NULL;
}
