#include "report/diagram.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "model/kinds.h"
#include "page/reference.h"

enum { LONGEST = 60 };

/* A table of one comparison; of both engines the first one's stands for both. */
struct shape {
    const struct comparison *comparison;
    const char *schema, *name;
    const struct model *older, *newer; /* models that have the table; or NULL */
};

struct diagram {
    void *ctx;
    FILE *out;
    const struct findings *findings;
    struct shape shapes[DIAGRAM_TABLES];
    size_t n;
    bool too_many;
};

static const struct model *with_table(const struct model *model, const char *schema, const char *name)
{
    return model && model_find(model, &model_table, schema, "", name) ? model : NULL;
}

static void note_table(struct diagram *d, const struct comparison *c, const char *schema, const char *name)
{
    const struct model *older = with_table(c->old_model, schema, name), *newer = with_table(c->new_model, schema, name);
    if (!older && !newer)
        return;
    for (size_t i = 0; i < d->n; i++)
        if (strcmp(d->shapes[i].comparison->database, c->database) == 0 && strcmp(d->shapes[i].schema, schema) == 0 &&
            equal_names(d->shapes[i].name, name))
            return;
    if (d->n == DIAGRAM_TABLES)
        d->too_many = true;
    else
        d->shapes[d->n++] = (struct shape){c, schema, name, older, newer};
}

static void note_tables(struct diagram *d)
{
    for (size_t i = 0; i < d->findings->n; i++) {
        const struct finding *f = &d->findings->items[i];
        const struct item *item = change_item(f->change);
        if (item->kind == &model_table)
            note_table(d, f->comparison, item->schema, item->name);
        else if (item->relation[0] && item->kind != &report_snapshot_kind)
            note_table(d, f->comparison, item->schema, item->relation);
    }
}

/* A word as Mermaid takes it for a type or a column: what else it holds becomes _. */
static char *word(void *ctx, const char *text)
{
    char *copy = mem_strdup(ctx, *text ? text : "_");
    for (char *c = copy; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != '_' && (c == copy || !strchr("()[]", *c)))
            *c = '_';
    return isdigit((unsigned char)*copy) ? mem_printf(ctx, "_%s", copy) : copy;
}

/* Text between quotes: what would be markup there is written by its number. */
static char *quoted(void *ctx, const char *text)
{
    const char *shown = shown_at_most(ctx, text, LONGEST);
    struct text t;
    text_open(&t);
    putc('"', t.out);
    for (; *shown; shown++)
        fprintf(t.out, strchr("\"#;<>&`%\\{}@", *shown) ? "#%d;" : "%c", (unsigned char)*shown);
    putc('"', t.out);
    return text_close(&t, ctx);
}

static const struct change *change_of(const struct shape *s, const struct item *item)
{
    for (size_t i = 0; i < s->comparison->n_changes; i++) {
        const struct change *c = &s->comparison->changes[i];
        if (c->old_item == item || c->new_item == item)
            return c;
    }
    return NULL;
}

static bool is_of(const struct shape *s, const struct item *item, const struct model_kind *kind)
{
    return item->kind == kind && strcmp(item->schema, s->schema) == 0 && strcmp(item->relation, s->name) == 0;
}

static bool is_constraint(const struct shape *s, const struct item *item, const char *type)
{
    return is_of(s, item, &model_constraint) && strcmp(item_attribute(item, "type"), type) == 0;
}

/* "PK", "FK", "PK, FK" or "". */
static const char *keys_of(struct diagram *d, const struct shape *s, const struct item *column)
{
    const struct model *model = s->newer ? s->newer : s->older;
    bool primary = false, foreign = false;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = model->items[i];
        struct names names = {NULL, 0};
        if (is_constraint(s, item, "PRIMARY KEY") || is_constraint(s, item, "FOREIGN KEY"))
            names = key_columns(d->ctx, model->engine, item_attribute(item, "definition"));
        if (names_hold(&names, column->name))
            *(is_constraint(s, item, "PRIMARY KEY") ? &primary : &foreign) = true;
    }
    return primary ? foreign ? " PK, FK" : " PK" : foreign ? " FK" : "";
}

