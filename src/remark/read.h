/* What a script does to tables, and what its comments say of them. */
#ifndef REMARK_READ_H
#define REMARK_READ_H

#include "catalog/remarks.h"

/* Where names without a schema are, as the scripts of a session have set it. */
struct remark_session {
    void *ctx;
    const char *schema; /* where tables are made */
    const char *before; /* what SET LOCAL hides until the transaction ends; NULL: nothing */
};

void remark_session_begin(struct remark_session *session, void *ctx, enum engine engine);
void remark_session_end_transaction(struct remark_session *session);

/* Notes what a script, which has run, does; a text that the lexer cannot cut does nothing. */
void remarks_read(struct remarks *remarks, struct remark_session *session, const char *script);

#endif
