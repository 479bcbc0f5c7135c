/*
 * What no output of a command shows: two live databases compared object by object and field by field, the objects of
 * kinds that describe themselves against what their statements were read as, definitions of indexes and constraints
 * against the server's own functions, and the model of a snapshot's text against what is read from what that prints.
 *
 *     differential ENGINE DATABASE COPY SNAPSHOT
 *
 * SNAPSHOT was printed from DATABASE, and COPY loaded from it. Each difference is a line; exit status 1 where there is
 * one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "catalog/ask.h"
#include "catalog/compare.h"
#include "catalog/read.h"
#include "engine/live.h"
#include "kind/grammar.h"
#include "kind/kind.h"
#include "kind/postgres/postgres.h"
#include "model/kinds.h"
#include "model/model.h"
#include "model/read.h"
#include "sql/postgres/canon.h"
#include "sql/postgres/newer.h"
#include "sql/postgres/spelling.h"

#include "differential_tables.h"

static void print_diags(const struct diags *diags)
{
    for (size_t i = 0; i < diags->n; i++)
        printf("%s\n", diags->items[i].message);
}

static void report(void *ctx, enum object_difference difference, const struct object *old_object,
                   const struct object *new_object, int field)
{
    const struct object *o = old_object ? old_object : new_object;
    if (difference == SAME)
        return;
    differences++;
    printf("%s: ", object_describe(ctx, o));
    if (difference == CHANGED)
        printf("%s is\n%s\nand in the copy\n%s\n", o->kind->fields[field], object_value(old_object, field),
               object_value(new_object, field));
    else
        puts(difference == ONLY_OLD ? "not in the copy" : "only in the copy");
}

static int by_line(const void *a, const void *b)
{
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    return x->line != y->line ? x->line - y->line : model_compare_items(x, y);
}

/* Definitions that are made of other columns of catalogs where they are plain (kind/postgres/definition.h). */
static const struct {
    const struct kind *kind;
    const char *query;
} printed_by_server[] = {
    {&postgres_index,
     "SELECT indexrelid AS object_id, pg_get_indexdef(indexrelid) AS definition FROM pg_index ORDER BY 1"},
    {&postgres_constraint,
     "SELECT oid AS object_id, pg_get_constraintdef(oid) AS definition FROM pg_constraint ORDER BY 1"},
    {&postgres_foreign_key,
     "SELECT oid AS object_id, pg_get_constraintdef(oid) AS definition FROM pg_constraint ORDER BY 1"},
};

static int field_named(const struct kind *kind, const char *name)
{
    int f = 0;
    while (f < kind->n_fields && strcmp(kind->fields[f], name) != 0)
        f++;
    return f;
}

