/*
 * What a project would repeat on every command line: `fullschema.ini` beside
 * the schema directory, and the environment's FULLSCHEMA_* variables. A key is
 * the long name of an option; it stands for that option of every command that
 * has it, or of one command where it stands in that command's [section].
 *
 * What is said on the command line comes first, then the environment, then
 * the command's section, then the keys before any section.
 */
#ifndef CMD_SETTINGS_H
#define CMD_SETTINGS_H

#include <popt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "cmd/cmd.h"

struct setting {
    const char *command; /* "" for every command that has the option */
    const char *key;     /* the option's long name */
    const char *value;
    const char *origin; /* the file, or the variable's name */
    int line;           /* in the file; 0 of a variable */
    const char *base;   /* the directory that a path in the value is relative to; "" for the working directory */
};

struct settings {
    const char *path;      /* of the file that was read; NULL: there is none */
    struct setting *items; /* those that come first stand first */
    size_t n;
};

/*
 * Reads both. The file is `path` where it is given and must exist then, else
 * fullschema.ini beside `schema` (NULL: in the working directory) where there
 * is one. A key that no command has as an option, or its command has not, is
 * an error that names the nearest one. Belongs to ctx.
 */
bool settings_read(void *ctx, const char *path, const char *schema, struct settings *settings, struct diags *diags);

/*
 * Gives options that the command line left alone (NULL, or 0 of a flag) the
 * value that is set for them. Values of DIR and FILE options are made
 * relative to the working directory.
 */
bool settings_apply(const struct settings *settings, const char *command, const struct poptOption *options,
                    struct diags *diags);

/* The option of that long name in a command's table; NULL where it has none. */
const struct poptOption *option_named(const struct poptOption *options, const char *name);

/* The file's own part of settings_read: its keys in order, unchecked. */
bool settings_read_file(void *ctx, const char *path, struct settings *settings, struct diags *diags);

#endif
