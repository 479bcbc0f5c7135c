#include "schema/migration_directives.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "schema/migration_line.h"

#define BLANKS " \t\r\f\v"

struct mark {
    const char *words; /* behind the dashes of the comment */
    enum migration_tool tool;
    bool up;
    bool alone; /* on its line; behind other marks there may be options */
};

static const struct mark marks[] = {
    {"migrate:up", TOOL_DBMATE, true, false},
    {"migrate:down", TOOL_DBMATE, false, false},
    {"+goose up", TOOL_GOOSE, true, true},
    {"+goose down", TOOL_GOOSE, false, true},
    {"+micrate up", TOOL_MICRATE, true, true},
    {"+micrate down", TOOL_MICRATE, false, true},
    {"+migrate up", TOOL_SQL_MIGRATE, true, false},
    {"+migrate down", TOOL_SQL_MIGRATE, false, false},
    {"up migration", TOOL_NODE_PG_MIGRATE, true, true},
    {"down migration", TOOL_NODE_PG_MIGRATE, false, true},
    {"rambler up", TOOL_RAMBLER, true, true},
    {"rambler down", TOOL_RAMBLER, false, true},
    {"==== up ====", TOOL_SHMIG, true, true},
    {"==== down ====", TOOL_SHMIG, false, true},
    {"create above / drop below ----", TOOL_TERN, false, true},
};

/* Play looks for these words in any comment, also in one that starts with #. */
static const struct mark play_up = {"!Ups", TOOL_PLAY, true, false};
static const struct mark play_down = {"!Downs", TOOL_PLAY, false, false};

/* MyBatis knows a down migration only, `-- //@UNDO`, with whatever blanks in it and words behind it. */
static const struct mark mybatis_down = {"@UNDO", TOOL_MYBATIS, false, false};

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

static bool is_undo_of_mybatis(const char *line)
{
    line += strspn(line, BLANKS);
    if (strncmp(line, "--", 2) != 0 && strncmp(line, "//", 2) != 0)
        return false;
    line += 2 + strspn(line + 2, BLANKS);
    if (strncmp(line, "//", 2) != 0)
        return false;
    line += 2 + strspn(line + 2, BLANKS);
    return strncmp(line, mybatis_down.words, strlen(mybatis_down.words)) == 0;
}

static const struct mark *mark_of(const char *line)
{
    const char *comment = comment_of(line);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (says(comment, marks[i].words, marks[i].alone))
            return &marks[i];
    if (is_undo_of_mybatis(line))
        return &mybatis_down;
    if (!comment && line[strspn(line, BLANKS)] != '#')
        return NULL;
    return line_holds(line, play_up.words) ? &play_up : line_holds(line, play_down.words) ? &play_down : NULL;
}

enum migration_tool directives_tool(const char *text)
{
    for (; *text; text += line_length(text)) {
        const struct mark *mark = mark_of(text);
        if (mark)
            return mark->tool;
    }
    return TOOL_UNKNOWN;
}

static bool has_mark_of_up(const char *text, enum migration_tool tool)
{
    for (; *text; text += line_length(text)) {
        const struct mark *mark = mark_of(text);
        if (mark && mark->tool == tool && mark->up)
            return true;
    }
    return false;
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

/* `-- checks.sql --`: the name of the part that begins there; 0: none does. */
static size_t txtar_name(const char *line, const char **name)
{
    size_t n = strcspn(line, "\r\n");
    if (n < strlen("-- x --") || strncmp(line, "-- ", 3) != 0 || strncmp(line + n - 3, " --", 3) != 0)
        return 0;
    *name = line + 3;
    return n - 6;
}

/* Atlas may keep several files in one: the up migration is in migration.sql. */
static void keep_migration_of_txtar(char *text)
{
    static const char wanted[] = "migration.sql";
    bool up = false;
    for (char *line = text; *line; line += line_length(line)) {
        const char *name;
        size_t n = txtar_name(line, &name);
        if (n)
            up = n == strlen(wanted) && strncmp(name, wanted, n) == 0;
        if (n || !up)
            blank(line, line_length(line));
    }
}

/* To MyBatis lines that begin with // are comments, to no server. */
static bool is_comment_of_mybatis(const char *line)
{
    return strncmp(line + strspn(line, BLANKS), "//", 2) == 0;
}

/* `-- @DELIMITER |`: what ends a statement from there on; 0: the line says nothing of it. */
static size_t delimiter_in(const char *line, const char **delimiter)
{
    static const char word[] = "@DELIMITER";
    line += strspn(line, BLANKS);
    line += strncmp(line, "--", 2) == 0 || strncmp(line, "//", 2) == 0 ? 2 : 0;
    line += strspn(line, BLANKS);
    line += strncmp(line, "//", 2) == 0 ? 2 : 0;
    line += strspn(line, BLANKS);
    if (strncasecmp(line, word, strlen(word)) != 0)
        return 0;
    line += strlen(word);
    size_t blanks = strspn(line, BLANKS);
    *delimiter = line + blanks;
    return blanks ? strcspn(*delimiter, BLANKS "\n") : 0;
}

/* The last of them on the line becomes a semicolon, and what is behind it is nothing, as MyBatis has it. */
static void end_statement(char *line, size_t n, const char *delimiter, size_t length)
{
    for (size_t i = n; i-- > 0;)
        if (i + length <= n && strncmp(line + i, delimiter, length) == 0) {
            blank(line + i, n - i);
            line[i] = ';';
            return;
        }
}

static void end_statements(char *text)
{
    const char *delimiter = ";";
    size_t length = 1;
    for (char *line = text; *line; line += line_length(line)) {
        const char *next;
        size_t n = delimiter_in(line, &next);
        if (n) {
            delimiter = next;
            length = n;
        } else if (strncmp(delimiter, ";", length) != 0 && !comment_of(line)) {
            end_statement(line, line_length(line), delimiter, length);
        }
    }
}

void directives_keep_up(char *text, enum migration_tool tool)
{
    if (tool == TOOL_MYBATIS)
        end_statements(text);

    if (tool == TOOL_ATLAS && strncmp(text, "-- atlas:txtar", strlen("-- atlas:txtar")) == 0) {
        keep_migration_of_txtar(text);
        return;
    }
    bool up = !has_mark_of_up(text, tool);
    for (char *line = text; *line; line += line_length(line)) {
        size_t n = line_length(line);
        const struct mark *mark = mark_of(line);
        bool counts = mark && mark->tool == tool;
        if (counts)
            up = mark->up;
        if (!up || (counts && tool == TOOL_PLAY) || (tool == TOOL_MYBATIS && is_comment_of_mybatis(line)))
            blank(line, n);
        else if (tool == TOOL_PLAY)
            undouble(line, n);
    }
}

bool directives_refuse_transaction(const char *text)
{
    static const char *const comments[] = {"+goose no transaction", "tern: disable-tx ----", "atlas:txmode none",
                                           "transactional: false"};
    /* sqlx wants it to be what the file begins with. */
    if (strncmp(text, "-- no-transaction", strlen("-- no-transaction")) == 0)
        return true;
    for (; *text; text += line_length(text)) {
        const struct mark *mark = mark_of(text);
        if (mark && mark->up && (line_holds(text, " transaction:false") || line_holds(text, " notransaction")))
            return true;
        for (size_t i = 0; i < sizeof(comments) / sizeof(*comments); i++)
            if (says(comment_of(text), comments[i], true))
                return true;
    }
    return false;
}
