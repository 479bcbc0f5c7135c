/*
 * What an unqualified name in an expression means. SQLite takes a name in
 * double quotes for a string where no column in reach bears it
 * (https://sqlite.org/quirks.html#dblquote), so its quotes may be dropped only
 * where a column does, and it may be printed as a string only where none can.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite/parse.h"

int scope_open(struct parser *p)
{
    size_t at = mem_grow(p->ctx, &p->scopes, &p->n_scopes);
    p->scopes[at].parent = p->place;
    p->place = (struct place){(int)at, CLAUSE_RESULT};
    return p->place.scope;
}

void scope_close(struct parser *p)
{
    p->place = p->scopes[p->place.scope].parent;
}

static bool is_common(const struct parser *p, const char *name)
{
    for (size_t i = 0; i < p->n_common; i++)
        if (strcasecmp(p->common[i], name) == 0)
            return true;
    return false;
}

void scope_add_relation(struct parser *p, const char *relation)
{
    if (is_common(p, relation)) {
        scope_add_opaque(p);
        return;
    }
    struct scope *s = &p->scopes[p->place.scope];
    size_t at = mem_grow(p->ctx, &s->relations, &s->n_relations);
    s->relations[at] = relation;
}

void scope_add_alias(struct parser *p, const char *alias)
{
    struct scope *s = &p->scopes[p->place.scope];
    size_t at = mem_grow(p->ctx, &s->aliases, &s->n_aliases);
    s->aliases[at] = alias;
}

void scope_add_opaque(struct parser *p)
{
    p->scopes[p->place.scope].opaque = true;
}

enum meaning { MEANS_COLUMN, MEANS_NOTHING, MEANS_UNKNOWN };

/* Most tables have a row ID under these names, unless a column bears them. */
static bool is_row_id(const char *name)
{
    return strcasecmp(name, "rowid") == 0 || strcasecmp(name, "oid") == 0 || strcasecmp(name, "_rowid_") == 0;
}

static bool has_alias(const struct scope *s, const char *name)
{
    for (size_t i = 0; i < s->n_aliases; i++)
        if (strcasecmp(s->aliases[i], name) == 0)
            return true;
    return false;
}

/* A column of that name in one of the relations, as its declaration spells it; *unknown where they cannot tell. */
static const char *find_column(const struct scope *s, const char *name, const struct sqlite_names *names, bool *unknown)
{
    *unknown |= s->opaque;
    for (size_t i = 0; i < s->n_relations; i++) {
        bool known = false;
        const char *spelling = names ? names->column(names->data, s->relations[i], name, &known) : NULL;
        if (spelling)
            return spelling;
        *unknown |= !known;
    }
    return NULL;
}

/*
 * From the inside out, as SQLite looks. *spelling is set for a column of a
 * table. What is found where it may not be reached leaves the meaning unknown;
 * so does an alias of a query further out, which versions treat differently.
 */
static enum meaning look_up(const struct parser *p, const struct printed_token *w, const struct sqlite_names *names,
                            const char **spelling)
{
    bool unknown = is_row_id(w->column), sure = true;
    for (struct place at = w->place; at.scope != NO_SCOPE && at.clause != CLAUSE_LIMIT;) {
        const struct scope *s = &p->scopes[at.scope];
        bool alias = at.clause != CLAUSE_RESULT && has_alias(s, w->column);
        sure = sure && at.clause != CLAUSE_UNSURE;
        if (alias && sure && at.scope == w->place.scope)
            return MEANS_COLUMN;
        *spelling = find_column(s, w->column, names, &unknown);
        if (*spelling && sure)
            return MEANS_COLUMN;
        unknown = unknown || alias || *spelling;
        sure = sure && at.clause != CLAUSE_ORDER;
        at = s->parent;
    }
    return unknown ? MEANS_UNKNOWN : MEANS_NOTHING;
}

static void resolve(struct parser *p, struct printed_token *w, const struct sqlite_names *names)
{
    const char *spelling = NULL;
    enum meaning meaning = look_up(p, w, names, &spelling);
    if (meaning == MEANS_COLUMN && !w->never_name)
        w->text = sqlite_quote_name(p->ctx, spelling && !w->keeps_case ? spelling : w->column);
    else if (meaning == MEANS_NOTHING && w->quoted && !w->never_string)
        w->text = sqlite_quote_string(p->ctx, w->column);
    else if (meaning == MEANS_NOTHING && !w->quoted && *w->text == '"')
        w->text = w->typed; /* an error, which these quotes would make a string */
}

void span_resolve(struct parser *p, struct span span, const struct sqlite_names *names)
{
    for (size_t i = span.from; i < span.to; i++)
        if (p->printed[i].column)
            resolve(p, &p->printed[i], names);
}

void span_unresolve(struct parser *p, struct span span)
{
    for (size_t i = span.from; i < span.to; i++)
        if (p->printed[i].column)
            p->printed[i].text = p->printed[i].typed;
}
