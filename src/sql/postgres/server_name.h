/* Names that the server chooses for what a person gave none. */
#ifndef SQL_POSTGRES_SERVER_NAME_H
#define SQL_POSTGRES_SERVER_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* table_column_label, cut to 63 bytes (the server's makeObjectName); `column` and `label` may be "". Belongs to ctx. */
char *server_name(void *ctx, const char *table, const char *column, const char *label);

/* The constraints NOT NULL of one table, whose names servers keep from 18 on. */
struct not_null_names {
    const char *table;
    const char *primary_key;    /* the name of that constraint, or NULL */
    const char *const *parents; /* the names of tables above, NULL-terminated, or NULL */
    const char *const *columns;
    const char *const *names; /* of the same column's constraint; NULL: it has none */
    const bool *used;         /* a comment names it */
    size_t n;
};

/*
 * True where a person chose the name at that place. The server's own is
 * <table>_<column>_not_null, maybe with a number, and stays when the table or
 * the column is renamed, in copies made with LIKE, and in partitions. So a name
 * is the server's when it ends as the server's for this column, or begins as
 * one for this table: under its name of today, of a table above it, or of its
 * past, which its primary key and its other constraints NOT NULL still tell.
 * One that is used counts as chosen where the server would choose another today.
 */
bool not_null_is_chosen(const struct not_null_names *of, size_t at);

/* The same of a domain; `checks` are the names of its other constraints, NULL-terminated. */
bool domain_not_null_is_chosen(const char *domain, const char *name, bool used, const char *const *checks);

#endif
