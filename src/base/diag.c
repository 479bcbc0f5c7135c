#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/shown.h"

/* Of a source line longer than SOURCE_WIDTH bytes the part around the position is shown. */
enum { SOURCE_WIDTH = 160, SOURCE_BEFORE = 60 };

/*
 * Of a message, a hint or a detail: a server or a program says what a stranger wrote, as much as they like, and a
 * context names each call of a recursion.
 */
enum { LONGEST_SENTENCE = 4000, LONGEST_DETAIL = 16000 };

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The text where it is no longer than that, else its beginning and its end, of whole lines where there are some. */
static char *shortened(void *ctx, char *text, size_t most)
{
    size_t size = text ? strlen(text) : 0;
    if (size <= most)
        return text;
    size_t head = most / 4 * 3, tail = size - most / 4;
    const char *last = memrchr(text + head / 2, '\n', head - head / 2), *next = memchr(text + tail, '\n', most / 8);
    bool of_lines = last && next;
    if (of_lines) {
        head = (size_t)(last - text) + 1;
        tail = (size_t)(next - text) + 1;
    }
    while (is_continuation(text[head]))
        head--;
    while (is_continuation(text[tail]))
        tail++;
    char *cut = mem_printf(ctx, "%.*s%s(%zu bytes are left out)%s%s", (int)head, text, of_lines ? "" : " ... ",
                           tail - head, of_lines ? "\n" : " ... ", text + tail);
    mem_free(text);
    return cut;
}

void diags_init(struct diags *d, void *ctx)
{
    *d = (struct diags){.ctx = ctx};
}

static struct diag *add(struct diags *d, enum diag_level level, const char *fmt, va_list ap)
{
    size_t at = mem_grow(d->ctx, &d->items, &d->n);
    struct diag *e = &d->items[at];
    e->level = level;
    e->message = shortened(d->ctx, mem_vprintf(d->ctx, fmt, ap), LONGEST_SENTENCE);
    if (level == DIAG_ERROR)
        d->n_errors++;
    return e;
}

struct diag *diag_error(struct diags *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct diag *e = add(d, DIAG_ERROR, fmt, ap);
    va_end(ap);
    return e;
}

struct diag *diag_warning(struct diags *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct diag *e = add(d, DIAG_WARNING, fmt, ap);
    va_end(ap);
    return e;
}

void diag_hint(struct diags *d, struct diag *e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    e->hint = shortened(d->ctx, mem_vprintf(d->ctx, fmt, ap), LONGEST_SENTENCE);
    va_end(ap);
}

void diag_detail(struct diags *d, struct diag *e, const char *text)
{
    e->detail = shortened(d->ctx, mem_strdup(d->ctx, text), LONGEST_DETAIL);
}

static int count_characters(const char *s, size_t n)
{
    int count = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_continuation(s[i]))
            count++;
    return count;
}

/* Narrows the line from *start to *end to what is shown of it, between characters. */
static void cut(const char *text, size_t offset, size_t *start, size_t *end)
{
    if (*end - *start <= SOURCE_WIDTH)
        return;
    if (offset - *start > SOURCE_BEFORE)
        *start = offset - SOURCE_BEFORE;
    if (*end - *start > SOURCE_WIDTH)
        *end = *start + SOURCE_WIDTH;
    while (*start < offset && is_continuation(text[*start]))
        ++*start;
    while (*end > offset && is_continuation(text[*end]))
        --*end;
}

void diag_locate(struct diags *d, struct diag *e, const char *file, const char *text, size_t offset)
{
    size_t length = strlen(text);
    if (offset > length)
        offset = length;
    size_t start = 0;
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    size_t end = offset + strcspn(text + offset, "\r\n");
    e->file = mem_strdup(d->ctx, file);
    e->line = line;
    e->column = count_characters(text + start, offset - start) + 1;
    cut(text, offset, &start, &end);
    e->source = mem_strndup(d->ctx, text + start, end - start);
    e->caret = count_characters(text + start, offset - start) + 1;
}

