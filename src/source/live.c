/* A live database, read with the catalog and printed as generate prints. */
#include <string.h>

#include "base/mem.h"
#include "emit/snapshot.h"
#include "engine/live.h"
#include "kind/kind.h"
#include "source/private.h"

static bool is_table(const struct catalog *catalog, const char *name)
{
    const struct catalog_rows one = {.tables = (const char *const[]){name, NULL}};
    for (size_t i = 0; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        if (o->kind->phase == PHASE_TABLE && o->kind->place == PLACE_SELF &&
            catalog_wants_rows(&one, catalog->engine, o->schema, o->name))
            return true;
        /* That of an extension is no object, its rows are. */
        if (o->kind->phase == PHASE_ROW && catalog_wants_rows(&one, catalog->engine, o->schema, o->relation))
            return true;
    }
    return false;
}

static bool check_tables(const struct catalog *catalog, const struct catalog_rows *rows, struct diags *diags)
{
    bool ok = true;
    for (const char *const *name = rows->tables; name && *name; name++)
        if (!is_table(catalog, *name)) {
            diag_error(diags, "there is no table %s whose rows could be read", *name);
            ok = false;
        }
    return ok;
}

static char *first_line(void *ctx, const struct catalog_rows *rows)
{
    struct text t;
    text_open(&t);
    fputs("-- Made by fullschema from a database, ", t.out);
    if (rows->all)
        fputs("with all rows", t.out);
    else if (rows->tables && rows->tables[0])
        fputs("with the rows of", t.out);
    else
        fputs("without rows and sequence positions", t.out);
    for (size_t i = 0; !rows->all && rows->tables && rows->tables[i]; i++) {
        size_t n = strcspn(rows->tables[i], "\n\r");
        fprintf(t.out, "%s %.*s", i ? "," : "", (int)n, rows->tables[i]);
    }
    fputs(".\n", t.out);
    return text_close(&t, ctx);
}

char *source_print_live(struct connection *connection, const struct source_options *options, void *ctx,
                        struct diags *diags)
{
    void *work = mem_context(ctx);
    char *text = NULL, *head = first_line(work, &options->rows);
    struct catalog *catalog = catalog_read_in_use(connection, &options->rows, work, diags);
    if (catalog && check_tables(catalog, &options->rows, diags) &&
        (!options->bookkeeping || leave_out_bookkeeping(catalog, options->bookkeeping, diags)) &&
        (!options->exclusion || leave_out_unwanted(catalog, head, options->exclusion, diags)))
        text = snapshot_print_from(ctx, head, catalog, diags);
    mem_free(work);
    return text;
}

bool read_live(void *ctx, enum engine engine, const char *location, const struct source_options *options,
               struct source *source, struct diags *diags)
{
    const struct database_options how = {options->limits.statement_timeout_ms, options->limits.answer_limit_mib,
                                         options->stop};
    struct connection *connection = database_open(engine, location, &how, diags);
    char *text = connection ? source_print_live(connection, options, ctx, diags) : NULL;
    bool ok = database_close(connection, diags) && text;
    if (!ok)
        return false;
    source->spec = database_label(engine, location, ctx);
    source->live = source->single = true;
    source->rows = options->rows.all;
    size_t at = mem_grow(ctx, &source->items, &source->n);
    source->items[at] = (struct source_snapshot){
        "", -1, engine, source->spec, text, engine == ENGINE_POSTGRES ? SOURCE_POSTGRES : SOURCE_SQLITE};
    return true;
}
