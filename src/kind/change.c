#include "kind/change.h"

#include "base/mem.h"
#include "kind/grammar.h"
#include "kind/kind.h"
#include "sql/postgres/name.h"

bool object_add(struct alteration *a)
{
    const struct kind *kind = a->to->kind;
    if (kind->changes && kind->changes->add)
        kind->changes->add(a);
    else if (kind->print)
        kind->print(a->out, a->after, a->to);
    else
        return false;
    return true;
}

bool alter_as_added(struct alteration *a)
{
    a->to->kind->print(a->out, a->after, a->to);
    return true;
}

bool object_alter(struct alteration *a)
{
    const struct change_forms *forms = a->to->kind->changes;
    return forms && forms->alter && forms->alter(a);
}

/* DROP SERVER x; DROP POLICY p ON t */
static void drop_by_grammar(const struct alteration *a, const struct grammar *grammar)
{
    void *work = mem_context(NULL);
    struct object_name name = grammar_spell(work, a->from);
    fprintf(a->out, "DROP %s ", grammar->word);
    if (grammar->member)
        print_name(a->out, a->from->name);
    else
        print_qualified(a->out, name.schema, name.name);
    if (name.arguments)
        fputs(name.arguments, a->out);
    if (grammar->member) {
        fputs(" ON ", a->out);
        print_qualified(a->out, a->from->schema, a->from->relation);
    }
    fputs(";\n", a->out);
    mem_free(work);
}

bool object_remove(struct alteration *a)
{
    const struct kind *kind = a->from->kind;
    if (kind->changes && kind->changes->remove)
        kind->changes->remove(a);
    else if (kind->grammar && kind->grammar->word)
        drop_by_grammar(a, kind->grammar);
    else
        return false;
    return true;
}
