#include "base/tree_bytes.h"

#include <fts.h>
#include <stddef.h>
#include <sys/stat.h>

uint64_t tree_bytes(const char *directory)
{
    char *roots[] = {(char *)directory, NULL};
    uint64_t bytes = 0;
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; walk && (entry = fts_read(walk));)
        if (entry->fts_info == FTS_F)
            bytes += (uint64_t)entry->fts_statp->st_blocks * S_BLKSIZE;
    if (walk)
        fts_close(walk);
    return bytes;
}
