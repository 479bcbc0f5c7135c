#include "schema/migration_directives.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "schema/migration_line.h"

/* What a line of a file is to a tool. */
struct mark {
    const struct migration_tool *tool;
    bool up;
};

/* What stands behind the directive in the text, whatever blanks it has between its words; NULL: it is not there. */
static const char *skip_text(const char *text, const char *directive)
{
    for (; *directive; directive++) {
        size_t blanks = strspn(text, LINE_BLANKS);
        if (*directive == ' ' && blanks == 0)
            return NULL;
        if (*directive == ' ')
            text += blanks;
        else if (strncasecmp(text++, directive, 1) != 0)
            return NULL;
    }
    return text;
}

/* Whether a comment says that text, and nothing more but for ornament where it is to stand alone. */
static bool says(const char *comment, const char *text, bool alone)
{
    const char *rest = comment ? skip_text(comment, text) : NULL;
    if (!rest)
        return false;
    return alone ? strchr("\n", rest[strspn(rest, LINE_BLANKS "-:")]) != NULL : strchr(LINE_BLANKS "\n", *rest) != NULL;
}

static enum direction direction_to(const struct migration_tool *tool, const char *line, const char *comment)
{
    for (const struct directive *d = tool->directives; d && d->text; d++)
        if (says(comment, d->text, d->alone))
            return d->up ? DIRECTION_UP : DIRECTION_DOWN;
    return tool->direction ? tool->direction(line) : DIRECTION_NONE;
}

/* False: to no tool. */
static bool mark_of(const char *line, struct mark *mark)
{
    const char *comment = line_comment(line);
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        enum direction direction = direction_to(*tool, line, comment);
        *mark = (struct mark){*tool, direction == DIRECTION_UP};
        if (direction != DIRECTION_NONE)
            return true;
    }
    return false;
}

const struct migration_tool *directives_tool(const char *text)
{
    struct mark mark;
    for (; *text; text += line_length(text))
        if (mark_of(text, &mark))
            return mark.tool;
    return &tool_unknown;
}

static bool has_mark_of_up(const char *text, const struct migration_tool *tool)
{
    struct mark mark;
    for (; *text; text += line_length(text))
        if (mark_of(text, &mark) && mark.tool == tool && mark.up)
            return true;
    return false;
}

void directives_keep_up(char *text, const struct migration_tool *tool)
{
    if (tool->keep_up && tool->keep_up(text))
        return;
    if (tool->prepare)
        tool->prepare(text);
    bool up = !has_mark_of_up(text, tool);
    for (char *line = text; *line; line += line_length(line)) {
        struct mark mark;
        bool counts = mark_of(line, &mark) && mark.tool == tool;
        if (counts)
            up = mark.up;
        if (!up)
            line_blank(line, line_length(line));
        else if (tool->rewrite)
            tool->rewrite(line, line_length(line), counts);
    }
}

bool directives_keep_down(char *text, const struct migration_tool *tool)
{
    if (tool->prepare)
        tool->prepare(text);
    bool down = false, any = false;
    for (char *line = text; *line; line += line_length(line)) {
        struct mark mark;
        bool counts = mark_of(line, &mark) && mark.tool == tool;
        if (counts)
            down = !mark.up;
        any |= down;
        if (!down)
            line_blank(line, line_length(line));
        else if (tool->rewrite)
            tool->rewrite(line, line_length(line), counts);
    }
    return any;
}

/* Without what stands behind the text: that is about one migration. */
static char *line_alone(void *ctx, const char *line, const struct migration_tool *tool)
{
    const char *comment = line_comment(line), *end = line + strcspn(line, "\r\n");
    for (const struct directive *d = tool->directives; d && d->text; d++)
        if (!d->alone && says(comment, d->text, false))
            end = skip_text(comment, d->text);
    return mem_printf(ctx, "%.*s\n", (int)(end - line), line);
}

char *directives_line(void *ctx, const char *text, bool up)
{
    struct mark mark;
    for (const char *line = text; *line; line += line_length(line))
        if (mark_of(line, &mark) && mark.up == up)
            return line_alone(ctx, line, mark.tool);
    return NULL;
}

/* What the file begins with. */
static bool begins_alone(const char *text)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->first_alone && strncmp(text, (*tool)->first_alone, strlen((*tool)->first_alone)) == 0)
            return true;
    return false;
}

static bool comment_says_alone(const char *comment)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->comment_alone && says(comment, (*tool)->comment_alone, true))
            return true;
    return false;
}

static bool is_sign(const char *line)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        for (const struct tool_sign *s = (*tool)->signs; s && s->text; s++)
            if (s->place == SIGN_ANYWHERE ? line_holds(line, s->text) : strncmp(line, s->text, strlen(s->text)) == 0)
                return true;
    return false;
}

bool directives_has(const char *line)
{
    struct mark mark;
    if (mark_of(line, &mark) || is_sign(line) || begins_alone(line) || comment_says_alone(line_comment(line)))
        return true;
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++)
        if ((*tool)->comment_unenforced && says(line_comment(line), (*tool)->comment_unenforced, true))
            return true;
    return false;
}

bool directives_refuse_enforcement(const char *text, const struct migration_tool *tool)
{
    for (; tool->comment_unenforced && *text; text += line_length(text))
        if (says(line_comment(text), tool->comment_unenforced, true))
            return true;
    return false;
}

bool directives_refuse_transaction(const char *text)
{
    if (begins_alone(text))
        return true;
    for (; *text; text += line_length(text)) {
        struct mark mark;
        if (mark_of(text, &mark) && mark.up && mark.tool->up_alone && line_holds(text, mark.tool->up_alone))
            return true;
        if (comment_says_alone(line_comment(text)))
            return true;
    }
    return false;
}
