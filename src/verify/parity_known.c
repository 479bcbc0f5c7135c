/* The file of known differences: a line each, "what: why". */
#include <errno.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "verify/parity_private.h"

/* Between what and why. Subjects hold no such thing: names and SQL of constraints have `::` at most. */
static const char separator[] = ": ";

static const char *trimmed(void *ctx, const char *s, size_t n)
{
    while (n && (*s == ' ' || *s == '\t')) {
        s++;
        n--;
    }
    while (n && strchr(" \t\r", s[n - 1]))
        n--;
    return mem_strndup(ctx, s, n);
}

static const struct parity_entry *find(const struct parity_known *known, const char *subject)
{
    for (size_t i = 0; i < known->n; i++)
        if (strcmp(known->items[i].subject, subject) == 0)
            return &known->items[i];
    return NULL;
}

static void refuse(struct diags *diags, const struct parity_known *known, const char *text, const char *line,
                   const char *message, const char *hint)
{
    struct diag *e = diag_error(diags, "%s", message);
    diag_locate(diags, e, known->path, text, (size_t)(line - text));
    diag_hint(diags, e, "%s", hint);
}

static void read_line(void *ctx, struct parity_known *known, const char *text, const char *line, size_t n, int number,
                      struct diags *diags)
{
    const char *content = trimmed(ctx, line, n), *colon = strstr(content, separator);
    if (!*content || *content == '#')
        return;
    const char *reason = colon ? trimmed(ctx, colon + 1, strlen(colon + 1)) : "";
    if (!*reason) {
        refuse(diags, known, text, line, "a known difference without its reason",
               "write what differs, a colon and a space, and why it is meant to be: index t.i: only Postgres needs it");
        return;
    }
    const char *subject = trimmed(ctx, content, (size_t)(colon - content));
    if (find(known, subject)) {
        refuse(diags, known, text, line, "the same difference twice", "leave one of the two lines");
        return;
    }
    size_t at = mem_grow(ctx, &known->items, &known->n);
    known->items[at] = (struct parity_entry){subject, reason, number, false};
}

bool parity_known_read(void *ctx, const struct root *schema, struct parity_known *known, struct diags *diags)
{
    size_t before = diags->n_errors;
    *known = (struct parity_known){.path = path_join(ctx, schema->path, "parity.txt")};
    char *text;
    if (!file_read_text_if_any(ctx, schema, known->path, &text, diags))
        return false;
    const char *line = text;
    for (int number = 1; line && *line; number++) {
        size_t n = strcspn(line, "\n");
        read_line(ctx, known, text, line, n, number, diags);
        line += n + (line[n] == '\n');
    }
    return diags->n_errors == before;
}

void parity_report_stale(const struct parity_known *known, struct diags *diags)
{
    for (size_t i = 0; i < known->n; i++) {
        const struct parity_entry *entry = &known->items[i];
        if (entry->used)
            continue;
        struct diag *e = diag_error(diags, "the engines agree on this, or neither has it: %s", entry->subject);
        e->file = mem_strdup(diags->ctx, known->path);
        e->line = entry->line;
        diag_hint(diags, e, "remove the line");
    }
}
