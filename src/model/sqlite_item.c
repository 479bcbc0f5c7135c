/* What the kinds of SQLite read from a database, as items. Rows have a file of their own. */
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "model/kinds.h"
#include "model/sqlite.h"

const char *sqlite_field(const struct object *o, const char *name)
{
    for (int i = 0; i < o->kind->n_fields; i++)
        if (strcmp(o->kind->fields[i], name) == 0)
            return o->values[i];
    return NULL;
}

static bool is_set(const struct object *o, const char *field)
{
    const char *value = sqlite_field(o, field);
    return value && strcmp(value, "1") == 0;
}

static struct item *add(const struct sqlite_filling *f, const struct model_kind *kind, const struct object *o, int line)
{
    return model_add(f->draft, kind, "", o->relation, o->name, line);
}

static void set(const struct sqlite_filling *f, struct item *item, const char *attribute, const char *value)
{
    model_set(f->draft, item, attribute, value && *value ? value : NULL);
}

/* The statement without what stands before `after` in it, and without its semicolon. */
static const char *statement_after(void *ctx, const char *statement, const char *after)
{
    const char *from = strncmp(statement, after, strlen(after)) == 0 ? statement + strlen(after) : statement;
    size_t n = strlen(from);
    return mem_strndup(ctx, from, n && from[n - 1] == ';' ? n - 1 : n);
}

/* A key of an index without ASC or DESC, which say nothing of what is unique. */
static const char *unordered(void *ctx, const char *key)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, key);
    const struct sqlite_token *last = tokens.n > 1 ? &tokens.items[tokens.n - 1] : NULL;
    if (!last || !(sqlite_token_is(last, "ASC") || sqlite_token_is(last, "DESC")))
        return key;
    const struct sqlite_token *before = last - 1;
    return mem_strndup(ctx, key, (size_t)(before->start + before->length - key));
}

static void add_keys(const struct sqlite_filling *f, struct item *item, const char *list)
{
    struct sqlite_list keys = sqlite_split_list(f->ctx, list ? list : "");
    for (size_t i = 0; i < keys.n; i++)
        if (*keys.items[i])
            model_add_fact(f->draft, item, "key", unordered(f->ctx, keys.items[i]));
}

static void add_setting(const struct sqlite_filling *f, const struct object *o)
{
    struct item *item = add(f, &model_setting, o, sqlite_place(f->places, "setting", o->name));
    set(f, item, "value", sqlite_field(o, "value"));
    model_set_text(f->draft, item, kind_text(f->ctx, f->catalog, o));
}

static void add_table(const struct sqlite_filling *f, const struct object *o)
{
    struct item *item = add(f, &model_table, o, sqlite_place(f->places, "table", o->name));
    bool without_rowid = is_set(o, "without_rowid"), strict = is_set(o, "strict");
    set(f, item, "options",
        mem_printf(f->ctx, "%s%s%s", without_rowid ? "WITHOUT ROWID" : "", without_rowid && strict ? ", " : "",
                   strict ? "STRICT" : ""));
    if (without_rowid)
        model_add_fact(f->draft, item, "option", "WITHOUT ROWID");
    if (strict)
        model_add_fact(f->draft, item, "option", "STRICT");
    model_set_text(f->draft, item, kind_text(f->ctx, f->catalog, o));
}

static void add_virtual_table(const struct sqlite_filling *f, const struct object *o)
{
    const char *statement = kind_text(f->ctx, f->catalog, o);
    const char *head = mem_printf(f->ctx, "CREATE VIRTUAL TABLE %s USING ", sqlite_quote_name(f->ctx, o->name));
    struct item *item = add(f, &model_table, o, sqlite_place(f->places, "table", o->name));
    set(f, item, "kind", "virtual");
    set(f, item, "definition", statement_after(f->ctx, sqlite_field(o, "definition"), head));
    set(f, item, "settings", sqlite_field(o, "settings"));
    model_set_text(f->draft, item, statement);
}

/* "NOT NULL", with the clause for conflicts that only the column's line tells. */
static const char *not_null(void *ctx, const struct object *column)
{
    const char *definition = sqlite_field(column, "definition");
    struct sqlite_table table;
    struct sqlite_problem problem;
    if (!is_set(column, "not_null"))
        return NULL;
    if (!strstr(definition, "ON CONFLICT"))
        return "NOT NULL";
    bool ok = sqlite_read_table(ctx, mem_printf(ctx, "CREATE TABLE t (%s)", definition), NULL, &table, &problem);
    return ok && table.columns[0].not_null ? table.columns[0].not_null : "NOT NULL";
}

/* An expression stands in parentheses; what is not computed is a literal. */
static void add_column_facts(const struct sqlite_filling *f, struct item *item, const struct object *o)
{
    const char *value = sqlite_field(o, "default"), *generated = sqlite_field(o, "generated");
    struct sqlite_tokens tokens = sqlite_tokenize(f->ctx, value ? value : "");
    static const char *const clocks[] = {"CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"};
    bool computed = tokens.n > 0 && *tokens.items[0].start == '(';
    for (size_t i = 0; tokens.n > 0 && i < sizeof(clocks) / sizeof(*clocks); i++)
        computed = computed || sqlite_token_is(&tokens.items[0], clocks[i]);
    if (computed)
        model_add_fact(f->draft, item, "default computed", "yes");
    tokens = sqlite_tokenize(f->ctx, generated ? generated : "");
    if (generated)
        model_add_fact(f->draft, item, "generated",
                       sqlite_token_is(&tokens.items[tokens.n - 1], "STORED") ? "STORED" : "VIRTUAL");
}

