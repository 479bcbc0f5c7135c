#include "kind/parsing.h"

#include <string.h>

#include <utlist.h>

#include "base/mem.h"
#include "base/texts.h"
#include "kind/grammar.h"
#include "kind/parsed.h"

/* "kind\nschema\nname", the kind only of those that members have for themselves */
struct parsed_name {
    char *key;
    size_t n;
    UT_hash_handle hh;
};

static char *key_of(void *ctx, const struct kind *kind, const char *schema, const char *relation, const char *name)
{
    return mem_lines(ctx, (const char *const[]){kind->name, schema, relation, name}, 4);
}

const char *parsing_shared(struct parsing *parsing, const char *text)
{
    if (!parsing->texts)
        parsing->texts = texts_new(parsing->ctx);
    return texts_take(parsing->texts, text, strlen(text));
}

static struct parsed *find(struct parsing *parsing, const char *key)
{
    struct parsed *found = NULL;
    HASH_FIND_STR(parsing->objects, key, found);
    return found;
}

static struct parsed_group *find_group(const struct parsing *parsing, struct parsed_group *groups, const char *schema,
                                       const char *relation)
{
    struct parsed_group *found = NULL;
    char *key = mem_lines(parsing->ctx, (const char *const[]){schema, relation}, 2);
    HASH_FIND_STR(groups, key, found);
    mem_free(key);
    return found;
}

static struct parsed_group *group_of(struct parsing *parsing, struct parsed_group **groups, const char *schema,
                                     const char *relation)
{
    struct parsed_group *group = find_group(parsing, *groups, schema, relation);
    if (group)
        return group;
    group = mem_new(parsing->ctx, struct parsed_group);
    group->key = mem_lines(parsing->ctx, (const char *const[]){schema, relation}, 2);
    HASH_ADD_KEYPTR(hh, *groups, group->key, strlen(group->key), group);
    return group;
}

static void join_group(struct parsing *parsing, struct parsed *p, const char *schema, const char *relation)
{
    p->group = relation[0] ? group_of(parsing, &parsing->groups, schema, relation) : NULL;
    if (p->group)
        DL_APPEND(p->group->first, p);
}

static void forget_call(struct parsing *parsing, struct parsed *p)
{
    if (p->call)
        HASH_DELETE(by_call, parsing->called, p);
    p->call = NULL;
}

static bool are_relations(const struct kind *kind)
{
    return kind->grammar && kind->grammar->relation;
}

/* Relations of all kinds share their names. */
static char *call_of(void *ctx, const struct kind *kind, bool relation, const char *schema, const char *name)
{
    return relation ? mem_lines(ctx, (const char *const[]){schema, name}, 2) : key_of(ctx, kind, schema, "", name);
}

void parsing_call(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    struct parsed *p = (struct parsed *)o;
    forget_call(parsing, p);
    if (!name)
        return;
    p->call = call_of(parsing->ctx, o->kind, p->relation, schema, name);
    HASH_ADD_KEYPTR(by_call, parsing->called, p->call, strlen(p->call), p);
}

/* ---- names, for whoever looks one up in several schemas ---- */

static struct parsed_name *find_name(struct parsing *parsing, const char *kind, const char *schema, const char *name,
                                     size_t length)
{
    struct parsed_name *found = NULL;
    char *key = mem_printf(parsing->ctx, "%s\n%s\n%.*s", kind, schema, (int)length, name);
    HASH_FIND_STR(parsing->names, key, found);
    if (found) {
        mem_free(key);
        return found;
    }
    found = mem_new(parsing->ctx, struct parsed_name);
    found->key = key;
    HASH_ADD_KEYPTR(hh, parsing->names, found->key, strlen(found->key), found);
    return found;
}

static struct parsed_name *name_of(struct parsing *parsing, const struct parsed *p)
{
    const struct object *o = &p->object;
    if (o->relation[0] && !p->relation)
        return NULL;
    return find_name(parsing, "", o->schema, o->name, p->relation ? strlen(o->name) : strcspn(o->name, "("));
}

