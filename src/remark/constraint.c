/*
 * Constraints of tables. Of Postgres each has a name, which the server chooses where the statement does not; of SQLite
 * one without a name is known by what it says.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "remark/private.h"
#include "sql/sqlite/ddl.h"
#include "sql/sqlite/lex.h"

/* A word that begins no column's name, where it stands in its place. */
bool remark_is_constraint(const struct remark_statement *s, size_t i)
{
    static const char *const words[] = {"constraint", "primary", "unique", "check", "foreign", NULL};
    const struct marks *m = s->marks;
    if (mark_is_any(m, i, words))
        return true;
    size_t next = remark_next(s, i);
    return m->engine == ENGINE_POSTGRES &&
           (mark_is(m, i, "like") ||
            (mark_is(m, i, "exclude") && (mark_is(m, next, "(") || mark_is(m, next, "using"))));
}

/* As statements begin one, and as the server's name for it ends. */
struct type {
    const char *word, *label;
    enum sqlite_constraint_type sqlite;
};

static const struct type types[] = {
    {"primary", "pkey", SQLITE_PRIMARY_KEY}, {"unique", "key", SQLITE_UNIQUE},  {"check", "check", SQLITE_CHECK},
    {"foreign", "fkey", SQLITE_FOREIGN_KEY}, {"exclude", "excl", SQLITE_CHECK},
};

static const struct type *type_at(const struct remark_statement *s, size_t i)
{
    for (size_t k = 0; k < sizeof(types) / sizeof(*types); k++)
        if (mark_is(s->marks, i, types[k].word))
            return &types[k];
    return NULL;
}

/* The first of that sign or word from `i` on; `end` where there is none. */
static size_t find(const struct remark_statement *s, size_t i, size_t end, const char *word)
{
    while (i < end && !mark_is(s->marks, i, word))
        i = remark_next(s, i);
    return i < end ? i : end;
}

/* The only column of the table that a check reads; "" where it reads several, or none. */
static const char *checked_column(const struct remark_statement *s, const struct remark_name *table, size_t open)
{
    const char **columns = remarks_columns(s->ctx, s->remarks, table->schema, table->name), *found = "";
    size_t close = remark_closing(s, open);
    for (size_t i = open; i < close; i = remark_next(s, i)) {
        if (!mark_is_name(s->marks, i) || mark_is(s->marks, remark_next(s, i), "("))
            continue;
        const char *name = mark_name(s->ctx, s->marks, i);
        for (const char **c = columns; *c; c++)
            if (strcmp(*c, name) == 0 && *found && strcmp(found, name) != 0)
                return "";
            else if (strcmp(*c, name) == 0)
                found = name;
    }
    return found;
}

/* What the server calls the one whose word stands at `i`, before `end`; NULL: it is not known. */
static const char *name_chosen(const struct remark_statement *s, const struct remark_name *table,
                               const struct type *type, size_t i, size_t end)
{
    size_t open = find(s, i, end, "("), by_index = find(s, i, end, "using");
    const char *column = "";
    if (type->sqlite != SQLITE_CHECK && by_index < open) {
        size_t name = remark_next(s, remark_next(s, by_index));
        return name < end && mark_is_name(s->marks, name) ? mark_name(s->ctx, s->marks, name) : NULL;
    }
    if (open == end)
        return NULL;
    if (strcmp(type->word, "check") == 0)
        column = checked_column(s, table, open);
    else if (type->sqlite != SQLITE_PRIMARY_KEY)
        column = remark_server_columns(s, open);
    return column ? remark_server_name(s, table, column, type->label) : NULL;
}

static void put(const struct remark_statement *s, const struct remark_name *table, const char *name, const char *text)
{
    const struct remark_key key = {REMARK_CONSTRAINT, table->schema, table->name, name};
    remark_things_put(remarks_things(s->remarks), &key, text, REMARK_ANEW);
}

/* The index that becomes a constraint is none of its own any more. */
static void take_index(const struct remark_statement *s, const struct remark_name *table, size_t i, size_t end)
{
    size_t using = find(s, i, end, "using"), name = remark_next(s, remark_next(s, using));
    if (using < end && using < find(s, i, end, "(") && name < end && mark_is_name(s->marks, name))
        remark_things_drop(remarks_things(s->remarks),
                           &(struct remark_key){REMARK_RELATION, table->schema, "", mark_name(s->ctx, s->marks, name)});
}

/* The constraint at `i`; `definition` is its name where SQLite has none for it, or NULL. */
static void note(const struct remark_statement *s, const struct remark_name *table, size_t i, size_t end,
                 const char *definition, const char *text)
{
    const char *name = definition;
    if (mark_is(s->marks, i, "constraint")) {
        i = remark_next(s, i);
        name = i < end && mark_is_name(s->marks, i) ? mark_name(s->ctx, s->marks, i) : NULL;
        i = remark_next(s, i);
    }
    const struct type *type = i < end ? type_at(s, i) : NULL;
    if (!type)
        return;
    if (!name && s->marks->engine == ENGINE_POSTGRES)
        name = name_chosen(s, table, type, i, end);
    take_index(s, table, i, end);
    if (name)
        put(s, table, name, text);
}

