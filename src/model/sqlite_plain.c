#include "model/sqlite_plain.h"

#include <string.h>
#include <strings.h>

#include <uthash.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "catalog/read.h"
#include "kind/sqlite/sqlite.h"

struct plain_index {
    struct sqlite_index index;
    size_t statement;
};

/* What a script makes, by its name in lower case. */
struct made {
    char *key;
    bool is_table; /* that can be read: the rest is of it */
    struct sqlite_table table;
    size_t statement;
    struct plain_index *indexes;
    size_t n_indexes;
    bool needed; /* by a statement that is loaded */
    UT_hash_handle hh;
};

struct plain {
    void *ctx;
    const struct sqlite_statements *statements;
    struct made *made; /* uthash */
    bool *loaded;      /* of each statement: SQLite has to see it */
    bool impossible;   /* something changes what others make: all has to be loaded */
};

static struct made *find(const struct plain *p, const char *name)
{
    char *key = ascii_lowered(p->ctx, name);
    struct made *found = NULL;
    HASH_FIND_STR(p->made, key, found);
    mem_free(key);
    return found;
}

/* NULL where the name is taken, which SQLite knows best what to say of. */
static struct made *make(struct plain *p, const char *name)
{
    if (find(p, name)) {
        p->impossible = true;
        return NULL;
    }
    struct made *made = mem_new(p->ctx, struct made);
    made->key = ascii_lowered(p->ctx, name);
    HASH_ADD_KEYPTR(hh, p->made, made->key, strlen(made->key), made);
    return made;
}

static bool is_temporary(const struct sqlite_statement *s)
{
    return sqlite_token_is(statement_token(s, 1), "TEMP") || sqlite_token_is(statement_token(s, 1), "TEMPORARY");
}

/* CREATE TABLE t (...), in no schema that is named */
static bool take_table(struct plain *p, const struct sqlite_statement *s, const struct sqlite_creation *c,
                       struct made *made)
{
    struct sqlite_problem problem;
    if (!sqlite_token_is_symbol(statement_token(s, c->next), "(") ||
        sqlite_token_is_symbol(statement_token(s, c->next - 2), ".") || is_temporary(s))
        return false;
    return sqlite_read_table(p->ctx, sqlite_statement_text(p->ctx, s), NULL, &made->table, &problem) &&
           plain_table_is_certain(p->ctx, s, &made->table);
}

static const char *column_of(void *data, const char *relation, const char *column, bool *known)
{
    const struct sqlite_table *table = data;
    (void)relation;
    *known = true;
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcasecmp(table->columns[i].name, column) == 0)
            return table->columns[i].name;
    return NULL;
}

/* CREATE INDEX i ON t (...) */
static bool take_index(struct plain *p, const struct sqlite_statement *s, size_t statement,
                       const struct sqlite_creation *c)
{
    size_t at = c->next + 1;
    struct sqlite_problem problem;
    struct plain_index index = {.statement = statement};
    const char *table = sqlite_name_at(p->ctx, s, &at);
    struct made *of = table ? find(p, table) : NULL;
    if (!of || !of->is_table || sqlite_token_is_symbol(statement_token(s, c->next - 2), ".") ||
        !plain_index_is_certain(p->ctx, &of->table, s, at) ||
        !sqlite_read_index(p->ctx, sqlite_statement_text(p->ctx, s),
                           &(struct sqlite_names){column_of, &of->table, NULL}, &index.index, &problem))
        return false;
    size_t i = mem_grow(p->ctx, &of->indexes, &of->n_indexes);
    of->indexes[i] = index;
    return true;
}

static bool take_creation(struct plain *p, const struct sqlite_statement *s, size_t statement)
{
    struct sqlite_creation c = sqlite_creation_of(p->ctx, s);
    if (!c.type || strncasecmp(c.name, "sqlite_", strlen("sqlite_")) == 0)
        return false;
    struct made *made = make(p, c.name);
    if (made && strcmp(c.type, "table") == 0) {
        made->is_table = take_table(p, s, &c, made);
        made->statement = statement;
        return made->is_table;
    }
    return made && strcmp(c.type, "index") == 0 && take_index(p, s, statement, &c);
}

