/* The commands of ALTER TABLE about one column: which tables have it, and what goes with it. */
#include "kind/postgres/column_statement.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/statistics.h"
#include "model/postgres/alter.h"
#include "model/postgres/follow.h"
#include "model/postgres/target.h"

bool add_column(const struct alter *c)
{
    const json_t *definition = node_as(c->def, "ColumnDef");
    const char *name = field_text(definition, "colname");
    if (column_find(c->relation, name))
        return field_flag(c->command, "missing_ok");
    json_t *constraints = json_array();
    read_column(c->r, c->s, c->relation, definition, c->s->line, constraints);
    c->s->lost = !table_parse_constraints(&c->r->parsing, c->relation->object, constraints) || c->s->lost;
    c->s->lost = !table_parse_foreign_keys(&c->r->parsing, c->relation->object, constraints) || c->s->lost;
    json_decref(constraints);
    add_to_rows(c->r, c->relation, column_find(c->relation, name));
    inherit_added_column(c->r, c->relation, name, c->s->line);
    for (struct object *o = constraint_first(&c->r->parsing, c->relation->object); o; o = constraint_next(o)) {
        copy_check_to_partitions(c->r, c->relation, o, c->s->line);
        copy_key_to_partitions(c->r, c->relation, o, c->s->line);
    }
    return true;
}

static void drop_members(struct reader *r, const struct relation *table, const char *column)
{
    struct parsing *parsing = &r->parsing;
    for (struct object *next, *o = parsing_child(parsing, object_schema(table->schema), table->name); o; o = next) {
        next = parsing_next_child(o);
        bool member = o->kind == &postgres_index || o->kind == &postgres_constraint;
        bool counts = o->kind == &postgres_statistics && statistics_name_column(o, column);
        if (counts || (member && object_has_column(o, column)))
            parsing->reader->drop(parsing, o);
    }
}

/* ALTER TABLE ONLY: the tables right below keep it, for their own. */
static void leave_below(struct reader *r, const struct relation *table, const char *name)
{
    for (struct relation *child = relations_below(r, table); child; child = child->hh.next)
        if (is_below(child, table) && column_find(child, name))
            column_find(child, name)->values[COLUMN_LOCAL] = "t";
}

void drop_table_column(struct reader *r, struct statement *s, struct relation *table, const char *name, bool only)
{
    const struct target said = member_target(s, "COLUMN", table->schema, table->name, name);
    const struct object *column = column_find(table, name);
    drop_members(r, table, name);
    if (column)
        drop_identity_sequence(r, s, column);
    drop_comment(r, &said);
    rename_column_privileges(r, table, name, NULL);
    drop_owned(r, s, (struct sequence_owner){object_schema(table->schema), table->name, name});
    column_forget(r, table, name);
    if (only)
        leave_below(r, table, name);
    else
        drop_inherited_column(r, s, table, name);
}

bool drop_column(const struct alter *c)
{
    struct following f = {.r = c->r, .s = c->s};
    if (column_find(c->relation, c->name))
        follow_column(&f, c->relation, c->name);
    drop_table_column(c->r, c->s, c->relation, c->name, c->only);
    return !field_is(c->command, "behavior", "DROP_CASCADE") || follow_all(&f);
}

bool alter_column(const struct alter *c, const struct column_command *command)
{
    struct object *column = column_find(c->relation, c->name);
    if (column && field_is(c->command, "subtype", "AT_DropIdentity"))
        drop_identity_sequence(c->r, c->s, column);
    bool known = column && command->make(&c->r->parsing, column, c->command);
    for (struct relation *child = relations_below(c->r, c->relation); child && command->below && !c->only;
         child = child->hh.next) {
        struct alter below = *c;
        below.relation = child;
        if (is_below(child, c->relation) && column_find(child, c->name))
            known = alter_column(&below, command) && known;
    }
    return known;
}
