/* Constraints as items: their facts, what reports show of them, the statement that makes one. */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/foreign_key.h"
#include "kind/postgres/index.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/referenced.h"
#include "kind/postgres/storage.h"
#include "kind/postgres/table_inherits.h"
#include "kind/postgres/text_column.h"
#include "sql/postgres/piece.h"

/* ---- facts ---- */

static const char *action_keyword(const char *action)
{
    static const char *const words_of[][2] = {
        {"r", "RESTRICT"}, {"c", "CASCADE"}, {"n", "SET NULL"}, {"d", "SET DEFAULT"}};
    for (size_t i = 0; i < sizeof(words_of) / sizeof(*words_of); i++)
        if (strcmp(words_of[i][0], action) == 0)
            return words_of[i][1];
    return "NO ACTION";
}

static void add_names(struct parsing *parsing, struct object *o, const char *fact, const json_t *names)
{
    for (size_t i = 0; i < json_array_size(names); i++)
        parsing_add_fact(parsing, o, fact, name_text(parsing->ctx, list_text(names, i)));
}

static const char *text_of(struct parsing *parsing, enum piece piece, const json_t *part)
{
    const char *text = piece_text(parsing->ctx, piece, part);
    return text ? text : "";
}

static void add_exclusions(struct parsing *parsing, struct object *o, const json_t *exclusions)
{
    size_t i;
    json_t *exclusion;
    json_array_foreach(exclusions, i, exclusion)
    {
        const json_t *parts = field_node(node_as(exclusion, "List"), "items");
        json_t *element = json_pack("[O]", json_array_get(parts, 0));
        const json_t *operator= field_node(node_as(json_array_get(parts, 1), "List"), "items");
        parsing_add_fact(parsing, o, "key",
                         mem_printf(parsing->ctx, "%s WITH %s", text_of(parsing, PIECE_INDEX_ELEMENTS, element),
                                    field_of_names(operator).name));
        json_decref(element);
    }
}

static const char *core_definition(struct parsing *parsing, const json_t *constraint)
{
    static const char *const beside[] = {"including", "deferrable", "initdeferred", "not_enforced"};
    json_t *core = json_deep_copy(constraint);
    for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
        json_object_del(core, beside[i]);
    const char *text = text_of(parsing, PIECE_CONSTRAINT, core);
    json_decref(core);
    return text;
}

static void find_uses(struct parsing *parsing, struct object *o, const char *fact, json_t *tree)
{
    if (tree)
        parsing->reader->find_uses(parsing, o, fact, tree, o->schema, o->relation);
}

/* x IS NOT NULL, and what AND puts beside it. */
static void add_refused_nulls(struct parsing *parsing, struct object *o, const json_t *expression)
{
    const json_t *test = node_as(expression, "NullTest"), *all = node_as(expression, "BoolExpr");
    json_t *column = field_node(test, "arg");
    size_t i;
    json_t *argument;
    if (node_as(column, "ColumnRef") && field_is(test, "nulltesttype", "IS_NOT_NULL"))
        find_uses(parsing, o, "refuses null", column);
    if (field_is(all, "boolop", "AND_EXPR"))
        json_array_foreach(field_node(all, "args"), i, argument) add_refused_nulls(parsing, o, argument);
}

void add_constraint_facts(struct parsing *parsing, struct object *o, json_t *constraint)
{
    static const char *const computed[] = {"raw_expr", "exclusions", "where_clause"};
    bool foreign = constraint_is(o, 'f');
    const char *timing = field_flag(constraint, "initdeferred") ? "DEFERRED"
                         : field_flag(constraint, "deferrable") ? "DEFERRABLE"
                                                                : "IMMEDIATE";
    add_names(parsing, o, "key", field_node(constraint, foreign ? "fk_attrs" : "keys"));
    add_exclusions(parsing, o, field_node(constraint, "exclusions"));
    add_names(parsing, o, "include", field_node(constraint, "including"));
    parsing_add_fact(parsing, o, "timing", timing);
    parsing_add_fact(parsing, o, "enforced", field_flag(constraint, "not_enforced") ? "no" : "yes");
    if (foreign) {
        parsing_add_fact(parsing, o, "on delete", action_keyword(field_text(constraint, "fk_del_action")));
        parsing_add_fact(parsing, o, "on update", action_keyword(field_text(constraint, "fk_upd_action")));
    }
    if (field_flag(constraint, "nulls_not_distinct"))
        parsing_add_fact(parsing, o, "nulls", "NOT DISTINCT");
    parsing_add_fact(parsing, o, "core", core_definition(parsing, constraint));
    for (size_t i = 0; i < sizeof(computed) / sizeof(*computed); i++)
        find_uses(parsing, o, "computes from", field_node(constraint, computed[i]));
    add_refused_nulls(parsing, o, field_node(constraint, "raw_expr"));
}

