#include "cmd/conflict.h"

#include <git2.h>
#include <string.h>

#include "base/mem.h"

/* Where a line stands: what a mark with this many marks before it begins. */
enum place { OUTSIDE, OURS, BASE, THEIRS };

enum { MARK_SIZE = 7 };

/* "<<<<<<<" and a blank or the end of the line. */
static bool is_mark(const char *line, char sign)
{
    for (int i = 0; i < MARK_SIZE; i++)
        if (line[i] != sign)
            return false;
    return strchr(" \r\n", line[MARK_SIZE]) != NULL;
}

/* Moves on at a mark. False where the line is none, or not one that may stand here. */
static bool step(const char *line, enum place *place)
{
    static const struct {
        char sign;
        enum place from[3], to;
        size_t n;
    } marks[] = {
        {'<', {OUTSIDE}, OURS, 1},
        {'|', {OURS}, BASE, 1},
        {'=', {OURS, BASE}, THEIRS, 2},
        {'>', {THEIRS}, OUTSIDE, 1},
    };
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        for (size_t k = 0; is_mark(line, marks[i].sign) && k < marks[i].n; k++)
            if (*place == marks[i].from[k]) {
                *place = marks[i].to;
                return true;
            }
    return false;
}

bool conflict_sides(void *ctx, const char *text, const char *sides[2])
{
    struct text out[2];
    enum place place = OUTSIDE;
    bool any = false;
    for (size_t i = 0; i < 2; i++)
        text_open(&out[i]);
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        n += line[n] == '\n';
        bool mark = step(line, &place);
        any |= mark;
        if (!mark && (place == OUTSIDE || place == OURS))
            fwrite(line, 1, n, out[0].out);
        if (!mark && (place == OUTSIDE || place == THEIRS))
            fwrite(line, 1, n, out[1].out);
        line += n;
    }
    for (size_t i = 0; i < 2; i++)
        sides[i] = text_close(&out[i], ctx);
    return any && place == OUTSIDE;
}

char *conflict_join(void *ctx, const char *const sides[2])
{
    git_merge_file_input inputs[2];
    git_merge_file_options options;
    git_merge_file_result result = {0};
    char *joined = NULL;
    for (size_t i = 0; i < 2; i++) {
        git_merge_file_input_init(&inputs[i], GIT_MERGE_FILE_INPUT_VERSION);
        inputs[i].ptr = sides[i];
        inputs[i].size = strlen(sides[i]);
    }
    git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
    options.our_label = "ours";
    options.their_label = "theirs";
    git_libgit2_init();
    if (git_merge_file(&result, NULL, &inputs[0], &inputs[1], &options) == 0)
        joined = mem_strndup(ctx, result.ptr, result.len);
    git_merge_file_result_free(&result);
    git_libgit2_shutdown();
    return joined;
}
