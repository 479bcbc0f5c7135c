#include "model/statement.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/kinds.h"

enum { LONGEST_NAME = 60 };

static bool creates(const struct statement_text *s)
{
    return strncasecmp(s->spelling, "create ", strlen("create ")) == 0;
}

/* What makes an object stands before what changes it. */
static int by_name(const void *a, const void *b)
{
    const struct statement_text *first = a, *second = b;
    int order = strcmp(first->name, second->name);
    order = order ? order : (int)creates(second) - (int)creates(first);
    order = order ? order : strcmp(first->spelling, second->spelling);
    return order ? order : first->line - second->line;
}

static void add(struct model_draft *draft, const struct statement_text *statements, size_t n)
{
    int line = statements[0].line;
    struct text spelling, text;
    text_open(&spelling);
    text_open(&text);
    for (size_t i = 0; i < n; i++) {
        fprintf(spelling.out, "%s%s", i > 0 ? ";\n" : "", statements[i].spelling);
        fprintf(text.out, "%s%s", i > 0 ? "\n" : "", statements[i].text);
        line = statements[i].line < line ? statements[i].line : line;
    }
    void *work = mem_context(NULL);
    struct item *item = model_add(draft, &model_statement, "", "", statements[0].name, line);
    model_set(draft, item, "sql", text_close(&spelling, work));
    model_set_text(draft, item, text_close(&text, work));
    mem_free(work);
}

void statements_add(struct model_draft *draft, struct statement_text *statements, size_t n)
{
    if (n > 0)
        qsort(statements, n, sizeof(*statements), by_name);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && strcmp(statements[next].name, statements[i].name) == 0;)
            next++;
        add(draft, &statements[i], next - i);
    }
}

char *statement_name_of_text(void *ctx, const char *spelling)
{
    size_t n = strcspn(spelling, "\n");
    if (n <= LONGEST_NAME)
        return mem_strndup(ctx, spelling, n);
    n = LONGEST_NAME;
    while (n > 0 && ((unsigned char)spelling[n] & 0xc0) == 0x80)
        n--;
    return mem_printf(ctx, "%.*s...", (int)n, spelling);
}