static void count_name(struct parsing *parsing, const struct parsed *p, bool there)
{
    const struct object *o = &p->object;
    bool member = parsing->counts_names && o->kind->grammar && o->kind->grammar->member;
    struct parsed_name *name = parsing->counts_names ? name_of(parsing, p) : NULL;
    if (name)
        name->n += there ? 1 : (size_t)-1;
    if (member)
        find_name(parsing, o->kind->name, o->schema, o->name, strlen(o->name))->n += there ? 1 : (size_t)-1;
}

static void count_names(struct parsing *parsing)
{
    if (parsing->counts_names)
        return;
    parsing->counts_names = true;
    for (const struct parsed *p = parsing->objects; p; p = p->hh.next)
        count_name(parsing, p, true);
}

bool parsing_has_name(struct parsing *parsing, const char *schema, const char *name)
{
    count_names(parsing);
    return find_name(parsing, "", schema, name, strlen(name))->n > 0;
}

bool parsing_has_member(struct parsing *parsing, const struct kind *kind, const char *schema, const char *name)
{
    count_names(parsing);
    return find_name(parsing, kind->name, schema, name, strlen(name))->n > 0;
}

void parsing_call_relation(struct parsing *parsing, struct object *o)
{
    struct parsed *p = (struct parsed *)o;
    bool counts = !p->relation && o->relation[0];
    p->relation = true;
    if (counts && parsing->counts_names)
        name_of(parsing, p)->n++;
    parsing_call(parsing, o, o->schema, o->name);
}

/* ---- kinds, for whoever asks whether there is any ---- */

struct parsed_kind {
    const struct kind *kind;
    size_t n;
    UT_hash_handle hh;
};

static struct parsed_kind *kind_of(struct parsing *parsing, const struct kind *kind)
{
    struct parsed_kind *found = NULL;
    HASH_FIND_PTR(parsing->kinds, &kind, found);
    if (found)
        return found;
    found = mem_new(parsing->ctx, struct parsed_kind);
    found->kind = kind;
    HASH_ADD_PTR(parsing->kinds, kind, found);
    return found;
}

bool parsing_has_kind(struct parsing *parsing, const struct kind *kind)
{
    return kind_of(parsing, kind)->n > 0;
}

static void remember(struct parsing *parsing, struct parsed *p, const char *schema, const char *relation,
                     const char *name)
{
    char *key = key_of(parsing->ctx, p->object.kind, schema, relation, name);
    p->object.schema = parsing_shared(parsing, schema);
    p->object.relation = parsing_shared(parsing, relation);
    p->object.name = parsing_shared(parsing, name);
    p->key = parsing_shared(parsing, key);
    mem_free(key);
    HASH_ADD_KEYPTR(hh, parsing->objects, p->key, strlen(p->key), p);
    join_group(parsing, p, schema, relation);
    count_name(parsing, p, true);
    kind_of(parsing, p->object.kind)->n++;
    if (p->relation)
        parsing_call(parsing, &p->object, schema, name);
}

