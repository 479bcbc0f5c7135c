#include "support.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/cancellation.h"
#include "base/parallel.h"

enum { TASKS = 500 };

struct count {
    atomic_int runs[TASKS];
    pthread_t threads[TASKS];
    size_t order[TASKS]; /* meaningful with one thread only */
    atomic_size_t n;
};

static void count_run(void *ctx, size_t i)
{
    struct count *c = ctx;
    c->runs[i]++;
    c->threads[i] = pthread_self();
    c->order[c->n++] = i;
}

static size_t distinct_threads(const struct count *c)
{
    size_t n = 0;
    for (size_t i = 0; i < TASKS; i++) {
        size_t before = 0;
        while (before < i && !pthread_equal(c->threads[before], c->threads[i]))
            before++;
        n += before == i;
    }
    return n;
}

static void every_task_runs_once(void **state)
{
    static const size_t widths[] = {0, 1, 2, 7, 64, 100000};
    (void)state;
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        struct count c = {.n = 0};
        parallel_for(TASKS, widths[w], count_run, &c);
        assert_int_equal(c.n, TASKS);
        for (size_t i = 0; i < TASKS; i++)
            assert_int_equal(c.runs[i], 1);
        assert_true(distinct_threads(&c) <= (widths[w] ? widths[w] : 1));
    }
}

static void nothing_to_do_is_nothing_done(void **state)
{
    struct count c = {.n = 0};
    (void)state;
    parallel_for(0, 4, count_run, &c);
    assert_int_equal(c.n, 0);
}

static void one_thread_is_the_caller_and_keeps_the_order(void **state)
{
    struct count c = {.n = 0};
    (void)state;
    parallel_for(TASKS, 1, count_run, &c);
    for (size_t i = 0; i < TASKS; i++) {
        assert_int_equal(c.order[i], i);
        assert_true(pthread_equal(c.threads[i], pthread_self()));
    }
}

/* Two tasks that each wait for the other to have begun get through only side by side. */
struct meeting {
    struct cancellation *arrived[2];
    bool met[2];
};

static void meet(void *ctx, size_t i)
{
    struct meeting *m = ctx;
    cancellation_request(m->arrived[i]);
    struct pollfd fd = {cancellation_fd(m->arrived[1 - i]), POLLIN, 0};
    m->met[i] = poll(&fd, 1, 60000) == 1;
}

static void tasks_run_side_by_side(void **state)
{
    struct fixture *p = *state;
    struct meeting m = {{cancellation_new(p->ctx), cancellation_new(p->ctx)}, {false, false}};
    parallel_for(2, 2, meet, &m);
    assert_true(m.met[0]);
    assert_true(m.met[1]);
}

static bool is_readable(const struct cancellation *s)
{
    struct pollfd fd = {cancellation_fd(s), POLLIN, 0};
    return poll(&fd, 1, 0) == 1;
}

static void a_wish_to_stop_stays(void **state)
{
    struct fixture *p = *state;
    struct cancellation *s = cancellation_new(p->ctx);
    assert_false(cancellation_requested(s));
    assert_false(is_readable(s));
    cancellation_request(s);
    cancellation_request(s);
    for (int i = 0; i < 3; i++) {
        assert_true(cancellation_requested(s));
        assert_true(is_readable(s));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_runs_once),
        cmocka_unit_test(nothing_to_do_is_nothing_done),
        cmocka_unit_test(one_thread_is_the_caller_and_keeps_the_order),
        with_fixture(tasks_run_side_by_side),
        with_fixture(a_wish_to_stop_stays),
    };
    return RUN_TAP("parallel", tests);
}
