#include "support.h"

#include "emit/order.h"
#include "emit/snapshot.h"
#include "kind/kind.h"

/* Kinds of our own: the order depends on nothing but their phase and place. */
enum { TYPE, FUNCTION, TABLE, COLUMN, CHECK, INDEX, TRIGGER, VIEW, FOREIGN_KEY, ROW, POSITION };

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fprintf(out, "%s %s%s%s;\n", o->kind->name, o->relation, o->relation[0] ? "." : "", o->name);
}

/* A row whose value 0 names another table needs that table's rows. */
static void row_needs(const struct catalog *catalog, const struct object *o,
                      void (*need)(void *to, const struct object *earlier), void *to)
{
    for (size_t i = 0; o->values && i < catalog->n_objects; i++)
        if (catalog->objects[i]->kind == o->kind && strcmp(catalog->objects[i]->relation, o->values[0]) == 0)
            need(to, catalog->objects[i]);
}

/* A function whose value 0 names another object mentions it. */
static void body_mentions(const struct catalog *catalog, const struct object *o,
                          void (*need)(void *to, const struct object *earlier), void *to)
{
    for (size_t i = 0; o->values && i < catalog->n_objects; i++)
        if (strcmp(catalog->objects[i]->name, o->values[0]) == 0)
            need(to, catalog->objects[i]);
}

static const struct postponable all_of_it = {.whole = true, .print = print};
static const struct postponable a_part = {.print = print};

static const struct kind kinds[] = {
    [TYPE] = {.name = "type", .phase = PHASE_TYPE, .print = print},
    [FUNCTION] = {.name = "function", .phase = PHASE_FUNCTION, .print = print, .soft_needs = body_mentions},
    [TABLE] = {.name = "table", .phase = PHASE_TABLE, .print = print},
    [COLUMN] = {.name = "column", .phase = PHASE_INSIDE},
    [CHECK] = {.name = "check", .phase = PHASE_INSIDE, .postponable = &all_of_it},
    [INDEX] = {.name = "index", .phase = PHASE_TABLE, .place = PLACE_INDEX, .print = print},
    [TRIGGER] = {.name = "trigger", .phase = PHASE_TABLE, .place = PLACE_TRIGGER, .print = print},
    [VIEW] = {.name = "view", .phase = PHASE_VIEW, .print = print, .postponable = &a_part},
    [FOREIGN_KEY] = {.name = "foreign key", .phase = PHASE_FOREIGN_KEY, .print = print},
    [ROW] = {.name = "row", .phase = PHASE_ROW, .print = print, .needs = row_needs},
    [POSITION] = {.name = "position", .phase = PHASE_POSITION, .print = print},
};

/* Adds an object; its number is its address (id, 0), for `depend`. */
static struct object *add(struct catalog *c, int kind, const char *schema, const char *relation, const char *name)
{
    struct object *o = mem_new(c->ctx, struct object);
    size_t at = mem_grow(c->ctx, &c->objects, &c->n_objects);
    *o = (struct object){.kind = &kinds[kind], .rank = kind, .schema = schema, .relation = relation, .name = name};
    o->address.object_id = (uint32_t)c->n_objects;
    c->objects[at] = o;
    return o;
}

static void depend_by(struct catalog *c, struct address from, struct address to, bool of_part)
{
    size_t at = mem_grow(c->ctx, &c->dependencies, &c->n_dependencies);
    c->dependencies[at] = (struct dependency){from, to, of_part};
}

static void depend(struct catalog *c, struct address from, struct address to)
{
    depend_by(c, from, to, false);
}

static struct catalog *empty(struct fixture *p)
{
    struct catalog *c = mem_new(p->ctx, struct catalog);
    c->ctx = c;
    return c;
}

static int compare(const void *a, const void *b)
{
    return object_compare_identity(*(const struct object *const *)a, *(const struct object *const *)b);
}

