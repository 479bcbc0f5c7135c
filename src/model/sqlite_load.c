#include "model/sqlite_load.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/ddl.h"

struct load {
    const struct sqlite_loading *what;
    struct connection *connection;
    char *script;
    const char **makers; /* names of virtual tables that make others */
    size_t n_makers;
    size_t n_refused;
    struct sql_failure first;               /* of those refused */
    const struct sqlite_statement *gave_up; /* the shell's word that its dump is not whole; NULL without it */
    struct sql_failure failure;
};

/*
 * The shell's .schema tells the tables that SQLite makes itself, and which
 * nobody else may make (https://sqlite.org/fileformat2.html#intschema).
 */
static bool is_internal(void *ctx, const struct sqlite_statement *s)
{
    struct sqlite_creation created = sqlite_creation_of(ctx, s);
    return created.type && strncasecmp(created.name, "sqlite_", strlen("sqlite_")) == 0;
}

/* The virtual tables of SQLite's own modules that the script makes. */
static void note_makers(struct load *l)
{
    void *ctx = l->what->ctx;
    const struct sqlite_statements *all = l->what->statements;
    for (size_t i = 0; i < all->n; i++) {
        struct sqlite_creation c = sqlite_creation_of(ctx, &all->items[i]);
        struct sqlite_virtual_table table;
        struct sqlite_problem problem;
        if (!c.type || !sqlite_token_is(statement_token(&all->items[i], 1), "VIRTUAL") ||
            !sqlite_read_virtual_table(ctx, sqlite_statement_text(ctx, &all->items[i]), &table, &problem) ||
            !sqlite_makes_shadows(table.module))
            continue;
        size_t at = mem_grow(ctx, &l->makers, &l->n_makers);
        l->makers[at] = table.name;
    }
}

/*
 * The shell's .schema also tells the tables that virtual tables keep their
 * data in, before or behind these, which make them.
 */
static bool is_shadow(const struct load *l, const struct sqlite_statement *s)
{
    void *ctx = l->what->ctx;
    struct sqlite_creation c = sqlite_creation_of(ctx, s);
    struct sqlite_table table;
    struct sqlite_problem problem;
    bool named = false;
    for (size_t i = 0; c.type && !named && i < l->n_makers; i++)
        named = sqlite_is_shadow_name(c.name, l->makers[i]);
    return named && sqlite_read_table(ctx, sqlite_statement_text(ctx, s), NULL, &table, &problem) &&
           sqlite_has_shadow_columns(&table);
}

/* A transaction of the script's own would take back what was made, where one of its statements is refused. */
static bool is_frame(const struct sqlite_statement *s)
{
    const struct sqlite_token *first = &s->tokens[0];
    return sqlite_token_is(first, "BEGIN") || sqlite_token_is(first, "COMMIT") || sqlite_token_is(first, "END");
}

/*
 * What the shell ends a dump with where it could not read all rows, for instance those of a table whose key has a
 * collation of the application's. The schema is there as in any other.
 */
static bool gives_up(const struct load *l, const struct sqlite_statement *s)
{
    static const char end[] = "ROLLBACK; -- due to errors";
    return s == &l->what->statements->items[l->what->statements->n - 1] &&
           strncmp(s->tokens[0].start, end, strlen(end)) == 0;
}

static size_t end_of(const struct load *l, const struct sqlite_statement *s)
{
    const struct sqlite_token *last = &s->tokens[s->n - 1];
    return (size_t)(last->start - l->what->text) + last->length;
}

static void blank(const struct load *l, const struct sqlite_statement *s)
{
    size_t start = (size_t)(s->tokens[0].start - l->what->text);
    memset(l->script + start, ' ', end_of(l, s) - start);
}

/* The script to run: other statements are blanked out, so that everything else stays where it was. */
static void make_script(struct load *l)
{
    const struct sqlite_statements *all = l->what->statements;
    l->script = mem_strdup(l->what->ctx, l->what->text);
    note_makers(l);
    for (size_t i = 0; i < all->n; i++) {
        if (gives_up(l, &all->items[i]))
            l->gave_up = &all->items[i];
        if (l->what->done[i] || is_internal(l->what->ctx, &all->items[i]) || is_frame(&all->items[i]) || l->gave_up ||
            is_shadow(l, &all->items[i]))
            blank(l, &all->items[i]);
    }
}

/* These are about the database, not about the statement. */
static bool is_fatal(const struct sql_failure *failure)
{
    static const char *const codes[] = {"SQLITE_INTERRUPT", "SQLITE_NOMEM",   "SQLITE_IOERR",
                                        "SQLITE_FULL",      "SQLITE_CORRUPT", "SQLITE_TOOBIG"};
    for (size_t i = 0; failure->code && i < sizeof(codes) / sizeof(*codes); i++)
        if (strcmp(codes[i], failure->code) == 0)
            return true;
    return failure->stopped || !failure->code;
}

