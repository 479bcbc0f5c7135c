/* Constraints of statements: what the server calls them, and the parts that objects of a text have. */
#include "kind/postgres/constraint.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint_name.h"
#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table.h"
#include "sql/postgres/piece.h"

static const struct constraint_type types[] = {
    {"p", "CONSTR_PRIMARY", "PRIMARY KEY", "pkey", true}, {"u", "CONSTR_UNIQUE", "UNIQUE", "key", true},
    {"c", "CONSTR_CHECK", "CHECK", "check", false},       {"f", "CONSTR_FOREIGN", "FOREIGN KEY", "fkey", false},
    {"x", "CONSTR_EXCLUSION", "EXCLUDE", "excl", true},
};

static const struct constraint_type *type_of_statement(const json_t *constraint)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (field_is(constraint, "contype", types[i].contype))
            return &types[i];
    return NULL;
}

const struct constraint_type *constraint_type(const struct object *constraint)
{
    const char *type = object_value(constraint, CONSTRAINT_TYPE);
    size_t i = 0;
    while (i + 1 < sizeof(types) / sizeof(*types) && strcmp(types[i].type, type) != 0)
        i++;
    return &types[i];
}

bool constraint_is(const struct object *o, char type)
{
    return o->kind == &postgres_constraint && object_value(o, CONSTRAINT_TYPE)[0] == type;
}

bool constraint_comes_with_parent(const struct object *o)
{
    return constraint_is(o, 'x') || (o->kind == &postgres_constraint &&
                                     strstr(object_value(o, CONSTRAINT_DEFINITION), " WITHOUT OVERLAPS)") != NULL);
}

struct object *constraint_find(struct parsing *parsing, const char *schema, const char *table, const char *name)
{
    return parsing_find(parsing, &postgres_constraint, schema, table, name);
}

struct object *constraint_primary_key(struct parsing *parsing, const char *schema, const char *table)
{
    struct object *o = parsing_child(parsing, schema, table);
    while (o && !constraint_is(o, 'p'))
        o = parsing_next_child(o);
    return o;
}

static struct object *from(struct object *o)
{
    while (o && o->kind != &postgres_constraint)
        o = parsing_next_child(o);
    return o;
}

struct object *constraint_first(struct parsing *parsing, const struct object *table)
{
    return from(parsing_child(parsing, table->schema, table->name));
}

struct object *constraint_next(struct object *constraint)
{
    return from(parsing_next_child(constraint));
}

/* ---- what a statement leaves to others ---- */

static json_t *strings_of(const struct object *key)
{
    void *work = mem_context(NULL);
    struct list names = parse_array(work, key->values[CONSTRAINT_KEY_NAMES]);
    json_t *strings = json_array();
    for (int i = 0; i < names.n; i++)
        json_array_append_new(strings, json_pack("{s:{s:s}}", "String", "sval", names.items[i]));
    mem_free(work);
    return strings;
}

/* REFERENCES t alone means the columns of its primary key. */
static void complete_reference(struct parsing *parsing, json_t *constraint)
{
    const json_t *range = field_node(constraint, "pktable");
    if (!range || field_node(constraint, "pk_attrs"))
        return;
    const struct name_pair other = field_of_range(range);
    const struct object *key = constraint_primary_key(parsing, other.schema, other.name);
    if (key)
        json_object_set_new(constraint, "pk_attrs", strings_of(key));
}

/* The fields of a constraint that is like the index. */
static json_t *constraint_like(const struct object *index)
{
    const char *unique = object_value(index, INDEX_UNIQUE), *included = index->values[INDEX_INCLUDED];
    struct tree_failure failure;
    void *work = mem_context(NULL);
    json_t *tree =
        tree_parse_located(work,
                           mem_printf(work, "ALTER TABLE t ADD %s (%s)%s%s%s", unique, object_value(index, INDEX_KEYS),
                                      included ? " INCLUDE (" : "", included ? included : "", included ? ")" : ""),
                           &failure);
    const json_t *command = json_array_get(field_node(node_body(tree_statement(tree)), "cmds"), 0);
    json_t *found = node_as(field_node(node_as(command, "AlterTableCmd"), "def"), "Constraint");
    json_incref(found);
    json_decref(tree);
    mem_free(work);
    return found;
}

/* PRIMARY KEY USING INDEX i: the index becomes the constraint's. */
static void take_index(struct parsing *parsing, struct object *index, json_t *constraint)
{
    static const char *const parts[] = {"keys", "including", "nulls_not_distinct"};
    json_t *like = constraint_like(index);
    if (!field_node(constraint, "conname"))
        json_object_set_new(constraint, "conname", json_string(index->name));
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (field_node(like, parts[i]))
            json_object_set(constraint, parts[i], field_node(like, parts[i]));
    json_decref(like);
    parsing_remove(parsing, index);
}

/* ---- objects ---- */