static void add_column(const struct sqlite_filling *f, const struct object *o)
{
    struct item *item = add(f, &model_column, o, sqlite_place_column(f->places, o->relation, o->name));
    set(f, item, "type", sqlite_field(o, "type"));
    set(f, item, "not null", not_null(f->ctx, o));
    set(f, item, "default", sqlite_field(o, "default"));
    set(f, item, "generated", sqlite_field(o, "generated"));
    set(f, item, "collation", sqlite_field(o, "collation"));
    add_column_facts(f, item, o);
    set(f, item, "position", sqlite_field(o, "position"));
    model_set_text(f->draft, item, sqlite_field(o, "definition"));
}

static const char *type_of_constraint(const char *type)
{
    static const char *const types[][2] = {
        {"primary key", "PRIMARY KEY"}, {"unique", "UNIQUE"}, {"check", "CHECK"}, {"foreign key", "FOREIGN KEY"}};
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(types[i][0], type) == 0)
            return types[i][1];
    return type;
}

/* The one key that can only stand in its column's line, as SQLite takes it in a line of its own too. */
static const char *definition_of(const struct sqlite_filling *f, const struct object *constraint)
{
    const char *definition = sqlite_field(constraint, "definition");
    if (strcmp(definition, "PRIMARY KEY AUTOINCREMENT") != 0)
        return definition;
    return mem_printf(f->ctx, "PRIMARY KEY (%s AUTOINCREMENT)", sqlite_field(constraint, "columns"));
}

static void add_constraint(const struct sqlite_filling *f, const struct object *o)
{
    const char *name = sqlite_field(o, "given_name"), *definition = definition_of(f, o);
    int line = sqlite_place_constraint(f->places, o->relation, name, definition, sqlite_field(o, "columns"));
    struct item *item = model_add(f->draft, &model_constraint, "", o->relation, name ? o->name : definition, line);
    set(f, item, "type", type_of_constraint(sqlite_field(o, "type")));
    set(f, item, "definition", definition);
    set(f, item, "order", sqlite_field(o, "order"));
    add_keys(f, item, sqlite_field(o, "columns"));
    if (name)
        definition = mem_printf(f->ctx, "CONSTRAINT %s %s", sqlite_quote_name(f->ctx, name), definition);
    model_set_text(f->draft, item, definition);
}

static void add_index(const struct sqlite_filling *f, const struct object *o)
{
    struct item *item = add(f, &model_index, o, sqlite_place(f->places, "index", o->name));
    set(f, item, "unique", is_set(o, "unique") ? "UNIQUE" : NULL);
    set(f, item, "keys", sqlite_field(o, "keys"));
    add_keys(f, item, sqlite_field(o, "keys"));
    set(f, item, "where", sqlite_field(o, "where"));
    model_set_text(f->draft, item, kind_text(f->ctx, f->catalog, o));
}

static void add_trigger(const struct sqlite_filling *f, const struct object *o)
{
    const char *statement = kind_text(f->ctx, f->catalog, o);
    const char *head = mem_printf(f->ctx, "CREATE TRIGGER %s ", sqlite_quote_name(f->ctx, o->name));
    struct item *item = add(f, &model_trigger, o, sqlite_place(f->places, "trigger", o->name));
    set(f, item, "definition", statement_after(f->ctx, statement, head));
    /* Told where it is not the order of names, in which all are made that do not care. */
    const char *after = sqlite_field(o, "after");
    if (after && strcmp(after, o->name) > 0)
        set(f, item, "order", mem_printf(f->ctx, "after %s", sqlite_quote_name(f->ctx, after)));
    model_set_text(f->draft, item, statement);
}

/* The query alone, unless the view names its columns. */
static void add_view(const struct sqlite_filling *f, const struct object *o)
{
    const char *statement = kind_text(f->ctx, f->catalog, o);
    const char *head = mem_printf(f->ctx, "CREATE VIEW %s ", sqlite_quote_name(f->ctx, o->name));
    struct item *item = add(f, &model_view, o, sqlite_place(f->places, "view", o->name));
    set(f, item, "definition", statement_after(f->ctx, statement_after(f->ctx, statement, head), "AS\n"));
    model_set_text(f->draft, item, statement);
}

/* One that inserting the rows brings about says no more than they do. */
static void add_position(const struct sqlite_filling *f, const struct object *o)
{
    const char *position = sqlite_field(o, "position");
    if (is_set(o, "implied"))
        return;
    const char *tuple = mem_printf(f->ctx, "(%s, %s)", sqlite_quote_string(f->ctx, o->relation), position);
    int line = sqlite_place_row(f->places, "sqlite_sequence", tuple);
    struct item *item = add(f, &model_sequence_position, o, line);
    set(f, item, "value", position);
    model_set_text(f->draft, item, kind_text(f->ctx, f->catalog, o));
}

void sqlite_add_items(const struct sqlite_filling *f)
{
    static const struct {
        const struct kind *kind;
        void (*add)(const struct sqlite_filling *, const struct object *);
    } readers[] = {
        {&sqlite_setting_kind, add_setting},
        {&sqlite_table_kind, add_table},
        {&sqlite_column_kind, add_column},
        {&sqlite_constraint_kind, add_constraint},
        {&sqlite_virtual_table_kind, add_virtual_table},
        {&sqlite_index_kind, add_index},
        {&sqlite_trigger_kind, add_trigger},
        {&sqlite_view_kind, add_view},
        {&sqlite_row_kind, sqlite_add_row},
        {&sqlite_position_kind, add_position},
    };
    for (size_t i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
        struct objects objects = catalog_of_kind(f->catalog, readers[i].kind);
        for (size_t k = 0; k < objects.n; k++)
            readers[i].add(f, objects.items[k]);
    }
}
