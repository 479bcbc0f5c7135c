/* Objects of the kinds that describe themselves as the items of a model. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/common.h"
#include "model/postgres/described.h"

static int by_identity(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

/* As catalogs have them; its twin, too. */
static struct objects parts_of(struct reader *r, const struct object *whole)
{
    const struct grammar *grammar = whole->kind->grammar;
    const struct object **parts = NULL;
    size_t n = 0;
    const struct kind *twin = grammar->twin;
    struct object *o = twin ? parsing_find(&r->parsing, twin, whole->schema, whole->relation, whole->name) : NULL;
    if (o) {
        size_t at = mem_grow(r->work, &parts, &n);
        parts[at] = o;
    }
    o = grammar->parts ? parsing_child(&r->parsing, whole->schema, whole->name) : NULL;
    for (; o; o = parsing_next_child(o))
        if (grammar_has_part(grammar, o->kind)) {
            size_t at = mem_grow(r->work, &parts, &n);
            parts[at] = o;
        }
    if (n > 0)
        qsort(parts, n, sizeof(const struct object *), by_identity);
    return (struct objects){parts, n};
}

struct catalog described_catalog(struct reader *r, const struct object *o)
{
    const struct objects parts = parts_of(r, o);
    return (struct catalog){.ctx = r->work,
                            .engine = ENGINE_POSTGRES,
                            .own_role = r->own_role,
                            .of_text = true,
                            .objects = parts.items,
                            .n_objects = parts.n};
}

static const char *text_of(struct reader *r, const struct catalog *catalog, const struct object *o)
{
    const char *text = grammar_text(r->work, catalog, o);
    for (size_t i = 0; !o->kind->grammar->print_alone && i < catalog->n_objects; i++)
        if (catalog->objects[i]->kind->phase != PHASE_INSIDE)
            text = mem_printf(r->work, "%s\n%s", text, kind_text(r->work, catalog, catalog->objects[i]));
    return text;
}

const char *described_text(struct reader *r, const struct object *o)
{
    const struct catalog catalog = described_catalog(r, o);
    return text_of(r, &catalog, o);
}

static const char *without_semicolon(struct reader *r, const char *text)
{
    return mem_strndup(r->work, text, strlen(text) - strlen(";"));
}

static void add_known_facts(struct reader *r, struct item *item, const struct object *o)
{
    const struct parsed_fact *fact;
    for (size_t i = 0; (fact = parsing_fact(o, i)); i++)
        if (!parsing_fact_is_use(fact->name) || !item_has_fact(item, fact->name, fact->value))
            model_add_fact(r->draft, item, fact->name, fact->value);
}

/* Of a kind that reports have no name for: all of it is one text. */
static void add_unnamed(struct reader *r, const struct catalog *catalog, const struct object *o, const char *text)
{
    const char *name = mem_printf(r->work, "%s %s", grammar_keyword(o), o->name);
    struct item *item = model_add(r->draft, &model_other, schema_of(o->schema), "", name, parsing_line(o));
    model_add_fact(r->draft, item, "name", grammar_spell(r->work, o).name);
    model_set(r->draft, item, "definition", without_semicolon(r, text));
    model_set_text(r->draft, item, text);
    for (size_t i = 0; i < catalog->n_objects; i++)
        add_known_facts(r, item, catalog->objects[i]);
}

static void add_facts(struct reader *r, struct item *item, const char *name, const char *array)
{
    struct list list = parse_array(r->work, array);
    for (int i = 0; i < list.n; i++)
        model_add_fact(r->draft, item, name, list.items[i]);
}

static const char *whole_of(struct reader *r, const struct catalog *catalog, const struct object *o, const char *text)
{
    struct text t;
    if (!o->kind->grammar->print_whole)
        return without_semicolon(r, text);
    text_open(&t);
    o->kind->grammar->print_whole(t.out, catalog, o);
    return text_close(&t, r->work);
}

void add_described_item(struct reader *r, const struct catalog *catalog, const struct object *o, const char *text)
{
    const struct grammar *grammar = o->kind->grammar;
    const struct model_kind *kind = model_kind_of(grammar);
    if (!kind->name) {
        add_unnamed(r, catalog, o, text);
        return;
    }
    struct item *item = model_add(r->draft, kind, schema_of(o->schema), o->relation, o->name, parsing_line(o));
    if (!grammar->part)
        model_add_fact(r->draft, item, "name", grammar_spell(r->work, o).name);
    model_set(r->draft, item, "kind", grammar->item_subkind);
    if (grammar->item_whole)
        model_set(r->draft, item, grammar->item_whole, whole_of(r, catalog, o, text));
    void *work = mem_context(NULL);
    for (int f = 0; f < grammar->item.n_forms; f++) {
        const struct attribute_form *form = &grammar->item.forms[f];
        const char *value = grammar_attribute(work, catalog, o, f);
        if (value)
            model_set(r->draft, item, form->label, value);
        if (form->fact)
            add_facts(r, item, form->fact, o->values[f]);
    }
    mem_free(work);
    add_known_facts(r, item, o);
    model_set_text(r->draft, item, text);
}

void finish_described(struct reader *r)
{
    for (struct object *o = parsing_next(&r->parsing, NULL), *next; o; o = next) {
        next = parsing_next(&r->parsing, o);
        if (r->own_role && o->kind->grammar->resolve_role)
            o->kind->grammar->resolve_role(&r->parsing, o, r->own_role);
        if (o->kind->grammar->finish)
            o->kind->grammar->finish(&r->parsing, o);
    }
    for (struct object *o = parsing_next(&r->parsing, NULL); o; o = parsing_next(&r->parsing, o))
        if (!o->kind->grammar->part) {
            const struct catalog catalog = described_catalog(r, o);
            add_described_item(r, &catalog, o, text_of(r, &catalog, o));
        }
}
