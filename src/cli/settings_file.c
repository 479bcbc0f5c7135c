/*
 * fullschema.ini, by libinih. Before it gets a line, what it reads in ways
 * that surprise is taken out: comments, the value with its quotes, blanks in
 * front, which it would take for the end of the line before.
 */
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/regular.h"
#include "cli/settings.h"

static const char blanks[] = " \t\r\f\v";

struct reader {
    void *ctx;
    const char *path, *text, *base;
    size_t at; /* the byte after the line that was handed out */
    int line;
    char *key, *value; /* of that line */
    struct settings *settings;
    struct diags *diags;
};

static const char line_hint[] = "a line is `key = value`, `[command]`, or a comment after ;";

static void refuse_line(const struct reader *r, const char *message, const char *hint)
{
    struct diag *e = diag_error(r->diags, "%s", message);
    e->file = mem_strdup(r->diags->ctx, r->path);
    e->line = r->line;
    diag_hint(r->diags, e, "%s", hint);
}

/* Cuts off a comment, which begins the text or follows a blank, and the blanks at the end. */
static void cut_comment(char *text)
{
    size_t n = 0, end = 0;
    for (; text[n]; n++) {
        bool blank = strchr(blanks, text[n]) != NULL;
        if ((text[n] == ';' || text[n] == '#') && (n == 0 || strchr(blanks, text[n - 1])))
            break;
        if (!blank)
            end = n + 1;
    }
    text[end] = '\0';
}

static const char quote_hint[] = "in \"a value\" a quote is written \\\", a backslash \\\\";

/* "a ; b", in which \" and \\ stand for a quote and a backslash, and \n for the end of a line. */
static char *unquote(struct reader *r, const char *text)
{
    char *value = mem_strdup(r->ctx, text);
    size_t n = 0;
    const char *c = text + 1;
    for (; *c && *c != '"'; c++) {
        bool escape = *c == '\\' && c[1] && strchr("\"\\n", c[1]);
        c += escape;
        value[n++] = *c;
        if (escape && *c == 'n')
            value[n - 1] = '\n';
    }
    value[n] = '\0';
    char *rest = mem_strdup(r->ctx, *c ? c + 1 + strspn(c + 1, blanks) : c);
    cut_comment(rest);
    if (!*c)
        refuse_line(r, "a quote is not closed", quote_hint);
    else if (*rest)
        refuse_line(r, "there is more behind the closing quote", quote_hint);
    return value;
}

/* How long a key is: up to the sign that is in no quotes of its own, as in `replace "a = b" = "c"`. */
static size_t key_length(const char *line)
{
    bool quoted = false;
    size_t n = 0;
    for (; line[n] && (quoted || (line[n] != '=' && line[n] != ':')); n++) {
        if (quoted && line[n] == '\\' && line[n + 1])
            n++;
        else if (line[n] == '"')
            quoted = !quoted;
    }
    return quoted ? strcspn(line, "=:") : n;
}

/* Keeps both. libinih gets a short key in its place: it cuts long lines, and knows no quotes. */
static void take_value(struct reader *r, char *line)
{
    size_t n = key_length(line), end = n;
    char *value = line + n + 1;
    value += strspn(value, blanks);
    while (end > 0 && strchr(blanks, line[end - 1]))
        end--;
    r->key = mem_strndup(r->ctx, line, end);
    if (*value == '"') {
        r->value = unquote(r, value);
    } else {
        cut_comment(value);
        r->value = mem_strdup(r->ctx, value);
    }
    line[n + 1] = '\0';
    if (end > 0)
        memcpy(line, "k=", sizeof "k=");
}

/* Takes the blanks out of "[ command ]". */
static void tidy_section(const struct reader *r, char *line)
{
    size_t n = strcspn(line, "]");
    if (*line != '[' || !line[n])
        return;
    if (line[n + 1 + strspn(line + n + 1, blanks)])
        refuse_line(r, "there is more behind the section", line_hint);
    size_t begin = 1 + strspn(line + 1, blanks), end = n;
    while (end > begin && strchr(blanks, line[end - 1]))
        end--;
    if (begin == end)
        refuse_line(r, "a section without a name", line_hint);
    memmove(line + 1, line + begin, end - begin);
    memcpy(line + 1 + end - begin, "]", 2);
}

