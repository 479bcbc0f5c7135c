/* Constraints, and the names that the server gives them. */
#include <string.h>

#include "kind/postgres/index.h"
#include "kind/postgres/storage.h"
#include "model/postgres/facts.h"
#include "sql/postgres/shorten.h"

static const struct {
    const char *contype, *words, *label;
} types[] = {
    {"CONSTR_PRIMARY", "PRIMARY KEY", "pkey"}, {"CONSTR_UNIQUE", "UNIQUE", "key"},
    {"CONSTR_CHECK", "CHECK", "check"},        {"CONSTR_FOREIGN", "FOREIGN KEY", "fkey"},
    {"CONSTR_EXCLUSION", "EXCLUDE", "excl"},
};

static size_t type_index(const json_t *constraint)
{
    size_t i = 0;
    while (i < sizeof(types) / sizeof(*types) && !field_is(constraint, "contype", types[i].contype))
        i++;
    return i;
}

/* The columns an expression names, each once. */
static void collect_columns(json_t *value, json_t *found)
{
    size_t i;
    const char *name;
    json_t *item;
    const json_t *fields = field_node(node_as(value, "ColumnRef"), "fields");
    bool known = false;
    for (i = 0; i < json_array_size(found); i++)
        known = known || strcmp(list_text(found, i), names_last(fields)) == 0;
    if (fields && !known)
        json_array_append(found, json_array_get(fields, json_array_size(fields) - 1));
    json_array_foreach(value, i, item) collect_columns(item, found);
    json_object_foreach(value, name, item) collect_columns(item, found);
}

/* What stands between the table and the label: the columns, of a check only if it is one. */
static const char *name_middle(struct statement *s, json_t *constraint, size_t type)
{
    json_t *columns = NULL, *checked = NULL;
    const char *text = "";
    size_t i;
    json_t *item;
    if (strcmp(types[type].words, "CHECK") == 0) {
        columns = checked = json_array();
        collect_columns(field_node(constraint, "raw_expr"), checked);
        if (json_array_size(checked) != 1)
            columns = NULL;
    } else if (strcmp(types[type].words, "EXCLUDE") == 0) {
        json_array_foreach(field_node(constraint, "exclusions"), i, item)
        {
            const json_t *element = json_array_get(field_node(node_as(item, "List"), "items"), 0);
            const char *name = field_text(node_as(element, "IndexElem"), "name");
            text = mem_printf(s->ctx, "%s%s%s", text, i > 0 ? "_" : "", name[0] ? name : "expr");
        }
    } else if (strcmp(types[type].words, "PRIMARY KEY") != 0) {
        columns = field_node(constraint, strcmp(types[type].words, "UNIQUE") == 0 ? "keys" : "fk_attrs");
    }
    for (i = 0; i < json_array_size(columns); i++)
        text = mem_printf(s->ctx, "%s%s%s", text, i > 0 ? "_" : "", list_text(columns, i));
    text = mem_strdup(s->ctx, text);
    json_decref(checked);
    return text;
}

static bool has_index(size_t type)
{
    return strcmp(types[type].words, "CHECK") != 0 && strcmp(types[type].words, "FOREIGN KEY") != 0;
}

static const char *name_of(struct reader *r, struct statement *s, const struct relation *table, json_t *constraint,
                           size_t type)
{
    if (field_node(constraint, "conname"))
        return field_text(constraint, "conname");
    const char *middle = name_middle(s, constraint, type);
    return has_index(type) ? choose_relation_name(r, s->ctx, table->schema, table->name, middle, types[type].label)
                           : choose_constraint_name(r, s->ctx, table->schema, table->name, middle, types[type].label);
}

/* REFERENCES t alone means the columns of its primary key. */
static void complete_reference(struct reader *r, json_t *constraint)
{
    const struct relation *other = relation_of(r, field_node(constraint, "pktable"));
    for (size_t i = 0; other && !field_node(constraint, "pk_attrs") && i < other->n_constraints; i++) {
        if (strcmp(item_attribute(other->constraints[i].item, "type"), "PRIMARY KEY") != 0)
            continue;
        json_t *names = json_array();
        for (const char *const *key = other->constraints[i].keys; *key; key++)
            json_array_append_new(names, json_pack("{s:{s:s}}", "String", "sval", *key));
        json_object_set_new(constraint, "pk_attrs", names);
    }
}

