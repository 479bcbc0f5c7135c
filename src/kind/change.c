#include "kind/change.h"

#include "kind/grammar.h"
#include "kind/kind.h"
#include "kind/postgres/target.h"

const char required_column_reason[] = "it is NOT NULL without a default, and rows that are there have no value for it: "
                                      "add it without NOT NULL, give each row a value, and ask again";

static void end_step(struct alteration *a, bool alone, const char *lock)
{
    size_t at = text_size(a->text);
    if (a->n_steps < ALTERATION_STEPS && at > (a->n_steps ? a->steps[a->n_steps - 1].end : 0))
        a->steps[a->n_steps++] = (struct alteration_step){at, alone, lock};
}

void alteration_step(struct alteration *a)
{
    end_step(a, false, NULL);
}

void alteration_step_alone(struct alteration *a, const char *lock, const struct object *of)
{
    end_step(a, true, lock ? mem_printf(a->ctx, "%s on %s", lock, object_relation_name(a->ctx, of)) : NULL);
}

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
    struct object_name name = grammar_spell(a->ctx, a->from);
    const struct kind_target target = {.keyword = grammar_keyword(a->from),
                                       .schema = name.schema,
                                       .name = name.name,
                                       .arguments = name.arguments,
                                       .parent = grammar->member ? a->from->relation : NULL};
    fputs("DROP ", a->out);
    print_target(a->out, a->from, &target);
    fputs(";\n", a->out);
}

bool object_remove(struct alteration *a)
{
    const struct kind *kind = a->from->kind;
    if (kind->changes && kind->changes->remove)
        kind->changes->remove(a);
    else if (kind->grammar && (kind->grammar->keyword || kind->grammar->keyword_of))
        drop_by_grammar(a, kind->grammar);
    else
        return false;
    return true;
}

bool object_release(struct alteration *a)
{
    const struct change_forms *forms = a->from->kind->changes;
    if (forms && forms->release)
        forms->release(a);
    return forms && forms->release;
}
