/*
 * Progress on a terminal: a line for each task under way, drawn over on
 * stderr ten times a second and wiped at the end. Shown only when the run
 * takes longer than a moment; elsewhere nothing is printed.
 */
#ifndef CLI_PROGRESS_VIEW_H
#define CLI_PROGRESS_VIEW_H

#include <stdbool.h>

#include "generate/generate.h"

struct progress_view;

/*
 * Belongs to ctx. `shown` false: it keeps silent. `tasks` is what is counted,
 * a plural; `before` what is done while there are none. Both are borrowed.
 */
struct progress_view *progress_view_new(void *ctx, bool shown, const char *tasks, const char *before);

/* What the job reports to. */
struct generate_observer progress_view_observer(struct progress_view *view);

/* Draws the present state; call it from time to time, from one thread. */
void progress_view_draw(struct progress_view *view);

/* Wipes what was drawn. */
void progress_view_clear(struct progress_view *view);

#endif