/* The printed statements in order, on one line. */
static const char *order(struct fixture *p, struct catalog *c)
{
    struct order found;
    struct text t;
    qsort(c->objects, c->n_objects, sizeof(*c->objects), compare);
    if (!emit_order(p->ctx, c, &found, &p->diags))
        return NULL;
    text_open(&t);
    for (size_t i = 0; i < found.n; i++) {
        const struct object *o = found.units[i].object;
        fprintf(t.out, "%s%s%s %s%s%s", i ? ", " : "", found.units[i].postponed ? "later " : "", o->kind->name,
                o->relation, o->relation[0] ? "." : "", o->name);
    }
    if (found.bodies_unchecked)
        fputs(", unchecked", t.out);
    return text_close(&t, p->ctx);
}

static void fill(struct catalog *c)
{
    add(c, POSITION, "", "", "s");
    add(c, ROW, "", "a", "1");
    add(c, FOREIGN_KEY, "", "a", "a_fk");
    add(c, VIEW, "", "", "v");
    add(c, TRIGGER, "", "a", "a_t");
    add(c, INDEX, "", "b", "a_index_of_b");
    add(c, INDEX, "", "a", "z_index_of_a");
    add(c, COLUMN, "", "a", "x");
    add(c, TABLE, "", "", "b");
    add(c, TABLE, "", "", "a");
    add(c, FUNCTION, "", "", "z");
    add(c, TYPE, "", "", "zz");
}

static void phases_groups_and_places_make_the_order(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    fill(c);
    assert_string_equal(order(p, c), "type zz, function z, table a, index a.z_index_of_a, trigger a.a_t, table b, "
                                     "index b.a_index_of_b, view v, foreign key a.a_fk, row a.1, position s");
}

static void names_are_compared_bytewise(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, TABLE, "", "", "a");
    add(c, TABLE, "", "", "\xC3\xA4");
    add(c, TABLE, "", "", "Z");
    add(c, TABLE, "", "", "_");
    add(c, TABLE, "", "", "a2");
    add(c, TABLE, "", "", "a10");
    add(c, TABLE, "", "", "a_");
    assert_string_equal(order(p, c), "table Z, table _, table a, table a10, table a2, table a_, table \xC3\xA4");
}

static void schemas_stand_apart(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, INDEX, "two", "a", "i");
    add(c, TABLE, "two", "", "a");
    add(c, TABLE, "one", "", "b");
    add(c, INDEX, "one", "b", "i");
    assert_string_equal(order(p, c), "table b, index b.i, table a, index a.i");
}

static void what_is_needed_stands_earlier(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct address v = add(c, VIEW, "", "", "v")->address, w = add(c, VIEW, "", "", "w")->address;
    struct address f = add(c, FUNCTION, "", "", "f")->address, b = add(c, TABLE, "", "", "b")->address;
    add(c, TABLE, "", "", "a");
    add(c, INDEX, "", "a", "i");
    add(c, TABLE, "", "", "c");
    depend(c, v, w);
    depend(c, f, b); /* a function on a table's row type waits for the table */
    assert_string_equal(order(p, c), "table a, index a.i, table b, function f, table c, view w, view v");
}

/* Columns have no statement: what needs one needs its table, and what one needs its table needs. */
static void a_column_stands_for_its_table(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct object *x = add(c, COLUMN, "", "b", "x");
    struct address t = add(c, TABLE, "", "", "b")->address, a = add(c, TABLE, "", "", "a")->address;
    struct address f = add(c, FUNCTION, "", "", "f")->address, g = add(c, FUNCTION, "", "", "g")->address;
    x->address = (struct address){t.class_id, t.object_id, 1};
    depend(c, f, x->address);                                   /* the object itself */
    depend(c, a, (struct address){t.class_id, t.object_id, 2}); /* a column that is no object */
    depend(c, (struct address){t.class_id, t.object_id, 1}, g); /* its default calls g */
    assert_string_equal(order(p, c), "function g, table b, function f, table a");
}

