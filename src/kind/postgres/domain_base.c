/* What a domain is over: another domain, perhaps, and what its values are stored as. */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/postgres.h"
#include "sql/postgres/lex.h"

bool domain_name(void *ctx, const char *type, const char **schema, const char **name)
{
    struct lexer l = {type, 0, strlen(type)};
    struct lexeme first = lex_next(&l), dot = lex_next(&l), last = lex_next(&l);
    bool two = lexeme_is(type, dot, ".");
    bool array = (two ? lex_next(&l) : dot).kind != LEXEME_END;
    if ((first.kind != LEXEME_WORD && first.kind != LEXEME_QUOTED) || array)
        return false;
    *schema = two ? lexeme_name(ctx, type, first) : "public";
    *name = lexeme_name(ctx, type, two ? last : first);
    return true;
}

const struct object *domain_below(const struct catalog *catalog, const struct object *domain)
{
    void *work = mem_context(NULL);
    const char *schema, *name;
    const struct object *below = domain_name(work, domain_base_type(domain), &schema, &name)
                                     ? catalog_find(catalog, &postgres_domain, schema, "", name)
                                     : NULL;
    mem_free(work);
    return below;
}

const char *domain_stored_type(const struct catalog *catalog, const struct object *domain)
{
    const struct object *below;
    for (int n = 0; n < MOST_DOMAINS && (below = domain_below(catalog, domain)); n++)
        domain = below;
    return domain_base_type(domain);
}

const struct object *domain_of_text(struct parsing *parsing, const char *type)
{
    const char *schema, *name;
    return domain_name(parsing->ctx, type, &schema, &name) ? parsing_find(parsing, &postgres_domain, schema, "", name)
                                                           : NULL;
}

const char *domain_stored_type_of_text(struct parsing *parsing, const char *type)
{
    const struct object *domain;
    for (int n = 0; n < MOST_DOMAINS && (domain = domain_of_text(parsing, type)); n++)
        type = domain_base_type(domain);
    return type;
}
