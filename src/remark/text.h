/* What comments say, on one line, and which of them say nothing to a reader of the schema. */
#ifndef REMARK_TEXT_H
#define REMARK_TEXT_H

#include "remark/cut.h"

/* Comments that stand beside one thing, by their marks, in order. */
struct remark_list {
    size_t *marks;
    size_t n;
};

void remark_list_add(void *ctx, struct remark_list *list, size_t mark);

/* The most characters that are kept of what stands beside one thing. */
enum { REMARK_MOST = 2000 };

/*
 * Their words on one line, fit to stand behind two dashes: no line breaks, nothing unseen. What stands in a row is one
 * text; texts that stand apart are joined. Left out are lines for tools, ornament, and texts that are nothing but SQL.
 * NULL: nothing is left. Belongs to ctx.
 */
char *remark_text(void *ctx, const struct marks *marks, const struct remark_list *list);

/*
 * Of a row of comments [from, to) at the head of a file: where what is behind a legal notice begins; `from` where there
 * is none.
 */
size_t remark_behind_notice(void *ctx, const struct marks *marks, size_t from, size_t to);

/* code.c: whether the text is SQL that somebody has switched off: columns, constraints, statements. */
bool remark_is_code(const char *text);

/* directive.c: whether one line of a comment is for a tool. */
bool remark_is_directive(const char *line);

#endif
