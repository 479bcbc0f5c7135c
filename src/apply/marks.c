#include "apply/marks.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t\r\f\v"

enum tool { NO_TOOL, DBMATE, GOOSE, SQL_MIGRATE, NODE_PG_MIGRATE, TERN, PLAY };

struct mark {
    const char *words; /* behind the dashes of the comment */
    enum tool tool;
    bool up;
    bool alone; /* on its line; behind other marks there may be options */
};

static const struct mark marks[] = {
    {"migrate:up", DBMATE, true, false},
    {"migrate:down", DBMATE, false, false},
    {"+goose up", GOOSE, true, true},
    {"+goose down", GOOSE, false, true},
    {"+migrate up", SQL_MIGRATE, true, false},
    {"+migrate down", SQL_MIGRATE, false, false},
    {"up migration", NODE_PG_MIGRATE, true, true},
    {"down migration", NODE_PG_MIGRATE, false, true},
    {"create above / drop below ----", TERN, false, true},
};

/* Play looks for these words in any comment, also in one that starts with #. */
static const struct mark play_up = {"!Ups", PLAY, true, false};
static const struct mark play_down = {"!Downs", PLAY, false, false};

static size_t line_length(const char *line)
{
    size_t n = strcspn(line, "\n");
    return line[n] ? n + 1 : n;
}

static bool holds(const char *line, const char *words)
{
    size_t n = line_length(line), m = strlen(words);
    for (size_t i = 0; i + m <= n; i++)
        if (strncmp(line + i, words, m) == 0)
            return true;
    return false;
}

/* What follows the words at `text`, whatever blanks are between them; NULL where they are not there. */
static const char *skip_words(const char *text, const char *words)
{
    for (; *words; words++) {
        size_t blanks = strspn(text, BLANKS);
        if (*words == ' ' && blanks == 0)
            return NULL;
        if (*words == ' ')
            text += blanks;
        else if (strncasecmp(text++, words, 1) != 0)
            return NULL;
    }
    return text;
}

/* What follows the dashes of a comment line; NULL where it is none. */
static const char *comment_of(const char *line)
{
    line += strspn(line, BLANKS);
    return strncmp(line, "--", 2) == 0 ? line + strspn(line, "-" BLANKS) : NULL;
}

/* Whether a comment says these words, and nothing more but for ornament where they are to stand alone. */
static bool says(const char *comment, const char *words, bool alone)
{
    const char *rest = comment ? skip_words(comment, words) : NULL;
    if (!rest)
        return false;
    return alone ? strchr("\n", rest[strspn(rest, BLANKS "-:")]) != NULL : strchr(BLANKS "\n", *rest) != NULL;
}

static const struct mark *mark_of(const char *line)
{
    const char *comment = comment_of(line);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (says(comment, marks[i].words, marks[i].alone))
            return &marks[i];
    if (!comment && line[strspn(line, BLANKS)] != '#')
        return NULL;
    return holds(line, play_up.words) ? &play_up : holds(line, play_down.words) ? &play_down : NULL;
}

/* The file's first mark, and whether there is one of the way up. */
static enum tool tool_of(const char *text, bool *has_up)
{
    enum tool tool = NO_TOOL;
    *has_up = false;
    for (; *text; text += line_length(text)) {
        const struct mark *mark = mark_of(text);
        if (!mark || (tool != NO_TOOL && mark->tool != tool))
            continue;
        tool = mark->tool;
        *has_up |= mark->up;
    }
    return tool;
}

static void blank(char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line[i] != '\n')
            line[i] = ' ';
}

/* Play splits at semicolons, so that those inside a statement are doubled. */
static void undouble(char *line, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (line[i] == ';' && line[i + 1] == ';')
            line[++i] = ' ';
}

void marks_keep_up(char *text)
{
    bool has_up;
    enum tool tool = tool_of(text, &has_up);
    bool up = !has_up;
    for (char *line = text; *line; line += line_length(line)) {
        size_t n = line_length(line);
        const struct mark *mark = mark_of(line);
        bool counts = mark && mark->tool == tool;
        if (counts)
            up = mark->up;
        if (!up || (counts && tool == PLAY))
            blank(line, n);
        else if (tool == PLAY)
            undouble(line, n);
    }
}

bool marks_refuse_transaction(const char *text)
{
    static const char *const comments[] = {"+goose no transaction", "tern: disable-tx ----", "atlas:txmode none",
                                           "transactional: false"};
    /* sqlx wants it to be what the file begins with. */
    if (strncmp(text, "-- no-transaction", strlen("-- no-transaction")) == 0)
        return true;
    for (; *text; text += line_length(text)) {
        const struct mark *mark = mark_of(text);
        if (mark && mark->up && (holds(text, " transaction:false") || holds(text, " notransaction")))
            return true;
        for (size_t i = 0; i < sizeof(comments) / sizeof(*comments); i++)
            if (says(comment_of(text), comments[i], true))
                return true;
    }
    return false;
}
