#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/console.h"
#include "base/mem.h"
#include "engine/postgres.h"

enum { LONGEST_PASSWORD = 1024 };

/* One line as the terminal delivers it, without the newline; false on a cancellation or the end of input. */
static bool read_line(int tty, const struct cancellation *stop, char *line, size_t size)
{
    for (;;) {
        struct pollfd fds[] = {{tty, POLLIN, 0}, {server_stop_fd(stop), POLLIN, 0}};
        int n = poll(fds, 2, -1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || fds[1].revents)
            return false;
        ssize_t got = read(tty, line, size - 1);
        if (got <= 0)
            return false;
        line[got] = '\0';
        line[strcspn(line, "\r\n")] = '\0';
        return true;
    }
}

static void say(int tty, const char *text)
{
    ssize_t ignored = write(tty, text, strlen(text));
    (void)ignored;
}

char *postgres_ask_password(const char *user, const struct cancellation *stop, void *ctx)
{
    struct termios before;
    struct termios silent;
    char line[LONGEST_PASSWORD];
    char *password = NULL;
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0)
        return NULL;
    if (tcgetattr(tty, &before) == 0) {
        silent = before;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        char *prompt = console_format(ctx, "Password for Postgres user %s: ", user);
        say(tty, prompt);
        if (tcsetattr(tty, TCSAFLUSH, &silent) == 0) {
            if (read_line(tty, stop, line, sizeof line))
                password = mem_strdup(ctx, line);
            tcsetattr(tty, TCSAFLUSH, &before);
        }
        say(tty, "\n");
        explicit_bzero(line, sizeof line);
    }
    close(tty);
    return password;
}
