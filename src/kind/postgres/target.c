#include "kind/postgres/target.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"

/* These are not unique by name: the relation is said as well. */
static bool is_on_relation(const char *keyword)
{
    static const char *const keywords[] = {"CONSTRAINT", "TRIGGER", "RULE", "POLICY"};
    for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
        if (strcmp(keywords[i], keyword) == 0)
            return true;
    return false;
}

static void print_on(FILE *out, const struct object *o, const struct kind_target *t, const char *keywords)
{
    print_name(out, t->name);
    fprintf(out, " %s ", keywords);
    print_parent_name(out, o, t->schema, t->parent);
}

void print_target(FILE *out, const struct object *o, const struct kind_target *t)
{
    bool domain = strcmp(t->keyword, "DOMAIN CONSTRAINT") == 0;
    fprintf(out, "%s ", domain ? "CONSTRAINT" : t->keyword);
    if (domain) {
        print_on(out, o, t, "ON DOMAIN");
    } else if (is_on_relation(t->keyword)) {
        print_on(out, o, t, "ON");
    } else if (strcmp(t->keyword, "COLUMN") == 0) {
        print_parent_name(out, o, t->schema, t->parent);
        putc('.', out);
        print_name(out, t->name);
    } else if (strcmp(t->keyword, "OPERATOR") == 0) {
        fputs(o->is_hidden && strcmp(t->schema, "public") == 0 ? "public." : "", out);
        print_operator(out, t->schema, t->name);
    } else if (t->name[0]) {
        print_own_name(out, o, t->schema, t->name);
    }
    fputs(t->arguments ? t->arguments : "", out);
}

void need_target(const struct catalog *catalog, const struct object *o, const char *member,
                 void (*need)(void *to, const struct object *earlier), void *to)
{
    for (const struct kind *const *k = kinds_of_engine(ENGINE_POSTGRES); *k; k++) {
        need_named(catalog, *k, o->schema, "", o->relation, need, to);
        if (member[0])
            need_named(catalog, *k, o->schema, o->relation, member, need, to);
    }
}
