/* Canonical text of the parts of statements. */
#include <string.h>

#include "kind/postgres/domain.h"
#include "model/postgres/by_hand.h"
#include "model/postgres/described.h"
#include "sql/postgres/implicit.h"
#include "sql/postgres/lex.h"
#include "sql/postgres/name.h"
#include "sql/postgres/shorten.h"

const char *statement_deparse(struct statement *s, enum piece piece, const json_t *part)
{
    const char *text = part ? piece_text(s->ctx, piece, part) : "";
    s->lost = s->lost || !text;
    return text ? text : "";
}

static const char *type_of(const void *data, const char *schema, const char *relation, const char *column)
{
    struct reader *r = (struct reader *)data;
    struct relation *found = relation_find(r, schema, relation);
    if (!found)
        return described_relation(r, schema, relation) ? CANON_SOME_TYPE : NULL;
    const struct object *c = column_find(found, column);
    if (!c)
        return NULL;
    return column_type(c)[0] ? column_type(c) : CANON_SOME_TYPE;
}

static const char *base_of(const void *data, const char *type)
{
    struct reader *r = (struct reader *)data;
    return domain_of_text(&r->parsing, type) ? domain_stored_type_of_text(&r->parsing, type) : NULL;
}

static struct canon_columns known_columns(struct reader *r, const char *schema, const char *relation)
{
    return (struct canon_columns){schema, relation, type_of, r, base_of};
}

void say_casts(struct parsing *parsing, json_t *part, const char *schema, const char *relation)
{
    struct canon_columns columns = known_columns(parsing->data, schema_of(schema), relation);
    if (parsing->by_hand && part)
        tree_say_implicit_casts(part, &columns);
}

const char *deparse_short(struct reader *r, struct statement *s, enum piece piece, json_t *part, const char *schema,
                          const char *relation)
{
    say_casts(&r->parsing, part, schema, relation);
    if ((s->casts || r->parsing.by_hand) && part) {
        struct canon_columns columns = known_columns(r, schema, relation);
        tree_shorten(part, &columns);
    }
    return statement_deparse(s, piece, part);
}

const char *role_text(struct statement *s, const json_t *role)
{
    const json_t *spec = node_as(role, "RoleSpec") ? node_as(role, "RoleSpec") : role;
    if (field_is(spec, "roletype", "ROLESPEC_PUBLIC"))
        return "PUBLIC";
    return field_is(spec, "roletype", "ROLESPEC_CSTRING") ? quoted_name(s->ctx, field_text(spec, "rolename"))
                                                          : "CURRENT_USER";
}
