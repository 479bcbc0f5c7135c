#include "verify/order.h"

#include <stdbool.h>
#include <string.h>

static void order_natural(size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
}

void order_reverse(size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = n - 1 - i;
}

/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere, which rand() is not. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Fisher and Yates; the slight preference of the remainder does not matter for a few dozen files. */
void order_shuffle(size_t *order, size_t n, uint64_t *state)
{
    order_natural(order, n);
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)(next_random(state) % i), moved = order[other];
        order[other] = order[i - 1];
        order[i - 1] = moved;
    }
}

/* Moves what stands at `from` forward to `to`, past what is between. */
static void move(size_t *order, size_t from, size_t to)
{
    size_t moved = order[from];
    memmove(order + to + 1, order + to, (from - to) * sizeof(*order));
    order[to] = moved;
}

/* True when something from place `at` on has to come before what stands at `candidate`. */
static bool waits(const size_t *order, size_t n, size_t at, size_t candidate, const struct order_pair *pairs,
                  size_t n_pairs)
{
    for (size_t p = 0; p < n_pairs; p++)
        for (size_t i = at; pairs[p].second == order[candidate] && i < n; i++)
            if (order[i] == pairs[p].first)
                return true;
    return false;
}

void order_respect(size_t *order, size_t n, const struct order_pair *pairs, size_t n_pairs)
{
    for (size_t at = 0; at < n; at++) {
        size_t candidate = at;
        while (candidate + 1 < n && waits(order, n, at, candidate, pairs, n_pairs))
            candidate++;
        move(order, candidate, at);
    }
}

size_t order_distance(const size_t *order, size_t n)
{
    size_t distance = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            distance += order[i] > order[j];
    return distance;
}

/* Each thing in turn goes forward to its place in the order, neighbour by neighbour. */
void order_approach(const size_t *order, size_t n, size_t exchanges, size_t *result, struct order_pair *last)
{
    order_natural(result, n);
    for (size_t place = 0; place < n && exchanges > 0; place++) {
        size_t at = place;
        while (result[at] != order[place])
            at++;
        for (; at > place && exchanges > 0; at--, exchanges--) {
            move(result, at, at - 1);
            *last = (struct order_pair){result[at], result[at - 1]};
        }
    }
}