static void append(struct diags *to, const struct diag *f)
{
    size_t at = mem_grow(to->ctx, &to->items, &to->n);
    struct diag *e = &to->items[at];
    *e = *f;
    e->file = mem_strdup(to->ctx, f->file);
    e->message = mem_strdup(to->ctx, f->message);
    e->source = mem_strdup(to->ctx, f->source);
    e->detail = mem_strdup(to->ctx, f->detail);
    e->hint = mem_strdup(to->ctx, f->hint);
    e->schema = mem_strdup(to->ctx, f->schema);
    e->relation = mem_strdup(to->ctx, f->relation);
    if (e->level == DIAG_ERROR)
        to->n_errors++;
}

void diags_append(struct diags *to, const struct diags *from)
{
    for (size_t i = 0; i < from->n; i++)
        append(to, &from->items[i]);
}

static bool reported_before(const struct diags *diags, const struct diag *d)
{
    for (size_t i = 0; i < diags->n; i++) {
        const struct diag *old = &diags->items[i];
        if (old->line == d->line && old->column == d->column && strcmp(old->message, d->message) == 0 &&
            strcmp(old->file ? old->file : "", d->file ? d->file : "") == 0)
            return true;
    }
    return false;
}

void diags_merge(struct diags *to, const struct diags *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (!reported_before(to, &from->items[i]))
            append(to, &from->items[i]);
}

/* The bytes of the first characters of a text. */
static size_t bytes_of(const char *s, int characters)
{
    size_t n = 0;
    for (; s[n] && (characters > 0 || is_continuation(s[n])); n++)
        characters -= !is_continuation(s[n + 1]);
    return n;
}

/* The caret stands under the character: tabs of the source are repeated, all else is as many blanks as it is wide. */
static void print_source(const struct diag *e, FILE *out)
{
    void *ctx = mem_context(NULL);
    const char *before = shown_keeping(ctx, e->source, bytes_of(e->source, e->caret - 1), "\t");
    struct text caret;
    text_open(&caret);
    for (; *before; before += *before == '\t') {
        size_t n = strcspn(before, "\t");
        fprintf(caret.out, "%*s%s", shown_width(before, n), "", before[n] ? "\t" : "");
        before += n;
    }
    console_text(out, mem_printf(ctx, "    %s\n    %s^\n", shown_keeping(ctx, e->source, strlen(e->source), "\t"),
                                 text_close(&caret, ctx)));
    mem_free(ctx);
}

static void print_detail(const char *text, FILE *out)
{
    void *ctx = mem_context(NULL);
    while (*text) {
        size_t n = strcspn(text, "\n");
        console_text(out, mem_printf(ctx, "    %s\n", shown_keeping(ctx, text, n, "\t")));
        text += n + (text[n] == '\n');
    }
    mem_free(ctx);
}

static void print_one(const struct diag *e, FILE *out, bool colour)
{
    const char *bold = colour ? "\033[1m" : "";
    const char *tint = !colour ? "" : e->level == DIAG_ERROR ? "\033[31m" : "\033[33m";
    const char *plain = colour ? "\033[0m" : "";
    void *ctx = mem_context(NULL);
    const char *file = e->file ? shortened(ctx, mem_strdup(ctx, e->file), LONGEST_SENTENCE) : "fullschema";
    const char *place = console_format(ctx, "%s: ", file);
    if (e->file && e->line && e->column)
        place = console_format(ctx, "%s:%d:%d: ", file, e->line, e->column);
    else if (e->file && e->line)
        place = console_format(ctx, "%s:%d: ", file, e->line);
    const char *level = e->level == DIAG_WARNING ? mem_printf(ctx, "%swarning:%s ", tint, plain) : "";
    console_text(out, mem_printf(ctx, "%s%s%s%s%s\n", bold, place, plain, level, shown_text(ctx, e->message)));
    mem_free(ctx);
    if (e->source && e->line)
        print_source(e, out);
    if (e->detail)
        print_detail(e->detail, out);
    if (e->hint)
        console_print(out, "hint: %s\n", e->hint);
}

void diags_print(const struct diags *d, FILE *out, bool colour)
{
    for (size_t i = 0; i < d->n; i++)
        print_one(&d->items[i], out, colour);
}
