#include "check/history_checksum.h"

#include <string.h>
#include <strings.h>

#include "base/checksum.h"
#include "base/mem.h"

/* "undefined", "null": what tools write where there is none. */
bool history_is_checksum(const char *text)
{
    return text && *text && strcmp(text, "undefined") != 0 && strcmp(text, "null") != 0;
}

static char *with_line_ends(void *ctx, const char *text, size_t size, const char *end, size_t *n)
{
    char *other = mem_array(ctx, char, 2 * size + 1);
    *n = 0;
    for (size_t i = 0; i < size; i++) {
        bool ends = text[i] == '\n' || text[i] == '\r';
        if (!ends) {
            other[(*n)++] = text[i];
            continue;
        }
        i += text[i] == '\r' && i + 1 < size && text[i + 1] == '\n';
        for (const char *c = end; *c; c++)
            other[(*n)++] = *c;
    }
    return other;
}

const char *history_checksum(void *ctx, const struct tool_history *how, const struct history_file *files, size_t at,
                             const char *recorded)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const struct history_file *file = &files[at];
    if (how->sum)
        return how->sum(ctx, files, at, recorded);
    for (size_t i = 0; how->any_line_ends && i < sizeof(ends) / sizeof(*ends); i++) {
        size_t n;
        const char *other = with_line_ends(ctx, file->text, file->size, ends[i], &n);
        if (strcasecmp(checksum_hex(ctx, how->algorithm, other, n), recorded) == 0)
            return recorded;
    }
    return strcasecmp(file->checksum, recorded) == 0 ? recorded : file->checksum;
}
