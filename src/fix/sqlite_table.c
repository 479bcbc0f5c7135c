/* Tables that both states have: by ALTER TABLE where that is enough. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "fix/sqlite.h"
#include "kind/change.h"
#include "sql/sqlite/lex.h"

/* How the insides of a table differ from what is wanted. */
struct insides {
    bool wanted, unwanted;         /* there is a difference that is to be made; one that nobody speaks of */
    bool needs_new;                /* ALTER TABLE has no form for it */
    size_t added, removed;         /* columns */
    const struct object *required; /* a new column that rows have no value for */
};

/* Where a column stands is seen when all else is done. */
static bool same_but_position(const struct object *a, const struct object *b)
{
    for (int i = 0; i < a->kind->n_fields; i++)
        if (!(a->kind == &sqlite_column_kind && i == SQLITE_COLUMN_POSITION) && !same_text(a->values[i], b->values[i]))
            return false;
    return true;
}

bool sqlite_is_row_id(const struct object *column)
{
    return strcmp(object_value(column, SQLITE_COLUMN_PRIMARY_KEY), "1") == 0 &&
           strcasecmp(object_value(column, SQLITE_COLUMN_TYPE), "INTEGER") == 0;
}

static bool is_required(const struct object *column)
{
    const char *value = object_value(column, SQLITE_COLUMN_DEFAULT);
    return object_flag(column, SQLITE_COLUMN_NOT_NULL) && (!value[0] || strcasecmp(value, "NULL") == 0) &&
           !column->values[SQLITE_COLUMN_GENERATED] && !sqlite_is_row_id(column);
}

/* ALTER TABLE takes it in a table without rows only: https://sqlite.org/lang_altertable.html#altertabaddcol */
static bool needs_filling(const struct object *column)
{
    const char *value = object_value(column, SQLITE_COLUMN_DEFAULT);
    const char *generated = object_value(column, SQLITE_COLUMN_GENERATED);
    size_t n = strlen(generated), stored = strlen(" STORED");
    return value[0] == '(' || strncasecmp(value, "CURRENT_", strlen("CURRENT_")) == 0 ||
           (n > stored && strcmp(generated + n - stored, " STORED") == 0);
}

/* Whether they differ, which is noted; one of them may not be there. */
static bool note_difference(const struct sqlite_planning *p, const struct object *now, const struct object *after,
                            struct insides *in)
{
    int field;
    const struct object *either = after ? after : now;
    if (!either || (now && after && object_same_values(now, after, &field)))
        return false;
    if (fix_wants(p->sides, either))
        in->wanted = true;
    else
        in->unwanted = true;
    return true;
}

static void compare_column(const struct sqlite_planning *p, const struct object *now, const struct object *after,
                           struct insides *in)
{
    if (!note_difference(p, now, after, in))
        return;
    in->added += !now;
    in->removed += !after;
    if (!after)
        return;
    in->needs_new = in->needs_new || (now ? !same_but_position(now, after) : needs_filling(after));
    if (!now && is_required(after))
        in->required = after;
}

static void compare_constraint(const struct sqlite_planning *p, const struct object *now, const struct object *after,
                               struct insides *in)
{
    if (!note_difference(p, now, after, in))
        return;
    in->needs_new = in->needs_new || (now && in->removed == 0) || (!now && in->added == 0);
}

static void compare_kind(const struct sqlite_planning *p, const struct object *table, const struct kind *kind,
                         void (*compare)(const struct sqlite_planning *p, const struct object *now,
                                         const struct object *after, struct insides *in),
                         struct insides *in)
{
    struct objects here = catalog_children(p->now, kind, "", table->name);
    struct objects wanted = catalog_children(p->sides->after, kind, "", table->name);
    for (size_t i = 0; i < here.n; i++)
        compare(p, here.items[i], sqlite_twin(p->sides->after, here.items[i]), in);
    for (size_t i = 0; i < wanted.n; i++)
        if (!sqlite_twin(p->now, wanted.items[i]))
            compare(p, NULL, wanted.items[i], in);
}

static struct insides compare_insides(const struct sqlite_planning *p, const struct object *now,
                                      const struct object *after)
{
    struct insides in = {0};
    in.needs_new = note_difference(p, now, after, &in);
    compare_kind(p, after, &sqlite_column_kind, compare_column, &in);
    compare_kind(p, after, &sqlite_constraint_kind, compare_constraint, &in);
    return in;
}

/* ---- what is refused ---- */

static void refuse_all_of(struct sqlite_planning *p, const struct catalog *catalog, const struct catalog *other,
                          const char *table, const char *reason)
{
    for (size_t i = 0; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i], *twin = sqlite_twin(other, o);
        int field;
        if (strcmp(o->relation[0] ? o->relation : o->name, table) == 0 &&
            (!twin || !object_same_values(o, twin, &field)))
            fix_refuse(p->sides->ctx, p->fix, object_describe(p->pass, o), reason);
    }
}

/* The table stays as it is, with all that belongs to it. */
static void leave(struct sqlite_planning *p, const char *table, const char *subject, const char *reason)
{
    fix_refuse(p->sides->ctx, p->fix, subject, reason);
    sqlite_set_put(p, &p->left, table);
    const char *waits = mem_printf(p->pass, "its table is left as it is, for %s", subject);
    refuse_all_of(p, p->sides->after, p->sides->before, table, waits);
    refuse_all_of(p, p->sides->before, p->sides->after, table, waits);
}

