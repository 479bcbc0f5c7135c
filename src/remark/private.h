/* What the files that read scripts share. */
#ifndef REMARK_PRIVATE_H
#define REMARK_PRIVATE_H

#include "remark/list.h"
#include "remark/read.h"

/* One statement of a script: marks [first, end), `end` being its semicolon or the end of the script. */
struct remark_statement {
    void *ctx;
    const struct marks *marks;
    struct remarks *remarks;
    struct remark_session *session;
    size_t first, end;
    struct remark_list above;  /* comments directly above it, without a legal notice */
    struct remark_list behind; /* comments behind its semicolon */
};

/* table.c: CREATE TABLE, ALTER TABLE, DROP TABLE. False: it is something else. */
bool remark_create_table(const struct remark_statement *s);
bool remark_alter_table(const struct remark_statement *s);
bool remark_drop_table(const struct remark_statement *s);

/* session.c: what changes where names are looked up, or renames a schema. */
void remark_session_read(const struct remark_statement *s);

/* The mark behind `i` that is no comment, and the one behind those words; `i` where they do not stand there. */
size_t remark_next(const struct remark_statement *s, size_t i);
size_t remark_skip(const struct remark_statement *s, size_t i, const char *const *words);

#endif