static const char *array_of_names(void *ctx, const json_t *names)
{
    size_t n = json_array_size(names);
    const char **items = mem_array(ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = list_text(names, i);
    return n > 0 ? array_text(ctx, items, n) : NULL;
}

static struct object *add(struct parsing *parsing, struct name_pair table, const char *name,
                          const struct constraint_type *type)
{
    struct object *o = parsing_add(parsing, &postgres_constraint, table.schema, table.name, name);
    o->values[CONSTRAINT_TYPE] = type->type;
    if (type->has_index)
        parsing_call_relation(parsing, o);
    return o;
}

static void set_parts(struct parsing *parsing, struct object *o, json_t *constraint)
{
    bool unchecked = field_flag(constraint, "skip_validation") && !field_flag(constraint, "not_enforced");
    const char *storage = field_of_storage_options(parsing, NULL, field_node(constraint, "options"), false);
    o->values[CONSTRAINT_KEY_NAMES] = array_of_names(parsing->ctx, field_node(constraint, "keys"));
    o->values[CONSTRAINT_UNCHECKED] = unchecked ? "t" : NULL;
    if (storage)
        index_option(parsing, o)->values[INDEX_OPTION_STORAGE] = storage;
    json_object_del(constraint, "options");
    json_object_del(constraint, "skip_validation");
    add_constraint_facts(parsing, o, constraint);
    o->values[CONSTRAINT_DEFINITION] =
        parsing->reader->short_text(parsing, PIECE_CONSTRAINT, constraint, o->schema, o->relation);
}

struct object *constraint_parse(struct parsing *parsing, const char *schema, const char *table, json_t *constraint)
{
    const struct constraint_type *type = type_of_statement(constraint);
    const struct name_pair of = {schema, table};
    if (!type)
        return NULL;
    complete_reference(parsing, constraint);
    struct object *index = index_find(parsing, schema, field_text(constraint, "indexname"));
    if (index)
        take_index(parsing, index, constraint);
    const char *columns = constraint_column_names(parsing->ctx, constraint, type);
    const char *name = field_node(constraint, "conname") ? field_text(constraint, "conname")
                                                         : constraint_choose_name(parsing, of, type, columns);
    struct object *o = add(parsing, of, name, type);
    o->values[CONSTRAINT_COLUMN_NAMES] = columns;
    set_parts(parsing, o, constraint);
    if (index && index->values[INDEX_STORAGE])
        index_option(parsing, o)->values[INDEX_OPTION_STORAGE] = index->values[INDEX_STORAGE];
    return o;
}

struct object *constraint_add_key(struct parsing *parsing, const char *schema, const char *table, const char *name,
                                  bool primary, const char *const *columns)
{
    struct object *o = add(parsing, (struct name_pair){schema, table}, name, &types[primary ? 0 : 1]);
    struct text t;
    size_t n = 0;
    text_open(&t);
    fputs(primary ? "PRIMARY KEY (" : "UNIQUE (", t.out);
    for (; columns[n]; n++) {
        fputs(n > 0 ? ", " : "", t.out);
        print_name(t.out, columns[n]);
    }
    putc(')', t.out);
    o->values[CONSTRAINT_DEFINITION] = text_close(&t, parsing->ctx);
    o->values[CONSTRAINT_KEY_NAMES] = array_text(parsing->ctx, columns, n);
    add_key_facts(parsing, o, columns);
    for (size_t i = 0; !primary && i < n; i++)
        o->values[CONSTRAINT_COLUMN_NAMES] =
            mem_printf(parsing->ctx, "%s%s%s", object_value(o, CONSTRAINT_COLUMN_NAMES), i > 0 ? "_" : "", columns[i]);
    return o;
}

/* Keys make indexes with names of their own. */
static const char *name_of_copy(struct parsing *parsing, const struct object *from, struct name_pair table)
{
    const struct constraint_type *type = constraint_type(from);
    bool taken = constraint_find(parsing, table.schema, table.name, from->name) != NULL;
    return type->has_index || taken
               ? constraint_choose_name(parsing, table, type, object_value(from, CONSTRAINT_COLUMN_NAMES))
               : from->name;
}

struct object *constraint_copy(struct parsing *parsing, const struct object *from, const char *schema,
                               const char *table)
{
    const struct name_pair to = {schema, table};
    struct object *o = add(parsing, to, name_of_copy(parsing, from, to), constraint_type(from));
    for (int i = 0; i < CONSTRAINT_N_TEXT_VALUES; i++)
        o->values[i] = from->values[i];
    const struct object *option =
        parsing_find(parsing, &postgres_index_option, from->schema, from->relation, from->name);
    const struct parsed_fact *fact;
    for (size_t i = 0; (fact = parsing_fact(from, i)); i++)
        parsing_add_fact(parsing, o, fact->name, fact->value);
    if (option && option->values[INDEX_OPTION_STORAGE])
        index_option(parsing, o)->values[INDEX_OPTION_STORAGE] = option->values[INDEX_OPTION_STORAGE];
    return o;
}

static void cut_end(void *ctx, const char **text, const char *end)
{
    size_t n = strlen(*text), m = strlen(end);
    if (n > m && strcmp(*text + n - m, end) == 0)
        *text = mem_strndup(ctx, *text, n - m);
}

bool constraint_set_timing(struct parsing *parsing, struct object *o, const json_t *said)
{
    const char *definition = object_value(o, CONSTRAINT_DEFINITION);
    bool deferred = field_flag(said, "initdeferred"), deferrable = deferred || field_flag(said, "deferrable");
    if (!constraint_is(o, 'f'))
        return false;
    cut_end(parsing->ctx, &definition, " INITIALLY DEFERRED");
    cut_end(parsing->ctx, &definition, " DEFERRABLE");
    o->values[CONSTRAINT_DEFINITION] = mem_printf(parsing->ctx, "%s%s%s", definition, deferrable ? " DEFERRABLE" : "",
                                                  deferred ? " INITIALLY DEFERRED" : "");
    parsing_set_fact(parsing, o, "timing", deferred ? "DEFERRED" : deferrable ? "DEFERRABLE" : "IMMEDIATE");
    return true;
}
