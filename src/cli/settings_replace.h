/* What a report that fullschema.ini names may take the place of. */
#ifndef CLI_SETTINGS_REPLACE_H
#define CLI_SETTINGS_REPLACE_H

#include <stdbool.h>

/*
 * False where a file is there that does not begin as what fullschema writes: whoever wrote the project's file would
 * decide that it is lost. What cannot be read is refused when it is written.
 */
bool setting_may_replace(const char *path);

#endif
