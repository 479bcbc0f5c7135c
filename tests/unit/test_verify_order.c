#include "support.h"

#include "verify/bisect.h"
#include "verify/order.h"

enum { N = 6 };

/* "3 0 1": belongs to the test. */
static const char *told(const size_t *order, size_t n)
{
    static char text[200];
    text[0] = '\0';
    for (size_t i = 0; i < n; i++)
        snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%zu", i ? " " : "", order[i]);
    return text;
}

static void a_shuffle_is_the_same_for_the_same_seed(void **state)
{
    size_t first[N], second[N], other[N], seen[N] = {0};
    uint64_t seed = 7, same = 7;
    (void)state;
    order_shuffle(first, N, &seed);
    order_shuffle(second, N, &same);
    order_shuffle(other, N, &seed);
    assert_memory_equal(first, second, sizeof(first));
    assert_memory_not_equal(first, other, sizeof(first));
    for (size_t i = 0; i < N; i++)
        seen[first[i]]++;
    for (size_t i = 0; i < N; i++)
        assert_int_equal(seen[i], 1);
}

/* SplitMix64's first numbers decide on it, on every machine. */
static void a_shuffle_is_the_same_everywhere(void **state)
{
    size_t order[N];
    uint64_t seed = 1;
    (void)state;
    order_shuffle(order, N, &seed);
    assert_string_equal(told(order, N), "0 1 3 2 4 5");
}

static void the_exchanges_lead_from_the_natural_order_to_the_other(void **state)
{
    const size_t target[] = {2, 0, 3, 1};
    size_t order[4];
    struct order_pair last = {9, 9};
    static const struct {
        const char *order;
        struct order_pair last;
    } expected[] = {{"0 2 1 3", {1, 2}}, {"2 0 1 3", {0, 2}}, {"2 0 3 1", {1, 3}}};
    (void)state;
    assert_int_equal(order_distance(target, 4), 3);
    for (size_t i = 0; i < 3; i++) {
        order_approach(target, 4, i + 1, order, &last);
        assert_string_equal(told(order, 4), expected[i].order);
        assert_int_equal(last.first, expected[i].last.first);
        assert_int_equal(last.second, expected[i].last.second);
    }
}

static void the_reverse_is_farthest(void **state)
{
    size_t order[N], result[N];
    struct order_pair last;
    (void)state;
    order_reverse(order, N);
    assert_string_equal(told(order, N), "5 4 3 2 1 0");
    assert_int_equal(order_distance(order, N), N * (N - 1) / 2);
    order_approach(order, N, N * (N - 1) / 2, result, &last);
    assert_string_equal(told(result, N), "5 4 3 2 1 0");
}

static void pairs_keep_their_order_and_others_stay(void **state)
{
    const struct order_pair pairs[] = {{0, 4}, {1, 2}};
    size_t order[] = {4, 3, 2, 1, 0};
    (void)state;
    order_respect(order, 5, pairs, 2);
    assert_string_equal(told(order, 5), "3 1 2 0 4");
    order_respect(order, 5, pairs, 2);
    assert_string_equal(told(order, 5), "3 1 2 0 4");
}

static enum probe bad_from_five(void *data, size_t place)
{
    ++*(size_t *)data;
    return place >= 5 ? PROBE_BAD : PROBE_GOOD;
}

static enum probe no_answer(void *data, size_t place)
{
    (void)data;
    (void)place;
    return PROBE_TROUBLE;
}

static void halves_find_the_first_bad_place(void **state)
{
    size_t first = 0, probes = 0;
    (void)state;
    assert_true(verify_bisect(0, 1000, bad_from_five, &probes, &first));
    assert_int_equal(first, 5);
    assert_in_range(probes, 1, 10);
    probes = 0;
    assert_true(verify_bisect(4, 5, bad_from_five, &probes, &first));
    assert_int_equal(first, 5);
    assert_int_equal(probes, 0);
    assert_false(verify_bisect(0, 9, no_answer, NULL, &first));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shuffle_is_the_same_for_the_same_seed),
        cmocka_unit_test(a_shuffle_is_the_same_everywhere),
        cmocka_unit_test(the_exchanges_lead_from_the_natural_order_to_the_other),
        cmocka_unit_test(the_reverse_is_farthest),
        cmocka_unit_test(pairs_keep_their_order_and_others_stay),
        cmocka_unit_test(halves_find_the_first_bad_place),
    };
    return RUN_TAP("verify/order", tests);
}
