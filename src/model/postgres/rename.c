/* RENAME and SET SCHEMA: what else says the name follows, or the statement is one whose effects are not known. */
#include <string.h>

#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/described.h"
#include "model/postgres/facts.h"
#include "model/postgres/target.h"
#include "sql/postgres/lex.h"

/* The text with one name in place of another, where it stands as a word of its own. */
static char *with_name(void *ctx, const char *text, const char *old, const char *new)
{
    struct lexer l = {text, 0, strlen(text)};
    struct text t;
    size_t done = 0;
    text_open(&t);
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        bool name = x.kind == LEXEME_WORD || x.kind == LEXEME_QUOTED;
        if (!name || strcmp(lexeme_name(ctx, text, x), old) != 0)
            continue;
        fwrite(text + done, 1, x.start - done, t.out);
        fputs(new, t.out);
        done = x.end;
    }
    fputs(text + done, t.out);
    return text_close(&t, ctx);
}

static void rename_in(struct reader *r, struct statement *s, struct item *item, const char *attribute, const char *old,
                      const char *new)
{
    const char *value = item_attribute(item, attribute);
    if (value)
        model_set(r->draft, item, attribute, with_name(s->ctx, value, old, quoted_name(s->ctx, new)));
}

static void rename_in_index(struct reader *r, struct statement *s, struct object *index, const char *old,
                            const char *new)
{
    static const int parts[] = {INDEX_KEYS, INDEX_INCLUDED, INDEX_WHERE};
    const struct parsed_fact *fact;
    const char *name = quoted_name(s->ctx, new);
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (index->values[parts[i]])
            index->values[parts[i]] = mem_strdup(r->work, with_name(s->ctx, index->values[parts[i]], old, name));
    for (size_t i = 0; (fact = parsing_fact(index, i)); i++)
        if (!parsing_fact_is_use(fact->name))
            parsing_change_fact(&r->parsing, index, i, with_name(s->ctx, fact->value, old, name));
}

/* Of a constraint: its keys and what else is written as a definition is. */
static void rename_in_facts(struct reader *r, struct statement *s, struct item *item, const char *old, const char *new)
{
    static const char *const names[] = {"key", "include", "core"};
    for (size_t i = 0; i < item->n_facts; i++)
        for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
            if (strcmp(item->facts[i].name, names[k]) == 0)
                model_set_fact(r->draft, item, i,
                               with_name(s->ctx, item->facts[i].value, old, quoted_name(s->ctx, new)));
}

struct new_name {
    struct statement *s;
    const char *old, *new;
};

/* FOREIGN KEY (a) REFERENCES t (old): in the second parentheses. */
static char *with_referenced_name(const char *text, const struct new_name *name)
{
    const char *at = referenced_part(text), *open = at ? strchr(at, '(') : NULL,
               *close = open ? strchr(open, ')') : NULL;
    if (!close)
        return NULL;
    const char *columns = mem_strndup(name->s->ctx, open, (size_t)(close - open));
    return mem_printf(name->s->ctx, "%.*s%s%s", (int)(open - text), text,
                      with_name(name->s->ctx, columns, name->old, quoted_name(name->s->ctx, name->new)), close);
}

static void rename_in_key(struct reader *r, struct relation *of, struct item *key, void *data)
{
    const struct new_name *name = data;
    const char *definition = with_referenced_name(item_attribute(key, "definition"), name);
    (void)of;
    if (definition)
        model_set(r->draft, key, "definition", definition);
    for (size_t i = 0; i < key->n_facts; i++) {
        bool core = strcmp(key->facts[i].name, "core") == 0;
        const char *value = core ? with_referenced_name(key->facts[i].value, name) : NULL;
        if (value)
            model_set_fact(r->draft, key, i, value);
    }
}

/* The comment on a COLUMN or a CONSTRAINT. */
static void rename_comment(struct reader *r, struct statement *s, const char *word, const char *schema,
                           const char *relation, const struct new_name *name)
{
    const struct target before = member_target(s, word, schema, relation, name->old),
                        after = member_target(s, word, schema, relation, name->new);
    move_comment(r, s, &before, &after);
}

/* False where something says the old name that is not followed. */
static bool rename_column(struct reader *r, struct statement *s, struct relation *table, const char *old,
                          const char *new)
{
    struct column *column = column_find(table, old);
    if (!column)
        return false;
    rename_comment(r, s, "COLUMN", table->schema, table->name, &(struct new_name){s, old, new});
    rename_column_privileges(r, table, old, new);
    each_key_to(r, table->schema, table->name, rename_in_key, &(struct new_name){s, old, new});
    rename_owner(r, s, (struct owned_by){table->schema, table->name, old},
                 (struct owned_by){table->schema, table->name, new});
    model_rename(r->draft, column->item, table->name, new);
    rename_identities(r, table);
    rename_references(r, mem_printf(s->ctx, "%s\n%s\n%s", table->schema, table->name, old),
                      mem_printf(s->ctx, "%s\n%s\n%s", table->schema, table->name, new));
    for (size_t i = 0; i < table->n_columns; i++)
        rename_in(r, s, table->columns[i].item, "generated", old, new);
    for (size_t i = 0; i < table->n_constraints; i++) {
        struct constraint *c = &table->constraints[i];
        rename_in(r, s, c->item, "definition", old, new);
        rename_in_facts(r, s, c->item, old, new);
        for (size_t k = 0; c->keys[k]; k++)
            if (strcmp(c->keys[k], old) == 0)
                ((const char **)c->keys)[k] = mem_strdup(r->work, new);
    }
    for (struct object *o = parsing_child(&r->parsing, object_schema(table->schema), table->name); o;
         o = parsing_next_child(o))
        if (o->kind == &postgres_index)
            rename_in_index(r, s, o, old, new);
    return !column_is_said(r, table, old);
}

