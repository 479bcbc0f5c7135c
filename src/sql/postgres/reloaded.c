#include "sql/postgres/reloaded.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sql/postgres/flatten.h"
#include "sql/postgres/lex.h"

/* In the place of so many bytes of the text. */
struct edit {
    size_t at, length;
    const char *put;
    size_t n; /* of what stands at one place the order in which it was put there */
};

struct rewriting {
    void *work;
    const char *text;
    struct lexemes all;
    size_t *partner; /* of a parenthesis or bracket; 0: it has none */
    struct edit *edits;
    size_t n_edits;
};

/* (ARRAY[...])::type[], by the places of its lexemes. */
struct array_cast {
    size_t open, first, last, close; /* the parentheses, and what the brackets hold */
    size_t end;                      /* the last bracket of the type */
    const char *type;
};

static bool is_at(const struct rewriting *r, size_t at, const char *token)
{
    return at < r->all.n && lexeme_is(r->text, r->all.items[at], token);
}

static void put(struct rewriting *r, size_t at, size_t length, const char *text)
{
    size_t i = mem_grow(r->work, &r->edits, &r->n_edits);
    r->edits[i] = (struct edit){at, length, text, i};
}

static size_t start_of(const struct rewriting *r, size_t at)
{
    return r->all.items[at].start;
}

static size_t end_of(const struct rewriting *r, size_t at)
{
    return r->all.items[at].end;
}

static void find_partners(struct rewriting *r)
{
    size_t *open = mem_array(r->work, size_t, r->all.n + 1), depth = 0;
    for (size_t i = 0; i < r->all.n; i++) {
        if (is_at(r, i, "(") || is_at(r, i, "["))
            open[depth++] = i;
        if ((is_at(r, i, ")") || is_at(r, i, "]")) && depth > 0) {
            r->partner[i] = open[--depth];
            r->partner[open[depth]] = i;
        }
    }
}

static bool is_cast(const struct rewriting *r, size_t at)
{
    return is_at(r, at, ":") && is_at(r, at + 1, ":");
}

/* Behind the name of a type, its modifiers among that; `at` where there is none. */
static size_t behind_type(const struct rewriting *r, size_t at)
{
    while (at < r->all.n) {
        if (lexeme_is_name(r->all.items[at]) || is_at(r, at, "."))
            at++;
        else if (is_at(r, at, "(") && r->partner[at] > at)
            at = r->partner[at] + 1;
        else
            break;
    }
    return at;
}

static bool find_cast(const struct rewriting *r, size_t i, struct array_cast *cast)
{
    size_t close = r->partner[i];
    bool array = is_at(r, i, "(") && is_at(r, i + 1, "ARRAY") && is_at(r, i + 2, "[") && close > i &&
                 r->partner[i + 2] == close - 1 && close - 1 > i + 3 && is_cast(r, close + 1);
    if (!array)
        return false;
    size_t type = close + 3, end = behind_type(r, type);
    if (end == type || !is_at(r, end, "[") || !is_at(r, end + 1, "]") || is_at(r, end + 2, "["))
        return false;
    const char *name = r->text + start_of(r, type);
    *cast = (struct array_cast){i,     i + 3,   close - 2,
                                close, end + 1, mem_strndup(r->work, name, end_of(r, end - 1) - start_of(r, type))};
    return true;
}

/* The last lexeme of the element that begins there. */
static size_t element_end(const struct rewriting *r, size_t from, size_t last)
{
    size_t i = from;
    while (i <= last && !is_at(r, i, ","))
        i = r->partner[i] > i ? r->partner[i] + 1 : i + 1;
    return i - 1;
}

static bool is_inner_array(const struct rewriting *r, size_t from, size_t to)
{
    return is_at(r, from, "ARRAY") && is_at(r, from + 1, "[") && r->partner[from + 1] == to;
}

/* Of the element from `from` to `to`: the last cast outside of all parentheses; 0: it has none. */
static size_t outer_cast(const struct rewriting *r, size_t from, size_t to)
{
    size_t found = 0;
    for (size_t i = from; i <= to; i = r->partner[i] > i ? r->partner[i] + 1 : i + 1)
        if (is_cast(r, i))
            found = i;
    return found;
}

static bool has_modifier(const struct rewriting *r, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        if (is_at(r, i, "("))
            return true;
    return false;
}

/* A constant, a call, or a cast without modifiers: its type has none of its own. */
static bool is_plain(const struct rewriting *r, size_t from, size_t to)
{
    size_t cast = outer_cast(r, from, to);
    if (cast > 0)
        return !has_modifier(r, cast, to);
    size_t call = behind_type(r, from);
    return r->all.items[from].kind == LEXEME_NUMBER || (call == to + 1 && is_at(r, to, ")") && !is_at(r, from, "("));
}

static bool is_number(const struct rewriting *r, size_t from, size_t to)
{
    const struct lexeme x = r->all.items[from];
    return from == to && x.kind == LEXEME_NUMBER && strspn(r->text + x.start, "0123456789") >= x.end - x.start;
}

