/*
 * Comments that read like the mark of a down migration of a tool that nobody here
 * knows. Whoever passes over one runs the down migration behind the up migration, and all
 * that the migration makes is gone again.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "schema/migration_directives.h"
#include "schema/migration_line.h"

/* A mark has few words; prose has more. */
enum { MOST_WORDS = 5, LONGEST_WORD = 24 };

struct comment {
    char words[MOST_WORDS][LONGEST_WORD + 1]; /* in small letters */
    size_t n;
    bool decorated; /* it has signs that prose has not: +foo, @foo, foo:, [foo], ==== */
};

static const char *const down_words[] = {"down",    "downs",    "undo",      "rollback", "rollbacks", "revert",
                                         "reverse", "backward", "backwards", "unapply",  "downgrade", NULL};
static const char *const up_words[] = {"up", "ups", "do", "apply", "forward", "forwards", "upgrade", "deploy", NULL};
static const char *const other_words[] = {"migration", "migrations", "migrate", "section", "script", "part",
                                          "sql",       "begin",      "start",   "starts",  "step",   "steps",
                                          "changes",   "change",     "schema",  "the",     "to",     NULL};

/* What is behind the sign that begins a comment; NULL where the line is none. */
static const char *comment_of(const char *line)
{
    static const char *const signs[] = {"--", "#", "//", "/*"};
    line += strspn(line, " \t\r\f\v");
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (strncmp(line, signs[i], strlen(signs[i])) == 0)
            return line + strlen(signs[i]);
    return NULL;
}

static bool add_word(struct comment *c, const char *word, size_t n)
{
    if (c->n == MOST_WORDS || n > LONGEST_WORD)
        return false;
    ascii_copy_lower(c->words[c->n++], word, n);
    return true;
}

/* False where there are more words than a mark has. */
static bool read_comment(const char *text, struct comment *c)
{
    *c = (struct comment){.decorated = strncmp(text + strspn(text, " "), "//", 2) == 0};
    for (const char *end = text + strcspn(text, "\n"); text < end;) {
        size_t n = 0;
        while (text + n < end && (isalnum((unsigned char)text[n]) || text[n] == '_'))
            n++;
        if (n && !add_word(c, text, n))
            return false;
        /* A colon at the end ends a heading. */
        c->decorated |= n == 0 && (strchr("+@!=[{<%~|", *text) || (*text == ':' && isalnum((unsigned char)text[1])));
        text += n ? n : 1;
    }
    return true;
}

static bool is_among(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* Whether it says that and little else: the name of a tool, where signs make it a mark. */
static bool reads_like(const struct comment *c, const char *const *words)
{
    size_t wanted = 0, strange = 0;
    for (size_t i = 0; i < c->n; i++) {
        wanted += is_among(c->words[i], words);
        strange += !is_among(c->words[i], words) && !is_among(c->words[i], other_words);
    }
    return wanted == 1 && strange <= (c->decorated ? 1U : 0U);
}

static bool is_sql(const char *line)
{
    line += strspn(line, " \t\r\f\v");
    return *line && *line != '\n' && !comment_of(line);
}

static bool has_sql_behind(const char *line)
{
    for (line += line_length(line); *line; line += line_length(line))
        if (is_sql(line))
            return true;
    return false;
}

bool directives_doubtful(const char *kept, bool known, struct doubtful_mark *mark)
{
    bool two_ways = false;
    for (const char *line = kept; *line; line += line_length(line)) {
        struct comment c;
        const char *comment = comment_of(line);
        if (!comment || !read_comment(comment, &c))
            continue;
        two_ways |= reads_like(&c, up_words);
        if (!reads_like(&c, down_words) || (known && !c.decorated) || !has_sql_behind(line))
            continue;
        *mark = (struct doubtful_mark){(size_t)(line - kept), !known && (c.decorated || two_ways)};
        return true;
    }
    return false;
}
