/* fullschema.ini, by libinih, which does not tell lines: they are counted as it asks for them. */
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "cmd/settings.h"

struct reader {
    void *ctx;
    const char *path, *text, *base;
    size_t at; /* the byte after the line that was handed out */
    int line, too_long;
    struct settings *settings;
};

static char *next_line(char *buffer, int size, void *stream)
{
    struct reader *r = stream;
    const char *line = r->text + r->at;
    if (!*line)
        return NULL;
    size_t n = strcspn(line, "\n");
    n += line[n] == '\n';
    r->line++;
    r->at += n;
    if (n >= (size_t)size && !r->too_long)
        r->too_long = r->line;
    snprintf(buffer, (size_t)size, "%.*s", (int)n, line);
    return buffer;
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct reader *r = user;
    size_t at = mem_grow(r->ctx, &r->settings->items, &r->settings->n);
    r->settings->items[at] = (struct setting){.command = mem_strdup(r->ctx, section),
                                              .key = mem_strdup(r->ctx, name),
                                              .value = mem_strdup(r->ctx, value),
                                              .origin = r->path,
                                              .line = r->line,
                                              .base = r->base};
    return 1;
}

static char *directory_of(void *ctx, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? mem_strndup(ctx, path, (size_t)(slash - path) + 1) : mem_strdup(ctx, "");
}

static bool refuse_line(const struct reader *r, int line, const char *message, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, r->path);
    e->line = line;
    diag_hint(diags, e, "a line is `key = value`, `[command]`, or a comment after ;");
    return false;
}

bool settings_read_file(void *ctx, const char *path, struct settings *settings, struct diags *diags)
{
    char *text = file_read_text(ctx, path, diags);
    if (!text)
        return false;
    struct reader r = {.ctx = ctx, .path = path, .text = text, .base = directory_of(ctx, path), .settings = settings};
    settings->path = path;
    int wrong = ini_parse_stream(next_line, &r, take, &r);
    if (r.too_long)
        return refuse_line(&r, r.too_long, "the line is too long", diags);
    return wrong == 0 || refuse_line(&r, wrong, "neither a key with a value nor a section", diags);
}
