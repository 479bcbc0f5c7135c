/* Values as SQL. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/quoted.h"
#include "kind/sqlite/sqlite.h"

/* The length of the UTF-8 character at `s`, 0 where none stands; as RFC 3629 has it. */
static size_t character_length(const unsigned char *s, size_t left)
{
    static const struct {
        unsigned char first_from, first_to, second_from, second_to;
        size_t length;
    } forms[] = {{0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
                 {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
                 {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    if (s[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        if (s[0] < forms[i].first_from || s[0] > forms[i].first_to || left < forms[i].length)
            continue;
        bool ok = s[1] >= forms[i].second_from && s[1] <= forms[i].second_to;
        for (size_t k = 2; k < forms[i].length; k++)
            ok = ok && (s[k] & 0xC0) == 0x80;
        return ok ? forms[i].length : 0;
    }
    return 0;
}

static bool is_utf8(const struct cell *cell)
{
    for (size_t i = 0; i < cell->size;) {
        size_t n = character_length((const unsigned char *)cell->data + i, cell->size - i);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

static void print_blob(FILE *out, const struct cell *cell)
{
    fputs("X'", out);
    for (size_t i = 0; i < cell->size; i++)
        fprintf(out, "%02X", (unsigned)(unsigned char)cell->data[i]);
    putc('\'', out);
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

/* The runs of control characters and of others; more than this make an expression too deep or too long. */
enum { MOST_RUNS = 100, MOST_CONTROLS = 100 };

static bool is_simple(const struct cell *cell)
{
    size_t runs = 0, controls = 0;
    for (size_t i = 0; i < cell->size; i++) {
        bool control = is_control(cell->data[i]);
        runs += i == 0 || control != is_control(cell->data[i - 1]);
        controls += control;
    }
    return runs <= MOST_RUNS && controls <= MOST_CONTROLS;
}

/* 'one' || char(10) || 'two': a row stays on its line, and no editor changes a carriage return. */
static void print_text(FILE *out, const struct cell *cell)
{
    if (cell->size == 0)
        fputs("''", out);
    for (size_t i = 0; i < cell->size;) {
        size_t n = 0;
        bool control = is_control(cell->data[i]);
        while (i + n < cell->size && is_control(cell->data[i + n]) == control)
            n++;
        if (i > 0)
            fputs(" || ", out);
        if (!control)
            print_quoted(out, cell->data + i, n);
        for (size_t k = 0; control && k < n; k++)
            fprintf(out, "%s%d", k ? ", " : "char(", cell->data[i + k]);
        if (control)
            putc(')', out);
        i += n;
    }
}

char *sqlite_literal(void *ctx, const struct cell *cell)
{
    struct text t;
    switch (cell->type) {
    case CELL_NULL:
        return mem_strdup(ctx, "NULL");
    case CELL_INTEGER:
    case CELL_REAL:
        return mem_strdup(ctx, cell->data);
    default:
        break;
    }
    text_open(&t);
    if (cell->type == CELL_BLOB) {
        print_blob(t.out, cell);
    } else if (is_utf8(cell) && is_simple(cell)) {
        print_text(t.out, cell);
    } else {
        fputs("CAST(", t.out);
        print_blob(t.out, cell);
        fputs(" AS TEXT)", t.out);
    }
    return text_close(&t, ctx);
}
