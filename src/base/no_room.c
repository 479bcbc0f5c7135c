#include "base/no_room.h"

#include <errno.h>
#include <string.h>

bool says_no_room(const char *message)
{
    return strstr(message, strerror(ENOSPC)) || strstr(message, strerror(EDQUOT));
}