static const char *row_of(const struct rows *rows, uint32_t id)
{
    for (int low = 0, high = rows->n_rows; low < high;) {
        int middle = low + (high - low) / 2;
        uint32_t found = (uint32_t)strtoul(rows_text(rows, middle, 0), NULL, 10);
        if (found == id)
            return rows_text(rows, middle, 1);
        if (found < id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* As the reader of the kind asks for it: an index that is not valid keeps the word ONLY. */
static const char *canonical(void *ctx, const struct catalog *catalog, const struct object *o, const char *definition)
{
    enum canon_form form = CANON_CONSTRAINT;
    if (o->kind == &postgres_index)
        form = object_flag(o, field_named(o->kind, "valid")) ? CANON_INDEX : CANON_STATEMENT;
    return canon_text(ctx, form, definition, catalog->version);
}

static void compare_definitions(void *ctx, const struct catalog *catalog, const struct kind *kind,
                                const struct rows *rows)
{
    int field = field_named(kind, "definition");
    struct objects all = catalog_of_kind(catalog, kind);
    for (size_t i = 0; i < all.n; i++) {
        const struct object *o = all.items[i];
        const char *text = row_of(rows, o->address.object_id);
        const char *expected = text ? canonical(ctx, catalog, o, text) : "not there";
        if (strcmp(object_value(o, field), expected) == 0)
            continue;
        differences++;
        printf("%s: the definition is\n%s\nand the server's\n%s\n", object_describe(ctx, o), object_value(o, field),
               expected);
    }
}

static void compare_with_server(void *ctx, const struct catalog *catalog, struct connection *connection,
                                struct diags *diags)
{
    static const struct answer_column columns[] = {{"object_id", ANSWER_OID}, {"definition", ANSWER_TEXT}};
    for (size_t i = 0; i < sizeof(printed_by_server) / sizeof(*printed_by_server); i++) {
        struct rows rows;
        const struct question question = {"definitions", printed_by_server[i].query, columns, 2};
        if (catalog_ask(connection, &question, ctx, &rows, diags))
            compare_definitions(ctx, catalog, printed_by_server[i].kind, &rows);
    }
}

static struct catalog *read_database(void *ctx, enum engine engine, const char *location)
{
    static const struct database_options how = {0};
    static const struct catalog_rows all = {.all = true};
    struct diags diags;
    diags_init(&diags, ctx);
    struct connection *connection = database_open(engine, location, &how, &diags);
    struct catalog *catalog = connection ? catalog_read_in_use(connection, &all, ctx, &diags) : NULL;
    if (catalog && engine == ENGINE_POSTGRES)
        compare_with_server(ctx, catalog, connection, &diags);
    if (!database_close(connection, &diags) || !catalog || diags.n_errors > 0) {
        print_diags(&diags);
        exit(2);
    }
    return catalog;
}

/* The statements that the items print, in the order of what they were read from. What has none is printed by another.
 */
static const char *print_items(void *ctx, const struct model *model)
{
    const struct item **items = mem_copy(ctx, model->items, model->n_items * sizeof(*model->items));
    if (model->n_items)
        qsort(items, model->n_items, sizeof(*items), by_line);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < model->n_items; i++) {
        size_t n = strlen(items[i]->text);
        if (n > 0 && items[i]->text[n - 1] == ';')
            fprintf(t.out, "%s\n", items[i]->text);
    }
    return text_close(&t, ctx);
}

static void compare_items(void *ctx, const struct item *a, const struct item *b)
{
    for (size_t i = 0; i < a->n_attributes; i++) {
        const char *value = item_attribute(b, a->attributes[i].name);
        if (!value || strcmp(value, a->attributes[i].value) != 0)
            differs(ctx, a,
                    mem_printf(ctx, "%s is\n%s\nand read again\n%s", a->attributes[i].name, a->attributes[i].value,
                               value ? value : "not there"));
    }
    if (a->n_attributes != b->n_attributes)
        differs(ctx, a, "another number of attributes when it is read again");
    if (strcmp(a->text, b->text) != 0)
        differs(ctx, a, mem_printf(ctx, "prints as\n%s\nand read again\n%s", a->text, b->text));
}

/* What is printed of a model reads as that model, and prints the same again. */
static void read_again(void *ctx, enum engine engine, const struct model *model)
{
    struct diags diags;
    diags_init(&diags, ctx);
    const struct model *again = model_read(ctx, engine, "printed", print_items(ctx, model), &diags);
    if (!again) {
        print_diags(&diags);
        exit(2);
    }
    size_t i = 0, j = 0;
    while (i < model->n_items || j < again->n_items) {
        const struct item *a = i < model->n_items ? model->items[i] : NULL;
        const struct item *b = j < again->n_items ? again->items[j] : NULL;
        int order = !a ? 1 : !b ? -1 : model_compare_items(a, b);
        if (order == 0)
            compare_items(ctx, a, b);
        else
            differs(ctx, order < 0 ? a : b,
                    order < 0 ? "is gone when it is read again" : "appears when it is read again");
        i += order <= 0;
        j += order >= 0;
    }
}

/* Of a kind that reports have no name for, an item with that text. */
static void find_text(void *ctx, const struct catalog *catalog, const struct model *model, const struct object *o)
{
    const char *text = kind_text(ctx, catalog, o);
    for (const struct kind *const *part = o->kind->grammar->parts; part && *part; part++) {
        struct objects found = catalog_children(catalog, *part, "", o->name);
        for (size_t i = 0; i < found.n; i++)
            text = mem_printf(ctx, "%s\n%s", text, kind_text(ctx, catalog, found.items[i]));
    }
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == &model_other && strcmp(model->items[i]->text, text) == 0)
            return;
    differences++;
    printf("%s: not read from its statement\n%s\n", object_describe(ctx, o), text);
}

/* Without what only says where something begins and ends. */
static char *without_blanks(void *ctx, const char *text)
{
    char *bare = mem_strdup(ctx, text);
    size_t n = 0;
    for (const char *c = text; *c; c++)
        if (!strchr(" ()", *c))
            bare[n++] = *c;
    bare[n] = '\0';
    return bare;
}

/* Constraints of 18 that the parser does not know are spelled by the server on one side, and by us on the other. */
static bool is_newer_constraint(const char *statement)
{
    return strstr(statement, " NOT ENFORCED;") ||
           (strstr(statement, " FOREIGN KEY (") && strstr(statement, ", PERIOD "));
}

/* A query newer than the parser stands for itself in a text, with blanks and capitals of its own. */
static bool same_statement(void *ctx, const struct catalog *catalog, const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    if (is_newer_constraint(b))
        return strcmp(without_blanks(ctx, a), without_blanks(ctx, b)) == 0;
    return has_newer_keywords(b, catalog->version) &&
           strcmp(spelling_of(ctx, a, strlen(a)), spelling_of(ctx, b, strlen(b))) == 0;
}

/*
 * An object of the catalog and the item of its statement say the same. The text's conditions are short and its own role
 * has no name, so there the statement is what is compared.
 */
static void compare_described(void *ctx, const struct catalog *catalog, const struct model *model,
                              const struct object *o)
{
    const struct grammar *grammar = o->kind->grammar;
    const struct model_kind *kind = model_kind_of(grammar);
    if (!kind->name) {
        find_text(ctx, catalog, model, o);
        return;
    }
    const char *schema = strcmp(o->schema, "public") == 0 ? "" : o->schema;
    const struct item *item = model_find(model, kind, schema, o->relation, o->name);
    size_t n = (grammar->item_subkind != NULL) + (grammar->item_whole != NULL);
    if (!item) {
        differences++;
        printf("%s: not read from its statement\n", object_describe(ctx, o));
        return;
    }
    for (int f = 0; f < grammar->item.n_forms; f++) {
        const char *value = grammar_attribute(ctx, catalog, o, f);
        const char *read = value ? item_attribute(item, grammar->item.forms[f].label) : NULL;
        n += value != NULL;
        if (value && (!read || (!grammar->item_kind && strcmp(read, value) != 0)))
            differs(ctx, item,
                    mem_printf(ctx, "%s is\n%s\nand as it is read\n%s", grammar->item.forms[f].label, value,
                               read ? read : "not there"));
    }
    if (n != item->n_attributes)
        differs(ctx, item, "another number of attributes than the catalog has fields");
    if (!same_statement(ctx, catalog, item->text, grammar_text(ctx, catalog, o)))
        differs(ctx, item,
                mem_printf(ctx, "prints as\n%s\nand as it is read\n%s", grammar_text(ctx, catalog, o), item->text));
}

static bool is_described(const struct item *item)
{
    return item->kind == &model_other || model_kind_is_described(item->kind);
}

/* What stands inside another and is an item of its own is printed by itself. */
static void postpone_members(struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->n_objects; i++) {
        const struct kind *kind = catalog->objects[i]->kind;
        if (kind->grammar && kind->print && kind->phase == PHASE_INSIDE)
            catalog_postpone(catalog, catalog->objects[i]);
    }
}

