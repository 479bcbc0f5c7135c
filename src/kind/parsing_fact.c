/* What rules know of the objects of a text besides their fields. */
#include <string.h>

#include "base/mem.h"
#include "kind/parsed.h"

void parsing_add_fact(struct parsing *parsing, struct object *o, const char *name, const char *value)
{
    struct parsed *p = (struct parsed *)o;
    size_t at = mem_grow(parsing->ctx, &p->facts, &p->n_facts);
    p->facts[at] = (struct parsed_fact){name, parsing_shared(parsing, value)};
}

void parsing_receive_fact(void *to, const char *name, const char *value)
{
    const struct parsed_fact_target *target = to;
    parsing_add_fact(target->parsing, target->object, name, value);
}

void parsing_forget_facts(struct object *o)
{
    ((struct parsed *)o)->n_facts = 0;
}

void parsing_set_fact(struct parsing *parsing, struct object *o, const char *name, const char *value)
{
    const struct parsed *p = (struct parsed *)o;
    size_t i = 0;
    while (i < p->n_facts && strcmp(p->facts[i].name, name) != 0)
        i++;
    if (i < p->n_facts)
        p->facts[i].value = mem_strdup(parsing->ctx, value);
    else
        parsing_add_fact(parsing, o, name, value);
}

void parsing_drop_facts(struct object *o, const char *name)
{
    struct parsed *p = (struct parsed *)o;
    size_t n = 0;
    for (size_t i = 0; i < p->n_facts; i++)
        if (strcmp(p->facts[i].name, name) != 0)
            p->facts[n++] = p->facts[i];
    p->n_facts = n;
}

void parsing_copy_facts(struct parsing *parsing, struct object *o, const struct object *from, const char *name)
{
    const struct parsed_fact *fact;
    parsing_drop_facts(o, name);
    for (size_t i = 0; (fact = parsing_fact(from, i)); i++)
        if (strcmp(fact->name, name) == 0)
            parsing_add_fact(parsing, o, name, fact->value);
}

void parsing_change_fact(struct parsing *parsing, struct object *o, size_t i, const char *value)
{
    ((struct parsed *)o)->facts[i].value = mem_strdup(parsing->ctx, value);
}

const struct parsed_fact *parsing_fact(const struct object *o, size_t i)
{
    const struct parsed *p = (const struct parsed *)o;
    return i < p->n_facts ? &p->facts[i] : NULL;
}

void parsing_add_use(struct parsing *parsing, struct object *o, const char *name, const char *use)
{
    const struct parsed_fact *fact;
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++)
        if (strcmp(fact->name, name) == 0 && strcmp(fact->value, use) == 0)
            return;
    parsing_add_fact(parsing, o, name, use);
}

bool parsing_fact_is_use(const char *name)
{
    return strcmp(name, "uses") == 0 || strcmp(name, "computes from") == 0 || strcmp(name, "refuses null") == 0;
}

void parsing_rename_uses(struct parsing *parsing, const char *old, const char *new_name)
{
    size_t n = strlen(old);
    for (struct parsed *p = parsing->objects; p; p = p->hh.next)
        for (size_t i = 0; i < p->n_facts; i++) {
            struct parsed_fact *f = &p->facts[i];
            if (parsing_fact_is_use(f->name) && strncmp(f->value, old, n) == 0 && (!f->value[n] || f->value[n] == '\n'))
                f->value = mem_printf(parsing->ctx, "%s%s", new_name, f->value + n);
        }
}