/* False as above. */
static bool rename_relation(struct reader *r, struct statement *s, struct relation *relation, const char *schema,
                            const char *name)
{
    struct item *item = relation->item;
    const char *old = mem_strdup(s->ctx, relation->name);
    rename_owner(r, s, (struct owned_by){relation->schema, relation->name, NULL},
                 (struct owned_by){schema, name, NULL});
    rename_relation_privileges(r, relation, schema, name);
    move_members(r, relation->schema, relation->name, schema, name);
    parsing_move_relation(&r->parsing, object_schema(relation->schema), relation->name, object_schema(schema), name);
    if (item)
        model_move(r->draft, item, schema, name);
    relation_rename(r, relation, schema, name);
    if (relation->kind == RELATION_TABLE)
        rename_identities(r, relation);
    return !relation_is_said(r, old, relation);
}

static bool rename_constraint(struct reader *r, struct statement *s, struct relation *table, const char *old,
                              const char *new)
{
    for (size_t i = 0; i < table->n_constraints; i++) {
        struct item *item = table->constraints[i].item;
        if (strcmp(item->name, old) != 0)
            continue;
        struct relation *index = relation_find(r, table->schema, old);
        if (index && index->item == item)
            relation_rename(r, index, table->schema, new);
        rename_comment(r, s, "CONSTRAINT", table->schema, table->name, &(struct new_name){s, old, new});
        model_rename(r->draft, item, table->name, new);
        return true;
    }
    struct column *column = column_of_not_null(table, old);
    if (column)
        column->null_name = mem_strdup(r->work, new);
    return column != NULL;
}

/* Of a relation, or of a domain. */
static struct object *find_member(struct reader *r, const struct kind *kind, const json_t *body)
{
    const json_t *range = field_node(body, "relation");
    const struct name_pair owner =
        range ? field_of_range(range)
              : field_of_names(field_node(node_as(field_node(body, "object"), "List"), "items"));
    return parsing_find(&r->parsing, kind, owner.schema, owner.name, field_text(body, "subname"));
}

/* What RENAME and SET SCHEMA are about; NULL where the text has made none of a kind that describes itself. */
static struct object *changed_object(struct reader *r, const struct kind *kind, const json_t *body)
{
    if (kind && kind->grammar->member)
        return find_member(r, kind, body);
    if (kind && !kind->grammar->relation)
        return described_find(r, kind, field_node(body, "object"), NULL);
    return field_text(body, "subname")[0] ? NULL : described_range(r, field_node(body, "relation"));
}

static bool rename_attribute(struct reader *r, struct statement *s, const json_t *range, const char *old,
                             const char *new)
{
    const struct name_pair type = field_of_range(range);
    struct object *attribute = parsing_find(&r->parsing, &postgres_column, type.schema, type.name, old);
    if (!attribute)
        return false;
    parsing_move(&r->parsing, attribute, type.schema, new);
    rename_comment(r, s, "COLUMN", schema_of(type.schema), type.name, &(struct new_name){s, old, new});
    return !relation_is_said(r, old, NULL);
}

bool read_rename(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const char *type = field_text(body, "renameType"), *new = field_text(body, "newname");
    const char *old = field_text(body, "subname");
    if (strcmp(type, "OBJECT_ATTRIBUTE") == 0)
        return rename_attribute(r, s, field_node(body, "relation"), old, new);
    const struct kind *kind = described_kind(r, type, field_node(body, "object"));
    struct object *o = changed_object(r, kind, body);
    if (o)
        return rename_described(r, s, o, NULL, new);
    bool other = kind && !kind->grammar->relation;
    struct relation *relation = other ? NULL : relation_of(r, field_node(body, "relation"));
    if (!relation)
        return field_flag(body, "missing_ok");
    if (strcmp(type, "OBJECT_COLUMN") == 0)
        return rename_column(r, s, relation, old, new);
    if (strcmp(type, "OBJECT_TABCONSTRAINT") == 0)
        return rename_constraint(r, s, relation, old, new);
    if (relation->kind == RELATION_INDEX)
        return rename_constraint(r, s, relation->table, relation->name, new);
    return rename_relation(r, s, relation, relation->schema, new);
}

bool read_move(struct reader *r, struct statement *s, json_t *node)
{
    const json_t *body = node_body(node);
    const struct kind *kind = described_kind(r, field_text(body, "objectType"), field_node(body, "object"));
    struct object *o = changed_object(r, kind, body);
    if (o)
        return rename_described(r, s, o, field_text(body, "newschema"), NULL);
    struct relation *relation = kind ? NULL : relation_of(r, field_node(body, "relation"));
    if (!relation || relation->kind == RELATION_INDEX)
        return false;
    return rename_relation(r, s, relation, schema_of(field_text(body, "newschema")), relation->name);
}
