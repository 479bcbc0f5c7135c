/* A table made anew, as https://sqlite.org/lang_altertable.html#otheralter prescribes it. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "fix/sqlite.h"
#include "sql/sqlite/lex.h"

struct rebuilding {
    struct sqlite_planning *p;
    const struct object *now, *after;
    const char *name, *fresh; /* in quotes: of the table, and of the new one for the time being */
};

static bool is_taken(const struct catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->n_objects; i++)
        if (strcasecmp(catalog->objects[i]->name, name) == 0)
            return true;
    return false;
}

static const char *fresh_name(struct sqlite_planning *p, const char *table)
{
    const char *name = mem_printf(p->pass, "%s_new", table);
    while (is_taken(p->now, name) || is_taken(p->sides->after, name))
        name = mem_printf(p->pass, "%s_", name);
    return name;
}

/* The name by which the row ID can be had: one that no column has; NULL: there is none, or it needs none. */
static const char *row_id(const struct rebuilding *r, const struct objects *columns)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    const struct objects here = catalog_children(r->p->now, &sqlite_column_kind, "", r->now->name);
    for (size_t i = 0; i < columns->n; i++)
        if (sqlite_is_row_id(columns->items[i]) && sqlite_twin(r->p->now, columns->items[i]))
            return NULL;
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        bool taken = false;
        for (size_t i = 0; i < columns->n; i++)
            taken = taken || strcasecmp(columns->items[i]->name, names[n]) == 0;
        for (size_t i = 0; i < here.n; i++)
            taken = taken || strcasecmp(here.items[i]->name, names[n]) == 0;
        if (!taken)
            return names[n];
    }
    return NULL;
}

static bool has_row_ids(const struct rebuilding *r)
{
    enum { WITHOUT_ROWID };
    return !object_flag(r->now, WITHOUT_ROWID) && !object_flag(r->after, WITHOUT_ROWID);
}

/* The columns that both have, and the row IDs; NULL: nothing. */
static const char *common_columns(const struct rebuilding *r)
{
    struct sqlite_planning *p = r->p;
    struct objects columns = catalog_children(p->sides->after, &sqlite_column_kind, "", r->after->name);
    const struct object **sorted = mem_array(p->pass, const struct object *, columns.n);
    const char *text = has_row_ids(r) ? row_id(r, &columns) : NULL;
    for (size_t i = 0; i < columns.n; i++)
        sorted[i] = columns.items[i];
    qsort(sorted, columns.n, sizeof *sorted, sqlite_by_position);
    for (size_t i = 0; i < columns.n; i++)
        if (!sorted[i]->values[SQLITE_COLUMN_GENERATED] && sqlite_twin(p->now, sorted[i]))
            text = mem_printf(p->pass, "%s%s%s", text ? text : "", text ? ", " : "",
                              sqlite_quote_name(p->pass, sorted[i]->name));
    return text;
}

/* The keyword, not a column that is called so. */
static bool has_keyword(void *ctx, const char *definition, const char *keyword)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, definition);
    size_t i = 0;
    while (i < tokens.n && !sqlite_token_is(&tokens.items[i], keyword))
        i++;
    return i < tokens.n;
}

static bool counts_up(void *ctx, const struct catalog *catalog, const char *table)
{
    struct objects all = catalog_children(catalog, &sqlite_constraint_kind, "", table);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(object_value(all.items[i], SQLITE_CONSTRAINT_TYPE), "primary key") == 0 &&
            has_keyword(ctx, object_value(all.items[i], SQLITE_CONSTRAINT_DEFINITION), "AUTOINCREMENT"))
            return true;
    return false;
}

/* The next number that AUTOINCREMENT gives, where rows that had higher ones are gone. */
static void print_position(const struct rebuilding *r, const char *fresh, FILE *out)
{
    struct sqlite_planning *p = r->p;
    if (!counts_up(p->pass, p->now, r->now->name) || !counts_up(p->pass, p->sides->after, r->after->name))
        return;
    const char *from = sqlite_quote_string(p->pass, r->now->name), *to = sqlite_quote_string(p->pass, fresh);
    fprintf(out, "DELETE FROM sqlite_sequence WHERE name = %s;\n", to);
    fprintf(out, "INSERT INTO sqlite_sequence (name, seq) SELECT %s, seq FROM sqlite_sequence WHERE name = %s;\n", to,
            from);
}

