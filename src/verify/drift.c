#include "verify/drift.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

#define PLANTED "fullschema_planted"

/* ---- editing: our own snapshots, a statement or a column a line ---- */

static const char *line_start(const char *text, int line)
{
    for (; line > 1 && text; line--) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    return text;
}

static int lines_of(const struct item *item)
{
    int n = 1;
    for (const char *c = item->text; *c; c++)
        n += *c == '\n';
    return n;
}

/* The text with what is between two places of it replaced. */
static char *splice(void *ctx, const char *text, const char *from, const char *to, const char *by)
{
    return mem_printf(ctx, "%.*s%s%s", (int)(from - text), text, by, to);
}

static const char *item_start(const char *text, const struct item *item)
{
    return line_start(text, item->line);
}

static const char *item_end(const char *text, const struct item *item)
{
    const char *end = line_start(text, item->line + lines_of(item));
    return end ? end : text + strlen(text);
}

/* Without the item; the line before the last of a list loses its comma. */
static char *cut(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    (void)engine;
    const char *from = item_start(text, item), *to = item_end(text, item);
    if (item->kind->inside && to - from >= 2 && to[-2] != ',' && from - text >= 2 && from[-2] == ',')
        return splice(ctx, text, from - 2, to, "\n");
    return splice(ctx, text, from, to, "");
}

/* The first `old` after the item's name on its line by `by`; the text as it is where there is none. */
static char *exchange(void *ctx, const char *text, const struct item *item, const char *old, const char *by)
{
    const char *hit = strstr(item_start(text, item) + strlen(item->name), old);
    return hit && hit < item_end(text, item) ? splice(ctx, text, hit, hit + strlen(old), by) : mem_strdup(ctx, text);
}

static char *narrow(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    return engine == ENGINE_POSTGRES ? exchange(ctx, text, item, " bigint", " integer")
                                     : exchange(ctx, text, item, " BIGINT", " INTEGER");
}

static char *retype(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    return engine == ENGINE_POSTGRES ? exchange(ctx, text, item, " bigint", " bytea")
                                     : exchange(ctx, text, item, " BIGINT", " BLOB");
}

static char *allow_null(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    (void)engine;
    return exchange(ctx, text, item, " NOT NULL", "");
}

static char *add_table(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    (void)engine;
    const char *at = item_start(text, item);
    return splice(ctx, text, at, at, "CREATE TABLE " PLANTED " (\n    id integer\n);\n\n");
}

static char *add_column(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    (void)engine;
    const char *at = line_start(text, item->line + 1);
    return splice(ctx, text, at, at, "    " PLANTED " text,\n");
}

/* The same index once more, under another name. */
static char *add_index(void *ctx, enum engine engine, const char *text, const struct item *item)
{
    (void)engine;
    const char *at = item_start(text, item);
    const char *name = strstr(item->text, mem_printf(ctx, " %s ", item->name)) + 1;
    char *copy =
        mem_printf(ctx, "%.*s" PLANTED "%s\n", (int)(name - item->text), item->text, name + strlen(item->name));
    return splice(ctx, text, at, at, copy);
}

/* ---- where a drift is the only change ---- */

/* A whole statement, or a line, that stands where its item says. */
static bool is_reported(const struct item *item, const struct model_kind *kind)
{
    return item->kind == kind && item->line > 0 && item->text && !item->schema[0];
}

/* True when another item, but for the table itself, may have to do with the column or table. */
static bool is_referenced(const struct model *model, const struct item *item)
{
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *other = model->items[i];
        bool own = other == item || (other->kind == &model_table && strcmp(other->name, item->relation) == 0) ||
                   (item->kind == &model_table && other->kind->inside && strcmp(other->relation, item->name) == 0);
        if (!own && other->text && strstr(other->text, item->name))
            return true;
    }
    return false;
}

static bool has_rows(const struct model *model, const char *table)
{
    for (size_t i = 0; i < model->n_items; i++)
        if (model->items[i]->kind == &model_row && strcmp(model->items[i]->relation, table) == 0)
            return true;
    return false;
}

/* A column that no other line speaks of, as far as its name says. */
static bool is_lonely_column(const struct model *model, const struct item *item)
{
    return is_reported(item, &model_column) && !item_attribute(item, "default") && !item_attribute(item, "identity") &&
           !item_attribute(item, "generated") && !has_rows(model, item->relation) && !is_referenced(model, item);
}