void add_key_facts(struct parsing *parsing, struct object *o, const char *const *columns)
{
    for (; *columns; columns++)
        parsing_add_fact(parsing, o, "key", name_text(parsing->ctx, *columns));
    parsing_add_fact(parsing, o, "timing", "IMMEDIATE");
    parsing_add_fact(parsing, o, "enforced", "yes");
    parsing_add_fact(parsing, o, "core", object_value(o, CONSTRAINT_DEFINITION));
}

static bool is_enforced(const struct object *o)
{
    const struct parsed_fact *fact;
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++)
        if (strcmp(fact->name, "enforced") == 0)
            return strcmp(fact->value, "yes") == 0;
    return true;
}

bool constraint_is_not_inherited(const struct object *o)
{
    static const char said[] = " NO INHERIT";
    const char *definition = object_value(o, CONSTRAINT_DEFINITION);
    size_t n = strlen(definition);
    return n > strlen(said) && strcmp(definition + n - strlen(said), said) == 0;
}

bool constraint_stands_alone(const struct object *o)
{
    return constraint_is(o, 'f') || object_flag(o, CONSTRAINT_UNCHECKED) || !is_enforced(o);
}

/* ---- names of columns ---- */

/* Of a foreign key: before REFERENCES and behind SET NULL, or the columns behind the table. */
static const char *with_column(void *ctx, const char *definition, const char *old, const char *name, bool referenced)
{
    struct referenced found;
    if (!find_referenced(definition, &found))
        return referenced ? definition : text_with_column(ctx, COLUMNS_OF_CONSTRAINT, definition, old, name);
    const char *head = mem_strndup(ctx, definition, (size_t)(found.table - definition)),
               *table = mem_strndup(ctx, found.table, (size_t)(found.columns - found.table)),
               *columns = mem_strndup(ctx, found.columns, found.columns_length),
               *tail = found.columns + found.columns_length;
    if (referenced)
        columns = text_with_column(ctx, COLUMNS_OF_LIST, columns, old, name);
    else
        head = text_with_column(ctx, COLUMNS_OF_LIST, head, old, name),
        tail = text_with_column(ctx, COLUMNS_OF_LIST, tail, old, name);
    return mem_printf(ctx, "%s%s%s%s", head, table, columns, tail);
}

static void rename_in(struct parsing *parsing, struct object *o, const char *old, const char *name, bool referenced)
{
    const struct parsed_fact *fact;
    o->values[CONSTRAINT_DEFINITION] =
        with_column(parsing->ctx, object_value(o, CONSTRAINT_DEFINITION), old, name, referenced);
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++) {
        bool key = strcmp(fact->name, "key") == 0 || strcmp(fact->name, "include") == 0;
        if (strcmp(fact->name, "core") == 0)
            parsing_change_fact(parsing, o, i, with_column(parsing->ctx, fact->value, old, name, referenced));
        else if (key && !referenced)
            parsing_change_fact(parsing, o, i,
                                text_with_column(parsing->ctx, COLUMNS_OF_ELEMENTS, fact->value, old, name));
    }
}

void constraint_rename_column(struct parsing *parsing, struct object *o, const char *old, const char *name)
{
    struct list keys = parse_array(parsing->ctx, o->values[CONSTRAINT_KEY_NAMES]);
    rename_in(parsing, o, old, name, false);
    for (int i = 0; i < keys.n; i++)
        if (strcmp(keys.items[i], old) == 0)
            keys.items[i] = (char *)name;
    if (keys.n > 0)
        o->values[CONSTRAINT_KEY_NAMES] = array_text(parsing->ctx, (const char *const *)keys.items, (size_t)keys.n);
}

void constraint_rename_referenced(struct parsing *parsing, struct object *o, const char *old, const char *name)
{
    rename_in(parsing, o, old, name, true);
}

void constraint_refer_to(struct parsing *parsing, struct object *o, const char *table)
{
    const struct parsed_fact *fact;
    o->values[CONSTRAINT_DEFINITION] = with_referenced(parsing->ctx, object_value(o, CONSTRAINT_DEFINITION), table);
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++)
        if (strcmp(fact->name, "core") == 0)
            parsing_change_fact(parsing, o, i, with_referenced(parsing->ctx, fact->value, table));
}

/* ---- items ---- */

static const char not_valid[] = " NOT VALID";

/* As the kind of a catalog's object has it; a text's has it in its own place. */
static const char *definition_of(const struct object *o)
{
    return object_value(o, o->kind == &postgres_foreign_key            ? FOREIGN_KEY_DEFINITION
                           : o->kind == &postgres_constraint_not_valid ? NOT_VALID_DEFINITION
                                                                       : CONSTRAINT_DEFINITION);
}

/* In its short form, without NOT VALID, with these options of its index, if any; whether it is valid. */
static bool print_stored(FILE *out, const struct catalog *catalog, const struct object *o, const char *options)
{
    void *work = mem_context(NULL);
    struct text t;
    text_open(&t);
    if (catalog->of_text)
        fputs(definition_of(o), t.out);
    else
        print_short(t.out, catalog, o, CANON_CONSTRAINT, definition_of(o));
    const char *text = text_close(&t, work);
    size_t n = strlen(text), m = strlen(not_valid);
    bool valid = n <= m || strcmp(text + n - m, not_valid) != 0;
    const char *core = mem_strndup(work, text, valid ? n : n - m);
    if (options)
        print_with_storage(out, core, options);
    else
        fputs(core, out);
    mem_free(work);
    return valid && !(catalog->of_text && object_flag(o, CONSTRAINT_UNCHECKED));
}