/* The statement names the table once, at its head. */
static void print_table(const struct rebuilding *r, FILE *out)
{
    const char *statement = sqlite_statement_of(r->p, r->p->sides->after, r->after);
    const char *head = mem_printf(r->p->pass, "CREATE TABLE %s", r->name);
    fprintf(out, "CREATE TABLE %s%s", r->fresh, statement + strlen(head));
}

/* A row that does not fit stops it, whatever the table says of conflicts: none is left out. */
static const char *statements(const struct rebuilding *r, const char *fresh)
{
    const char *columns = common_columns(r);
    struct text t;
    text_open(&t);
    print_table(r, t.out);
    if (columns)
        fprintf(t.out, "INSERT OR ABORT INTO %s (%s)\n    SELECT %s FROM %s;\n", r->fresh, columns, columns, r->name);
    print_position(r, fresh, t.out);
    fprintf(t.out, "DROP TABLE %s;\nALTER TABLE %s RENAME TO %s;\n", r->name, r->fresh, r->name);
    return text_close(&t, r->p->pass);
}

/* ---- what is lost ---- */

static const char *affinity_of(const struct object *column)
{
    return sqlite_affinity(object_value(column, SQLITE_COLUMN_TYPE));
}

static bool is_number(const char *affinity)
{
    return strcmp(affinity, "TEXT") != 0 && strcmp(affinity, "BLOB") != 0;
}

/* Texts that look like numbers become numbers ('007' is 7), large integers lose digits, NULL becomes a row ID. */
static bool loses_writing(const struct object *now, const struct object *after)
{
    const char *from = affinity_of(now), *to = affinity_of(after);
    bool numbered = sqlite_is_row_id(after) && !sqlite_is_row_id(now) && !object_flag(now, SQLITE_COLUMN_NOT_NULL);
    return numbered || (is_number(to) && !is_number(from)) || (strcmp(to, "REAL") == 0 && strcmp(from, "REAL") != 0);
}

static const char *list(struct sqlite_planning *p, const char *text, const char *name)
{
    return mem_printf(p->pass, "%s%s%s", text ? text : "", text ? ", " : "", name);
}

static const char *losses(const struct rebuilding *r)
{
    struct sqlite_planning *p = r->p;
    struct objects here = catalog_children(p->now, &sqlite_column_kind, "", r->now->name);
    const char *gone = NULL, *rewritten = NULL;
    for (size_t i = 0; i < here.n; i++) {
        const struct object *o = here.items[i], *after = sqlite_twin(p->sides->after, o);
        bool had = !o->values[SQLITE_COLUMN_GENERATED], has = after && !after->values[SQLITE_COLUMN_GENERATED];
        if (had && !has)
            gone = list(p, gone, o->name);
        else if (had && loses_writing(o, after))
            rewritten = list(p, rewritten, o->name);
    }
    if (gone && rewritten)
        return mem_printf(p->pass, "the values of %s, and how those of %s are written: they become numbers", gone,
                          rewritten);
    return gone        ? mem_printf(p->pass, "the values of %s", gone)
           : rewritten ? mem_printf(p->pass, "how the values of %s are written: they become numbers", rewritten)
                       : NULL;
}

void sqlite_rebuild(struct sqlite_planning *p, const struct object *table)
{
    const char *fresh = fresh_name(p, table->name);
    struct rebuilding r = {.p = p,
                           .now = sqlite_twin(p->now, table),
                           .after = table,
                           .name = sqlite_quote_name(p->pass, table->name),
                           .fresh = sqlite_quote_name(p->pass, fresh)};
    sqlite_do(p, table->name, object_describe(p->pass, table), losses(&r), statements(&r, fresh));
}
