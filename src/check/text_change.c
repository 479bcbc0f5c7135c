#include "check/text_change.h"

#include <string.h>

#include "base/mem.h"
#include "report/report.h"

static char *line_at(void *ctx, const char *text)
{
    return *text ? mem_strndup(ctx, text, strcspn(text, "\n")) : NULL;
}

/* Moves both to the first line that differs; returns its number. */
static int first_difference(const char **a, const char **b)
{
    int line = 1;
    for (;; line++) {
        size_t n = strcspn(*a, "\n"), m = strcspn(*b, "\n");
        if (n != m || strncmp(*a, *b, n) != 0 || !(*a)[n] || !(*b)[m])
            return line;
        *a += n + 1;
        *b += m + 1;
    }
}

/* The indentation that both lines have says nothing. */
static void skip_common_blanks(const char **a, const char **b)
{
    for (; **a == ' ' && **b == ' '; ++*a)
        ++*b;
}

void text_change_add(void *ctx, struct comparison *comparison, const char *old_text, const char *new_text)
{
    if (!old_text || !new_text || comparison->n_changes || strcmp(old_text, new_text) == 0)
        return;
    int line = first_difference(&old_text, &new_text);
    skip_common_blanks(&old_text, &new_text);
    struct attribute_change *attribute = mem_new(ctx, struct attribute_change);
    *attribute = (struct attribute_change){mem_printf(ctx, "same objects, other text from line %d", line),
                                           line_at(ctx, old_text), line_at(ctx, new_text)};
    struct item *item = mem_new(ctx, struct item);
    *item = (struct item){.kind = &report_snapshot_kind,
                          .schema = "",
                          .relation = "",
                          .name = comparison->new_path,
                          .text = "",
                          .line = line};
    comparison->changes = mem_new(ctx, struct change);
    comparison->n_changes = 1;
    *comparison->changes = (struct change){.action = CHANGE_ALTERED,
                                           .old_item = item,
                                           .new_item = item,
                                           .attributes = attribute,
                                           .n_attributes = 1,
                                           .class = CHANGE_SAFE,
                                           .reason = "same objects, other text",
                                           .anchor = REPORT_SNAPSHOT_ANCHOR};
}
