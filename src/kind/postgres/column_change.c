/* Columns of tables that are there, attributes of composite types, defaults of views' columns. */
#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/common.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/sequence_options.h"
#include "kind/postgres/table.h"

enum { SET_EXPRESSION_SINCE = 170000 };

enum owner { OF_TABLE, OF_COMPOSITE, OF_VIEW };

static enum owner owner_of(const struct catalog *catalog, const struct object *o)
{
    if (catalog_find(catalog, &postgres_table, o->schema, "", o->relation))
        return OF_TABLE;
    return catalog_find(catalog, &postgres_composite, o->schema, "", o->relation) ? OF_COMPOSITE : OF_VIEW;
}

static bool same_field(const struct alteration *a, int field)
{
    return strcmp(object_value(a->from, field), object_value(a->to, field)) == 0;
}

/* ALTER TABLE rooms */
static void begin(struct alteration *a, const struct object *o, const char *keywords)
{
    fputs(keywords, a->out);
    putc(' ', a->out);
    print_object_relation(a->out, o);
}

/* ALTER TABLE rooms ALTER COLUMN name */
static void begin_column(struct alteration *a, const struct object *o)
{
    begin(a, o, "ALTER TABLE");
    fputs(" ALTER COLUMN ", a->out);
    print_name(a->out, o->name);
}

/* The sequence of a new identity goes on behind the values that are there. */
static void print_position(struct alteration *a)
{
    fputs("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(", a->out);
    struct text t;
    text_open(&t);
    print_object_relation(t.out, a->to);
    print_literal(a->out, text_close(&t, a->ctx));
    fputs(", ", a->out);
    print_literal(a->out, a->to->name);
    fputs("), pg_catalog.max(", a->out);
    print_name(a->out, a->to->name);
    fputs(")) FROM ", a->out);
    print_object_relation(a->out, a->to);
    fputs(";\n", a->out);
}

static bool is_null(const char *expression)
{
    return strcmp(expression, "NULL") == 0 || strncmp(expression, "NULL::", strlen("NULL::")) == 0;
}

/* Rows that are there would have NULL in it, which it refuses. */
static bool needs_value(const struct alteration *a)
{
    const struct object *o = a->to;
    const char *value = o->values[COLUMN_DEFAULT];
    bool refuses_null = object_flag(o, COLUMN_NOT_NULL) && object_flag(o, COLUMN_NOT_NULL_VALID);
    if (object_value(o, COLUMN_GENERATED)[0] || object_value(o, COLUMN_IDENTITY)[0] || (value && !is_null(value)))
        return false;
    enum domain_value domain = domain_value(a->after, object_value(o, COLUMN_TYPE), value != NULL);
    return domain == DOMAIN_IS_NULL ? refuses_null : domain == DOMAIN_REFUSES_NULL;
}

/* What a column of a parent is, its children have by it. */
static void add(struct alteration *a)
{
    enum owner owner = owner_of(a->after, a->to);
    if (owner == OF_VIEW || (owner == OF_TABLE && !object_flag(a->to, COLUMN_LOCAL)))
        return;
    if (owner == OF_TABLE && a->busy && needs_value(a)) {
        a->refuses = required_column_reason;
        return;
    }
    begin(a, a->to, owner == OF_TABLE ? "ALTER TABLE" : "ALTER TYPE");
    fputs(owner == OF_TABLE ? " ADD COLUMN " : " ADD ATTRIBUTE ", a->out);
    if (owner == OF_TABLE)
        print_column(a->out, a->after, a->to);
    else
        print_typed_column(a->out, a->to);
    fputs(";\n", a->out);
}

static void remove_it(struct alteration *a)
{
    enum owner owner = owner_of(a->before, a->from);
    if (owner == OF_VIEW || (owner == OF_TABLE && !object_flag(a->from, COLUMN_LOCAL)))
        return;
    if (owner == OF_COMPOSITE || !object_value(a->from, COLUMN_GENERATED)[0])
        a->loses = owner == OF_TABLE ? "the values of the column" : "the values of the attribute";
    begin(a, a->from, owner == OF_TABLE ? "ALTER TABLE" : "ALTER TYPE");
    fputs(owner == OF_TABLE ? " DROP COLUMN " : " DROP ATTRIBUTE ", a->out);
    print_name(a->out, a->from->name);
    fputs(";\n", a->out);
}

