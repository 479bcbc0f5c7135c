/* How triggers and rules fire: ENABLE and DISABLE, of partitions too, which have the triggers of their parent. */
#include <string.h>

#include "kind/postgres/constraint.h"
#include "kind/postgres/firing.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "model/postgres/firing.h"
#include "model/postgres/reader.h"
#include "model/postgres/unparsed.h"
#include "sql/postgres/lex.h"

static struct relation *parent_of(const struct relation *table)
{
    return table->n_parents > 0 && is_partition_of(table, table->parents[0]) ? table->parents[0] : NULL;
}

static struct object *find_firing(struct reader *r, const struct kind *kind, const struct relation *table,
                                  const char *name)
{
    return parsing_find(&r->parsing, kind, object_schema(table->schema), table->name, name);
}

/* How a trigger fires that a partition has from its parent, as print_firing() has it. */
static struct object *firing_of(struct reader *r, const struct relation *table, const char *trigger)
{
    return find_firing(r, &postgres_partition_trigger, table, trigger);
}

static void set_own(struct reader *r, const struct relation *table, const char *trigger, const char *how)
{
    struct object *own = firing_of(r, table, trigger);
    if (!own)
        own = parsing_add(&r->parsing, &postgres_partition_trigger, object_schema(table->schema), table->name, trigger);
    own->values[PARTITION_TRIGGER_ENABLED] = how;
}

/* As the trigger itself, or as the first table above that says otherwise; NULL: there is no such trigger. */
static const char *how_it_fires(struct reader *r, const struct relation *table, const char *trigger)
{
    for (; table; table = parent_of(table)) {
        const struct object *own = firing_of(r, table, trigger);
        const struct object *o = find_firing(r, &postgres_trigger, table, trigger);
        if (own)
            return own->values[PARTITION_TRIGGER_ENABLED];
        if (o)
            return o->values[FIRING_ENABLED] ? o->values[FIRING_ENABLED] : "O";
    }
    return NULL;
}

static bool has_from_parent(struct reader *r, const struct relation *table, const char *trigger)
{
    for (table = parent_of(table); table; table = parent_of(table))
        if (find_firing(r, &postgres_trigger, table, trigger))
            return true;
    return false;
}

/* Partitions follow, or with ONLY go on as before. */
static void set_partitions(struct reader *r, const struct relation *table, const char *trigger, bool only)
{
    for (struct relation *child = relations_below(r, table); child; child = child->hh.next) {
        if (!is_partition_of(child, table))
            continue;
        if (only) {
            set_own(r, child, trigger, how_it_fires(r, child, trigger));
            continue;
        }
        struct object *own = firing_of(r, child, trigger);
        if (own)
            parsing_remove(&r->parsing, own);
        set_partitions(r, child, trigger, false);
    }
}

bool set_firing(struct reader *r, struct relation *table, const struct kind *kind, const char *name, const char *how,
                bool only)
{
    struct object *o = find_firing(r, kind, table, name);
    bool trigger = kind == &postgres_trigger;
    if (!o && !(trigger && has_from_parent(r, table, name)))
        return false;
    if (trigger)
        set_partitions(r, table, name, only);
    if (o)
        o->values[FIRING_ENABLED] = how;
    else
        set_own(r, table, name, how ? how : "O");
    return true;
}

/* A partition has a trigger for each of those that its parents have for each row. */
static bool is_for_each_row(const struct object *trigger)
{
    const char *text = object_value(trigger, FIRING_DEFINITION);
    struct lexer l = {text, 0, strlen(text)};
    struct lexeme x = lex_next(&l), before = x;
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; before = x, x = lex_next(&l))
        if (lexeme_is(text, before, "each") && lexeme_is(text, x, "row"))
            return true;
    return false;
}

bool set_all_firing(struct reader *r, struct relation *table, const char *how, bool only)
{
    const char **names = NULL;
    size_t n = 0;
    bool known = true;
    for (const struct relation *from = table; from; from = parent_of(from)) {
        struct object *o = parsing_child(&r->parsing, object_schema(from->schema), from->name);
        for (; o; o = parsing_next_child(o)) {
            if (o->kind != &postgres_trigger || (from != table && !is_for_each_row(o)))
                continue;
            size_t at = mem_grow(r->work, &names, &n);
            names[at] = o->name;
        }
    }
    for (size_t i = 0; i < n; i++)
        known = set_firing(r, table, &postgres_trigger, names[i], how, only) && known;
    mem_free(names);
    return known;
}

/* ---- those of keys ---- */

static void note_key(struct reader *r, struct object *key, const void *found)
{
    (void)r, (void)key;
    **(bool *const *)found = true;
}

/* Whether the server has triggers of its own on the table: for a foreign key, or for what is DEFERRABLE. */
static bool has_key_triggers(struct reader *r, const struct relation *table)
{
    bool found = false, *const at = &found;
    each_key_to(r, table->schema, table->name, note_key, &at);
    for (struct object *o = constraint_first(&r->parsing, table->object); o && !found; o = constraint_next(o))
        found = constraint_is(o, 'f') || strstr(object_value(o, CONSTRAINT_DEFINITION), " DEFERRABLE");
    return found;
}

void set_key_firing(struct reader *r, const struct statement *s, struct relation *table, bool fires)
{
    bool off = !fires && has_key_triggers(r, table);
    table->keys_off = off ? mem_strdup(r->work, s->text) : NULL;
    table->keys_off_line = s->line;
}

void finish_key_firing(struct reader *r, const struct relation *table)
{
    if (!table->keys_off)
        return;
    const struct statement s = {
        .ctx = r->work, .text = table->keys_off, .length = strlen(table->keys_off), .line = table->keys_off_line};
    read_as_text(r, &s);
}

/* Without a new name it is gone: what comes later under its name fires as usual. */
void rename_firing(struct reader *r, const struct relation *table, const char *trigger, const char *name)
{
    for (const struct relation *child = table ? r->relations : NULL; child; child = child->hh.next) {
        if (!is_partition_of(child, table))
            continue;
        struct object *own = firing_of(r, child, trigger);
        if (own && name)
            parsing_move(&r->parsing, own, own->schema, name);
        else if (own)
            parsing_remove(&r->parsing, own);
        rename_firing(r, child, trigger, name);
    }
}

void forget_firing_of_parents(struct reader *r, const struct relation *table)
{
    for (const struct relation *above = parent_of(table); above; above = parent_of(above)) {
        struct object *o = parsing_child(&r->parsing, object_schema(above->schema), above->name);
        for (; o; o = parsing_next_child(o)) {
            struct object *own = o->kind == &postgres_trigger ? firing_of(r, table, o->name) : NULL;
            if (o->kind == &postgres_trigger)
                rename_firing(r, table, o->name, NULL);
            if (own)
                parsing_remove(&r->parsing, own);
        }
    }
}

void finish_firing(struct reader *r, const struct relation *table)
{
    const struct relation *parent = parent_of(table);
    struct object *next, *o = parsing_child(&r->parsing, object_schema(table->schema), table->name);
    for (; o; o = next) {
        next = parsing_next_child(o);
        if (o->kind != &postgres_partition_trigger)
            continue;
        const char *above = parent ? how_it_fires(r, parent, o->name) : NULL;
        if (!above || strcmp(above, o->values[PARTITION_TRIGGER_ENABLED]) == 0)
            parsing_remove(&r->parsing, o);
    }
}
