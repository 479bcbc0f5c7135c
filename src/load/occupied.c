#include "load/occupied.h"

#include "base/mem.h"
#include "catalog/read.h"
#include "kind/kind.h"

/* How many objects are named. */
enum { NAMED = 5 };

/*
 * An administrator prepares a database before it gets its schema: extensions that
 * only a superuser makes, who may do what in public and with tables to come.
 */
static bool is_content(const struct object *o)
{
    return !o->kind->proof && o->kind->phase != PHASE_EXTENSION && o->address.sub_id != -1 &&
           !kind_is_preparation(o->kind);
}

static void refuse(const struct catalog *catalog, size_t n, const char *label, struct diags *diags)
{
    struct text t;
    size_t named = 0;
    text_open(&t);
    for (size_t i = 0; i < catalog->n_objects && named < NAMED; i++) {
        const struct object *o = catalog->objects[i];
        /* Columns and constraints go with their tables. */
        if (is_content(o) && o->kind->phase != PHASE_INSIDE)
            fprintf(t.out, "%s%s", named++ ? ", " : "", object_describe(diags->ctx, o));
    }
    if (n > named)
        fprintf(t.out, ", and %zu more", n - named);
    struct diag *e = diag_error(diags, "%s is not empty, and was left as it is", label);
    diag_detail(diags, e, mem_printf(diags->ctx, "it has %s", text_close(&t, diags->ctx)));
    diag_hint(diags, e, "make an empty database; fullschema diff DATABASE SNAPSHOT --sql changes one that is in use");
}

struct catalog *catalog_read_empty(struct connection *connection, const char *label, void *ctx, struct diags *diags)
{
    const struct catalog_rows none = {0};
    struct diags unprintable;
    diags_init(&unprintable, ctx);
    size_t n = 0;
    struct catalog *catalog = catalog_read_in_use(connection, &none, ctx, &unprintable);
    for (size_t i = 0; catalog && i < catalog->n_objects; i++)
        n += is_content(catalog->objects[i]) && catalog->objects[i]->kind->phase != PHASE_INSIDE;
    if (n > 0)
        refuse(catalog, n, label, diags);
    else
        diags_append(diags, &unprintable);
    return catalog && n == 0 && unprintable.n_errors == 0 ? catalog : NULL;
}
