/* NOT NULL of columns that are there. */
#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/table.h"
#include "sql/postgres/server_name.h"

/* ALTER TABLE rooms */
static void begin(struct alteration *a)
{
    fputs("ALTER TABLE ", a->out);
    print_object_relation(a->out, a->to);
}

/* ALTER TABLE rooms ALTER COLUMN name SET NOT NULL */
static void alter_column(struct alteration *a, const char *keyword)
{
    begin(a);
    fputs(" ALTER COLUMN ", a->out);
    print_name(a->out, a->to->name);
    fprintf(a->out, " %s NOT NULL", keyword);
}

static void print_null_check(struct alteration *a, const char *keywords, const char *behind)
{
    begin(a);
    fprintf(a->out, " %s CONSTRAINT fullschema_not_null%s", keywords, behind);
}

/* Rows are looked at while others write; the server believes the constraint then, from 12 on. */
static void set_not_null(struct alteration *a)
{
    if (a->busy && a->attempt == 0) {
        print_null_check(a, "ADD", " CHECK (");
        print_name(a->out, a->to->name);
        fputs(" IS NOT NULL) NOT VALID;\n", a->out);
        alteration_step(a);
        print_null_check(a, "VALIDATE", ";\n");
        alteration_step(a);
    }
    if (a->to->values[COLUMN_NOT_NULL_NAME] || object_flag(a->to, COLUMN_NOT_NULL_NO_INHERIT)) {
        begin(a);
        fputs(" ADD ", a->out);
        print_not_null_constraint(a->out, a->to);
    } else {
        alter_column(a, "SET");
    }
    fputs(";\n", a->out);
    if (a->busy && a->attempt == 0) {
        alteration_step(a);
        print_null_check(a, "DROP", ";\n");
    }
}

static const char *name_of_not_null(const struct alteration *a, const struct object *o)
{
    return o->values[COLUMN_NOT_NULL_NAME] ? o->values[COLUMN_NOT_NULL_NAME]
                                           : server_name(a->ctx, o->relation, o->name, "not_null");
}

/* From 18 on NOT NULL is a constraint with a name, which may have to be looked at, and may be the table's alone. */
static void alter_not_null_constraint(struct alteration *a)
{
    const char *from = name_of_not_null(a, a->from), *to = name_of_not_null(a, a->to);
    if (strcmp(from, to) != 0) {
        begin(a);
        fputs(" RENAME CONSTRAINT ", a->out);
        print_name(a->out, from);
        fputs(" TO ", a->out);
        print_name(a->out, to);
        fputs(";\n", a->out);
    }
    if (!object_flag(a->from, COLUMN_NOT_NULL_VALID) && object_flag(a->to, COLUMN_NOT_NULL_VALID)) {
        begin(a);
        fputs(" VALIDATE CONSTRAINT ", a->out);
        print_name(a->out, to);
        fputs(";\n", a->out);
    }
    if (object_flag(a->from, COLUMN_NOT_NULL_NO_INHERIT) != object_flag(a->to, COLUMN_NOT_NULL_NO_INHERIT)) {
        begin(a);
        fputs(" ALTER CONSTRAINT ", a->out);
        print_name(a->out, to);
        fputs(object_flag(a->to, COLUMN_NOT_NULL_NO_INHERIT) ? " NO INHERIT;\n" : " INHERIT;\n", a->out);
    }
}

void column_alter_not_null(struct alteration *a)
{
    bool from = object_flag(a->from, COLUMN_NOT_NULL), to = object_flag(a->to, COLUMN_NOT_NULL);
    if (from && to && a->after->version >= NAMED_NOT_NULL_SINCE)
        alter_not_null_constraint(a);
    else if (to && !from && !object_flag(a->to, COLUMN_NOT_NULL_VALID)) {
        begin(a);
        fputs(" ADD ", a->out);
        if (!a->to->values[COLUMN_NOT_NULL_NAME]) {
            fputs("CONSTRAINT ", a->out);
            print_name(a->out, name_of_not_null(a, a->to));
            putc(' ', a->out);
        }
        print_not_null_constraint(a->out, a->to);
        fputs(" NOT VALID;\n", a->out);
    } else if (to && !from) {
        set_not_null(a);
    } else if (from && !to) {
        alter_column(a, "DROP");
        fputs(";\n", a->out);
    }
}
