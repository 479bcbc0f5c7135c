#include "model/postgres/split.h"

#include <string.h>

#include "sql/postgres/atomic.h"
#include "sql/postgres/lex.h"

struct splitter split_begin(const char *text)
{
    return (struct splitter){.text = text, .length = strlen(text), .line = 1};
}

/* Goes on counting from where it was. */
static int line_of(struct splitter *s, size_t at)
{
    const char *c = s->text + s->counted;
    while ((c = memchr(c, '\n', (size_t)(s->text + at - c)))) {
        s->line++;
        c++;
    }
    s->counted = at;
    return s->line;
}

static size_t next_line(const struct splitter *s, size_t at)
{
    const char *end = memchr(s->text + at, '\n', s->length - at);
    return end ? (size_t)(end - s->text) + 1 : s->length;
}

/* How a statement is cut. */
struct cut {
    struct lexeme end; /* the semicolon, a line of psql's own, or the end of the text */
    bool inside;       /* within parentheses or a body, which do not end */
};

static struct cut find_end(struct lexer l, struct lexeme x, bool nested)
{
    struct atomic_body body = {0};
    int parentheses = 0;
    bool inside = false;
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        int c = x.kind == LEXEME_SIGN ? l.text[x.start] : 0;
        if ((c == ';' && !inside) || c == '\\')
            break;
        parentheses += (c == '(') - (c == ')');
        atomic_follow(&body, l.text, x);
        inside = nested && (parentheses > 0 || body.depth > 0);
    }
    return (struct cut){x, inside};
}

/* How often the rest of the text is looked through in vain. */
enum { MOST_BROKEN = 20 };

/* A parenthesis or body without an end is a mistake of one statement, not of all that follow. */
static struct lexeme find_statement_end(struct splitter *s, struct lexeme first)
{
    struct lexer l = {s->text, first.end, s->length};
    struct cut cut = find_end(l, first, s->broken < MOST_BROKEN);
    if (cut.inside && cut.end.kind != LEXEME_OPEN) {
        s->broken++;
        cut = find_end(l, first, false);
    }
    return cut.end;
}

static bool reads_data(const struct splitter *s, const struct piece_of_text *piece)
{
    struct lexer l = {s->text, piece->start, piece->end};
    struct lexeme x = lex_next(&l), before = x;
    if (!lexeme_is(s->text, x, "copy"))
        return false;
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; before = x, x = lex_next(&l))
        if (lexeme_is(s->text, x, "stdin") && lexeme_is(s->text, before, "from"))
            return true;
    return false;
}

/* Up to the line that is just \. */
static void take_data(struct splitter *s, struct piece_of_text *piece)
{
    size_t at = next_line(s, s->at);
    piece->data_start = at;
    piece->data_line = line_of(s, at);
    while (at < s->length && !(strncmp(s->text + at, "\\.", 2) == 0 && strchr("\r\n", s->text[at + 2])))
        at = next_line(s, at);
    piece->data_end = at;
    piece->data_open = at >= s->length;
    s->at = next_line(s, at);
}

/*
 * Commands of psql that say how it shows and speaks, or in which database what follows stands, as pg_dump -C writes:
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
 */
static bool is_harmless(const char *command)
{
    static const char *const names[] = {".",    "restrict", "unrestrict", "c",        "connect", "echo", "qecho",
                                        "warn", "set",      "unset",      "pset",     "timing",  "x",    "t",
                                        "a",    "encoding", "conninfo",   "password", "prompt",  "H",    "f",
                                        "T",    "C",        "d",          "dt",       "l",       "?",    "h"};
    size_t n = strcspn(command, " \t\r\n\\;");
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strlen(names[i]) == n && strncmp(command, names[i], n) == 0)
            return true;
    return n == 0;
}

bool split_next(struct splitter *s, struct piece_of_text *piece)
{
    for (;;) {
        struct lexer l = {s->text, s->at, s->length};
        struct lexeme first = lex_next(&l);
        if (first.kind == LEXEME_END)
            return false;
        if (first.kind == LEXEME_SIGN && s->text[first.start] == '\\') {
            s->at = next_line(s, first.start);
            if (is_harmless(s->text + first.end))
                continue;
            *piece = (struct piece_of_text){.start = first.start, .line = line_of(s, first.start), .command = true};
            piece->end = first.start + strcspn(s->text + first.start, "\r\n");
            return true;
        }
        if (lexeme_is(s->text, first, ";")) {
            s->at = first.end;
            continue;
        }
        *piece = (struct piece_of_text){.start = first.start, .line = line_of(s, first.start)};
        struct lexeme last = find_statement_end(s, first);
        piece->end = last.start;
        piece->open = last.kind == LEXEME_OPEN;
        if (piece->open)
            piece->start = last.start; /* where the quote begins */
        s->at = s->text[last.start] == '\\' ? last.start : last.end;
        if (!piece->open && reads_data(s, piece))
            take_data(s, piece);
        return true;
    }
}
