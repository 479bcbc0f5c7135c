/* What a server keeps otherwise than a person writes it, where that takes what the text has made before. */
#include <string.h>

#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/as_stored.h"
#include "model/postgres/reader.h"

/* 'x'::email */
static void store_constants(struct reader *r, json_t *value)
{
    size_t i;
    const char *member;
    json_t *part;
    const json_t *cast = node_as(value, "TypeCast");
    const char *type = cast ? field_of_type(&r->parsing, field_node(cast, "typeName")) : NULL;
    if (type)
        cast_domain_constant(&r->parsing, field_node(cast, "arg"), type);
    json_array_foreach(value, i, part) store_constants(r, part);
    json_object_foreach(value, member, part) store_constants(r, part);
}

void store_domain_constants(struct reader *r, const struct statement *s, json_t *node)
{
    bool row = node_as(node, "InsertStmt") || node_as(node, "SelectStmt");
    if (s->casts && !row && parsing_has_kind(&r->parsing, &postgres_domain))
        store_constants(r, node);
}

/* OPERATOR(pg_catalog.=) */
static void shorten_operators(json_t *value)
{
    size_t i;
    const char *member;
    json_t *part, *name = field_node(node_as(value, "A_Expr"), "name");
    if (json_array_size(name) == 2 && strcmp(list_text(name, 0), "pg_catalog") == 0)
        json_array_remove(name, 0);
    json_array_foreach(value, i, part) shorten_operators(part);
    json_object_foreach(value, member, part) shorten_operators(part);
}

void shorten_own_operators(struct reader *r, const struct statement *s, json_t *node)
{
    if (strcasestr(s->text, "operator") && strcasestr(s->text, "pg_catalog") && !r->own_operators)
        shorten_operators(node);
}