/* The statement that begins there, or in which that place lies; NULL where there is none. */
static const struct sqlite_statement *statement_at(const struct load *l, size_t place)
{
    const struct sqlite_statements *all = l->what->statements;
    for (size_t i = 0; i < all->n; i++)
        if (end_of(l, &all->items[i]) > place)
            return &all->items[i];
    return NULL;
}

static void report(const struct load *l, struct diags *diags, bool fatal)
{
    const struct sql_failure *f = fatal ? &l->failure : &l->first;
    if (f->stopped)
        return;
    const char *message =
        mem_printf(diags->ctx, "%s%s%s%s", f->message, f->code ? " (" : "", f->code ? f->code : "", f->code ? ")" : "");
    struct diag *d = fatal ? diag_error(diags, "sqlite: %s", message)
                           : diag_warning(diags, "not understood, so compared as text: %s", message);
    diag_locate(diags, d, l->what->path, l->what->text, f->position);
    if (fatal)
        diag_hint(diags, d, "%s", f->hint ? f->hint : "a snapshot must load into an empty database");
    else if (l->n_refused > 1)
        diag_hint(diags, d, l->n_refused == 2 ? "so is one more statement" : "so are %zu more statements",
                  l->n_refused - 1);
}

static void report_giving_up(const struct load *l, struct diags *diags)
{
    struct diag *d = diag_warning(diags, "the shell of SQLite could not dump everything: rows may be missing");
    diag_locate(diags, d, l->what->path, l->what->text, (size_t)(l->gave_up->tokens[0].start - l->what->text));
    diag_hint(diags, d, "loaded, this text makes nothing; the database itself can be compared instead of its dump");
}

/*
 * Of a database whose tables with AUTOINCREMENT are gone: there is nothing to delete, and there was nothing to tell.
 */
static bool empties_nothing(const struct load *l, const struct sqlite_statement *s)
{
    return s->n == 3 && sqlite_token_is(&s->tokens[0], "DELETE") && sqlite_token_is(&s->tokens[2], "sqlite_sequence") &&
           strstr(l->failure.message, "no such table");
}

/*
 * A virtual table whose module or tokenizer is the application's. It cannot be
 * made, but stand in the schema, as in the application's database when that is
 * opened elsewhere: nobody asks the module before the table is used.
 */
static bool note_virtual(struct load *l, const struct sqlite_statement *s)
{
    void *ctx = l->what->ctx;
    bool foreign = strstr(l->failure.message, "no such module") || strstr(l->failure.message, "tokenizer");
    struct sqlite_creation c = sqlite_creation_of(ctx, s);
    if (!foreign || !c.type || !sqlite_token_is(statement_token(s, 1), "VIRTUAL"))
        return false;
    const char *from = s->tokens[c.next - 1].start, *text = l->what->text;
    const char *sql = mem_strndup(ctx, from, end_of(l, s) - (size_t)(from - text));
    const char *name = sqlite_quote_string(ctx, c.name);
    sql = sqlite_quote_string(ctx, mem_printf(ctx, "CREATE VIRTUAL TABLE %s", sql));
    struct sql_failure ignored;
    return connection_run(l->connection,
                          mem_printf(ctx,
                                     "PRAGMA writable_schema = ON;"
                                     "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql)"
                                     " VALUES ('table', %s, %s, 0, %s);"
                                     "PRAGMA writable_schema = RESET",
                                     name, name, sql),
                          ctx, &ignored);
}

static void refuse(struct load *l, const struct sqlite_statement *s)
{
    if (l->n_refused++ == 0)
        l->first = l->failure;
    l->what->refused[s - l->what->statements->items] = true;
}

/* Runs what follows the last statement that was refused. False where it is one too many. */
static bool run_rest(struct load *l)
{
    for (size_t from = 0;;) {
        l->failure = (struct sql_failure){0};
        if (connection_run(l->connection, l->script + from, l->what->ctx, &l->failure))
            return true;
        l->failure.position += from;
        const struct sqlite_statement *s = statement_at(l, l->failure.statement + from);
        if (!s || is_fatal(&l->failure))
            return false;
        if (!note_virtual(l, s) && !empties_nothing(l, s))
            refuse(l, s);
        from = end_of(l, s);
    }
}

/*
 * Rows may refer to what another snapshot holds, and checks call what only the
 * application has: neither is looked at.
 */
bool sqlite_load(const struct sqlite_loading *loading, struct connection *connection, struct diags *diags)
{
    static const char settings[] = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON";
    struct load l = {.what = loading, .connection = connection};
    make_script(&l);
    bool ok = connection_run(connection, settings, loading->ctx, &l.failure) && run_rest(&l) &&
              connection_reset(connection, loading->ctx, &l.failure);
    if (!ok)
        report(&l, diags, true);
    else if (l.n_refused > 0)
        report(&l, diags, false);
    if (ok && l.gave_up)
        report_giving_up(&l, diags);
    return ok;
}
