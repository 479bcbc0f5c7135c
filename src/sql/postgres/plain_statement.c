/* CREATE INDEX and CREATE TRIGGER of the plain forms. */
#include "sql/postgres/plain_private.h"

static bool word_then_blank(struct plain *p, const char *token)
{
    if (!plain_token(p, token))
        return false;
    plain_put(p, " ");
    return true;
}

static bool names(struct plain *p)
{
    return plain_relation(p, false);
}

/* a COLLATE "C" text_pattern_ops DESC NULLS LAST */
static bool element(struct plain *p)
{
    if (!plain_name(p))
        return false;
    if (plain_take(p, "COLLATE")) {
        plain_put(p, " COLLATE ");
        if (!names(p))
            return false;
    }
    bool class = !plain_is(p, "DESC") && !plain_is(p, "NULLS") && !plain_is(p, ",") && !plain_is(p, ")");
    if (class) {
        plain_put(p, " ");
        if (!names(p))
            return false;
    }
    if (plain_take(p, "DESC"))
        plain_put(p, " DESC");
    if (!plain_take(p, "NULLS"))
        return true;
    plain_put(p, " NULLS ");
    return plain_token(p, "FIRST") || plain_token(p, "LAST");
}

/* What stands behind the elements. */
static bool rest_of_index(struct plain *p)
{
    static const char *const not_distinct[] = {"NULLS", "NOT", "DISTINCT", NULL};
    if (plain_take(p, "INCLUDE")) {
        plain_put(p, " INCLUDE ");
        if (!plain_list(p, plain_name))
            return false;
    }
    if (plain_is(p, "NULLS")) {
        plain_put(p, " ");
        if (!plain_tokens(p, not_distinct))
            return false;
    }
    if (!plain_take(p, "WHERE"))
        return true;
    plain_put(p, " WHERE ");
    return plain_predicate(p);
}

static bool method(struct plain *p)
{
    if (!plain_take(p, "USING"))
        return false;
    if (plain_take(p, "btree"))
        return true;
    plain_put(p, " USING ");
    return plain_name(p);
}

static bool create_index(struct plain *p, bool forget_only)
{
    if (plain_is(p, "UNIQUE"))
        word_then_blank(p, "UNIQUE");
    if (!word_then_blank(p, "INDEX") || !plain_name(p))
        return false;
    plain_put(p, " ");
    if (!word_then_blank(p, "ON") || (forget_only && plain_take(p, "ONLY") && plain_is(p, ".")))
        return false;
    if (!plain_relation(p, true) || !method(p))
        return false;
    plain_put(p, " ");
    return plain_list(p, element) && rest_of_index(p);
}

bool plain_index(struct plain *p)
{
    return word_then_blank(p, "CREATE") && create_index(p, true);
}

/* INSERT OR DELETE OR UPDATE OR TRUNCATE: in this order, whichever there are. */
static bool events(struct plain *p)
{
    static const char *const tokens[] = {"INSERT", "DELETE", "UPDATE", "TRUNCATE"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
        if (!plain_is(p, tokens[i]))
            continue;
        plain_put(p, n++ > 0 ? " OR " : "");
        plain_token(p, tokens[i]);
        if (!plain_take(p, "OR"))
            return true;
    }
    return false;
}

static bool when(struct plain *p)
{
    if (!plain_take(p, "WHEN"))
        return true;
    plain_put(p, " WHEN ");
    return plain_token(p, "(") && plain_predicate(p) && plain_token(p, ")");
}

static bool create_trigger(struct plain *p)
{
    static const char *const instead[] = {"INSTEAD", "OF", NULL};
    if (!word_then_blank(p, "TRIGGER") || !plain_name(p))
        return false;
    plain_put(p, " ");
    if (!plain_token(p, "BEFORE") && !plain_token(p, "AFTER") && !plain_tokens(p, instead))
        return false;
    plain_put(p, " ");
    if (!events(p))
        return false;
    plain_put(p, " ");
    if (!word_then_blank(p, "ON") || !plain_relation(p, true))
        return false;
    plain_put(p, "\n    ");
    if (!word_then_blank(p, "FOR") || !word_then_blank(p, "EACH") ||
        !(plain_token(p, "ROW") || plain_token(p, "STATEMENT")))
        return false;
    if (!when(p) || !plain_take(p, "EXECUTE") || !(plain_take(p, "FUNCTION") || plain_take(p, "PROCEDURE")))
        return false;
    plain_put(p, " EXECUTE PROCEDURE ");
    return plain_relation(p, false) && plain_token(p, "(") && plain_token(p, ")");
}

bool plain_statement(struct plain *p)
{
    if (!word_then_blank(p, "CREATE"))
        return false;
    return plain_is(p, "TRIGGER") ? create_trigger(p) : create_index(p, false);
}
