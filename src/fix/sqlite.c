/* Statements for SQLite: passes over a database that they are tried in. */
#include "fix/sqlite.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/shown.h"
#include "sql/sqlite/lex.h"

enum { MOST_PASSES = 100 };

bool sqlite_set_has(const struct sqlite_set *set, const char *name)
{
    for (size_t i = 0; i < set->n; i++)
        if (strcasecmp(set->items[i], name) == 0)
            return true;
    return false;
}

bool sqlite_set_put(struct sqlite_planning *p, struct sqlite_set *set, const char *name)
{
    if (sqlite_set_has(set, name))
        return false;
    size_t at = mem_grow(p->ctx, &set->items, &set->n);
    set->items[at] = mem_strdup(p->ctx, name);
    p->again = true;
    return true;
}

bool sqlite_is_rebuilt(const struct sqlite_planning *p, const char *table)
{
    const struct sqlite_set known = {p->rebuilt.items, p->n_rebuilt};
    return sqlite_set_has(&known, table);
}

bool sqlite_wants(const struct sqlite_planning *p, const struct object *o)
{
    return fix_wants(p->sides, o) && !sqlite_set_has(&p->left, o->relation[0] ? o->relation : o->name);
}

const struct object *sqlite_twin(const struct catalog *catalog, const struct object *o)
{
    return catalog_find(catalog, o->kind, o->schema, o->relation, o->name);
}

const struct object *sqlite_target(const struct sqlite_planning *p, const struct object *o)
{
    return sqlite_twin(sqlite_wants(p, o) ? p->sides->after : p->sides->before, o);
}

bool sqlite_look(struct sqlite_planning *p)
{
    if (p->stopped)
        return false;
    const struct catalog *now = fix_read(&p->database, p->pass, p->diags);
    if (now)
        p->now = now;
    p->stopped = !now;
    return now != NULL;
}

/* "error in view v: no such table: main.t": what stands in the way; NULL: something else is wrong. */
static const char *culprit(struct sqlite_planning *p, const char *why)
{
    static const char *const heads[] = {"error in view ", "error in trigger "};
    for (size_t i = 0; i < 2; i++) {
        const char *name = strstr(why, heads[i]), *end = name ? strstr(name, ": ") : NULL;
        if (end)
            return mem_strndup(p->pass, name + strlen(heads[i]), (size_t)(end - name) - strlen(heads[i]));
    }
    return NULL;
}

/* What to do about a statement that does not work. */
static void note_failure(struct sqlite_planning *p, const char *table, const char *subject, const char *why)
{
    const char *name = culprit(p, why);
    if (name && sqlite_set_put(p, &p->replaced, name))
        return;
    if (table && !sqlite_is_rebuilt(p, table)) {
        sqlite_set_put(p, &p->rebuilt, table);
        return;
    }
    /* It may work once what this pass has found is done: an index over a column that its table made anew will have. */
    if (p->again)
        return;
    if (table)
        sqlite_set_put(p, &p->left, table);
    sqlite_set_put(p, &p->failed, subject);
    fix_refuse(p->sides->ctx, p->fix, subject, mem_printf(p->pass, "SQLite refuses the statement: %s", why));
}

bool sqlite_do(struct sqlite_planning *p, const char *table, const char *subject, const char *loses, const char *text)
{
    void *ctx = p->sides->ctx;
    struct sql_failure failure = {0};
    /* It has names in it, and is printed as a comment. */
    struct fix_statement s = {.subject = mem_strdup(ctx, subject),
                              .loses = loses ? mem_strdup(ctx, shown_text(p->pass, loses)) : NULL,
                              .text = mem_strdup(ctx, text)};
    if (p->stopped || sqlite_set_has(&p->failed, subject))
        return false;
    if (!fix_run(p->database.connection, &s, false, p->pass, &failure)) {
        p->stopped = failure.stopped;
        if (!p->stopped)
            note_failure(p, table, subject, failure.message);
        return false;
    }
    size_t at = mem_grow(p->pass, &p->statements, &p->n_statements);
    p->statements[at] = s;
    return true;
}

const char *sqlite_statement_of(struct sqlite_planning *p, const struct catalog *catalog, const struct object *o)
{
    struct text t;
    text_open(&t);
    o->kind->print(t.out, catalog, o);
    return text_close(&t, p->pass);
}

/* Its rows may be somewhere else: content='' or content=table of a full-text table. */
static const char *loss_of(const struct object *o)
{
    return o->kind == &sqlite_table_kind           ? "its rows"
           : o->kind == &sqlite_virtual_table_kind ? "what it holds, which has to be filled again"
                                                   : NULL;
}

