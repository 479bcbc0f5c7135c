#include "model/postgres/follow.h"

#include <string.h>

#include "base/ascii.h"
#include "kind/postgres/call.h"
#include "kind/postgres/column_statement.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/referenced.h"
#include "kind/postgres/table.h"
#include "model/postgres/alter.h"
#include "model/postgres/described.h"

/* ---- what is gone ---- */

static void add(struct following *f, enum gone_sort sort, const char *schema, const char *name, const char *column)
{
    void *ctx = f->r->work;
    size_t at = mem_grow(ctx, &f->gone, &f->n);
    f->gone[at] = (struct gone){sort, mem_strdup(ctx, schema_of(schema)), mem_strdup(ctx, name),
                                column ? mem_strdup(ctx, column) : NULL};
}

static bool is_type(const struct object *o)
{
    const char *type = o->kind->grammar->object_type;
    return type && (strcmp(type, "OBJECT_TYPE") == 0 || strcmp(type, "OBJECT_DOMAIN") == 0);
}

void follow_object(struct following *f, const struct object *o)
{
    bool function = o->kind == &postgres_function || o->kind == &postgres_aggregate;
    if (function)
        add(f, GONE_FUNCTION, o->schema, object_value(o, CALL_NAME), NULL);
    else if (is_type(o))
        add(f, GONE_TYPE, o->schema, o->name, NULL);
    else if (o->kind->grammar->relation && !o->relation[0])
        add(f, GONE_RELATION, o->schema, o->name, NULL);
    else if (!o->relation[0])
        add(f, GONE_OTHER, o->schema, o->name, NULL);
}

/* The sequences of a column, or of all columns, go with it. */
static void follow_sequences(struct following *f, struct relation *relation, const char *column)
{
    const struct sequence_owner owner = {object_schema(relation->schema), relation->name, column};
    struct parsing *parsing = &f->r->parsing;
    for (struct object *o = sequence_next_owned(parsing, owner, NULL); o; o = sequence_next_owned(parsing, owner, o))
        add(f, GONE_RELATION, o->schema, o->name, NULL);
    for (size_t i = 0; i < relation->n_columns; i++) {
        const char *sequence = relation->columns[i]->values[COLUMN_IDENTITY_SEQUENCE];
        if (sequence && (!column || strcmp(relation->columns[i]->name, column) == 0))
            add(f, GONE_RELATION, relation->schema, sequence, NULL);
    }
}

void follow_relation(struct following *f, struct relation *relation)
{
    add(f, GONE_RELATION, relation->schema, relation->name, NULL);
    follow_sequences(f, relation, NULL);
    for (struct relation *child = relations_below(f->r, relation); child; child = child->hh.next)
        if (is_below(child, relation))
            follow_relation(f, child);
}

void follow_column(struct following *f, struct relation *relation, const char *column)
{
    add(f, GONE_COLUMN, relation->schema, relation->name, column);
    follow_sequences(f, relation, column);
    for (struct relation *child = relations_below(f->r, relation); child; child = child->hh.next)
        if (is_below(child, relation) && column_find(child, column))
            follow_column(f, child, column);
}

/* ---- what needs it ---- */

static bool is_view(const struct object *o)
{
    return o->kind == &postgres_view || o->kind == &postgres_materialized_view;
}

/* Of these the whole goes, and their statements say all that they need. */
static bool is_seen_in_statements(const struct object *o)
{
    static const struct kind *const kinds[] = {&postgres_view,     &postgres_materialized_view,
                                               &postgres_function, &postgres_trigger,
                                               &postgres_policy,   &postgres_index,
                                               &postgres_rule,     &postgres_constraint};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (o->kind == kinds[i])
            return true;
    return false;
}

static const char *statements_of(struct reader *r, const struct object *o)
{
    if (o->kind == &postgres_constraint)
        return mem_printf(r->work, "ALTER TABLE \"\t\" ADD %s", object_value(o, CONSTRAINT_DEFINITION));
    return described_text(r, o);
}

