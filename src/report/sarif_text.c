#include "report/sarif_text.h"

#include <string.h>

#include "base/mem.h"

char *sarif_message(void *ctx, const char *text)
{
    struct text t;
    text_open(&t);
    for (; *text; text++) {
        /* `](` would end the text of a link; after a backslash it does not. */
        if (text[0] == ']' && text[1] == '(')
            fputc('\\', t.out);
        if (*text == '{' || *text == '}')
            fputc(*text, t.out);
        fputc(*text, t.out);
    }
    return text_close(&t, ctx);
}

char *sarif_uri(void *ctx, const char *path)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    struct text t;
    text_open(&t);
    if (path[0] == '/')
        fputs("file://", t.out);
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    for (; *path; path++)
        if (strchr(unreserved, *path))
            fputc(*path, t.out);
        else
            fprintf(t.out, "%%%02X", (unsigned)(unsigned char)*path);
    return text_close(&t, ctx);
}

char *title_of_anchor(void *ctx, const char *anchor)
{
    char *title = mem_strdup(ctx, anchor);
    for (char *at = strchr(title, '-'); at; at = strchr(at, '-'))
        *at = ' ';
    return title;
}
