/*
 * What a throwaway server may write: its databases, its log and the files that queries spill into. A statement has a
 * limit of time, but in that time it can fill a disk, which is memory where the server's directory is in /dev/shm.
 */
#ifndef ENGINE_SPACE_H
#define ENGINE_SPACE_H

#include <stdbool.h>
#include <stddef.h>

/* How often it is measured: the files of a server are a thousand or more. */
enum { SPACE_LOOK_MS = 500 };

struct space {
    const char *directory; /* of the server; outlives this */
    int most_mib;          /* 0: any */
    _Atomic long looked_ms;
};

/*
 * Whether more is taken than may be. Measured at most once each SPACE_LOOK_MS, whoever asks: false in between. NULL has
 * no limit.
 */
bool space_is_spent(struct space *space);

#endif
