#include "kind/remark.h"

#include <string.h>

#include "base/mem.h"
#include "catalog/remarks.h"
#include "kind/kind.h"

void print_table_remark(FILE *out, const struct catalog *catalog, const struct object *table)
{
    const char *text = remarks_of_table(catalog->remarks, table->schema, table->name);
    if (text)
        fprintf(out, "-- %s\n", text);
}

void print_column_remark(FILE *out, const struct catalog *catalog, const struct object *table, const char *column,
                         const char *indent)
{
    const char *text = remarks_of_column(catalog->remarks, table->schema, table->name, column);
    if (text)
        fprintf(out, "-- %s\n%s", text, indent);
}

/* Of objects of a class, under the names that the catalog has. */
static const char *text_of(const struct catalog *catalog, enum remark_class class, const struct object *o)
{
    const struct remark_key key = {class, o->schema, o->relation, o->name};
    return remark_things_text(remarks_things(catalog->remarks), &key);
}

static bool has_name(const struct object *o, const char *name)
{
    size_t n = strlen(name);
    return strncmp(o->name, name, n) == 0 && o->name[n] == '(';
}

/* The only function of its name, of which the deltas make one: what they call its types does not matter then. */
static const char *text_of_only(const struct catalog *catalog, const struct object *o)
{
    void *work = mem_context(NULL);
    const struct remark_things *things = remarks_things(catalog->remarks);
    const char *name = mem_strndup(work, o->name, strcspn(o->name, "(")), *text = NULL;
    const char **made = remark_things_names(work, things, REMARK_ROUTINE, o->schema, name);
    struct objects all = catalog_of_kind(catalog, o->kind);
    size_t n = 0;
    for (size_t i = 0; made[0] && !made[1] && i < all.n; i++)
        n += strcmp(all.items[i]->schema, o->schema) == 0 && has_name(all.items[i], name);
    if (n == 1)
        text = remark_things_text(things, &(struct remark_key){REMARK_ROUTINE, o->schema, "", made[0]});
    mem_free(work);
    return text;
}

void print_constraint_remark(FILE *out, const struct catalog *catalog, const struct object *table, const char *name,
                             const char *indent)
{
    if (!catalog->remarks)
        return;
    const struct remark_key key = {REMARK_CONSTRAINT, table->schema, table->name, name};
    const char *text = remark_things_text(remarks_things(catalog->remarks), &key);
    if (text)
        fprintf(out, "-- %s\n%s", text, indent);
}

void print_object_remark(FILE *out, const struct catalog *catalog, const struct object *o)
{
    if (!catalog->remarks || o->kind->remark == REMARK_NONE)
        return;
    const char *text = text_of(catalog, o->kind->remark, o);
    if (!text && o->kind->remark == REMARK_ROUTINE)
        text = text_of_only(catalog, o);
    if (text)
        fprintf(out, "-- %s\n", text);
}