struct object *parsing_add(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                           const char *name)
{
    struct object *before = parsing_find(parsing, kind, schema, relation, name);
    if (before)
        parsing_remove(parsing, before);
    struct parsed *p = mem_new(parsing->ctx, struct parsed);
    p->object.kind = kind;
    p->object.rank = kind_rank(kind);
    p->object.values = mem_array(parsing->ctx, const char *, (size_t)(kind->n_fields + kind->n_beside + kind->n_apart));
    p->line = parsing->line;
    p->relation = are_relations(kind);
    remember(parsing, p, schema, relation, name);
    if (!before)
        parsing_note_made(parsing, &p->object);
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

struct object *parsing_called(struct parsing *parsing, const struct kind *kind, const char *schema, const char *name)
{
    char *key = call_of(parsing->ctx, kind, are_relations(kind), schema, name);
    struct parsed *found = NULL;
    HASH_FIND(by_call, parsing->called, key, strlen(key), found);
    mem_free(key);
    return found ? &found->object : NULL;
}

/* The other name stays. */
static void take_out(struct parsing *parsing, struct object *o)
{
    struct parsed *p = (struct parsed *)o;
    count_name(parsing, p, false);
    kind_of(parsing, o->kind)->n--;
    HASH_DEL(parsing->objects, p); /* NOLINT(clang-analyzer-core.NullDereference): uthash keeps its list whole */
    if (p->group)
        DL_DELETE(p->group->first, p);
}

void parsing_remove(struct parsing *parsing, struct object *o)
{
    forget_call(parsing, (struct parsed *)o);
    parsing_forget_made(parsing, o);
    parsing_own(parsing, o, NULL, NULL);
    take_out(parsing, o);
}

void parsing_move(struct parsing *parsing, struct object *o, const char *schema, const char *name)
{
    take_out(parsing, o);
    remember(parsing, (struct parsed *)o, schema, o->relation, name);
}

struct object *parsing_child(struct parsing *parsing, const char *schema, const char *relation)
{
    const struct parsed_group *group = find_group(parsing, parsing->groups, schema, relation);
    return group && group->first ? &group->first->object : NULL;
}

struct object *parsing_next_child(struct object *o)
{
    struct parsed *next = ((struct parsed *)o)->next;
    return next ? &next->object : NULL;
}

void parsing_remove_relation(struct parsing *parsing, const char *schema, const char *relation)
{
    for (struct object *o; (o = parsing_child(parsing, schema, relation));)
        parsing_remove(parsing, o);
}

void parsing_move_relation(struct parsing *parsing, const char *schema, const char *relation, const char *new_schema,
                           const char *new_relation)
{
    if (strcmp(schema, new_schema) == 0 && strcmp(relation, new_relation) == 0)
        return;
    for (struct object *o; (o = parsing_child(parsing, schema, relation));) {
        take_out(parsing, o);
        remember(parsing, (struct parsed *)o, new_schema, new_relation, o->name);
        if (o->kind->grammar->recompute)
            o->kind->grammar->recompute(parsing, o);
    }
}

/* ---- what belongs to a relation ---- */

void parsing_own(struct parsing *parsing, struct object *o, const char *schema, const char *relation)
{
    struct parsed *p = (struct parsed *)o;
    if (p->owner)
        DL_DELETE2(p->owner->first, p, prev_owned, next_owned);
    p->owner = relation ? group_of(parsing, &parsing->owners, schema, relation) : NULL;
    if (p->owner)
        DL_APPEND2(p->owner->first, p, prev_owned, next_owned);
}

struct object *parsing_owned(struct parsing *parsing, const char *schema, const char *relation)
{
    const struct parsed_group *group = find_group(parsing, parsing->owners, schema, relation);
    return group && group->first ? &group->first->object : NULL;
}

struct object *parsing_next_owned(struct object *o)
{
    struct parsed *next = ((struct parsed *)o)->next_owned;
    return next ? &next->object : NULL;
}

struct object *parsing_next(struct parsing *parsing, struct object *o)
{
    struct parsed *next = o ? ((struct parsed *)o)->hh.next : parsing->objects;
    return next ? &next->object : NULL;
}

int parsing_line_at(const struct parsing *parsing, long location)
{
    const char *text = parsing->text;
    int line = parsing->line;
    for (const char *c = text; (c = memchr(c, '\n', (size_t)(text + location - c))); c++)
        line++;
    return line;
}

int parsing_line(const struct object *o)
{
    return ((const struct parsed *)o)->line;
}

void parsing_set_line(struct object *o, int line)
{
    ((struct parsed *)o)->line = line;
}

void parsing_end(struct parsing *parsing)
{
    HASH_CLEAR(by_call, parsing->called);
    HASH_CLEAR(hh, parsing->groups);
    HASH_CLEAR(hh, parsing->owners);
    HASH_CLEAR(hh, parsing->names);
    HASH_CLEAR(hh, parsing->kinds);
    HASH_CLEAR(hh, parsing->objects);
}
