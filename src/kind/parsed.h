/* What is known of an object of a text, for those that keep it: kind/parsing*.c. */
#ifndef KIND_PARSED_H
#define KIND_PARSED_H

#include <uthash.h>

#include "kind/parsing.h"

/* `object` stands first, so that one pointer serves for both. */
struct parsed {
    struct object object;
    int line;
    const char *key;
    struct parsed_fact *facts;
    size_t n_facts;
    UT_hash_handle hh;
    bool relation; /* has its name among those of relations */
    char *call;    /* NULL: it has no other name */
    UT_hash_handle by_call;
    struct parsed_group *group; /* NULL: it hangs on nothing */
    struct parsed *prev, *next; /* in that */
    struct parsed_group *owner; /* NULL: it belongs to nothing */
    struct parsed *prev_owned, *next_owned;
};

/* What hangs on one relation, or belongs to it. */
struct parsed_group {
    char *key;
    struct parsed *first;
    UT_hash_handle hh;
};

/* The text, once however often it is asked for. Belongs to parsing->ctx. */
const char *parsing_shared(struct parsing *parsing, const char *text);

#endif
