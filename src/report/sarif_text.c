#include "report/sarif_text.h"

#include <inttypes.h>
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

/* FNV-1a of a text and the NUL behind it, which keeps neighbours apart. */
static uint64_t hash_text(uint64_t hash, const char *s)
{
    const uint64_t prime = UINT64_C(1099511628211);
    do {
        hash = (hash ^ (unsigned char)*s) * prime;
    } while (*s++);
    return hash;
}

char *sarif_fingerprint(void *ctx, const struct finding *finding)
{
    const struct change *change = finding->change;
    const struct comparison *c = finding->comparison;
    const struct item *item = change_item(change);
    const char *const parts[] = {c->database,
                                 engine_name(c->engine),
                                 change_action_name(change->action),
                                 item->kind->name,
                                 item->schema,
                                 item->relation,
                                 item->name,
                                 change->old_item ? change->old_item->name : ""};
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        hash = hash_text(hash, parts[i]);
    for (size_t i = 0; i < change->n_attributes; i++)
        hash = hash_text(hash, change->attributes[i].name);
    return mem_printf(ctx, "%016" PRIx64, hash);
}

char *title_of_anchor(void *ctx, const char *anchor)
{
    char *title = mem_strdup(ctx, anchor);
    for (char *at = strchr(title, '-'); at; at = strchr(at, '-'))
        *at = ' ';
    return title;
}
