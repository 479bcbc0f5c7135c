/* Statements about indexes, views, triggers and functions. */
#include <string.h>

#include "base/mem.h"
#include "remark/private.h"

static const char *const if_exists[] = {"if", "exists", NULL};
static const char *const if_not_exists[] = {"if", "not", "exists", NULL};

/* The class of what such a word names. */
static enum remark_class class_at(const struct remark_statement *s, size_t i)
{
    static const char *const relations[] = {"index", "view", NULL};
    static const char *const routines[] = {"function", "procedure", "routine", NULL};
    if (mark_is_any(s->marks, i, relations))
        return REMARK_RELATION;
    if (mark_is(s->marks, i, "trigger"))
        return REMARK_TRIGGER;
    return s->marks->engine == ENGINE_POSTGRES && mark_is_any(s->marks, i, routines) ? REMARK_ROUTINE : REMARK_NONE;
}

/* ---- CREATE ---- */

/* CREATE, as far as its words are the same for all. */
struct creating {
    const struct remark_statement *s;
    enum remark_class class;
    enum remark_again again;
    size_t kind; /* INDEX, VIEW, ... */
    size_t name; /* what stands behind that, and CONCURRENTLY, IF NOT EXISTS */
    bool temporary;
};

static bool read_head(const struct remark_statement *s, struct creating *c)
{
    static const char *const replace[] = {"or", "replace", NULL}, *const concurrently[] = {"concurrently", NULL};
    static const char *const passed[] = {"unique", "recursive", "materialized", "constraint", NULL};
    static const char *const temporary[] = {"temp", "temporary", "global", "local", NULL};
    const struct marks *m = s->marks;
    *c = (struct creating){.s = s};
    if (!mark_is(m, s->first, "create"))
        return false;
    size_t first = remark_next(s, s->first), i = remark_skip(s, first, replace);
    c->again = i > first ? REMARK_REPLACES : REMARK_ANEW;
    for (; mark_is_any(m, i, passed) || mark_is_any(m, i, temporary); i = remark_next(s, i))
        c->temporary = c->temporary || mark_is_any(m, i, temporary);
    c->kind = i;
    c->class = class_at(s, i);
    if (c->class == REMARK_NONE)
        return false;
    i = remark_skip(s, remark_next(s, i), concurrently);
    c->name = remark_skip(s, i, if_not_exists);
    if (c->name > i)
        c->again = REMARK_STAYS;
    return true;
}

/* All comments of an index; of the others those in the line of their name, since what stands below is of their parts.
 */
static const char *text_of(const struct creating *c)
{
    const struct remark_statement *s = c->s;
    const struct mark *m = s->marks->items;
    struct remark_list beside = s->above;
    bool whole = mark_is(s->marks, c->kind, "index");
    int depth = 0;
    for (size_t i = s->first; i < s->end; i++) {
        depth += mark_is(s->marks, i, "(") - mark_is(s->marks, i, ")");
        if (m[i].kind == MARK_COMMENT && (whole || (depth == 0 && m[i].line <= m[c->name].line)))
            remark_list_add(s->ctx, &beside, i);
    }
    remark_append(s->ctx, &beside, &s->behind);
    return remark_text(s->ctx, s->marks, &beside);
}

static void put(const struct creating *c, const char *schema, const char *relation, const char *name)
{
    const struct remark_key key = {c->class, schema, relation, name};
    remark_things_put(remarks_things(c->s->remarks), &key, text_of(c), c->again);
}

/* The table behind the first ON. */
static bool read_table(const struct remark_statement *s, size_t i, struct remark_name *table)
{
    static const char *const only[] = {"only", NULL};
    while (i < s->end && !mark_is(s->marks, i, "on"))
        i = remark_next(s, i);
    if (i >= s->end || !remark_read_name(s, remark_skip(s, remark_next(s, i), only), table))
        return false;
    remark_find_table(s, table);
    return true;
}

/* Without a name it gets one by its columns, those of INCLUDE among them. */
static const char *index_name(const struct remark_statement *s, const struct remark_name *table)
{
    size_t i = table->behind;
    while (i < s->end && !mark_is(s->marks, i, "("))
        i = remark_next(s, i);
    const char *columns = i < s->end ? remark_server_columns(s, i) : NULL;
    size_t behind = remark_next(s, remark_closing(s, i));
    if (columns && mark_is(s->marks, behind, "include")) {
        const char *more = remark_server_columns(s, remark_next(s, behind));
        columns = more ? mem_printf(s->ctx, "%s_%s", columns, more) : NULL;
    }
    return columns ? remark_server_name(s, table, columns, "idx") : NULL;
}

static void create_index(const struct creating *c)
{
    const struct remark_statement *s = c->s;
    struct remark_name name, table;
    bool unnamed = mark_is(s->marks, c->name, "on");
    if ((!unnamed && !remark_read_name(s, c->name, &name)) || !read_table(s, unnamed ? c->name : name.behind, &table))
        return;
    const char *own = unnamed ? index_name(s, &table) : name.name;
    if (own && (unnamed || !name.temporary))
        put(c, table.schema, table.name, own);
}

static void create_trigger(const struct creating *c)
{
    struct remark_name name, table;
    if (remark_read_name(c->s, c->name, &name) && !name.temporary && read_table(c->s, name.behind, &table))
        put(c, table.schema, table.name, name.name);
}