static void print_type(struct alteration *a)
{
    fprintf(a->out, " TYPE %s", object_value(a->to, COLUMN_TYPE));
    if (a->to->values[COLUMN_COLLATION]) {
        fputs(" COLLATE ", a->out);
        print_visible(a->out, a->to->values[COLUMN_COLLATION]);
    }
}

static bool has_default(const struct object *o)
{
    return o->values[COLUMN_DEFAULT] && !object_value(o, COLUMN_GENERATED)[0];
}

/*
 * The column's values as the new type has them: as the server takes them without being told, by the cast, by way of
 * text, or not at all. A default of the old type is taken away, and said anew.
 */
static void alter_type(struct alteration *a)
{
    static const char *const casts[] = {NULL, "", "::text"};
    enum { N_CASTS = sizeof(casts) / sizeof(*casts) };
    const char *cast = a->attempt < N_CASTS ? casts[a->attempt] : NULL;
    a->beneath = true;
    a->more = a->attempt < N_CASTS;
    if (has_default(a->from)) {
        begin_column(a, a->to);
        fputs(" DROP DEFAULT;\n", a->out);
    }
    begin_column(a, a->to);
    print_type(a);
    if (cast) {
        fputs(" USING ", a->out);
        print_name(a->out, a->to->name);
        fprintf(a->out, "%s::%s", cast, object_value(a->to, COLUMN_TYPE));
    } else if (a->attempt >= N_CASTS) {
        a->loses = "the values of the column, of which there is no cast";
        fputs(" USING NULL", a->out);
    }
    fputs(";\n", a->out);
}

static void alter_default(struct alteration *a, bool type_changed)
{
    if (has_default(a->to) && (type_changed || !same_field(a, COLUMN_DEFAULT))) {
        fputs("ALTER TABLE ", a->out);
        print_set_default(a->out, a->to);
    } else if (has_default(a->from) && !has_default(a->to) && !type_changed) {
        begin_column(a, a->to);
        fputs(" DROP DEFAULT;\n", a->out);
    }
}

static void drop_identity(struct alteration *a)
{
    begin_column(a, a->to);
    fputs(" DROP IDENTITY;\n", a->out);
}

static bool is_identity(const struct object *o)
{
    return object_value(o, COLUMN_IDENTITY)[0] != '\0';
}

/* What counts is said anew. */
static void alter_identity(struct alteration *a)
{
    if (!is_identity(a->to))
        return;
    if (!is_identity(a->from)) {
        begin_column(a, a->to);
        fputs(" ADD", a->out);
        print_identity(a->out, a->after, a->to);
        fputs(";\n", a->out);
        print_position(a);
        return;
    }
    if (same_field(a, COLUMN_IDENTITY) && same_field(a, COLUMN_IDENTITY_OPTIONS))
        return;
    if (identity_has_other_type(a->to) || identity_has_other_type(a->from))
        print_identity_type(a->out, a->to);
    begin_column(a, a->to);
    fprintf(a->out, " SET GENERATED %s", object_value(a->to, COLUMN_IDENTITY)[0] == 'a' ? "ALWAYS" : "BY DEFAULT");
    if (!same_field(a, COLUMN_IDENTITY_OPTIONS))
        print_sequence_settings(a->out, object_value(a->to, COLUMN_IDENTITY_OPTIONS), "SET ", false);
    fputs(";\n", a->out);
}

static void rename_identity_sequence(struct alteration *a)
{
    if (!is_identity(a->from) || !is_identity(a->to) || same_field(a, COLUMN_IDENTITY_SEQUENCE))
        return;
    fputs("ALTER SEQUENCE ", a->out);
    print_qualified(a->out, a->from->schema, object_value(a->from, COLUMN_IDENTITY_SEQUENCE));
    fputs(" RENAME TO ", a->out);
    print_name(a->out, object_value(a->to, COLUMN_IDENTITY_SEQUENCE));
    fputs(";\n", a->out);
}

