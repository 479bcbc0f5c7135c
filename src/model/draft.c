/* A model while a reader fills it. Items are found by hash: readers look up a table for every line about it. */
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "base/texts.h"
#include "model/model.h"
#include "model/statement.h"

/* An item that can still change. `item` stands first, so that one pointer serves for both. */
struct draft_item {
    struct item item;
    struct attribute *attributes; /* what item.attributes points to */
    struct fact *facts;           /* likewise */
    char *key;
    UT_hash_handle hh;
};

struct model_draft {
    void *ctx; /* the finished model's */
    enum engine engine;
    enum text_writer writer;
    struct draft_item *items; /* uthash */
    struct texts *texts;      /* of the items: names of schemas, relations and attributes recur */
    struct statement_text *statements;
    size_t n_statements;
};

struct model_draft *model_draft_new(void *ctx, enum engine engine)
{
    struct model_draft *draft = mem_new(ctx, struct model_draft);
    draft->ctx = mem_context(ctx);
    draft->engine = engine;
    draft->texts = texts_new(draft->ctx);
    return draft;
}

void model_set_writer(struct model_draft *draft, enum text_writer writer)
{
    draft->writer = writer;
}

static const char *shared(struct model_draft *draft, const char *text)
{
    return texts_take(draft->texts, text, strlen(text));
}

static char *key_of(void *ctx, const struct model_kind *kind, const char *schema, const char *relation,
                    const char *name)
{
    return mem_lines(ctx, (const char *const[]){kind->name, schema, relation, name}, 4);
}

static struct draft_item *find(struct model_draft *draft, const char *key)
{
    struct draft_item *found = NULL;
    HASH_FIND_STR(draft->items, key, found);
    return found;
}

/* Rows may be equal: the second gets a number, so that each is an item of its own. */
static char *free_key(struct model_draft *draft, const struct model_kind *kind, const char *schema,
                      const char *relation, const char **name)
{
    char *key = key_of(draft->ctx, kind, schema, relation, *name);
    const char *given = *name;
    for (int twin = 2; find(draft, key); twin++) {
        mem_free(key);
        *name = mem_printf(draft->ctx, "%s (%d)", given, twin);
        key = key_of(draft->ctx, kind, schema, relation, *name);
    }
    return key;
}

struct item *model_add(struct model_draft *draft, const struct model_kind *kind, const char *schema,
                       const char *relation, const char *name, int line)
{
    struct draft_item *added = mem_new(draft->ctx, struct draft_item);
    added->key = free_key(draft, kind, schema, relation, &name);
    added->item = (struct item){.kind = kind,
                                .schema = shared(draft, schema),
                                .relation = shared(draft, relation),
                                .name = shared(draft, name),
                                .text = "",
                                .line = line};
    HASH_ADD_KEYPTR(hh, draft->items, added->key, strlen(added->key), added);
    return &added->item;
}

static struct draft_item *draft_of(struct item *item)
{
    return (struct draft_item *)item;
}

static void drop_attribute(struct draft_item *owner, size_t at)
{
    memmove(&owner->attributes[at], &owner->attributes[at + 1],
            (owner->item.n_attributes - at - 1) * sizeof(*owner->attributes));
    owner->item.n_attributes--;
}

void model_set(struct model_draft *draft, struct item *item, const char *name, const char *value)
{
    struct draft_item *owner = draft_of(item);
    size_t at = 0;
    while (at < item->n_attributes && strcmp(owner->attributes[at].name, name) != 0)
        at++;
    if (at == item->n_attributes && !value)
        return;
    if (!value) {
        drop_attribute(owner, at);
    } else {
        if (at == item->n_attributes)
            mem_grow(owner, &owner->attributes, &item->n_attributes);
        owner->attributes[at] = (struct attribute){shared(draft, name), shared(draft, value)};
    }
    item->attributes = owner->attributes;
}

void model_add_fact(struct model_draft *draft, struct item *item, const char *name, const char *value)
{
    struct draft_item *owner = draft_of(item);
    size_t at = mem_grow(owner, &owner->facts, &item->n_facts);
    owner->facts[at] = (struct fact){shared(draft, name), shared(draft, value)};
    item->facts = owner->facts;
}

void model_drop_facts(struct model_draft *draft, struct item *item, const char *name)
{
    struct draft_item *owner = draft_of(item);
    size_t left = 0;
    (void)draft;
    for (size_t i = 0; i < item->n_facts; i++)
        if (strcmp(owner->facts[i].name, name) != 0)
            owner->facts[left++] = owner->facts[i];
    item->n_facts = left;
}

void model_set_text(struct model_draft *draft, struct item *item, const char *text)
{
    item->text = shared(draft, text);
}

struct item *model_draft_next(struct model_draft *draft, struct item *item)
{
    struct draft_item *next = item ? draft_of(item)->hh.next : draft->items;
    return next ? &next->item : NULL;
}

