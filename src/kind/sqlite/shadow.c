/*
 * The tables in which virtual tables keep their data, and, for libraries before
 * 3.37, which do not tell them, how they are found. A module makes the same tables for every
 * virtual table of the same arguments, so a copy is made among the temporary
 * tables, and what appears there is what belongs to the original.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

void sqlite_note_shadow(void *ctx, struct sqlite_relations *relations, const char *name)
{
    size_t at = mem_grow(ctx, &relations->shadows, &relations->n_shadows);
    relations->shadows[at] = name;
}

bool sqlite_is_shadow(const struct sqlite_relations *relations, const char *name)
{
    for (size_t i = 0; i < relations->n_shadows; i++)
        if (strcasecmp(relations->shadows[i], name) == 0)
            return true;
    return false;
}

void sqlite_need_virtual(const struct catalog *catalog, const struct object *o,
                         void (*need)(void *to, const struct object *earlier), void *to)
{
    if (catalog_find(catalog, &sqlite_table_kind, "", "", o->relation))
        return;
    struct objects all = catalog_of_kind(catalog, &sqlite_virtual_table_kind);
    for (size_t i = 0; i < all.n; i++)
        if (sqlite_may_be_shadow(o->relation, all.items[i]->name))
            need(to, all.items[i]);
}

struct shadows {
    struct reading *reading;
    void *ctx;
    struct sqlite_relations *relations;
    const char **names;
    size_t n;
};

static bool run(const struct shadows *s, const char *statement)
{
    struct rows rows;
    return sqlite_try(s->reading, s->ctx, statement, NULL, &rows);
}

/* Empty copies of ordinary tables: a full-text table may take its columns from one (content=...). */
static void copy_tables(const struct shadows *s, const char *virtual, bool create)
{
    for (size_t i = 0; i < s->relations->n; i++) {
        const struct sqlite_relation *r = &s->relations->items[i];
        const char *name = sqlite_quote_name(s->ctx, r->name);
        if (r->type != SQLITE_ORDINARY_TABLE || sqlite_may_be_shadow(r->name, virtual))
            continue;
        if (create)
            run(s, mem_printf(s->ctx, "CREATE TEMP TABLE %s AS SELECT * FROM main.%s WHERE 0", name, name));
        else
            run(s, mem_printf(s->ctx, "DROP TABLE IF EXISTS temp.%s", name));
    }
}

static bool note_new_tables(struct shadows *s, const char *virtual)
{
    static const char query[] = "SELECT name FROM sqlite_temp_master WHERE type = 'table'";
    struct rows rows;
    if (!sqlite_ask(s->reading, s->ctx, "temporary tables", query, NULL, &rows))
        return false;
    for (int i = 0; i < rows.n_rows; i++) {
        if (!sqlite_may_be_shadow(rows_text(&rows, i, 0), virtual))
            continue;
        size_t at = mem_grow(s->ctx, &s->names, &s->n);
        s->names[at] = rows_text(&rows, i, 0);
    }
    return true;
}

static bool find_shadows(struct shadows *s, const struct sqlite_relation *relation)
{
    struct sqlite_virtual_table table;
    struct sqlite_problem problem;
    if (!sqlite_read_virtual_table(s->ctx, relation->sql, &table, &problem))
        return sqlite_misread(s->reading, "virtual table", relation->name, relation->sql, &problem);
    const char *statement = sqlite_virtual_table_statement(s->ctx, "temp.", relation->name, &table);
    bool made = run(s, statement), copied = !made;
    if (copied) {
        copy_tables(s, relation->name, true);
        made = run(s, statement);
    }
    bool ok = made && note_new_tables(s, relation->name);
    if (made)
        ok = run(s, mem_printf(s->ctx, "DROP TABLE temp.%s", sqlite_quote_name(s->ctx, relation->name))) && ok;
    else
        diag_error(s->reading->diags, "cannot tell which tables virtual table %s keeps its data in", relation->name);
    if (copied)
        copy_tables(s, relation->name, false);
    return ok;
}

static bool is_shadow(const struct shadows *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcasecmp(s->names[i], name) == 0)
            return true;
    return false;
}

bool sqlite_drop_shadows(struct reading *reading, void *ctx, struct sqlite_relations *relations)
{
    struct shadows s = {reading, ctx, relations, NULL, 0};
    for (size_t i = 0; i < relations->n; i++)
        if (relations->items[i].type == SQLITE_VIRTUAL_TABLE && !find_shadows(&s, &relations->items[i]))
            return false;
    size_t kept = 0;
    for (size_t i = 0; i < relations->n; i++)
        if (relations->items[i].type != SQLITE_ORDINARY_TABLE || !is_shadow(&s, relations->items[i].name))
            relations->items[kept++] = relations->items[i];
        else
            sqlite_note_shadow(ctx, relations, relations->items[i].name);
    relations->n = kept;
    return true;
}
