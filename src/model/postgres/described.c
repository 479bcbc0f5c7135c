#include "model/postgres/described.h"

#include <string.h>

#include "kind/postgres/column_statement.h"
#include "kind/postgres/common.h"
#include "kind/postgres/identity.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_item.h"
#include "kind/postgres/text_type.h"
#include "model/postgres/by_hand.h"
#include "model/postgres/firing.h"
#include "model/postgres/rename_uses.h"
#include "model/postgres/target.h"
#include "model/postgres/unparsed.h"
#include "sql/postgres/renamed.h"

bool read_described(struct reader *r, json_t *node, bool *known)
{
    const struct grammar_statement *statement = NULL;
    const json_t *trigger = node_as(node, "CreateTrigStmt");
    *known = grammar_of_node(node, &statement) != NULL;
    if (trigger)
        rename_firing(r, relation_of(r, field_node(trigger, "relation")), field_text(trigger, "trigname"), NULL);
    if (!*known || !statement->parse(&r->parsing, node_body(node)))
        return false;
    const json_t *index = node_as(node, "IndexStmt");
    const struct relation *table = index ? relation_of(r, field_node(index, "relation")) : NULL;
    if (table && field_flag(field_node(index, "relation"), "inh"))
        give_indexes_below(r, table);
    return true;
}

static const char *short_text(struct parsing *parsing, enum piece piece, json_t *part, const char *schema,
                              const char *relation)
{
    struct reader *r = parsing->data;
    return mem_strdup(parsing->ctx, deparse_short(r, r->statement, piece, part, schema_of(schema), relation));
}

static const char *query_text(struct parsing *parsing, json_t *query, const char *schema, const char *relation)
{
    struct reader *r = parsing->data;
    bool lost = r->statement->lost;
    const char *text = parsing->stub ? NULL : short_text(parsing, PIECE_QUERY, query, schema, relation);
    bool known = text && r->statement->lost == lost;
    r->statement->lost = lost;
    return known ? text : NULL;
}

static void find_uses(struct parsing *parsing, struct object *o, const char *fact, json_t *tree, const char *schema,
                      const char *relation)
{
    add_references(parsing->data, o, fact, tree, schema_of(schema), relation);
}

static bool is_relation(struct parsing *parsing, const char *schema, const char *name)
{
    return relation_find(parsing->data, schema, name) || described_relation(parsing->data, schema, name) ||
           identity_of_sequence(parsing, object_schema(schema), name) ||
           parsing_find(parsing, &postgres_composite, object_schema(schema), "", name);
}

static const char *choose_name(struct parsing *parsing, const char *schema, const char *table, const char *column,
                               const char *label)
{
    return choose_relation_name(parsing->data, parsing->ctx, schema, table, column, label);
}

static size_t count_partitions(struct parsing *parsing, const char *schema, const char *table)
{
    const struct relation *found = relation_find(parsing->data, schema, table);
    return found && found->object->values[TABLE_PARTITION_KEY] ? found->n_attached : 0;
}

