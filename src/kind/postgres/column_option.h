/* What is set of a column, as objects and as statements have it. */
#ifndef KIND_POSTGRES_COLUMN_OPTION_H
#define KIND_POSTGRES_COLUMN_OPTION_H

#include <stdio.h>

#include "kind/parsing.h"
#include "kind/postgres/column_setting.h"

/* `a SET STATISTICS 100, a SET STORAGE PLAIN`, each behind the separator. The separator of what follows. */
const char *show_column_settings(FILE *out, const struct object *o, const char *separator);

/*
 * The value that the command gives to the setting, which had that value before: a word, a number, an array of options;
 * NULL: what is usual. Either may be NULL.
 */
const char *field_of_column_setting(struct parsing *parsing, const struct column_setting *setting,
                                    const json_t *command, const char *before);

/* The value of the i-th setting of a column, nothing where it is not set. */
void show_column_setting(FILE *out, const struct catalog *catalog, const struct object *column, int i);

/* Of a text: what is set of a column of that relation, which nothing is at first; and as CREATE TABLE says it. */
struct object *column_option(struct parsing *parsing, const char *schema, const char *relation, const char *column);
void parse_column_settings(struct parsing *parsing, const struct object *column, const json_t *definition);

/* Changes what is set of a column of a relation; false where the command sets nothing of the kind. */
bool parse_column_setting(struct parsing *parsing, const struct object *relation, const json_t *command);

/* A new table, or a new column, has what the tables above say of how the column is stored; what it has is kept. */
void column_option_inherit(struct parsing *parsing, const struct object *column, const struct object *above);

/* When the column gets another type: what was set and goes with the one before. */
void column_option_forget_type(struct parsing *parsing, const struct object *column);

/* When all is read: what is set of the column is said with ONLY, as its table has others below it. */
void column_option_leave_others(struct parsing *parsing, const struct object *column);

#endif
