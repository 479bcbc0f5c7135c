#include "compare/paragraph.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum { LONGEST_WORD = 256 };

static const char blanks[] = " \t\r\n";

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* What follows $tag$ ... $tag$; NULL where the dollar begins no string. */
static const char *skip_dollar(const char *at, const char *end)
{
    const char *tag_end = at + 1;
    while (tag_end < end && is_word(*tag_end))
        tag_end++;
    if (tag_end >= end || *tag_end != '$')
        return NULL;
    size_t n = (size_t)(tag_end - at) + 1;
    const char *close = memmem(tag_end + 1, (size_t)(end - tag_end) - 1, at, n);
    return close ? close + n : end;
}

/* What follows a literal, a comment or a quoted name that begins here; `at` itself where none does. */
static const char *skip_opaque(const char *at, const char *end)
{
    const char *found = at;
    if (*at == '\'' || *at == '`') {
        found = memchr(at + 1, *at, (size_t)(end - at) - 1);
        return found ? found + 1 : end;
    }
    if (at + 1 < end && at[0] == '-' && at[1] == '-') {
        found = memchr(at, '\n', (size_t)(end - at));
        return found ? found : end;
    }
    if (at + 1 < end && at[0] == '/' && at[1] == '*') {
        found = memmem(at + 2, (size_t)(end - at) - 2, "*/", 2);
        return found ? found + 2 : end;
    }
    if (*at == '$')
        found = skip_dollar(at, end);
    return found ? found : at;
}

static const char *skip_quoted_name(const char *at, const char *end)
{
    const char *close = at + 1 < end ? memchr(at + 1, '"', (size_t)(end - at) - 1) : NULL;
    return close ? close + 1 : end;
}

static bool word_is(const char *word, size_t size, const char *wanted)
{
    return strlen(wanted) == size && strncasecmp(word, wanted, size) == 0;
}

/* A paragraph while its end is looked for. */
struct course {
    int n_words;
    bool creates, table; /* CREATE ... TABLE: what follows belongs to it */
    bool has_body;       /* BEGIN ... END of a trigger or function, which has statements of its own */
    bool ended;          /* a statement has, and no other has begun */
};

static void pass_word(struct course *c, const char *word, size_t n)
{
    c->n_words++;
    c->creates |= c->n_words == 1 && word_is(word, n, "CREATE");
    c->table |= c->creates && c->n_words <= 3 && word_is(word, n, "TABLE");
    c->has_body |= word_is(word, n, "BEGIN");
    c->has_body &= !word_is(word, n, "END");
    c->ended = false;
}

static bool is_over(const struct course *c, const char *at, const char *end)
{
    return c->ended && *at == '\n' && (!c->table || (at + 1 < end && at[1] == '\n'));
}

static const char *paragraph_end(const char *at, const char *end)
{
    struct course c = {0};
    while (at < end && !is_over(&c, at, end)) {
        const char *next = *at == '"' ? skip_quoted_name(at, end) : skip_opaque(at, end);
        if (next != at) {
            c.ended = c.ended && *at == '-';
            at = next;
        } else if (is_word(*at)) {
            while (next < end && is_word(*next))
                next++;
            pass_word(&c, at, (size_t)(next - at));
            at = next;
        } else {
            c.ended = *at == ';' ? !c.has_body : c.ended && isspace((unsigned char)*at);
            at++;
        }
    }
    return at < end ? at + 1 : end;
}

/* What statements may begin with, and what CREATE may be followed by, for their objects to be known. */
static bool known_first(const char *word, size_t n)
{
    return word_is(word, n, "CREATE") || word_is(word, n, "INSERT") || word_is(word, n, "ALTER");
}

static bool known_object(const char *word, size_t n)
{
    static const char *const known[] = {"TABLE", "INDEX", "UNIQUE", "SEQUENCE", "UNLOGGED", "TRIGGER"};
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (word_is(word, n, known[i]))
            return true;
    return false;
}

struct look {
    bool begins, after_create, plain;
};