static const char *const *columns_of(struct parsing *parsing, const char *schema, const char *relation)
{
    const struct relation *found = relation_find(parsing->data, schema, relation);
    size_t n = found ? found->n_columns : 0;
    const char **names = mem_array(parsing->ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = found->columns[i]->name;
    return names;
}

static const char *const *heirs_of(struct parsing *parsing, const char *schema, const char *relation)
{
    struct reader *r = parsing->data;
    const struct relation *top = relation_find(r, schema, relation);
    const char **names = NULL;
    size_t n = 0;
    bool inherits = top && !top->object->values[TABLE_PARTITION_KEY];
    for (const struct relation *t = inherits ? r->relations : NULL; t; t = t->hh.next) {
        if (!relation_descends(t, top))
            continue;
        size_t at = mem_grow(parsing->ctx, &names, &n);
        names[at] = object_schema(t->schema);
        at = mem_grow(parsing->ctx, &names, &n);
        names[at] = t->name;
    }
    mem_grow(parsing->ctx, &names, &n);
    return names;
}

static bool is_commented(struct parsing *parsing, const char *schema, const char *relation, const char *label)
{
    const struct reader *r = parsing->data;
    return model_draft_find(r->draft, &model_comment, schema_of(schema), relation, label) != NULL;
}

/* [schema,] relation, name */
static void set_member(struct object *named, const json_t *names)
{
    size_t n = json_array_size(names);
    named->schema = n > 2 ? list_text(names, n - 3) : "public";
    named->relation = n > 1 ? list_text(names, n - 2) : "";
}

struct object *described_find(struct reader *r, const struct kind *kind, const json_t *object, struct object *named)
{
    struct object own = {0};
    const json_t *names = field_node(node_as(object, "List"), "items");
    struct name_pair pair = field_of_names(names);
    named = named ? named : &own;
    *named = (struct object){.kind = kind, .schema = names ? pair.schema : "", .relation = ""};
    named->name = names ? pair.name : field_text(node_as(object, "String"), "sval");
    named->values = mem_array(r->work, const char *, (size_t)(kind->n_fields + kind->n_beside + kind->n_apart));
    if (kind->grammar->member)
        set_member(named, names);
    if (kind->grammar->identify && !kind->grammar->identify(&r->parsing, object, named))
        return NULL;
    return parsing_find(&r->parsing, kind, named->schema, named->relation, named->name);
}

const struct kind *described_kind(struct reader *r, const char *type, const json_t *object)
{
    const struct kind *only = grammar_of_type(type);
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k && !only; k++) {
        const struct grammar *g = (*k)->grammar;
        if (g && grammar_shares(g, type) && described_find(r, *k, object, NULL))
            return *k;
    }
    return only;
}

struct object *described_relation(struct reader *r, const char *schema, const char *name)
{
    return parsing_called(&r->parsing, &postgres_sequence, object_schema(schema), name);
}

struct object *described_range(struct reader *r, const json_t *range)
{
    return described_relation(r, field_text(range, "schemaname"), field_text(range, "relname"));
}

static const char *grant_name(struct statement *s, const struct object *o)
{
    return mem_printf(s->ctx, "%s %s", grammar_grant_keyword(o), o->name);
}

static struct item *find_comment(struct reader *r, const struct target *t)
{
    return model_draft_find(r->draft, &model_comment, t->schema, t->relation, t->name);
}

void drop_comment(struct reader *r, const struct target *target)
{
    struct item *comment = find_comment(r, target);
    if (comment)
        model_remove(r->draft, comment);
}

static const char *own_text(struct parsing *parsing)
{
    struct reader *r = parsing->data;
    return mem_strdup(parsing->ctx, inner_text(r->statement));
}

static struct object *twin_of(struct parsing *parsing, const struct object *o)
{
    const struct kind *twin = o->kind->grammar->twin;
    return twin ? parsing_find(parsing, twin, o->schema, o->relation, o->name) : NULL;
}

/* The index of a constraint, of which something may be said, too. */
static struct target index_target(struct statement *s, const struct object *constraint)
{
    const char *schema = schema_of(constraint->schema), *name = constraint->name;
    return (struct target){schema, constraint->relation, mem_printf(s->ctx, "INDEX %s", name),
                           mem_printf(s->ctx, "INDEX %s", qualified_name(s->ctx, schema, name)), name};
}

static void drop_object(struct parsing *parsing, struct object *o)
{
    struct reader *r = parsing->data;
    if (o->kind->grammar->part) {
        const struct target member = member_target(r->statement, "COLUMN", schema_of(o->schema), o->relation, o->name);
        drop_comment(r, &member);
        parsing_remove(parsing, o);
        return;
    }
    const struct target t = object_target(r->statement, o), owned = owner_target(r->statement, o);
    if (o->kind == &postgres_trigger)
        rename_firing(r, relation_find(r, o->schema, o->relation), o->name, NULL);
    drop_comment(r, &t);
    table_drop_index(parsing, o);
    if (o->kind == &postgres_constraint) {
        const struct target index = index_target(r->statement, o);
        drop_comment(r, &index);
    }
    forget_owner(r, owned.schema, owned.relation, owned.name);
    forget_privileges(r, t.schema, grant_name(r->statement, o));
    parsing_remove(parsing, o);
    struct object *twin = twin_of(parsing, o);
    if (twin)
        parsing_remove(parsing, twin);
    if (o->kind->grammar->parts || o->kind->grammar->carries)
        parsing_remove_relation(parsing, o->schema, o->name);
    if (o->kind->grammar->carries)
        forget_members(r, t.schema, o->name);
}

