#include "cmd/progress_view.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/terminal.h"

enum { DOING_SIZE = 100, MAX_LINES = 12, QUIET_DRAWS = 4, NAME_WIDTH = 24 };

struct task_state {
    const char *name;
    char doing[DOING_SIZE]; /* empty: not begun, or done */
    size_t done, total;
    bool finished;
};

struct progress_view {
    void *ctx;
    bool shown;
    const char *noun;      /* of the tasks */
    pthread_mutex_t mutex; /* guards the tasks */
    struct task_state *tasks;
    size_t n;
    int draws;
    int lines; /* on the screen now */
};

struct progress_view *progress_view_new(void *ctx, bool shown, const char *tasks)
{
    struct progress_view *v = mem_new(ctx, struct progress_view);
    v->ctx = v;
    v->shown = shown;
    v->noun = tasks;
    pthread_mutex_init(&v->mutex, NULL);
    return v;
}

static void started(void *shower, size_t n_tasks, char *const *names)
{
    struct progress_view *v = shower;
    pthread_mutex_lock(&v->mutex);
    v->tasks = mem_array(v->ctx, struct task_state, n_tasks);
    v->n = n_tasks;
    for (size_t i = 0; i < n_tasks; i++)
        v->tasks[i].name = mem_strdup(v->ctx, names[i]);
    pthread_mutex_unlock(&v->mutex);
}

static void report(void *shower, size_t task, const char *doing, size_t done, size_t total)
{
    struct progress_view *v = shower;
    pthread_mutex_lock(&v->mutex);
    struct task_state *t = &v->tasks[task];
    snprintf(t->doing, sizeof(t->doing), "%s", doing ? doing : "");
    t->done = done;
    t->total = total;
    t->finished = !doing;
    pthread_mutex_unlock(&v->mutex);
}

struct generate_watch progress_view_watch(struct progress_view *view)
{
    return (struct generate_watch){{report, view}, started, view};
}

/* Up over what was drawn, and everything below wiped. */
static void wipe(struct progress_view *v)
{
    if (v->lines > 0)
        fprintf(stderr, "\033[%dA", v->lines);
    fputs("\r\033[J", stderr);
    v->lines = 0;
}

static void draw_task(struct progress_view *v, const struct task_state *t, int width)
{
    char line[NAME_WIDTH + DOING_SIZE + 32];
    snprintf(line, sizeof(line), "%-*s %3zu left  %s", NAME_WIDTH, t->name, t->total > t->done ? t->total - t->done : 0,
             t->doing);
    /* A line that wraps would be counted as one and left behind. */
    fprintf(stderr, "%.*s\n", width - 1, line);
    v->lines++;
}

void progress_view_draw(struct progress_view *v)
{
    if (!v->shown || ++v->draws < QUIET_DRAWS)
        return;
    int width = terminal_width(STDERR_FILENO);
    pthread_mutex_lock(&v->mutex);
    wipe(v);
    size_t finished = 0, hidden = 0;
    for (size_t i = 0; i < v->n; i++) {
        finished += v->tasks[i].finished;
        if (v->tasks[i].doing[0] && v->lines < MAX_LINES)
            draw_task(v, &v->tasks[i], width);
        else
            hidden += v->tasks[i].doing[0] != '\0';
    }
    if (v->lines == 0)
        fprintf(stderr, "starting the servers");
    else
        fprintf(stderr, "%zu of %zu %s done%s", finished, v->n, v->noun, hidden ? ", more under way" : "");
    pthread_mutex_unlock(&v->mutex);
    fflush(stderr);
}

void progress_view_clear(struct progress_view *v)
{
    if (v->shown && v->draws >= QUIET_DRAWS)
        wipe(v);
    fflush(stderr);
}
