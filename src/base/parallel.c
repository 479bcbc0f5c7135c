#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MAX_WIDTH = 64 };

struct work {
    atomic_size_t next;
    size_t n;
    void (*task)(void *ctx, size_t i);
    void *ctx;
};

static void *take_tasks(void *arg)
{
    struct work *w = arg;
    for (size_t i; (i = atomic_fetch_add(&w->next, 1)) < w->n;)
        w->task(w->ctx, i);
    return NULL;
}

void parallel_for(size_t n, size_t width, void (*task)(void *ctx, size_t i), void *ctx)
{
    struct work work = {.n = n, .task = task, .ctx = ctx};
    pthread_t threads[MAX_WIDTH];
    size_t n_threads = 0;
    /* Where no thread can be had the caller does all the work: slower, not wrong. */
    while (n_threads + 1 < width && n_threads + 1 < n && n_threads < MAX_WIDTH &&
           pthread_create(&threads[n_threads], NULL, take_tasks, &work) == 0)
        n_threads++;
    take_tasks(&work);
    for (size_t i = 0; i < n_threads; i++)
        pthread_join(threads[i], NULL);
}

size_t parallel_width(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 2 ? (size_t)cores : 2;
}
