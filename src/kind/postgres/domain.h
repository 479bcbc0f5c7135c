/* Domains and their checks, which stand in two files. */
#ifndef KIND_POSTGRES_DOMAIN_H
#define KIND_POSTGRES_DOMAIN_H

#include <stdio.h>

#include "kind/parsing.h"

/* ALTER DOMAIN ... ADD CONSTRAINT ...: of one that stands outside CREATE DOMAIN. */
void print_domain_constraint(FILE *out, const struct catalog *catalog, const struct object *constraint);

/* CHECK (VALUE > 0) NOT VALID, and whether it is valid. */
const char *domain_constraint_definition(const struct object *constraint);
bool domain_constraint_is_valid(const struct object *constraint);

/* Of a text: one of that definition, and one that is valid from now on. */
void parse_domain_constraint(struct parsing *parsing, const struct object *domain, const char *name,
                             const char *definition, bool valid);
void validate_domain_constraint(struct parsing *parsing, struct object *constraint);

/* The schema and the name that a type's words have, if it is a domain: catalogs say public nowhere. */
bool domain_name(void *ctx, const char *type, const char **schema, const char **name);

/* A text, or a server that lies, can say of a domain that it is over itself: so many over one another are followed. */
enum { MOST_DOMAINS = 1000 };

/* The domain that a domain is over, or NULL; the type that its values are stored as, whichever domains lie between. */
const struct object *domain_below(const struct catalog *catalog, const struct object *domain);
const char *domain_stored_type(const struct catalog *catalog, const struct object *domain);

/* Of a text: the domain of that name, or NULL; what values of a type are stored as. */
const struct object *domain_of_text(struct parsing *parsing, const char *type);
const char *domain_stored_type_of_text(struct parsing *parsing, const char *type);

/* What a column of that type has in rows that give it no value and have no default of its own. */
enum domain_value { DOMAIN_IS_NULL, DOMAIN_REFUSES_NULL, DOMAIN_HAS_VALUE };
enum domain_value domain_value(const struct catalog *catalog, const char *type, bool default_null);

/* The canonical words of the type beneath a domain. */
const char *domain_base_type(const struct object *domain);

#endif
