/*
 * Tables, views and sequences that a session has for itself, and what is said of them: nothing of that is left in the
 * schema. While one is there its name is found before that of any other.
 */
#ifndef MODEL_POSTGRES_TEMPORARY_H
#define MODEL_POSTGRES_TEMPORARY_H

#include "model/postgres/reader.h"

enum temporary {
    TEMPORARY_NOTHING, /* the statement is about something else, now at least: it has lost what was temporary */
    TEMPORARY_ALL,     /* it leaves nothing */
    TEMPORARY_UNKNOWN  /* it reads something temporary: what comes of it is not known */
};

/* Before the names of the statement are given their schemas. */
enum temporary read_temporary(struct reader *r, const json_t *node);

/* The same of a relation's name. */
bool is_temporary_name(const struct reader *r, const char *schema, const char *name);

/* DISCARD, and the end of a transaction. */
void temporary_end(struct reader *r, bool all);

#define TEMPORARY_SCHEMA "pg_temp"

#endif
