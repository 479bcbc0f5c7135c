/* drift.txt read, and written as far as a program can: the reasons are for people to say. */
#include <string.h>

#include "base/files.h"
#include "base/glob.h"
#include "base/mem.h"
#include "compare/excuse.h"
#include "compare/subject.h"
#include "model/kinds.h"

static const struct reasons_form form = {
    .sections = true,
    .escapes = true,
    .no_reason = "an expected difference without its reason",
    .no_reason_hint = "write what differs as the finding names it, a colon and a space, and why it is meant to be: "
                      "extension pg_stat_statements: for the monitoring",
    .twice = "the same expected difference twice",
};

bool excuses_read(void *ctx, const char *path, struct reasons *excuses, struct diags *diags)
{
    const char *text = input_read_text(ctx, path, NULL, diags);
    return text && reasons_read(ctx, path, text, &form, excuses, diags);
}

bool excuses_read_beside(void *ctx, const char *directory, struct reasons *excuses, struct diags *diags)
{
    const struct root *root = root_open(ctx, directory, diags);
    const char *path = *directory ? path_join(ctx, directory, EXCUSES_FILE) : EXCUSES_FILE;
    char *text;
    return root && file_read_text_if_any(ctx, root, path, &text, diags) &&
           reasons_read(ctx, path, text, &form, excuses, diags);
}

/* What a file says for one comparison, a line each. */
struct lines {
    void *ctx;
    const char **items;
    size_t n;
};

static bool has_line(const struct lines *lines, const char *line)
{
    for (size_t i = 0; i < lines->n; i++)
        if (strcmp(lines->items[i], line) == 0)
            return true;
    return false;
}

static void add_line(struct lines *lines, const char *subject, const char *behind)
{
    const char *line = mem_printf(lines->ctx, "%s%s%s:", glob_quote(lines->ctx, subject), *behind ? " " : "",
                                  glob_quote(lines->ctx, behind));
    if (has_line(lines, line))
        return;
    size_t at = mem_grow(lines->ctx, &lines->items, &lines->n);
    lines->items[at] = line;
}

/* What it stands in where that is on one side only, for then all in it goes with it. */
static const char *container(void *ctx, const struct comparison *c, const struct item *item)
{
    const char *partition = subject_of_partition(ctx, c, item, 0);
    const struct item like = {.kind = &model_schema, .schema = item->schema, .relation = "", .name = item->schema};
    bool before = c->old_model && model_find(c->old_model, &model_schema, like.schema, "", like.name);
    bool after = c->new_model && model_find(c->new_model, &model_schema, like.schema, "", like.name);
    if (item->schema[0] && before != after)
        return subject_of_schema(ctx, item);
    return partition ? partition : subject_of_new_relation(ctx, c, item);
}

static void add_change(struct lines *lines, const struct comparison *c, const struct change *change)
{
    const struct item *item = change_item(change);
    const char *whole = container(lines->ctx, c, item), *subject = subject_of_item(lines->ctx, item);
    const char **roles =
        item->kind == &model_privilege ? subject_roles(lines->ctx, change->old_item, change->new_item) : NULL;
    if (whole) {
        add_line(lines, whole, "");
        return;
    }
    for (size_t i = 0; roles && roles[i]; i++)
        add_line(lines, subject, mem_printf(lines->ctx, "to %s", roles[i]));
    if (roles && roles[0])
        return;
    if (change->action != CHANGE_ALTERED)
        add_line(lines, subject, "");
    else
        for (size_t i = 0; i < change->n_attributes; i++)
            add_line(lines, subject, change->attributes[i].name);
}

static struct lines lines_of(void *ctx, const struct comparison *c)
{
    struct lines lines = {.ctx = ctx};
    for (size_t i = 0; i < c->n_changes; i++)
        add_change(&lines, c, &c->changes[i]);
    return lines;
}

static bool is_everywhere(const struct lines *all, size_t n, const char *line)
{
    for (size_t i = 0; i < n; i++)
        if (!has_line(&all[i], line))
            return false;
    return true;
}

/* Those of all, or those that are not of all; under a heading where the file needs one. */
static size_t print_lines(FILE *out, const struct lines *lines, const struct lines *all, size_t n, bool common,
                          const char *heading)
{
    size_t added = 0;
    for (size_t i = 0; i < lines->n; i++) {
        if (is_everywhere(all, n, lines->items[i]) != common)
            continue;
        if (!added++ && heading)
            fprintf(out, "\n[%s]\n", heading);
        fprintf(out, "%s\n", lines->items[i]);
    }
    return added;
}

char *excuses_extended(void *ctx, const char *old_text, const struct difference *difference, size_t *n_added)
{
    struct lines *all = mem_array(ctx, struct lines, difference->n + 1);
    size_t n = difference->n, length = old_text ? strlen(old_text) : 0;
    struct text t;
    text_open(&t);
    fputs(length ? old_text
                 : "# What is expected to differ, and why: docs/drift.md. Write the reasons behind the colons.\n",
          t.out);
    if (length && old_text[length - 1] != '\n')
        fputc('\n', t.out);
    for (size_t i = 0; i < n; i++)
        all[i] = lines_of(ctx, &difference->items[i]);
    bool sections = old_text && (strncmp(old_text, "[", 1) == 0 || strstr(old_text, "\n["));
    *n_added = n ? print_lines(t.out, &all[0], all, n, true, sections ? "*" : NULL) : 0;
    for (size_t i = 0; n > 1 && i < n; i++)
        *n_added += print_lines(t.out, &all[i], all, n, false, glob_quote(ctx, difference->items[i].database));
    return text_close(&t, ctx);
}