/* Statements that leave the definitions of others alone. */
static bool is_harmless(const struct sqlite_statement *s)
{
    static const char *const verbs[] = {"CREATE", "INSERT", "REPLACE", "UPDATE", "DELETE",
                                        "PRAGMA", "BEGIN",  "COMMIT",  "END"};
    for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
        if (sqlite_token_is(&s->tokens[0], verbs[i]))
            return true;
    return false;
}

static void need_all_of(struct plain *p, const struct sqlite_statement *s);

/* With a table whose rows are loaded, those that its foreign keys refer to: SQLite may look for their rows. */
static void need(struct plain *p, struct made *made)
{
    if (made->needed)
        return;
    made->needed = true;
    for (size_t i = 0; made->is_table && i < made->table.n_constraints; i++)
        if (made->table.constraints[i].type == SQLITE_FOREIGN_KEY) {
            need_all_of(p, &p->statements->items[made->statement]);
            return;
        }
}

/* Tables named as those in which virtual tables keep their data may be just these. */
static void need_shadows(struct plain *p, const char *virtual)
{
    for (struct made *m = p->made; m; m = m->hh.next)
        if (sqlite_may_be_shadow(m->key, virtual))
            need(p, m);
}

/* Every word may be the name of a table it needs. */
static void need_all_of(struct plain *p, const struct sqlite_statement *s)
{
    for (size_t i = 0; i < s->n && !p->impossible; i++) {
        const struct sqlite_token *t = &s->tokens[i];
        if (t->type == TOKEN_SYMBOL || t->type == TOKEN_NUMBER || t->type == TOKEN_BLOB)
            continue;
        struct made *needed = find(p, sqlite_token_content(p->ctx, t));
        if (needed)
            need(p, needed);
        p->impossible |= sqlite_token_is(t, "sqlite_master") || sqlite_token_is(t, "sqlite_schema") ||
                         sqlite_token_is(t, "writable_schema");
    }
    struct sqlite_creation c = sqlite_creation_of(p->ctx, s);
    if (c.type && sqlite_token_is(statement_token(s, 1), "VIRTUAL"))
        need_shadows(p, c.name);
}

static void declare(const struct plain *p, struct reading *reading, const struct made *made, bool *done)
{
    sqlite_declare_table(reading, p->ctx, &made->table);
    done[made->statement] = true;
    for (size_t i = 0; i < made->n_indexes; i++) {
        sqlite_declare_index(reading, p->ctx, made->table.name, &made->indexes[i].index);
        done[made->indexes[i].statement] = true;
    }
}

struct catalog *sqlite_read_plain(void *ctx, const struct sqlite_statements *statements, bool *done)
{
    struct catalog *catalog = mem_new(ctx, struct catalog);
    struct reading reading = {.catalog = catalog};
    struct plain p = {ctx, statements, NULL, mem_array(ctx, bool, statements->n), false};
    catalog->ctx = ctx;
    catalog->engine = ENGINE_SQLITE;
    for (size_t i = 0; i < statements->n && !p.impossible; i++) {
        p.impossible = !is_harmless(&statements->items[i]);
        p.loaded[i] = !take_creation(&p, &statements->items[i], i);
    }
    for (size_t i = 0; i < statements->n && !p.impossible; i++)
        if (p.loaded[i])
            need_all_of(&p, &statements->items[i]);
    for (const struct made *m = p.made; m && !p.impossible; m = m->hh.next)
        if (m->is_table && !m->needed)
            declare(&p, &reading, m, done);
    HASH_CLEAR(hh, p.made);
    catalog_finish(catalog);
    return catalog;
}
