/* Waiting for another process: what is ready, how it ends, and whose time it takes. */
#include "support.h"

#include <poll.h>

#include "base/wait.h"

static void test_what_is_there_takes_no_time(void **state)
{
    (void)state;
    int ends[2];
    long left = 0;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(wait_ready(ends[0], POLLIN, NULL, &left), WAITED_READY);
    assert_int_equal(left, 0);
    left = -1;
    assert_int_equal(wait_ready(ends[0], POLLIN, NULL, &left), WAITED_READY);
    assert_int_equal(left, -1);
    close(ends[0]);
    close(ends[1]);
}

static void test_a_closed_end_is_ready(void **state)
{
    (void)state;
    int ends[2];
    long left = -1;
    assert_int_equal(pipe(ends), 0);
    close(ends[1]);
    assert_int_equal(wait_ready(ends[0], POLLIN, NULL, &left), WAITED_READY);
    close(ends[0]);
}

/* More than one slice. */
static void test_silence_uses_the_time_up(void **state)
{
    (void)state;
    int ends[2];
    long left = 1010;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(wait_ready(ends[0], POLLIN, NULL, &left), WAITED_TIME);
    assert_int_equal(left, 0);
    close(ends[0]);
    close(ends[1]);
}

static void test_the_wish_to_stop_goes_first(void **state)
{
    struct fixture *p = *state;
    int ends[2];
    long left = -1;
    struct cancellation *stop = cancellation_new(p->ctx);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(wait_ready(ends[0], POLLIN, stop, &left), WAITED_READY);
    cancellation_request(stop);
    assert_int_equal(wait_ready(ends[0], POLLIN, stop, &left), WAITED_STOPPED);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_there_takes_no_time),
        cmocka_unit_test(test_a_closed_end_is_ready),
        cmocka_unit_test(test_silence_uses_the_time_up),
        with_fixture(test_the_wish_to_stop_goes_first),
    };
    return RUN_TAP("wait", tests);
}