/* A column has constraints of its own, whose names nothing else gets. */
static void note_of_column(const struct remark_statement *s, const struct remark_name *table,
                           const struct remark_item *item)
{
    static const char *const words[] = {"unique", "check", NULL};
    const struct marks *m = s->marks;
    const char *column = mark_name(s->ctx, m, item->first);
    int depth = 0;
    bool named = false;
    for (size_t i = remark_next(s, item->first); i < item->end; i = remark_next(s, i)) {
        if (depth == 0 && !named && mark_is_any(m, i, words))
            put(s, table, remark_server_name(s, table, column, mark_is(m, i, "check") ? "check" : "key"), NULL);
        if (depth == 0 && mark_is(m, i, "constraint")) {
            i = remark_next(s, i);
            named = true;
            continue;
        }
        named = false;
        depth += mark_is(m, i, "(") - mark_is(m, i, ")");
    }
}

/* The text of the statement as SQLite reads it: those of the table stand behind all of its columns. */
struct definitions {
    struct sqlite_table table;
    size_t next;
};

static void read_definitions(const struct remark_statement *s, const struct remark_items *list, struct definitions *d)
{
    const struct mark *m = s->marks->items;
    struct sqlite_problem problem;
    size_t n = 0;
    *d = (struct definitions){0};
    for (size_t i = 0; i < list->n; i++)
        n += remark_is_constraint(s, list->items[i].first);
    const char *sql = mem_strndup(s->ctx, s->marks->text + m[s->first].start, m[s->end].start - m[s->first].start);
    if (n == 0 || s->marks->engine != ENGINE_SQLITE || !sqlite_read_table(s->ctx, sql, NULL, &d->table, &problem) ||
        d->table.n_constraints < n)
        d->table.n_constraints = 0;
    d->next = d->table.n_constraints - (d->table.n_constraints ? n : 0);
}

static const char *next_definition(const struct remark_statement *s, struct definitions *d, size_t i)
{
    if (d->next >= d->table.n_constraints)
        return NULL;
    const struct sqlite_constraint *c = &d->table.constraints[d->next++];
    const struct type *type = type_at(s, i);
    return !type || type->sqlite == c->type ? c->definition : NULL;
}

void remark_constraints_made(const struct remark_statement *s, const struct remark_name *table,
                             const struct remark_items *list)
{
    struct definitions definitions;
    read_definitions(s, list, &definitions);
    for (size_t i = 0; i < list->n; i++) {
        const struct remark_item *item = &list->items[i];
        if (remark_is_constraint(s, item->first))
            note(s, table, item->first, item->end, next_definition(s, &definitions, item->first),
                 remark_text(s->ctx, s->marks, &item->remarks));
        else if (s->marks->engine == ENGINE_POSTGRES && mark_is_name(s->marks, item->first))
            note_of_column(s, table, item);
    }
}

void remark_constraint_added(const struct remark_statement *s, const struct remark_name *table,
                             const struct remark_item *action, const char *text)
{
    const char *own = remark_text(s->ctx, s->marks, &action->remarks);
    note(s, table, remark_next(s, action->first), action->end, NULL, own ? own : text);
}

/* What SQLite says of one after a column is renamed. */
static const char *renamed(void *ctx, const char *definition, const char *column, const char *new_column)
{
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, definition);
    struct text t;
    text_open(&t);
    const char *at = definition;
    for (size_t i = 0; i < tokens.n && !sqlite_token_is(&tokens.items[i], "REFERENCES"); i++) {
        const struct sqlite_token *token = &tokens.items[i];
        bool name = token->type == TOKEN_WORD || token->type == TOKEN_DOUBLE || token->type == TOKEN_BRACKET;
        if (!name || strcasecmp(sqlite_token_content(ctx, token), column) != 0)
            continue;
        fprintf(t.out, "%.*s%s", (int)(token->start - at), at, sqlite_quote_name(ctx, new_column));
        at = token->start + token->length;
    }
    fputs(at, t.out);
    return text_close(&t, ctx);
}

void remark_constraints_rename_column(const struct remark_statement *s, const struct remark_name *table,
                                      const char *column, const char *new_column)
{
    struct remark_things *things = remarks_things(s->remarks);
    if (s->marks->engine != ENGINE_SQLITE)
        return;
    const char **names = remark_things_names(s->ctx, things, REMARK_CONSTRAINT, table->schema, table->name);
    for (; *names; names++) {
        const struct remark_key key = {REMARK_CONSTRAINT, table->schema, table->name, *names};
        if (strchr(*names, '('))
            remark_things_rename(things, &key, table->schema, renamed(s->ctx, *names, column, new_column));
    }
}
