/* The sections [prepare] and [prepare NAME] of fullschema.ini (schema/project.h, docs/prepare.md). */
#ifndef CLI_PREPARE_FILE_H
#define CLI_PREPARE_FILE_H

#include <stdbool.h>

#include "base/diag.h"
#include "cli/settings.h"
#include "schema/project.h"

/* The project's file being read. */
struct project_reader {
    void *ctx;
    struct project *project;
    struct diags *diags;
};

/* ---- project_file.c ---- */

/* Refuses a line. False. */
bool project_refuse(const struct project_reader *r, const struct setting *s, const char *message, const char *hint);

/* Refuses a key that its section, which has `keys`, has not. `all`: which it has, for who meant none of them. False. */
bool project_refuse_key(const struct project_reader *r, const struct setting *s, const char *const *keys,
                        const char *all);

/* Takes a path relative to the file; it leads to nothing outside of the project. False with a diagnostic. */
bool project_take_path(const struct project_reader *r, const struct setting *s, struct project_path *to);

/* Of `WORD ENGINE`: for which engines it is said; without an engine for both. NULL: no such key; else what is behind.
 */
const char *project_key_engines(const struct project_reader *r, const char *key, const char *word,
                                bool engines[ENGINE_COUNT]);

/* ---- prepare_file.c ---- */

/* Such a section begins. */
void prepare_begin(const struct project_reader *r, const struct setting *section);

/* Takes a line of such a section. False with a diagnostic. */
bool prepare_take(const struct project_reader *r, const struct setting *s);

/* When all are read: what is about all databases first. */
void prepare_finish(struct project *project);

/*
 * An extension can give an ordinary role more than its database, and the file is a stranger's: it names those that are
 * known to give no more; all others are `allowed` by the person (NULL-terminated, or NULL). False with a diagnostic.
 */
bool prepare_check(const struct project *project, const char *const *allowed, struct diags *diags);

#endif
