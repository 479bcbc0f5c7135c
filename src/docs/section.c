/* The sections of a table or view: columns and keys as tables, comments too, and the rest as the SQL that makes it. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"

static bool same_but_for_case(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

/* An engine that gives a key no name does not contradict the one that does. */
static bool same_or_unsaid(const char *a, const char *b)
{
    return !a[0] || !b[0] || strcmp(a, b) == 0;
}

static char *attribute(void *ctx, const struct item *item, const char *name)
{
    const char *value = item_attribute(item, name);
    return mem_strdup(ctx, value ? value : "");
}

static bool is_one_of(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* "collation C, identity ALWAYS": all attributes but those that have columns of their own. */
static char *others(void *ctx, const struct item *item, const char *const *but)
{
    char *list = mem_strdup(ctx, "");
    for (size_t i = 0; i < item->n_attributes; i++) {
        const struct attribute *a = &item->attributes[i];
        if (!is_one_of(but, a->name))
            list = mem_printf(ctx, "%s%s%s %s", list, list[0] ? ", " : "", a->name, a->value);
    }
    return list;
}

/* `name` _(SQLite only)_, of a database that has both engines. */
static char *only_on(const struct doc *doc, const struct pair *pair, const char *said)
{
    bool one = !pair->of[ENGINE_POSTGRES].item || !pair->of[ENGINE_SQLITE].item;
    return one && is_of_both(doc->database)
               ? mem_printf(doc->ctx, "%s _(%s only)_", said, engine_title(pair_engine(pair)))
               : mem_strdup(doc->ctx, said);
}

/* ---- columns ---- */

static char *column_name(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    (void)place;
    return only_on(doc, pair, markdown_cell_code(doc->ctx, pair_item(pair)->name, 0));
}

static char *column_type(void *ctx, enum engine engine, const struct item *item)
{
    (void)engine;
    return attribute(ctx, item, "type");
}

static char *column_null(void *ctx, enum engine engine, const struct item *item)
{
    (void)engine;
    return attribute(ctx, item, "not null");
}

static char *column_default(void *ctx, enum engine engine, const struct item *item)
{
    (void)engine;
    return attribute(ctx, item, "default");
}

static char *column_more(void *ctx, enum engine engine, const struct item *item)
{
    static const char *const but[] = {"type", "not null", "default", "position", NULL};
    (void)engine;
    return others(ctx, item, but);
}

static char *column_keys(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    char *list = mem_strdup(doc->ctx, "");
    for (int k = 0; k < KEY_KINDS; k++) {
        const char *words = key_marks(doc->ctx, &place->keys, (enum key_kind)k, pair);
        if (words)
            list = mem_printf(doc->ctx, "%s%s%s", list, list[0] ? ", " : "", words);
    }
    return list;
}

static char *column_comment(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    const char *words = mem_printf(doc->ctx, "COLUMN %s", pair_item(pair)->name);
    return mem_strdup(doc->ctx, doc_comment(doc->ctx, place->relation->parts, words));
}

static const struct grid_column columns[] = {
    {.head = "Column", .cell = column_name},     {.head = "Type", .value = column_type, .same = same_but_for_case},
    {.head = "Null", .value = column_null},      {.head = "Default", .value = column_default},
    {.head = "Key", .cell = column_keys},        {.head = "More", .value = column_more},
    {.head = "Comment", .cell = column_comment},
};

/* ---- constraints ---- */

static char *constraint_says(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    const struct item *item = pair_item(pair);
    const char *definition = item_attribute(item, "definition");
    (void)place;
    return only_on(doc, pair, markdown_cell_code(doc->ctx, definition ? definition : item->name, 0));
}

static char *constraint_name(void *ctx, enum engine engine, const struct item *item)
{
    const char *definition = item_attribute(item, "definition");
    (void)engine;
    return mem_strdup(ctx, definition && strcmp(definition, item->name) == 0 ? "" : item->name);
}

static char *constraint_more(void *ctx, enum engine engine, const struct item *item)
{
    static const char *const but[] = {"type", "definition", NULL};
    (void)engine;
    return others(ctx, item, but);
}

static const struct grid_column constraints[] = {
    {.head = "Constraint", .cell = constraint_says},
    {.head = "Name", .value = constraint_name, .same = same_or_unsaid},
    {.head = "More", .value = constraint_more},
};

/* ---- foreign keys ---- */

static char *column_list(void *ctx, const struct names *names)
{
    char *list = mem_strdup(ctx, "");
    for (size_t i = 0; i < names->n; i++)
        list = mem_printf(ctx, "%s%s%s", list, i ? ", " : "", markdown_cell_code(ctx, names->items[i], 0));
    return list;
}

static struct reference reference_of(void *ctx, enum engine engine, const struct item *item)
{
    struct reference r = {0};
    reference_read(ctx, engine, item_attribute(item, "definition"), &r); /* else it had no key */
    return r;
}

static char *referring_columns(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    struct reference r = reference_of(doc->ctx, pair_engine(pair), pair_item(pair));
    (void)place;
    return only_on(doc, pair, column_list(doc->ctx, &r.columns));
}

static char *referred_to(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    struct reference r = reference_of(doc->ctx, pair_engine(pair), pair_item(pair));
    const struct relation *to = database_find(place->database, r.schema, r.table);
    const char *table =
        to ? doc_link(doc, to) : markdown_cell_code(doc->ctx, doc_qualified(doc->ctx, r.schema, r.table), 0);
    return r.targets.n ? mem_printf(doc->ctx, "%s (%s)", table, column_list(doc->ctx, &r.targets))
                       : mem_strdup(doc->ctx, table);
}

static char *reference_rest(void *ctx, enum engine engine, const struct item *item)
{
    struct reference r = reference_of(ctx, engine, item);
    return mem_strdup(ctx, r.rest);
}

static const struct grid_column foreign_keys[] = {
    {.head = "Columns", .cell = referring_columns}, {.head = "Refers to", .cell = referred_to},
    {.head = "How", .value = reference_rest},       {.head = "Name", .value = constraint_name, .same = same_or_unsaid},
    {.head = "More", .value = constraint_more},
};

/* ---- comments whose object is shown nowhere else ---- */

static char *comment_on(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    (void)place;
    return markdown_cell_code(doc->ctx, pair_item(pair)->name, 0);
}

static char *comment_said(const struct doc *doc, const struct place *place, const struct pair *pair)
{
    const char *text = item_attribute(pair_item(pair), "text");
    (void)place;
    return markdown_text(doc->ctx, text ? text : "");
}

static const struct grid_column comments[] = {
    {.head = "On", .cell = comment_on},
    {.head = "Comment", .cell = comment_said},
};

/* ---- all others ---- */

/* One after the other, with a line between where any of them has several. */
static char *joined_sql(void *ctx, const struct pairs *pairs, bool (*wanted)(const struct pair *pair, int engine),
                        int engine)
{
    struct text t;
    text_open(&t);
    const char *between = "\n";
    for (size_t i = 0; i < pairs->n; i++)
        if (wanted(&pairs->items[i], engine) && strchr(pairs->items[i].of[engine].item->text, '\n'))
            between = "\n\n";
    for (size_t i = 0; i < pairs->n; i++)
        if (wanted(&pairs->items[i], engine))
            fprintf(t.out, "%s%s", text_size(&t) ? between : "", pairs->items[i].of[engine].item->text);
    return text_close(&t, ctx);
}

static bool is_shared(const struct pair *pair, int engine)
{
    const struct item *a = pair->of[ENGINE_POSTGRES].item, *b = pair->of[ENGINE_SQLITE].item;
    (void)engine;
    return a && b && strcmp(a->text, b->text) == 0;
}

static bool is_apart(const struct pair *pair, int engine)
{
    return pair->of[engine].item && !is_shared(pair, engine);
}

static void print_part(const struct doc *doc, const char *head, const char *sql)
{
    if (!sql[0])
        return;
    if (head)
        fprintf(doc->out, "%s:\n\n", head);
    markdown_fence(doc->out, "sql", sql);
    fputs("\n", doc->out);
}

void section_sql(const struct doc *doc, const struct pairs *pairs)
{
    const bool both = is_of_both(doc->database);
    print_part(doc, NULL, joined_sql(doc->ctx, pairs, is_shared, ENGINE_POSTGRES));
    for (int e = 0; e < ENGINE_COUNT; e++)
        print_part(doc, both ? engine_title((enum engine)e) : NULL, joined_sql(doc->ctx, pairs, is_apart, e));
}

#define N(columns) (sizeof(columns) / sizeof(*(columns)))

void section_print(const struct doc *doc, const struct facet *facet, const struct place *place)
{
    struct pairs pairs = facet_pairs(doc->ctx, facet, place, place->relation->parts);
    if (pairs.n == 0)
        return;
    fprintf(doc->out, "## %s\n\n", facet_capital(doc->ctx, facet->title));
    if (facet->kind == &model_column)
        grid_print(doc, place, &pairs, columns, N(columns));
    else if (facet->key == key_of_reference)
        grid_print(doc, place, &pairs, foreign_keys, N(foreign_keys));
    else if (facet->kind == &model_constraint)
        grid_print(doc, place, &pairs, constraints, N(constraints));
    else if (facet->kind == &model_comment)
        grid_print(doc, place, &pairs, comments, N(comments));
    else
        section_sql(doc, &pairs);
}
