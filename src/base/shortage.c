#include "base/shortage.h"

#include <errno.h>
#include <string.h>

bool says_no_room(const char *message)
{
    return strstr(message, strerror(ENOSPC)) || strstr(message, strerror(EDQUOT));
}

bool says_no_process(const char *message)
{
    return strstr(message, "could not fork new process for connection") != NULL;
}

void shortage_of_processes(struct diags *diags, struct diag *e)
{
    e->of_system = true;
    diag_hint(diags, e, "the system lets no further process begin: end others, or raise the limit (ulimit -u)");
}
