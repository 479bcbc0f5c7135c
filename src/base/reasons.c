#include "base/reasons.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct reader {
    void *ctx;
    const char *text;
    const struct reasons_form *form;
    struct reasons *reasons;
    const char *section;
    struct diags *diags;
};

static struct diag *refuse(const struct reader *r, const char *at, const char *message)
{
    struct diag *e = diag_error(r->diags, "%s", message);
    diag_locate(r->diags, e, r->reasons->path, r->text, (size_t)(at - r->text));
    return e;
}

/* Without blanks at both ends; *n is what is left. */
static const char *trim(const char *s, size_t *n)
{
    while (*n && (*s == ' ' || *s == '\t')) {
        s++;
        --*n;
    }
    while (*n && strchr(" \t\r", s[*n - 1]))
        --*n;
    return s;
}

/* The colon with a blank, or the end, behind it; NULL where there is none. */
static const char *find_colon(const struct reader *r, const char *line, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (r->form->escapes && line[i] == '\\' && i + 1 < n)
            i++;
        else if (line[i] == ':' && (i + 1 == n || line[i + 1] == ' ' || line[i + 1] == '\t'))
            return line + i;
    }
    return NULL;
}

static void read_section(struct reader *r, const char *line, size_t n)
{
    size_t inner = n - 1;
    const char *name = line + 1;
    if (line[n - 1] == ']') {
        inner--;
        name = trim(name, &inner);
    }
    if (line[n - 1] != ']' || inner == 0)
        diag_hint(r->diags, refuse(r, line, "a section without its name"), "a section is [NAME], or [*] for all");
    else
        r->section = mem_strndup(r->ctx, name, inner);
}

static void read_entry(struct reader *r, const char *line, size_t n, int number)
{
    const char *colon = find_colon(r, line, n);
    size_t before = colon ? (size_t)(colon - line) : 0, behind = colon ? n - before - 1 : 0;
    const char *subject = trim(line, &before), *why = colon ? trim(colon + 1, &behind) : "";
    if (!behind || !before) {
        diag_hint(r->diags, refuse(r, colon ? colon : line, r->form->no_reason), "%s", r->form->no_reason_hint);
        return;
    }
    size_t at = mem_grow(r->ctx, &r->reasons->items, &r->reasons->n);
    r->reasons->items[at] = (struct reason){.section = r->section,
                                            .subject = mem_strndup(r->ctx, subject, before),
                                            .text = mem_strndup(r->ctx, why, behind),
                                            .line = number};
}

/* False where nothing behind it is to be read. */
static bool read_line(struct reader *r, const char *line, size_t n, int number)
{
    const char *content = trim(line, &n);
    if (n > REASONS_LONGEST_LINE) {
        refuse(r, line, mem_printf(r->ctx, "a line of more than %d bytes", REASONS_LONGEST_LINE));
        return true;
    }
    if (!n || *content == '#')
        return true;
    if (r->reasons->n == REASONS_MOST) {
        refuse(r, content, mem_printf(r->ctx, "more than %d entries", REASONS_MOST));
        return false;
    }
    if (r->form->sections && *content == '[')
        read_section(r, content, n);
    else
        read_entry(r, content, n, number);
    return true;
}

static int by_subject(const void *a, const void *b)
{
    const struct reason *x = *(const struct reason *const *)a, *y = *(const struct reason *const *)b;
    int order = strcmp(x->subject, y->subject);
    order = order ? order : strcmp(x->section, y->section);
    return order ? order : x->line - y->line;
}

static const char *line_at(const char *text, int number)
{
    for (; number > 1; number--)
        text = strchr(text, '\n') + 1;
    return text;
}

static void refuse_twins(const struct reader *r)
{
    size_t n = r->reasons->n;
    const struct reason **sorted = mem_array(r->ctx, const struct reason *, n + 1);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &r->reasons->items[i];
    if (n)
        qsort(sorted, n, sizeof(*sorted), by_subject);
    for (size_t i = 1; i < n; i++)
        if (strcmp(sorted[i]->subject, sorted[i - 1]->subject) == 0 &&
            strcmp(sorted[i]->section, sorted[i - 1]->section) == 0)
            diag_hint(r->diags, refuse(r, line_at(r->text, sorted[i]->line), r->form->twice),
                      "leave one of the two lines: it stands in line %d, too", sorted[i - 1]->line);
    mem_free(sorted);
}

bool reasons_read(void *ctx, const char *path, const char *text, const struct reasons_form *form,
                  struct reasons *reasons, struct diags *diags)
{
    struct reader r = {ctx, text, form, reasons, "*", diags};
    size_t before = diags->n_errors;
    *reasons = (struct reasons){.path = text ? path : NULL};
    if (text && strlen(text) > REASONS_LONGEST_FILE) {
        refuse(&r, text, mem_printf(ctx, "a file of more than %d bytes", REASONS_LONGEST_FILE));
        return false;
    }
    for (int number = 1; text && *text; number++) {
        size_t n = strcspn(text, "\n");
        if (!read_line(&r, text, n, number))
            return false;
        text += n + (text[n] == '\n');
    }
    if (r.text)
        refuse_twins(&r);
    return diags->n_errors == before;
}
