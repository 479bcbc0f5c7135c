/* How much the files below a directory take. */
#ifndef BASE_TREE_BYTES_H
#define BASE_TREE_BYTES_H

#include <stdint.h>

/* On the disk, whatever their sizes say. No link is followed; what goes meanwhile, or cannot be read, counts as
 * nothing. */
uint64_t tree_bytes(const char *directory);

#endif
