/* What a file says that decides whether what is made of it may be kept (docs/cache.md), word by word. */
#ifndef GENERATE_PURITY_H
#define GENERATE_PURITY_H

#include <stdbool.h>

struct purity {
    bool makes_up;  /* it runs SQL that is made up meanwhile, of which nobody has seen whether it asks for the time */
    bool extends;   /* it speaks of extensions, whose scripts are the server's */
    bool remembers; /* it may ask for what its session did before: currval */
};

/* Of a text for Postgres; constants are looked into, for they may be bodies. */
struct purity purity_of(const char *text);

#endif
