/*
 * Which objects of a catalog an item of a model is: a table's row security, a view's columns, a publication's members,
 * a grant to each of several roles.
 */
#include <string.h>

#include "base/mem.h"
#include "fix/plan.h"
#include "kind/grammar.h"
#include "kind/kind.h"
#include "model/kinds.h"
#include "sql/postgres/lex.h"

/* public, and SQLite's main, go without saying in a model. */
static bool same_schema(const struct item *item, const struct object *o)
{
    return strcmp(item->schema, o->schema) == 0 || (!item->schema[0] && strcmp(o->schema, "public") == 0);
}

static bool is_called(const struct kind *kind, const char *name)
{
    return strcmp(kind->name, name) == 0;
}

/* Of two spellings of a name one may be in quotes. True where the second ends in the first, behind a blank. */
static bool ends_in_name(const char *spelling, const char *name)
{
    size_t i = strlen(spelling), k = strlen(name);
    while (k > 0 && i > 0) {
        if (spelling[i - 1] == name[k - 1])
            i--, k--;
        else if (spelling[i - 1] == '"')
            i--;
        else if (name[k - 1] == '"')
            k--;
        else
            return false;
    }
    while (i > 0 && spelling[i - 1] == '"')
        i--;
    return k == 0 && (i == 0 || spelling[i - 1] == ' ');
}

/* Spellings of one name may differ in blanks and quotes. */
static bool same_spelling(const char *a, const char *b)
{
    while (*a || *b) {
        a += strspn(a, " \"");
        b += strspn(b, " \"");
        if (*a != *b)
            return false;
        a += *a != '\0';
        b += *b != '\0';
    }
    return true;
}

/* "SCHEMA s", "TYPE mood", "FUNCTION app.f()": what is said of something that is no relation. */
static bool is_said_of_other(const struct item *item, const struct object *o)
{
    if (!o->relation[0])
        return false;
    if (same_schema(item, o) && ends_in_name(item->name, o->relation))
        return true;
    char *name = mem_printf(NULL, "%s.%s", o->schema, o->relation);
    bool same = !item->schema[0] && ends_in_name(item->name, name);
    mem_free(name);
    return same;
}

/* "STATISTICS counts", "STATISTICS app.counts": the object's name is without the schema that may not be its table's. */
static bool is_said_of_member(const struct item *item, const struct object *o)
{
    const char *dot = strchr(item->name, '.');
    if (!dot)
        return same_spelling(item->name, o->name);
    char *bare = mem_printf(NULL, "%.*s %s", (int)strcspn(item->name, " "), item->name, dot + 1);
    bool same = same_spelling(bare, o->name);
    mem_free(bare);
    return same;
}

/* DEFAULT PRIVILEGES ON TABLES, for each role that is granted something. */
static bool is_default_privilege(const struct item *item, const struct object *o)
{
    const char *kind = strrchr(item->name, ' ');
    return item->kind == &model_privilege && is_called(o->kind, "default privilege") && kind &&
           strncmp(item->name, "DEFAULT PRIVILEGES", strlen("DEFAULT PRIVILEGES")) == 0 && strstr(o->name, kind);
}

/* Whether a comment's object is what reports call so: some kinds have another word there than in statements. */
static bool is_comment_called(const char *reported, const struct object *o)
{
    if (same_spelling(reported, o->name))
        return true;
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++) {
        const struct grammar *grammar = (*k)->grammar;
        size_t label = grammar && grammar->label ? strlen(grammar->label) : 0;
        size_t keyword = label ? strlen(grammar->keyword) : 0;
        if (label && strncmp(reported, grammar->label, label) == 0 &&
            strncmp(o->name, grammar->keyword, keyword) == 0 && same_spelling(reported + label, o->name + keyword))
            return true;
    }
    return false;
}

/* What is said of an object is an item of its own, which several objects may be: a privilege for each role. */
static bool is_said_of(const struct item *item, const struct object *o)
{
    bool said = item->kind == &model_comment || item->kind == &model_owner || item->kind == &model_privilege;
    if (!said || !is_called(o->kind, item->kind->name))
        return false;
    if (!item->relation[0] && o->relation[0])
        return is_said_of_other(item, o) || is_said_of_member(item, o);
    /* What is granted on columns is the table's, which has one owner. */
    return same_schema(item, o) && strcmp(item->relation, o->relation) == 0 &&
           (item->kind != &model_comment || is_comment_called(item->name, o));
}

