/*
 * What an unqualified name in an expression means. SQLite takes a name in
 * double quotes for a string where no column in reach bears it
 * (https://sqlite.org/quirks.html#dblquote), so its quotes may be dropped only
 * where a column does, and it may be printed as a string only where none can.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/sqlite_parse.h"

int scope_open(struct parser *p)
{
    size_t at = mem_grow(p->ctx, &p->scopes, &p->n_scopes);
    p->scopes[at].parent = p->scope;
    p->scope = (int)at;
    return p->scope;
}

void scope_close(struct parser *p)
{
    p->scope = p->scopes[p->scope].parent;
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
    struct scope *s = &p->scopes[p->scope];
    size_t at = mem_grow(p->ctx, &s->relations, &s->n_relations);
    s->relations[at] = relation;
}

void scope_add_alias(struct parser *p, const char *alias)
{
    struct scope *s = &p->scopes[p->scope];
    size_t at = mem_grow(p->ctx, &s->aliases, &s->n_aliases);
    s->aliases[at] = alias;
}

void scope_add_opaque(struct parser *p)
{
    p->scopes[p->scope].opaque = true;
}

enum meaning { MEANS_COLUMN, MEANS_NOTHING, MEANS_UNKNOWN };

/* Most tables have a row ID under these names, unless a column bears them. */
static bool is_row_id(const char *name)
{
    return strcasecmp(name, "rowid") == 0 || strcasecmp(name, "oid") == 0 || strcasecmp(name, "_rowid_") == 0;
}

static bool is_alias(const struct parser *p, const struct scope *s, const struct word *w)
{
    if ((size_t)(w - p->words) < s->aliases_from)
        return false;
    for (size_t i = 0; i < s->n_aliases; i++)
        if (strcasecmp(s->aliases[i], w->column) == 0)
            return true;
    return false;
}

/* *spelling is set for a column of a table: as its declaration spells it. */
static enum meaning look_up(const struct parser *p, const struct word *w, const struct sqlite_names *names,
                            const char **spelling)
{
    bool unknown = is_row_id(w->column);
    for (int at = w->scope; at != NO_SCOPE; at = p->scopes[at].parent) {
        const struct scope *s = &p->scopes[at];
        if (is_alias(p, s, w) && at == w->scope)
            return MEANS_COLUMN;
        unknown = unknown || is_alias(p, s, w); /* of an outer query: reached or not, as versions differ */
        for (size_t i = 0; i < s->n_relations; i++) {
            bool known = false;
            *spelling = names ? names->column(names->data, s->relations[i], w->column, &known) : NULL;
            if (*spelling)
                return MEANS_COLUMN;
            unknown = unknown || !known;
        }
        unknown = unknown || s->opaque;
    }
    return unknown ? MEANS_UNKNOWN : MEANS_NOTHING;
}

static void resolve(struct parser *p, struct word *w, const struct sqlite_names *names)
{
    const char *spelling = NULL;
    enum meaning meaning = look_up(p, w, names, &spelling);
    if (meaning == MEANS_COLUMN)
        w->text = sqlite_quote_name(p->ctx, spelling ? spelling : w->column);
    else if (meaning == MEANS_NOTHING && w->quoted && !w->key)
        w->text = sqlite_quote_string(p->ctx, w->column);
}

void words_resolve(struct parser *p, const struct sqlite_names *names)
{
    for (size_t i = 0; i < p->n_words; i++)
        if (p->words[i].column)
            resolve(p, &p->words[i], names);
}
