/* Between the files of the reader of sources. */
#ifndef SCHEMA_PYTHON_PRIVATE_H
#define SCHEMA_PYTHON_PRIVATE_H

#include "schema/python_reader.h"

/* Runs the reader; what it printed belongs to ctx. NULL with a diagnostic, or after a cancellation. */
char *source_reader_output(void *ctx, const struct source_reader *reader, struct diags *diags);

#endif
