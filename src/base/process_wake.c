/* By itself, so that the program that runs SQLite needs nothing else of how processes are started. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/process.h"

void process_wake_by(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && fcntl(fd, F_SETOWN, getpid()) == 0 && fcntl(fd, F_SETSIG, SIGCONT) == 0)
        fcntl(fd, F_SETFL, flags | O_ASYNC);
}
