#include "apply/marks.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

enum mark { MARK_NONE, MARK_UP, MARK_DOWN };

static const struct {
    const char *text;
    enum mark mark;
} marks[] = {
    {"-- migrate:up", MARK_UP},
    {"-- migrate:down", MARK_DOWN},
    {"-- +goose Up", MARK_UP},
    {"-- +goose Down", MARK_DOWN},
};

static enum mark mark_of(const char *line)
{
    line += strspn(line, " \t");
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        size_t n = strlen(marks[i].text);
        if (strncasecmp(line, marks[i].text, n) == 0 && strchr(" \t\r\n", line[n]))
            return marks[i].mark;
    }
    return MARK_NONE;
}

static size_t line_length(const char *line)
{
    size_t n = strcspn(line, "\n");
    return line[n] ? n + 1 : n;
}

static bool has_marks(const char *text)
{
    for (; *text; text += line_length(text))
        if (mark_of(text) == MARK_UP)
            return true;
    return false;
}

static void blank(char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line[i] != '\n')
            line[i] = ' ';
}

void marks_keep_up(char *text)
{
    bool up = !has_marks(text);
    for (char *line = text; *line; line += line_length(line)) {
        enum mark mark = mark_of(line);
        if (mark != MARK_NONE)
            up = mark == MARK_UP;
        if (!up)
            blank(line, line_length(line));
    }
}

static bool holds(const char *line, size_t n, const char *words)
{
    size_t m = strlen(words);
    for (size_t i = 0; i + m <= n; i++)
        if (strncasecmp(line + i, words, m) == 0)
            return true;
    return false;
}

bool marks_refuse_transaction(const char *text)
{
    for (; *text; text += line_length(text)) {
        size_t n = line_length(text);
        if (mark_of(text) == MARK_UP && holds(text, n, "transaction:false"))
            return true;
        if (strncasecmp(text, "-- +goose NO TRANSACTION", strlen("-- +goose NO TRANSACTION")) == 0)
            return true;
    }
    return false;
}
