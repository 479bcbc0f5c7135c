/* Rows that come, go and have other values. */
#ifndef KIND_POSTGRES_ROW_CHANGE_H
#define KIND_POSTGRES_ROW_CHANGE_H

#include "kind/change.h"

/* The row's columns and values as lists of texts, as the kind prints them. */
struct row_texts {
    const char *columns, *values;
};

/*
 * DELETE, or UPDATE where the other state has a row of the same primary key, which `texts` knows the columns and
 * values of.
 */
void remove_row(struct alteration *a, struct row_texts (*texts)(const struct object *row));

#endif