static enum look look_at(struct following *f, const struct gone *gone, const struct object *o)
{
    if (!object_says_name(f->r, o, gone->name))
        return LOOK_NO;
    if (gone->sort == GONE_OTHER)
        return LOOK_UNSURE;
    /* A constraint of a domain goes alone. */
    if (o->kind == &postgres_domain)
        return gone->sort == GONE_TYPE ? look_for(f->r, described_text(f->r, o), gone) : LOOK_UNSURE;
    return is_seen_in_statements(o) ? look_for(f->r, statements_of(f->r, o), gone) : LOOK_UNSURE;
}

static bool uses(const struct object *o, const char *use)
{
    const struct parsed_fact *fact;
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++)
        if (parsing_fact_is_use(fact->name) && strcmp(fact->value, use) == 0)
            return true;
    return false;
}

static bool is_own(const struct gone *gone, const struct object *o)
{
    return strcmp(schema_of(o->schema), gone->schema) == 0 && strcmp(o->relation, gone->name) == 0;
}

/* Which columns a statement names is known, but not of which query they are; triggers name some that they do not read.
 */
static enum look look_for_column(struct following *f, const struct gone *gone, const struct object *o)
{
    const char *use = mem_printf(f->r->work, "%s\n%s\n%s", gone->schema, gone->name, gone->column);
    bool trigger = o->kind == &postgres_trigger || o->kind == &postgres_policy || o->kind == &postgres_rule;
    if (uses(o, use))
        return is_seen_in_statements(o) && look_is_flat(statements_of(f->r, o)) ? LOOK_YES : LOOK_UNSURE;
    return trigger && is_own(gone, o) && object_says_name(f->r, o, gone->column) ? LOOK_UNSURE : LOOK_NO;
}

/* ---- and goes ---- */

static void drop_whole(struct following *f, struct object *o)
{
    follow_object(f, o);
    f->r->parsing.reader->drop(&f->r->parsing, o);
}

static enum look look_in(struct reader *r, const char *before, const char *text, const struct gone *gone)
{
    return text && strstr(text, gone->name) ? look_for(r, mem_printf(r->work, "%s%s", before, text), gone) : LOOK_NO;
}

/* Its type takes the column along, or an expression that it always has; a default goes alone. */
static bool drop_of_column(struct following *f, const struct gone *gone, struct relation *table, struct object *column)
{
    bool generated = column->values[COLUMN_GENERATED];
    enum look type = look_in(f->r, "SELECT NULL::", column_type(column), gone),
              value = look_in(f->r, "SELECT ", column->values[COLUMN_DEFAULT], gone);
    if (gone->sort == GONE_OTHER) {
        f->unsure = f->unsure || object_says_name(f->r, column, gone->name);
        return false;
    }
    f->unsure = f->unsure || type == LOOK_UNSURE || value == LOOK_UNSURE;
    if (type == LOOK_YES || (generated && value == LOOK_YES)) {
        const char *name = mem_strdup(f->r->work, column->name);
        follow_column(f, table, name);
        drop_table_column(f->r, f->s, table, name, false);
        return true;
    }
    if (value != LOOK_YES)
        return false;
    column_drop_default(column);
    return false;
}

static bool drop_generated(struct following *f, const struct gone *gone, struct relation *table,
                           const struct object *column)
{
    const char *use = mem_printf(f->r->work, "%s\n%s\n%s", gone->schema, gone->name, gone->column);
    if (!column->values[COLUMN_GENERATED] || !uses(column, use))
        return false;
    const char *name = mem_strdup(f->r->work, column->name);
    follow_column(f, table, name);
    drop_table_column(f->r, f->s, table, name, false);
    return true;
}