const struct parsing_reader described_reader = {
    say_casts,  short_text, find_uses,    is_relation, choose_name, count_partitions,
    columns_of, heirs_of,   is_commented, query_text,  own_text,    drop_object,
};

bool drop_described(struct reader *r, const struct kind *kind, const json_t *object)
{
    struct object *o = described_find(r, kind, object, NULL);
    if (o)
        drop_object(&r->parsing, o);
    return o != NULL;
}

/* ---- renaming ---- */

/* As fields name an object. */
static const char *reference_to(struct reader *r, const struct object *o)
{
    const char *const pair[] = {o->schema, o->name};
    return o->schema[0] ? array_text(r->work, pair, 2) : o->name;
}

static void rename_in_fields(struct reader *r, struct object *o, const char *type, const char *old, const char *new)
{
    bool changed = false;
    for (int f = 0; f < o->kind->grammar->item.n_forms; f++) {
        const char *names = o->kind->grammar->item.forms[f].names;
        if (!names || strcmp(names, type) != 0 || !o->values[f] || strcmp(o->values[f], old) != 0)
            continue;
        o->values[f] = new;
        changed = true;
    }
    if (changed && o->kind->grammar->recompute)
        o->kind->grammar->recompute(&r->parsing, o);
}

static void rename_elsewhere(struct reader *r, const struct object *renamed, const char *old)
{
    const char *type = renamed->kind->grammar->object_type, *new = reference_to(r, renamed);
    for (struct object *o = parsing_next(&r->parsing, NULL), *next; o; o = next) {
        next = parsing_next(&r->parsing, o);
        rename_in_fields(r, o, type, old, new);
    }
}

/* What is said of an object is said of it under its new name. */
static void rename_said(struct reader *r, struct item *item, const struct target *now, const char *name,
                        const char *text)
{
    if (!item)
        return;
    model_rename(r->draft, item, now->relation, name);
    model_move(r->draft, item, now->schema, name);
    model_drop_facts(r->draft, item, "name");
    model_add_fact(r->draft, item, "name", now->own);
    model_set_text(r->draft, item, text);
}

static void rename_comment(struct reader *r, struct statement *s, struct item *comment, const struct target *now)
{
    const char *text = comment ? quoted_literal(s->ctx, item_attribute(comment, "text")) : "";
    rename_said(r, comment, now, now->name, mem_printf(s->ctx, "COMMENT ON %s IS %s;", now->spelling, text));
}

void copy_comment(struct reader *r, struct statement *s, const struct target *from, const struct target *to)
{
    const struct item *comment = find_comment(r, from);
    if (!comment)
        return;
    const char *text = item_attribute(comment, "text");
    struct item *copy = model_add(r->draft, &model_comment, to->schema, to->relation, to->name, s->line);
    model_add_fact(r->draft, copy, "name", to->own);
    model_set(r->draft, copy, "text", text);
    model_set_text(r->draft, copy,
                   mem_printf(s->ctx, "COMMENT ON %s IS %s;", to->spelling, quoted_literal(s->ctx, text)));
}

void move_comment(struct reader *r, struct statement *s, const struct target *old, const struct target *now)
{
    rename_comment(r, s, find_comment(r, old), now);
}

static void rename_owner_item(struct reader *r, struct statement *s, struct item *owner, const struct target *now)
{
    const char *role = owner ? quoted_name(s->ctx, item_attribute(owner, "role")) : "";
    rename_said(r, owner, now, owner_label(r->work, now->name),
                mem_printf(s->ctx, "ALTER %s OWNER TO %s;", now->spelling, role));
}

