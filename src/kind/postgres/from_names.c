#include "kind/postgres/from_names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "catalog/ask.h"
#include "catalog/read.h"
#include "kind/postgres/meaning.h"
#include "kind/postgres/refusal.h"
#include "kind/postgres/row_names.h"
#include "kind/postgres/table_function_names.h"

extern const char postgres_from_names_view_query[];
extern const char postgres_from_names_rule_query[];
extern const char postgres_from_names_policy_query[];
extern const char postgres_from_names_body_query[];

static bool complete_object(struct reading *reading, const struct object *o, int field, const struct tree_node *tree,
                            const struct stored_names *names, void *ctx)
{
    const char *text = complete_row_names(ctx, o->values[field], tree, names);
    if (!text)
        return refuse_object(reading, o,
                             "the rows of a function in it have got columns since it was made, and the server's text "
                             "of it would take these for others",
                             "make it anew in a delta after the one that adds the column");
    text = add_table_function_names(ctx, text, tree);
    if (!text)
        return refuse_object(reading, o,
                             "the server's text of it lacks names of columns of XMLTABLE or JSON_TABLE, and does not "
                             "tell which ones",
                             "give these columns their names in COLUMNS, not behind the alias");
    o->values[field] = mem_strdup(reading->catalog->ctx, text);
    return true;
}

static const struct object *object_of(const struct catalog *catalog, size_t first, const char *number)
{
    for (size_t i = first; number && i < catalog->n_objects; i++)
        if (catalog->objects[i]->address.object_id == strtoul(number, NULL, 10))
            return catalog->objects[i];
    return NULL;
}

/* Rows of the queries: an object, and what is stored of its texts. */
static bool complete_all(struct reading *reading, const struct rows *rows, const struct stored_names *names,
                         size_t first, int field, void *ctx)
{
    bool goes_on = true;
    for (int r = 0; r < rows->n_rows; r++)
        for (int k = 1; k < rows->n_columns; k++) {
            const struct object *o = object_of(reading->catalog, first, rows_text(rows, r, 0));
            const char *tree = rows_text(rows, r, k);
            if (o && tree && o->values[field + k - 1])
                goes_on = complete_object(reading, o, field + k - 1, tree_read(ctx, tree), names, ctx) && goes_on;
        }
    return goes_on;
}

static const struct answer_column columns[] = {
    {"object_id", ANSWER_OID}, {"tree", ANSWER_TEXT | ANSWER_NULL}, {"second_tree", ANSWER_TEXT | ANSWER_NULL}};

static bool complete(struct reading *reading, const char *query, int n_columns, size_t first, int field)
{
    const struct question question = {"columns in FROM", query, columns, n_columns};
    return stored_ask(reading, &question, first, field, complete_all);
}

bool complete_view_names(struct reading *reading, size_t first, int field)
{
    return complete(reading, postgres_from_names_view_query, 2, first, field);
}

bool complete_rule_names(struct reading *reading, size_t first, int field)
{
    return complete(reading, postgres_from_names_rule_query, 2, first, field);
}

bool complete_policy_names(struct reading *reading, size_t first, int field)
{
    return complete(reading, postgres_from_names_policy_query, 3, first, field);
}

bool complete_body_names(struct reading *reading, size_t first, int field)
{
    return complete(reading, postgres_from_names_body_query, 2, first, field);
}
