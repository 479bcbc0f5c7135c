#include "cli/settings_replace.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/regular.h"

static const char page_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-";

/* How snapshots, pages and reports begin. */
static bool begins_as_ours(const char *text)
{
    static const char *const beginnings[] = {"-- Made by fullschema ",
                                             "<!-- fullschema:",
                                             "### Parity: ",
                                             "{\n  \"parity\": ",
                                             "{\n  \"format\": \"fullschema-",
                                             "no changes\n",
                                             "[]\n",
                                             "[\n  {\n    \"description\": \"",
                                             "::error ",
                                             "::warning ",
                                             "::notice ",
                                             page_head};
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++)
        if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return strncmp(text, "{\n  \"$schema\": ", 15) == 0 && strstr(text, "\n          \"name\": \"fullschema\"");
}

static bool ends_with(const char *text, size_t n, const char *word)
{
    size_t length = strlen(word);
    return n >= length && memcmp(text + n - length, word, length) == 0;
}

/*
 * The text of a comparison: "main, postgres: old -> new", "1 not compared:"; of two engines: "main: a, b" and an empty
 * line; of gcc's form: "b.sql:3:1: warning: ".
 */
static bool is_line_of_report(const char *text)
{
    size_t n = strcspn(text, "\n"), at = strcspn(text, ":\n");
    if (strncmp(text + at, ": ", 2) == 0 && (ends_with(text, at, "postgres") || ends_with(text, at, "sqlite")))
        return true;
    if (strncmp(text + strspn(text, "0123456789"), " not compared:", 14) == 0 && isdigit((unsigned char)*text))
        return true;
    if (strncmp(text + at, ": ", 2) == 0 && memmem(text + at, n - at, ", ", 2) && strncmp(text + n, "\n\n", 2) == 0)
        return true;
    if (text[at] != ':' || !isdigit((unsigned char)text[at + 1]))
        return false;
    return memmem(text, n, ": warning: ", 11) || memmem(text, n, ": note: ", 8) || memmem(text, n, ": error: ", 9);
}

bool setting_may_replace(const char *path)
{
    char head[4096];
    bool stream = false;
    int fd = input_open(path, &stream, NULL);
    ssize_t n = fd >= 0 && !stream ? read(fd, head, sizeof(head) - 1) : 0;
    if (fd >= 0)
        close(fd);
    head[n > 0 ? n : 0] = '\0';
    return n <= 0 || begins_as_ours(head) || is_line_of_report(head);
}
