/* What the files of a schema directory are, by their names. */
#ifndef SCHEMA_FILES_H
#define SCHEMA_FILES_H

#include <stdbool.h>

#include "engine/engine.h"

enum file_class {
    FILE_SQL,     /* x.sql or x.sql.<engine> */
    FILE_PROGRAM, /* x.py */
    FILE_SILENT,  /* hidden files, x.pyc: passed over in silence */
    FILE_OTHER    /* anything else: does not run, which is reported (schema/unrun.h) */
};

enum file_class file_classify(const char *name);

/* True for a FILE_SQL name that runs on `engine`. */
bool file_runs_on(const char *name, enum engine engine);

#endif