static bool print_core(FILE *out, const struct catalog *catalog, const struct object *o)
{
    return print_stored(out, catalog, o, NULL);
}

static void print_storage(FILE *out, const struct catalog *catalog, const struct object *o)
{
    const char *options = constraint_storage(catalog, o);
    if (options)
        print_options_of(out, options);
}

static bool stands_alone(const struct catalog *catalog, const struct object *o)
{
    return catalog->of_text ? constraint_stands_alone(o) : o->kind != &postgres_constraint;
}

static void print_alone(FILE *out, const struct catalog *catalog, const struct object *o)
{
    bool alone = stands_alone(catalog, o);
    if (alone) {
        fputs("ALTER TABLE ", out);
        print_object_relation(out, o);
        fputs(" ADD ", out);
    }
    fputs("CONSTRAINT ", out);
    print_name(out, o->name);
    putc(' ', out);
    bool valid = print_stored(out, catalog, o, constraint_storage(catalog, o));
    fprintf(out, "%s%s\n", valid ? "" : not_valid, alone ? ";" : "");
}

static void gather_type(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs(o->kind == &postgres_foreign_key            ? "FOREIGN KEY"
          : o->kind == &postgres_constraint_not_valid ? "CHECK"
                                                      : constraint_type(o)->keywords,
          out);
}

static void gather_definition(FILE *out, const struct catalog *catalog, const struct object *o)
{
    print_core(out, catalog, o);
}

static void gather_validity(FILE *out, const struct catalog *catalog, const struct object *o)
{
    struct text t;
    text_open(&t);
    bool valid = print_core(t.out, catalog, o);
    mem_free(text_close(&t, NULL));
    fputs(valid ? "" : not_valid + 1, out);
}

/* Behind the fields of whichever kind it is of: all are made of several. */
enum { ATTRIBUTES = FOREIGN_KEY_N_FIELDS };
static const struct attribute_form attributes[] = {
    [ATTRIBUTES] = {.label = "type", .gather = gather_type}, {.label = "definition", .gather = gather_definition},
    {.label = "options", .gather = print_storage},           {.label = "validated", .gather = gather_validity},
    {.label = "statistics", .gather = print_index_targets},
};

#define ITEM                                                                                                           \
    {                                                                                                                  \
        .forms = attributes, .n_forms = sizeof(attributes) / sizeof(*attributes)                                       \
    }

/* ---- ALTER INDEX ---- */

/*
 * EXCLUDE of a partitioned table, or a key WITHOUT OVERLAPS: a partition's cannot be made before it is attached, so
 * that a snapshot leaves it to its parent's, but pg_dump makes both.
 */
static bool attach(struct parsing *parsing, const json_t *command)
{
    const struct name_pair child =
        field_of_range(field_node(node_as(field_node(command, "def"), "PartitionCmd"), "name"));
    struct object *o = parsing_called(parsing, &postgres_index, child.schema, child.name);
    if (o && constraint_comes_with_parent(o))
        parsing->reader->drop(parsing, o);
    return o != NULL;
}

static bool alter(struct parsing *parsing, struct object *o, const json_t *command)
{
    if (field_is(command, "subtype", "AT_AttachPartition"))
        return attach(parsing, command);
    struct object *option = index_option(parsing, o);
    return parse_storage_change(parsing, command, &option->values[INDEX_OPTION_STORAGE]) ||
           index_parse_target(parsing, o, command);
}

/* That of a table below, which its parent's reaches. */
static bool is_inherited(const struct catalog *catalog, const struct object *o)
{
    const struct object *table = catalog_find(catalog, &postgres_table, o->schema, "", o->relation);
    return !object_flag(o, CONSTRAINT_LOCAL) && table && table_has_inherits(table);
}

/* NOT NULL is its column's. */
static bool is_unstated(const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    return !object_flag(o, NOT_VALID_LOCAL) ||
           strncmp(object_value(o, NOT_VALID_DEFINITION), "NOT NULL", strlen("NOT NULL")) == 0;
}

const struct grammar constraint_grammar = {
    .item = ITEM,
    .item_kind = "constraint",
    .object_type = "OBJECT_TABCONSTRAINT",
    .keyword = "CONSTRAINT",
    .member = true,
    .twin = &postgres_index_option,
    .alter = alter,
    .implied = is_inherited,
    .print_alone = print_alone,
};

/* Those of catalogs that other statements print: a text's are all of the kind above. */
const struct grammar foreign_key_grammar = {
    .item = ITEM, .item_kind = "constraint", .implied = foreign_key_is_implied, .print_alone = print_alone};
const struct grammar not_valid_grammar = {
    .item = ITEM, .item_kind = "constraint", .implied = is_unstated, .print_alone = print_alone};