void move_owner(struct reader *r, struct statement *s, const struct target *old, const struct target *now)
{
    rename_owner_item(r, s, find_owner(r, old->schema, old->relation, old->name), now);
}

static void move_object(struct reader *r, struct object *o, const char *new_schema, const char *new_name)
{
    const struct grammar *grammar = o->kind->grammar;
    struct object *twin = twin_of(&r->parsing, o);
    const char *schema = mem_strdup(r->work, o->schema), *name = mem_strdup(r->work, o->name);
    if (grammar->rename)
        grammar->rename(&r->parsing, o, new_schema, new_name);
    else
        parsing_move(&r->parsing, o, new_schema ? new_schema : schema, new_name ? new_name : name);
    if (twin)
        parsing_move(&r->parsing, twin, o->schema, o->name);
    if (grammar->parts || grammar->carries)
        parsing_move_relation(&r->parsing, schema, name, o->schema, o->name);
    if (grammar->carries)
        move_members(r, schema_of(schema), name, schema_of(o->schema), o->name);
}

/*
 * Where collations of columns and the like have names is in texts that nobody follows here; types are followed in some.
 * False: something still says the old name.
 */
static bool follow_in_texts(struct reader *r, const struct object *before, const struct object *o, const char *old)
{
    const struct model_kind *item = model_kind_of(o->kind->grammar);
    if (item == &model_type) {
        const char *now = qualified_name(r->work, schema_of(o->schema), o->name);
        types_rename(&r->parsing, &(struct type_name){schema_of(before->schema), before->name, now});
        return !type_is_referenced(r, old, o);
    }
    if (o->kind == &postgres_view || o->kind == &postgres_materialized_view) {
        const struct renaming renaming = {.schema = schema_of(before->schema),
                                          .relation = before->name,
                                          .new_relation = o->name,
                                          .new_schema = schema_of(o->schema)};
        return follow_renaming(r, &renaming) && !view_is_referenced(r, old, o);
    }
    bool is_said = o->kind->grammar->relation || o->kind == &postgres_collation || item == &model_function;
    return !is_said || !is_referenced(r, old, o);
}

/* Comments on a constraint, or another object, and on its index: before it has another name, and then. */
struct comments {
    struct item *own, *index;
};

static struct comments find_comments(struct reader *r, struct statement *s, const struct object *o)
{
    const struct target own = object_target(s, o), index = index_target(s, o);
    return (struct comments){find_comment(r, &own), o->kind == &postgres_constraint ? find_comment(r, &index) : NULL};
}

static void rename_comments(struct reader *r, struct statement *s, const struct comments *comments,
                            const struct object *o)
{
    const struct target own = object_target(s, o), index = index_target(s, o);
    rename_comment(r, s, comments->own, &own);
    rename_comment(r, s, comments->index, &index);
}

bool rename_described(struct reader *r, struct statement *s, struct object *o, const char *new_schema,
                      const char *new_name)
{
    const struct target old = object_target(s, o), old_owned = owner_target(s, o);
    const struct comments comments = find_comments(r, s, o);
    struct item *owner = find_owner(r, old_owned.schema, old_owned.relation, old_owned.name);
    const struct object before = {
        .kind = o->kind, .schema = mem_strdup(r->work, o->schema), .name = mem_strdup(r->work, o->name)};
    const char *old_own = mem_strdup(r->work, old.own);
    const char *reference = mem_strdup(r->work, reference_to(r, o)), *granted = grant_name(s, o);
    move_object(r, o, new_schema, new_name);
    if (o->kind == &postgres_trigger)
        rename_firing(r, relation_find(r, o->schema, o->relation), before.name, o->name);
    const struct target now = object_target(s, o), owned = owner_target(s, o);
    rename_comments(r, s, &comments, o);
    rename_owner_item(r, s, owner, &owned);
    rename_privileges(r, old.schema, granted, now.schema, grammar_grant_keyword(o), o->name, now.own);
    rename_elsewhere(r, o, reference);
    table_rename_index(&r->parsing, o, before.name);
    if (o->kind->grammar->relation)
        columns_rename_sequence(&r->parsing, &before, o);
    return follow_in_texts(r, &before, o, old_own);
}
