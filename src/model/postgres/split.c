#include "model/postgres/split.h"

#include <string.h>

#include "canon/lex.h"

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

/* BEGIN ATOMIC ... END holds statements with semicolons of their own. */
struct body {
    bool begun; /* the word before was BEGIN */
    int depth;
};

static void follow_body(struct body *b, const char *text, struct lexeme x)
{
    if (x.kind == LEXEME_WORD) {
        if (b->begun && lexeme_is(text, x, "atomic"))
            b->depth = 1;
        else if (b->depth > 0 && lexeme_is(text, x, "case"))
            b->depth++;
        else if (b->depth > 0 && lexeme_is(text, x, "end"))
            b->depth--;
    }
    b->begun = lexeme_is(text, x, "begin");
}

/* The semicolon, or the end of the text. */
static struct lexeme find_end(struct lexer *l, struct lexeme x)
{
    int parentheses = 0;
    struct body body = {false, 0};
    for (; x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(l)) {
        char c = l->text[x.start];
        bool sign = x.kind == LEXEME_SIGN;
        if (sign && c == ';' && parentheses <= 0 && body.depth == 0)
            break;
        if (sign)
            parentheses += (c == '(') - (c == ')');
        if (x.kind == LEXEME_WORD)
            follow_body(&body, l->text, x);
    }
    return x;
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
    while (at < s->length && strncmp(s->text + at, "\\.", 2) != 0)
        at = next_line(s, at);
    piece->data_end = at;
    s->at = next_line(s, at);
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
            continue;
        }
        if (lexeme_is(s->text, first, ";")) {
            s->at = first.end;
            continue;
        }
        *piece = (struct piece_of_text){.start = first.start, .line = line_of(s, first.start)};
        struct lexeme last = find_end(&l, first);
        piece->end = last.start;
        piece->open = last.kind == LEXEME_OPEN;
        if (piece->open)
            piece->start = last.start; /* where the quote begins */
        s->at = last.end;
        if (!piece->open && reads_data(s, piece))
            take_data(s, piece);
        return true;
    }
}