/* libinih hands out no section that has no key. */
static void take_section(struct reader *r, const char *line)
{
    size_t n = strcspn(line, "]");
    if (*line != '[' || !line[n])
        return;
    size_t at = mem_grow(r->ctx, &r->settings->sections, &r->settings->n_sections);
    r->settings->sections[at] = (struct setting){
        .command = mem_strndup(r->ctx, line + 1, n - 1), .origin = r->path, .line = r->line, .base = r->base};
}

static char *next_line(char *buffer, int size, void *stream)
{
    struct reader *r = stream;
    const char *start = r->text + r->at;
    if (!*start)
        return NULL;
    size_t n = strcspn(start, "\n");
    r->line++;
    r->at += n + (start[n] == '\n');
    char *line = mem_strndup(r->ctx, start, n);
    line += strspn(line, blanks);
    if (*line != ';' && *line != '#' && *line != '[' && line[key_length(line)]) {
        take_value(r, line);
    } else {
        cut_comment(line);
        if (*line != '[')
            line[strcspn(line, "=:")] = '\0'; /* in quotes: it is no key */
        tidy_section(r, line);
        take_section(r, line);
    }
    snprintf(buffer, (size_t)size, "%s", line);
    return buffer;
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    struct reader *r = user;
    (void)name;
    (void)value;
    /* Words may be replaced by nothing. */
    if (!*r->value && strncmp(r->key, "replace ", strlen("replace ")) != 0) {
        refuse_line(r, mem_printf(r->ctx, "%s has no value", r->key), "without the line the default is in force");
        return 1;
    }
    size_t at = mem_grow(r->ctx, &r->settings->items, &r->settings->n);
    r->settings->items[at] = (struct setting){.command = mem_strdup(r->ctx, section),
                                              .key = r->key,
                                              .value = r->value,
                                              .origin = r->path,
                                              .line = r->line,
                                              .base = r->base};
    return 1;
}

/* What is relative to a pipe is so to the working directory. */
static char *directory_of(void *ctx, const char *path)
{
    if (own_descriptor(path) >= 0)
        return mem_strdup(ctx, "");
    const char *slash = strrchr(path, '/');
    return slash ? mem_strndup(ctx, path, (size_t)(slash - path) + 1) : mem_strdup(ctx, "");
}

static bool read_text(void *ctx, const char *path, bool named, char **text, struct diags *diags)
{
    if (named) {
        *text = input_read_text(ctx, path, NULL, diags);
        return *text != NULL;
    }
    const char *directory = directory_of(ctx, path);
    *text = NULL;
    if (*directory && !is_directory(directory))
        return true;
    const struct root *root = root_open(ctx, directory, diags);
    return root && file_read_text_if_any(ctx, root, path, text, diags);
}

/* A stranger's file; of each line all before it are looked at, for the same key. */
enum { MOST_LINES = 5000, MOST_BYTES = 1 << 20 };

static bool is_large(const char *text)
{
    size_t lines = 0;
    for (const char *p = text; *p; p++)
        lines += *p == '\n';
    return lines > MOST_LINES || strlen(text) > MOST_BYTES;
}

bool settings_read_file(void *ctx, const char *path, bool named, struct settings *settings, struct diags *diags)
{
    char *text;
    if (!read_text(ctx, path, named, &text, diags))
        return false;
    if (!text)
        return true;
    struct reader r = {
        .ctx = ctx, .path = path, .text = text, .base = directory_of(ctx, path), .settings = settings, .diags = diags};
    size_t before = diags->n_errors;
    settings->path = path;
    if (is_large(text)) {
        diag_error(diags, "%s: more than %d lines or %d KiB are no settings", path, MOST_LINES, MOST_BYTES / 1024);
        return false;
    }
    int wrong = ini_parse_stream(next_line, &r, take, &r);
    if (wrong != 0) {
        r.line = wrong;
        refuse_line(&r, "neither a key with a value nor a section", line_hint);
    }
    return diags->n_errors == before;
}
