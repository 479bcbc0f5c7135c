/* The script as a person reads it. */
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "fix/fix.h"

/* Each line behind a comment mark; a carriage return ends a comment, too. */
static void print_commented(FILE *out, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\r\n");
        fprintf(out, "-- %.*s\n", (int)n, text);
        text += n + (text[n] != '\0');
    }
}

/* Names are somebody else's words, and no line of a comment may end in one. */
static void print_facts(FILE *out, void *ctx, enum engine engine, const struct fix_statement *s)
{
    if (engine != ENGINE_POSTGRES)
        return;
    if (s->alone)
        fputs("-- outside of a transaction block\n", out);
    fprintf(out, "-- lock: %s\n", s->lock ? shown_text(ctx, s->lock) : "none on a table that is there");
    if (s->rewrites)
        fprintf(out, "-- writes anew: %s\n", shown_text(ctx, s->rewrites));
}

static void print_statement(FILE *out, void *ctx, const struct fix_request *request, const struct fix_statement *s)
{
    bool left_out = (s->loses && !request->allow_loss) || s->waits;
    fprintf(out, "\n-- %s\n", shown_text(ctx, s->subject));
    if (s->loses)
        fprintf(out, "-- LOSES %s%s\n", s->loses, left_out ? "; left out (--allow-loss)" : "");
    else if (s->waits)
        fputs("-- left out: it needs what is left out above\n", out);
    print_facts(out, ctx, request->comparison->engine, s);
    if (left_out)
        print_commented(out, s->text);
    else
        fputs(s->text, out);
}

/* SQLite: all of it or nothing. The shell goes on behind an error unless it is told not to. */
static void print_begin(FILE *out)
{
    fputs("\n-- Stops at the first error (a word of the sqlite3 shell's), and then nothing of it stays.\n"
          ".bail on\n",
          out);
}

static void print_end(FILE *out)
{
    fputs("\n-- rows that refer to none: there are none where there were none before\n"
          "PRAGMA foreign_key_check;\nCOMMIT;\n",
          out);
}

static void print_statements(FILE *out, void *ctx, const struct fix_request *request, const struct fix *fix)
{
    bool sqlite = request->comparison->engine == ENGINE_SQLITE, begun = false;
    if (sqlite)
        print_begin(out);
    for (size_t i = 0; i < fix->n; i++) {
        if (sqlite && !begun && !fix->statements[i].alone) {
            fputs("BEGIN;\n", out);
            begun = true;
        }
        print_statement(out, ctx, request, &fix->statements[i]);
    }
    if (begun)
        print_end(out);
}

char *fix_print(void *ctx, const struct fix_request *request, const struct fix *fix)
{
    const struct comparison *c = request->comparison;
    struct text t;
    text_open(&t);
    fprintf(t.out, "-- From %s\n-- to   %s\n", shown_text(ctx, c->old_path), shown_text(ctx, c->new_path));
    fprintf(t.out, "-- %s; proved on a database of the old state, where they left the new one.\n",
            c->engine == ENGINE_POSTGRES ? "Statements for Postgres" : "Statements for SQLite");
    print_statements(t.out, ctx, request, fix);
    return text_close(&t, ctx);
}
