/*
 * Orders in which things that are said to be independent are run, and the way
 * from one order to another. Things are numbered as they come naturally;
 * an order is the array of their numbers.
 */
#ifndef VERIFY_ORDER_H
#define VERIFY_ORDER_H

#include <stddef.h>
#include <stdint.h>

void order_reverse(size_t *order, size_t n);

/* The same state gives the same order on every machine; the state moves on. */
void order_shuffle(size_t *order, size_t n, uint64_t *state);

/* `first` comes before `second`, also naturally. */
struct order_pair {
    size_t first, second;
};

/* Changes an order as little as it takes for all pairs to hold. */
void order_respect(size_t *order, size_t n, const struct order_pair *pairs, size_t n_pairs);

/* How many exchanges of neighbours lead from the natural order to this one. */
size_t order_distance(const size_t *order, size_t n);

/*
 * What the natural order has become after that many of these exchanges, at
 * least one; *last is the pair that was exchanged last, and stands side by side.
 */
void order_approach(const size_t *order, size_t n, size_t exchanges, size_t *result, struct order_pair *last);

#endif
