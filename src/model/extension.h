/* The comments that the extensions of PostgreSQL itself come with: a dump says them, and nobody wrote them there. */
#ifndef MODEL_EXTENSION_H
#define MODEL_EXTENSION_H

#include <stdbool.h>

/* It is one of PostgreSQL's own (contrib), whose comments are known. */
bool extension_is_known(const char *name);

/* CREATE EXTENSION makes that comment, in some version from 11 to 18. */
bool extension_comment_is_its_own(const char *name, const char *comment);

#endif
