#include "docs/name.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/mem.h"

/* So many bytes have room in 255 with each of them as ~XX. */
enum { LONGEST = 80 };

/* A hyphen that begins a name would begin an option of whoever says *.md. */
static void put_part(FILE *out, const char *name)
{
    for (const char *s = name; *s; s++) {
        unsigned char c = (unsigned char)*s;
        bool plain = c < 0x80 && (isalnum(c) || c == '_' || (c == '-' && s > name));
        fprintf(out, plain ? "%c" : "~%02X", c);
    }
}

/* What Windows takes for a device, with any ending. */
static bool is_device(const char *stem)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"};
    size_t n = strcspn(stem, ".");
    for (size_t i = 0; n == 3 && i < sizeof(devices) / sizeof(*devices); i++)
        if (strncasecmp(stem, devices[i], 3) == 0)
            return true;
    return n == 4 && isdigit((unsigned char)stem[3]) &&
           (strncasecmp(stem, "com", 3) == 0 || strncasecmp(stem, "lpt", 3) == 0);
}

/* No byte in the middle of a ~XX is the last one. */
static char *shorten(void *ctx, const char *stem)
{
    uint8_t digest[DIGEST_SIZE];
    char hex[DIGEST_HEX + 1];
    size_t n = LONGEST;
    if (strlen(stem) <= n)
        return mem_strdup(ctx, stem);
    while (stem[n - 1] == '~' || stem[n - 2] == '~')
        n--;
    digest_of(stem, strlen(stem), digest);
    digest_hex(digest, hex);
    return mem_printf(ctx, "%.*s~-%.16s", (int)n, stem, hex);
}

char *doc_stem(void *ctx, const char *schema, const char *name, bool (*taken)(const char *stem))
{
    struct text t;
    text_open(&t);
    put_part(t.out, schema);
    if (schema[0])
        fputc('.', t.out);
    put_part(t.out, name);
    if (!schema[0] && !name[0]) /* which SQLite lets a table be called */
        fputc('~', t.out);
    char *stem = text_close(&t, ctx);
    if (is_device(stem) || (taken && taken(stem)))
        stem = mem_printf(ctx, "~%02X%s", (unsigned char)stem[0], stem + 1);
    return shorten(ctx, stem);
}

/* Pointers to the stems by what they are to a file system that knows no case. */
static int compare(const void *a, const void *b)
{
    return strcasecmp(**(char **const *)a, **(char **const *)b);
}

/* The digits of a ~XX are capitals of ours. */
static char *without_capitals(void *ctx, const char *stem)
{
    struct text t;
    text_open(&t);
    for (const char *s = stem; *s; s++) {
        if (*s == '~' && s[1] && s[2]) {
            fprintf(t.out, "%.3s", s);
            s += 2;
        } else
            fprintf(t.out, isupper((unsigned char)*s) ? "~%02X" : "%c", (unsigned char)*s);
    }
    return text_close(&t, ctx);
}

void doc_stems_tell_apart(void *ctx, char **stems, size_t n)
{
    char ***sorted = mem_array(ctx, char **, n);
    bool *clashes = mem_array(ctx, bool, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &stems[i];
    if (n)
        qsort(sorted, n, sizeof(*sorted), compare);
    for (size_t i = 1; i < n; i++)
        if (compare(&sorted[i - 1], &sorted[i]) == 0)
            clashes[i - 1] = clashes[i] = true;
    for (size_t i = 0; i < n; i++)
        if (clashes[i])
            *sorted[i] = without_capitals(ctx, *sorted[i]);
    mem_free(clashes);
    mem_free(sorted);
}