/* True where something went: what comes next is not known then. */
static bool drop_one_that_needs(struct following *f, const struct gone *gone)
{
    bool of_column = gone->sort == GONE_COLUMN;
    for (struct object *o = parsing_next(&f->r->parsing, NULL); o; o = parsing_next(&f->r->parsing, o)) {
        struct relation *table =
            o->kind == &postgres_column ? relation_find(f->r, schema_of(o->schema), o->relation) : NULL;
        if (table && of_column ? drop_generated(f, gone, table, o) : table && drop_of_column(f, gone, table, o))
            return true;
        if (table)
            continue;
        enum look look = of_column ? look_for_column(f, gone, o) : look_at(f, gone, o);
        f->unsure = f->unsure || look == LOOK_UNSURE;
        if (look != LOOK_YES)
            continue;
        drop_whole(f, o);
        return true;
    }
    return false;
}

/* ---- keys ---- */

/* The columns behind REFERENCES rooms, "(a, b)". */
static const char *referenced_columns(void *ctx, const struct object *foreign_key)
{
    struct referenced found;
    return find_referenced(object_value(foreign_key, CONSTRAINT_DEFINITION), &found)
               ? mem_strndup(ctx, found.columns, found.columns_length)
               : "";
}

static bool refers_to_column(void *ctx, const struct object *foreign_key, const char *column)
{
    return text_says_name(ctx, referenced_columns(ctx, foreign_key), column);
}

static void drop_reference(struct reader *r, struct object *foreign_key, const void *column)
{
    if (refers_to_column(r->work, foreign_key, column))
        r->parsing.reader->drop(&r->parsing, foreign_key);
}

static bool refers_to_all(void *ctx, const struct object *foreign_key, const struct list *columns)
{
    int n = 1;
    bool in_quotes = false;
    for (const char *at = referenced_columns(ctx, foreign_key); *at; at++) {
        in_quotes ^= *at == '"';
        n += !in_quotes && *at == ',';
    }
    for (int i = 0; i < columns->n; i++)
        if (!refers_to_column(ctx, foreign_key, columns->items[i]))
            return false;
    return n == columns->n;
}

static void drop_reference_to_all(struct reader *r, struct object *foreign_key, const void *columns)
{
    if (refers_to_all(r->work, foreign_key, columns))
        r->parsing.reader->drop(&r->parsing, foreign_key);
}

/* What it has instead, if it has: to which of both a foreign key is, no text tells. */
static bool has_same_key(struct reader *r, const struct relation *table, const struct object *key)
{
    for (struct object *o = constraint_first(&r->parsing, table->object); o; o = constraint_next(o))
        if (o != key && o->values[CONSTRAINT_KEY_NAMES] &&
            strcmp(object_value(o, CONSTRAINT_KEY_NAMES), object_value(key, CONSTRAINT_KEY_NAMES)) == 0)
            return true;
    return false;
}

static bool says_word(const char *text, const char *word)
{
    return ascii_find_word(text, text, word) != NULL;
}

/* A view may read columns that only a primary key lets it read: those that are not in its GROUP BY. */
static bool may_be_grouped_by(struct reader *r, const char *table)
{
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o))
        if (is_view(o) && object_says_name(r, o, table) && says_word(described_text(r, o), "group"))
            return true;
    return false;
}

bool follow_key(struct reader *r, const struct relation *table, const struct object *key)
{
    const struct list columns = parse_array(r->work, object_value(key, CONSTRAINT_KEY_NAMES));
    if (columns.n == 0)
        return true;
    bool sure = !has_same_key(r, table, key) && !(constraint_is(key, 'p') && may_be_grouped_by(r, table->name));
    if (sure)
        each_key_to(r, table->schema, table->name, drop_reference_to_all, &columns);
    return sure;
}

bool follow_all(struct following *f)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct gone gone = f->gone[i];
        if (gone.sort == GONE_COLUMN)
            each_key_to(f->r, gone.schema, gone.name, drop_reference, gone.column);
        while (drop_one_that_needs(f, &gone))
            ;
        f->unsure = f->unsure || (gone.sort != GONE_COLUMN && an_item_says_name(f->r, gone.name));
    }
    return !f->unsure;
}
