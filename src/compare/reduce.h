/*
 * Large texts with few differences: what stands in both and has nothing to do
 * with what differs need not be read.
 *
 * A paragraph that both texts have (paragraph.h) is left out of both, unless
 * the table that it makes or is about is mentioned in one that differs. So
 * every object that could differ is read with all that is said of it. Lines
 * keep their numbers.
 */
#ifndef COMPARE_REDUCE_H
#define COMPARE_REDUCE_H

/* Texts shorter than this are read whole: there is nothing to gain. Bytes. */
enum { REDUCE_FROM = 32 * 1024 };

/* The reduced texts belong to ctx; they are the given ones where nothing can be left out. */
void reduce_texts(void *ctx, const char *old_text, const char *new_text, const char **old_reduced,
                  const char **new_reduced);

#endif
