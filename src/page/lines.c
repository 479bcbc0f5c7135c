#include "page/lines.h"

#include <git2.h>
#include <string.h>

#include "base/mem.h"
#include "page/html.h"

void lines_begin(void)
{
    git_libgit2_init();
}

void lines_end(void)
{
    git_libgit2_shutdown();
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *payload)
{
    FILE *out = payload;
    const char *format = line->origin == GIT_DIFF_LINE_ADDITION   ? "<ins>%s\n</ins>"
                         : line->origin == GIT_DIFF_LINE_DELETION ? "<del>%s\n</del>"
                                                                  : "%s\n";
    (void)delta;
    (void)hunk;
    char *text = mem_strndup(NULL, line->content, line->content_len);
    text[strcspn(text, "\n")] = '\0';
    html_print(out, format, text);
    mem_free(text);
    return 0;
}

void lines_print(FILE *out, const char *before, const char *after)
{
    void *ctx = mem_context(NULL);
    const char *old_text = mem_printf(ctx, "%s\n", before), *new_text = mem_printf(ctx, "%s\n", after);
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.context_lines = UINT32_MAX / 2;
    options.flags = GIT_DIFF_FORCE_TEXT;
    fputs("<pre class=\"lines\">", out);
    if (git_diff_buffers(old_text, strlen(old_text), NULL, new_text, strlen(new_text), NULL, &options, NULL, NULL, NULL,
                         on_line, out) != 0)
        html_print(out, "<del>%s\n</del><ins>%s\n</ins>", before, after);
    fputs("</pre>", out);
    mem_free(ctx);
}