/* A text does not say which names the server has as well; how an object of such a name is printed shows in COPY. */
static void forget_hidden(struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->n_objects; i++) {
        struct object *o = (struct object *)catalog->objects[i];
        o->is_hidden = o->is_on_hidden = false;
    }
}

static bool is_stated(const struct catalog *catalog, const struct object *o)
{
    const struct grammar *grammar = o->kind->grammar;
    return grammar && !grammar->part && !(grammar->implied && grammar->implied(catalog, o));
}

static void compare_all_described(void *ctx, struct catalog *catalog, const struct model *model)
{
    size_t n = 0;
    postpone_members(catalog);
    for (size_t i = 0; i < catalog->n_objects; i++)
        if (is_stated(catalog, catalog->objects[i])) {
            compare_described(ctx, catalog, model, catalog->objects[i]);
            n += !catalog->objects[i]->kind->grammar->item_kind;
        }
    for (size_t i = 0; i < model->n_items; i++)
        n -= is_described(model->items[i]);
    if (n != 0) {
        differences++;
        puts("more objects, or fewer, that describe themselves are read from the text than the catalog has");
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    void *ctx = mem_root("differential");
    enum engine engine = strcmp(argv[1], "postgres") == 0 ? ENGINE_POSTGRES : ENGINE_SQLITE;
    size_t size;
    const char *snapshot = file_read(ctx, &root_own, argv[4], &size);
    struct diags diags;
    diags_init(&diags, ctx);
    const struct model *model = snapshot ? model_read(ctx, engine, argv[4], snapshot, &diags) : NULL;
    if (!model) {
        print_diags(&diags);
        return 2;
    }
    struct catalog *database = read_database(ctx, engine, argv[2]), *copy = read_database(ctx, engine, argv[3]);
    printf("%zu objects, %zu items\n", database->n_objects, model->n_items);
    catalog_compare(database, copy, report, ctx);
    forget_hidden(database);
    if (engine == ENGINE_POSTGRES)
        compare_tables(ctx, database, model);
    compare_all_described(ctx, database, model);
    read_again(ctx, engine, model);
    mem_free(ctx);
    return differences > 0;
}