/* What is drawn of it: what changes, all of a new table, keys. */
static bool print_column(struct diagram *d, const struct shape *s, const struct item *column, bool room)
{
    const struct change *change = change_of(s, column);
    const char *keys = keys_of(d, s, column), *type = item_attribute(column, "type");
    bool is_new = !s->older || !s->newer;
    if (!change && !is_new && !*keys)
        return false;
    if (!room)
        return true;
    const char *name = word(d->ctx, column->name);
    const char *said = change ? change_action_name(change->action) : "";
    if (strcmp(name, column->name) != 0)
        said = mem_printf(d->ctx, "%s%s%s", column->name, *said ? ", " : "", said);
    fprintf(d->out, "        %s %s%s%s%s\n", word(d->ctx, type && *type ? type : "any"), name, keys, *said ? " " : "",
            *said ? quoted(d->ctx, said) : "");
    return true;
}

static int by_position(const void *a, const void *b)
{
    const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;
    const char *p = item_attribute(x, "position"), *q = item_attribute(y, "position");
    return atoi(p ? p : "0") - atoi(q ? q : "0");
}

static size_t print_columns(struct diagram *d, const struct shape *s, const struct model *model, bool gone,
                            size_t printed)
{
    const struct item **columns = mem_array(d->ctx, const struct item *, model->n_items + 1);
    size_t n = 0;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = model->items[i];
        const struct change *change = gone ? change_of(s, item) : NULL;
        if (is_of(s, item, &model_column) && (!gone || (change && change->action == CHANGE_REMOVED)))
            columns[n++] = item;
    }
    if (n)
        qsort(columns, n, sizeof(*columns), by_position);
    for (size_t i = 0; i < n; i++)
        printed += print_column(d, s, columns[i], printed < DIAGRAM_COLUMNS);
    return printed;
}

static void print_shape(struct diagram *d, size_t at)
{
    const struct shape *s = &d->shapes[at];
    const char *name = mem_printf(d->ctx, "%s%s%s%s", s->schema, *s->schema ? "." : "", s->name,
                                  !s->older  ? " (added)"
                                  : s->newer ? ""
                                             : " (removed)");
    fprintf(d->out, "    t%zu[%s] {\n", at, quoted(d->ctx, name));
    size_t printed = print_columns(d, s, s->newer ? s->newer : s->older, false, 0);
    if (s->older && s->newer)
        printed = print_columns(d, s, s->older, true, printed);
    if (printed > DIAGRAM_COLUMNS)
        fprintf(d->out, "        and %s_more\n", mem_printf(d->ctx, "_%zu", printed - DIAGRAM_COLUMNS));
    fputs("    }\n", d->out);
}

static void print_references(struct diagram *d, size_t at)
{
    const struct shape *s = &d->shapes[at];
    const struct model *model = s->newer ? s->newer : s->older;
    for (size_t i = 0; i < model->n_items; i++) {
        struct reference r;
        if (!is_constraint(s, model->items[i], "FOREIGN KEY") ||
            !reference_read(d->ctx, model->engine, item_attribute(model->items[i], "definition"), &r) ||
            r.columns.n == 0)
            continue;
        for (size_t k = 0; k < d->n; k++)
            if (strcmp(d->shapes[k].comparison->database, s->comparison->database) == 0 &&
                strcmp(d->shapes[k].schema, r.schema) == 0 && equal_names(d->shapes[k].name, r.table))
                fprintf(d->out, "    t%zu }o--|| t%zu : %s\n", at, k, quoted(d->ctx, r.columns.items[0]));
    }
}

char *diagram_of_tables(void *ctx, const struct findings *findings)
{
    struct diagram d = {.ctx = ctx, .findings = findings};
    struct text t;
    note_tables(&d);
    if (d.n == 0 || d.too_many)
        return mem_strdup(ctx, "");
    text_open(&t);
    d.out = t.out;
    fputs("\n```mermaid\nerDiagram\n", d.out);
    for (size_t i = 0; i < d.n; i++)
        print_shape(&d, i);
    for (size_t i = 0; i < d.n; i++)
        print_references(&d, i);
    fputs("```\n", d.out);
    return text_close(&t, ctx);
}
