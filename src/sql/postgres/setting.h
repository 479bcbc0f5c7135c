/*
 * SET clauses of functions. Most settings have one value, which is a literal;
 * some are lists of names (the server's GUC_LIST_QUOTE), where one literal
 * would be one name.
 */
#ifndef SQL_POSTGRES_SETTING_H
#define SQL_POSTGRES_SETTING_H

#include <stdbool.h>
#include <stdio.h>

bool setting_is_list(const char *name);

/*
 * The names in a list as the server stores it, `"$user", public`, without
 * their quotes (its SplitGUCList); NULL-terminated, belongs to ctx. NULL
 * where it is no such list.
 */
const char *const *setting_names(void *ctx, const char *value);

/*
 * `search_path TO '', pg_temp`: of a list each of the values is a name, else
 * they are parts of one value. NULL-terminated.
 */
void print_setting(FILE *out, const char *name, const char *const *values);

#endif
