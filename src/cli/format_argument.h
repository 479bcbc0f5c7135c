/* The value of --format: FORMAT or FORMAT=FILE. */
#ifndef CLI_FORMAT_WORD_H
#define CLI_FORMAT_WORD_H

#include <stdbool.h>

#include "base/diag.h"

struct format_argument {
    const char *name;
    const char *file; /* NULL: standard output */
};

/* Splits the word; belongs to ctx. False with a diagnostic where no file stands behind the sign. */
bool format_argument_read(void *ctx, const char *word, struct format_argument *format, struct diags *diags);

/* "--format x: one of text, json", of names that end with NULL. */
void format_argument_refuse(const struct format_argument *format, const char *const *names, struct diags *diags);

/* "--format json: standard output has the format text already" */
void format_argument_refuse_twin(const char *word, const struct format_argument *format, const char *taken,
                                 struct diags *diags);

#endif