/* PRIMARY KEY USING INDEX i: the index becomes the constraint's. */
static void take_index(struct reader *r, struct relation *table, json_t *constraint)
{
    struct object *index = index_find(&r->parsing, object_schema(table->schema), field_text(constraint, "indexname"));
    if (!index)
        return;
    if (!field_node(constraint, "conname"))
        json_object_set_new(constraint, "conname", json_string(index->name));
    const char *keys = object_value(index, INDEX_KEYS);
    void *work = mem_context(NULL);
    struct tree_failure failure;
    json_t *tree = tree_parse_located(work, mem_printf(work, "ALTER TABLE t ADD UNIQUE (%s)", keys), &failure);
    const json_t *command = json_array_get(field_node(node_body(tree_statement(tree)), "cmds"), 0);
    json_t *parsed = field_node(node_as(field_node(node_as(command, "AlterTableCmd"), "def"), "Constraint"), "keys");
    if (parsed)
        json_object_set(constraint, "keys", parsed);
    json_decref(tree);
    mem_free(work);
    parsing_remove(&r->parsing, index);
}

static void set_texts(struct reader *r, struct statement *s, const struct relation *table, struct item *item,
                      json_t *constraint, size_t type)
{
    set_storage_options(r, item, "options",
                        field_of_storage_options(&r->parsing, NULL, field_node(constraint, "options"), false));
    bool valid = !field_flag(constraint, "skip_validation");
    json_object_del(constraint, "options");
    json_object_del(constraint, "skip_validation");
    model_set(r->draft, item, "type", types[type].words);
    set_constraint_facts(r, s, item, constraint);
    model_set(r->draft, item, "definition",
              deparse_short(r, s, PIECE_CONSTRAINT, constraint, table->schema, table->name));
    if (!valid && !field_flag(constraint, "not_enforced"))
        model_set(r->draft, item, "validated", "NOT VALID");
}

struct item *constraint_add(struct reader *r, struct relation *table, const char *name, const char *const *keys,
                            bool index, int line)
{
    struct item *item = model_add(r->draft, &model_constraint, table->schema, table->name, name, line);
    size_t at = mem_grow(table, &table->constraints, &table->n_constraints);
    table->constraints[at] = (struct constraint){item, keys};
    if (index)
        relation_add(r, RELATION_INDEX, table->schema, name, item)->table = table;
    return item;
}

void read_constraint(struct reader *r, struct statement *s, struct relation *table, json_t *constraint, int line)
{
    size_t type = type_index(constraint);
    if (field_is(constraint, "contype", "CONSTR_NOTNULL") && field_node(constraint, "keys")) {
        read_column_constraint(r, s, table, list_text(field_node(constraint, "keys"), 0), constraint);
        return;
    }
    if (type == sizeof(types) / sizeof(*types)) {
        s->lost = true;
        return;
    }
    complete_reference(r, constraint);
    if (field_node(constraint, "indexname"))
        take_index(r, table, constraint);
    const char *name = name_of(r, s, table, constraint, type);
    const char *const *keys = names_of(r->work, field_node(constraint, "keys"));
    struct item *item = constraint_add(r, table, name, keys, has_index(type), line);
    set_texts(r, s, table, item, constraint, type);
    for (; strcmp(types[type].words, "PRIMARY KEY") == 0 && *keys; keys++)
        require_not_null(r, table, *keys);
}

void constraint_forget(struct reader *r, struct relation *table, const char *name)
{
    for (size_t i = 0; i < table->n_constraints; i++) {
        if (strcmp(table->constraints[i].item->name, name) != 0)
            continue;
        struct relation *index = relation_find(r, table->schema, name);
        if (index && index->item == table->constraints[i].item)
            relation_forget(r, index);
        model_remove(r->draft, table->constraints[i].item);
        table->n_constraints--;
        memmove(&table->constraints[i], &table->constraints[i + 1],
                (table->n_constraints - i) * sizeof(*table->constraints));
        return;
    }
}
