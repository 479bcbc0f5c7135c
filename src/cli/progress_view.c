#include "cli/progress_view.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/shown.h"
#include "base/terminal.h"
#include "trace/trace.h"

enum { DOING_SIZE = 200, MAX_LINES = 12, QUIET_DRAWS = 4, WIDEST_NAME = 40, LEFT_SIZE = 32 };

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
    const char *before;    /* what is done before there are tasks */
    pthread_mutex_t mutex; /* guards the tasks */
    struct task_state *tasks;
    size_t n;
    int name_width; /* of the longest name, within reason */
    int draws;
    int widths[MAX_LINES + 1]; /* of the lines on the screen now */
    int lines;
};

struct progress_view *progress_view_new(void *ctx, bool shown, const char *tasks, const char *before)
{
    struct progress_view *v = mem_new(ctx, struct progress_view);
    v->ctx = v;
    v->shown = shown && !trace_wants(TRACE_STEPS); /* lines of steps would be drawn over */
    v->noun = tasks;
    v->before = before;
    pthread_mutex_init(&v->mutex, NULL);
    return v;
}

static void started(void *user_data, size_t n_tasks, char *const *names)
{
    struct progress_view *v = user_data;
    pthread_mutex_lock(&v->mutex);
    v->tasks = mem_array(v->ctx, struct task_state, n_tasks);
    v->n = n_tasks;
    for (size_t i = 0; i < n_tasks; i++) {
        v->tasks[i].name = shown_text(v->ctx, names[i]);
        int width = shown_width(v->tasks[i].name, strlen(v->tasks[i].name));
        v->name_width = width > v->name_width ? width : v->name_width;
    }
    v->name_width = v->name_width < WIDEST_NAME ? v->name_width : WIDEST_NAME;
    pthread_mutex_unlock(&v->mutex);
}

static void report(void *user_data, size_t task, const char *doing, size_t done, size_t total)
{
    struct progress_view *v = user_data;
    pthread_mutex_lock(&v->mutex);
    struct task_state *t = &v->tasks[task];
    snprintf(t->doing, sizeof(t->doing), "%s", doing ? doing : "");
    t->done = done;
    t->total = total;
    t->finished = !doing;
    pthread_mutex_unlock(&v->mutex);
}

struct generate_observer progress_view_observer(struct progress_view *view)
{
    return (struct generate_observer){{report, view}, started, view};
}

/*
 * Up over what was drawn, and everything below wiped. A terminal that has
 * become narrower has broken the lines: most do, and the others cut them.
 */
static void wipe(struct progress_view *v, int width)
{
    int up = 0;
    for (int i = 0; i < v->lines; i++)
        up += (i > 0) + (v->widths[i] > 0 ? (v->widths[i] - 1) / width : 0);
    if (up > 0)
        console_print(stderr, "\033[%dA", up);
    console_print(stderr, "\r\033[J");
    v->lines = 0;
}

/* One line, cut before the last column, since one that wraps would be left behind. */
static void draw_line(struct progress_view *v, const char *text, int width)
{
    char *shown = shown_text(v->ctx, text);
    size_t n = shown_fitting(shown, width - 1);
    if (v->lines > 0)
        console_print(stderr, "\n");
    console_print(stderr, "%.*s", (int)n, shown);
    v->widths[v->lines++] = shown_width(shown, n);
    mem_free(shown);
}

static void draw_task(struct progress_view *v, const struct task_state *t, int width)
{
    int name_width = v->name_width < width / 2 ? v->name_width : width / 2;
    size_t n = shown_fitting(t->name, name_width);
    char left[LEFT_SIZE] = "";
    if (t->total > 1)
        snprintf(left, sizeof(left), "%3zu left  ", t->total > t->done ? t->total - t->done : 0);
    char *line =
        mem_printf(v->ctx, "%.*s%*s  %s%s", (int)n, t->name, name_width - shown_width(t->name, n), "", left, t->doing);
    draw_line(v, line, width);
    mem_free(line);
}

static void draw_tasks(struct progress_view *v, int width)
{
    size_t finished = 0, hidden = 0;
    for (size_t i = 0; i < v->n; i++) {
        finished += v->tasks[i].finished;
        if (v->tasks[i].doing[0] && v->lines < MAX_LINES)
            draw_task(v, &v->tasks[i], width);
        else
            hidden += v->tasks[i].doing[0] != '\0';
    }
    char *last = v->lines == 0 && finished == 0 ? mem_strdup(v->ctx, v->before)
                                                : mem_printf(v->ctx, "%zu of %zu %s done%s", finished, v->n, v->noun,
                                                             hidden ? ", more under way" : "");
    draw_line(v, last, width);
    mem_free(last);
}

void progress_view_draw(struct progress_view *v)
{
    if (!v->shown || ++v->draws < QUIET_DRAWS)
        return;
    int width = terminal_width(STDERR_FILENO);
    pthread_mutex_lock(&v->mutex);
    wipe(v, width);
    draw_tasks(v, width);
    pthread_mutex_unlock(&v->mutex);
    fflush(stderr);
}

void progress_view_clear(struct progress_view *v)
{
    if (v->shown && v->draws >= QUIET_DRAWS)
        wipe(v, terminal_width(STDERR_FILENO));
    fflush(stderr);
}
