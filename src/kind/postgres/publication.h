/* What a publication publishes: objects of a kind of their own, which hang on it by its name. */
#ifndef KIND_POSTGRES_PUBLICATION_H
#define KIND_POSTGRES_PUBLICATION_H

#include "kind/grammar.h"

/* A table that goes, or with NULL a schema, goes from all publications. */
void publications_forget(struct parsing *parsing, const char *schema, const char *table);

/* Of a list of PublicationObjSpec nodes: each is published from now on, or no longer. */
void parse_publication_members(struct parsing *parsing, const char *publication, const json_t *list, bool drop);

#endif
