#include "kind/grammar.h"

#include <string.h>

#include "base/mem.h"

static const struct kind *const *all(void)
{
    return kinds_of_engine(ENGINE_POSTGRES);
}

static bool is_statement(const struct grammar_statement *statement, const json_t *node)
{
    return strcmp(statement->node, node_type(node)) == 0 &&
           (!statement->object_type || field_is(node_body(node), "kind", statement->object_type)) &&
           (!statement->applies || statement->applies(node_body(node)));
}

const struct kind *grammar_of_node(const json_t *node, const struct grammar_statement **statement)
{
    for (const struct kind *const *k = all(); *k; k++) {
        const struct grammar_statement *s = (*k)->grammar ? (*k)->grammar->statements : NULL;
        for (; s && s->node; s++)
            if (is_statement(s, node)) {
                *statement = s;
                return *k;
            }
    }
    return NULL;
}

bool grammar_has_part(const struct grammar *grammar, const struct kind *kind)
{
    for (const struct kind *const *part = grammar->parts; part && *part; part++)
        if (*part == kind)
            return true;
    return false;
}

const struct kind *grammar_of_type(const char *object_type)
{
    for (const struct kind *const *k = all(); *k; k++)
        if ((*k)->grammar && (*k)->grammar->object_type && !(*k)->grammar->shared &&
            strcmp((*k)->grammar->object_type, object_type) == 0)
            return *k;
    return NULL;
}

const struct kind *grammar_of_item(const struct model_kind *item)
{
    for (const struct kind *const *k = all(); *k; k++)
        if ((*k)->grammar && &(*k)->grammar->item == item)
            return *k;
    return NULL;
}

struct object_name grammar_spell(void *ctx, const struct object *o)
{
    const struct grammar *grammar = o->kind->grammar;
    return grammar->spell ? grammar->spell(ctx, o) : (struct object_name){o->schema, o->name, NULL};
}

const char *grammar_keyword(const struct object *o)
{
    const struct grammar *grammar = o->kind->grammar;
    return grammar->keyword_of ? grammar->keyword_of(o) : grammar->keyword;
}

const char *grammar_grant_keyword(const struct object *o)
{
    const char *keyword = o->kind->grammar->privileges.keyword;
    return keyword ? keyword : grammar_keyword(o);
}

char *grammar_text(void *ctx, const struct catalog *catalog, const struct object *o)
{
    if (!o->kind->grammar->print_alone)
        return kind_text(ctx, catalog, o);
    struct text t;
    text_open(&t);
    o->kind->grammar->print_alone(t.out, catalog, o);
    char *text = text_close(&t, ctx);
    text[strlen(text) - 1] = '\0';
    return text;
}

bool grammar_shares(const struct grammar *grammar, const char *object_type)
{
    bool shares = grammar->shared && strcmp(grammar->object_type, object_type) == 0;
    for (const char *const *type = grammar->also_types; type && *type && !shares; type++)
        shares = strcmp(*type, object_type) == 0;
    return shares;
}

const char *grammar_attribute(void *ctx, const struct catalog *catalog, const struct object *o, int field)
{
    const struct model_kind *item = &o->kind->grammar->item;
    const struct attribute_form *form = field < item->n_forms ? &item->forms[field] : NULL;
    const char *value = field < o->kind->n_fields ? o->values[field] : NULL;
    bool apart = form && form->apart && catalog->of_text;
    if (apart)
        value = o->values[form->apart];
    if (apart && !value)
        return NULL;
    if (!form || !form->label || (!form->join && !form->gather && (!value || !value[0])))
        return NULL;
    bool made = form->join || (form->gather && !apart);
    if (!made && !apart && o->kind->forms && o->kind->forms[field] == ANSWER_FLAG)
        return object_flag(o, field) ? "true" : NULL;
    if (!made && !form->show)
        return mem_strdup(ctx, value);
    struct text t;
    text_open(&t);
    if (form->gather && !apart)
        form->gather(t.out, catalog, o);
    else if (form->join)
        form->join(t.out, o);
    else
        form->show(t.out, value);
    value = text_close(&t, ctx);
    return value[0] ? value : NULL;
}

const char *grammar_catalogs(void *ctx)
{
    struct text t;
    text_open(&t);
    for (const struct kind *const *k = all(); *k; k++)
        if ((*k)->grammar && (*k)->grammar->catalog)
            fprintf(t.out, ", '%s'::regclass", (*k)->grammar->catalog);
    return text_close(&t, ctx);
}

const struct weight *item_weight(const struct model_kind *kind, const char *attribute)
{
    for (int i = 0; i < kind->n_forms; i++)
        if (kind->forms[i].label && strcmp(kind->forms[i].label, attribute) == 0)
            return kind->forms[i].weight.reason ? &kind->forms[i].weight : NULL;
    return NULL;
}