static bool each_element(const struct rewriting *r, size_t first, size_t last,
                         bool (*test)(const struct rewriting *r, size_t from, size_t to))
{
    for (size_t from = first, to; from <= last; from = to + 2) {
        to = element_end(r, from, last);
        bool inner = is_inner_array(r, from, to);
        if (inner ? !each_element(r, from + 2, to - 1, test) : !test(r, from, to))
            return false;
    }
    return true;
}

static void cast_elements(struct rewriting *r, const struct array_cast *cast, size_t first, size_t last)
{
    for (size_t from = first, to; from <= last; from = to + 2) {
        to = element_end(r, from, last);
        if (is_inner_array(r, from, to)) {
            cast_elements(r, cast, from + 2, to - 1);
            continue;
        }
        bool bare = r->all.items[from].kind == LEXEME_STRING && from == to;
        put(r, start_of(r, from), 0, bare ? "" : "(");
        put(r, end_of(r, to), 0, mem_printf(r->work, "%s::%s", bare ? "" : ")", cast->type));
    }
}

/* The comparison converts it likewise, and loses nothing. */
static bool is_converted_anyway(const struct rewriting *r, const struct array_cast *c)
{
    static const char *const exact[] = {"bigint", "numeric", "double precision", "oid"};
    bool compared = c->open >= 2 && is_at(r, c->open - 1, "(") && is_at(r, c->end + 1, ")") &&
                    (is_at(r, c->open - 2, "ANY") || is_at(r, c->open - 2, "ALL"));
    if (!compared)
        return false;
    if (strcmp(c->type, "text") == 0)
        return each_element(r, c->first, c->last, is_plain);
    for (size_t i = 0; i < sizeof(exact) / sizeof(*exact); i++)
        if (strcmp(c->type, exact[i]) == 0)
            return each_element(r, c->first, c->last, is_number);
    return false;
}

static void rewrite_array(struct rewriting *r, const struct array_cast *c)
{
    bool away = is_converted_anyway(r, c), whole = each_element(r, c->first, c->last, is_plain);
    if (!away && whole) {
        put(r, start_of(r, c->open), 0, "(");
        put(r, end_of(r, c->close), 0, "::anyarray)");
        return;
    }
    put(r, start_of(r, c->open), 1, "");
    if (!away)
        cast_elements(r, c, c->first, c->last);
    put(r, start_of(r, c->close), end_of(r, c->end) - start_of(r, c->close), "");
}

/* The server reads the sign as the constant's own. */
static void rewrite_negative(struct rewriting *r, size_t i)
{
    bool negative =
        is_at(r, i, "(") && is_at(r, i + 1, "-") && is_at(r, i + 3, ")") && r->all.items[i + 2].kind == LEXEME_NUMBER;
    if (!negative)
        return;
    const char *digits = mem_strndup(r->work, r->text + start_of(r, i + 2), end_of(r, i + 2) - start_of(r, i + 2));
    errno = 0;
    long long value = strtoll(mem_printf(r->work, "-%s", digits), NULL, 10);
    const char *type = errno != 0 || strspn(digits, "0123456789") != strlen(digits) ? "numeric"
                       : value >= -2147483648LL                                     ? "integer"
                                                                                    : "bigint";
    put(r, start_of(r, i), end_of(r, i + 3) - start_of(r, i), mem_printf(r->work, "'-%s'::%s", digits, type));
}

static int by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : (x->n > y->n) - (x->n < y->n);
}

static const char *edited(void *ctx, struct rewriting *r)
{
    struct text t;
    size_t done = 0;
    qsort(r->edits, r->n_edits, sizeof(*r->edits), by_place);
    text_open(&t);
    for (size_t i = 0; i < r->n_edits; i++) {
        const struct edit *e = &r->edits[i];
        if (e->at > done) {
            fwrite(r->text + done, 1, e->at - done, t.out);
            done = e->at;
        }
        fputs(e->put, t.out);
        done = e->at + e->length > done ? e->at + e->length : done;
    }
    fputs(r->text + done, t.out);
    return text_close(&t, ctx);
}

const char *as_reloaded(void *ctx, const char *text)
{
    text = without_first_parentheses(ctx, text);
    if (!strstr(text, "ARRAY[") && !strstr(text, "(- "))
        return text;
    struct rewriting r = {.work = mem_context(NULL), .text = text};
    struct array_cast cast;
    r.all = lex_all(r.work, text);
    r.partner = mem_array(r.work, size_t, r.all.n + 1);
    find_partners(&r);
    for (size_t i = 0; i + 3 < r.all.n; i++) {
        rewrite_negative(&r, i);
        if (find_cast(&r, i, &cast))
            rewrite_array(&r, &cast);
    }
    if (r.n_edits > 0)
        text = edited(ctx, &r);
    mem_free(r.work);
    return text;
}
