/* Questions to a database whose answers are checked before anybody reads them. */
#ifndef CATALOG_ASK_H
#define CATALOG_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/answer.h"
#include "engine/engine.h"

struct question {
    const char *what;  /* for diagnostics: "sequence positions" */
    const char *query; /* as it is sent; one without a statement (query_for_version) has no rows */
    const struct answer_column *columns;
    size_t n_columns;
};

/* Where the answer is not of these columns, or a cell of another form: false with a diagnostic. Rows belong to ctx. */
bool catalog_ask(struct connection *connection, const struct question *question, void *ctx, struct rows *rows,
                 struct diags *diags);

/* The same of all that a query without columns known beforehand brings: text, or NULL. */
bool catalog_ask_any(struct connection *connection, const char *what, const char *query, size_t n_columns, void *ctx,
                     struct rows *rows, struct diags *diags);

#endif
