/* Words to text. */
#include <string.h>

#include "base/mem.h"
#include "sql/sqlite/parse.h"

static bool apart(const struct printed_token *left, const struct printed_token *right)
{
    return !(left->glue & GLUE_RIGHT) && !(right->glue & GLUE_LEFT);
}

/* Measured first and then filled: texts are short and many, a stream for each would cost more than the reading. */
char *span_text(const struct parser *p, struct span span)
{
    size_t size = 1;
    for (size_t i = span.from; i < span.to; i++)
        size += strlen(p->printed[i].text) + 1;
    char *text = mem_array(p->ctx, char, size), *to = text;
    for (size_t i = span.from; i < span.to; i++) {
        if (i > span.from && apart(&p->printed[i - 1], &p->printed[i]))
            *to++ = ' ';
        size_t n = strlen(p->printed[i].text);
        memcpy(to, p->printed[i].text, n);
        to += n;
    }
    return text;
}

/* True where a layout gives the token a line of its own. */
static bool is_alone(const struct parser *p, struct span span, size_t at)
{
    size_t next = at + 1;
    while (next < span.to && p->printed[next].text[0] == '\0')
        next++;
    return p->printed[at].line != LINE_SAME && next < span.to && p->printed[next].line != LINE_SAME;
}

/* In brackets the name is no string to anyone. */
static void print_token(const struct parser *p, struct span span, size_t at, FILE *out)
{
    const char *text = p->printed[at].text;
    if (is_word_of_shell(text) && is_alone(p, span, at))
        fprintf(out, "[%s]", text);
    else
        fputs(text, out);
}

char *span_layout(const struct parser *p, struct span span)
{
    struct text t;
    text_open(&t);
    for (size_t i = span.from; i < span.to; i++) {
        enum line line = p->printed[i].line;
        if (line != LINE_SAME && i > span.from)
            fputs(line == LINE_ITEM ? "\n    " : "\n", t.out);
        else if (i > span.from && apart(&p->printed[i - 1], &p->printed[i]))
            putc(' ', t.out);
        print_token(p, span, i, t.out);
    }
    return text_close(&t, p->ctx);
}
