/*
 * Names of files that every file system takes, whatever the names of tables hold: Linux's, macOS's and Windows's,
 * where Rooms.md and rooms.md are one file, and con.md is none.
 *
 * Letters, digits, `_` and `-` stand as they are, any other byte is ~XX. So different names have different files,
 * and which one a table has depends on its own name alone, but where two differ in nothing but the case of letters.
 */
#ifndef DOCS_NAME_H
#define DOCS_NAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * "rooms", "audit.log" with its schema, which may be "". A name that would be `taken` (NULL: none is), or a device of
 * Windows, has its first letter as ~XX; a long one ends in a digest. Belongs to ctx.
 */
char *doc_stem(void *ctx, const char *schema, const char *name, bool (*taken)(const char *stem));

/* Of stems that are one but for the case of letters, those that have capitals get these as ~XX. Belong to ctx. */
void doc_stems_tell_apart(void *ctx, char **stems, size_t n);

#endif
