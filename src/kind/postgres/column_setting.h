/*
 * What ALTER TABLE ... ALTER COLUMN ... SET says of a column beyond CREATE
 * TABLE. An entry here is all that printing, reading statements, comparing
 * and the page know of such a setting; column_option.sql brings its value, in
 * a column of its name.
 */
#ifndef KIND_POSTGRES_COLUMN_SETTING_H
#define KIND_POSTGRES_COLUMN_SETTING_H

#include <stdbool.h>

/* All of them, in the order in which they are printed and reported: attributes of a column's item. */
#define COLUMN_SETTINGS(ENTRY)     ENTRY(storage) ENTRY(compression) ENTRY(statistics) ENTRY(options)
#define COLUMN_SETTING_NAME(name_) #name_,
#define COLUMN_SETTING_NAMES       COLUMN_SETTINGS(COLUMN_SETTING_NAME)

enum setting_value {
    SETTING_WORD,    /* STORAGE EXTERNAL */
    SETTING_NUMBER,  /* STATISTICS 100; below zero: as usual */
    SETTING_OPTIONS, /* (n_distinct=5) */
};

struct column_setting {
    const char *name;   /* one of COLUMN_SETTINGS; NULL ends the list */
    const char *before; /* what stands before the value: "SET STORAGE " */
    const char *after;  /* and behind it */
    enum setting_value value;
    const char *command; /* as libpg_query calls the command: "AT_SetStorage" */
    const char *element; /* the field of libpg_query's ColumnDef that says it in CREATE TABLE; NULL: none does */
    bool capitals;       /* a word that is written in capitals, however it was given */
    const char *usual;   /* the word for what is so without being set; NULL: there is none */
    bool of_type;        /* a column that gets another type has that type's own again */
    bool below;          /* the tables below are changed with it, but with ONLY */
};

extern const struct column_setting column_settings[];

/* The setting that the command changes; NULL: it changes none. */
const struct column_setting *column_setting_of(const char *command);

#endif
