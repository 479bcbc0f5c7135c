#include "support.h"

#include "fix/dependents.h"
#include "kind/kind.h"
#include "kind/postgres/postgres.h"

/* Hand-made catalogs: object_id tells the objects apart. */
static struct catalog *empty(struct fixture *p)
{
    struct catalog *c = mem_new(p->ctx, struct catalog);
    *c = (struct catalog){.ctx = c, .engine = ENGINE_POSTGRES, .version = 150000};
    return c;
}

enum { CLASS = 1259 };

static const struct object *add(struct catalog *c, const struct kind *kind, const char *relation, const char *name,
                                uint32_t id, int32_t sub_id)
{
    struct object *o = mem_new(c->ctx, struct object);
    const struct object **objects = c->objects;
    size_t at = mem_grow(c->ctx, &objects, &c->n_objects);
    *o = (struct object){.kind = kind,
                         .rank = kind_rank(kind),
                         .schema = "public",
                         .relation = relation,
                         .name = name,
                         .address = {CLASS, id, sub_id}};
    o->values = mem_array(c->ctx, const char *, (size_t)kind->n_fields);
    objects[at] = o;
    c->objects = objects;
    return o;
}

static void need(struct catalog *c, uint32_t from, int32_t from_sub, uint32_t to, int32_t to_sub, bool of_part)
{
    struct dependency *dependencies = c->dependencies;
    size_t at = mem_grow(c->ctx, &dependencies, &c->n_dependencies);
    dependencies[at] = (struct dependency){{CLASS, from, from_sub}, {CLASS, to, to_sub}, of_part};
    c->dependencies = dependencies;
}

static int compare(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

static void finish(struct catalog *c)
{
    qsort(c->objects, c->n_objects, sizeof(*c->objects), compare);
}

/* "a b": the names of those that need it. */
static const char *found(struct fixture *p, const struct catalog *c, const struct object *o)
{
    size_t n;
    const struct dependent *all = dependents_find(p->ctx, dependents_of(p->ctx, c), o, &n);
    char *text = mem_strdup(p->ctx, "");
    for (size_t i = 0; i < n; i++)
        text =
            mem_printf(p->ctx, "%s%s%s%s", text, i ? " " : "", c->objects[all[i].at]->name, all[i].of_part ? "*" : "");
    return text;
}

static void who_needs_an_object_is_found(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    const struct object *t = add(c, &postgres_table, "", "t", 1, 0), *a = add(c, &postgres_column, "t", "a", 1, 1),
                        *b = add(c, &postgres_column, "t", "b", 1, 2), *v = add(c, &postgres_view, "", "v", 2, 0);
    add(c, &postgres_view, "", "w", 3, 0);
    /* Said of v, so that it is no part of it. */
    add(c, &postgres_comment, "v", "VIEW v", 2, -1);
    need(c, 1, 2, 9, 0, true);
    need(c, 2, 0, 1, 1, false);
    need(c, 3, 0, 1, 2, false);
    need(c, 3, 0, 2, 0, false);
    need(c, 3, 0, 77, 0, false);
    const struct object *f = add(c, &postgres_function, "", "f()", 9, 0);
    finish(c);
    assert_string_equal(found(p, c, t), "v w");
    assert_string_equal(found(p, c, a), "v");
    assert_string_equal(found(p, c, b), "w");
    assert_string_equal(found(p, c, v), "w");
    assert_string_equal(found(p, c, f), "b*");
    assert_string_equal(found(p, c, catalog_find(c, &postgres_comment, "public", "v", "VIEW v")), "");
}

static void what_has_no_address_is_needed_by_none(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    const struct object *o = add(c, &postgres_table, "", "t", 1, 0);
    struct object other = *o;
    other.address = (struct address){0};
    need(c, 1, 0, 1, 0, false);
    finish(c);
    assert_string_equal(found(p, c, &other), "");
    assert_string_equal(found(p, c, o), "t");
}

static void mark(const struct catalog *c, bool *gone, const struct object *o)
{
    gone[dependents_place(c, o)] = true;
}

static void what_goes_along_with_what_is_gone(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    const struct object *t = add(c, &postgres_table, "", "t", 1, 0), *u = add(c, &postgres_table, "", "u", 4, 0),
                        *a = add(c, &postgres_column, "t", "a", 1, 1), *i = add(c, &postgres_index, "t", "i", 2, 0),
                        *k = add(c, &postgres_index, "u", "k", 5, 0),
                        *said = add(c, &postgres_comment, "", "FUNCTION f()", 9, -1),
                        *f = add(c, &postgres_function, "", "f()", 9, 0);
    finish(c);
    bool *gone = mem_array(p->ctx, bool, c->n_objects);
    mark(c, gone, a);
    /* A column alone takes nothing with it. */
    assert_false(dependents_goes_along(c, gone, i));
    mark(c, gone, t);
    assert_true(dependents_goes_along(c, gone, i));
    assert_true(dependents_goes_along(c, gone, a));
    assert_false(dependents_goes_along(c, gone, t));
    assert_false(dependents_goes_along(c, gone, k));
    assert_false(dependents_goes_along(c, gone, u));
    assert_false(dependents_goes_along(c, gone, said));
    mark(c, gone, f);
    assert_true(dependents_goes_along(c, gone, said));
    assert_false(dependents_goes_along(c, gone, f));
}

static void relations_are_found_by_name(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, &postgres_table, "", "t", 1, 0);
    add(c, &postgres_column, "t", "t", 1, 1);
    add(c, &postgres_index, "t", "t", 2, 0);
    finish(c);
    assert_int_equal(relations_named(c, "public", "t").n, 1);
    assert_int_equal(relations_named(c, "other", "t").n, 0);
    assert_int_equal(relations_named(c, "public", "u").n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(who_needs_an_object_is_found),
        with_fixture(what_has_no_address_is_needed_by_none),
        with_fixture(what_goes_along_with_what_is_gone),
        with_fixture(relations_are_found_by_name),
    };
    return RUN_TAP("fix_dependents", tests);
}
