/* What a text may have of an extension, whose members no text says. */
#ifndef MODEL_POSTGRES_EXTENSION_MEMBER_H
#define MODEL_POSTGRES_EXTENSION_MEMBER_H

#include "model/postgres/reader.h"

/*
 * Whether something in the text may need a member of an extension: names a function, a type, an operator or another
 * object that neither the text makes nor the server is known to have.
 */
bool may_need_extension(struct reader *r);

#endif
