#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool terminal_can_redraw(int fd)
{
    const char *term = getenv("TERM");
    return isatty(fd) && term && term[0] && strcmp(term, "dumb") != 0;
}

bool terminal_progress(int fd)
{
    const char *ci = getenv("CI");
    return terminal_can_redraw(fd) && !(ci && ci[0] && strcmp(ci, "false") != 0 && strcmp(ci, "0") != 0);
}

bool terminal_colour(int fd, enum colour_option option)
{
    if (option != COLOUR_AUTO)
        return option == COLOUR_ALWAYS;
    const char *no_color = getenv("NO_COLOR");
    return !(no_color && no_color[0]) && terminal_can_redraw(fd);
}

int terminal_width(int fd)
{
    struct winsize size;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}