struct item *model_draft_find(struct model_draft *draft, const struct model_kind *kind, const char *schema,
                              const char *relation, const char *name)
{
    char *key = key_of(draft->ctx, kind, schema, relation, name);
    struct draft_item *found = find(draft, key);
    mem_free(key);
    return found ? &found->item : NULL;
}

static void place_again(struct model_draft *draft, struct draft_item *moved, const char *schema, const char *relation,
                        const char *name)
{
    struct item *item = &moved->item;
    HASH_DEL(draft->items, moved);
    moved->key = free_key(draft, item->kind, schema, relation, &name);
    item->schema = shared(draft, schema);
    item->relation = shared(draft, relation);
    item->name = shared(draft, name);
    HASH_ADD_KEYPTR(hh, draft->items, moved->key, strlen(moved->key), moved);
}

void model_rename(struct model_draft *draft, struct item *item, const char *relation, const char *name)
{
    place_again(draft, draft_of(item), item->schema, relation, name);
}

void model_move(struct model_draft *draft, struct item *item, const char *schema, const char *name)
{
    place_again(draft, draft_of(item), schema, item->relation, name);
}

/* The items of a relation, taken before any of them moves; NULL-terminated. */
static struct draft_item **belongings(struct model_draft *draft, void *ctx, const char *schema, const char *relation)
{
    struct draft_item **found = NULL;
    size_t n = 0;
    for (struct draft_item *d = draft->items; d; d = d->hh.next)
        if (strcmp(d->item.relation, relation) == 0 && strcmp(d->item.schema, schema) == 0) {
            size_t at = mem_grow(ctx, &found, &n);
            found[at] = d;
        }
    mem_grow(ctx, &found, &n);
    return found;
}

void model_move_relation(struct model_draft *draft, const char *schema, const char *relation, const char *new_schema,
                         const char *new_relation)
{
    void *work = mem_context(NULL);
    for (struct draft_item **d = belongings(draft, work, schema, relation); *d; d++)
        place_again(draft, *d, new_schema, new_relation, (*d)->item.name);
    mem_free(work);
}

void model_remove_relation(struct model_draft *draft, const char *schema, const char *relation)
{
    void *work = mem_context(NULL);
    for (struct draft_item **d = belongings(draft, work, schema, relation); *d; d++)
        model_remove(draft, &(*d)->item);
    mem_free(work);
}

void model_remove(struct model_draft *draft, struct item *item)
{
    struct draft_item *removed = draft_of(item);
    HASH_DEL(draft->items, removed); /* NOLINT(clang-analyzer-core.NullDereference): uthash keeps its list whole */
    mem_free(removed);
}

void model_add_statement(struct model_draft *draft, const char *name, const char *spelling, const char *text, int line)
{
    size_t at = mem_grow(draft->ctx, &draft->statements, &draft->n_statements);
    draft->statements[at] = (struct statement_text){mem_strdup(draft->ctx, name), mem_strdup(draft->ctx, spelling),
                                                    mem_strdup(draft->ctx, text), line};
}

bool model_has_statement(const struct model_draft *draft, const char *name)
{
    for (size_t i = 0; i < draft->n_statements; i++)
        if (strcmp(draft->statements[i].name, name) == 0)
            return true;
    return false;
}

static size_t attribute_place(const struct model_kind *kind, const char *name)
{
    size_t place = 0;
    while (kind->attributes[place] && strcmp(kind->attributes[place], name) != 0)
        place++;
    return place;
}

/* In the order of the kind's names. A handful: insertion will do. */
static void order_attributes(struct draft_item *owner)
{
    const struct model_kind *kind = owner->item.kind;
    for (size_t i = 1; kind->attributes && i < owner->item.n_attributes; i++) {
        struct attribute moved = owner->attributes[i];
        size_t at = i;
        for (; at > 0 && attribute_place(kind, owner->attributes[at - 1].name) > attribute_place(kind, moved.name);
             at--)
            owner->attributes[at] = owner->attributes[at - 1];
        owner->attributes[at] = moved;
    }
}

static int by_place(const void *a, const void *b)
{
    const struct item *first = *(const struct item *const *)a, *second = *(const struct item *const *)b;
    return model_compare_items(first, second);
}

const struct model *model_finish(struct model_draft *draft)
{
    statements_add(draft, draft->statements, draft->n_statements);
    struct model *model = mem_new(draft->ctx, struct model);
    model->ctx = draft->ctx;
    model->engine = draft->engine;
    model->writer = draft->writer;
    model->n_items = HASH_COUNT(draft->items);
    model->items = mem_array(draft->ctx, const struct item *, model->n_items);
    size_t i = 0;
    for (struct draft_item *d = draft->items; d; d = d->hh.next) {
        order_attributes(d);
        model->items[i++] = &d->item;
    }
    if (model->n_items)
        qsort(model->items, model->n_items, sizeof(*model->items), by_place);
    HASH_CLEAR(hh, draft->items);
    mem_free(draft);
    return model;
}
