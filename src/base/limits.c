#include "base/limits.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/exit_status.h"

/* Nothing but what a signal handler may call. */
static void end_for_time(int signal)
{
    static const char line[] = "fullschema: it has used the processor for as long as the limit allows (RLIMIT_CPU)\n";
    (void)signal;
    ssize_t ignored = write(STDERR_FILENO, line, sizeof(line) - 1);
    (void)ignored;
    _Exit(EXIT_STATUS_TROUBLE);
}

void limits_heed(void)
{
    struct sigaction time = {.sa_handler = end_for_time};
    signal(SIGXFSZ, SIG_IGN);
    sigaction(SIGXCPU, &time, NULL);
}
