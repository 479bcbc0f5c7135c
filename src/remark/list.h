/* Which comments of a list stand beside which of its items: the columns of CREATE TABLE, the actions of ALTER TABLE. */
#ifndef REMARK_LIST_H
#define REMARK_LIST_H

#include "remark/text.h"

struct remark_item {
    size_t first, end; /* marks [first, end): up to its comma, or the end of the list */
    struct remark_list remarks;
};

struct remark_items {
    struct remark_item *items;
    size_t n;
    struct remark_list beside; /* what stands beside the list as a whole */
};

/*
 * The list behind the mark `open`, up to `close`. A comment belongs to what stands before it in its line, else to the
 * item below it, with no empty line between. One that goes on in lines below, where it began behind something, is the
 * same. Belongs to ctx.
 */
void remark_items_read(void *ctx, const struct marks *marks, size_t open, size_t close, struct remark_items *list);

/* How many of the comments [from, to) behind the token `before` belong to that; `inside`: it does not end there. */
size_t remarks_behind(const struct marks *marks, size_t before, size_t from, size_t to, bool inside);

/* The first of the comments [from, to) that stand, line by line, directly above the token `to`; `to`: none does. */
size_t remarks_above(const struct marks *marks, size_t from, size_t to);

#endif
