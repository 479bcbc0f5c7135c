#include "kind/postgres/definition.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/ask.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

static struct columns_read columns_read(const struct catalog *catalog)
{
    struct columns_read found = {.catalog = catalog};
    while (found.first < catalog->n_objects && catalog->objects[found.first]->kind != &postgres_column)
        found.first++;
    while (found.first + found.n < catalog->n_objects &&
           catalog->objects[found.first + found.n]->kind == &postgres_column)
        found.n++;
    return found;
}

static int compare_place(uint32_t table, long number, const struct address *address)
{
    if (table != address->object_id)
        return table < address->object_id ? -1 : 1;
    return (number > address->sub_id) - (number < address->sub_id);
}

/* The query of columns brings them in this order. */
const struct object *column_numbered(const struct columns_read *columns, const char *table, long number)
{
    uint32_t id = (uint32_t)strtoul(table, NULL, 10);
    size_t low = columns->first, high = columns->first + columns->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct object *column = columns->catalog->objects[middle];
        int order = compare_place(id, number, &column->address);
        if (order == 0)
            return column;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool next_number(const char **numbers, long *number)
{
    char *end;
    *numbers += strspn(*numbers, "{, ");
    *number = strtol(*numbers, &end, 10);
    bool found = end > *numbers;
    *numbers = end;
    return found;
}

bool print_key_columns(FILE *out, const struct columns_read *columns, struct key_columns key)
{
    const char *before = "(";
    for (long number; next_number(&key.numbers, &number); before = ", ") {
        const struct object *column = column_numbered(columns, key.table, number);
        if (!column)
            return false;
        fputs(before, out);
        print_name(out, column->name);
    }
    putc(')', out);
    return before[0] == ',';
}

/* NULL: it is not plain. */
static char *made(const struct definition *d, const struct columns_read *columns, const struct object *o)
{
    struct text t;
    text_open(&t);
    if (d->print(t.out, columns, o))
        return text_close(&t, columns->catalog->ctx);
    text_drop(&t);
    return NULL;
}

static char *question_about(void *ctx, const struct definition *d, const struct object *const *objects, size_t n)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "SELECT o.id AS object_id, %s(o.id) AS definition FROM unnest('{", d->function);
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "%s%lu", i ? "," : "", (unsigned long)objects[i]->address.object_id);
    fputs("}'::oid[]) o (id)", t.out);
    return text_close(&t, ctx);
}

/* The server is asked for all that look plain and are not, at once. */
static bool ask_definitions(struct reading *reading, const struct definition *d, const struct kind *kind,
                            const struct object *const *objects, size_t n)
{
    static const struct answer_column columns[] = {{"object_id", ANSWER_OID}, {"definition", ANSWER_TEXT}};
    struct catalog *catalog = reading->catalog;
    struct rows rows;
    const struct question question = {kind->name, question_about(catalog->ctx, d, objects, n), columns, 2};
    if (n == 0)
        return true;
    if (!catalog_ask(reading->connection, &question, catalog->ctx, &rows, reading->diags))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (i >= (size_t)rows.n_rows ||
            strtoul(rows_text(&rows, (int)i, 0), NULL, 10) != objects[i]->address.object_id) {
            diag_error(reading->diags, "cannot read the catalog (%s): another definition came than was asked for",
                       kind->name);
            return false;
        }
        objects[i]->values[d->field] = rows_text(&rows, (int)i, 1);
        d->canonicalize(catalog, objects[i]);
    }
    return true;
}

bool read_definitions(const struct kind *kind, struct reading *reading, const struct definition *definition)
{
    struct catalog *catalog = reading->catalog;
    size_t first = catalog->n_objects, n = 0;
    if (!catalog_add_query(catalog, kind, kind->query, reading->connection, reading->diags))
        return false;
    void *work = mem_context(NULL);
    const struct object **unusual = NULL;
    struct columns_read columns = columns_read(catalog);
    for (size_t i = first; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        if (o->values[definition->field]) {
            definition->canonicalize(catalog, o);
        } else if (!(o->values[definition->field] = made(definition, &columns, o))) {
            size_t at = mem_grow(work, &unusual, &n);
            unusual[at] = o;
        }
    }
    bool ok = ask_definitions(reading, definition, kind, unusual, n);
    mem_free(work);
    return ok;
}