/* ---- ALTER TABLE ---- */

static const char *alter_table(struct sqlite_planning *p, const char *table)
{
    return mem_printf(p->pass, "ALTER TABLE %s", sqlite_quote_name(p->pass, table));
}

static void drop_columns(struct sqlite_planning *p, const struct object *table)
{
    struct objects here = catalog_children(p->now, &sqlite_column_kind, "", table->name);
    for (size_t i = 0; i < here.n; i++) {
        const struct object *o = here.items[i];
        if (sqlite_twin(p->sides->after, o) || !sqlite_wants(p, o))
            continue;
        const char *name = sqlite_quote_name(p->pass, o->name);
        sqlite_do(p, table->name, object_describe(p->pass, o),
                  o->values[SQLITE_COLUMN_GENERATED] ? NULL : "the values of the column",
                  mem_printf(p->pass, "%s DROP COLUMN %s;\n", alter_table(p, table->name), name));
    }
}

/* Constraints of the column alone, which snapshots give a line of their own. */
static const char *constraints_of(struct sqlite_planning *p, const struct object *column, bool last)
{
    struct objects all = catalog_children(p->sides->after, &sqlite_constraint_kind, "", column->relation);
    const char *text = "", *of = mem_printf(p->pass, "FOREIGN KEY (%s) ", sqlite_quote_name(p->pass, column->name));
    for (size_t i = 0; i < all.n; i++) {
        const struct object *o = all.items[i];
        const char *name = o->values[SQLITE_CONSTRAINT_GIVEN_NAME],
                   *body = object_value(o, SQLITE_CONSTRAINT_DEFINITION);
        bool key = strncmp(body, of, strlen(of)) == 0;
        bool check = last && strcmp(object_value(o, SQLITE_CONSTRAINT_TYPE), "check") == 0;
        if (sqlite_twin(p->now, o) || (!key && !check))
            continue;
        text = mem_printf(p->pass, "%s%s%s %s", text, name ? " CONSTRAINT " : "",
                          name ? sqlite_quote_name(p->pass, name) : "", key ? body + strlen(of) : body);
    }
    return text;
}

int sqlite_by_position(const void *a, const void *b)
{
    const struct object *x = *(const struct object *const *)a, *y = *(const struct object *const *)b;
    return atoi(object_value(x, SQLITE_COLUMN_POSITION)) - atoi(object_value(y, SQLITE_COLUMN_POSITION));
}

static void add_columns(struct sqlite_planning *p, const struct object *table)
{
    struct objects all = catalog_children(p->sides->after, &sqlite_column_kind, "", table->name);
    const struct object **added = mem_array(p->pass, const struct object *, all.n);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (!sqlite_twin(p->now, all.items[i]) && sqlite_wants(p, all.items[i]))
            added[n++] = all.items[i];
    if (n > 1)
        qsort(added, n, sizeof *added, sqlite_by_position);
    for (size_t i = 0; i < n; i++)
        sqlite_do(p, table->name, object_describe(p->pass, added[i]), NULL,
                  mem_printf(p->pass, "%s ADD COLUMN %s%s;\n", alter_table(p, table->name),
                             object_value(added[i], SQLITE_COLUMN_DEFINITION),
                             constraints_of(p, added[i], i + 1 == n)));
}

/* ---- each table ---- */

static void alter_one(struct sqlite_planning *p, const struct object *table, const struct insides *in)
{
    if (in->required) {
        leave(p, table->name, object_describe(p->pass, in->required), required_column_reason);
        return;
    }
    if (in->needs_new)
        sqlite_set_put(p, &p->rebuilt, table->name);
    if (!sqlite_set_has(&p->rebuilt, table->name)) {
        drop_columns(p, table);
        add_columns(p, table);
    } else if (!sqlite_is_rebuilt(p, table->name)) {
        return; /* in the next pass, when views and triggers are out of the way */
    } else if (in->unwanted) {
        leave(p, table->name, object_describe(p->pass, table),
              "it has to be made anew, and what is meant to differ in it would not outlast that");
    } else {
        sqlite_rebuild(p, table);
    }
}

static void each_table(struct sqlite_planning *p,
                       void (*visit)(struct sqlite_planning *p, const struct object *table, const struct insides *in))
{
    struct objects tables = catalog_of_kind(p->sides->after, &sqlite_table_kind);
    for (size_t i = 0; i < tables.n; i++) {
        const struct object *table = tables.items[i], *now = sqlite_twin(p->now, table);
        if (!now || sqlite_set_has(&p->left, table->name))
            continue;
        struct insides in = compare_insides(p, now, table);
        if (in.wanted)
            visit(p, table, &in);
    }
}

void sqlite_alter_tables(struct sqlite_planning *p)
{
    each_table(p, alter_one);
}

static void check_one(struct sqlite_planning *p, const struct object *table, const struct insides *in)
{
    (void)in;
    sqlite_set_put(p, &p->rebuilt, table->name);
}

void sqlite_check_tables(struct sqlite_planning *p)
{
    each_table(p, check_one);
}
