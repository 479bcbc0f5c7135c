/*
 * Options that do nothing without others, or beside them. A command lists them in a table (struct command, `needs`);
 * who gives one for nothing is told so. What fullschema.ini and the environment say is for every run, and no mistake
 * of this one: only options on the command line are held to it, but what they need may be said anywhere.
 */
#ifndef CLI_NEEDS_H
#define CLI_NEEDS_H

#include <popt.h>
#include <stdbool.h>

#include "base/diag.h"

enum { NEEDS_MOST = 4 };

struct option_need {
    const char *option;            /* by its long name; NULL ends a table */
    const char *with[NEEDS_MOST];  /* it does nothing unless one of these is in force; none: it is no matter */
    const char *const *or_none_of; /* or none of these is, NULL-terminated; NULL: that does not help */
    const char *beside;            /* it does nothing where this one is in force; NULL: there is none */
};

/* Rows of commands with the options of a throwaway server, and of migrations. */
#define SERVER_NEEDS                                                                                                   \
    {"trust-deltas", {"pg-user"}, NULL, NULL}, {"pg-bindir", {NULL}, NULL, "pg-user"},                                 \
        {"cache", {NULL}, NULL, "no-cache"}, {"cache-limit", {NULL}, NULL, "no-cache"},                                \
    {                                                                                                                  \
        "placeholder", {NULL}, NULL, "keep-placeholders"                                                               \
    }

/* The row of commands that read the layout of a schema directory for its bookkeeping tables alone. */
#define BOOKKEEPING_NEED                                                                                               \
    {                                                                                                                  \
        "layout-in", {"schema"}, NULL, NULL                                                                            \
    }

#define NEEDS_END                                                                                                      \
    {                                                                                                                  \
        NULL, {NULL}, NULL, NULL                                                                                       \
    }

/* Whether the option has a value, of which the table knows by now. */
bool option_is_said(const struct poptOption *option);

/* The options of the table that have a value, as long names. NULL-terminated, belongs to ctx. */
const char **options_said(void *ctx, const struct poptOption *options);

/* Whether a name is among them. */
bool options_have(const char *const *said, const char *name);

/*
 * `given` are the options of the command line; the table has what is in force by now. False with a diagnostic for each
 * that does nothing.
 */
bool needs_check(const struct option_need *needs, const char *const *given, const struct poptOption *options,
                 struct diags *diags);

#endif