/* What shall not be there, or not as it is; from the last that a snapshot makes to the first. */
static void drop(struct sqlite_planning *p)
{
    static const struct {
        const struct kind *kind;
        const char *word;
    } words[] = {{&sqlite_index_kind, "INDEX"}, {&sqlite_virtual_table_kind, "TABLE"}, {&sqlite_table_kind, "TABLE"}};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        struct objects all = catalog_of_kind(p->now, words[w].kind);
        for (size_t i = 0; i < all.n; i++) {
            const struct object *o = all.items[i], *target = sqlite_target(p, o);
            int field;
            /* Those of tables alone: an index on what a virtual table keeps its data in goes before that one. */
            bool goes_along = o->relation[0] && catalog_find(p->now, &sqlite_table_kind, "", "", o->relation) &&
                              !catalog_find(p->sides->after, &sqlite_table_kind, "", "", o->relation);
            bool same = target && (o->kind == &sqlite_table_kind || object_same_values(o, target, &field));
            if (!sqlite_wants(p, o) || same || goes_along)
                continue;
            sqlite_do(p, NULL, object_describe(p->pass, o), loss_of(o),
                      mem_printf(p->pass, "DROP %s %s;\n", words[w].word, sqlite_quote_name(p->pass, o->name)));
        }
    }
}

static bool is_made_here(const struct object *o)
{
    return o->kind == &sqlite_table_kind || o->kind == &sqlite_virtual_table_kind || o->kind == &sqlite_index_kind ||
           o->kind == &sqlite_view_kind || o->kind == &sqlite_trigger_kind;
}

/* What is not there and shall be: first tables and indexes, then, behind the rows, views and triggers. */
static void make(struct sqlite_planning *p, bool code)
{
    const struct order *orders[] = {&p->after, &p->before};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < orders[k]->n; i++) {
            const struct object *o = orders[k]->units[i].object;
            bool is_code = o->kind == &sqlite_view_kind || o->kind == &sqlite_trigger_kind;
            if (!is_made_here(o) || is_code != code || sqlite_target(p, o) != o || sqlite_twin(p->now, o))
                continue;
            sqlite_do(p, NULL, object_describe(p->pass, o), NULL,
                      sqlite_statement_of(p, k ? p->sides->before : p->sides->after, o));
        }
}

/* One pass, in a database of its own. */
static void run_pass(struct sqlite_planning *p)
{
    sqlite_drop_users(p);
    sqlite_rename(p);
    if (!sqlite_look(p))
        return;
    drop(p);
    if (!sqlite_look(p))
        return;
    sqlite_alter_tables(p);
    if (!sqlite_look(p))
        return;
    sqlite_check_tables(p);
    make(p, false);
    if (!sqlite_look(p))
        return;
    sqlite_fix_rows(p);
    make(p, true);
    sqlite_fix_settings(p);
}

/* DROP TABLE deletes the rows, which foreign keys would follow; outside of a transaction alone this can be said. */
static void begin(struct sqlite_planning *p)
{
    struct fix_statement off = {.text = "PRAGMA foreign_keys = OFF;\n", .subject = "foreign keys", .alone = true};
    struct sql_failure failure = {0};
    p->again = false;
    p->n_rebuilt = p->rebuilt.n;
    p->now = p->sides->before;
    p->statements = NULL;
    p->n_statements = 0;
    p->stopped = !fix_run(p->database.connection, &off, false, p->pass, &failure);
    size_t at = mem_grow(p->pass, &p->statements, &p->n_statements);
    p->statements[at] = off;
}

static void take_statements(struct sqlite_planning *p)
{
    struct fix *fix = p->fix;
    for (size_t i = 0; i < p->n_statements && p->n_statements > 1; i++) {
        size_t at = mem_grow(p->sides->ctx, &fix->statements, &fix->n);
        fix->statements[at] = p->statements[i];
    }
}

static bool run_passes(struct sqlite_planning *p)
{
    for (int i = 0; i < MOST_PASSES && !p->stopped; i++) {
        p->pass = mem_context(p->ctx);
        p->database = fix_load(p->pass, &p->sides->loading, &p->sides->request->before, NULL, p->diags);
        if (!p->database.connection)
            return false;
        begin(p);
        run_pass(p);
        database_drop(p->database.connection);
        if (!p->again && !p->stopped) {
            take_statements(p);
            return true;
        }
    }
    return false;
}

bool fix_plan_sqlite(const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    struct sqlite_planning p = {.sides = sides, .fix = fix, .diags = diags, .ctx = mem_context(sides->ctx)};
    bool ok = emit_order(p.ctx, sides->before, &p.before, diags) && emit_order(p.ctx, sides->after, &p.after, diags) &&
              run_passes(&p);
    mem_free(p.ctx);
    return ok;
}
