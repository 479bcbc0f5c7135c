/* Strongly connected components: small graphs, and a chain deeper than any stack. */
#include "support.h"

#include "base/components.h"

enum { DEEP = 1000000 };

static void cycles_and_what_leads_to_them(void **state)
{
    const struct fixture *f = *state;
    /* 0 -> 1 -> 2 -> 1, 2 -> 3; 4 -> 4; 5 alone */
    const size_t first[] = {0, 1, 2, 4, 4, 5, 5}, to[] = {1, 2, 1, 3, 4};
    const size_t *c = components_find(f->ctx, 6, first, to);
    assert_int_equal(c[1], c[2]);
    for (size_t i = 0; i < 6; i++)
        for (size_t k = 0; k < i; k++)
            if (!(i == 2 && k == 1))
                assert_int_not_equal(c[i], c[k]);
}

static void nothing(void **state)
{
    const struct fixture *f = *state;
    const size_t first[] = {0};
    assert_non_null(components_find(f->ctx, 0, first, NULL));
}

static void a_long_ring(void **state)
{
    const struct fixture *f = *state;
    size_t *first = mem_array(f->ctx, size_t, DEEP + 1), *to = mem_array(f->ctx, size_t, DEEP);
    for (size_t i = 0; i < DEEP; i++) {
        first[i + 1] = i + 1;
        to[i] = (i + 1) % DEEP;
    }
    const size_t *c = components_find(f->ctx, DEEP, first, to);
    assert_int_equal(c[0], c[DEEP - 1]);
    to[DEEP - 1] = DEEP - 1;
    c = components_find(f->ctx, DEEP, first, to);
    assert_int_not_equal(c[0], c[DEEP - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(cycles_and_what_leads_to_them),
        with_fixture(nothing),
        with_fixture(a_long_ring),
    };
    return RUN_TAP("base/components", tests);
}
