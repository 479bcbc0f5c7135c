/* Constraints of the plain forms. */
#include "sql/postgres/plain_private.h"

/* Words that may stand there or not, with a blank before them. */
static bool maybe(struct plain *p, const char *const *tokens)
{
    if (!plain_is(p, tokens[0]))
        return true;
    plain_put(p, " ");
    return plain_tokens(p, tokens);
}

static bool columns(struct plain *p)
{
    plain_put(p, " ");
    return plain_list(p, plain_name);
}

static bool including(struct plain *p)
{
    if (!plain_is(p, "INCLUDE"))
        return true;
    plain_put(p, " ");
    return plain_token(p, "INCLUDE") && columns(p);
}

static bool key(struct plain *p)
{
    static const char *const primary[] = {"PRIMARY", "KEY", NULL};
    static const char *const not_distinct[] = {"NULLS", "NOT", "DISTINCT", NULL};
    if (plain_is(p, "PRIMARY") ? !plain_tokens(p, primary) : !(plain_token(p, "UNIQUE") && maybe(p, not_distinct)))
        return false;
    return columns(p) && including(p);
}

/* ON UPDATE CASCADE, if it stands there; SET NULL (column) is left to the parser. */
static bool action(struct plain *p, const char *event)
{
    static const char *const to_null[] = {"SET", "NULL", NULL}, *const to_default[] = {"SET", "DEFAULT", NULL};
    const struct plain before = *p;
    if (!plain_take(p, "ON") || !plain_is(p, event)) {
        *p = before;
        return true;
    }
    plain_put(p, " ON ");
    plain_token(p, event);
    plain_put(p, " ");
    if (plain_token(p, "CASCADE") || plain_token(p, "RESTRICT"))
        return true;
    const struct plain set = *p;
    if (plain_tokens(p, to_null))
        return true;
    *p = set;
    return plain_tokens(p, to_default);
}

static bool foreign_key(struct plain *p)
{
    static const char *const tokens[] = {"FOREIGN", "KEY", NULL}, *const full[] = {"MATCH", "FULL", NULL};
    if (!plain_tokens(p, tokens) || !columns(p))
        return false;
    plain_put(p, " ");
    if (!plain_token(p, "REFERENCES"))
        return false;
    plain_put(p, " ");
    return plain_relation(p, false) && (!plain_is(p, "(") || columns(p)) && maybe(p, full) && action(p, "UPDATE") &&
           action(p, "DELETE");
}

static bool check(struct plain *p)
{
    plain_token(p, "CHECK");
    plain_put(p, " ");
    return plain_token(p, "(") && plain_predicate(p) && plain_token(p, ")");
}

bool plain_constraint(struct plain *p)
{
    static const char *const deferrable[] = {"DEFERRABLE", NULL}, *const deferred[] = {"INITIALLY", "DEFERRED", NULL},
                             *const not_valid[] = {"NOT", "VALID", NULL};
    if (plain_is(p, "CHECK"))
        return check(p) && maybe(p, not_valid);
    bool foreign = plain_is(p, "FOREIGN");
    return (foreign ? foreign_key(p) : key(p)) && maybe(p, deferrable) && maybe(p, deferred) &&
           (!foreign || maybe(p, not_valid));
}

bool plain_domain_constraint(struct plain *p)
{
    p->domain = true;
    return plain_is(p, "CHECK") && plain_constraint(p);
}