static void rows_follow_the_rows_they_refer_to(void **state)
{
    static const char *to_b[] = {"b"};
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, ROW, "", "a", "1")->values = to_b;
    add(c, ROW, "", "b", "1");
    add(c, ROW, "", "b", "2");
    add(c, ROW, "", "c", "1");
    assert_string_equal(order(p, c), "row b.1, row b.2, row a.1, row c.1");
}

static void dependencies_on_what_is_not_there_count_for_nothing(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct address a = add(c, TABLE, "", "", "a")->address;
    depend(c, a, (struct address){7, 7, 7});
    depend(c, (struct address){7, 7, 7}, a);
    depend(c, a, a);
    assert_string_equal(order(p, c), "table a");
}

static void a_dependency_cycle_is_reported(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct address v = add(c, TRIGGER, "public", "", "v")->address, w = add(c, TRIGGER, "other", "", "w")->address;
    struct address x = add(c, INDEX, "", "", "x")->address, after = add(c, TABLE, "", "", "after")->address;
    depend(c, v, w);
    depend(c, w, x);
    depend(c, x, v);
    depend(c, after, v);
    assert_null(order(p, c));
    assert_string_equal(
        printed(p),
        "fullschema: these objects are a dependency cycle, so no order of statements makes them:\n"
        "    index x needs trigger v\n    trigger v needs trigger other.w\n    trigger other.w needs index x\n"
        "hint: change one of them so that it does without the next; a function whose body is text instead of BEGIN "
        "ATOMIC needs nothing that its body names\n");
}

/* There is nothing else: an overflow of one unit shows under ASan. */
static void a_dependency_cycle_of_all_objects_is_reported(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct address v = add(c, TRIGGER, "public", "", "v")->address, w = add(c, TRIGGER, "other", "", "w")->address;
    depend(c, v, w);
    depend(c, w, v);
    assert_null(order(p, c));
    assert_non_null(strstr(printed(p), "    trigger other.w needs trigger v\n    trigger v needs trigger other.w\n"));
}

/* A check calls a function of the table's own row type: it is made after both, the other one stays inside. */
static void a_check_that_closes_a_cycle_is_made_later(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct address t = add(c, TABLE, "", "", "t")->address, f = add(c, FUNCTION, "", "", "f")->address;
    struct address k = add(c, CHECK, "", "t", "k")->address, l = add(c, CHECK, "", "t", "l")->address;
    struct address i = add(c, INDEX, "", "t", "i")->address, v = add(c, VIEW, "", "", "v")->address;
    depend(c, f, t);
    depend(c, k, f);
    depend(c, l, add(c, FUNCTION, "", "", "g")->address);
    depend(c, i, k);
    depend(c, v, l);
    assert_string_equal(order(p, c), "function g, table t, function f, later check t.k, index t.i, view v");
}

/* The query of a view is postponed only where nothing else can be. */
static void a_view_is_made_twice(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    struct address v = add(c, VIEW, "", "", "v")->address, w = add(c, VIEW, "", "", "w")->address;
    depend_by(c, v, w, true);
    depend_by(c, w, v, true);
    depend(c, add(c, TABLE, "", "", "a")->address, v);
    assert_string_equal(order(p, c), "view v, table a, view w, later view v");
}

/* What a body mentions gives way, but only where there is no other way. */
static void bodies_give_way(void **state)
{
    static const char *to_b[] = {"b"}, *to_a[] = {"a"}, *to_t[] = {"t"};
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    add(c, FUNCTION, "", "", "x")->values = to_t;
    add(c, TABLE, "", "", "t");
    assert_string_equal(order(p, c), "table t, function x");
    add(c, FUNCTION, "", "", "a")->values = to_b;
    add(c, FUNCTION, "", "", "b")->values = to_a;
    assert_string_equal(order(p, c), "function a, function b, table t, function x, unchecked");
}

