/*
 * Disks that are full and quotas that are spent, as the C library says it in the messages of programs and servers.
 * Postgres gives the first an SQLSTATE of its own, 53100, and the second XX000, as it does any trouble with a file
 * (errcode_for_file_access).
 */
#ifndef BASE_NO_ROOM_H
#define BASE_NO_ROOM_H

#include <stdbool.h>

bool says_no_room(const char *message);

#endif