static void create_free(const struct creating *c)
{
    struct remark_name name;
    if (!remark_read_name(c->s, c->name, &name) || name.temporary)
        return;
    const char *schema = name.schema ? name.schema : c->s->session->schema;
    const char *own = c->class == REMARK_ROUTINE ? remark_created_routine(c->s, &name) : name.name;
    if (own)
        put(c, schema, c->class == REMARK_ROUTINE ? name.name : "", own);
}

bool remark_create_thing(const struct remark_statement *s)
{
    struct creating c;
    if (!read_head(s, &c))
        return false;
    if (c.temporary)
        return true;
    if (mark_is(s->marks, c.kind, "index"))
        create_index(&c);
    else if (c.class == REMARK_TRIGGER)
        create_trigger(&c);
    else
        create_free(&c);
    return true;
}

/* ---- ALTER, DROP ---- */

/* Behind `ALTER INDEX IF EXISTS`; 0: it is something else. */
static size_t named_at(const struct remark_statement *s, const char *verb, enum remark_class *class)
{
    static const char *const materialized[] = {"materialized", NULL}, *const concurrently[] = {"concurrently", NULL};
    if (!mark_is(s->marks, s->first, verb))
        return 0;
    size_t i = remark_skip(s, remark_next(s, s->first), materialized);
    *class = class_at(s, i);
    return *class == REMARK_NONE ? 0 : remark_skip(s, remark_skip(s, remark_next(s, i), concurrently), if_exists);
}

/* The thing that is named at `i`, and where its name ends; false where it is not known. */
static bool read_key(const struct remark_statement *s, enum remark_class class, size_t i, struct remark_key *key,
                     size_t *behind)
{
    struct remark_name name, table = {.schema = "", .name = ""};
    if (!remark_read_name(s, i, &name))
        return false;
    *behind = name.behind;
    if (class == REMARK_TRIGGER && s->marks->engine == ENGINE_POSTGRES) {
        if (!read_table(s, name.behind, &table))
            return false;
        *behind = table.behind;
        name.schema = table.schema;
    } else if (class == REMARK_ROUTINE) {
        name.schema = name.schema ? name.schema : s->session->schema;
        name.name = remark_named_routine(s, i, &name, behind);
    } else
        remark_find_thing(s, class, &name);
    *key = (struct remark_key){class, name.schema, table.name, name.name};
    return true;
}

bool remark_drop_thing(const struct remark_statement *s)
{
    enum remark_class class;
    struct remark_things *things = remarks_things(s->remarks);
    struct remark_key key;
    size_t i = named_at(s, "drop", &class), behind;
    if (i == 0)
        return false;
    while (read_key(s, class, i, &key, &behind)) {
        if (key.name)
            remark_things_drop(things, &key);
        /* The triggers of a view, the indexes of a materialized one. */
        if (class == REMARK_RELATION)
            remark_things_drop_of(things, key.schema, key.name);
        if (!mark_is(s->marks, behind, ","))
            break;
        i = remark_next(s, behind);
    }
    return true;
}

/* An index may be that of a constraint, which then has the name, too. */
void remark_rename_relation(const struct remark_statement *s, const struct remark_name *name, const char *new_schema,
                            const char *new_name)
{
    struct remark_things *things = remarks_things(s->remarks);
    struct remark_key key = {REMARK_RELATION, name->schema, "", name->name};
    if (!remark_things_know(things, &key)) {
        const struct remark_key *constraint = remark_things_only(things, REMARK_CONSTRAINT, name->schema, name->name);
        if (!constraint)
            return;
        key = *constraint;
    }
    remark_things_rename(things, &key, new_schema, new_name);
    if (key.class == REMARK_RELATION)
        remark_things_move_of(things, name->schema, name->name, new_schema, new_name);
}

static void rename_to(const struct remark_statement *s, const struct remark_key *key, const char *schema,
                      const char *name)
{
    if (key->class == REMARK_RELATION) {
        const struct remark_name old = {.schema = key->schema, .name = key->name};
        remark_rename_relation(s, &old, schema ? schema : key->schema, name ? name : key->name);
        return;
    }
    const char *types = key->class == REMARK_ROUTINE ? strchr(key->name, '(') : NULL;
    if (name && types)
        name = mem_printf(s->ctx, "%s%s", name, types);
    remark_things_rename(remarks_things(s->remarks), key, schema ? schema : key->schema, name ? name : key->name);
}

bool remark_alter_thing(const struct remark_statement *s)
{
    static const char *const rename[] = {"rename", "to", NULL}, *const set_schema[] = {"set", "schema", NULL};
    enum remark_class class;
    struct remark_key key;
    size_t i = named_at(s, "alter", &class), behind;
    if (i == 0)
        return false;
    if (!read_key(s, class, i, &key, &behind) || !key.name)
        return true;
    size_t name = remark_skip(s, behind, rename), schema = remark_skip(s, behind, set_schema);
    if (name > behind && name < s->end && mark_is_name(s->marks, name))
        rename_to(s, &key, NULL, mark_name(s->ctx, s->marks, name));
    else if (schema > behind && schema < s->end && mark_is_name(s->marks, schema))
        rename_to(s, &key, mark_name(s->ctx, s->marks, schema), NULL);
    return true;
}
