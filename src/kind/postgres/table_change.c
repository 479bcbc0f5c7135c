/* Tables that are there: how they are stored, what they inherit from. */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/table.h"
#include "kind/postgres/table_change.h"

static bool same_field(const struct alteration *a, int field)
{
    return strcmp(object_value(a->from, field), object_value(a->to, field)) == 0;
}

static void begin(struct alteration *a)
{
    fputs("ALTER TABLE ", a->out);
    print_object_name(a->out, a->to);
}

static bool has_parent(const struct list *parents, const char *schema, const char *name)
{
    for (int i = 0; i + 1 < parents->n; i += 2)
        if (strcmp(parents->items[i], schema) == 0 && strcmp(parents->items[i + 1], name) == 0)
            return true;
    return false;
}

static void print_parents(struct alteration *a, const char *keywords, const struct list *of, const struct list *others)
{
    for (int i = 0; i + 1 < of->n; i += 2) {
        if (has_parent(others, of->items[i], of->items[i + 1]))
            continue;
        begin(a);
        fprintf(a->out, " %s ", keywords);
        print_qualified(a->out, of->items[i], of->items[i + 1]);
        fputs(";\n", a->out);
    }
}

static void alter_parents(struct alteration *a)
{
    struct list old = parse_array(a->ctx, object_value(a->from, TABLE_PARENTS)),
                wanted = parse_array(a->ctx, object_value(a->to, TABLE_PARENTS));
    print_parents(a, "NO INHERIT", &old, &wanted);
    print_parents(a, "INHERIT", &wanted, &old);
}

static void alter_words(struct alteration *a)
{
    if (object_flag(a->from, TABLE_UNLOGGED) != object_flag(a->to, TABLE_UNLOGGED)) {
        /* What refers to each other cannot be another one after the other. */
        a->keys = true;
        begin(a);
        fprintf(a->out, " SET %s;\n", object_flag(a->to, TABLE_UNLOGGED) ? "UNLOGGED" : "LOGGED");
    }
    if (!same_field(a, TABLE_ACCESS_METHOD)) {
        begin(a);
        fputs(" SET ACCESS METHOD ", a->out);
        if (a->to->values[TABLE_ACCESS_METHOD])
            print_name(a->out, a->to->values[TABLE_ACCESS_METHOD]);
        else
            fputs(a->to->values[TABLE_PARTITION_KEY] ? "DEFAULT" : "heap", a->out);
        fputs(";\n", a->out);
    }
    if (!same_field(a, TABLE_OF_TYPE)) {
        begin(a);
        if (a->to->values[TABLE_OF_TYPE])
            fprintf(a->out, " OF %s;\n", a->to->values[TABLE_OF_TYPE]);
        else
            fputs(" NOT OF;\n", a->out);
    }
    if (!same_field(a, TABLE_FOREIGN_OPTIONS) && a->to->values[TABLE_SERVER]) {
        fputs("ALTER FOREIGN TABLE ", a->out);
        print_object_name(a->out, a->to);
        print_fdw_options_change(a->out, a->from->values[TABLE_FOREIGN_OPTIONS], a->to->values[TABLE_FOREIGN_OPTIONS]);
        fputs(";\n", a->out);
    }
}

/* How it is partitioned, and whether it is foreign, cannot be changed. */
static bool alter(struct alteration *a)
{
    if (!same_field(a, TABLE_PARTITION_KEY) || !same_field(a, TABLE_SERVER))
        return false;
    print_storage_change(a->out, "TABLE", a->to, a->from->values[TABLE_OPTIONS], a->to->values[TABLE_OPTIONS]);
    print_storage_change(a->out, "TABLE", a->to, a->from->values[TABLE_TOAST_OPTIONS],
                         a->to->values[TABLE_TOAST_OPTIONS]);
    alter_words(a);
    alter_parents(a);
    return alteration_says(a);
}

static void remove_it(struct alteration *a)
{
    bool foreign = a->from->values[TABLE_SERVER] != NULL;
    if (!foreign)
        a->loses = a->from->values[TABLE_PARTITION_KEY] ? "the rows of all its partitions" : "the rows of the table";
    fputs(foreign ? "DROP FOREIGN TABLE " : "DROP TABLE ", a->out);
    print_object_name(a->out, a->from);
    fputs(";\n", a->out);
}

const struct change_forms table_changes = {.alter = alter, .remove = remove_it, .stays = true};
