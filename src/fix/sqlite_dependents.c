/* Views and triggers that stand in the way: RENAME looks at all of them, and fails where one names what is not there.
 */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "fix/sqlite.h"
#include "sql/sqlite/lex.h"

static bool names_any(const char *text, const struct sqlite_set *names)
{
    for (size_t i = 0; i < names->n; i++)
        if (ascii_find_word(text, text, names->items[i]))
            return true;
    return false;
}

static void put(struct sqlite_planning *p, struct sqlite_set *set, const char *name)
{
    if (sqlite_set_has(set, name))
        return;
    size_t at = mem_grow(p->pass, &set->items, &set->n);
    set->items[at] = name;
}

/* Tables that are moved, dropped, made anew, or that get or lose rows. */
static struct sqlite_set moved(struct sqlite_planning *p)
{
    struct sqlite_set names = {NULL, 0};
    struct objects tables = catalog_of_kind(p->now, &sqlite_table_kind);
    for (size_t i = 0; i < tables.n; i++) {
        const struct object *o = tables.items[i];
        if (sqlite_set_has(&p->rebuilt, o->name) || sqlite_is_renamed(p, o->name) ||
            (sqlite_wants(p, o) && !sqlite_twin(p->sides->after, o)))
            put(p, &names, o->name);
    }
    for (size_t i = 0; i < p->rebuilt.n; i++)
        put(p, &names, p->rebuilt.items[i]);
    return names;
}

static bool is_code(const struct object *o)
{
    return o->kind == &sqlite_view_kind || o->kind == &sqlite_trigger_kind;
}

/* A trigger that is new on a table, or made again, comes behind those that stay: all of them are made again. */
static bool has_new_trigger(const struct sqlite_planning *p, const struct object *trigger)
{
    struct objects wanted = catalog_children(p->sides->after, &sqlite_trigger_kind, "", trigger->relation);
    int field;
    for (size_t i = 0; i < wanted.n; i++) {
        const struct object *there = sqlite_twin(p->now, wanted.items[i]);
        if (sqlite_wants(p, wanted.items[i]) && (!there || !object_same_values(there, wanted.items[i], &field)))
            return true;
    }
    return false;
}

static bool stands_in_the_way(struct sqlite_planning *p, const struct object *o, const struct sqlite_set *names)
{
    int field;
    const struct object *target = sqlite_target(p, o);
    bool trigger = o->kind == &sqlite_trigger_kind;
    if (!target || !object_same_values(o, target, &field) || sqlite_set_has(&p->replaced, o->name))
        return true;
    return (trigger && (sqlite_set_has(&p->rows, o->relation) || has_new_trigger(p, o))) ||
           names_any(sqlite_statement_of(p, p->sides->before, o), names);
}

/* A view that goes is not there for those that use it. */
static struct sqlite_set find(struct sqlite_planning *p)
{
    struct sqlite_set names = moved(p), found = {NULL, 0};
    bool moving = names.n > 0;
    for (size_t before = found.n + 1; before != found.n;) {
        before = found.n;
        for (size_t i = 0; i < p->before.n; i++) {
            const struct object *o = p->before.units[i].object;
            if (!is_code(o) || sqlite_set_has(&found, o->name) || !stands_in_the_way(p, o, &names))
                continue;
            put(p, &found, o->name);
            if (o->kind == &sqlite_view_kind && moving)
                put(p, &names, o->name);
            /* Its siblings come again behind it. */
            struct objects siblings = catalog_children(p->now, &sqlite_trigger_kind, "", o->relation);
            for (size_t k = 0; o->relation[0] && sqlite_target(p, o) && k < siblings.n; k++)
                put(p, &found, siblings.items[k]->name);
        }
    }
    return found;
}

/* The triggers of a table that goes go with it, but others may be looked at before. */
void sqlite_drop_users(struct sqlite_planning *p)
{
    struct sqlite_set found = find(p);
    for (size_t i = p->before.n; i > 0; i--) {
        const struct object *o = p->before.units[i - 1].object;
        if (!is_code(o) || !sqlite_set_has(&found, o->name))
            continue;
        const char *word = o->kind == &sqlite_view_kind ? "VIEW" : "TRIGGER";
        sqlite_do(p, NULL, object_describe(p->pass, o), NULL,
                  mem_printf(p->pass, "DROP %s %s;\n", word, sqlite_quote_name(p->pass, o->name)));
    }
}