/* A table made of others is not known by itself. */
static bool ties_tables(const char *word, size_t n)
{
    return word_is(word, n, "INHERITS") || word_is(word, n, "PARTITION") || word_is(word, n, "LIKE") ||
           word_is(word, n, "OF");
}

static void look_at_word(struct look *look, const char *word, size_t n)
{
    if (look->begins) {
        look->plain &= known_first(word, n);
        look->after_create = word_is(word, n, "CREATE") || word_is(word, n, "ALTER");
    } else if (look->after_create) {
        look->plain &= known_object(word, n);
        look->after_create = false;
    }
    look->plain &= !ties_tables(word, n);
    look->begins = false;
}

static bool is_plain(const char *at, const char *end)
{
    struct look look = {true, false, true};
    while (at < end) {
        const char *next = *at == '"' ? skip_quoted_name(at, end) : skip_opaque(at, end);
        if (next != at) {
            at = next;
            continue;
        }
        if (is_word(*at)) {
            const char *word = at;
            while (at < end && is_word(*at))
                at++;
            look_at_word(&look, word, (size_t)(at - word));
            continue;
        }
        look.begins |= *at == ';';
        at++;
    }
    return look.plain;
}

static size_t lower(char *to, const char *word, size_t n)
{
    size_t size = n < LONGEST_WORD ? n : LONGEST_WORD;
    for (size_t i = 0; i < size; i++)
        to[i] = (char)tolower((unsigned char)word[i]);
    return size;
}

/* Words between TABLE, SEQUENCE or ON and the name. */
static bool before_name(const char *word, size_t n)
{
    return word_is(word, n, "IF") || word_is(word, n, "NOT") || word_is(word, n, "EXISTS") || word_is(word, n, "ONLY");
}

void paragraph_words(const struct paragraph *p, void (*see)(void *data, const char *word, size_t size, bool qualifies),
                     void *data)
{
    const char *at = p->start, *end = p->start + p->size;
    char word[LONGEST_WORD];
    while (at < end) {
        bool quoted = *at == '"' || *at == '`';
        const char *start = at + quoted, *next = quoted ? skip_quoted_name(at, end) : skip_opaque(at, end);
        if (!quoted && next == at && !is_word(*at)) {
            at++;
            continue;
        }
        bool opaque = !quoted && next != at;
        while (!quoted && !opaque && next < end && is_word(*next))
            next++;
        if (!opaque)
            see(data, word, lower(word, start, (size_t)(next - start) - quoted), next < end && *next == '.');
        at = next;
    }
}

/* The first name that is made, altered, inserted into; of indexes and triggers, the one after ON. */
struct naming {
    void *ctx;
    const char *subject;
    bool next, on;
};

static void see_subject(void *data, const char *word, size_t size, bool qualifies)
{
    struct naming *n = data;
    if (n->subject)
        return;
    if (n->next && !qualifies && !before_name(word, size))
        n->subject = mem_strndup(n->ctx, word, size);
    bool table = word_is(word, size, "table") || word_is(word, size, "sequence") || word_is(word, size, "into");
    n->on |= word_is(word, size, "index") || word_is(word, size, "trigger");
    n->next |= (table && !n->on) || (n->on && word_is(word, size, "on"));
}

struct paragraphs paragraphs_split(void *ctx, const char *text)
{
    struct paragraphs p = {NULL, 0};
    const char *end = text + strlen(text);
    for (const char *at = text + strspn(text, blanks); at < end; at += strspn(at, blanks)) {
        const char *next = paragraph_end(at, end);
        size_t i = mem_grow(ctx, &p.items, &p.n);
        p.items[i] = (struct paragraph){at, (size_t)(next - at), is_plain(at, next), ""};
        struct naming naming = {.ctx = ctx};
        if (p.items[i].plain)
            paragraph_words(&p.items[i], see_subject, &naming);
        p.items[i].subject = naming.subject ? naming.subject : "";
        p.items[i].plain &= naming.subject != NULL;
        at = next;
    }
    return p;
}
