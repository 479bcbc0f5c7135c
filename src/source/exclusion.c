/*
 * What is left out of a live database's snapshot by what is said of its items. Items are known by the text alone, and
 * objects by the catalog: the line on which an object's statement begins says which item it makes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "catalog/left_out.h"
#include "emit/snapshot.h"
#include "kind/kind.h"
#include "model/kinds.h"
#include "model/read.h"
#include "source/private.h"

struct job {
    void *ctx;
    const struct source_exclusion *exclusion;
    const struct model *model;
    const struct item **by_line; /* the item whose statement begins there; NULL: it goes on with the one before */
    size_t n_lines;
    const struct object **unwanted; /* of objects that have a statement, sorted by where they are in memory */
    size_t n_unwanted;
    const struct object **owners; /* those of them to which others may belong, sorted by schema and name */
    size_t n_owners;
};

/* Where several items begin on one line the one that the statement is for is no part of another. */
static void index_items(struct job *job, const char *text)
{
    job->n_lines = 2;
    for (const char *c = text; *c; c++)
        job->n_lines += *c == '\n';
    job->by_line = mem_array(job->ctx, const struct item *, job->n_lines);
    for (size_t i = 0; i < job->model->n_items; i++) {
        const struct item *item = job->model->items[i];
        if (item->line <= 0 || (size_t)item->line >= job->n_lines)
            continue;
        const struct item **at = &job->by_line[item->line];
        if (!*at || ((*at)->relation[0] && !item->relation[0]))
            *at = item;
    }
}

/* As items have the role that an object's privileges are of; NULL: it has none. */
static const char *role_of(const struct object *o)
{
    for (int i = 0; i < o->kind->n_fields; i++)
        if (strcmp(o->kind->fields[i], "role") == 0) {
            const char *role = object_value(o, i);
            return strcmp(role, "*") == 0 ? "CURRENT_USER" : role[0] ? role : "PUBLIC";
        }
    return NULL;
}

static bool is_unwanted(const struct job *job, const struct item *item, const struct object *o)
{
    const char *role = item->kind == &model_privilege ? role_of(o) : NULL;
    return job->exclusion->is_unwanted(job->exclusion->data, job->model, item, role);
}

static void find_unwanted(struct job *job, const struct snapshot_places *places)
{
    const struct item *item = NULL;
    for (size_t i = 0; i < places->n; i++) {
        const struct snapshot_place *place = &places->items[i];
        const struct item *begun = (size_t)place->line < job->n_lines ? job->by_line[place->line] : NULL;
        item = begun ? begun : item;
        if (!item || !is_unwanted(job, item, place->object))
            continue;
        size_t at = mem_grow(job->ctx, &job->unwanted, &job->n_unwanted);
        job->unwanted[at] = place->object;
    }
}

/* What was said of another object has that one's address, which stays. */
static bool has_address(const struct object *o)
{
    return o->address.object_id != 0 && o->address.sub_id >= 0;
}

static int by_place(const void *a, const void *b)
{
    const struct object *x = *(const struct object *const *)a, *y = *(const struct object *const *)b;
    return ((uintptr_t)x > (uintptr_t)y) - ((uintptr_t)x < (uintptr_t)y);
}

static int by_name(const void *a, const void *b)
{
    const struct object *x = *(const struct object *const *)a, *y = *(const struct object *const *)b;
    int order = strcmp(x->schema, y->schema);
    return order ? order : strcmp(x->name, y->name);
}

/* SQLite's objects have no addresses: what belongs to a table goes with it by its name. */
static void find_owners(struct job *job)
{
    for (size_t i = 0; i < job->n_unwanted; i++)
        if (!has_address(job->unwanted[i]) && !job->unwanted[i]->relation[0]) {
            size_t at = mem_grow(job->ctx, &job->owners, &job->n_owners);
            job->owners[at] = job->unwanted[i];
        }
    if (job->n_owners)
        qsort(job->owners, job->n_owners, sizeof(*job->owners), by_name);
    if (job->n_unwanted)
        qsort(job->unwanted, job->n_unwanted, sizeof(*job->unwanted), by_place);
}

static bool goes(const struct job *job, const struct object *o)
{
    const struct object owner = {.schema = o->schema, .name = o->relation}, *wanted = &owner;
    if (job->n_unwanted && bsearch(&o, job->unwanted, job->n_unwanted, sizeof(*job->unwanted), by_place))
        return true;
    return o->relation[0] && job->n_owners &&
           bsearch(&wanted, job->owners, job->n_owners, sizeof(*job->owners), by_name);
}

static const struct snapshot_place *place_of(const struct snapshot_places *places, int line)
{
    size_t low = 0, high = places->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (places->items[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &places->items[low - 1] : NULL;
}

/* A column cannot be taken out of its table's statement: the snapshot would be of another table. */
static void name_what_stays(const struct job *job, const struct snapshot_places *places, struct diags *diags)
{
    for (size_t i = 0; i < job->model->n_items; i++) {
        const struct item *item = job->model->items[i];
        const struct snapshot_place *place = place_of(places, item->line);
        if (!place || place->line == item->line || goes(job, place->object) ||
            !job->exclusion->is_unwanted(job->exclusion->data, job->model, item, NULL))
            continue;
        diag_warning(diags, "%s is expected, and stays in the snapshot: it is part of what makes %s",
                     item_describe(diags->ctx, item), object_describe(diags->ctx, place->object));
    }
}

static void take_out(const struct job *job, struct catalog *catalog)
{
    size_t n = 0;
    for (size_t i = 0; i < catalog->n_objects; i++)
        if (!goes(job, catalog->objects[i]))
            catalog->objects[n++] = catalog->objects[i];
    catalog->n_objects = n;
    for (size_t i = 0; i < job->n_unwanted; i++) {
        if (!has_address(job->unwanted[i]))
            continue;
        struct object *gone = mem_copy(catalog->ctx, job->unwanted[i], sizeof(*gone));
        gone->name = object_describe(catalog->ctx, gone);
        gone->relation = job->unwanted[i]->relation[0] ? "" : job->unwanted[i]->name;
        catalog_leave_out(catalog, gone);
    }
}

bool leave_out_unwanted(struct catalog *catalog, const char *first_line, const struct source_exclusion *exclusion,
                        struct diags *diags)
{
    struct job job = {.ctx = mem_context(NULL), .exclusion = exclusion};
    struct snapshot_places places;
    char *text = snapshot_print_places(job.ctx, first_line, catalog, &places, diags);
    job.model = text ? model_read(job.ctx, catalog->engine, "snapshot", text, diags) : NULL;
    if (job.model) {
        index_items(&job, text);
        find_unwanted(&job, &places);
        find_owners(&job);
        name_what_stays(&job, &places, diags);
        exclusion->asked(exclusion->data, job.model, diags);
        take_out(&job, catalog);
        catalog_close_left_out(catalog, diags);
    }
    mem_free(job.ctx);
    return job.model != NULL;
}
