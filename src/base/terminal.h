/* What may be shown on the standard streams: colour and progress are for terminals only. */
#ifndef BASE_TERMINAL_H
#define BASE_TERMINAL_H

#include <stdbool.h>

enum colour_option { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Auto: on a terminal, unless NO_COLOR is set (https://no-color.org) or TERM is dumb. */
bool terminal_colour(int fd, enum colour_option option);

/* True where a line can be drawn over: a terminal that is not dumb. */
bool terminal_can_redraw(int fd);

/* True where somebody can be shown how far a run is: such a terminal, and not in CI (the variable CI says so). */
bool terminal_progress(int fd);

/* Columns of the terminal; 80 where it does not say. */
int terminal_width(int fd);

#endif