/* The first order with the added object taken out must be the order without it. */
static void adding_one_object_moves_no_other(void **state)
{
    static const struct {
        int kind;
        const char *relation, *name;
    } additions[] = {
        {TABLE, "", "aa"},   {TABLE, "", "A"}, {INDEX, "a", "b"}, {TRIGGER, "b", "t"}, {VIEW, "", "u"},
        {FUNCTION, "", "a"}, {TYPE, "", "a"},  {ROW, "b", "0"},   {POSITION, "", "a"}, {FOREIGN_KEY, "b", "fk"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
        struct catalog *before = empty(p), *after = empty(p);
        fill(before);
        fill(after);
        /* A dependency that moves something far from its place: z waits for table b. */
        depend(before, before->objects[10]->address, before->objects[8]->address);
        depend(after, after->objects[10]->address, after->objects[8]->address);
        add(after, additions[i].kind, "", additions[i].relation, additions[i].name);
        const char *with = order(p, after), *without = order(p, before);
        const char *added = mem_printf(p->ctx, "%s %s%s%s", kinds[additions[i].kind].name, additions[i].relation,
                                       additions[i].relation[0] ? "." : "", additions[i].name);
        const char *hit = strstr(mem_printf(p->ctx, "%s, ", with), mem_printf(p->ctx, "%s, ", added));
        assert_non_null(hit);
        size_t at = strlen(with) + 2 - strlen(hit);
        const char *rest = at + strlen(added) + 2 <= strlen(with) ? with + at + strlen(added) + 2 : "";
        assert_string_equal(mem_printf(p->ctx, "%.*s%s", (int)at, with, rest), without);
    }
}

static void the_order_does_not_depend_on_numbers(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p), *d = empty(p);
    fill(c);
    fill(d);
    for (size_t i = 0; i < d->n_objects; i++)
        ((struct object *)d->objects[i])->address.object_id = (uint32_t)(1000 - i);
    depend(c, c->objects[10]->address, c->objects[8]->address);
    depend(d, d->objects[10]->address, d->objects[8]->address);
    assert_string_equal(order(p, c), order(p, d));
}

static void a_snapshot_has_a_first_line_and_paragraphs(void **state)
{
    struct fixture *p = *state;
    struct catalog *c = empty(p);
    fill(c);
    add(c, POSITION, "", "", "t");
    add(c, ROW, "", "a", "2");
    add(c, ROW, "", "b", "1");
    add(c, TYPE, "", "", "a");
    qsort(c->objects, c->n_objects, sizeof(*c->objects), compare);
    assert_string_equal(snapshot_print(p->ctx, c, &p->diags),
                        "-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.\n"
                        "\ntype a;\n"
                        "\ntype zz;\n"
                        "\nfunction z;\n"
                        "\ntable a;\nindex a.z_index_of_a;\ntrigger a.a_t;\n"
                        "\ntable b;\nindex b.a_index_of_b;\n"
                        "\nview v;\n"
                        "\nforeign key a.a_fk;\n"
                        "\nrow a.1;\nrow a.2;\nrow b.1;\n"
                        "\nposition s;\nposition t;\n");
    assert_string_equal(snapshot_print(p->ctx, empty(p), &p->diags),
                        "-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(phases_groups_and_places_make_the_order),
        with_fixture(names_are_compared_bytewise),
        with_fixture(schemas_stand_apart),
        with_fixture(what_is_needed_stands_earlier),
        with_fixture(a_column_stands_for_its_table),
        with_fixture(rows_follow_the_rows_they_refer_to),
        with_fixture(dependencies_on_what_is_not_there_count_for_nothing),
        with_fixture(a_dependency_cycle_is_reported),
        with_fixture(a_dependency_cycle_of_all_objects_is_reported),
        with_fixture(a_check_that_closes_a_cycle_is_made_later),
        with_fixture(a_view_is_made_twice),
        with_fixture(bodies_give_way),
        with_fixture(adding_one_object_moves_no_other),
        with_fixture(the_order_does_not_depend_on_numbers),
        with_fixture(a_snapshot_has_a_first_line_and_paragraphs),
    };
    return RUN_TAP("emit", tests);
}