/* Dropped and made again: its values are computed, but what stands on it goes with it. */
static void make_again(struct alteration *a)
{
    a->beneath = true;
    begin(a, a->to, "ALTER TABLE");
    fputs(" DROP COLUMN ", a->out);
    print_name(a->out, a->to->name);
    fputs(", ADD COLUMN ", a->out);
    print_column(a->out, a->after, a->to);
    fputs(";\n", a->out);
}

/* False: nothing of it differs. */
static bool alter_generated(struct alteration *a)
{
    const char *from = object_value(a->from, COLUMN_GENERATED), *to = object_value(a->to, COLUMN_GENERATED);
    if (!from[0] && !to[0])
        return false;
    if (strcmp(from, to) == 0 && same_field(a, COLUMN_DEFAULT))
        return false;
    if (from[0] == 's' && !to[0]) {
        begin_column(a, a->to);
        fputs(" DROP EXPRESSION;\n", a->out);
        return false;
    }
    if (strcmp(from, to) == 0 && a->after->version >= SET_EXPRESSION_SINCE) {
        begin_column(a, a->to);
        fprintf(a->out, " SET EXPRESSION AS (%s);\n", object_value(a->to, COLUMN_DEFAULT));
        return false;
    }
    if (!from[0])
        a->loses = "the values of the column";
    make_again(a);
    return true;
}

static bool alter_attribute(struct alteration *a)
{
    if (same_field(a, COLUMN_TYPE) && same_field(a, COLUMN_COLLATION))
        return false;
    a->beneath = true;
    begin(a, a->to, "ALTER TYPE");
    fputs(" ALTER ATTRIBUTE ", a->out);
    print_name(a->out, a->to->name);
    print_type(a);
    fputs(";\n", a->out);
    return true;
}

static bool alter_view_default(struct alteration *a)
{
    if (same_field(a, COLUMN_DEFAULT))
        return false;
    if (a->to->values[COLUMN_DEFAULT]) {
        fputs("ALTER VIEW ", a->out);
        print_set_default(a->out, a->to);
        return true;
    }
    begin(a, a->to, "ALTER VIEW");
    fputs(" ALTER COLUMN ", a->out);
    print_name(a->out, a->to->name);
    fputs(" DROP DEFAULT;\n", a->out);
    return true;
}

static void alter_foreign_options(struct alteration *a)
{
    if (same_field(a, COLUMN_FOREIGN_OPTIONS))
        return;
    begin_column(a, a->to);
    print_fdw_options_change(a->out, a->from->values[COLUMN_FOREIGN_OPTIONS], a->to->values[COLUMN_FOREIGN_OPTIONS]);
    fputs(";\n", a->out);
}

static bool alter(struct alteration *a)
{
    enum owner owner = owner_of(a->after, a->to);
    if (owner == OF_COMPOSITE)
        return alter_attribute(a);
    if (owner == OF_VIEW)
        return alter_view_default(a);
    bool type = !same_field(a, COLUMN_TYPE) || !same_field(a, COLUMN_COLLATION);
    if (alter_generated(a))
        return true;
    if (type)
        alter_type(a);
    if (is_identity(a->from) && !is_identity(a->to))
        drop_identity(a);
    alter_default(a, type);
    column_alter_not_null(a);
    rename_identity_sequence(a);
    alter_identity(a);
    alter_foreign_options(a);
    return alteration_says(a);
}

static void release(struct alteration *a)
{
    if (owner_of(a->before, a->from) != OF_TABLE || !has_default(a->from))
        return;
    begin_column(a, a->from);
    fputs(" DROP DEFAULT;\n", a->out);
}

const struct change_forms column_changes = {
    .add = add, .alter = alter, .remove = remove_it, .release = release, .stays = true};