/* SQLite has no table without a column. */
static bool is_only_column(const struct model *model, const struct item *item)
{
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *other = model->items[i];
        if (other != item && other->kind == &model_column && strcmp(other->relation, item->relation) == 0)
            return false;
    }
    return true;
}

static bool fits_nullable_column(const struct model *model, const struct item *item)
{
    return is_lonely_column(model, item) && !item_attribute(item, "not null") && !is_only_column(model, item);
}

static bool fits_required_column(const struct model *model, const struct item *item)
{
    return is_lonely_column(model, item) && item_attribute(item, "not null") && !is_only_column(model, item);
}

static bool fits_large_number(const struct model *model, const struct item *item)
{
    const char *type = item_attribute(item, "type");
    return is_lonely_column(model, item) && type &&
           strcmp(type, model->engine == ENGINE_POSTGRES ? "bigint" : "BIGINT") == 0;
}

static bool fits_plain_index(const struct model *model, const struct item *item)
{
    char name[80];
    snprintf(name, sizeof(name), " %s ON ", item->name);
    (void)model;
    return is_reported(item, &model_index) && !item_attribute(item, "unique") && strstr(item->text, name);
}

static bool fits_table(const struct model *model, const struct item *item)
{
    (void)model;
    return is_reported(item, &model_table) && !item_attribute(item, "kind") && strstr(item->text, " (\n");
}

/* On SQLite each row of the table has the new column, too. */
static bool fits_table_without_rows(const struct model *model, const struct item *item)
{
    return fits_table(model, item) && !has_rows(model, item->name);
}

static bool fits_lonely_table(const struct model *model, const struct item *item)
{
    return fits_table(model, item) && !is_referenced(model, item);
}

static bool fits_row(const struct model *model, const struct item *item)
{
    (void)model;
    return is_reported(item, &model_row) && !strchr(item->text, '\n');
}

/* Nothing else makes the same columns unique. */
static bool fits_unique(const struct model *model, const struct item *item)
{
    const char *type = is_reported(item, &model_constraint) ? item_attribute(item, "type") : NULL;
    if (!type || strcmp(type, "UNIQUE") != 0)
        return false;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *other = model->items[i];
        if (other != item && strcmp(other->relation, item->relation) == 0 &&
            (other->kind == &model_index || other->kind == &model_constraint))
            return false;
    }
    return true;
}

#define EVERYWHERE(class)                                                                                              \
    {                                                                                                                  \
        class, class                                                                                                   \
    }

const struct drift planted_drifts[] = {
    {"a table is missing", fits_lonely_table, cut, &model_table, CHANGE_ADDED, EVERYWHERE(CHANGE_SAFE)},
    {"a table is left", fits_table, add_table, &model_table, CHANGE_REMOVED, EVERYWHERE(CHANGE_BREAKING)},
    {"a column is missing", fits_nullable_column, cut, &model_column, CHANGE_ADDED, EVERYWHERE(CHANGE_SAFE)},
    {"a required column is missing", fits_required_column, cut, &model_column, CHANGE_ADDED,
     EVERYWHERE(CHANGE_BREAKING)},
    {"a column is left", fits_table_without_rows, add_column, &model_column, CHANGE_REMOVED,
     EVERYWHERE(CHANGE_BREAKING)},
    {"a column has a smaller type", fits_large_number, narrow, &model_column, CHANGE_ALTERED, EVERYWHERE(CHANGE_CARE)},
    {"a column has another type", fits_large_number, retype, &model_column, CHANGE_ALTERED,
     EVERYWHERE(CHANGE_BREAKING)},
    {"a column allows null", fits_required_column, allow_null, &model_column, CHANGE_ALTERED,
     EVERYWHERE(CHANGE_BREAKING)},
    {"an index is missing", fits_plain_index, cut, &model_index, CHANGE_ADDED, {CHANGE_CARE, CHANGE_SAFE}},
    {"an index is left", fits_plain_index, add_index, &model_index, CHANGE_REMOVED, EVERYWHERE(CHANGE_SAFE)},
    {"a constraint is missing", fits_unique, cut, &model_constraint, CHANGE_ADDED, EVERYWHERE(CHANGE_BREAKING)},
    {"a row is missing", fits_row, cut, &model_row, CHANGE_ADDED, EVERYWHERE(CHANGE_SAFE)},
    {0},
};
