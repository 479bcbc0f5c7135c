#include "report/hunk.h"

#include <git2.h>
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"

enum { CONTEXT_LINES = 3 };

void hunks_begin(void)
{
    git_libgit2_init();
}

void hunks_end(void)
{
    git_libgit2_shutdown();
}

/* What is printed, and where the texts stand in their files. */
struct printing {
    void *ctx;
    FILE *out;
    int old_offset, new_offset; /* added to line numbers */
    bool colour;
};

static void put_line(const struct printing *p, const char *tint, const char *sign, const char *content, size_t size)
{
    char *line = mem_strndup(p->ctx, content, size);
    size_t end = strcspn(line, "\n");
    line[end] = '\0';
    const char *shown = shown_text(p->ctx, line);
    if (p->colour && tint)
        fprintf(p->out, "\033[%sm%s%s\033[0m\n", tint, sign, shown);
    else
        fprintf(p->out, "%s%s\n", sign, shown);
}

/* A side of no lines is reported as after the line before it, as `diff -u` does. */
static char *range(void *ctx, int start, int lines, int offset)
{
    int first = start + offset;
    return lines == 1 ? mem_printf(ctx, "%d", first) : mem_printf(ctx, "%d,%d", first, lines);
}

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
    const struct printing *p = payload;
    (void)delta;
    char *header = mem_printf(p->ctx, "@@ -%s +%s @@", range(p->ctx, hunk->old_start, hunk->old_lines, p->old_offset),
                              range(p->ctx, hunk->new_start, hunk->new_lines, p->new_offset));
    put_line(p, "36", "", header, strlen(header));
    return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *payload)
{
    const struct printing *p = payload;
    (void)delta;
    (void)hunk;
    if (line->origin == GIT_DIFF_LINE_ADDITION)
        put_line(p, "32", "+", line->content, line->content_len);
    else if (line->origin == GIT_DIFF_LINE_DELETION)
        put_line(p, "31", "-", line->content, line->content_len);
    else if (line->origin == GIT_DIFF_LINE_CONTEXT)
        put_line(p, NULL, " ", line->content, line->content_len);
    return 0;
}

/* With the newline that files have. */
static char *whole_lines(void *ctx, const char *text)
{
    return text && *text ? mem_printf(ctx, "%s\n", text) : mem_strdup(ctx, "");
}

static int offset_of(struct hunk_side side)
{
    return side.text && side.line > 0 ? side.line - 1 : 0;
}

void hunk_print(FILE *out, struct hunk_side old_side, struct hunk_side new_side, bool colour)
{
    void *ctx = mem_context(NULL);
    struct printing p = {ctx, out, offset_of(old_side), offset_of(new_side), colour};
    const char *before = whole_lines(ctx, old_side.text), *after = whole_lines(ctx, new_side.text);
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.context_lines = CONTEXT_LINES;
    options.flags = GIT_DIFF_FORCE_TEXT;
    if (git_diff_buffers(before, strlen(before), NULL, after, strlen(after), NULL, &options, NULL, NULL, on_hunk,
                         on_line, &p) != 0)
        fprintf(out, "(the lines could not be compared: %s)\n",
                git_error_last() ? git_error_last()->message : "no reason");
    mem_free(ctx);
}
