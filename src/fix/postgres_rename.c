/* What was renamed for certain is renamed: nothing is lost, and nothing is built anew. */
#include <string.h>

#include "base/mem.h"
#include "fix/postgres.h"
#include "model/kinds.h"
#include "sql/postgres/name.h"

/* ALTER TABLE t RENAME COLUMN a TO b; ALTER INDEX i RENAME TO j */
static const struct renaming {
    const struct model_kind *kind;
    const char *word, *part;
} renamings[] = {
    {&model_schema, "SCHEMA", NULL},
    {&model_table, "TABLE", NULL},
    {&model_view, "VIEW", NULL},
    {&model_materialized_view, "MATERIALIZED VIEW", NULL},
    {&model_sequence, "SEQUENCE", NULL},
    {&model_column, "TABLE", " COLUMN "},
    {&model_constraint, "TABLE", " CONSTRAINT "},
    {&model_index, "INDEX", NULL},
    {&model_trigger, "TRIGGER", NULL},
};

static char *spell(void *ctx, const struct renaming *r, const struct change *c)
{
    const struct item *from = c->old_item, *to = c->new_item;
    struct text t;
    text_open(&t);
    fprintf(t.out, "ALTER %s ", r->word);
    if (r->part)
        print_qualified(t.out, from->schema, to->relation);
    else if (r->kind == &model_trigger || r->kind == &model_schema)
        print_name(t.out, from->name);
    else
        print_qualified(t.out, from->schema, from->name);
    if (r->kind == &model_trigger) {
        fputs(" ON ", t.out);
        print_qualified(t.out, from->schema, to->relation);
    }
    fputs(" RENAME", t.out);
    if (r->part) {
        fputs(r->part, t.out);
        print_name(t.out, from->name);
    }
    fputs(" TO ", t.out);
    print_name(t.out, to->name);
    fputs(";\n", t.out);
    return text_close(&t, ctx);
}

/* One that does not work is made otherwise, by the passes. */
bool trial_rename(struct fix_trial *t)
{
    const struct comparison *c = t->sides->request->comparison;
    for (size_t r = 0; r < sizeof(renamings) / sizeof(*renamings); r++)
        for (size_t i = 0; i < c->n_changes && !t->stopped; i++) {
            const struct change *change = &c->changes[i];
            if (change->action != CHANGE_RENAMED || change->old_item->kind != renamings[r].kind ||
                strcmp(change->old_item->schema, change->new_item->schema) != 0)
                continue;
            struct fix_statement s = {.text = spell(t->sides->ctx, &renamings[r], change),
                                      .subject = item_describe(t->sides->ctx, change->old_item)};
            trial_run(t, &s);
        }
    return !t->stopped;
}
