#include "remark/cut.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/lex.h"

/* The text is gone through once, since marks come in order. */
struct cutting {
    void *ctx;
    struct marks *marks;
    size_t at; /* behind the last mark */
    int line;
    size_t line_start;
};

static void add(struct cutting *c, enum mark_kind kind, size_t start, size_t end)
{
    const char *text = c->marks->text;
    for (; c->at < start; c->at++)
        if (text[c->at] == '\n') {
            c->line++;
            c->line_start = c->at + 1;
        }
    struct mark m = {kind, start, end, c->line, c->line, (int)(start - c->line_start)};
    for (; c->at < end; c->at++)
        if (text[c->at] == '\n') {
            c->line++;
            c->line_start = c->at + 1;
        }
    m.last_line = c->line;
    size_t i = mem_grow(c->ctx, &c->marks->items, &c->marks->n);
    c->marks->items[i] = m;
}

/* Of Postgres they nest. */
static size_t block_end(enum engine engine, const char *text, size_t start, size_t end)
{
    int depth = 0;
    for (size_t at = start; at + 1 < end; at++) {
        if (text[at] == '/' && text[at + 1] == '*' && (depth == 0 || engine == ENGINE_POSTGRES)) {
            depth++;
            at++;
        } else if (text[at] == '*' && text[at + 1] == '/') {
            depth--;
            at++;
            if (depth == 0)
                return at + 1;
        }
    }
    return end;
}

/* Between two tokens nothing stands but blanks and comments. */
static void add_comments(struct cutting *c, size_t end)
{
    const char *text = c->marks->text;
    for (size_t at = c->at; at + 1 < end;) {
        size_t stop;
        if (text[at] == '-' && text[at + 1] == '-')
            stop = at + strcspn(text + at, c->marks->engine == ENGINE_POSTGRES ? "\r\n" : "\n");
        else if (text[at] == '/' && text[at + 1] == '*')
            stop = block_end(c->marks->engine, text, at, end);
        else {
            at++;
            continue;
        }
        stop = stop < end ? stop : end;
        add(c, MARK_COMMENT, at, stop);
        at = stop;
    }
}

static bool cut_postgres(struct cutting *c)
{
    static const enum mark_kind kinds[] = {
        [LEXEME_END] = MARK_END,      [LEXEME_WORD] = MARK_WORD,    [LEXEME_QUOTED] = MARK_QUOTED,
        [LEXEME_STRING] = MARK_VALUE, [LEXEME_NUMBER] = MARK_VALUE, [LEXEME_SIGN] = MARK_SIGN};
    const char *text = c->marks->text;
    struct lexer lexer = {text, 0, strlen(text)};
    struct lexeme x;
    do {
        x = lex_next(&lexer);
        if (x.kind == LEXEME_OPEN)
            return false;
        add_comments(c, x.start);
        add(c, kinds[x.kind], x.start, x.end);
    } while (x.kind != LEXEME_END);
    return true;
}

static bool cut_sqlite(struct cutting *c)
{
    static const enum mark_kind kinds[] = {
        [TOKEN_END] = MARK_END,        [TOKEN_WORD] = MARK_WORD,     [TOKEN_DOUBLE] = MARK_QUOTED,
        [TOKEN_BRACKET] = MARK_QUOTED, [TOKEN_STRING] = MARK_QUOTED, [TOKEN_NUMBER] = MARK_VALUE,
        [TOKEN_BLOB] = MARK_VALUE,     [TOKEN_SYMBOL] = MARK_SIGN,   [TOKEN_ILLEGAL] = MARK_SIGN};
    struct sqlite_tokens tokens = sqlite_tokenize(c->ctx, c->marks->text);
    for (size_t i = 0; i <= tokens.n; i++) {
        const struct sqlite_token *t = &tokens.items[i];
        size_t start = (size_t)(t->start - c->marks->text);
        add_comments(c, start);
        add(c, kinds[t->type], start, start + t->length);
    }
    return true;
}

bool marks_cut(void *ctx, enum engine engine, const char *script, struct marks *marks)
{
    *marks = (struct marks){.engine = engine, .text = script};
    struct cutting c = {.ctx = ctx, .marks = marks, .line = 1};
    return engine == ENGINE_POSTGRES ? cut_postgres(&c) : cut_sqlite(&c);
}

bool mark_is(const struct marks *marks, size_t i, const char *word)
{
    const struct mark *m = &marks->items[i];
    return (m->kind == MARK_WORD || m->kind == MARK_SIGN) && m->end - m->start == strlen(word) &&
           strncasecmp(marks->text + m->start, word, m->end - m->start) == 0;
}

bool mark_is_any(const struct marks *marks, size_t i, const char *const *words)
{
    for (; *words; words++)
        if (mark_is(marks, i, *words))
            return true;
    return false;
}

bool mark_is_name(const struct marks *marks, size_t i)
{
    return marks->items[i].kind == MARK_WORD || marks->items[i].kind == MARK_QUOTED;
}

char *mark_name(void *ctx, const struct marks *marks, size_t i)
{
    const struct mark *m = &marks->items[i];
    if (marks->engine == ENGINE_SQLITE) {
        bool bracket = strchr("[`", marks->text[m->start]) != NULL;
        return sqlite_token_content(ctx, &(struct sqlite_token){m->kind == MARK_WORD ? TOKEN_WORD
                                                                : bracket            ? TOKEN_BRACKET
                                                                                     : TOKEN_DOUBLE,
                                                                marks->text + m->start, m->end - m->start});
    }
    return lexeme_name(ctx, marks->text,
                       (struct lexeme){m->kind == MARK_WORD ? LEXEME_WORD : LEXEME_QUOTED, m->start, m->end});
}

char *mark_string(void *ctx, const struct marks *marks, size_t i)
{
    const struct mark *m = &marks->items[i];
    if (marks->engine != ENGINE_POSTGRES || m->kind != MARK_VALUE || marks->text[m->end - 1] != '\'')
        return NULL;
    return lexeme_string(ctx, marks->text, (struct lexeme){LEXEME_STRING, m->start, m->end});
}

struct lexeme mark_lexeme(const struct marks *marks, size_t i)
{
    static const enum lexeme_kind kinds[] = {
        [MARK_WORD] = LEXEME_WORD, [MARK_QUOTED] = LEXEME_QUOTED, [MARK_VALUE] = LEXEME_STRING,
        [MARK_SIGN] = LEXEME_SIGN, [MARK_COMMENT] = LEXEME_SIGN,  [MARK_END] = LEXEME_END};
    const struct mark *m = &marks->items[i];
    return (struct lexeme){kinds[m->kind], m->start, m->end};
}

size_t mark_token(const struct marks *marks, size_t i)
{
    while (marks->items[i].kind == MARK_COMMENT)
        i++;
    return i;
}