/* Kinds that reports have no word for: "PUBLICATION p", "CAST (x AS y)". */
static bool is_other(const struct item *item, const struct object *o)
{
    if (item->kind != &model_other)
        return false;
    if (o->relation[0])
        return !is_called(o->kind, model_comment.name) && !is_called(o->kind, model_privilege.name) &&
               is_said_of_other(item, o);
    if (!same_schema(item, o) || !o->kind->grammar || !(o->kind->grammar->keyword || o->kind->grammar->keyword_of))
        return false;
    void *work = mem_context(NULL);
    struct object_name name = grammar_spell(work, o);
    const char *arguments = name.arguments ? name.arguments : "";
    bool same = same_spelling(mem_printf(work, "%s %s%s", grammar_keyword(o), name.name, arguments), item->name);
    mem_free(work);
    return same;
}

static const char *field_called(const struct object *o, const char *name)
{
    for (int f = 0; f < o->kind->n_fields; f++)
        if (strcmp(o->kind->fields[f], name) == 0)
            return object_value(o, f);
    return "";
}

/* The value that the object of a row has in that column; NULL: it has none. Both lists are printed alike. */
static const char *value_in(const struct list_parts *columns, const struct list_parts *values, const char *column)
{
    for (size_t i = 0; i < columns->n && i < values->n; i++)
        if (same_spelling(columns->items[i], column))
            return values->items[i];
    return NULL;
}

static bool has_value(const struct item *item, size_t at, const char *value)
{
    return item->attributes[at].value && strcmp(item->attributes[at].value, value) == 0;
}

/* A row is called by its key, or by all that it holds: the values of columns, of which the item has the names. */
static bool has_key(void *work, const struct item *item, const struct object *o)
{
    const struct list_parts key = lex_list(work, item->name + 1), columns = lex_list(work, field_called(o, "columns")),
                            values = lex_list(work, field_called(o, "values"));
    bool *used = mem_array(work, bool, item->n_attributes + 1);
    for (size_t k = 0; k < key.n; k++) {
        size_t at = 0;
        while (at < item->n_attributes && (used[at] || !has_value(item, at, key.items[k])))
            at++;
        const char *value = at < item->n_attributes ? value_in(&columns, &values, item->attributes[at].name) : NULL;
        if (!value || strcmp(value, key.items[k]) != 0)
            return false;
        used[at] = true;
    }
    return true;
}

static bool is_row(const struct item *item, const struct object *o)
{
    if (item->kind != &model_row || o->kind->phase != PHASE_ROW || strcmp(item->relation, o->relation) != 0 ||
        item->name[0] != '(')
        return false;
    void *work = mem_context(NULL);
    bool is = has_key(work, item, o);
    mem_free(work);
    return is;
}

/* SQLite's primary key of a table has no name, and is said in two ways. */
static bool is_key(const struct item *item, const struct object *o)
{
    static const char key[] = "PRIMARY KEY";
    return item->kind == &model_constraint && strcmp(item->relation, o->relation) == 0 &&
           is_called(o->kind, model_constraint.name) && strncmp(item->name, key, strlen(key)) == 0 &&
           strncmp(o->name, key, strlen(key)) == 0;
}

/* Of a relation that is changed, what is no item of its own: row security, a view's columns. */
static bool is_facet(const struct item *item, const struct object *o)
{
    bool nameless = !o->name[0] || strcmp(o->name, o->relation) == 0;
    return item->kind != &model_table || nameless || is_called(o->kind, "trigger of a partition");
}

/* A language, a server and a conversion may have one name, and that of a table, too: what stands alone is told by kind.
 */
static bool may_be(const struct item *item, const struct object *o)
{
    const struct grammar *grammar = o->kind->grammar;
    const struct model_kind *kind = grammar && !grammar->part ? model_kind_of(grammar) : NULL;
    if (item->relation[0] || kind == item->kind)
        return true;
    if (!model_kind_is_described(item->kind))
        return !kind || !(kind == &model_other || model_kind_is_described(kind)) || o->relation[0];
    const struct kind *of_item = grammar_of_item(item->kind);
    return of_item && grammar_has_part(of_item->grammar, o->kind);
}

bool fix_is_of(bool whole, const struct item *item, const struct object *o)
{
    if (!item)
        return false;
    if (item->kind == &model_schema)
        return strcmp(item->name, o->name) == 0 && !o->relation[0] && strstr(o->kind->name, "schema");
    if (is_default_privilege(item, o) || is_other(item, o) || is_said_of(item, o))
        return true;
    if (!same_schema(item, o) || !may_be(item, o))
        return false;
    if (is_row(item, o) || is_key(item, o))
        return true;
    if (strcmp(item->name, o->name) == 0 &&
        (strcmp(item->relation, o->relation) == 0 || is_called(o->kind, "sequence owner")))
        return true;
    return !item->relation[0] && strcmp(item->name, o->relation) == 0 && (whole || is_facet(item, o));
}

bool fix_is_of_change(const struct change *change, const struct object *o)
{
    bool whole = change->action == CHANGE_ADDED || change->action == CHANGE_REMOVED;
    return fix_is_of(whole, change->old_item, o) || fix_is_of(whole, change->new_item, o);
}
