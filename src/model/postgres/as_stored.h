/* What a server keeps otherwise than a person writes it. */
#ifndef MODEL_POSTGRES_AS_STORED_H
#define MODEL_POSTGRES_AS_STORED_H

#include "model/postgres/reader.h"

/* Before anything else: operators that are said to be the server's own, as long as the text makes none. */
void shorten_own_operators(struct reader *r, const struct statement *s, json_t *node);
/* Constants of domains that the text has made. */
void store_domain_constants(struct reader *r, const struct statement *s, json_t *node);
/* typed_constants.c: strings become texts where they can be nothing else. */
void type_constants(struct reader *r, const struct statement *s, json_t *node);

/* bound.c: the values of a bound become what a server makes of them. */
void read_bound_values(struct reader *r, struct statement *s, const struct relation *parent, const json_t *bound);

#endif
