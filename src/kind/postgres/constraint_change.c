/* Constraints that come and go in a table that others are using. */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"

static const char unchecked_mark[] = " NOT VALID";

bool is_definition_unchecked(const char *unchecked, const char *definition)
{
    size_t n = strlen(definition);
    return strncmp(unchecked, definition, n) == 0 && strcmp(unchecked + n, unchecked_mark) == 0;
}

static void begin(FILE *out, const struct object *constraint, const char *keywords)
{
    fputs("ALTER TABLE ", out);
    print_object_relation(out, constraint);
    fprintf(out, " %s CONSTRAINT ", keywords);
    print_name(out, constraint->name);
}

void print_validate_constraint(FILE *out, const struct object *constraint)
{
    begin(out, constraint, "VALIDATE");
    fputs(";\n", out);
}

void print_drop_constraint(FILE *out, const struct object *constraint)
{
    begin(out, constraint, "DROP");
    fputs(";\n", out);
}

void add_checked_constraint(struct alteration *a, const char *definition)
{
    begin(a->out, a->to, "ADD");
    fprintf(a->out, " %s%s;\n", definition, unchecked_mark);
    alteration_step(a);
    print_validate_constraint(a->out, a->to);
}
